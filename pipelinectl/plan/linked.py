"""What a change names: the statuses, pipelines, channels and workflows that it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation.references import CHANNEL, PIPELINE, STATUS, WORKFLOW, references
from pipelinectl.model import Address, Kind, as_list
from pipelinectl.plan.model import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipelinectl.model import Live, Value
    from pipelinectl.plan.model import Change


REFERRING = frozenset(Kind) - {Kind.PIPELINE, Kind.STATUS, Kind.RULES}
"""The kinds whose fields name other objects by references."""


def named_after(change: Change) -> tuple[Address, ...]:
    """What the resource names after the change, each once."""
    return _named(change.address, change.after)


def named_before(change: Change) -> tuple[Address, ...]:
    """What the resource names before the change, each once."""
    return _named(change.address, change.before)


def named_by_workflows(
    changes: Iterable[Change], live: Live, ids: Mapping[Address, str]
) -> dict[Address, tuple[Address, ...]]:
    """For each delete, the changes of workflows that name it in the account: they come first."""
    listed = tuple(changes)
    going: dict[tuple[str, str], Address] = {}
    for change in listed:
        if change.action is Action.DELETE:
            going |= dict.fromkeys(_standing(change, live, ids), change.address)
    found: dict[Address, dict[Address, None]] = {}
    for change in listed if going else ():
        if change.address.kind is not Kind.AUTOMATION or not change.writes:
            continue
        workflow = live.get(Kind.AUTOMATION, ids[change.address])
        for named in references(tuple(workflow.fields.values()) if workflow else ()):
            gone = going.get(named)
            if gone is not None and gone != change.address:
                found.setdefault(gone, {})[change.address] = None
    return {address: tuple(needed) for address, needed in found.items()}


def _standing(change: Change, live: Live, ids: Mapping[Address, str]) -> Iterator[tuple[str, str]]:
    """What references in the account call that which goes."""
    kind, identifier = change.address.kind, ids[change.address]
    if kind is Kind.PIPELINE:
        yield PIPELINE, identifier
        yield from ((STATUS, each.id) for each in live.statuses_of(identifier))
    elif kind is Kind.STATUS:
        yield STATUS, identifier
    elif kind is Kind.AUTOMATION:
        yield WORKFLOW, identifier


def address_of(kind: str, name: str) -> Address | None:
    """The address that a reference in the terms of the files leads to; None where it has none."""
    if name.startswith("id:"):
        return None
    if kind == STATUS:
        pipeline, _, status = name.partition("/")
        return Address(Kind.STATUS, (pipeline, status))
    if kind == PIPELINE:
        return Address(Kind.PIPELINE, (name,))
    if kind == CHANNEL:
        return Address(Kind.CHANNEL, (name,))
    if kind == WORKFLOW and name.startswith(f"{Kind.AUTOMATION}."):
        return Address.parse(name)
    return None


def _named(address: Address, fields: Mapping[str, Value] | None) -> tuple[Address, ...]:
    found = _by_rules if address.kind is Kind.RULES else _by_references
    return tuple(dict.fromkeys(found(address, fields or {})))


def _by_rules(address: Address, fields: Mapping[str, Value]) -> Iterator[Address]:
    for value in fields.values():
        for key in as_list(value):
            yield Address(Kind.STATUS, (address.keys[0], str(key)))


def _by_references(address: Address, fields: Mapping[str, Value]) -> Iterator[Address]:
    if address.kind not in REFERRING:
        return
    for kind, name in references(tuple(fields.values())):
        found = address_of(kind, name)
        if found is not None and found != address:
            yield found
