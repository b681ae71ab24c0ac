"""Which mails change the status of a ticket."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipelinectl.engine.desk import CHAT, EMAIL, MESSENGER
from pipelinectl.engine.happenings import TicketMade

from .desks import SUPPORT, Game, game

SILENT = replace(SUPPORT, email_sent_to_customer=None, customer_replies=None)


def ticket_by(kind: str = EMAIL, **more: Any) -> Game:
    played = game(**more)
    played.message(kind)
    return played


@pytest.mark.row("SAUT-01", "SAUT-02", "SAUT-14")
def test_a_mail_from_the_ticket_record_moves_the_ticket() -> None:
    assert ticket_by().out().value("status") == "contact"


@pytest.mark.row("SAUT-03")
def test_a_mail_from_the_contact_record_does_not() -> None:
    assert ticket_by().out(sent_from="contact").value("status") == "new"


@pytest.mark.row("SAUT-10")
def test_a_mail_from_a_personal_mailbox_does_not() -> None:
    assert ticket_by().out(personal=True).value("status") == "new"


@pytest.mark.row("SAUT-04", "SAUT-05")
def test_a_reply_in_the_conversation_that_the_ticket_was_made_from_moves_it() -> None:
    assert ticket_by().out().reply().value("status") == "us"


@pytest.mark.row("SAUT-04", "SAUT-05")
def test_so_it_does_where_it_arrives_on_the_channel() -> None:
    played = ticket_by()
    played.message(thread=played.ticket.origin)
    assert played.value("status") == "us"
    assert len(played.world.tickets) == 1


@pytest.mark.row("SAUT-05", "SAUT-06")
def test_a_reply_to_a_mail_that_began_another_conversation_does_not_count() -> None:
    played = ticket_by()
    played.out(thread="new")
    (other,) = played.ticket.threads - {played.ticket.origin}
    assert played.reply(thread=other).value("status") == "contact"


@pytest.mark.row("SAUT-06")
def test_a_ticket_without_a_conversation_has_none_that_counts() -> None:
    played = game().play(TicketMade({"status": "new"}))
    assert played.out().value("status") == "contact"
    assert played.reply().value("status") == "contact"
    assert len(played.ticket.threads) == 1


@pytest.mark.row("SAUT-07")
def test_once_it_was_closed_and_reopened_any_conversation_on_the_ticket_counts() -> None:
    played = ticket_by()
    played.out(thread="new").set(status="closed").set(status="new")
    (other,) = played.ticket.threads - {played.ticket.origin}
    assert played.reply(thread=other).value("status") == "us"


@pytest.mark.row("SAUT-08")
def test_other_mail_of_the_contact_changes_nothing() -> None:
    played = ticket_by().out()
    assert played.reply(thread="new").value("status") == "contact"
    assert played.set(status="closed").reply(thread="new").value("status") == "closed"


@pytest.mark.row("SAUT-09")
@pytest.mark.parametrize("closed", [False, True])
def test_forwarded_mail_and_replies_to_it_change_nothing(*, closed: bool) -> None:
    before = "closed" if closed else "new"
    played = ticket_by().set(status=before)
    assert played.out(forward=True, thread="new").value("status") == before
    (other,) = played.ticket.threads - {played.ticket.origin}
    assert played.reply(thread=other).value("status") == before
    assert played.reply(forward=True).value("status") == before


@pytest.mark.row("SAUT-13")
def test_a_trigger_that_is_off_does_nothing() -> None:
    assert ticket_by(pipelines=(SILENT,)).out().reply().value("status") == "new"


@pytest.mark.row("SAUT-13", "PIPE-01")
def test_each_trigger_is_switched_by_itself() -> None:
    played = ticket_by(pipelines=(replace(SILENT, customer_replies="us"),))
    assert played.out().value("status") == "new"
    assert played.reply().value("status") == "us"


@pytest.mark.row("SAUT-16")
@pytest.mark.parametrize("kind", [CHAT, MESSENGER])
def test_live_chat_and_messenger_take_no_part(kind: str) -> None:
    assert ticket_by(kind).out().reply().value("status") == "new"
