"""How the actions of a flow hang together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipelinectl.emulator.errors import bracketed, invalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelinectl.emulator.wire import JsonObject

MOST_BRANCHES = 15
"""Reported by others from a live account; other reports say 20, and 250 by value."""
MOST_LIST_BRANCHES = 20
MOST_STATIC_BRANCHES = 250
_BRANCHES = ("listBranches", "staticBranches", "testBranches")


class Edge(NamedTuple):
    """A connection between two actions."""

    source: str
    target: str
    standard: bool


def check_graph(
    start: str | None, actions: Sequence[JsonObject], *, any_joins: bool, more_branches: bool
) -> None:
    """The ids are unique, every connection leads to an action, and every action is reached.

    `any_joins`: an action may have several STANDARD connections to it, or only GOTO ones. Without
    it exactly one STANDARD connection leads to each action but the first, to which none leads.

    Raises:
        RefusedError: 400.
    """
    ids = [action["actionId"] for action in actions]
    twice = [each for each, count in Counter(ids).items() if count > 1]
    if twice:
        raise invalid(f"Action IDs must be unique: {bracketed(twice)}")
    _check_start(start, ids)
    edges = [edge for action in actions for edge in edges_of(action)]
    lost = [edge for edge in edges if edge.target not in ids]
    if lost:
        raise invalid(
            f"Action {lost[0].source} is connected to action {lost[0].target}, which does not exist"
        )
    if not any_joins:
        _check_standard(start, ids, edges)
    alone = [each for each in ids if each not in _reached(start, edges)]
    if alone:
        raise invalid(f"No path leads to the actions: {bracketed(alone)}")
    for action in actions:
        _check_branches(action, more=more_branches)


def edges_of(action: JsonObject) -> Iterator[Edge]:
    """The connections of an action, those of its branches included."""
    branches = [each for key in _BRANCHES for each in action.get(key, ())]
    ways = [each.get("connection") for each in (*branches, action)]
    for way in (*ways, action.get("defaultBranch")):
        if way:
            yield Edge(action["actionId"], way["nextActionId"], way["edgeType"] == "STANDARD")


def next_free_id(actions: Sequence[JsonObject], *, at_least: str = "1") -> str:
    """The id that HubSpot's editor would give the next action; it never goes down."""
    ids = [str(each.get("actionId")) for each in actions]
    numbers = [int(each) for each in ids if each.isdecimal()]
    return str(max([int(at_least), *(number + 1 for number in numbers)]))


def in_id_order(actions: Sequence[JsonObject]) -> list[JsonObject]:
    """The actions as an answer lists them: by id, not as they run (observed by others)."""

    def key(action: JsonObject) -> tuple[int, int, str]:
        name: str = action["actionId"]
        return (0, int(name), "") if name.isdecimal() else (1, 0, name)

    return sorted(actions, key=key)


def _check_start(start: str | None, ids: Sequence[str]) -> None:
    if ids and start is None:
        raise invalid("Some required fields were not set: [startActionId]")
    if start is not None and start not in ids:
        raise invalid(f"startActionId {start} is not the ID of an action")


def _check_standard(start: str | None, ids: Sequence[str], edges: Sequence[Edge]) -> None:
    counts = Counter(edge.target for edge in edges if edge.standard)
    for each in ids:
        wanted = 0 if each == start else 1
        if counts[each] > wanted:
            raise invalid(
                f"Action {each} is connected from several places:"
                " only one connection may be STANDARD, the others must be GOTO"
            )
    alone = [each for each in ids if each != start and not counts[each]]
    if alone:
        raise invalid(f"No STANDARD connection leads to the actions: {bracketed(alone)}")


def _reached(start: str | None, edges: Sequence[Edge]) -> set[str]:
    found: set[str] = set()
    waiting = [] if start is None else [start]
    while waiting:
        action_id = waiting.pop()
        if action_id not in found:
            found.add(action_id)
            waiting.extend(edge.target for edge in edges if edge.source == action_id)
    return found


def _check_branches(action: JsonObject, *, more: bool) -> None:
    for key in _BRANCHES:
        most = MOST_BRANCHES
        if more:
            most = MOST_STATIC_BRANCHES if key == "staticBranches" else MOST_LIST_BRANCHES
        if len(action.get(key, ())) > most:
            raise invalid(f"Action {action['actionId']} has more than {most} branches")
