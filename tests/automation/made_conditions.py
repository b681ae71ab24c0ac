"""Made-up conditions, in normal form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pipelinectl.automation.conditions import ALL, ANY, NOT, normal
from pipelinectl.model import Record
from tests.automation.pools import (
    DEFAULT,
    Pools,
    comparable,
    durations,
    evenly,
    lines,
    numbers,
    placed,
    sampled,
    with_values,
)

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from pipelinectl.model import Value


def conditions(pools: Pools = DEFAULT) -> SearchStrategy[Record]:
    """A condition in normal form: of one leaf, or of nested ones."""
    trees = st.recursive(
        leaves(pools),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda some: Record({ALL: tuple(some)})),
            st.lists(inner, min_size=1, max_size=3).map(lambda some: Record({ANY: tuple(some)})),
            inner.map(lambda one: Record({NOT: one})),
        ),
        max_leaves=5,
    )
    raw = sampled(pools.raw_tests).map(lambda json: _leaf("", "raw", json=json))
    with_raw = st.builds(
        lambda one, other, joint: Record({joint: (one, other)}),
        trees,
        raw,
        st.sampled_from((ALL, ANY)),
    )
    return st.one_of(trees, raw, with_raw).map(normal)


def leaves(pools: Pools = DEFAULT) -> SearchStrategy[Record]:
    """One test of one property; raw tests apart."""
    held = {**comparable(pools), **placed(pools)}
    names = sampled(sorted([*held, *pools.dates]))
    listed = st.lists(lines(), min_size=1, max_size=3, unique=True).map(tuple)
    compared = st.fixed_dictionaries({"value": numbers()}, optional={"unset": st.just(value=True)})
    return evenly(
        {
            "values": st.builds(
                lambda known, test: _leaf(known[0], test, values=known[1]),
                with_values(held),
                st.sampled_from(("is", "is_not")),
            ),
            "known": _tests(("known", "unknown"), names, st.just({})),
            "changed": _tests(("changed_within", "not_changed_within"), names, durations()),
            "age": _tests(("older_than", "newer_than"), sampled(pools.dates), durations()),
            "number": _tests(
                ("above", "below", "at_least", "at_most"), sampled(pools.numbers), compared
            ),
            "text": _tests(
                ("contains", "contains_not"),
                sampled(pools.texts),
                st.fixed_dictionaries({"values": listed}),
            ),
        }
    )


def _tests(
    tests: tuple[str, ...], names: SearchStrategy[str], more: SearchStrategy[dict[str, Any]]
) -> SearchStrategy[Record]:
    return st.builds(
        lambda name, test, rest: _leaf(name, test, **rest), names, st.sampled_from(tests), more
    )


def _leaf(name: str, test: str, **more: Value) -> Record:
    return Record(more, property=name, test=test)
