"""What an apply wants of workflows, whose ids the help desk chooses, and when that is reached."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from pipelinectl.automation.references import CHANNEL, PIPELINE, STATUS, WORKFLOW, renamed
from pipelinectl.model import Address, Kind
from pipelinectl.plan.automations import COPIES
from pipelinectl.plan.linked import address_of, named_after, named_before
from pipelinectl.plan.model import Action
from pipelinectl.plan.terms import BY_ID, workflow_id
from pipelinectl.ports import Goal, Verb, Want

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from pipelinectl.model import Live, LiveObject, Value
    from pipelinectl.plan.model import Change


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """What is referred to before what refers to it; among deletes the other way round."""
    found = {each.address: each for each in changes}
    sorter: TopologicalSorter[Address] = TopologicalSorter()
    for address, change in found.items():
        sorter.add(address)
        if change.action is Action.DELETE:
            for each in named_before(change):
                if each in found:
                    sorter.add(each, address)
        else:
            sorter.add(address, *(each for each in named_after(change) if each in found))
    return tuple(found[each] for each in sorter.static_order())


def standing_in(changes: Iterable[Change], ids: Mapping[Address, str]) -> dict[Address, str]:
    """The ids that references take: of what is replaced, its address, for the new one's id."""
    gone = [each.address for each in changes if each.action is Action.REPLACE]
    return {**ids, **{address: str(address) for address in gone}}


def workflow_want(
    change: Change, verb: Verb, identifier: str, references: Mapping[Address, str]
) -> Want:
    """What is wanted of one workflow. Of one that stays only what differs."""
    whole = {name: value for name, value in (change.after or {}).items() if name != COPIES}
    if verb is Verb.UPDATE:
        whole = {each.path: whole[each.path] for each in change.paths if each.path != COPIES}
    fields = {name: in_ids(value, references) for name, value in whole.items()}
    return Want(
        address=change.address,
        kind=Kind.AUTOMATION,
        id=identifier,
        parent=None,
        verb=verb,
        fields=fields,
    )


def in_ids(value: Value, ids: Mapping[Address, str]) -> Value:
    """A value in the terms of the account: statuses, pipelines and workflows by their ids."""

    def name_of(kind: str, name: str) -> str:
        address = address_of(kind, name)
        if address is not None:
            return ids.get(address, name)
        return name.removeprefix(BY_ID) if kind in {STATUS, PIPELINE, CHANNEL} else name

    return renamed(value, name_of)


def is_workflow_done(want: Want, live: Live, goal: Goal) -> bool:
    """Whether the account shows the workflow as wanted, and no other of its mark.

    What refers to a workflow that the goal replaces refers to the new one then.
    """
    leaving = frozenset(each.id for each in goal.automations if each.verb is Verb.REPLACE)
    marked = [each for each in live.marked(want.address) if each.id != want.id]
    if want.verb is Verb.DELETE:
        return live.get(want.kind, want.id) is None
    if want.verb is Verb.UPDATE:
        found = live.get(want.kind, want.id)
        return found is not None and not marked and _agrees(want, found, live, leaving)
    old_is_gone = live.get(want.kind, want.id) is None
    return old_is_gone and len(marked) == 1 and _agrees(want, marked[0], live, leaving)


def settled_ids(
    changes: Iterable[Change], ids: Mapping[Address, str], live: Live
) -> dict[Address, str]:
    """The ids after an apply: of what was created or replaced, the one that bears the mark."""
    found = dict(ids)
    for change in changes:
        address = change.address
        new = change.action in {Action.CREATE, Action.REPLACE}
        if address.kind is not Kind.AUTOMATION or not new or not change.writes:
            continue
        others = [each.id for each in live.marked(address) if each.id != ids[address]]
        if others and live.get(Kind.AUTOMATION, ids[address]) is None:
            found[address] = others[0]
    return found


def _agrees(want: Want, found: LiveObject, live: Live, leaving: AbstractSet[str]) -> bool:
    name_of = _ids_in(live, leaving)
    wanted = {name: renamed(value, name_of) for name, value in want.fields.items()}
    return all(found.fields.get(name) == value for name, value in wanted.items())


def _ids_in(live: Live, leaving: AbstractSet[str]) -> Callable[[str, str], str]:
    """Names for references: of a workflow its id, where one bears the mark or has the name."""

    def name_of(kind: str, name: str) -> str:
        if kind != WORKFLOW:
            return name
        address = address_of(kind, name)
        if address is None:
            return workflow_id(name, live) or name
        marked = [each.id for each in live.marked(address) if each.id not in leaving]
        return marked[0] if len(marked) == 1 else name

    return name_of
