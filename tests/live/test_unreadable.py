"""A token that cannot read workflows: nothing is doubled, whatever is run and however often."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.desk import Desk, new_desk
from tests.emulator.harness import wait_until
from tests.emulator.test_flow_writes import most_at_once
from tests.live.flows import PROFESSIONAL, by_hand_made, held, id_of, marked, most_copies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RUNS = 10
FILES = f"""{PROFESSIONAL}
pipelines:
  desk:
    name: Desk
    statuses:
      - New
      - {{name: Closed, state: closed}}
    when_status_reaches:
      New:
        - set: {{priority: LOW}}
automations:
  escalate:
    name: Escalate
    when: {{status_reaches: desk/New}}
    actions:
      - delay: 1 hour
      - enroll_in: other
  other:
    name: Other
    when: manual
    actions:
      - set: {{priority: HIGH}}
"""


@pytest.fixture
def blind(tmp_path: Path) -> Iterator[Desk]:
    """An account whose workflows the token can create and delete, and cannot read."""
    with new_desk(tmp_path, "--profile", "unreadable_flows") as desk:
        desk.write("pipelines/desk.yaml", FILES)
        yield desk


@pytest.fixture
def stuck(tmp_path: Path) -> Iterator[Desk]:
    """As `blind`, and the token cannot delete them either."""
    profiles = ("--profile", "unreadable_flows", "--profile", "flow_deletes_refused")
    with new_desk(tmp_path, *profiles) as desk:
        desk.write("pipelines/desk.yaml", FILES)
        yield desk


def _most(desk: Desk) -> int:
    """The most copies of one workflow at any moment: by name, and by mark."""
    return max(most_at_once(desk.writes()), most_copies(desk))


def _once(desk: Desk, way: str) -> tuple[int, str]:
    """One plan and one apply: how the apply ended, and all that it said."""
    if way == "reviewed":
        desk.run("plan", "--out", "plan.json")
        applied = desk.run("apply", "plan.json")
    else:
        desk.run("plan")
        applied = desk.run("apply", "--yes")
    if way == "ledger lost":
        shutil.rmtree(desk.folder / ".pipelinectl")
    return applied.code, applied.out + applied.err


@pytest.mark.parametrize("way", ["reviewed", "at once", "ledger lost"])
def test_ten_runs_never_have_two_copies_and_end_with_none(blind: Desk, way: str) -> None:
    for _ in range(RUNS):
        code, said = _once(blind, way)
        assert code == 5, said
        assert "PC523" in said
        assert held(blind) == []
    created = [each for each in blind.writes() if each["method"] == "POST" and each["performed"]]
    assert len([each for each in created if "/automation/" in each["path"]]) == RUNS
    assert _most(blind) == 1
    assert blind.run("plan", "--detailed-exitcode").code == 2, "they are still to be made"


@pytest.mark.parametrize("way", ["reviewed", "at once"])
def test_where_deletes_are_refused_too_one_stays_and_every_report_names_it(
    stuck: Desk, way: str
) -> None:
    code, said = _once(stuck, way)
    assert code == 5
    assert "PC524" in said
    (left,) = held(stuck)
    assert left["isEnabled"] is False
    for _ in range(RUNS - 1):
        planned, drifted = stuck.run("plan"), stuck.run("drift")
        code, said = _once(stuck, way)
        for text in (planned.out + planned.err, drifted.out + drifted.err, said):
            assert f'"{left["name"]}"' in text
            assert str(left["id"]) in text
        assert (planned.code, code) == (3, 3)
    assert [each["id"] for each in held(stuck)] == [left["id"]]
    assert _most(stuck) == 1


@pytest.mark.parametrize("remembers", [True, False])
def test_once_the_token_can_read_the_one_that_stayed_is_finished(
    tmp_path: Path, *, remembers: bool
) -> None:
    data = f"--data={tmp_path / 'account'}"
    blind = ("--profile", "unreadable_flows", "--profile", "flow_deletes_refused")
    with new_desk(tmp_path, data, *blind) as stuck:
        stuck.write("pipelines/desk.yaml", FILES)
        assert stuck.run("apply", "--yes").code == 5
        (left,) = held(stuck)
    if not remembers:
        shutil.rmtree(tmp_path / ".pipelinectl")
    with new_desk(tmp_path, data) as desk:
        ended = desk.run("apply", "--yes")
        assert ended.code == 0, ended.out + ended.err
        assert sorted(each["name"] for each in held(desk)) == ["Desk / New", "Escalate", "Other"]
        assert id_of(desk, left["name"]) == left["id"]
        assert desk.run("plan", "--detailed-exitcode").code == 0
        assert desk.run("drift").code == 0


def test_a_workflow_that_a_dead_run_may_have_made_is_not_made_again(blind: Desk) -> None:
    """The process dies while the create is under way: nobody will ever tell how it ended."""
    blind.fault("hold_after_write", path_contains="/automation/")
    with blind.start("apply", "--yes") as process:
        wait_until(lambda: blind.api.get("/_emulator/faults").json()["reached"], seconds=20)
        process.kill()
    blind.api.delete("/_emulator/faults")
    for _ in range(3):
        planned = blind.run("plan")
        applied = blind.run("apply", "--yes")
        assert (planned.code, applied.code) == (3, 3)
        for text in (planned.out, applied.out):
            assert "unproven_read" in text
            assert "automation.desk.new" in text
    assert len(held(blind)) == 1
    assert _most(blind) == 1


def test_a_hand_made_workflow_proves_that_the_list_of_a_dead_run_is_whole(desk: Desk) -> None:
    """As before with a token that can read, and the create never reached the account."""
    desk.write("pipelines/desk.yaml", FILES)
    desk.fault("hold_before_write", path_contains="/automation/")
    with desk.start("apply", "--yes") as process:
        wait_until(lambda: desk.api.get("/_emulator/faults").json()["reached"], seconds=20)
        process.kill()
    desk.api.delete("/_emulator/faults")
    for _ in range(2):
        planned = desk.run("plan")
        assert planned.code == 3
        assert "make any workflow by hand" in planned.out
        assert desk.run("apply", "--yes").code == 3
    assert held(desk) == []
    by_hand_made(desk, "Proof")
    applied = desk.run("apply", "--yes")
    assert applied.code == 0, applied.out + applied.err
    assert [len(each) for each in marked(desk).values()] == [1, 1, 1]
    assert desk.run("plan", "--detailed-exitcode").code == 0
