"""kill -9, lost answers and refusals at every write to a workflow: the next run finishes.

One apply creates, changes, replaces (with a workflow that refers to the replaced one) and deletes.
At no moment are two copies of one workflow switched on, and at the end there is one of each.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.live.flows import (
    HANDS,
    PROFESSIONAL,
    by_hand_made,
    held,
    id_of,
    mark_of,
    marked,
    most_copies,
    most_enabled,
)

if TYPE_CHECKING:
    from tests.desk import Desk

PIPELINE = f"""{PROFESSIONAL}
pipelines:
  desk:
    name: Desk
    statuses: [New, Waiting, {{name: Closed, state: closed}}]
    when_status_reaches:
      Closed:
        - set: {{category: CATEGORY}}
"""
BEFORE = (
    PIPELINE.replace("CATEGORY", "BILLING_ISSUE")
    + """
automations:
  escalate:
    name: Escalate
    when: {status_reaches: desk/New}
    actions:
      - set: {priority: HIGH}
  nightly:
    name: Nightly
    when: manual
    actions:
      - enroll_in: escalate
  old:
    name: Old
    when: manual
    actions:
      - enroll_in: nightly
"""
)
AFTER = (
    PIPELINE.replace("CATEGORY", "PRODUCT_ISSUE")
    + """
automations:
  escalate:
    name: Escalate
    when: {status_reaches: desk/Waiting}
    actions:
      - set: {priority: HIGH}
  nightly:
    name: Nightly
    when: manual
    actions:
      - enroll_in: escalate
  fresh:
    name: Fresh
    when: manual
    actions:
      - enroll_in: nightly
removed:
  - {automation: old}
"""
)
END = {
    "automation.desk.closed": [("Desk / Closed", True)],
    "automation.escalate": [("Escalate", True)],
    "automation.fresh": [("Fresh", True)],
    "automation.nightly": [("Nightly", True)],
}
WRITES = 9
"""How many writes the apply takes; the first test counts them."""
PUTS = 5


@pytest.fixture
def ready(desk: Desk) -> Desk:
    """The state before is applied, somebody has a workflow too, the files after lie there."""
    return _ready(desk)


def _ready(desk: Desk) -> Desk:
    desk.write("pipelines/desk.yaml", BEFORE)
    ended = desk.apply()
    assert ended.code == 0, ended
    by_hand_made(desk, "Theirs", isEnabled=True, description="Ask Ana.")
    desk.write("pipelines/desk.yaml", AFTER)
    return desk


def _theirs(desk: Desk) -> list[dict[str, Any]]:
    return [each for each in held(desk) if each["name"] == "Theirs"]


def _never_doubled(desk: Desk) -> None:
    assert most_enabled(desk) == 1
    assert most_copies(desk) <= 2, "the new one beside the old one, and never a third"


def _at_the_end(desk: Desk) -> None:
    """Everything is as the files say, once, and nothing of others was touched."""
    assert marked(desk) == END
    (theirs,) = _theirs(desk)
    assert (theirs["revisionId"], theirs["isEnabled"]) == ("1", True)
    (nightly,) = [each for each in held(desk) if each["name"] == "Nightly"]
    assert nightly["actions"][0]["fields"]["flow_id"] == id_of(desk, "Escalate")
    _never_doubled(desk)
    again = desk.run("plan", "--detailed-exitcode")
    assert again.code == 0, again.out
    assert desk.run("drift").code == 0


def _finishes(desk: Desk) -> None:
    """The next run finishes: what the dead one wrote is taken for ours."""
    desk.api.delete("/_emulator/faults")
    planned = desk.run("plan", "--format", "json")
    assert planned.code == 0, planned.out
    assert planned.json["drift"] == [], "what we wrote is not somebody's"
    applied = desk.run("apply", "--yes")
    assert applied.code == 0, applied.out + applied.err
    _at_the_end(desk)


@pytest.mark.row("ACT-29")
def test_an_apply_that_nobody_kills(ready: Desk) -> None:
    before = len(ready.writes())
    applied = ready.apply()
    assert applied.code == 0, applied.out + applied.err
    writes = [each["method"] for each in ready.writes()[before:]]
    assert (len(writes), writes.count("PUT")) == (WRITES, PUTS)
    _at_the_end(ready)


@pytest.mark.parametrize("number", range(1, WRITES + 1))
@pytest.mark.parametrize("moment", ["hold_before_write", "hold_after_write"])
def test_killed_at_a_write(ready: Desk, number: int, moment: str) -> None:
    ready.kill_at(moment, number)
    _finishes(ready)


@pytest.mark.parametrize("number", [2, 3, 4, 5, 8])
def test_killed_and_the_journal_lost(ready: Desk, number: int) -> None:
    """Marks tell what is ours; where they cannot tell which one, the plan asks and doubles nothing.

    A person then takes away the copy that is switched off.
    """
    ready.kill_at("hold_after_write", number)
    (ready.folder / ".pipelinectl/sandbox/journal.jsonl").unlink()
    _finishes_or_asks(ready)


@pytest.mark.parametrize("number", [2, 4, 8])
def test_killed_and_everything_forgotten(ready: Desk, number: int) -> None:
    ready.kill_at("hold_after_write", number)
    shutil.rmtree(ready.folder / ".pipelinectl")
    _finishes_or_asks(ready)


def _finishes_or_asks(desk: Desk) -> None:
    there = {mark: copies for mark, copies in marked(desk).items() if len(copies) > 1}
    applied = desk.run("apply", "--yes")
    assert applied.code == (3 if there else 0), applied.out + applied.err
    for mark, copies in there.items():
        assert "label_taken" in applied.out
        assert f"the mark of {mark}" in applied.out
        assert marked(desk)[mark] == copies, "nothing was done to them"
        _take_away_the_one_that_is_off(desk, mark)
    assert desk.run("apply", "--yes").code == 0
    _at_the_end(desk)


def _take_away_the_one_that_is_off(desk: Desk, mark: str) -> None:
    copies = [one for one in held(desk) if mark_of(one) == mark]
    off = [one for one in copies if not one["isEnabled"]]
    assert desk.api.delete(f"{HANDS}/{off[-1]['id']}").ok


@pytest.mark.parametrize("number", [1, 2, 4, 6, 8])
@pytest.mark.parametrize("fault", ["drop_after_write", "drop_before_write"])
@pytest.mark.usefixtures("impatient")
def test_a_lost_answer(ready: Desk, fault: str, number: int) -> None:
    """What changes or deletes is settled by reading back; a create is never sent twice."""
    ready.fault(fault, number)
    applied = ready.run("apply", "--yes")
    assert applied.code in {0, 1, 5}, applied.out + applied.err
    if applied.code:
        assert fault == "drop_before_write"
        assert "PC510" in applied.err
        _finishes(ready)
    _at_the_end(ready)
    posts = [each for each in ready.writes() if each["method"] == "POST" and each["performed"]]
    made = [each["body"]["name"] for each in posts if "/automation/" in each["path"]]
    assert sorted(made) == sorted(["Desk / Closed", "Fresh", "Nightly", "Old", *["Escalate"] * 2])


@pytest.mark.parametrize("number", [1, 4, WRITES])
def test_a_refused_write_in_the_middle_says_what_was_done(ready: Desk, number: int) -> None:
    ready.fault("fail_write", number, status=400)
    applied = ready.run("apply", "--yes", "--format", "json")
    assert applied.code == (1 if number == 1 else 5), applied.out + applied.err
    results = [each["result"] for each in applied.json["changes"]]
    assert results.count("failed") == 1
    assert applied.json["writes"] == number - 1
    _finishes(ready)
