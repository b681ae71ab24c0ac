"""kill -9 at every write of an apply, before and after the answer: the next run finishes."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tests.desk import Desk, new_desk
from tests.emulator.harness import wait_until

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = """
pipelines:
  support:
    name: Support
    statuses:
      - New
      - Waiting on contact
      - Waiting on us
      - On hold
      - {name: Closed, state: closed}
    rules: {create_only_in: [New, On hold]}
  billing:
    name: Billing
    statuses: [New, {name: Closed, state: closed}]
  old:
    name: Old desk
    statuses: [New, {name: Closed, state: closed}]
    rules: {no_skipping: true}
"""

AFTER = """
pipelines:
  support:
    name: Billing
    statuses:
      - {name: Solved, state: closed}
      - {key: waiting_on_us, name: Waiting on contact}
      - Escalated
      - {key: waiting_on_contact, name: Waiting on us, state: closed}
      - New
      - {key: closed, name: Reopened}
    rules: {create_only_in: [New, Escalated], no_moving_backward: true}
  billing:
    name: Support
    statuses: [{name: Closed, state: closed}, New]
  sales:
    name: Old desk
    statuses: [New, {name: Won, state: closed}]
    rules: {create_only_in: [New]}
removed:
  - {status: support/On hold}
  - {pipeline: old}
"""

END = {
    "Support Pipeline": [
        ("1", "New", "OPEN"),
        ("2", "Waiting on contact", "OPEN"),
        ("3", "Waiting on us", "OPEN"),
        ("4", "Closed", "CLOSED"),
    ],
    "Billing": [
        ("support-solved", "Solved", "CLOSED"),
        ("support-waiting_on_us", "Waiting on contact", "OPEN"),
        ("support-escalated", "Escalated", "OPEN"),
        ("support-waiting_on_contact", "Waiting on us", "CLOSED"),
        ("support-new", "New", "OPEN"),
        ("support-closed", "Reopened", "OPEN"),
    ],
    "Support": [("billing-closed", "Closed", "CLOSED"), ("billing-new", "New", "OPEN")],
    "Old desk": [("sales-new", "New", "OPEN"), ("sales-won", "Won", "CLOSED")],
}

WRITES = 20
"""How many writes the apply takes; the first test counts them."""


def _ready(desk: Desk) -> None:
    """The state before is applied, the files after lie there, the log is empty."""
    desk.write("pipelines/desk.yaml", BEFORE)
    assert desk.apply().code == 0
    desk.write("pipelines/desk.yaml", AFTER)
    desk.forget_requests()


def _finished(desk: Desk) -> None:
    """The next run finishes: no conflict, nothing blocked, nothing doubled, nothing lost."""
    planned = desk.run("plan", "--format", "json")
    assert planned.code == 0, planned.out + planned.err
    sides = {path["side"] for each in planned.json["changes"] for path in each["paths"]}
    assert sides <= {"config", "unknown"}, planned.out  # unknown: a rule that was not managed
    assert planned.json["drift"] == [], "what we wrote is not somebody's"
    applied = desk.run("apply", "--yes")
    assert applied.code == 0, applied.out + applied.err
    assert desk.pipelines() == END
    again = desk.run("plan", "--detailed-exitcode")
    assert again.code == 0, again.out
    assert desk.run("drift").code == 0


def test_an_apply_that_nobody_kills(desk: Desk) -> None:
    _ready(desk)
    applied = desk.apply()
    assert applied.code == 0, applied.out + applied.err
    assert desk.pipelines() == END
    assert len(desk.writes()) == WRITES


@pytest.mark.parametrize("number", range(1, WRITES + 1))
@pytest.mark.parametrize("moment", ["hold_before_write", "hold_after_write"])
def test_killed_at_a_write(number: int, moment: str, tmp_path: Path) -> None:
    with new_desk(tmp_path) as desk:
        _ready(desk)
        desk.fault(moment, number)
        with desk.start("apply", "--yes") as process:
            wait_until(lambda: desk.api.get("/_emulator/faults").json()["reached"], seconds=20)
            process.kill()
        desk.api.delete("/_emulator/faults")
        _finished(desk)


@pytest.mark.parametrize("number", [1, 2, 7, WRITES])
def test_killed_and_the_ledger_lost_too(number: int, tmp_path: Path) -> None:
    """Without ledger and journal nothing is created twice and nothing deleted by absence."""
    with new_desk(tmp_path) as desk:
        _ready(desk)
        desk.fault("hold_after_write", number)
        with desk.start("apply", "--yes") as process:
            wait_until(lambda: desk.api.get("/_emulator/faults").json()["reached"], seconds=20)
            process.kill()
        desk.api.delete("/_emulator/faults")
        for each in (desk.folder / ".pipelinectl/sandbox").iterdir():
            each.unlink()
        planned = desk.run("plan", "--format", "json")
        deletes = [each for each in planned.json["changes"] if each["action"] == "delete"]
        assert {each["reason"] for each in deletes} <= {"removed"}
        assert desk.run("apply", "--yes").code == 0
        assert desk.pipelines() == END


@pytest.mark.parametrize("fault", ["drop_after_write", "garble_write"])
@pytest.mark.parametrize("number", [1, 5, WRITES])
def test_a_lost_answer_is_settled_by_reading_back(desk: Desk, fault: str, number: int) -> None:
    _ready(desk)
    desk.fault(fault, number)
    applied = desk.run("apply", "--yes")
    assert applied.code == 0, applied.out + applied.err
    assert desk.pipelines() == END
    assert len(desk.writes()) == WRITES, "nothing was sent twice"


@pytest.mark.parametrize("number", [1, 5, 12, WRITES])
def test_a_refused_write_in_the_middle_says_what_was_done(desk: Desk, number: int) -> None:
    _ready(desk)
    desk.fault("fail_write", number, status=400, times=1)
    applied = desk.run("apply", "--yes", "--format", "json")
    assert applied.code == (1 if number == 1 else 5), applied.out + applied.err
    results = [each["result"] for each in applied.json["changes"]]
    assert results.count("failed") == 1
    assert applied.json["writes"] == number - 1
    _finished(desk)


def test_a_write_that_was_accepted_and_is_not_there_is_found_by_reading_back(desk: Desk) -> None:
    _ready(desk)
    desk.fault("ignore_write", 3)
    applied = desk.run("apply", "--yes")
    assert applied.code == 5, applied.out + applied.err
    assert "PC509" in applied.err
    _finished(desk)


def test_interrupted_from_the_keyboard_it_says_what_was_done(desk: Desk) -> None:
    _ready(desk)
    desk.fault("hold_after_write", 3)
    with desk.start("apply", "--yes") as process:
        wait_until(lambda: desk.api.get("/_emulator/faults").json()["reached"], seconds=20)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    desk.api.delete("/_emulator/faults")
    assert process.returncode == 5, out + err
    assert "PC512" in err
    assert "Traceback" not in err
    _finished(desk)
