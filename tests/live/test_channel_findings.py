"""What a plan finds out about channels by looking at the account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.live.flows import PROFESSIONAL

if TYPE_CHECKING:
    from tests.desk import Desk

HEAD = f"""{PROFESSIONAL}
pipelines:
  desk: {{name: Desk, statuses: [New, {{name: Closed, state: closed}}]}}
"""
PAGE = """
channels:
  facebook: {type: facebook_messenger, connected_to: help_desk, page: Acme Support%s}
"""
FORM = """
channels:
  contact: {type: form, connected_to: help_desk, form: Contact support}
"""
MAIL = """
channels:
  bills: {type: email, connected_to: %s, address: bills@acme.example}
"""
MOVE = """
migrate:
  - {channel: bills, from: Inbox, history: true}
"""
REMOVED = """
removed:
  - {channel: contact}
"""


def connect(desk: Desk, kind: str, inbox: str = "help_desk", **more: Any) -> None:
    answer = desk.api.post("/_ui/channels", {"type": kind, "inbox": inbox, **more})
    assert answer.ok, answer.text


def found(desk: Desk, files: str) -> list[tuple[str, str, str]]:
    """Code, severity and message of all that a plan of these files says of channels."""
    desk.write("pipelines/desk.yaml", HEAD + files)
    told = desk.run("plan", "--format", "json").json["diagnostics"]
    return [
        (each["code"], each["severity"], each["message"])
        for each in told
        if each["code"] not in {"PC614", "PC631"}
    ]


@pytest.mark.row("CH-MSGR-02")
def test_the_chatflow_that_came_with_a_page_is_unmanaged_until_it_is_declared(desk: Desk) -> None:
    connect(desk, "facebook_messenger", page="Acme Support")
    assert found(desk, PAGE % ", greeting: Hi") == [
        (
            "PC636",
            "warning",
            (
                'Connecting the page of channel "facebook" created a chatflow in the help desk; '
                "add it under chatflows: or it stays unmanaged."
            ),
        )
    ]
    declared = ", greeting: Hi, chatflows: [{name: Facebook Messenger, type: live_chat}]"
    assert found(desk, PAGE % declared) == []


@pytest.mark.row("CH-MSGR-08", "ASSIGN-09", "TIER-09", "B-ROUTE-02")
@pytest.mark.parametrize("realise", ["manual", "workflow"])
def test_messages_of_a_page_are_assigned_to_users_with_a_seat(desk: Desk, realise: str) -> None:
    assert desk.api.patch("/_ui/users/ben@acme.example", {"seat": False}).ok
    to = "{assign_to: {users: [ana@acme.example, ben@acme.example]}}"
    told = found(desk, PAGE % f", greeting: Hi, routing: {to}, realise: {realise}")
    assert [each for each in told if each[1] == "error"] == [
        (
            "PC539",
            "error",
            "User ben@acme.example has no Service Hub seat and cannot be routed to.",
        )
    ]


@pytest.mark.row("CH-FORM-06", "CH-FORM-11")
def test_removing_a_form_channel_says_what_else_goes(desk: Desk) -> None:
    connect(desk, "form", form={"new": "Contact support"})
    assert found(desk, FORM) == []
    assert desk.run("apply", "--yes").code == 0
    assert found(desk, REMOVED) == [
        (
            "PC635",
            "warning",
            (
                'Removing the form channel "contact" also removes the ticket properties from the '
                'form "Contact support". The form itself stays.'
            ),
        )
    ]


@pytest.mark.row("MIG-01", "B-MIG-01")
def test_a_move_to_the_help_desk_is_held_until_it_is_declared_and_allowed(desk: Desk) -> None:
    connect(desk, "email", "Inbox", address="bills@acme.example")
    assert found(desk, MAIL % "Inbox") == []
    assert desk.run("apply", "--yes").code == 0
    held = '"bills" moves from the inbox "Inbox" to the help desk: this is irreversible.'
    for entry in ("", MOVE):
        assert found(desk, MAIL % "help_desk" + entry) == [("PC606", "blocked", held)]
        assert desk.run("plan").code == 3
    allowed = desk.run("plan", "--allow", "channel.bills", "--format", "json").json
    assert [each["address"] for each in allowed["manual_steps"]] == ["channel.bills"]
    assert desk.run("plan", "--allow", "channel.bills").code == 0
