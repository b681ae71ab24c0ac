"""The close date: set on closing where that is switched on, cleared on reopening always."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelinectl.engine.happenings import TicketMade
from pipelinectl.engine.times import text_of

from .desks import MONDAY, SUPPORT, game

OFF = replace(SUPPORT, set_close_date=False)
TODAY = text_of(MONDAY)


@pytest.mark.row("CDATE-01", "CDATE-03", "STAT-02")
def test_a_ticket_that_closes_gets_the_close_date() -> None:
    played = game()
    played.message()
    assert played.value("close_date") == ""
    played.wait(hours=1).set(status="closed")
    assert played.value("close_date") == "2026-03-02T11:00:00.000Z"


@pytest.mark.row("CDATE-02")
def test_a_ticket_that_opens_again_loses_it() -> None:
    played = game()
    played.message()
    played.set(status="closed").set(status="new")
    assert played.value("close_date") == ""
    assert played.ticket.ever_reopened


@pytest.mark.row("CDATE-04")
def test_where_it_is_switched_off_closing_leaves_it_alone() -> None:
    played = game(pipelines=(OFF,))
    played.message()
    assert played.set(status="closed").value("close_date") == ""
    assert played.set(close_date="2020-01-01").value("close_date") == "2020-01-01"


@pytest.mark.row("CDATE-06")
def test_reopening_clears_it_even_where_setting_is_switched_off() -> None:
    played = game(pipelines=(OFF,))
    played.message()
    played.set(status="closed", close_date="2020-01-01").set(status="new")
    assert "close_date" not in played.properties


@pytest.mark.row("CDATE-05")
def test_switching_it_on_again_counts_from_then_on() -> None:
    played = game(pipelines=(OFF,))
    played.message()
    played.set(status="closed")
    played.desk = game().desk
    assert played.wait(days=1).value("close_date") == ""
    assert played.set(status="new").set(status="closed").value("close_date") != ""


def test_from_one_closed_status_to_another_it_stays() -> None:
    played = game()
    played.message()
    played.set(status="closed").wait(days=1).set(status="spam")
    assert played.value("close_date") == TODAY


def test_a_ticket_that_is_made_closed_has_one() -> None:
    played = game().play(TicketMade({"status": "closed"}))
    assert played.value("close_date") == TODAY


def test_a_write_that_names_the_close_date_has_its_way() -> None:
    played = game()
    played.message()
    assert played.set(status="closed", close_date="2020-01-01").value("close_date") == "2020-01-01"


@pytest.mark.row("PIPE-01", "STAT-01")
def test_each_pipeline_has_its_own_switch() -> None:
    played = game()
    played.message()
    assert played.set(pipeline="sales", status="won").value("close_date") == ""
    assert played.set(pipeline="support", status="spam").value("close_date") == ""
    played.set(status="new").set(status="closed")
    assert played.value("close_date") == TODAY
