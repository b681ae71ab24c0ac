"""Writes of settings whose end nobody knows, and channels that cannot be read any more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.plan.automations import expected_digest
from tests.desk import Desk, new_desk
from tests.live.flows import PROFESSIONAL, held

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelinectl.model import Value

pytestmark = pytest.mark.usefixtures("impatient")

SEED: dict[str, Any] = {
    "custom_channels": [{"name": "Telegram for HubSpot"}],
    "inboxes": [{"id": "1", "name": "Help Desk", "type": "HELP_DESK"}],
    "channels": [
        {"id": "8841", "type": "email", "address": "support@acme.example", "inbox": "help_desk"}
    ],
}
DESK = f"""{PROFESSIONAL}
pipelines:
  desk:
    name: Desk
    statuses: [New, {{name: Closed, state: closed}}]
"""
FORM = """
channels:
  contact-form:
    type: form
    connected_to: help_desk
    form: {new: Contact support, fields: [email]}
"""
CUSTOM = """
channels:
  telegram:
    type: custom
    connected_to: help_desk
    app: Telegram for HubSpot
    realise: {connection: api}
"""
ZONE = """
users:
  ben@acme.example: {time_zone: Europe/Stockholm}
"""
TEAM = """
teams:
  Tier 1: {extra_members: [ben@acme.example]}
"""
MAIL = """
channels:
  support-email:
    type: email
    connected_to: help_desk
    address: support@acme.example
    ticket_properties: {pipeline: desk, status: New}
"""
READ_BACK = {
    "form": (FORM, "/marketing/"),
    "channel": (CUSTOM, "/custom-channels/"),
    "zone": (ZONE, "/crm/objects/2026-09/users"),
    "team": (TEAM, "/settings/teams/"),
}
"""For each kind of setting the files that ask for one write, and the path that it goes to."""
LISTS = {
    "form": ("/marketing/", 2),
    "channel": ("/channel-accounts", 2),
    "zone": ("/crm/objects/2026-09/users/", 1),
    "team": ("/teams", 2),
}
"""What is read after it, and at which of these reads this begins."""


@pytest.fixture
def applied(tmp_path: Path) -> Iterator[Desk]:
    """An account with a help desk and a channel, and the pipeline applied."""
    seed = tmp_path / "seed.json"
    seed.write_text(json.dumps(SEED))
    with new_desk(tmp_path, f"--seed={seed}") as desk:
        desk.write("pipelines/desk.yaml", DESK)
        ended = desk.apply()
        assert ended.code == 0, ended
        yield desk


def _holds(desk: Desk) -> dict[str, Any]:
    """What the account holds of each kind that is written here."""
    forms = desk.api.get("/marketing/v3/forms").json()["results"]
    channels = desk.api.get("/_ui/channels").json()["results"]
    teams = desk.api.get("/settings/teams/2026-09-beta/501/members").json()["results"]
    return {
        "form": [each["name"] for each in forms],
        "channel": [each["app"] for each in channels if each["type"] == "custom"],
        "zone": desk.api.get("/_ui/users/ben@acme.example").json()["time_zone"],
        "team": [each["userId"] for each in teams if each["type"] == "EXTRA"],
    }


DONE = {
    "form": ["Contact support"],
    "channel": ["Telegram for HubSpot"],
    "zone": "Europe/Stockholm",
    "team": ["40000002"],
}


@pytest.mark.parametrize("kind", READ_BACK)
def test_what_was_written_and_cannot_be_looked_at_is_not_called_done(
    applied: Desk, kind: str
) -> None:
    """The answer is lost, and what would tell fails too: the next run finds it, and writes none."""
    files, path = READ_BACK[kind]
    applied.write("pipelines/desk.yaml", DESK + files)
    planned = applied.run("plan", "--out", "plan.json")
    assert planned.code == 0, planned
    applied.fault("drop_after_write", path_contains=path)
    read, at = LISTS[kind]
    reading = {"name": "fail_read", "at": at, "times": 60, "path_contains": read}
    applied.api.post("/_emulator/faults", reading)
    applied.forget_requests()
    lost = applied.run("apply", "plan.json")
    applied.api.delete("/_emulator/faults")
    assert lost.code in {1, 5}, lost.out + lost.err
    assert "error[PC5" in lost.err
    again = applied.run("apply", "--yes")
    assert again.code == 0, again.out + again.err
    assert _holds(applied)[kind] == DONE[kind]
    assert len(applied.writes()) <= 2, "one that was lost, and one more at most"


@pytest.fixture
def connected(applied: Desk) -> Desk:
    """The workflow of the channel is there."""
    applied.write("pipelines/desk.yaml", DESK + MAIL)
    ended = applied.apply()
    assert ended.code == 0, ended
    assert [each["name"] for each in held(applied)] == ["Tickets of channel support-email"]
    return applied


def _lose_the_scope(desk: Desk) -> None:
    desk.fault("fail_read", times=10_000, status=403, path_contains="/conversations/")


def test_a_channel_that_cannot_be_read_any_more_keeps_its_workflow(connected: Desk) -> None:
    _lose_the_scope(connected)
    connected.forget_requests()
    planned = connected.run("plan", "--format", "json")
    assert planned.code == 0, planned
    assert [(each["address"], each["action"]) for each in planned.json["changes"]] == [
        ("channel.support-email", "create")
    ]
    assert "PC637" in [each["code"] for each in planned.json["diagnostics"]]
    assert connected.run("apply", "--yes").code == 0
    assert connected.writes() == []


def test_a_channel_that_can_be_read_again_is_known_still(connected: Desk) -> None:
    _lose_the_scope(connected)
    assert connected.run("apply", "--yes").code == 0
    connected.api.delete("/_emulator/faults")
    again = connected.run("plan", "--detailed-exitcode")
    assert again.code == 0, again.out
    assert connected.run("drift").code == 0


def test_a_workflow_changes_once_its_channel_can_be_read_again(connected: Desk) -> None:
    _lose_the_scope(connected)
    connected.write("pipelines/desk.yaml", DESK + MAIL.replace("status: New", "status: Closed"))
    connected.forget_requests()
    waits = connected.run("apply", "--yes")
    assert waits.code == 0, waits.out + waits.err
    assert "waits for channel.support-email" in waits.out
    assert connected.writes() == []
    connected.api.delete("/_emulator/faults")
    done = connected.run("apply", "--yes")
    assert done.code == 0, done.out + done.err
    assert [each["method"] for each in connected.writes()] == ["PUT"]
    again = connected.run("plan", "--detailed-exitcode")
    assert again.code == 0, again.out


def test_nobodys_word_connects_a_channel_that_cannot_be_read(applied: Desk) -> None:
    """An id is needed for its workflow: whatever was acknowledged, the step stays open."""
    _lose_the_scope(applied)
    applied.write("pipelines/desk.yaml", DESK + MAIL)
    fields: dict[str, Value] = {
        "type": "email",
        "authorized": True,
        "connected_to": "help_desk",
        "address": "support@acme.example",
    }
    said = {"by": "ana@acme.example", "at": "today", "value": expected_digest(fields)}
    words = {"sandbox": {"channel.support-email": said}}
    applied.write("acknowledged.yaml", json.dumps(words))
    applied.forget_requests()
    ended = applied.run("apply", "--yes")
    assert ended.code == 0, ended.out + ended.err
    assert "open     channel.support-email" in ended.out
    assert "waiting  create automation.channel.support-email" in ended.out
    assert applied.writes() == []
