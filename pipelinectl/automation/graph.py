"""A chain of actions as a graph: what a help desk stores, free of any vendor's words.

In a chain, what follows a branching action follows every way of it that reaches its end. In a
graph every way names the action it leads to, or none: there the record leaves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from pipelinectl.automation.model import Action, Branch, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelinectl.automation.model import Way
    from pipelinectl.model import Record

MOST_NESTED = 50
"""So many branches within branches are a chain; what is deeper stays a graph."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One way that leads from an action: where to, its name, and which records take it.

    `name` and `when` are those of the branch (`automation.model.Branch`). `to` is the number of
    an action; None means that the record leaves.
    """

    to: int | None = None
    name: str | None = None
    when: Record | str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """An action without its branches, and the ways that lead from it.

    A plain action has one way. One that branches has a way for each branch, and behind them that
    of the records which no branch takes.
    """

    action: Action
    ways: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """Actions by number, and the first of them; None where there are none."""

    nodes: Mapping[int, Node]
    start: int | None

    @property
    def repeated(self) -> frozenset[tuple[int, int]]:
        """The ways that lead to an action which another way has reached before.

        Each is the number of its action and its place among the ways of that. Ways count in the
        order of the numbers. HubSpot calls such an edge `GOTO`, the others `STANDARD`.
        """
        reached = {self.start}
        found = set()
        for number in sorted(self.nodes):
            for place, edge in enumerate(self.nodes[number].ways):
                if edge.to is not None and edge.to in reached:
                    found.add((number, place))
                reached.add(edge.to)
        return frozenset(found)


def graph_of(actions: Iterable[Action]) -> Graph:
    """The graph of a chain, its actions numbered from 1 in the order in which `walk` meets them.

    Where a plain action of the chain has an `otherwise`, it is lost: it means nothing.
    """
    found = list(walk(actions))
    numbers = {way: number for number, (way, _) in enumerate(found, 1)}
    follows: dict[Way, int | None] = {}
    nodes = {}
    for way, action in found:
        after = (*way[:-1], way[-1] + 1)
        follows[way] = numbers.get(after, follows.get(way[:-2]))
        nodes[numbers[way]] = _node(action, way, numbers, follows[way])
    return Graph(nodes, 1 if nodes else None)


def _node(action: Action, way: Way, numbers: Mapping[Way, int], follows: int | None) -> Node:
    if not action.branches:
        return Node(replace(action, otherwise=None), (Edge(follows),))
    ways = tuple(
        Edge(numbers.get((*way, place, 0), follows), branch.name, branch.when)
        for place, branch in enumerate((*action.branches, action.otherwise or Branch()))
    )
    return Node(replace(action, branches=(), otherwise=None), ways)


def chain_of(graph: Graph) -> tuple[Action, ...] | None:
    """The chain whose graph this is, whatever the numbers.

    What a branching action leads to on all its ways stands behind it, everything before that in
    its branches. Where one way ends and others go on, nothing stands behind it: the actions of
    the others stand in their branches.

    Returns:
        None where no chain has this graph: a way leads back, or to an action that is missing;
        ways meet where no branching action has its end; an action is never reached; branches are
        nested more than 50 deep.
    """
    targets = {each: [way.to for way in node.ways] for each, node in graph.nodes.items()}
    named = {graph.start, *(to for ways in targets.values() for to in ways)}
    if not named <= {None, *targets}:
        return None
    try:
        order = [each for each in TopologicalSorter(targets).static_order() if each is not None]
    except CycleError:
        return None
    said = _Said(graph, _meetings(order, targets))
    chain = said.chain(graph.start, None, 0)
    return chain if said.whole else None


def _meetings(
    order: Iterable[int], targets: Mapping[int, list[int | None]]
) -> dict[int, int | None]:
    """For each action the next one that all its ways come to: its immediate post-dominator.

    `order` has every action behind those that it leads to.
    """
    meeting: dict[int, int | None] = {}
    depth: dict[int | None, int] = {None: 0}
    for each in order:
        met, *others = targets[each]
        for other in others:
            found = other
            while met != found:
                if depth[met] >= depth[found]:
                    met = None if met is None else meeting[met]
                else:
                    found = None if found is None else meeting[found]
        meeting[each] = met
        depth[each] = depth[met] + 1
    return meeting


class _Said:
    """What of a graph was said as a chain so far."""

    def __init__(self, graph: Graph, meeting: Mapping[int, int | None]) -> None:
        self._nodes = graph.nodes
        self._meeting = meeting
        self._met: set[int] = set()
        self._failed = False

    @property
    def whole(self) -> bool:
        """Whether every action was said, and once."""
        return not self._failed and len(self._met) == len(self._nodes)

    def chain(self, number: int | None, end: int | None, depth: int) -> tuple[Action, ...]:
        """The actions from this number up to, and without, the end."""
        found: list[Action] = []
        self._failed |= depth > MOST_NESTED
        while number is not None and number != end and not self._failed:
            self._failed = number in self._met
            self._met.add(number)
            found.append(self._action(number, depth))
            number = self._meeting[number]
        return tuple(found)

    def _action(self, number: int, depth: int) -> Action:
        node, end = self._nodes[number], self._meeting[number]
        if len(node.ways) == 1:
            return node.action
        *branches, otherwise = (
            Branch(self.chain(way.to, end, depth + 1), way.name, way.when) for way in node.ways
        )
        return replace(
            node.action,
            branches=tuple(branches),
            otherwise=None if otherwise == Branch() else otherwise,
        )
