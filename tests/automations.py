"""Made-up automations: every trigger, condition and action there is, about names of your choice.

`automations(pools)` makes the fields of whole resources; `chains`, `conditions`, `triggers` and
`plain_actions` their parts. The names come from a `Pools`, so that they can be the files' or an
account's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from pipelinectl.automation.model import Action, Branch, to_value
from pipelinectl.automation.references import PIPELINE, STATUS, reference
from pipelinectl.model import Record
from tests.automation.made_actions import plain_actions
from tests.automation.made_conditions import conditions
from tests.automation.pools import (
    DEFAULT,
    Names,
    Pools,
    comparable,
    evenly,
    lines,
    sampled,
    some_of,
    some_references,
    texts,
    with_values,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from pipelinectl.model import Value

__all__ = ["DEFAULT", "Pools", "automations", "chains", "conditions", "plain_actions", "triggers"]


def automations(
    pools: Pools = DEFAULT,
    *,
    most: int = 60,
    trigger: SearchStrategy[Record] | None = None,
) -> SearchStrategy[dict[str, Value]]:
    """The fields of a resource, with 1 to `most` actions; `trigger` limits how it begins."""
    begins = triggers(pools) if trigger is None else trigger
    return _automations(begins, conditions(pools), chains(pools, most=most))


@st.composite
def _automations(
    draw: DrawFn,
    trigger: SearchStrategy[Record],
    condition: SearchStrategy[Record],
    chain: SearchStrategy[tuple[Action, ...]],
) -> dict[str, Value]:
    begins = draw(trigger)
    narrowed = begins["on"] in {"status_reaches", "property_changes", "ticket_created"}
    fields: dict[str, Value] = {
        "name": draw(lines()),
        "enabled": draw(st.booleans()),
        "re_enroll": draw(st.booleans()),
        "trigger": begins,
        "only_if": draw(st.none() | condition) if narrowed else None,
        "actions": to_value(draw(chain)),
    }
    if draw(st.booleans()):
        fields["description"] = draw(st.just("") | texts())
    return fields


def triggers(pools: Pools = DEFAULT) -> SearchStrategy[Record]:
    """How an automation begins. A change of status is always `status_reaches`."""
    kinds: dict[str, SearchStrategy[Record]] = {
        "status_reaches": sampled(sorted(pools.statuses)).flatmap(
            lambda pipeline: some_references(STATUS, pools.statuses[pipeline]).map(
                lambda some: _begins(
                    "status_reaches", pipeline=reference(PIPELINE, pipeline), statuses=some
                )
            )
        ),
        "property_changes": st.builds(
            lambda known, listed: _begins(
                "property_changes", property=known[0], to=known[1] if listed else ()
            ),
            with_values(comparable(pools)),
            st.booleans(),
        ),
        "ticket_created": some_of(pools.choices.get("source", ()), least=0).map(
            lambda values: _begins("ticket_created", source=values)
        ),
        "ticket_matches": conditions(pools).map(lambda when: _begins("ticket_matches", when=when)),
        "manual": st.just(_begins("manual")),
        "raw": sampled(pools.raw_triggers).map(lambda json: _begins("raw", json=json)),
    }
    return evenly(kinds)


def chains(
    pools: Pools = DEFAULT, *, most: int = 60, deep: int = 3
) -> SearchStrategy[tuple[Action, ...]]:
    """A chain of 1 to `most` actions, branches counted in, `deep` branches in one another."""
    known = st.lists(plain_actions(pools), min_size=1, max_size=8)
    tests = st.lists(conditions(pools), min_size=1, max_size=3)
    return _chains(known, tests, pools.choices, st.integers(1, most), deep=deep)


@st.composite
def _chains(
    draw: DrawFn,
    actions: SearchStrategy[list[Action]],
    conditions: SearchStrategy[list[Record]],
    choices: Mapping[str, Names],
    sizes: SearchStrategy[int],
    *,
    deep: int,
) -> tuple[Action, ...]:
    growing = _Growing(draw, draw(actions), draw(conditions), choices, draw(sizes))
    found: list[Action] = []
    while growing.left:
        found.append(growing.action(deep))
    return tuple(found)


class _Growing:
    """Grows one chain out of a few actions and conditions, which come again in long ones."""

    def __init__(
        self,
        draw: DrawFn,
        known: Sequence[Action],
        tests: Sequence[Record],
        choices: Mapping[str, Names],
        left: int,
    ) -> None:
        self._draw = draw
        self._known = known
        self._tests = tests
        self._choices = choices
        self.left = left

    def action(self, deep: int) -> Action:
        self.left -= 1
        if deep and self._draw(st.integers(0, 4)) == 4:
            return self._branching(deep - 1)
        return self._draw(st.sampled_from(self._known))

    def _branching(self, deep: int) -> Action:
        draw = self._draw
        if not self._choices or draw(st.booleans()):
            names = draw(st.lists(lines(), min_size=1, max_size=3, unique=True))
            whens = [(name, draw(st.sampled_from(self._tests))) for name in names]
            branches = tuple(Branch(self._chain(deep), name, when) for name, when in whens)
            return Action("if", Record(), branches, self._otherwise(deep))
        name = draw(st.sampled_from(sorted(self._choices)))
        values = draw(some_of(self._choices[name]))
        branches = tuple(Branch(self._chain(deep), when=value) for value in values)
        return Action("switch", Record(property=name), branches, self._otherwise(deep))

    def _otherwise(self, deep: int) -> Branch | None:
        found = Branch(self._chain(deep), self._draw(st.none() | lines()))
        return None if found == Branch() else found

    def _chain(self, deep: int) -> tuple[Action, ...]:
        size = self._draw(st.integers(0, 4))
        return tuple(self.action(deep) for _ in range(size) if self.left)


def _begins(on: str, **more: Value) -> Record:
    return Record(more, on=on)
