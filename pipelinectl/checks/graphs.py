"""Ways through a directed graph, in time and space that grow with its edges and no faster."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping

    Node = TypeVar("Node", bound=Hashable)
    Edges = Mapping[Node, Iterable[Node]]


def components(edges: Edges[Node]) -> list[list[Node]]:
    """The sets of nodes of which each is reached from every other (Kosaraju).

    Every node is a key of `edges`. The nodes of a set come in the order of the keys, and so do
    the sets by their first node.
    """
    backward: dict[Node, list[Node]] = {node: [] for node in edges}
    for node, following in edges.items():
        for each in following:
            backward[each].append(node)
    home: dict[Node, Node] = {}
    for root in reversed(_finished(edges)):
        if root not in home:
            _fill(root, backward, home)
    found: dict[Node, list[Node]] = {}
    for node in edges:
        found.setdefault(home[node], []).append(node)
    return list(found.values())


def shortest(
    edges: Edges[Node], start: Node, goal: Callable[[Node], bool], inside: Collection[Node]
) -> list[Node]:
    """A shortest way from `start` through `inside` to a goal.

    Raises:
        StopIteration: there is none.
    """
    return next(ways(edges, start, goal, inside))


def ways(
    edges: Edges[Node], start: Node, goal: Callable[[Node], bool], inside: Collection[Node]
) -> Iterator[list[Node]]:
    """For each goal that is reached from `start` a shortest way there, with no goal on the way.

    `start` itself counts as a goal only when it is come back to.
    """
    before: dict[Node, Node] = {}
    open_ends = [start]
    for node in open_ends:
        for each in edges[node]:
            if each in before or each not in inside:
                continue
            before[each] = node
            if goal(each):
                yield _way(before, start, each)
            elif each != start:
                open_ends.append(each)


def _way(before: Mapping[Node, Node], start: Node, end: Node) -> list[Node]:
    way = [end, before[end]]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way[::-1]


def _finished(edges: Edges[Node]) -> list[Node]:
    """All nodes, each after those that are reached from it and were not seen before."""
    order: list[Node] = []
    seen: set[Node] = set()
    for root in edges:
        if root in seen:
            continue
        seen.add(root)
        stack = [(root, iter(edges[root]))]
        while stack:
            node, following = stack[-1]
            new = next((each for each in following if each not in seen), None)
            if new is None:
                order.append(node)
                stack.pop()
            else:
                seen.add(new)
                stack.append((new, iter(edges[new])))
    return order


def _fill(root: Node, backward: Edges[Node], home: dict[Node, Node]) -> None:
    """Give every node that leads to `root`, and has no home yet, a home there."""
    home[root] = root
    stack = [root]
    while stack:
        for each in backward[stack.pop()]:
            if each not in home:
                home[each] = root
                stack.append(each)
