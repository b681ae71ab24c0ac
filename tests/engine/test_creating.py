"""Messages on channels: contacts, conversations, tickets, and what the tickets come with."""

from __future__ import annotations

from typing import Any

import pytest

from pipelinectl.engine.desk import CHAT, CUSTOM, EMAIL, FORM, FORWARDER, MESSENGER, WHATSAPP
from pipelinectl.engine.happenings import Message, TicketMade
from pipelinectl.engine.workflows import CreateTicket

from .desks import TYPES, channel, game, workflow


@pytest.mark.row("TCRE-01", "TCRE-03", "TCRE-07")
@pytest.mark.parametrize("kind", TYPES)
def test_a_new_message_makes_a_ticket(kind: str) -> None:
    played = game()
    played.message(kind, "kim", subject="Broken", text="It broke")
    assert dict(played.properties) == {
        "created": "2026-03-02T10:00:00.000Z",
        "pipeline": "support",
        "status": "new",
        "subject": "Broken",
        "content": "It broke",
        "channel": kind,
        "channel_type": f"type {kind}",
        "thread": "1",
        "made_by": "conversation",
        **({} if kind in {WHATSAPP, CUSTOM} else {"source": _SOURCES[kind]}),
    }


_SOURCES = {EMAIL: "email", CHAT: "chat", MESSENGER: "chat", FORM: "form", "calling": "phone"}


@pytest.mark.row("TCRE-01", "TCRE-04")
def test_a_channel_that_makes_no_tickets_has_conversations_all_the_same() -> None:
    played = game(channels=(channel(create_tickets=False),))
    assert played.message() == ""
    assert len(played.world.threads) == 1


@pytest.mark.row("CH-GEN-06", "PIPE-06")
def test_the_ticket_comes_with_the_properties_of_its_channel() -> None:
    wanted = {"pipeline": "sales", "status": "lead", "priority": "HIGH"}
    played = game(channels=(channel(ticket_properties=wanted),))
    played.message()
    assert wanted.items() <= played.properties.items()


@pytest.mark.row("CH-FORM-03", "CH-FORM-04")
def test_what_a_form_asks_for_stands_on_the_ticket_and_its_hidden_fields_win() -> None:
    form = channel(FORM, ticket_properties={"status": "us"})
    played = game(channels=(form,))
    asked = {"subject": "A lamp", "content": "is dark", "status": "new"}
    played.play(Message(FORM, "kim@cust.example", "", properties=asked))
    assert [played.value(name) for name in asked] == ["A lamp", "is dark", "us"]


@pytest.mark.row("CH-FORM-07")
def test_hidden_fields_of_a_form_are_not_part_of_its_message() -> None:
    played = game(channels=(channel(FORM, ticket_properties={"priority": "HIGH"}),))
    played.message(FORM)
    assert "HIGH" not in str(played.told("message"))


@pytest.mark.row("CH-GEN-05")
@pytest.mark.parametrize("off", [{"active": False}, {"authorized": False}], ids=str)
def test_a_channel_that_is_off_receives_nothing(off: dict[str, Any]) -> None:
    played = game(channels=(channel(**off),))
    assert played.message() == ""
    assert (played.world.threads, len(played.told("message_not_received"))) == ({}, 1)


@pytest.mark.row("TCRE-12")
def test_an_unknown_address_makes_a_contact_and_a_known_one_does_not() -> None:
    played = game()
    first, second = played.message(), played.message(sender="KIM@cust.example")
    assert played.world.tickets[first].contact == played.world.tickets[second].contact
    assert [each["address"] for each in played.told("contact_created")] == ["kim@cust.example"]


@pytest.mark.row("CH-EMAIL-16")
@pytest.mark.parametrize(
    ("more", "expected"),
    [({}, "kim@cust.example"), ({"forwarded_emails_from": FORWARDER}, "ben@acme.example")],
)
def test_forwarded_mail_is_logged_to_whom_the_channel_says(
    more: dict[str, Any], expected: str
) -> None:
    played = game(channels=(channel(**more),))
    played.message(sender="ben@acme.example", forwarded_from="kim@cust.example")
    assert [each.address for each in played.world.contacts.values()] == [expected]


@pytest.mark.row("SAUT-09")
def test_a_reply_in_a_conversation_that_began_with_a_forwarded_mail_changes_nothing() -> None:
    played = game()
    played.message(sender="ben@acme.example", forwarded_from="kim@cust.example")
    played.message(thread=played.ticket.origin)
    assert played.value("status") == "new"


@pytest.mark.row("B-WA-02")
def test_each_new_message_of_whatsapp_is_a_conversation_and_a_ticket() -> None:
    played = game()
    played.message(WHATSAPP, "+46701234567")
    played.message(WHATSAPP, "+46701234567")
    assert (len(played.world.threads), len(played.world.tickets)) == (2, 2)


@pytest.mark.row("TCRE-08", "PIPE-02")
def test_a_ticket_of_the_api_has_no_conversation_and_goes_to_the_default_pipeline() -> None:
    played = game().play(TicketMade({"subject": "From a script"}))
    assert (played.ticket.origin, played.ticket.threads) == (None, frozenset())
    assert (played.value("pipeline"), played.value("status")) == ("support", "new")


@pytest.mark.row("TCRE-05", "TCRE-08")
def test_tickets_of_every_source_take_part_in_workflows() -> None:
    played = game(workflow(CreateTicket({"subject": "Follow-up", "status": "us"})))
    played.play(TicketMade({"priority": "HIGH"}))
    assert played.value("subject") == "Follow-up"


@pytest.mark.row("TCRE-09", "B-SLA-07")
def test_a_ticket_that_a_workflow_made_has_no_conversation_and_no_sla() -> None:
    played = game(workflow(CreateTicket()), sla=True)
    first = played.message()
    assert played.ticket.sla
    played.set(priority="HIGH")
    assert played.newest != first
    assert (played.ticket.origin, played.value("subject"), played.ticket.sla) == (None, "", False)
    assert played.value("made_by") == "workflow"


@pytest.mark.row("B-SLA-07")
@pytest.mark.parametrize(
    ("switch", "help_desk", "expected"),
    [(True, True, True), (True, False, False), (False, True, False)],
)
def test_the_sla_is_for_the_help_desk_and_has_a_switch(
    *, switch: bool, help_desk: bool, expected: bool
) -> None:
    played = game(channels=(channel(help_desk=help_desk),), sla=switch)
    played.message()
    assert played.ticket.sla is expected


def test_the_channel_may_be_told_a_moment_later() -> None:
    played = game(late=True)
    played.message()
    assert played.value("channel") == ""
    played.wait(seconds=1)
    assert [played.value(each) for each in ("channel", "channel_type", "thread")] == [
        "email",
        "type email",
        "1",
    ]
