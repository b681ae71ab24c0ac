"""Laws of the engine, whatever happens in whatever order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelinectl.engine.conditions import All as Every
from pipelinectl.engine.conditions import Any as Some
from pipelinectl.engine.conditions import Facts, Not, Undecided, holds
from pipelinectl.engine.conditions import Test as Is
from pipelinectl.engine.happenings import (
    MailReceived,
    MailSent,
    Message,
    TicketChanged,
    TicketMade,
    TimePasses,
)
from pipelinectl.engine.run import replay, step
from pipelinectl.engine.workflows import (
    Branch,
    Changes,
    Delay,
    Do,
    Enroll,
    Increase,
    People,
    Rotate,
    Set,
    Text,
    Way,
    Workflow,
)
from pipelinectl.engine.world import World

from .desks import ANA, BEN, MONDAY, SUPPORT, TYPES, desk

if TYPE_CHECKING:
    from pipelinectl.engine.conditions import Condition
    from pipelinectl.engine.happenings import Happening
    from pipelinectl.engine.world import Event

STATUSES = st.sampled_from([each.id for each in SUPPORT.statuses])
NAMES = st.sampled_from(["status", "priority", "owner"])
VALUES = st.sampled_from(["new", "us", "closed", "HIGH", ""])
STEPS = ("1", "2", "3")
NEXT = st.sampled_from([*STEPS, None])
CONDITIONS = st.builds(lambda name, value: Is(name, "is", (value,)), NAMES, VALUES)
SETS = st.one_of(
    st.builds(lambda status: Set("status", Text(status)), STATUSES),
    st.builds(lambda value: Set("priority", Text(value)), VALUES),
)
ACTIONS = st.one_of(
    SETS,
    st.just(Set("count", Increase(1))),
    st.just(Rotate(People(users=(ANA, BEN)))),
    st.builds(Delay, st.timedeltas(timedelta(), timedelta(days=2))),
    st.builds(Enroll, st.sampled_from(["a", "b"])),
)
NODES = st.one_of(
    st.builds(Do, ACTIONS, NEXT),
    st.builds(lambda when, then, other: Branch((Way(when, then),), other), CONDITIONS, NEXT, NEXT),
)


def workflows(name: str) -> st.SearchStrategy[Workflow]:
    return st.builds(
        Workflow,
        id=st.just(name),
        name=st.just(name),
        triggers=st.tuples(st.builds(Changes, NAMES, st.none() | CONDITIONS)),
        start=st.just("1"),
        steps=st.fixed_dictionaries(dict.fromkeys(STEPS, NODES)),
        re_enroll=st.booleans(),
        include_chat=st.booleans(),
    )


ALL_DAY = st.lists(
    st.one_of(
        st.builds(lambda status: TicketMade({"status": status}), STATUSES),
        st.builds(lambda kind: Message(kind, "kim@cust.example", "Hi"), st.sampled_from(TYPES)),
        st.builds(lambda status: TicketChanged("1", {"status": status}), STATUSES),
        st.builds(lambda value: TicketChanged("1", {"priority": value}), VALUES),
        st.builds(lambda new: MailSent("1", thread="new" if new else "origin"), st.booleans()),
        st.builds(lambda forward: MailReceived("1", forward=forward), st.booleans()),
        st.builds(lambda hours: TimePasses(MONDAY + timedelta(hours=hours)), st.integers(0, 100)),
    ),
    max_size=12,
).map(lambda rest: [TicketMade({"status": "new"}), *rest])
PAIRS = st.tuples(workflows("a"), workflows("b"))


@pytest.mark.row("CDATE-01", "CDATE-02")
@settings(deadline=None, max_examples=60)
@given(PAIRS, ALL_DAY)
def test_a_ticket_has_a_close_date_exactly_while_it_is_closed(
    flows: tuple[Workflow, Workflow], day: list[Happening]
) -> None:
    played = desk(*flows)
    for ticket in replay(played, World(now=MONDAY), day).world.tickets.values():
        assert ("close_date" in ticket.properties) == played.is_closed(ticket.properties)


@settings(deadline=None, max_examples=60)
@given(PAIRS, ALL_DAY)
def test_every_run_ends_waits_or_is_stopped(
    flows: tuple[Workflow, Workflow], day: list[Happening]
) -> None:
    world, events = replay(desk(*flows), World(now=MONDAY), day)
    ends = [each for each in events if each.kind in {"finished", "stopped", "left"}]
    began = [each for each in events if each.kind == "enrolled"]
    assert len(ends) + len(world.waits) == len(began)


@settings(deadline=None, max_examples=60)
@given(PAIRS, ALL_DAY)
def test_the_same_happenings_lead_to_the_same_world(
    flows: tuple[Workflow, Workflow], day: list[Happening]
) -> None:
    played, start = desk(*flows), World(now=MONDAY)
    assert replay(played, start, day) == replay(played, start, day)


@settings(deadline=None, max_examples=60)
@given(PAIRS, ALL_DAY)
def test_events_tell_all_that_became_of_properties(
    flows: tuple[Workflow, Workflow], day: list[Happening]
) -> None:
    played, world = desk(*flows), World(now=MONDAY)
    for happening in day:
        before = world
        world, events = step(played, world, happening)
        for ticket in before.tickets.values():
            told = _told(dict(ticket.properties), ticket.id, events)
            assert told == dict(world.tickets[ticket.id].properties)


def _told(properties: dict[str, str], ticket: str, events: tuple[Event, ...]) -> dict[str, str]:
    for each in events:
        if (each.kind, each.ticket) == ("property_changed", ticket):
            name, after = str(each.detail["property"]), str(each.detail["after"])
            properties.pop(name, None)
            properties |= {name: after} if after else {}
    return properties


@settings(deadline=None, max_examples=60)
@given(PAIRS, ALL_DAY)
def test_a_world_is_never_changed(flows: tuple[Workflow, Workflow], day: list[Happening]) -> None:
    played, world = desk(*flows), World(now=MONDAY)
    for happening in day:
        kept = replace(world, tickets=dict(world.tickets), threads=dict(world.threads))
        after, _ = step(played, world, happening)
        assert world == kept
        world = after


def test_stopping_in_the_middle_of_a_day_makes_no_difference() -> None:
    flow = Workflow(
        id="a",
        name="a",
        triggers=(Changes("priority"),),
        start="1",
        steps={"1": Do(Delay(timedelta(hours=1)), "2"), "2": Do(Set("status", Text("us")))},
    )
    played, start = desk(flow), World(now=MONDAY)
    made = TicketMade({"priority": "HIGH"})
    day: list[Happening] = [made, TimePasses(MONDAY + timedelta(hours=2))]
    halves = replay(played, replay(played, start, day[:1]).world, day[1:])
    assert halves.world == replay(played, start, day).world


TREES = st.recursive(
    st.one_of(CONDITIONS, st.just(Undecided("unknown"))),
    lambda part: st.one_of(
        st.builds(Not, part),
        st.builds(Every, st.lists(part, max_size=3).map(tuple)),
        st.builds(Some, st.lists(part, max_size=3).map(tuple)),
    ),
)


@settings(deadline=None)
@given(TREES, st.dictionaries(NAMES, VALUES))
def test_not_turns_what_is_decided_and_nothing_else(
    tree: Condition, properties: dict[str, str]
) -> None:
    facts = Facts(properties, MONDAY)
    found = holds(tree, facts)
    assert holds(Not(tree), facts) is (None if found is None else not found)


@pytest.mark.parametrize(
    ("test", "value", "expected"),
    [
        (Is("a", "is", ("x", "y")), "y", True),
        (Is("a", "is", ("x",)), "x;y", True),
        (Is("a", "is", ("1",)), "1.0", True),
        (Is("a", "is_not", ("x",)), "", False),
        (Is("a", "is_not", ("x",), unset=True), "", True),
        (Is("a", "contains", ("ELL",)), "hello", True),
        (Is("a", "contains_not", ("ell",)), "hello", False),
        (Is("a", "starts_with", ("he",)), "hello", True),
        (Is("a", "ends_with", ("he",)), "hello", False),
        (Is("a", "above", ("3",)), "4", True),
        (Is("a", "at_most", ("3",)), "4", False),
        (Is("a", "above", ("3",)), "many", None),
        (Is("a", "below", ("3",), unset=True), "", True),
        (Is("a", "known"), "x", True),
        (Is("a", "unknown"), "x", False),
        (Is("a", "older_than", span=timedelta(days=1)), "2026-02-28", True),
        (Is("a", "newer_than", span=timedelta(days=1)), "2026-02-28", False),
        (Is("a", "older_than", span=timedelta(days=1)), "soon", None),
        (Is("a", "sounds_like", ("x",)), "x", None),
    ],
    ids=str,
)
def test_what_a_test_asks(*, test: Is, value: str, expected: bool | None) -> None:
    assert holds(test, Facts({"a": value} if value else {}, MONDAY)) is expected


@pytest.mark.parametrize(("days", "expected"), [(1, True), (3, False)])
def test_a_change_is_recent_for_a_while(*, days: int, expected: bool) -> None:
    facts = Facts({"a": "x"}, MONDAY, {"a": MONDAY - timedelta(days=days)})
    assert holds(Is("a", "changed_within", span=timedelta(days=2)), facts) is expected
    assert holds(Is("a", "not_changed_within", span=timedelta(days=2)), facts) is not expected
