"""A reply to a closed ticket moves it to the first open status."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelinectl.engine.desk import CHAT, EMAIL, Status
from pipelinectl.engine.happenings import TicketMade

from .desks import SUPPORT, game
from .test_mails import SILENT


@pytest.mark.row("SAUT-12", "PIPE-04")
@pytest.mark.parametrize("pipeline", [SUPPORT, SILENT], ids=["triggers on", "triggers off"])
def test_it_does_whatever_is_switched_on(pipeline: object) -> None:
    played = game(pipelines=(pipeline,))
    played.message()
    played.set(status="closed").reply()
    assert (played.value("status"), played.value("close_date")) == ("new", "")
    assert played.ticket.ever_reopened


@pytest.mark.row("SAUT-12")
def test_no_second_move_follows() -> None:
    played = game()
    played.message()
    played.set(status="closed").reply()
    moves = [each for each in played.told("property_changed") if each["property"] == "status"]
    assert [each["after"] for each in moves] == ["closed", "new"]
    assert played.reply().value("status") == "us"


@pytest.mark.row("PIPE-04")
def test_the_order_of_the_statuses_decides_which_is_first() -> None:
    turned = replace(SUPPORT, statuses=(SUPPORT.statuses[3], *SUPPORT.statuses[2::-1]))
    played = game(pipelines=(turned,))
    played.message()
    assert played.value("status") == "us"
    assert played.set(status="closed").reply().value("status") == "us"


@pytest.mark.row("SAUT-12")
def test_any_conversation_on_the_ticket_reopens_it() -> None:
    played = game().play(TicketMade({"status": "new"})).out().set(status="closed")
    assert played.reply().value("status") == "new"


@pytest.mark.row("SAUT-12")
def test_a_chat_reopens_its_ticket_too() -> None:
    played = game()
    played.message(CHAT)
    played.set(status="closed")
    played.message(CHAT, thread=played.ticket.origin)
    assert played.value("status") == "new"


def test_a_pipeline_without_an_open_status_leaves_it_closed() -> None:
    all_closed = replace(SUPPORT, statuses=(Status("closed", closed=True),))
    played = game(pipelines=(all_closed,))
    played.message(EMAIL)
    assert played.reply().value("status") == "closed"
