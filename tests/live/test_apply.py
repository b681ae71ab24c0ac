"""What apply refuses, and what it says: stale, altered and foreign plans, reviews, claims."""

from __future__ import annotations

import json
import shutil
import socket
from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.ledger.local import held
from tests.desk import PIPELINES, RULES, Desk, new_desk
from tests.emulator.harness import wait_until

if TYPE_CHECKING:
    from pathlib import Path

FILES = """
pipelines:
  support:
    name: Support
    statuses:
      - New
      - {key: contact, name: Waiting on contact}
      - {key: us, name: Waiting on us}
      - {name: Closed, state: closed}
  billing:
    name: Billing
    statuses: [New, {name: Closed, state: closed}]
"""


def _applied(desk: Desk, files: str = FILES) -> None:
    desk.write("pipelines/desk.yaml", files)
    assert desk.apply().code == 0


def _planned(desk: Desk, *changes: tuple[str, str], files: str = FILES) -> Any:
    """Plan changed files to plan.json."""
    for old, new in changes:
        assert old in files
        files = files.replace(old, new)
    desk.write("pipelines/desk.yaml", files)
    ended = desk.run("plan", "--out", "plan.json", "--format", "json")
    assert ended.code == 0, ended.out + ended.err
    return ended.json


RENAME = ("name: Waiting on us", "name: Ours")
RULES_FOR_ALL = {
    "governanceValidationRules": {
        "objectCreationRule": {"pipelineStageIds": []},
        "noSkippingStagesRule": {"enabledForAllStages": True, "pipelineStageIds": []},
        "noBackwardsMovementRule": {"enabledForAllStages": False, "pipelineStageIds": []},
    }
}


def _stage(stage: str, **body: Any) -> tuple[str, str, Any]:
    return "PATCH", f"{PIPELINES}/support/stages/{stage}", {"metadata": {}, **body}


@pytest.mark.parametrize(
    ("change", "call", "named"),
    [
        (RENAME, _stage("support-us", label="Theirs"), "status.support.us"),
        (RENAME, _stage("support-us", metadata={"ticketState": "CLOSED"}), "status.support.us"),
        (
            RENAME,
            ("DELETE", f"{PIPELINES}/support/stages/support-us", None),
            "status.support.us",
        ),
        (
            ("      - New\n      -", "      - New\n      - Triage\n      -"),
            _stage("support-new", displayOrder=2),
            "pipeline.support.statuses",
        ),
        (
            ("      - New\n      -", "      - New\n      - Triage\n      -"),
            (
                "POST",
                f"{PIPELINES}/support/stages",
                {"stageId": "5", "label": "triage ", "displayOrder": 9, "metadata": {}},
            ),
            "status.support.triage",
        ),
        (
            ("name: Billing\n", "name: Billing\n    rules: {create_only_in: [New]}\n"),
            ("DELETE", f"{PIPELINES}/billing", None),
            "pipeline.billing",
        ),
        (
            ("name: Billing\n", "name: Billing\n    rules: {no_skipping: false}\n"),
            None,
            None,
        ),
    ],
    ids=[
        "the name of a touched status",
        "the state of a touched status",
        "a touched status is gone",
        "the order, where a status is placed",
        "a new name is taken",
        "a pipeline that rules refer to is gone",
        "nothing moved",
    ],
)
def test_a_stale_plan_is_refused_and_names_what_moved(
    desk: Desk, change: tuple[str, str], call: Any, named: str | None
) -> None:
    _applied(desk)
    _planned(desk, change)
    if call is not None:
        assert desk.api.send(*call).ok
    desk.forget_requests()
    ended = desk.run("apply", "plan.json", "--format", "json")
    if named is None:
        assert ended.code == 0, ended.out + ended.err
        return
    assert ended.code == 4, ended.out + ended.err
    assert named in {each["address"] for each in ended.json["diagnostics"]}
    assert ended.json["exit"] == {"code": 4, "name": "stale"}
    assert desk.writes() == []


def test_a_status_that_was_empty_and_holds_tickets_now_makes_the_plan_stale(desk: Desk) -> None:
    _applied(desk)
    line = "      - {key: us, name: Waiting on us}\n"
    _planned(
        desk,
        (line, ""),
        ("  billing:", "  billing:"),
        files=FILES + "removed:\n  - {status: support/us}\n",
    )
    ticket = {"subject": "Help", "hs_pipeline": "support", "hs_pipeline_stage": "support-us"}
    assert desk.api.post("/crm/objects/2026-09/tickets", {"properties": ticket}).ok
    desk.forget_requests()
    ended = desk.run("apply", "plan.json")
    assert ended.code == 4, ended.out + ended.err
    assert "status.support.us" in ended.err
    assert desk.writes() == []


@pytest.mark.parametrize(
    "call",
    [
        _stage("support-new", label="Brand new"),
        _stage("support-closed", displayOrder=0),
        ("PATCH", f"{PIPELINES}/support", {"displayOrder": 7}),
        ("PATCH", f"{PIPELINES}/billing", {"label": "Money"}),
        ("PUT", f"{RULES}/support", RULES_FOR_ALL),
        (
            "POST",
            f"{PIPELINES}/support/stages",
            {"stageId": "5", "label": "By hand", "displayOrder": 1, "metadata": {}},
        ),
    ],
    ids=[
        "an untouched status",
        "the order of statuses, which the plan does not touch",
        "the place of the pipeline and all timestamps",
        "another pipeline",
        "rules that are not managed",
        "a status added by hand",
    ],
)
def test_a_plan_does_not_mind_what_it_does_not_touch(desk: Desk, call: Any) -> None:
    _applied(desk)
    _planned(desk, RENAME)
    assert desk.api.send(*call).ok
    ended = desk.run("apply", "plan.json")
    assert ended.code == 0, ended.out + ended.err


def test_plans_of_two_statuses_of_one_pipeline_both_apply(desk: Desk) -> None:
    _applied(desk)
    _planned(desk, RENAME)
    (desk.folder / "plan.json").rename(desk.folder / "one.json")
    _planned(desk, ("name: Waiting on contact", "name: Theirs"))
    assert desk.run("apply", "one.json").code == 0
    assert desk.run("apply", "plan.json").code == 0
    assert [each[1] for each in desk.pipelines()["Support"]] == ["New", "Theirs", "Ours", "Closed"]


def test_any_changed_byte_of_a_saved_plan_is_refused(desk: Desk) -> None:
    _applied(desk)
    _planned(desk, RENAME)
    plan = desk.folder / "plan.json"
    whole = plan.read_bytes()
    desk.forget_requests()
    for place in range(0, len(whole), 61):
        for byte in (whole[place] ^ 1, whole[place] ^ 0x20):
            plan.write_bytes(whole[:place] + bytes([byte]) + whole[place + 1 :])
            ended = desk.run("apply", "plan.json", "--yes")
            assert ended.code == 4, (place, ended)
    plan.write_bytes(whole.replace(b'"Ours"', b'"Mine"'))
    assert desk.run("apply", "plan.json").code == 4
    plan.write_bytes(whole + b"\n")
    assert desk.run("apply", "plan.json").code == 4
    assert desk.writes() == []


def test_a_plan_for_another_account_is_refused(desk: Desk, tmp_path: Path) -> None:
    _applied(desk)
    _planned(desk, RENAME)
    with new_desk(tmp_path, "--account=2222222") as other:
        other.project(account=2222222)
        ended = other.run("apply", "plan.json")
        assert ended.code == 4, ended.err
        assert "PC617" in ended.err
        assert other.writes() == []


def test_a_token_of_another_account_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with new_desk(tmp_path, "--account=2222222") as desk:
        desk.write("pipelines/desk.yaml", FILES)
        for command in ("plan", "drift", "import"):
            ended = desk.run(command)
            assert ended.code == 1
            assert "PC508" in ended.err
        assert desk.run("apply", "--yes").code == 1
        paths = {each["path"] for each in desk.api.get("/_emulator/requests").json()["requests"]}
        assert paths == {"/account-info/2026-09/details"}


def test_expect_takes_a_fresh_plan_of_the_same_change_and_no_other(desk: Desk) -> None:
    _applied(desk)
    digest = _planned(desk, RENAME)["review_digest"]
    desk.write("pipelines/desk.yaml", "# a comment moves all lines\n" + FILES.replace(*RENAME))
    desk.stage("support", "support-new", displayOrder=0)
    other = desk.run("apply", "--expect", "sha256:" + "0" * 64)
    assert other.code == 4, other.err
    desk.write("pipelines/desk.yaml", FILES.replace("name: Waiting on us", "name: Mine"))
    assert desk.run("apply", "--expect", digest).code == 4
    desk.write("pipelines/desk.yaml", "# a comment moves all lines\n" + FILES.replace(*RENAME))
    assert desk.run("apply", "--expect", digest).code == 0
    assert desk.run("plan", "--detailed-exitcode").code == 0


def test_a_delete_by_absence_needs_a_review(desk: Desk) -> None:
    _applied(desk)
    desk.write("pipelines/desk.yaml", FILES[: FILES.index("  billing:")])
    ended = desk.run("apply", "--yes")
    assert ended.code == 3, ended.out
    assert "unreviewed" in ended.out
    assert "Billing" in desk.pipelines()
    assert desk.run("apply", "--yes", "--allow", "pipeline.billing").code == 0
    assert "Billing" not in desk.pipelines()
    assert desk.run("plan", "--detailed-exitcode").code == 0


def test_a_delete_by_absence_goes_with_a_saved_plan_or_an_expected_digest(desk: Desk) -> None:
    _applied(desk)
    desk.write("pipelines/desk.yaml", FILES[: FILES.index("  billing:")])
    digest = desk.run("plan", "--format", "json").json["review_digest"]
    assert desk.run("apply", "--expect", digest).code == 0
    assert "Billing" not in desk.pipelines()


def test_a_part_of_the_configuration_deletes_nothing(desk: Desk) -> None:
    desk.write("pipelines/a.yaml", FILES[: FILES.index("  billing:")])
    desk.write("pipelines/b.yaml", "pipelines:\n" + FILES[FILES.index("  billing:") :])
    assert desk.apply().code == 0
    for part in ("pipelines/a.yaml", "pipelines/b.yaml"):
        planned = desk.run("plan", part, "--format", "json")
        assert planned.code == 0, planned.err
        assert planned.json["changes"] == []
        assert planned.json["complete"] is False
        assert "PC624" in {each["code"] for each in planned.json["diagnostics"]}


def test_without_a_ledger_nothing_is_created_twice_nor_deleted(desk: Desk) -> None:
    _applied(desk)
    shutil.rmtree(desk.folder / ".pipelinectl")
    desk.write("pipelines/desk.yaml", FILES[: FILES.index("  billing:")])
    planned = desk.run("plan", "--format", "json")
    assert {each["action"] for each in planned.json["changes"]} == {"none"}
    before = desk.pipelines()
    assert desk.run("apply", "--yes").code == 0
    assert desk.pipelines() == before


def test_there_is_nobody_to_ask_without_a_terminal(desk: Desk) -> None:
    desk.write("pipelines/desk.yaml", FILES)
    desk.forget_requests()
    with desk.start("apply") as process:
        _, err = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "--yes" in err
    assert desk.api.get("/_emulator/requests").json()["requests"] == []


@pytest.mark.parametrize(
    "flags",
    [["--only", "pipeline.support"], ["--allow", "x"], ["--expect", "x"], ["--var", "a=b"]],
    ids=lambda each: each[0],
)
def test_a_saved_plan_says_it_all_itself(desk: Desk, flags: list[str]) -> None:
    _applied(desk)
    _planned(desk, RENAME)
    ended = desk.run("apply", "plan.json", *flags)
    assert ended.code == 1
    assert "PC130" in ended.err


def test_two_applies_at_once_one_stops_and_names_the_other(desk: Desk) -> None:
    _applied(desk)
    desk.write("pipelines/desk.yaml", FILES.replace(*RENAME))
    desk.fault("hold_before_write", 1)
    with desk.start("apply", "--yes") as process:
        wait_until(lambda: desk.api.get("/_emulator/faults").json()["reached"], seconds=20)
        second = desk.run("apply", "--yes")
        assert second.code == 1, second.out
        assert "PC619" in second.err
        assert "ledger release" in second.err
        claim = json.loads((desk.folder / ".pipelinectl/sandbox/ledger.json").read_bytes())["claim"]
        alive = desk.run("ledger", "release", claim["run"])
        assert alive.code == 1
        assert "alive" in alive.err
        process.kill()
    desk.api.delete("/_emulator/faults")
    assert desk.run("ledger", "release", claim["run"]).code == 0
    assert desk.run("apply", "--yes").code == 0


def test_planning_does_not_wait_for_an_apply(desk: Desk) -> None:
    _applied(desk)
    with held(desk.folder / ".pipelinectl/sandbox/ledger.json"):
        assert desk.run("plan", "--detailed-exitcode").code == 0


def test_the_account_cannot_be_reached(desk: Desk) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    desk.project(base_url=f"http://127.0.0.1:{port}")
    desk.write("pipelines/desk.yaml", FILES)
    ended = desk.run("plan")
    assert ended.code == 1
    assert "PC501" in ended.err


def test_a_token_never_shows(desk: Desk) -> None:
    desk.write("pipelines/desk.yaml", FILES)
    secret = "pat-eu1-0c0ffee0"
    desk.fault("fail_read", path_contains="/pipelines/", status=401)
    shown = ""
    for arguments in (["plan"], ["plan", "--format", "json", "--verbose"], ["apply", "--yes"]):
        ended = desk.run(*arguments, token=secret)
        shown += ended.out + ended.err
    desk.api.delete("/_emulator/faults")
    desk.run("plan", "--out", "plan.json", token=secret)
    desk.run("apply", "plan.json", "--verbose", "--log-json", token=secret)
    for each in [*desk.folder.rglob("*.json*"), *desk.folder.rglob("*.jsonl")]:
        shown += each.read_text(encoding="utf-8")
    assert "401" in shown
    assert secret not in shown


def test_a_token_that_is_missing_is_named(desk: Desk) -> None:
    desk.write("pipelines/desk.yaml", FILES)
    ended = desk.run("plan", token=None)
    assert ended.code == 1
    assert "PIPELINECTL_SANDBOX_TOKEN" in ended.err


def test_nothing_to_do_is_said_and_recorded(desk: Desk) -> None:
    _applied(desk)
    shutil.rmtree(desk.folder / ".pipelinectl")
    ended = desk.run("apply", "--yes")
    assert ended.code == 0
    assert desk.run("drift").code == 0


def test_drift_without_a_ledger_has_nothing_to_compare_with(desk: Desk) -> None:
    desk.write("pipelines/desk.yaml", FILES)
    ended = desk.run("drift")
    assert ended.code == 1
    assert "PC620" in ended.err


def test_drift_lists_what_was_added_by_hand_and_does_not_count_it(desk: Desk) -> None:
    _applied(desk)
    stage = {"stageId": "5", "label": "By hand", "displayOrder": 1, "metadata": {}}
    assert desk.api.post(f"{PIPELINES}/support/stages", stage).ok
    ended = desk.run("drift")
    assert ended.code == 0
    assert "By hand" in ended.out


def test_a_spoilt_ledger_stops_everything_that_needs_it(desk: Desk) -> None:
    _applied(desk)
    ledger = desk.folder / ".pipelinectl/sandbox/ledger.json"
    ledger.write_text('{"format_version": "9"}', encoding="utf-8")
    desk.forget_requests()
    for arguments in (["plan"], ["drift"], ["apply", "--yes"]):
        ended = desk.run(*arguments)
        assert ended.code == 1
        assert "PC621" in ended.err
    assert desk.writes() == []
