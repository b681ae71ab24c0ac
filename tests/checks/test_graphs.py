"""Graphs: sets of nodes that lead to each other, shortest ways, and no more work than edges."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pipelinectl.checks.graphs import components, shortest, ways

if TYPE_CHECKING:
    from collections.abc import Iterator

NODES = range(8)
GRAPHS = st.tuples(*(st.lists(st.sampled_from(NODES)) for _ in NODES)).map(
    lambda following: dict(enumerate(following))
)
Graph = dict[int, list[int]]


def reached(graph: Graph, start: int) -> set[int]:
    """Every node that one step or more lead to."""
    found: set[int] = set()
    stack = [start]
    while stack:
        new = [each for each in graph[stack.pop()] if each not in found]
        found.update(new)
        stack += new
    return found


@given(GRAPHS)
def test_two_nodes_are_together_if_each_leads_to_the_other(graph: Graph) -> None:
    beyond = {node: reached(graph, node) | {node} for node in NODES}
    expected = [
        [each for each in NODES if each in beyond[node] and node in beyond[each]] for node in NODES
    ]
    found = components(graph)
    assert found == [group for node, group in enumerate(expected) if group[0] == node]


@given(GRAPHS, st.sets(st.sampled_from(NODES)))
def test_ways_lead_to_each_goal_that_no_other_goal_hides(graph: Graph, goals: set[int]) -> None:
    found = list(ways(graph, 0, goals.__contains__, NODES))
    free = {node: [] if node in goals - {0} else graph[node] for node in NODES}
    assert sorted(way[-1] for way in found) == sorted(goals & reached(free, 0))
    for way in found:
        assert way[0] == 0
        assert all(after in graph[before] for before, after in pairwise(way))
        assert goals.isdisjoint(way[1:-1])
    assert [len(way) for way in found] == sorted(len(way) for way in found)


def test_a_way_stays_inside() -> None:
    graph = {0: [1, 2], 1: [3], 2: [4], 3: [], 4: [3]}
    assert shortest(graph, 0, (3).__eq__, NODES) == [0, 1, 3]
    assert shortest(graph, 0, (3).__eq__, {2, 3, 4}) == [0, 2, 4, 3]
    assert list(ways(graph, 0, (3).__eq__, {2, 3})) == []


def test_every_edge_is_looked_at_a_few_times_only() -> None:
    size = 2_000
    looked = 0

    class Counted(list[int]):
        def __iter__(self) -> Iterator[int]:
            nonlocal looked
            looked += len(self)
            return super().__iter__()

    ring = {node: Counted([(node + 1) % size, (node + 7) % size]) for node in range(size)}
    assert [len(group) for group in components(ring)] == [size]
    assert shortest(ring, 0, (size - 1).__eq__, ring)[-1] == size - 1
    assert looked <= 8 * size
