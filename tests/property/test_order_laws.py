"""The order of changes is one and the same, however the states happen to be listed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from hypothesis import given
from hypothesis import strategies as st

from pipelinectl.plan.document import to_text
from tests.property.laws import law
from tests.property.ways import planned, remembered

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from pipelinectl.plan.build import States

K = TypeVar("K")
V = TypeVar("V")


def shuffled(listed: Mapping[K, V], chance: Random) -> dict[K, V]:
    items = list(listed.items())
    chance.shuffle(items)
    return dict(items)


@law(60)
@given(states=remembered(), chance=st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_listed_does_not_matter(
    states: States, chance: Random
) -> None:
    live = states.live
    objects = {kind: shuffled(found, chance) for kind, found in live.objects.items()}
    assert states.ledger is not None
    other = replace(
        states,
        live=replace(live, objects=shuffled(objects, chance)),
        ledger=replace(states.ledger, entries=shuffled(states.ledger.entries, chance)),
    )
    assert to_text(planned(other)) == to_text(planned(states))


@law(60)
@given(states=remembered())
def test_each_address_comes_once_and_after_what_it_depends_on(states: States) -> None:
    plan = planned(states)
    order = [each.address for each in plan.changes]
    assert len(set(order)) == len(order)
    for place, change in enumerate(plan.changes):
        for needed in change.depends_on:
            assert needed in order[:place], f"{change.address} comes before {needed}"
