"""One form of a flow's JSON: what means the same to HubSpot is equal in it.

Ids of actions are numbers in walking order; keys that a flow may lack stand for HubSpot's
defaults; filter trees are in the normal form of conditions. `STANDARD` and `GOTO` are one: they
say where HubSpot's editor draws the line, not where the record goes.

Sources: HubSpot's flow API fills defaults in (its workflow skill for agents); roots of filter
trees are OR over AND or AND directly, ids have gaps and no order (real flows, seen by others).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows.lookup import CannotRaise
from pipelinectl.automation.conditions import normal
from pipelinectl.canonical import from_json, text_of, to_json
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pipelinectl.model import Value

ID = "actionId"
EDGES = ("connection", "defaultBranch")
BRANCH_LISTS = ("listBranches", "staticBranches", "testBranches")

DEFAULTS: Mapping[str, Any] = {
    "actionTypeVersion": 0,
    "branchName": "",
    "defaultBranchName": "",
    "includeObjectsWithNoValueSet": False,
    "shouldReEnroll": False,
    "unEnrollObjectsNotMeetingCriteria": False,
}
"""What a missing key stands for. The two of enrollment are what HubSpot's pages start with."""

NOT_COMPARED = frozenset(
    {
        "id",
        "revisionId",
        "createdAt",
        "updatedAt",
        "crmObjectCreationStatus",
        "nextAvailableActionId",
        "description",
        "startActionId",
        "uuid",
    }
)
"""Keys of a flow that say nothing of what it does, or that its actions say as well."""

TREE = {"OR": "any", "AND": "all"}
BRANCH_KEYS = frozenset({"filterBranchType", "filterBranchOperator", "filterBranches", "filters"})

FIXED = frozenset({"flowType", "objectTypeId", "dataSources"})
"""What an update does not say (HubSpot's PUT request lacks the fields)."""

_UNORDERED = frozenset({"inputFields", "outputFields"})
"""Lists of named things, the order of which is only that of a page."""

_ANY_OF = {("ENUMERATION", "IS_ANY_OF"), ("MULTISTRING", "IS_EQUAL_TO")}
"""Operations where one filter of two values means either of two filters."""


def same(body: Mapping[str, Any], flow: Mapping[str, Any]) -> bool:
    """Whether two flows do the same under the same name; description and ids aside.

    A body of an update, which lacks what cannot change, is compared by what it has.
    """
    one, two = canonical(body), canonical(flow)
    if "revisionId" in body and "flowType" not in body:
        two = {name: each for name, each in two.items() if name not in FIXED or name in one}
    return text_of(one) == text_of(two)


def canonical(flow: Mapping[str, Any]) -> dict[str, Any]:
    """The flow in its one form: plain JSON values.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: the JSON is no flow.
    """
    aside = {*NOT_COMPARED, "actions"}
    found = _object({name: each for name, each in flow.items() if name not in aside})
    return {"name": "", **found, "actions": _actions(flow), "starts": _starts(flow)}


def plain(value: Any) -> Any:
    """A part of a flow in its one form: without defaults and empty values, filters normal."""
    if isinstance(value, dict):
        condition = _condition(value) if value.get("filterBranchType") in TREE else None
        return _object(value) if condition is None else condition
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def walking(flow: Mapping[str, Any]) -> list[str]:
    """The ids of the actions in walking order: each before what follows it, branches in order.

    Actions that are never reached come last, in the order of the flow.
    """
    actions = {str(each[ID]): each for each in flow.get("actions") or ()}
    waiting = [*reversed(actions), str(flow.get("startActionId"))]
    found: dict[str, None] = {}
    while waiting:
        here = waiting.pop()
        if here in actions and here not in found:
            found[here] = None
            waiting.extend(reversed([edge for edge in targets(actions[here]) if edge is not None]))
    return list(found)


def targets(action: Mapping[str, Any]) -> Iterator[str | None]:
    """Where the ways of an action lead, in their order, the default last; None is the end."""
    for holder, key in _holders(action):
        yield target(holder.get(key))


def target(edge: Any) -> str | None:
    """The id that a connection leads to; None where it is missing or empty."""
    return str(edge["nextActionId"]) if edge and edge.get("nextActionId") is not None else None


def content(action: Mapping[str, Any]) -> str:
    """What an action says, without its id and without where it leads, as canonical text."""
    return text_of(_redirected(action, lambda _: None))


def _holders(action: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    if "connection" in action:
        yield action, "connection"
    for name in BRANCH_LISTS:
        for branch in action.get(name) or ():
            yield branch, "connection"
    if "defaultBranch" in action:
        yield action, "defaultBranch"


def _actions(flow: Mapping[str, Any]) -> list[Any]:
    actions = list(flow.get("actions") or ())
    order = walking(flow)
    if len(order) != len(actions):
        raise CannotRaise("two actions have one id.")
    numbers: dict[str | None, int] = {each: number for number, each in enumerate(order, 1)}
    by_id = {str(each[ID]): each for each in actions}
    return [_redirected(by_id[each], lambda to: numbers.get(to, to)) for each in order]


def _starts(flow: Mapping[str, Any]) -> bool:
    """Whether the flow says where it starts; in walking order that is its first action."""
    return str(flow.get("startActionId")) in walking(flow)[:1]


def _redirected(
    action: Mapping[str, Any], towards: Callable[[str | None], int | str | None]
) -> Any:
    """The action without its id, every connection replaced by where it leads."""

    def led(holder: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: towards(target(each)) if name in EDGES else each for name, each in holder.items()
        }

    found = led({name: each for name, each in action.items() if name != ID})
    for name in BRANCH_LISTS:
        if name in found:
            found[name] = [led(each) for each in found[name] or ()]
    return plain(found)


def _object(value: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for name, each in value.items():
        shown = plain(each)
        if shown is not None and shown not in ([], {}) and not _is_default(name, shown):
            found[name] = shown
    if "operationType" in found and found.get("type") == found["operationType"]:
        del found["type"]
    if found.get("filterBranchType") in TREE:
        found.pop("filterBranchOperator", None)
    for name in _UNORDERED & found.keys():
        found[name] = sorted(found[name], key=text_of)
    return found


def _is_default(name: str, value: Any) -> bool:
    return name in DEFAULTS and value == DEFAULTS[name] and type(value) is type(DEFAULTS[name])


def _condition(branch: Mapping[str, Any]) -> Any:
    """The normal form of a filter tree; None where it has none."""
    try:
        tree = tree_of(branch, _atom)
        return None if tree is None else {"condition": to_json(normal(tree))}
    except ValueError:
        return None


def tree_of(branch: Mapping[str, Any], leaf_of: Callable[[Any], Record]) -> Record | None:
    """A filter branch as a condition's tree; a filter or any other branch is a leaf of it.

    None where a branch holds nothing, or its operator is not that of its type.
    """
    kind = branch.get("filterBranchType")
    if kind not in TREE:
        return leaf_of(branch)
    if branch.get("filterBranchOperator", kind) != kind or branch.keys() - BRANCH_KEYS:
        return None
    inner = [tree_of(each, leaf_of) for each in branch.get("filterBranches") or ()]
    parts = [*(leaf_of(each) for each in branch.get("filters") or ()), *inner]
    known = tuple(each for each in parts if each is not None)
    return Record({TREE[kind]: known}) if known and len(known) == len(parts) else None


def _atom(each: Any) -> Record:
    """A filter as a leaf; where several values mean any of them, as one that can be joined."""
    shown = _object(each)
    operation = shown.get("operation")
    if isinstance(operation, dict) and isinstance(operation.get("values"), list):
        asked = (operation.get("operationType"), operation.get("operator"))
        if asked in _ANY_OF and shown.get("filterType") == "PROPERTY":
            values = operation.pop("values")
            return Record(property=text_of(shown), test="is", values=_tuple(values))
    return Record(property="", test="raw", json=from_json(shown))


def _tuple(values: list[Any]) -> tuple[Value, ...]:
    return tuple(from_json(each) for each in values)
