"""What of an old flow stays in its new body: ids of actions, and the form of its filter trees.

Tickets wait at an action by its id. What becomes of them when the id is given to another action
is unverified; so actions that stay keep their ids, and a new one gets an id that was never used.
A filter tree that means the same keeps its form, OR over AND or AND directly.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows.canonical import (
    BRANCH_LISTS,
    EDGES,
    ID,
    TREE,
    content,
    plain,
    walking,
)
from pipelinectl.canonical import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Json = dict[str, Any]


def kept(body: Mapping[str, Any], old: Mapping[str, Any]) -> Json:
    """The body with the old flow's ids and forms where it means the same."""
    before = {str(each[ID]): each for each in old.get("actions") or ()}
    ids = numbering(_walked(body), _walked(old), str(old.get("nextAvailableActionId")))
    found = {
        **body,
        "enrollmentCriteria": _in_form(
            body["enrollmentCriteria"], old.get("enrollmentCriteria") or {}
        ),
        "actions": [
            _branches_in_form(_renumbered(each, ids), before.get(ids[each[ID]], {}))
            for each in body["actions"]
        ],
    }
    if "startActionId" in body:
        found["startActionId"] = ids[body["startActionId"]]
    return found


def numbering(new: Sequence[Json], old: Sequence[Json], next_free: str) -> dict[str, str]:
    """The id of each new action: that of the old action that it is, or takes the place of."""
    opcodes = SequenceMatcher(None, _contents(old), _contents(new), autojunk=False).get_opcodes()
    pairs = [
        pair
        for _, old_from, old_to, new_from, new_to in opcodes
        for pair in zip(old[old_from:old_to], new[new_from:new_to], strict=False)
    ]
    found = {two[ID]: str(one[ID]) for one, two in pairs if _kind(one) == _kind(two)}
    used = [int(each[ID]) for each in old if str(each[ID]).isdecimal()]
    free = max([*used, int(next_free) - 1 if next_free.isdecimal() else 0, 0])
    for each in new:
        if each[ID] not in found:
            free += 1
            found[each[ID]] = str(free)
    return found


def _walked(flow: Mapping[str, Any]) -> list[Json]:
    by_id = {str(each[ID]): each for each in flow.get("actions") or ()}
    return [by_id[each] for each in walking(flow)]


def _contents(actions: Sequence[Json]) -> list[str]:
    return [content(each) for each in actions]


def _kind(action: Json) -> tuple[Any, Any]:
    return action.get("type"), action.get("actionTypeId")


def _renumbered(action: Json, ids: Mapping[str, str]) -> Json:
    """The action with new ids, its own and those that it leads to."""
    found = {**_led(action, ids), ID: ids[action[ID]]}
    for name in BRANCH_LISTS:
        if name in found:
            found[name] = [_led(each, ids) for each in found[name]]
    return found


def _led(holder: Json, ids: Mapping[str, str]) -> Json:
    return {
        name: {**each, "nextActionId": ids[each["nextActionId"]]} if name in EDGES else each
        for name, each in holder.items()
    }


def _branches_in_form(action: Json, old: Mapping[str, Any]) -> Json:
    """The action; each filter tree of it in the form of the old one at its place."""
    before = old.get("listBranches") or []
    if "listBranches" not in action or len(before) != len(action["listBranches"]):
        return action
    pairs = zip(action["listBranches"], before, strict=True)
    return {**action, "listBranches": [_in_form(*pair) for pair in pairs]}


def _in_form(holder: Json, old: Mapping[str, Any]) -> Json:
    """The holder of a filter tree; the tree in the old one's form where it means the same."""
    found = dict(holder)
    for name in ("filterBranch", "listFilterBranch", "refinementCriteria"):
        one, two = holder.get(name), old.get(name)
        if one and two and text_of(plain(one)) == text_of(plain(two)):
            found[name] = _completed(two)
    return found


def _completed(branch: Mapping[str, Any]) -> Json:
    """A filter tree with the keys that HubSpot asks for, where a read left them out."""
    kind = branch["filterBranchType"]
    if kind not in TREE:
        return dict(branch)
    return {
        "filterBranchType": kind,
        "filterBranchOperator": kind,
        "filterBranches": [_completed(each) for each in branch.get("filterBranches") or ()],
        "filters": [_completed_filter(each) for each in branch.get("filters") or ()],
    }


def _completed_filter(found: Mapping[str, Any]) -> Json:
    asked = found.get("operation")
    if not isinstance(asked, dict):
        return dict(found)
    return {**found, "operation": {"includeObjectsWithNoValueSet": False, **asked}}
