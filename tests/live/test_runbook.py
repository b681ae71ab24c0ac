"""The printed runbook, followed step by step until nothing is open, and what is seen afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.live.clicking import Person
from tests.live.helpdesk import ALL_CHANNELS

if TYPE_CHECKING:
    from tests.desk import Desk

FILES: Any = yaml.safe_load(ALL_CHANNELS)


@pytest.fixture
def person(desk: Desk) -> Person:
    """Everything is applied that a program can apply; the person has the runbook."""
    desk.write("pipelines/desk.yaml", ALL_CHANNELS)
    applied = desk.run("apply", "--yes")
    assert applied.code == 0, applied
    return Person(desk, FILES)


def _steps(desk: Desk, state: str) -> list[dict[str, Any]]:
    found = desk.run("plan", "--format", "json").json
    return [each for each in found["manual_steps"] if each["state"] == state]


def _finish(person: Person) -> None:
    """Every open step in its order; then what no read shows is acknowledged, page by page."""
    desk = person.desk
    for step in _steps(desk, "open"):
        person.follow(step)
    for page in {each["page"]: None for each in _steps(desk, "open")}:
        ended = desk.run("ack", "--page", page)
        assert ended.code == 0, ended
    assert desk.run("apply", "--yes").code == 0


@pytest.mark.row("CH-GEN-03", "CH-GEN-04", "CH-EMAIL-08", "CH-MSGR-01", "CH-WA-01", "CH-CALL-01")
def test_who_follows_the_runbook_ends_with_no_open_step(person: Person) -> None:
    desk = person.desk
    open_steps = _steps(desk, "open")
    for step in open_steps:
        person.follow(step)
    left = _steps(desk, "open")
    assert [each["address"] for each in left] == [
        each["address"] for each in open_steps if not each["shown"]
    ]
    assert _steps(desk, "verified") != []
    for page in {each["page"]: None for each in left}:
        assert desk.run("ack", "--page", page).code == 0
    assert desk.run("apply", "--yes").code == 0
    ended = desk.run("plan", "--detailed-exitcode")
    assert ended.code == 0, ended.out
    assert _steps(desk, "open") == []


def test_each_step_that_the_account_shows_closes_by_itself(person: Person) -> None:
    desk = person.desk
    for step in [each for each in _steps(desk, "open") if each["shown"]]:
        person.follow(step)
        states = {each["address"]: each["state"] for each in _steps(desk, "verified")}
        assert step["address"] in states


def _undo(desk: Desk, path: str, body: dict[str, Any] | None = None) -> None:
    answer = desk.api.delete(path) if body is None else desk.api.patch(path, body)
    assert answer.ok, answer.text


@pytest.mark.row("CH-GEN-05", "B-API-01")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"active": False}, "switched off"),
        ({"authorized": False}, "sign"),
        (None, "not there any more"),
    ],
)
def test_drift_names_a_step_that_somebody_undid(
    person: Person, change: dict[str, Any] | None, said: str
) -> None:
    desk = person.desk
    _finish(person)
    assert desk.run("drift").code == 0
    _undo(desk, f"/_ui/channels/{person.channel_id('support-email')}", change)
    drifted = desk.run("drift")
    assert drifted.code == 2, drifted.out
    assert "channel.support-email" in drifted.out
    assert said in drifted.out


def test_drift_says_what_cannot_be_verified(person: Person) -> None:
    desk = person.desk
    _finish(person)
    _undo(desk, f"/_ui/channels/{person.channel_id('support-email')}", {"signature": "Other"})
    drifted = desk.run("drift", "--format", "json")
    assert drifted.code == 0
    named = [each["address"] for each in drifted.json["unverifiable"]]
    assert "channel.support-email.signature" in named
    assert "annot be verified" in desk.run("drift").out
