"""Who is available: working hours, absences, what people choose by hand, and a closed channel."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelinectl.engine.desk import CHAT, Routing
from pipelinectl.engine.people import Hours, Person, is_available

from .desks import ANA, MONDAY, channel, game
from .test_routing import owners, people

OFFICE = Hours(tuple((day, 9 * 60, 17 * 60) for day in range(5)), "Europe/Stockholm")
CHOSEN = MONDAY - timedelta(minutes=30)


def person(**more: Any) -> Person:
    return Person(ANA, "owner-ana", "ana@acme.example", **more)


@pytest.mark.row("B-AVAIL-01")
@pytest.mark.parametrize(
    ("day", "hour", "minute", "expected"),
    [
        (2, 7, 59, False),
        (2, 8, 0, True),
        (2, 15, 59, True),
        (2, 16, 0, False),
        (7, 10, 0, False),
        (30, 7, 0, True),
    ],
    ids=["before", "first minute", "last minute", "after", "Saturday", "in summer time"],
)
def test_outside_working_hours_nobody_is_available(
    *, day: int, hour: int, minute: int, expected: bool
) -> None:
    at = datetime(2026, 3, day, hour, minute, tzinfo=UTC)
    assert is_available(person(hours=OFFICE), at) is expected


def test_who_has_no_working_hours_is_available() -> None:
    assert is_available(person(), MONDAY)


@pytest.mark.row("B-AVAIL-02")
def test_out_of_office_nobody_is_available_whatever_they_chose() -> None:
    away = ((MONDAY, MONDAY + timedelta(days=1)),)
    absent = person(absent=away, away=False, hours=OFFICE, chosen_at=CHOSEN)
    assert not is_available(absent, MONDAY)
    assert is_available(absent, MONDAY + timedelta(days=1))


@pytest.mark.row("B-AVAIL-03")
def test_what_was_chosen_by_hand_holds_until_the_hours_next_begin_or_end() -> None:
    chosen = person(hours=OFFICE, away=True, chosen_at=CHOSEN)
    assert not is_available(chosen, MONDAY + timedelta(hours=5))
    assert is_available(chosen, MONDAY + timedelta(days=1))
    late = person(hours=OFFICE, away=False, chosen_at=MONDAY + timedelta(hours=8))
    assert is_available(late, MONDAY + timedelta(hours=9))
    assert not is_available(late, MONDAY + timedelta(days=1, hours=9))


def test_where_nobody_knows_when_only_away_holds() -> None:
    night = MONDAY + timedelta(hours=9)
    assert not is_available(person(hours=OFFICE, away=True), MONDAY)
    assert not is_available(person(hours=OFFICE, away=False), night)
    assert not is_available(person(away=True), night)


@settings(deadline=None)
@given(
    hours=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 700), st.integers(701, 1440))),
    minutes=st.integers(0, 20_000),
    length=st.integers(0, 9_000),
)
def test_availability_changes_only_where_hours_begin_or_end(
    hours: list[tuple[int, int, int]], minutes: int, length: int
) -> None:
    week = Hours(tuple(hours))
    start = MONDAY + timedelta(minutes=minutes)
    end = start + timedelta(minutes=length)
    if not week.boundary_between(start, end):
        assert week.include(start) == week.include(end)


@pytest.mark.row("ASSIGN-06", "B-AVAIL-01")
def test_routing_asks_for_working_hours() -> None:
    played = game(
        channels=(channel(routing=Routing(users=(ANA,))),), people=people(ana={"hours": OFFICE})
    )
    assert owners(played, 1) == [ANA]
    assert owners(played.wait(hours=8), 1) == [""]


@pytest.mark.row("B-CHAT-01", "CH-CHAT-04")
def test_a_closed_channel_beats_an_available_agent() -> None:
    night = Hours(tuple((day, 0, 60) for day in range(7)))
    closed = channel(CHAT, routing=Routing(users=(ANA,)), hours=night)
    played = game(channels=(closed,))
    assert owners(played, 1, CHAT) == [""]
    assert owners(played.wait(hours=14, minutes=30), 1, CHAT) == [ANA]


@pytest.mark.row("B-CHAT-01")
def test_an_open_channel_leaves_it_to_the_agent() -> None:
    always = channel(CHAT, routing=Routing(users=(ANA,)))
    played = game(channels=(always,), people=people(ana={"away": True}))
    assert owners(played, 1, CHAT) == [""]


def test_an_unknown_time_zone_is_read_as_utc() -> None:
    assert Hours(OFFICE.spans, "Nowhere/At all").include(MONDAY)
