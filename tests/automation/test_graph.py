from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelinectl.automation.graph import MOST_NESTED, Edge, Graph, Node, chain_of, graph_of
from pipelinectl.automation.model import Action, Branch, walk
from pipelinectl.model import Record
from tests.automations import chains

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from hypothesis.strategies import DrawFn

THERE = Record({"any": (Record({"all": (Record(property="owner", test="known"),)}),)})


def do(name: str) -> Action:
    return Action("set", Record(property="subject", value=name))


def fork(
    *branches: Iterable[Action], otherwise: tuple[Action, ...] | None = None, name: str = "if"
) -> Action:
    found = tuple(Branch(tuple(each), f"{n}", THERE) for n, each in enumerate(branches, 1))
    return Action("if", Record(n=name), found, None if otherwise is None else Branch(otherwise))


def drawn(graph: Graph) -> list[str]:
    """The graph as one line for each action: its number, and where its ways lead."""
    return [
        f"{number} -> {', '.join('end' if way.to is None else str(way.to) for way in node.ways)}"
        for number, node in graph.nodes.items()
    ]


def plain(*ways: tuple[int | None, ...]) -> Graph:
    """The graph whose actions have these ways, numbered from 1."""
    nodes = {
        number: Node(
            do(str(number)) if len(targets) == 1 else Action("if", Record(n=str(number))),
            tuple(
                Edge(to, None if len(targets) == 1 or place == len(targets) else f"{place}")
                for place, to in enumerate(targets, 1)
            ),
        )
        for number, targets in enumerate(ways, 1)
    }
    return Graph(nodes, 1 if nodes else None)


def test_no_actions_are_an_empty_graph() -> None:
    assert graph_of(()) == Graph({}, None)
    assert chain_of(Graph({}, None)) == ()


def test_an_action_leads_to_the_next_and_the_last_one_nowhere() -> None:
    chain = (do("a"), do("b"), do("c"))
    found = graph_of(chain)
    assert drawn(found) == ["1 -> 2", "2 -> 3", "3 -> end"]
    assert [node.action for node in found.nodes.values()] == list(chain)
    assert (found.start, found.repeated) == (1, frozenset())


def test_what_follows_a_branching_action_follows_every_way_of_it() -> None:
    found = graph_of((fork([do("a")], [], otherwise=(do("b"), do("c"))), do("d")))
    assert drawn(found) == ["1 -> 2, 5, 3", "2 -> 5", "3 -> 4", "4 -> 5", "5 -> end"]
    assert found.nodes[1] == Node(
        Action("if", Record(n="if")), (Edge(2, "1", THERE), Edge(5, "2", THERE), Edge(3))
    )


def test_a_way_that_comes_second_is_known() -> None:
    found = graph_of((fork([do("a")], [], otherwise=(do("b"),)), do("c")))
    assert drawn(found) == ["1 -> 2, 4, 3", "2 -> 4", "3 -> 4", "4 -> end"]
    assert found.repeated == {(2, 0), (3, 0)}


def test_records_leave_by_a_way_that_leads_nowhere() -> None:
    stays = (fork([do("a"), do("b")]),)
    goes_on = (fork([do("a")]), do("b"))
    assert drawn(graph_of(stays)) == ["1 -> 2, end", "2 -> 3", "3 -> end"]
    assert drawn(graph_of(goes_on)) == ["1 -> 2, 3", "2 -> 3", "3 -> end"]
    assert chain_of(graph_of(stays)) == stays
    assert chain_of(graph_of(goes_on)) == goes_on


def test_a_lone_missing_default_puts_what_follows_into_the_branches() -> None:
    assert chain_of(plain((2, None), (3,), (None,))) == (
        Action("if", Record(n="1"), (Branch((do("2"), do("3")), "1"),)),
    )


def test_branches_within_branches_end_where_the_outer_one_ends() -> None:
    chain = (fork([fork([do("a")], name="inner")], otherwise=(do("b"),)), do("c"))
    assert drawn(graph_of(chain)) == ["1 -> 2, 4", "2 -> 3, 5", "3 -> 5", "4 -> 5", "5 -> end"]
    assert chain_of(graph_of(chain)) == chain


@pytest.mark.parametrize(
    ("ways", "why"),
    [
        ([(1,)], "an action leads to itself"),
        ([(2,), (3, 1), (None,)], "a way leads back"),
        ([(2, 3), (4, None), (4,), (None,)], "one of the ways to an action can end before it"),
        ([(2, 3, 4), (4,), (5,), (5,), (None,)], "two of three ways meet before the third"),
        ([(2,), (None,), (None,)], "an action is never reached"),
        ([(7,)], "an action is missing"),
    ],
)
def test_what_no_chain_can_say_is_none(ways: list[tuple[int | None, ...]], why: str) -> None:
    assert chain_of(plain(*ways)) is None, why


def test_a_start_that_is_missing_is_no_chain() -> None:
    assert chain_of(Graph({}, 1)) is None
    assert chain_of(replace(plain((None,)), start=None)) is None


def test_a_thousand_actions_in_a_row_are_no_trouble() -> None:
    chain = tuple(do(str(each)) for each in range(1000))
    assert chain_of(graph_of(chain)) == chain


def test_five_hundred_branching_actions_in_a_row_are_no_trouble() -> None:
    chain = tuple(fork([do(str(each))]) for each in range(500))
    assert chain_of(graph_of(chain)) == chain


def nested(depth: int) -> tuple[Action, ...]:
    found: tuple[Action, ...] = (do("deep"),)
    for _ in range(depth):
        found = (fork([], otherwise=found),)
    return found


def test_what_is_nested_too_deep_stays_a_graph() -> None:
    assert chain_of(graph_of(nested(MOST_NESTED))) == nested(MOST_NESTED)
    assert chain_of(graph_of(nested(MOST_NESTED + 1))) is None


@settings(deadline=None)
@given(chains())
def test_every_chain_comes_back_from_its_graph(chain: tuple[Action, ...]) -> None:
    assert chain_of(graph_of(chain)) == chain


@settings(deadline=None)
@given(chains(most=20), st.randoms(use_true_random=False))
def test_numbers_make_no_difference(chain: tuple[Action, ...], random: Random) -> None:
    graph = graph_of(chain)
    numbers = random.sample(range(1, 1000), len(graph.nodes))
    assert chain_of(renumbered(graph, dict(zip(graph.nodes, numbers, strict=True)))) == chain


@settings(deadline=None)
@given(chains())
def test_every_action_but_the_first_is_reached_for_the_first_time_once(
    chain: tuple[Action, ...],
) -> None:
    graph = graph_of(chain)
    first = [
        way.to
        for number, node in graph.nodes.items()
        for place, way in enumerate(node.ways)
        if way.to is not None and (number, place) not in graph.repeated
    ]
    assert sorted(first) == list(graph.nodes)[1:]


@st.composite
def graphs(draw: DrawFn) -> Graph:
    """Any graph without a way back: up to 7 actions, with up to 3 ways to later ones or the end."""
    size = draw(st.integers(1, 7))
    ways = []
    for number in range(1, size + 1):
        targets = st.sampled_from([*range(number + 1, min(number + 4, size + 1)), None])
        ways.append(tuple(draw(st.lists(targets, min_size=1, max_size=3))))
    return plain(*ways)


@settings(deadline=None, max_examples=500)
@given(graphs())
def test_a_graph_that_can_be_said_comes_back_from_its_chain(graph: Graph) -> None:
    chain = chain_of(graph)
    if chain is not None:
        order = [
            int(str(each.settings.get("n", each.settings.get("value")))) for _, each in walk(chain)
        ]
        numbers = {number: place for place, number in enumerate(order, 1)}
        assert graph_of(chain) == renumbered(graph, numbers)


def renumbered(graph: Graph, numbers: dict[int, int]) -> Graph:
    """The same graph under other numbers."""
    return Graph(
        {
            numbers[number]: Node(
                node.action,
                tuple(
                    replace(way, to=None if way.to is None else numbers[way.to])
                    for way in node.ways
                ),
            )
            for number, node in graph.nodes.items()
        },
        None if graph.start is None else numbers[graph.start],
    )
