"""Delays against a clock that is a value."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pipelinectl.engine.workflows import Changes, Delay, DelayUntil, Increase, Set, Text

from .desks import MONDAY, Game, game, workflow

COUNT = Set("count", Increase(1))
AN_HOUR = Delay(timedelta(hours=1))


def waiting(*actions: Any, **more: Any) -> Game:
    played = game(workflow(*actions, **more))
    played.message()
    return played.set(priority="HIGH")


def test_a_ticket_goes_on_when_the_time_has_come() -> None:
    played = waiting(AN_HOUR, COUNT)
    assert played.wait(minutes=59).value("count") == ""
    assert played.wait(minutes=1).value("count") == "1"
    assert played.world.waits == ()


def test_delays_follow_each_other_at_their_own_times() -> None:
    played = waiting(AN_HOUR, COUNT, AN_HOUR, COUNT).wait(days=1)
    times = [
        each.at - MONDAY
        for each in played.events
        if each.kind == "property_changed" and each.detail["property"] == "count"
    ]
    assert times == [timedelta(hours=1), timedelta(hours=2)]
    assert played.world.now == MONDAY + timedelta(days=1)


def test_a_date_is_waited_for() -> None:
    at = MONDAY + timedelta(days=1)
    assert waiting(DelayUntil(at=at), COUNT).wait(days=1).value("count") == "1"


def test_a_date_that_has_been_is_not_waited_for() -> None:
    assert waiting(DelayUntil(at=MONDAY), COUNT).value("count") == "1"


@pytest.mark.parametrize(
    ("value", "hours"),
    [("2026-03-03", 14), ("2026-03-02T12:00:00Z", 2), ("1772460000000", 4)],
)
def test_the_date_of_a_property_is_waited_for(value: str, hours: int) -> None:
    played = game(workflow(DelayUntil(property="due"), COUNT))
    played.message()
    played.set(due=value).set(priority="HIGH")
    assert played.wait(hours=hours - 1, minutes=59).value("count") == ""
    assert played.wait(minutes=1).value("count") == "1"


def test_without_a_date_the_ticket_goes_on_and_that_is_told() -> None:
    played = waiting(DelayUntil(property="due"), COUNT)
    assert played.value("count") == "1"
    assert played.why("step_skipped") == ["there is no date to wait for"]


def test_a_ticket_that_waits_is_not_enrolled_again() -> None:
    played = waiting(AN_HOUR, COUNT, re_enroll=True).set(priority="LOW").wait(hours=2)
    assert played.value("count") == "1"
    assert played.why("not_enrolled") == ["it is in it already"]


@pytest.mark.row("ACT-21")
def test_a_workflow_that_is_switched_off_meanwhile_lets_its_tickets_go() -> None:
    played = waiting(AN_HOUR, COUNT)
    off = {"flow": replace(played.desk.workflows["flow"], enabled=False)}
    played.desk = replace(played.desk, workflows=off)
    assert played.wait(hours=1).value("count") == ""
    assert played.why("left") == ["the workflow was switched off"]


@pytest.mark.row("ACT-24")
def test_a_ticket_that_waits_before_a_step_that_is_gone_leaves() -> None:
    played = waiting(AN_HOUR, COUNT)
    flow = played.desk.workflows["flow"]
    played.desk = replace(played.desk, workflows={"flow": replace(flow, steps={})})
    assert played.wait(hours=1).why("left") == ["step 2 is gone"]


def test_a_loop_of_delays_ends_too() -> None:
    turn = Set("priority", Text("{{ticket.priority}}x"))
    again = (Changes("priority"),)
    played = waiting(Delay(timedelta(seconds=1)), turn, triggers=again, re_enroll=True)
    played.wait(days=1)
    assert len(played.told("stopped")) == 1


def test_an_enormous_delay_is_skipped() -> None:
    played = waiting(Delay(timedelta(days=99_999_999)), COUNT)
    assert played.why("step_skipped") == ["there is no date to wait for"]
