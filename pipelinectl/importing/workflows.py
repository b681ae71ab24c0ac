"""Workflows of an account as one file, and a finding for each that the files cannot hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelinectl.diagnostics import Diagnostic, Severity, diagnostic
from pipelinectl.importing.automations import written
from pipelinectl.importing.keys import Wanted, keys_for
from pipelinectl.importing.text import workflows_text
from pipelinectl.importing.words import CannotWrite, Texts
from pipelinectl.model import Address, Kind, Live, Read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.model import LiveObject

FILE = "automations.yaml"


@dataclass(frozen=True, slots=True)
class Imported:
    """Texts by file name, inside the folder of the configuration, and what was left out and why.

    `workflows` are the ids of workflows by the addresses that the files give them.
    """

    files: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...] = ()
    workflows: Mapping[str, str] = field(default_factory=dict)


def import_workflows(
    live: Live,
    environment: str,
    keys: Mapping[tuple[Kind, str], Address],
    without: Mapping[str, str],
) -> Imported:
    """Write down each workflow that can be said in the language; the others are left alone.

    Args:
        live: the account as it was read.
        environment: its name, for the comment at the head of the file.
        keys: the addresses of its pipelines and statuses in the files.
        without: ids of workflows that stay out, with the reason in one line.
    """
    kept = [each for each in _workflows(live) if not each.opaque and each.id not in without]
    taken = {address.keys[0] for (kind, _), address in keys.items() if kind is Kind.PIPELINE}
    made = [
        f"{key}_workflow" if key in taken else key
        for key in keys_for([Wanted(str(each.fields["name"])) for each in kept], "workflow")
    ]
    texts = _texts(live, keys, dict(zip((each.id for each in kept), made, strict=True)))
    entries: dict[str, object] = {}
    files: dict[str, str] = {}
    reasons = dict(without) | {each.id: each.opaque for each in _workflows(live) if each.opaque}
    for key, found in zip(made, kept, strict=True):
        try:
            one = written(key, found, texts)
        except CannotWrite as lack:
            reasons[found.id] = f"the files have no words for {lack}."
            continue
        entries[key] = one.entry
        files |= one.files
    if entries:
        files[FILE] = workflows_text(entries, live, environment)
    left = tuple(
        _left_out(each, reasons[each.id]) for each in _workflows(live) if each.id in reasons
    )
    ids = {str(Address(Kind.AUTOMATION, (key,))): str(each["id"]) for key, each in _rows(entries)}
    return Imported(files, (*left, *_unread(live)), ids)


def _rows(entries: Mapping[str, object]) -> list[tuple[str, dict[str, object]]]:
    return [(key, each) for key, each in entries.items() if isinstance(each, dict)]


def _workflows(live: Live) -> list[LiveObject]:
    return list(live.objects.get(Kind.AUTOMATION, {}).values())


def _texts(
    live: Live,
    keys: Mapping[tuple[Kind, str], Address],
    workflows: Mapping[str, str],
) -> Texts:
    names = [str(each.fields.get("name")) for each in _workflows(live)]
    unique = {
        each.id: str(each.fields.get("name"))
        for each in _workflows(live)
        if names.count(str(each.fields.get("name"))) == 1
    }
    others = {each.id: unique.get(each.id, f"id:{each.id}") for each in _workflows(live)}
    return Texts(
        pipelines={each: a.keys[0] for (kind, each), a in keys.items() if kind is Kind.PIPELINE},
        statuses={
            each: "/".join(a.keys) for (kind, each), a in keys.items() if kind is Kind.STATUS
        },
        workflows={**others, **workflows},
        channels={each: a.keys[0] for (kind, each), a in keys.items() if kind is Kind.CHANNEL},
    )


def _left_out(found: LiveObject, why: str | None) -> Diagnostic:
    return diagnostic(
        "PC630",
        f'The workflow "{found.fields.get("name")}" (id {found.id}) is left out: {why}',
        hint="It stays in the account as it is, and nothing changes it.",
    )


def _unread(live: Live) -> tuple[Diagnostic, ...]:
    read = live.reads.get(Kind.AUTOMATION)
    if read in {None, Read.COMPLETE, Read.UNPROVEN}:
        return ()
    why = live.why.get(Kind.AUTOMATION)
    return (
        diagnostic(
            "PC607",
            "The workflows of the account could not be read, so the files leave them out.",
            hint=f"The account says: {why}" if why else None,
            severity=Severity.WARNING,
        ),
    )
