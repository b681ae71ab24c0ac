"""Loops: found exactly where tickets can go round, and in no more time than the files take."""

from __future__ import annotations

from itertools import product
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from pipelinectl.automation.model import Action
from pipelinectl.automation.references import STATUS, WORKFLOW, reference
from pipelinectl.checks.loops import loops
from pipelinectl.language.spec import Automation, Pipeline, Place, Spec, Status
from pipelinectl.model import Address, Kind, Record
from tests.language.reading import documents

if TYPE_CHECKING:
    from collections.abc import Sequence

PLACE = Place(documents("support: {}")[0], ("support",))
STATUSES = range(5)


class Made(NamedTuple):
    """A workflow: what starts it, what it sets, and the later workflow that it enrols in."""

    reached: frozenset[int]
    sets: int | None
    enrols: int | None


MADE = st.lists(
    st.builds(
        Made,
        st.frozensets(st.sampled_from(STATUSES), max_size=2),
        st.none() | st.sampled_from(STATUSES),
        st.none() | st.integers(1, 5),
    ),
    max_size=6,
)


def spec_of(workflows: Sequence[Made], statuses: int = len(STATUSES)) -> Spec:
    pipeline = Pipeline(
        key="support",
        name="Support",
        default=False,
        id=None,
        exclusive=False,
        statuses=tuple(Status(f"s{n}", f"S{n}", "open", None, n) for n in range(statuses)),
        rules=None,
        place=PLACE,
    )
    made = [_automation(number, each) for number, each in enumerate(workflows)]
    return Spec(pipelines={"support": pipeline}, automations={each.address: each for each in made})


def _automation(number: int, made: Made) -> Automation:
    actions = []
    if made.enrols is not None:
        to = reference(WORKFLOW, f"automation.w{number + made.enrols}")
        actions.append(Action("enroll_in", Record(workflow=to)))
    if made.sets is not None:
        actions.append(Action("set", Record(property="status", value=_status(made.sets))))
    return Automation(
        address=Address(Kind.AUTOMATION, (f"w{number}",)),
        name=f"W{number}",
        enabled=True,
        re_enroll=False,
        trigger=Record(
            on="status_reaches", statuses=tuple(_status(each) for each in sorted(made.reached))
        ),
        only_if=None,
        actions=tuple(actions),
        place=PLACE,
    )


def _status(number: int) -> Record:
    return reference(STATUS, f"support/s{number}")


def moves(workflows: Sequence[Made]) -> set[tuple[int, int]]:
    """From which status to which other one tickets are moved, told by following each workflow."""
    found = set()
    for first, made in enumerate(workflows):
        each: Made | None = made
        number = first
        while each is not None:
            if each.sets is not None:
                found |= {(start, each.sets) for start in made.reached if start != each.sets}
            number += each.enrols or len(workflows)
            each = workflows[number] if number < len(workflows) else None
    return found


def goes_round(found: set[tuple[int, int]]) -> bool:
    """Whether a status leads back to itself."""
    closed = set(found)
    for _ in STATUSES:
        closed |= {(a, d) for (a, b), (c, d) in product(closed, closed) if b == c}
    return any(start == end for start, end in closed)


@given(MADE)
def test_a_loop_is_found_if_and_only_if_a_ticket_can_go_round(workflows: list[Made]) -> None:
    assert bool(list(loops(spec_of(workflows)))) == goes_round(moves(workflows))


def test_ten_thousand_workflows_in_a_ring_are_one_loop_found_at_once() -> None:
    size = 10_000
    ring = [Made(frozenset({n}), (n + 1) % size, None) for n in range(size)]
    begun = perf_counter()
    (found,) = loops(spec_of(ring, size))
    assert perf_counter() - begun < 5
    assert found.message == (
        "The loop S0 → S1 → S2 → S3 → … → S9998 → S9999 → S0 can be produced by workflow "
        '"W0", workflow "W1", workflow "W2" and 9997 more.'
    )
    assert len(found.related) == 5


def test_ten_thousand_loops_are_found_at_once() -> None:
    size = 10_000
    pairs = [Made(frozenset({n}), n ^ 1, None) for n in range(size)]
    begun = perf_counter()
    assert len(list(loops(spec_of(pairs, size)))) == size // 2
    assert perf_counter() - begun < 5
