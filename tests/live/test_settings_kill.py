"""kill -9, lost, garbled and ignored writes at every write of a setting: the next run finishes.

One apply connects a custom channel, creates a form and changes another, sets a time zone and hours,
and lets users join and leave teams. At the end there is one of each, whatever went wrong between.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.desk import Desk, new_desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("impatient")

SEED: dict[str, Any] = {
    "custom_channels": [{"name": "Telegram for HubSpot"}],
    "forms": [{"id": "11111111-1111-4111-8111-111111111111", "name": "Theirs"}],
}
HEAD = """\
version: 1
account: {subscriptions: {service_hub: professional}}
pipelines:
  desk:
    name: Desk
    statuses: [New, Waiting on us, {name: Closed, state: closed}]
teams:
  Tier 1: {extra_members: EXTRA}
  Billing: {extra_members: BILLING}
channels:
  contact-form:
    type: form
    connected_to: help_desk
    form: {new: Contact support, fields: [email, ticket.subject]}
    ticket_properties: {pipeline: desk, status: STATUS}
"""
BEFORE = (
    HEAD.replace("EXTRA", "[]").replace("BILLING", "[ana@acme.example]").replace("STATUS", "New")
)
AFTER = (
    HEAD.replace("EXTRA", "[ben@acme.example]")
    .replace("BILLING", "[]")
    .replace("STATUS", "Waiting on us")
    + """\
  order-form:
    type: form
    connected_to: help_desk
    form: {new: Order something, fields: [email, ticket.content]}
    ticket_properties: {pipeline: desk, status: New, priority: HIGH}
  telegram:
    type: custom
    connected_to: help_desk
    app: Telegram for HubSpot
    realise: {connection: api}
users:
  ben@acme.example:
    time_zone: Europe/Stockholm
    working_hours: {mon-fri: "08:00-16:00"}
"""
)
WRITES = 7
"""How many writes the apply takes; the first test counts them."""
CREATES = ("/custom-channels/", "/marketing/")
GONE = {6: ("form.order-form",), 7: ("channel.telegram",)}
"""What the last two of these writes create."""
IN = "desk", "desk-new"
IN_WAITING = "desk", "desk-waiting_on_us"
MONDAY = {"days": "MONDAY", "startMinute": 480, "endMinute": 960}


@pytest.fixture
def ready(tmp_path: Path) -> Iterator[Desk]:
    """The state before is applied, the files after lie there."""
    seed = tmp_path / "seed.json"
    seed.write_text(json.dumps(SEED))
    with new_desk(tmp_path, f"--seed={seed}") as desk:
        desk.write("pipelines/desk.yaml", BEFORE)
        ended = desk.apply()
        assert ended.code == 0, ended
        desk.write("pipelines/desk.yaml", AFTER)
        desk.forget_requests()
        yield desk


def _forms(desk: Desk) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The forms: name, fields that people see, and the values of hidden ones."""
    rows = desk.api.get("/marketing/v3/forms").json()["results"]
    found = []
    for each in rows:
        fields = [one for group in each["fieldGroups"] for one in group["fields"]]
        shown = tuple(one["name"] for one in fields if not one["hidden"])
        hidden = tuple(str(one.get("defaultValue")) for one in fields if one["hidden"])
        found.append((each["name"], shown, hidden))
    return sorted(found)


def _members(desk: Desk) -> dict[str, list[str]]:
    teams = desk.api.get("/settings/v3/users/teams").json()["results"]
    return {each["name"]: each["secondaryUserIds"] for each in teams}


def _apps(desk: Desk) -> list[str]:
    return [each["app"] for each in desk.api.get("/_ui/channels").json()["results"]]


def _is_as_wanted(desk: Desk) -> None:
    """Everything is as the files say, once, and nothing of others was touched."""
    assert _forms(desk) == [
        ("Contact support", ("email", "subject"), IN_WAITING),
        ("Order something", ("email", "content"), (*IN, "HIGH")),
        ("Theirs", (), ()),
    ]
    assert _members(desk) == {"Tier 1": ["40000002"], "Tier 2": [], "Billing": []}
    assert _apps(desk) == ["Telegram for HubSpot"]
    ben = desk.api.get("/_ui/users/ben@acme.example").json()
    assert ben["time_zone"] == "Europe/Stockholm"
    assert ben["working_hours"][0] == MONDAY


def _nothing_is_left(desk: Desk) -> None:
    """The next plan holds steps of a person only, and nobody changed anything since."""
    planned = desk.run("plan", "--format", "json").json
    left = [each["address"] for each in planned["changes"] if each["realisation"] != "manual"]
    assert left == [], planned["changes"]
    assert planned["drift"] == []
    assert desk.run("drift").code == 0


def _finishes(desk: Desk, *gone: str) -> None:
    """The next run finishes: what the dead one wrote is taken for ours.

    `gone` is what the account said that it had created, and does not have.
    """
    desk.api.delete("/_emulator/faults")
    planned = desk.run("plan", "--format", "json")
    assert planned.code == 0, planned.out
    moved = [each["address"] for each in planned.json["drift"]]
    assert moved == [*gone], "what we wrote is not somebody's"
    applied = desk.run("apply", "--yes")
    assert applied.code == 0, applied.out + applied.err
    _is_as_wanted(desk)
    _nothing_is_left(desk)


def test_an_apply_that_nobody_kills(ready: Desk) -> None:
    applied = ready.apply()
    assert applied.code == 0, applied.out + applied.err
    assert len(ready.writes()) == WRITES, [each["path"] for each in ready.writes()]
    _is_as_wanted(ready)
    _nothing_is_left(ready)


@pytest.mark.parametrize("number", range(1, WRITES + 1))
@pytest.mark.parametrize("moment", ["hold_before_write", "hold_after_write"])
def test_killed_at_a_write(ready: Desk, number: int, moment: str) -> None:
    ready.kill_at(moment, number)
    _finishes(ready)


@pytest.mark.parametrize("number", [1, 3, *GONE])
def test_killed_and_everything_forgotten(ready: Desk, number: int) -> None:
    """Without a ledger everything is found by its name, its address or its app."""
    ready.kill_at("hold_after_write", number)
    shutil.rmtree(ready.folder / ".pipelinectl")
    applied = ready.run("apply", "--yes")
    assert applied.code == 0, applied.out + applied.err
    _is_as_wanted(ready)
    _nothing_is_left(ready)


@pytest.mark.parametrize("number", [1, 2, 4, 5, *GONE])
@pytest.mark.parametrize("fault", ["drop_after_write", "drop_before_write", "garble_write"])
def test_a_lost_answer(ready: Desk, fault: str, number: int) -> None:
    """What changes is sent again or read back; a create is never sent twice."""
    ready.fault(fault, number)
    applied = ready.run("apply", "--yes")
    assert applied.code in {0, 1, 5}, applied.out + applied.err
    creates = _creates(ready)
    assert len(creates) == len(set(creates)), "each is sent once"
    if applied.code:
        assert fault == "drop_before_write"
        assert "PC510" in applied.err
        _finishes(ready)
    ready.api.delete("/_emulator/faults")
    _is_as_wanted(ready)
    _nothing_is_left(ready)


def _creates(desk: Desk) -> list[str]:
    """The names of what was asked to be created."""
    return [
        each["body"]["name"]
        for each in desk.writes()
        if each["method"] == "POST" and any(one in each["path"] for one in CREATES)
    ]


@pytest.mark.parametrize("number", range(1, WRITES + 1))
def test_an_ignored_write_is_not_called_done(ready: Desk, number: int) -> None:
    ready.fault("ignore_write", number)
    applied = ready.run("apply", "--yes", "--format", "json")
    assert applied.code in {1, 5}, applied.out + applied.err
    assert "failed" in [each["result"] for each in applied.json["changes"]]
    _finishes(ready, *GONE.get(number, ()))


@pytest.mark.parametrize("number", [1, 4, WRITES])
def test_a_refused_write_in_the_middle_says_what_was_done(ready: Desk, number: int) -> None:
    ready.fault("fail_write", number, status=400)
    applied = ready.run("apply", "--yes", "--format", "json")
    assert applied.code == (1 if number == 1 else 5), applied.out + applied.err
    results = [each["result"] for each in applied.json["changes"]]
    assert results.count("failed") == 1
    assert applied.json["writes"] == number - 1
    _finishes(ready)


def test_a_plan_is_stale_once_somebody_changed_hours_meanwhile(ready: Desk) -> None:
    ready.run("plan", "--out", "plan.json")
    hours = [{"days": "SUNDAY", "startMinute": 0, "endMinute": 60}]
    zone = {"time_zone": "Europe/Oslo", "working_hours": hours}
    assert ready.api.patch("/_ui/users/ben@acme.example", zone).ok
    ready.forget_requests()
    applied = ready.run("apply", "plan.json")
    assert applied.code == 4, applied.out + applied.err
    assert "user.ben@acme.example.working_hours" in applied.err
    assert ready.writes() == []
    again = ready.apply()
    assert again.code == 0, again
    _is_as_wanted(ready)


@pytest.mark.parametrize(
    ("method", "path", "body", "address"),
    [
        (
            "POST",
            "/settings/teams/2026-09-beta/501/members",
            {"userId": "40000002", "type": "EXTRA"},
            "team.tier_1.extra_members",
        ),
        (
            "POST",
            "/_ui/channels",
            {"type": "form", "inbox": "help_desk", "form": {"new": "Order something"}},
            "form.order-form",
        ),
    ],
)
def test_a_plan_is_stale_once_somebody_did_it_already(
    ready: Desk, method: str, path: str, body: dict[str, Any], address: str
) -> None:
    ready.run("plan", "--out", "plan.json")
    assert ready.api.send(method, path, body).ok
    ready.forget_requests()
    applied = ready.run("apply", "plan.json")
    assert applied.code == 4, applied.out + applied.err
    assert address in applied.err
    assert ready.writes() == []
