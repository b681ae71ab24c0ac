"""Somebody works on the workflows too: that is kept, named or asked about, and never doubled."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.adapters.hubspot.http import Http
from pipelinectl.ledger.journal import Journal
from tests.desk import Desk, new_desk
from tests.live.flows import (
    HANDS,
    MARKER,
    by_hand,
    by_hand_made,
    held,
    id_of,
    most_copies,
    most_enabled,
    nightly_desk,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES = nightly_desk("New", {"Closed": "category: BILLING_ISSUE"})
URGENT = FILES.replace("HIGH", "URGENT")
WAITING = FILES.replace("desk/New", "desk/Waiting")
OFF = FILES.replace("    name: Escalate\n", "    name: Escalate\n    enabled: false\n")
WITHOUT = FILES[: FILES.index("  nightly:")]
ESCALATE = "automation.escalate"
LOOP = [
    {
        "actionId": "1",
        "type": "SINGLE_CONNECTION",
        "actionTypeId": "0-1",
        "actionTypeVersion": 0,
        "fields": {"delta": "60", "time_unit": "MINUTES"},
        "connection": {"edgeType": "GOTO", "nextActionId": "1"},
    }
]
"""A chain that leads back to its beginning: no tree can say it."""


@pytest.fixture
def applied(desk: Desk) -> Desk:
    """The files are applied; there is one workflow of each address."""
    _files(desk, FILES)
    ended = desk.apply()
    assert ended.code == 0, ended
    return desk


def _files(desk: Desk, text: str) -> None:
    desk.write("pipelines/desk.yaml", text)


def _saved(desk: Desk, text: str) -> None:
    _files(desk, text)
    ended = desk.run("plan", "--out", "plan.json")
    assert ended.code == 0, ended.out + ended.err


def _changes(desk: Desk, *arguments: str) -> dict[str, tuple[str, list[str]]]:
    found = desk.run("plan", "--format", "json", *arguments).json["changes"]
    return {each["address"]: (each["action"], each["blocked_by"]) for each in found}


def _flow(desk: Desk, name: str = "Escalate") -> dict[str, Any]:
    (found,) = [each for each in held(desk) if each["name"] == name]
    return found


def _is_settled(desk: Desk) -> None:
    again = desk.run("plan", "--detailed-exitcode")
    assert again.code == 0, again.out
    assert desk.run("drift").code == 0
    assert most_enabled(desk) == 1


def _clone(desk: Desk, name: str = "Escalate") -> str:
    answer = desk.api.post(f"{HANDS}/{id_of(desk, name)}/clone")
    assert answer.ok, answer.text
    return str(answer.json()["id"])


# Clones


def test_a_clone_stays_when_its_original_changes(applied: Desk) -> None:
    clone = _clone(applied)
    before = applied.api.get(f"{HANDS}/{clone}").json()
    _files(applied, URGENT)
    ended = applied.run("apply", "--yes")
    assert ended.code == 0
    assert f"id {clone}" in ended.out
    assert "PC629" in ended.out
    assert applied.api.get(f"{HANDS}/{clone}").json() == before
    _is_settled(applied)


def test_a_clone_keeps_its_original_from_being_replaced(applied: Desk) -> None:
    """It may be the new one that a dead run made. Without the mark it is plainly somebody's."""
    clone = _clone(applied)
    _files(applied, WAITING)
    assert _changes(applied)[ESCALATE] == ("replace", ["label_taken"])
    assert applied.run("apply", "--yes").code == 3
    by_hand(applied, clone, description="A try of Ana's.", name="Escalate, Ana's")
    assert applied.run("apply", "--yes").code == 0
    assert applied.api.get(f"{HANDS}/{clone}").json()["revisionId"] == "2"
    _is_settled(applied)


def test_a_clone_made_after_the_plan_makes_it_stale(applied: Desk) -> None:
    _saved(applied, WAITING)
    _clone(applied)
    before = len(applied.writes())
    ended = applied.run("apply", "plan.json")
    assert ended.code == 4
    assert ESCALATE in ended.err
    assert len(applied.writes()) == before


def test_a_clone_made_while_an_apply_replaces_is_not_taken_for_the_new_one(
    applied: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _files(applied, WAITING)
    clones: list[str] = []
    _before_write(monkeypatch, 3, lambda: clones.append(_clone_of_the_old(applied)))
    ended = applied.run("apply", "--yes")
    assert ended.code in {0, 5}, ended.out + ended.err
    (clone,) = clones
    assert applied.api.get(f"{HANDS}/{clone}").json()["isEnabled"] is False
    assert most_enabled(applied) == 1
    applied.api.delete(f"{HANDS}/{clone}")
    assert applied.run("apply", "--yes").code == 0
    _is_settled(applied)


def _clone_of_the_old(desk: Desk) -> str:
    first = min(each["id"] for each in held(desk) if each["name"] == "Escalate")
    return str(desk.api.post(f"{HANDS}/{first}/clone").json()["id"])


def _before_write(monkeypatch: pytest.MonkeyPatch, number: int, hand: Callable[[], object]) -> None:
    """Let somebody's hand do something right before a write of the apply."""
    real, count = Journal.intent, 0

    def intent(*arguments: Any) -> None:
        nonlocal count
        count += 1
        if count == number:
            hand()
        real(*arguments)

    monkeypatch.setattr(Journal, "intent", intent)


# Between plan and apply, and between read and write


def test_a_workflow_deleted_since_the_plan_makes_it_stale(applied: Desk) -> None:
    _saved(applied, URGENT)
    assert applied.api.delete(f"{HANDS}/{id_of(applied, 'Escalate')}").ok
    before = len(applied.writes())
    ended = applied.run("apply", "plan.json")
    assert ended.code == 4, ended.out + ended.err
    assert ESCALATE in ended.err
    assert len(applied.writes()) == before
    assert applied.run("apply", "--yes").code == 0
    _is_settled(applied)


def test_a_target_deleted_since_the_plan_makes_it_stale(desk: Desk) -> None:
    """A new workflow enrols in one that the account has: nobody manages it, and it goes."""
    survey = by_hand_made(desk, "Survey", actions=LOOP, startActionId="1")
    _saved(desk, FILES.replace("enroll_in: escalate", "enroll_in: Survey"))
    assert desk.api.delete(f"{HANDS}/{survey}").ok
    ended = desk.run("apply", "plan.json")
    assert ended.code == 4, ended.out + ended.err
    assert "automation.nightly" in ended.err
    assert desk.writes() == []


@pytest.mark.parametrize("change", [{"name": "Mine now"}, {"isEnabled": False}])
def test_a_change_by_hand_since_the_plan_makes_it_stale(
    applied: Desk, change: dict[str, Any]
) -> None:
    _saved(applied, URGENT)
    by_hand(applied, id_of(applied, "Escalate"), **change)
    before = len(applied.writes())
    assert applied.run("apply", "plan.json").code == 4
    assert len(applied.writes()) == before


@pytest.mark.parametrize("number", [1, 2])
def test_a_change_by_hand_between_read_and_write_is_not_overwritten(
    applied: Desk, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    text = URGENT.replace("BILLING_ISSUE", "PRODUCT_ISSUE")
    _files(applied, text)
    names = ["Escalate", "Desk / Closed"]

    def rename() -> None:
        for name in names:
            by_hand(applied, id_of(applied, name), name=f"{name}, by Ana")

    with monkeypatch.context() as patch:
        _before_write(patch, number, rename)
        ended = applied.run("apply", "--yes")
    assert ended.code == (1 if number == 1 else 5), ended.out + ended.err
    assert "PC525" in ended.err
    kept = {each["name"] for each in held(applied)}
    assert len(kept & {f"{name}, by Ana" for name in names}) == 2
    planned = applied.run("plan", "--format", "json").json
    assert any(each["paths"] for each in planned["drift"])


def test_a_revision_that_moves_right_before_the_put_is_read_again(
    applied: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves without a change: HubSpot counts on, and refuses the older revision."""
    identifier = id_of(applied, "Escalate")
    _files(applied, URGENT)
    real = Http.write

    def write(self: Http, method: str, path: str, *more: Any) -> Any:
        if method == "PUT" and path.endswith(identifier):
            by_hand(applied, identifier, name="Escalate!")
            by_hand(applied, identifier, name="Escalate")
        return real(self, method, path, *more)

    with monkeypatch.context() as patch:
        patch.setattr(Http, "write", write)
        ended = applied.run("apply", "--yes")
    assert ended.code == 1, ended.out + ended.err
    assert "PC525" in ended.err
    assert applied.run("apply", "--yes").code == 0
    _is_settled(applied)


def test_a_slow_account_is_waited_for(tmp_path: Path) -> None:
    with new_desk(tmp_path, "--profile", "slow_flow_creation") as desk:
        _files(desk, FILES)
        for text in (FILES, WAITING):
            _files(desk, text)
            ended = desk.run("apply", "--yes")
            assert ended.code == 0, ended.out + ended.err
        assert most_copies(desk) == 2
        _is_settled(desk)


# What a person keeps


def test_a_workflow_that_became_a_loop_is_shown_by_drift_and_not_overwritten(
    applied: Desk,
) -> None:
    identifier = id_of(applied, "Escalate")
    by_hand(applied, identifier, actions=LOOP, startActionId="1", nextAvailableActionId="2")
    drifted = applied.run("drift")
    assert drifted.code == 2, drifted.out
    assert ESCALATE in drifted.out
    assert _changes(applied)[ESCALATE] == ("update", ["refused"])
    before = _flow(applied)
    assert applied.run("apply", "--yes").code == 3
    assert _flow(applied) == before


def test_without_its_mark_a_workflow_is_found_by_the_ledger(applied: Desk) -> None:
    identifier = id_of(applied, "Escalate")
    by_hand(applied, identifier, description="Ask Ana.")
    assert applied.run("plan", "--detailed-exitcode").code == 0
    _files(applied, URGENT)
    assert applied.run("apply", "--yes").code == 0
    assert _flow(applied)["id"] == identifier
    assert _flow(applied)["description"] == f"Ask Ana.\n\n{MARKER}{ESCALATE}"
    _is_settled(applied)


def test_without_mark_and_ledger_its_name_is_asked_about_and_nothing_is_doubled(
    applied: Desk,
) -> None:
    by_hand(applied, id_of(applied, "Escalate"), description="Ask Ana.")
    shutil.rmtree(applied.folder / ".pipelinectl")
    assert _changes(applied)[ESCALATE] == ("create", ["label_taken"])
    assert applied.run("apply", "--yes").code == 3
    assert len([each for each in held(applied) if each["name"] == "Escalate"]) == 1


def test_what_files_cannot_say_of_a_workflow_survives_changes_and_a_replace(
    applied: Desk,
) -> None:
    window = {
        "day": "MONDAY",
        "startTime": {"hour": 8, "minute": 0},
        "endTime": {"hour": 17, "minute": 0},
    }
    kept = {
        "timeWindows": [window],
        "blockedDates": [{"month": "DECEMBER", "dayOfMonth": 24, "year": 2026}],
    }
    text = f"Ask Ana.\nTwice.\n\n{MARKER}{ESCALATE}"
    by_hand(applied, id_of(applied, "Escalate"), description=text, **kept)
    for files in (URGENT, OFF, WAITING):
        _files(applied, files)
        ended = applied.run("apply", "--yes")
        assert ended.code == 0, ended.out + ended.err
        found = _flow(applied)
        assert {name: found[name] for name in kept} == kept
        assert found["description"] == text
    _is_settled(applied)
