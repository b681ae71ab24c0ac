"""What the account says of itself, and what does not prove anything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.desk import PIPELINES, RULES, Desk, new_desk

if TYPE_CHECKING:
    from pathlib import Path
from tests.live.safety import (
    FILES,
    ONLY_IN_US,
    REMOVE_BILLING,
    REMOVE_US,
    add_ticket,
    answer,
    applied,
    changes,
    ledger_of,
    saved,
    stages,
    written,
)


@pytest.mark.parametrize(
    "body",
    [
        '{"results": []}',
        '{"results": {}}',
        '{"results": [], "paging": {"next": {"after": "1"}}}',
    ],
)
def test_an_empty_list_of_pipelines_proves_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    applied(desk)
    known = ledger_of(desk)
    with monkeypatch.context() as patch:
        answer(patch, PIPELINES, body)
        drifted = desk.run("drift")
        ended = desk.run("apply", "--yes")
    assert ledger_of(desk) == known, ended.out
    assert "gone from the account" not in drifted.out
    assert ended.code in {1, 3}


def test_a_list_of_pipelines_that_goes_on_elsewhere_is_not_complete(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied(desk)
    listing = desk.api.get(PIPELINES).json()
    listing["results"] = listing["results"][:1]
    listing["paging"] = {"next": {"after": "1"}}
    answer(monkeypatch, PIPELINES, json.dumps(listing))
    ended = desk.run("plan", "--format", "json")
    assert ended.code in {1, 3}, ended.out
    assert "gone from the account" not in desk.run("drift").out


@pytest.mark.parametrize(
    "body", ["<html>", "", "null", "[]", '"x"', '{"results": null}', '{"results": [{}]}']
)
def test_an_answer_that_is_not_what_the_api_promises_stops_everything(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    applied(desk)
    known = ledger_of(desk)
    answer(monkeypatch, PIPELINES, body)
    ended = desk.run("apply", "--yes")
    assert ended.code == 1
    assert "PC507" in ended.err
    assert ledger_of(desk) == known


def test_rules_that_cannot_be_read_are_not_taken_for_off(desk: Desk) -> None:
    applied(desk)
    rules = json.loads(json.dumps(ONLY_IN_US))
    rules["governanceValidationRules"]["noSkippingStagesRule"]["enabledForAllStages"] = True
    assert desk.api.put(f"{RULES}/support", rules).ok
    written(desk, FILES.replace("Support\n", "Support\n    rules: {no_skipping: false}\n"))
    desk.fault("fail_read", status=403, times=99, path_contains="pipelines-rules")
    planned = desk.run("plan", "--format", "json")
    assert planned.json["complete"] is False
    assert desk.run("plan").out.find("The account is as the files say") < 0
    desk.run("apply", "--yes")
    assert "rules.support" not in ledger_of(desk)


def test_rules_that_cannot_be_read_keep_a_status_from_going(tmp_path: Path) -> None:
    with new_desk(tmp_path, "--profile", "rules_do_not_block") as desk:
        applied(desk)
        assert desk.api.put(f"{RULES}/support", ONLY_IN_US).ok
        written(desk, REMOVE_US)
        assert changes(desk)["status.support.us"] == ("delete", ["in_use"])
        desk.fault("fail_read", status=403, times=99, path_contains="pipelines-rules")
        ended = desk.run("apply", "--yes")
        assert "support-us" in stages(desk), ended.out
        assert ended.code == 3


def test_a_rule_that_names_a_status_since_the_plan_keeps_it(tmp_path: Path) -> None:
    with new_desk(tmp_path, "--profile", "rules_do_not_block") as desk:
        applied(desk)
        saved(desk, REMOVE_US)
        assert desk.api.put(f"{RULES}/support", ONLY_IN_US).ok
        ended = desk.run("apply", "plan.json")
        assert "support-us" in stages(desk), ended.out
        assert ended.code == 4


@pytest.mark.parametrize("status", [403, 500])
def test_tickets_that_cannot_be_counted_keep_a_status_from_going(desk: Desk, status: int) -> None:
    applied(desk)
    written(desk, REMOVE_US)
    desk.fault("fail_read", status=status, times=99, path_contains="tickets/search")
    ended = desk.run("apply", "--yes")
    assert ended.code == (3 if status == 403 else 1)
    assert "support-us" in stages(desk)


def test_a_ticket_that_the_search_does_not_show_yet_keeps_its_status(tmp_path: Path) -> None:
    with new_desk(tmp_path, "--profile", "lagging_search") as desk:
        applied(desk)
        saved(desk, REMOVE_US)
        add_ticket(desk, "support", "support-us")
        ended = desk.run("apply", "plan.json")
        assert ended.code in {1, 5}
        assert "STAGE_ID_IN_USE" in ended.err
        assert stages(desk)["support-us"] == ("Waiting on us", "OPEN")


def test_a_delete_that_is_refused_leaves_no_name_in_between(tmp_path: Path) -> None:
    with new_desk(tmp_path, "--profile", "lagging_search") as desk:
        applied(desk)
        saved(desk, REMOVE_US.replace("statuses: [New,", "statuses: [New, Waiting on us,", 1))
        add_ticket(desk, "support", "support-us")
        assert desk.run("apply", "plan.json").code in {1, 5}
        assert not [label for label, _ in stages(desk).values() if "(renaming" in label]


def test_a_pipeline_that_is_not_deleted_after_all_keeps_its_rules(tmp_path: Path) -> None:
    with new_desk(tmp_path, "--profile", "lagging_search") as desk:
        applied(desk, FILES + "    rules: {no_skipping: true}\n")
        saved(desk, REMOVE_BILLING)
        add_ticket(desk, "billing", "billing-new")
        assert desk.run("apply", "plan.json").code in {1, 5}
        assert "Billing desk" in desk.pipelines()
        assert desk.api.get(f"{RULES}/billing").ok
