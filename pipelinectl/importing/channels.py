"""The channels of an account as one file: what a read shows, and where to look for the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.capabilities import find
from pipelinectl.channels import IDENTIFIERS, TYPES
from pipelinectl.diagnostics import Diagnostic, Severity, diagnostic
from pipelinectl.importing.keys import Wanted, keys_for
from pipelinectl.importing.text import channels_text
from pipelinectl.model import Address, Kind, Read
from pipelinectl.names import key_from_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelinectl.capabilities import Capability
    from pipelinectl.importing.text import Pages
    from pipelinectl.model import Live, LiveObject

FILE = "channels.yaml"

_ONLY = re.compile(r" ▸ (?P<step>[^▸]+) \((?P<type>\w+) only\)$")
"""The last step to a setting's page, where only one type of channel has it."""


@dataclass(frozen=True, slots=True)
class ImportedChannels:
    """The file, if there are channels; what was left out; and the address that each id has."""

    files: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]
    keys: Mapping[tuple[Kind, str], Address]


def import_channels(
    live: Live,
    environment: str,
    known: Mapping[tuple[Kind, str], Address],
    capabilities: Iterable[Capability],
) -> ImportedChannels:
    """Write down each channel that is connected and authorised.

    Args:
        live: the account as it was read.
        environment: its name, for the comment at the head of the file.
        known: addresses that objects have already.
        capabilities: what can be done with each setting; says which ones no read shows.
    """
    found = list(live.objects.get(Kind.CHANNEL, {}).values())
    kept = [each for each in found if each.fields.get("authorized") is True]
    wanted = []
    for each in kept:
        address = known.get((Kind.CHANNEL, each.id))
        wanted.append(Wanted(_name_of(each), address.keys[0] if address else None))
    made = keys_for(wanted, "channel")
    entries = {key: _entry(each) for key, each in zip(made, kept, strict=True)}
    comments = _unseen({str(each.fields["type"]) for each in kept}, tuple(capabilities))
    text = channels_text(entries, comments, live, environment)
    left = (_left_out(each) for each in found if each not in kept)
    return ImportedChannels(
        {FILE: text} if entries else {},
        (*left, *_unread(live)),
        {
            (Kind.CHANNEL, each.id): Address(Kind.CHANNEL, (key,))
            for key, each in zip(made, kept, strict=True)
        },
    )


def _called(found: LiveObject) -> str:
    identifier = IDENTIFIERS[str(found.fields["type"])]
    return str(found.fields.get(identifier) or found.fields.get("name"))


def _name_of(found: LiveObject) -> str:
    """What a key is made from: what a channel is called, or its type where that gives no key."""
    called = _called(found)
    if key_from_name(called):
        return called
    return str(found.fields["type"]).replace("_", " ").capitalize()


def _entry(found: LiveObject) -> dict[str, object]:
    """What a channel's entry says, `id:` among it, so that the plan of it is empty."""
    fields = found.fields
    kind = str(fields["type"])
    entry: dict[str, object] = {"type": kind, "id": found.id}
    for name in ("connected_to", IDENTIFIERS[kind]):
        if fields.get(name):
            entry[name] = str(fields[name])
    if fields.get("enabled") is False:
        entry["enabled"] = False
    return entry


def _unseen(types: set[str], capabilities: tuple[Capability, ...]) -> dict[str, Pages]:
    """For each type of channel the settings that no read shows, by the page that shows them."""
    names = dict.fromkeys(
        each.setting for each in capabilities if each.kind is Kind.CHANNEL and each.setting
    )
    found: dict[str, Pages] = {}
    for kind in (each for each in TYPES if each in types):
        for name in names:
            capability = find(capabilities, Kind.CHANNEL, name, kind)
            if capability is not None and not capability.shown:
                page = _page_for(kind, capability.page)
                found.setdefault(kind, {}).setdefault(page, []).append(name)
    return found


def _page_for(kind: str, page: str) -> str:
    """The page of a setting for this type: a last step for another type only is left out."""
    last = _ONLY.search(page)
    if last is None:
        return page
    return page[: last.start()] + (f" ▸ {last['step']}" if last["type"] == kind else "")


def _left_out(found: LiveObject) -> Diagnostic:
    return diagnostic(
        "PC630",
        f'The channel "{_called(found)}" (id {found.id}) is left out: its sign-in has expired or '
        "was withdrawn.",
        hint="Connect it again in the help desk, then import again.",
    )


def _unread(live: Live) -> tuple[Diagnostic, ...]:
    if live.reads.get(Kind.CHANNEL) in {None, Read.COMPLETE, Read.UNPROVEN}:
        return ()
    why = live.why.get(Kind.CHANNEL)
    return (
        diagnostic(
            "PC607",
            "The channels of the account could not be read, so the files leave them out.",
            hint=f"The account says: {why}" if why else None,
            severity=Severity.WARNING,
        ),
    )
