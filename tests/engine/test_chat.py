"""Live chat and Messenger: what leaves them alone, and what Messenger adds."""

from __future__ import annotations

import pytest

from pipelinectl.engine.conditions import Test as Is
from pipelinectl.engine.desk import CHAT, EMAIL, MESSENGER
from pipelinectl.engine.workflows import Changes, SendMail, Set, Text

from .desks import Game, channel, game, workflow

URGENT = Set("priority", Text("URGENT"))
OF_A_STATUS = (Changes("status", Is("status", "is", ("us",))),)


@pytest.mark.row("ACT-27")
@pytest.mark.parametrize(("kind", "expected"), [(EMAIL, "URGENT"), (CHAT, ""), (MESSENGER, "")])
def test_actions_of_a_status_leave_chat_alone(kind: str, expected: str) -> None:
    played = game(workflow(URGENT, triggers=OF_A_STATUS, include_chat=False))
    played.message(kind)
    assert played.set(status="us").value("priority") == expected


@pytest.mark.row("ACT-28")
@pytest.mark.parametrize("kind", [CHAT, MESSENGER])
def test_a_workflow_that_includes_the_source_chat_takes_both(kind: str) -> None:
    asked = Is("source", "is", ("chat",))
    played = game(workflow(URGENT, triggers=OF_A_STATUS, only_if=asked))
    played.message(kind)
    assert played.set(status="us").value("priority") == "URGENT"


@pytest.mark.row("CH-MSGR-07")
def test_messages_of_messenger_are_assigned_to_nobody_by_default() -> None:
    played = game()
    played.message(MESSENGER, "Robin")
    assert played.value("owner") == ""
    assert played.told("not_assigned")


@pytest.mark.row("CH-MSGR-14")
def test_a_message_on_the_page_shows_in_the_help_desk() -> None:
    played = game()
    played.message(MESSENGER, "Robin", text="Hello?")
    (message,) = played.told("message")
    assert (message["direction"], message["text"]) == ("in", "Hello?")
    assert played.world.threads[str(played.ticket.origin)].help_desk


@pytest.mark.row("CH-MSGR-12")
def test_one_visitor_is_another_contact_on_each_page() -> None:
    pages = (channel(MESSENGER, id="one"), channel(MESSENGER, id="two"))
    played = game(channels=pages)
    for page in ("one", "two", "one"):
        played.message(page, "Robin")
    assert len(played.world.contacts) == 2


@pytest.mark.row("CH-MSGR-05", "CH-MSGR-06")
def test_greeting_and_instant_reply_come_to_the_first_message_only() -> None:
    page = channel(MESSENGER, greeting="Hi", instant_reply="Soon")
    played = game(channels=(page,))
    played.message(MESSENGER, "Robin")
    played.message(MESSENGER, "Robin")
    sent = [each["text"] for each in played.told("message") if each["direction"] == "out"]
    assert sent == ["Hi", "Soon"]


def _written_by_messenger() -> Game:
    mailing = workflow(SendMail("received"), triggers=(Changes("priority"),), re_enroll=True)
    played = game(mailing)
    played.message(MESSENGER, "robin@cust.example")
    return played


@pytest.mark.row("CH-MSGR-11")
def test_automation_answers_messenger_for_24_hours() -> None:
    played = _written_by_messenger().wait(hours=24).set(priority="LOW")
    assert len(played.told("mail_sent")) == 1
    played.wait(seconds=1).set(priority="HIGH")
    assert len(played.told("mail_sent")) == 1
    assert played.why("mail_not_sent") == [
        "the visitor last wrote in Messenger more than 24 hours ago"
    ]


@pytest.mark.row("CH-MSGR-11")
def test_a_person_answers_there_for_7_days() -> None:
    played = _written_by_messenger().wait(days=7).out(text="Sorry")
    assert played.told("message")[-1]["text"] == "Sorry"
    played.wait(seconds=1).out(text="Too late")
    assert played.told("message")[-1]["text"] == "Sorry"
    assert played.told("message_not_sent")
    played.reply().out(text="In time")
    assert played.told("message")[-1]["text"] == "In time"
