"""What a plan wants of the account: its changes that are not blocked, with ids for keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.apply.workflows import (
    in_ids,
    in_order,
    is_workflow_done,
    standing_in,
    workflow_want,
)
from pipelinectl.model import ORDER, Address, Kind, as_list
from pipelinectl.plan.fingerprints import is_order
from pipelinectl.plan.linked import REFERRING
from pipelinectl.plan.model import Action, effective
from pipelinectl.plan.terms import common
from pipelinectl.ports import Goal, Verb, Want

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pipelinectl.model import Live, LiveObject, Value
    from pipelinectl.plan.model import Change, Plan

_VERBS = {
    Action.CREATE: Verb.CREATE,
    Action.UPDATE: Verb.UPDATE,
    Action.REPLACE: Verb.REPLACE,
    Action.ADOPT: Verb.UPDATE,
    Action.DELETE: Verb.DELETE,
}


_NAMELESS = frozenset({Kind.FORM, Kind.CHANNEL})
"""The kinds beside workflows whose ids the help desk chooses; a user's or team's is known."""


def ids_of(plan: Plan) -> dict[Address, str]:
    """The id of each address that the plan concerns, as its fingerprints hold them."""
    return {
        Address.parse(name): each.id
        for name, each in plan.fingerprints.items()
        if not is_order(name)
    }


def goal_of(plan: Plan, live: Live) -> Goal:
    """The goal of a plan. Only fields that differ are wanted of what exists.

    Workflows come in the order in which they can be written: what is referred to first.
    """
    ids = ids_of(plan)
    changes = effective(plan.changes)
    going = {ids[each.address] for each in changes if each.action is Action.DELETE}
    automations = [each for each in changes if each.address.kind is Kind.AUTOMATION]
    references = standing_in(automations, ids)
    workflows = [
        workflow_want(each, _VERBS[each.action], ids[each.address], references)
        for each in in_order(automations)
    ]
    others = [each for each in changes if each.address.kind is not Kind.AUTOMATION]
    return Goal.of((*(_want(each, ids, live, going) for each in others), *workflows))


def is_done(want: Want, live: Live, goal: Goal) -> bool:
    """Whether the account shows what is wanted; of an order, the statuses that it names."""
    if want.kind is Kind.AUTOMATION:
        return is_workflow_done(want, live, goal)
    found = live.get(want.kind, want.id) or made_for(want, live)
    if want.verb is Verb.DELETE:
        return found is None
    return found is not None and all(
        _agrees(name, value, found.fields.get(name)) for name, value in want.fields.items()
    )


def made_for(want: Want, live: Live) -> LiveObject | None:
    """What was created for a want whose id the help desk chooses: the one that is as wanted."""
    if want.verb is not Verb.CREATE or want.kind not in _NAMELESS:
        return None
    found = [
        each
        for each in live.objects.get(want.kind, {}).values()
        if all(each.fields.get(name) == value for name, value in want.fields.items())
    ]
    return found[0] if len(found) == 1 else None


def _agrees(name: str, wanted: Value, found: Value) -> bool:
    if name == ORDER:
        return common(found, wanted) == common(wanted, found)
    return found == wanted


def _want(change: Change, ids: Mapping[Address, str], live: Live, going: AbstractSet[str]) -> Want:
    address = change.address
    identifier = ids[address]
    parent: str | None
    if address.kind is Kind.PIPELINE:
        parent = None
    elif address.root in ids:
        parent = ids[address.root]
    else:
        found = live.get(address.kind, identifier)
        parent = found.parent if found else identifier
    staying = [each.id for each in live.statuses_of(parent or identifier) if each.id not in going]
    fields = _fields(change, ids)
    if ORDER in fields and change.action is not Action.CREATE:
        fields[ORDER] = _with_others(staying, as_list(fields[ORDER]))
    return Want(
        address=address,
        kind=address.kind,
        id=identifier,
        parent=parent,
        verb=_VERBS[change.action],
        fields=fields,
        order=_with_others(staying, _order(change, ids, staying)),
    )


def _order(change: Change, ids: Mapping[Address, str], staying: Sequence[str]) -> tuple[str, ...]:
    """All managed statuses as they stand, with those that are created behind their predecessors."""
    full = _known_ids(change.order, change.address, ids)
    standing = [each for each in staying if each in full]
    for place, each in enumerate(full):
        if each not in standing:
            before = [standing.index(one) for one in full[:place] if one in standing]
            standing.insert(max(before) + 1 if before else 0, each)
    return tuple(standing)


def _with_others(staying: Sequence[str], managed: Sequence[Value]) -> tuple[str, ...]:
    """An order with the statuses that are not managed, each behind the one that it stands behind.

    Fixed before the first write: while statuses move, nobody can tell any more whose place was
    behind whom.
    """
    order = [str(each) for each in managed]
    for place, each in enumerate(staying if order else ()):
        if each not in order:
            order.insert(order.index(staying[place - 1]) + 1 if place else 0, each)
    return tuple(order)


def planned_fields(change: Change, ids: Mapping[Address, str]) -> dict[str, Value]:
    """All managed fields after a change, statuses by id."""
    wanted = (change.after or {}).items()
    return {name: _in_ids(change.address, name, value, ids) for name, value in wanted}


def _fields(change: Change, ids: Mapping[Address, str]) -> dict[str, Value]:
    wanted = planned_fields(change, ids)
    if change.action in {Action.CREATE, Action.DELETE}:
        return wanted
    return {each.path: wanted[each.path] for each in change.paths}


def _in_ids(address: Address, name: str, value: Value, ids: Mapping[Address, str]) -> Value:
    """Keys of statuses as ids: in their order for an order, sorted for a set."""
    if address.kind in REFERRING:
        return in_ids(value, ids)
    if not isinstance(value, tuple):
        return value
    found = _known_ids(value, address, ids)
    return tuple(found) if name == ORDER else tuple(sorted(found))


def _known_ids(
    keys: tuple[Value, ...] | tuple[str, ...],
    address: Address,
    ids: Mapping[Address, str],
) -> list[str]:
    found = (ids.get(Address(Kind.STATUS, (address.keys[0], str(key)))) for key in keys)
    return [each for each in found if each is not None]
