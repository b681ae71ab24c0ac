"""Whose marks can be believed: a person's clone of a workflow bears ours, and is not ours.

The help desk chooses the ids of workflows, so each bears a mark in its description that names the
address it was made for. A clone made by hand copies the description. Where several bear one mark,
only what the ledger or the journal knows as ours keeps it; if they know none, all keep it, and a
guard asks. Source: HubSpot's own advice for changing enrollment triggers is to clone (ACT-29).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelinectl.automation.references import CHANNEL, PIPELINE, STATUS, references
from pipelinectl.diagnostics import diagnostic
from pipelinectl.model import Address, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.ledger.journal import Written
    from pipelinectl.ledger.model import Ledger
    from pipelinectl.model import Live, LiveObject


_ANNOUNCED = ("name", "enabled", "re_enroll", "trigger", "only_if")
"""The fields that name no other workflow: those read back as they were announced."""


def proven(live: Live, ledger: Ledger | None, written: Written) -> Live:
    """The live state, the marks of what others made after ours moved to `clone_of`."""
    foreign = {
        each.id
        for mark, holders in _by_mark(live).items()
        for each in _others(mark, holders, live, ledger, written)
    }
    if not foreign:
        return live
    kept = {
        identifier: replace(each, mark=None, clone_of=each.mark) if identifier in foreign else each
        for identifier, each in live.objects[Kind.AUTOMATION].items()
    }
    return replace(live, objects={**live.objects, Kind.AUTOMATION: kept})


def clone_notes(live: Live) -> Iterator[Diagnostic]:
    """One note for each clone: it is left alone."""
    for each in live.objects.get(Kind.AUTOMATION, {}).values():
        if each.clone_of is not None:
            yield diagnostic(
                "PC629",
                f'The workflow "{each.fields.get("name")}" (id {each.id}) bears the mark of '
                f"{each.clone_of}, which is another workflow: it looks like a clone, and is left "
                "alone.",
                hint="To keep it, take the line that begins with managed-by: out of its "
                "description; else delete it in the help desk.",
                address=each.clone_of,
            )


def marked_for(found: LiveObject, key: str, live: Live) -> Iterator[LiveObject]:
    """The workflows whose marks are below this key, and that name this very pipeline or channel.

    Another pipeline may have the same key, in another project of the account. The marks of all
    channels are below one key, so that what is not understood may be of any of them.
    """
    is_channel = found.kind is Kind.CHANNEL
    below = {(STATUS, each.id) for each in live.statuses_of(found.id)}
    names = {(CHANNEL if is_channel else PIPELINE, found.id), *below}
    for each in live.objects.get(Kind.AUTOMATION, {}).values():
        named = names.intersection(references(tuple(each.fields.values())))
        if (
            each.mark
            and each.mark.startswith(f"{Kind.AUTOMATION}.{key}.")
            and (named or (each.opaque and not is_channel))
        ):
            yield each


def may_go(workflow: LiveObject, live: Live, ledger: Ledger | None, written: Written) -> bool:
    """Whether a workflow that bears a mark may be deleted for it: a clone bears the mark too.

    Where the ledger remembers anything it must know the workflow, or the journal; else the mark
    has to be the only one.
    """
    found = (workflow.kind, workflow.id)
    if found in written.created or (ledger and found in ledger.by_id()):
        return True
    alike = live.objects[workflow.kind].values()
    remembers = ledger is not None and ledger.entries
    return not remembers and sum(each.mark == workflow.mark for each in alike) == 1


def _by_mark(live: Live) -> dict[str, list[LiveObject]]:
    found: dict[str, list[LiveObject]] = {}
    for each in live.objects.get(Kind.AUTOMATION, {}).values():
        if each.mark is not None:
            found.setdefault(each.mark, []).append(each)
    return found


def _others(
    mark: str,
    holders: list[LiveObject],
    live: Live,
    ledger: Ledger | None,
    written: Written,
) -> list[LiveObject]:
    ours = {identifier for kind, identifier in written.created if kind is Kind.AUTOMATION}
    entry = ledger.entries.get(_address(mark)) if ledger else None
    if mark in written.uncertain:
        ours |= _announced(holders, entry.id if entry else mark, written)
    if entry is not None and live.get(Kind.AUTOMATION, entry.id) is not None:
        ours.add(entry.id)
    elif not any(each.id in ours for each in holders):
        return []
    return [each for each in holders if each.id not in ours]


def _announced(holders: Iterable[LiveObject], target: str, written: Written) -> set[str]:
    """The one that a run announced before it died; a clone of the old one begins as the old one.

    Nothing where several could be meant. The journal has the fields of a create under the id of
    what it is about: the workflow that it replaces, else the address.
    """
    found = {
        each.id
        for each in holders
        if all(
            written.wrote(Kind.AUTOMATION, target, name, each.fields.get(name))
            for name in _ANNOUNCED
        )
    }
    return found if len(found) == 1 else set()


def _address(mark: str) -> Address:
    try:
        return Address.parse(mark)
    except ValueError:
        return Address(Kind.AUTOMATION, (mark,))
