"""Moving a channel to the help desk: refused without leave, said to be final, done by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.desk import Desk, Ended

FILES = """
version: 1
account: {subscriptions: {service_hub: professional}}
pipelines:
  care: {name: Care, statuses: [New, {name: Done, state: closed}]}
channels:
  billing:
    type: email
    connected_to: help_desk
    address: billing@acme.example
"""
ENTRY = """
migrate:
  - {channel: billing, from: Inbox, to: help_desk, history: true}
"""
ADDRESS = "channel.billing"


@pytest.fixture
def channel(desk: Desk) -> str:
    """The id of an e-mail channel that is connected to an inbox."""
    asked = {"type": "email", "inbox": "Inbox", "address": "billing@acme.example"}
    answer = desk.api.post("/_ui/channels", {**asked, "mailbox": "gmail"})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def _change(ended: Ended) -> dict[str, Any]:
    changes = ended.json["changes"]
    return next(each for each in changes if each["address"] == ADDRESS)


def _plan(desk: Desk, *arguments: str) -> Ended:
    return desk.run("plan", "--format", "json", *arguments)


@pytest.mark.row("MIG-01", "B-MIG-01")
@pytest.mark.parametrize("files", [FILES, FILES + ENTRY])
def test_it_is_refused_without_leave(desk: Desk, channel: str, files: str) -> None:
    desk.write("pipelines/desk.yaml", files)
    planned = _plan(desk)
    assert planned.code == 3
    assert _change(planned)["blocked_by"] == ["irreversible"]
    assert planned.json["manual_steps"] == []
    shown = desk.run("plan")
    assert "irreversible" in shown.out
    assert "--allow channel.billing" in shown.out
    assert desk.run("apply", "--yes").code == 3
    assert desk.api.get(f"/_ui/channels/{channel}").json()["inboxId"] != _help_desk(desk)


def _help_desk(desk: Desk) -> str:
    inboxes = desk.api.get("/conversations/conversations/2026-09/inboxes").json()["results"]
    return next(str(each["id"]) for each in inboxes if each["type"] == "HELP_DESK")


@pytest.mark.row("MIG-01", "MIG-02", "PERM-04", "B-MIG-01")
def test_with_leave_it_is_a_step_that_says_that_it_is_final(desk: Desk, channel: str) -> None:
    desk.write("pipelines/desk.yaml", FILES + ENTRY)
    allowed = ("--allow", ADDRESS)
    planned = _plan(desk, *allowed)
    assert planned.code == 0
    assert planned.json["allowed"] == [ADDRESS]
    (step,) = planned.json["manual_steps"]
    words = f"{step['path']} {step['expected']} {step['who']}"
    assert "uper admin" in words.replace("Super Admin", "super admin")
    assert "cannot be moved back" in desk.run("plan", *allowed).out
    moved = desk.api.post(f"/_ui/channels/{channel}/migrate", {"history": True})
    assert moved.ok, moved.text
    after = _plan(desk)
    assert after.code == 0
    assert [each["state"] for each in after.json["manual_steps"]] == ["verified"]


@pytest.mark.row("B-MIG-01")
def test_nothing_moves_back(desk: Desk, channel: str) -> None:
    desk.api.post(f"/_ui/channels/{channel}/migrate", {"history": False})
    desk.write("pipelines/desk.yaml", FILES.replace("help_desk", "Inbox"))
    planned = _plan(desk, "--allow", ADDRESS)
    assert planned.code == 3
    assert _change(planned)["blocked_by"] == ["refused"]
