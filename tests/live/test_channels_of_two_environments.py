"""Channels, steps and acknowledgements of two environments, and what drift says of steps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.desk import TOKEN, Desk, new_desk
from tests.live.flows import PROFESSIONAL, held

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DESK = f"""{PROFESSIONAL}
pipelines:
  desk:
    name: Desk
    statuses: [New, {{name: Closed, state: closed}}]
"""
FILES = (
    DESK
    + """
channels:
  support-email:
    type: email
    connected_to: help_desk
    address: support@${var.domain}
    enabled: true
    signature: ${var.signature}
    routing: {assign_to: {teams: [Tier 1]}}
  web-chat:
    type: chat
    connected_to: help_desk
    id: {sandbox: "8852", production: "9952"}
"""
)
SIGNATURE = "channel.support-email.signature"


def _channel(identifier: str, **more: Any) -> dict[str, Any]:
    return {"id": identifier, "inbox": "help_desk", **more}


SEEDS: dict[str, list[dict[str, Any]]] = {
    "sandbox": [
        _channel("8841", type="email", address="support@acme.example"),
        _channel("8851", type="chat", name="Web"),
        _channel("8852", type="chat", name="Web"),
    ],
    "production": [
        _channel("9952", type="chat", name="Shop"),
        _channel("9953", type="chat", name="Web"),
    ],
}


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[dict[str, Desk]]:
    """One project with two environments, each with an account of its own."""
    for name, channels in SEEDS.items():
        (tmp_path / f"{name}.json").write_text(json.dumps({"channels": channels}))
    with (
        new_desk(tmp_path, f"--seed={tmp_path / 'sandbox.json'}") as sandbox,
        new_desk(tmp_path, f"--seed={tmp_path / 'production.json'}") as production,
    ):
        desks = {"sandbox": sandbox, "production": production}
        environments = {
            name: {
                "adapter": "hubspot",
                "account": 1111111,
                "base_url": desk.api.url,
                "token_env": "PIPELINECTL_SANDBOX_TOKEN",
                "variables": {"domain": f"{domain}.example", "signature": signature},
            }
            for (name, desk), domain, signature in zip(
                desks.items(), ("acme", "acme-shop"), ("Test", "Acme Support"), strict=True
            )
        }
        project = {"version": 1, "environments": environments}
        sandbox.write("pipelinectl.yaml", json.dumps(project))
        sandbox.write("pipelines/desk.yaml", FILES)
        yield desks


def _steps(desk: Desk, environment: str) -> dict[str, str]:
    planned = desk.run("plan", "--env", environment, "--format", "json", token=TOKEN)
    assert planned.code == 0, planned.out
    return {each["address"]: each["state"] for each in planned.json["manual_steps"]}


def test_each_environment_has_its_own_channels_and_steps(desks: dict[str, Desk]) -> None:
    desk = desks["sandbox"]
    assert desk.run("ack", SIGNATURE, "--env", "sandbox").code == 0
    assert _steps(desk, "sandbox") == {
        "channel.support-email": "verified",
        SIGNATURE: "acknowledged",
        "channel.web-chat": "verified",
    }
    assert _steps(desk, "production") == {
        "channel.support-email": "open",
        SIGNATURE: "open",
        "channel.web-chat": "verified",
    }


def test_each_environment_gets_its_workflow_once_its_channel_is_there(
    desks: dict[str, Desk],
) -> None:
    desk, production = desks["sandbox"], desks["production"]
    for name in desks:
        applied = desk.run("apply", "--env", name, "--yes")
        assert applied.code == 0, applied
    assert [each["name"] for each in held(desk)] == ["Tickets of channel support-email"]
    assert held(production) == []
    asked = {"type": "email", "inbox": "help_desk", "address": "support@acme-shop.example"}
    made = production.api.post("/_ui/channels", asked)
    assert made.ok, made.text
    applied = desk.run("apply", "--env", "production", "--yes")
    assert applied.code == 0, applied
    (workflow,) = held(production)
    assert json.dumps([made.json()["id"]]) in json.dumps(workflow["enrollmentCriteria"])
    (other,) = held(desk)
    assert json.dumps(["8841"]) in json.dumps(other["enrollmentCriteria"])


# --- drift


def test_drift_tells_a_switched_off_channel_and_lists_what_cannot_be_seen(
    desks: dict[str, Desk],
) -> None:
    desk = desks["sandbox"]
    assert desk.run("apply", "--env", "sandbox", "--yes").code == 0
    quiet = desk.run("drift", "--env", "sandbox")
    assert quiet.code == 0, quiet.out
    assert f"1 step for a person open, not counted\n  {SIGNATURE}\n" in quiet.out
    assert desk.api.patch("/_ui/channels/8841", {"active": False, "signature": "Mine"}).ok
    moved = desk.run("drift", "--env", "sandbox", "--format", "json")
    assert moved.code == 2, moved.out
    assert [each["address"] for each in moved.json["drift"]] == ["channel.support-email"]
    states = {each["address"]: each["state"] for each in moved.json["manual_steps"]}
    assert states == {"channel.support-email": "open", SIGNATURE: "open"}


# --- what a plan should know before an apply finds out


def test_hours_without_a_time_zone_are_an_error_of_the_plan(desk: Desk) -> None:
    hours = 'users:\n  ana@acme.example: {working_hours: {mon: "08:00-16:00"}}\n'
    desk.write("pipelines/desk.yaml", DESK + hours)
    assert desk.run("plan").code == 1


def test_an_app_that_is_not_there_is_an_error_where_the_api_connects_it(desk: Desk) -> None:
    telegram = (
        "channels:\n  telegram: {type: custom, connected_to: help_desk, app: Telegram, "
        "realise: {connection: api}}\n"
    )
    desk.write("pipelines/desk.yaml", DESK + telegram)
    assert desk.run("plan").code == 1
