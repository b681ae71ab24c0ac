"""The ledger after an apply: ids bound to keys, and as base what the account was read to hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelinectl.apply.goal import ids_of, made_for, planned_fields
from pipelinectl.apply.workflows import settled_ids
from pipelinectl.ledger.model import Entry, Origin
from pipelinectl.model import OFF, ORDER, Address, Kind, Read
from pipelinectl.plan.automations import COPIES
from pipelinectl.plan.model import Action, Change, Reason
from pipelinectl.plan.ours import wrote
from pipelinectl.ports import Verb, Want

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelinectl.ledger.journal import Written
    from pipelinectl.ledger.model import Ledger
    from pipelinectl.model import Live, Value
    from pipelinectl.plan.model import Plan


def recorded(
    ledger: Ledger,
    plan: Plan,
    live: Live,
    written: Written,
    left: Iterable[tuple[Address, str]] = (),
) -> Ledger:
    """The ledger that holds the result of a plan, as far as the live state shows it.

    A field's base is the live value if that is what was planned or what we wrote; else the old
    base stays, so that what somebody else changed meanwhile is still seen as theirs. `written`
    holds what this and earlier unsettled runs wrote; `left` is what stands in the account though
    nobody wants it. Serial and claim are left to the caller.
    """
    ids = settled_ids(plan.changes, ids_of(plan), live)
    ids |= _made(plan.changes, ids, live)
    old = ledger.by_id()
    entries = dict(ledger.entries)
    for change in plan.changes:
        entries.pop(change.address, None)
    for change in plan.changes:
        known = old.get((change.address.kind, ids[change.address]))
        before = known[1] if known else _left_before(change, ledger)
        entry = _entry(change, ids, before, live, written)
        if entry is not None:
            entries[change.address] = entry
    gone = {
        change.address
        for change in plan.changes
        if change.action is Action.DELETE and change.address not in entries
    }
    entries = {each: entry for each, entry in entries.items() if each.root not in gone}
    touched = {change.address.root for change in plan.changes}
    for address in [each for each in entries if each.root in touched]:
        entry = _seen(address, entries.pop(address), live, written)
        if entry is not None:
            entries[address] = entry
    names = {each.address: (each.after or {}).get("name") for each in plan.changes}
    for address, identifier in left:
        standing = entries.get(address)
        if standing is not None and live.get(address.kind, standing.id) is not None:
            continue  # the one that it should replace: a second run must not take it for a clone
        entries[address] = Entry(identifier, Origin.CREATED, {"name": names.get(address)})
    return replace(ledger, entries=_with_orders(entries, touched, live))


def _made(changes: Iterable[Change], ids: Mapping[Address, str], live: Live) -> dict[Address, str]:
    """The ids of forms, teams and channels that were created: the help desk chose them."""
    found = {}
    for change in changes:
        if change.action is Action.CREATE and change.writes:
            want = Want(
                change.address,
                change.address.kind,
                ids[change.address],
                None,
                Verb.CREATE,
                planned_fields(change, ids),
            )
            standing = made_for(want, live)
            if standing is not None and live.get(want.kind, want.id) is None:
                found[change.address] = standing.id
    return found


def _left_before(change: Change, ledger: Ledger) -> Entry | None:
    """What an earlier run left at the address of a change that is held back, under its own id.

    While it cannot be read the plan does not know it, and the ledger must not forget it.
    """
    return ledger.entries.get(change.address) if change.blocked_by else None


def _entry(
    change: Change,
    ids: Mapping[Address, str],
    before: Entry | None,
    live: Live,
    written: Written,
) -> Entry | None:
    kind, identifier = change.address.kind, ids[change.address]
    found = live.get(kind, identifier)
    if change.action is Action.RELEASE:
        return before if change.blocked_by else None
    if change.action is Action.NONE and change.reason in {Reason.ABSENT, Reason.RELEASED}:
        return None
    if found is None and live.reads.get(kind) is not Read.COMPLETE:
        return None if (kind, identifier) in written.deleted else before
    if found is None and kind is not Kind.RULES:
        return None
    if change.action is Action.DELETE or change.blocked_by or change.is_manual:
        return before
    fields = found.fields if found else OFF
    planned = planned_fields(change, ids)
    base = dict(before.base) if before else {}
    managed: dict[str, Value] = {}
    for name, wanted in planned.items():
        if name == COPIES or name not in fields:
            continue
        value = fields[name]
        if name == ORDER or value == wanted or (found and wrote(written, live, found, name)):
            managed[name] = value
        elif name in base:
            managed[name] = base[name]
    return Entry(identifier, _origin(change, before), managed)


def _seen(address: Address, entry: Entry, live: Live, written: Written) -> Entry | None:
    """An entry with what we wrote to its object on the way; None where we deleted it."""
    found = live.get(address.kind, entry.id)
    if found is None:
        return None if (address.kind, entry.id) in written.deleted else entry
    base = {
        name: found.fields[name]
        if name in found.fields and wrote(written, live, found, name)
        else value
        for name, value in entry.base.items()
    }
    return replace(entry, base=base)


def _origin(change: Change, before: Entry | None) -> Origin:
    if before is not None:
        return before.origin
    return Origin.ADOPTED if change.reason is Reason.ADOPTED else Origin.CREATED


def _with_orders(
    entries: dict[Address, Entry],
    touched: set[Address],
    live: Live,
) -> dict[Address, Entry]:
    """The order of each touched pipeline, over the statuses that the ledger now knows."""
    known = {entry.id for address, entry in entries.items() if address.kind is Kind.STATUS}
    for address in touched & entries.keys():
        entry = entries[address]
        standing = tuple(each.id for each in live.statuses_of(entry.id) if each.id in known)
        if ORDER in entry.base and live.get(Kind.PIPELINE, entry.id) is not None:
            entries[address] = replace(entry, base={**entry.base, ORDER: standing})
    return entries
