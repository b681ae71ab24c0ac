"""`if` and `switch`, and HubSpot's LIST_BRANCH and STATIC_BRANCH, both ways.

Sources: HubSpot's API description of flows. An empty `defaultBranch` answers 500, so a way that
ends has no key; branches without names, and defaults without a name or without a way, occur in
real flows (both seen by others).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows import terms
from pipelinectl.adapters.hubspot.flows.canonical import target
from pipelinectl.adapters.hubspot.flows.conditions import lowered_condition, raised_condition
from pipelinectl.adapters.hubspot.flows.lookup import CannotRaise
from pipelinectl.adapters.hubspot.flows.values import REFERRING, lowered_value, raised_value
from pipelinectl.automation.graph import Edge, Node
from pipelinectl.automation.model import Action
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pipelinectl.adapters.hubspot.flows.lookup import Lookup

Json = dict[str, Any]
IF, SWITCH = "if", "switch"
LISTS = {"LIST_BRANCH": "listBranches", "STATIC_BRANCH": "staticBranches"}


def lowered_branching(node: Node, edges: Sequence[Json | None], lookup: Lookup) -> Json:
    """An action that branches, without its id. `edges` are its connections, the default's last.

    Raises:
        CannotLower: HubSpot's form of a condition is not known.
        Unresolved: the account does not have what is named.
    """
    *ways, other = node.ways
    lower = _lowered_if if node.action.kind == IF else _lowered_switch
    found = lower(node.action, ways, edges, lookup)
    if other.name is not None:
        found["defaultBranchName"] = other.name
    if edges[-1] is not None:
        found["defaultBranch"] = edges[-1]
    return found


def raised_branching(
    json: Mapping[str, Any], number: Callable[[str | None], int | None], lookup: Lookup
) -> Node:
    """The opposite; `number` is that of the action that an id stands for.

    Raises:
        ValueError, LookupError, TypeError, AttributeError: what it says has no form of ours.
    """
    branches = json[LISTS[json["type"]]]
    if not branches:
        raise CannotRaise("an action branches and has no branch.")
    if json["type"] == "LIST_BRANCH":
        action = Action(IF, Record())
        ways = [_raised_if(each, number, lookup) for each in branches]
    else:
        name = terms.own(_input(json))
        action = Action(SWITCH, Record(property=name))
        ways = [_raised_switch(each, number, name, lookup) for each in branches]
    other = Edge(number(target(json.get("defaultBranch"))), json.get("defaultBranchName") or None)
    return Node(action, (*ways, other))


def _lowered_if(
    _: Action, ways: Sequence[Edge], edges: Sequence[Json | None], lookup: Lookup
) -> Json:
    return {
        "type": "LIST_BRANCH",
        "listBranches": [
            {
                **({} if way.name is None else {"branchName": way.name}),
                "filterBranch": lowered_condition(way.when, lookup),
                **_connected(edge),
            }
            for way, edge in zip(ways, edges, strict=False)
        ],
    }


def _raised_if(
    branch: Mapping[str, Any], number: Callable[[str | None], int | None], lookup: Lookup
) -> Edge:
    when = raised_condition(branch["filterBranch"], lookup)
    return Edge(number(target(branch.get("connection"))), branch.get("branchName") or None, when)


def _lowered_switch(
    action: Action, ways: Sequence[Edge], edges: Sequence[Json | None], lookup: Lookup
) -> Json:
    name = str(action.settings["property"])
    return {
        "type": "STATIC_BRANCH",
        "inputValue": {"type": "OBJECT_PROPERTY", "propertyName": terms.internal(name)},
        "staticBranches": [
            {"branchValue": lowered_value(name, way.when, lookup), **_connected(edge)}
            for way, edge in zip(ways, edges, strict=False)
        ],
    }


def _raised_switch(
    branch: Mapping[str, Any],
    number: Callable[[str | None], int | None],
    name: str,
    lookup: Lookup,
) -> Edge:
    when = raised_value(name, branch["branchValue"], lookup)
    if not isinstance(when, Record if name in REFERRING else str):
        raise TypeError("a value that is no text")
    return Edge(number(target(branch.get("connection"))), None, when)


def _input(json: Mapping[str, Any]) -> str:
    value = json["inputValue"]
    if value.get("type") != "OBJECT_PROPERTY":
        raise CannotRaise("it branches by something else than a property of the ticket.")
    return str(value["propertyName"])


def _connected(edge: Json | None) -> Json:
    return {} if edge is None else {"connection": edge}
