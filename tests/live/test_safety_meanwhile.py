"""What others do in the account while a plan is made or carried out."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING
from unittest.mock import Mock

import click

from tests.desk import PIPELINES, Desk
from tests.live.safety import (
    FILES,
    RENAME_US,
    US,
    add_stage,
    applied,
    before_write,
    saved,
    stages,
    written,
)

if TYPE_CHECKING:
    import pytest


def test_a_status_that_is_deleted_by_hand_on_the_way_is_not_reported_as_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied(desk)
    saved(desk, RENAME_US.replace("[New,", "[{key: new, name: Fresh},", 1))
    stage = f"{PIPELINES}/support/stages/support-us"
    before_write(monkeypatch, 1, lambda: desk.api.delete(stage))
    ended = desk.run("apply", "plan.json")
    assert "support-us" not in stages(desk)
    assert ended.code == 5, ended.out


def test_somebody_elses_status_under_a_new_ones_id_is_not_reported_as_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied(desk)
    triage = FILES.replace(US, US + " {key: triage, name: Triage},")
    saved(desk, triage.replace("name: Support\n", "name: Helpdesk\n"))
    before_write(monkeypatch, 1, lambda: add_stage(desk, "support-triage", "Somebody's"))
    ended = desk.run("apply", "plan.json")
    assert stages(desk)["support-triage"] == ("Somebody's", "OPEN")
    assert ended.code == 5, ended.out


def test_a_new_name_does_not_open_a_status_that_was_closed_by_hand_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied(desk)
    saved(desk, RENAME_US)
    closed = {"ticketState": "CLOSED"}
    before_write(monkeypatch, 1, lambda: desk.stage("support", "support-us", metadata=closed))
    desk.run("apply", "plan.json")
    assert stages(desk)["support-us"] == ("Ours", "CLOSED")


def test_what_changed_while_the_question_stood_there_is_not_overwritten(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied(desk)
    written(desk, RENAME_US)

    def confirm(*_: object, **__: object) -> bool:
        desk.stage("support", "support-us", label="Theirs")
        return True

    monkeypatch.setattr(click, "confirm", confirm)
    monkeypatch.setattr(sys, "stdin", Mock(isatty=lambda: True))
    ended = desk.run("apply")
    assert stages(desk)["support-us"][0] == "Theirs", ended.out
    assert ended.code == 4


def test_nothing_is_asked_of_somebody_who_was_not_shown_the_plan(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(desk, FILES)
    seen = []

    def confirm(*_: object, **__: object) -> bool:
        shown = (sys.stdout, sys.stderr)
        seen.append("".join(each.getvalue() for each in shown if isinstance(each, io.StringIO)))
        return False

    monkeypatch.setattr(click, "confirm", confirm)
    monkeypatch.setattr(sys, "stdin", Mock(isatty=lambda: True))
    desk.run("apply", "--format", "json")
    assert all("pipeline.support" in each for each in seen)


def test_a_status_added_by_hand_in_the_middle_of_a_reorder_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied(desk)
    turned = "[{name: Closed, state: closed}, {key: us, name: Waiting on us}, New]"
    start = FILES.index("[New")
    saved(desk, FILES[:start] + turned + FILES[FILES.index("]") + 1 :])
    before_write(monkeypatch, 2, lambda: add_stage(desk, "77", "By hand", 0))
    assert desk.run("apply", "plan.json").code == 0
    ours = [each for each, *_ in desk.pipelines()["Support"] if each != "77"]
    assert ours == ["support-closed", "support-us", "support-new"]
    assert "77" in stages(desk)


def test_a_swap_with_a_conflict_on_one_side_leaves_no_name_in_between(desk: Desk) -> None:
    applied(desk)
    desk.stage("support", "support-us", label="Theirs")
    swapped = "[{key: new, name: Waiting on us}, {key: us, name: New},"
    written(desk, FILES.replace("[New, {key: us, name: Waiting on us},", swapped))
    assert desk.run("apply", "--yes").code == 3
    assert stages(desk)["support-us"] == ("Theirs", "OPEN")
    assert not [label for label, _ in stages(desk).values() if "(renaming" in label]


def test_a_plan_is_carried_out_once(desk: Desk) -> None:
    applied(desk)
    swapped = "[{key: us, name: New}, {key: new, name: Waiting on us},"
    text = FILES.replace("[New, {key: us, name: Waiting on us},", swapped)
    saved(desk, text + "    rules: {no_skipping: true}\n")
    assert desk.run("apply", "plan.json").code == 0
    desk.forget_requests()
    assert desk.run("apply", "plan.json").code == 4
    assert desk.writes() == []
