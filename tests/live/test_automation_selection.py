"""What is selected, protected, limited, expected or allowed, where it is workflows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.live.flows import (
    HANDS,
    PROFESSIONAL,
    by_hand,
    by_hand_made,
    held,
    id_of,
    marked,
    nightly_desk,
)

if TYPE_CHECKING:
    from tests.desk import Desk

FILES = nightly_desk("Waiting", {"New": "priority: LOW", "Closed": "category: BILLING_ISSUE"})
CHANGED = FILES.replace("LOW", "URGENT").replace("HIGH", "MEDIUM").replace("BILLING", "PRODUCT")
REPLACED = FILES.replace("desk/Waiting", "desk/Closed")
WITHOUT_NIGHTLY = FILES[: FILES.index("  nightly:")]
REMOVED = WITHOUT_NIGHTLY + "removed:\n  - {automation: nightly}\n"
NEW, CLOSED = "automation.desk.new", "automation.desk.closed"
ESCALATE, NIGHTLY = "automation.escalate", "automation.nightly"


@pytest.fixture
def applied(desk: Desk) -> Desk:
    """The files are applied."""
    _files(desk, FILES)
    ended = desk.apply()
    assert ended.code == 0, ended
    return desk


def _files(desk: Desk, text: str) -> None:
    desk.write("pipelines/desk.yaml", text)


def _changes(desk: Desk, *arguments: str) -> dict[str, tuple[str, list[str]]]:
    found = desk.run("plan", "--format", "json", *arguments).json["changes"]
    return {each["address"]: (each["action"], each["blocked_by"]) for each in found}


def _set(desk: Desk) -> dict[str, Any]:
    """What the first action of each workflow sets."""
    return {
        each["name"]: each["actions"][0]["fields"]["value"]["staticValue"]
        for each in held(desk)
        if "value" in each["actions"][0]["fields"]
    }


@pytest.mark.parametrize(
    ("selection", "taken"),
    [
        (["--only", ESCALATE], {ESCALATE}),
        (["--only", "pipeline.desk"], {NEW, CLOSED}),
        (["--only", "automation.desk.*"], {NEW, CLOSED}),
        (["--only", "automation.*", "--except", NEW], {CLOSED, ESCALATE}),
        (["--except", "pipeline.desk"], {ESCALATE}),
        (["--except", ESCALATE], {NEW, CLOSED}),
    ],
    ids=range(6),
)
def test_a_selection_takes_its_workflows_and_no_others(
    applied: Desk, selection: list[str], taken: set[str]
) -> None:
    _files(applied, CHANGED)
    assert _changes(applied).keys() == {NEW, CLOSED, ESCALATE}
    assert _changes(applied, *selection).keys() == taken
    assert applied.run("apply", "--yes", *selection).code == 0
    assert _changes(applied).keys() == {NEW, CLOSED, ESCALATE} - taken
    assert applied.run("drift").code == 0


def test_a_selection_of_nothing_is_an_error(applied: Desk) -> None:
    ended = applied.run("plan", "--only", "automation.nobody")
    assert ended.code == 1
    assert "PC131" in ended.err


def test_what_needs_something_outside_the_selection_waits(desk: Desk) -> None:
    _files(desk, FILES)
    found = _changes(desk, "--only", "automation.*")
    assert {tuple(blocks) for _, blocks in found.values()} >= {("dependency",)}
    assert found[ESCALATE] == ("create", ["dependency"])
    assert desk.run("apply", "--yes", "--only", "automation.*").code == 3
    assert all(each["name"] not in {"Escalate", "Nightly"} for each in held(desk))


def test_a_workflow_is_not_replaced_while_what_refers_to_it_is_left_out(applied: Desk) -> None:
    """The old one would be deleted, and the other would enrol in nothing."""
    _files(applied, REPLACED)
    assert _changes(applied, "--only", ESCALATE)[ESCALATE] == ("replace", ["in_use"])
    before = held(applied)
    assert applied.run("apply", "--yes", "--only", ESCALATE).code == 3
    assert held(applied) == before
    assert applied.run("apply", "--yes").code == 0


@pytest.mark.parametrize("text", [REPLACED, REMOVED])
def test_a_workflow_does_not_go_while_one_of_others_enrols_in_it(applied: Desk, text: str) -> None:
    goes = ESCALATE if text == REPLACED else NIGHTLY
    target = id_of(applied, "Escalate" if text == REPLACED else "Nightly")
    theirs = by_hand_made(applied, "Theirs", startActionId="1", actions=[_enrol(target)])
    _files(applied, text)
    _, blocks = _changes(applied)[goes]
    assert blocks == ["in_use"]
    assert applied.run("apply", "--yes").code == 3
    assert applied.api.get(f"{HANDS}/{target}").ok
    assert applied.api.delete(f"{HANDS}/{theirs}").ok
    assert applied.run("apply", "--yes").code == 0


def test_a_workflow_is_not_replaced_while_what_refers_to_it_is_held_back(applied: Desk) -> None:
    by_hand(applied, id_of(applied, "Nightly"), name="Nightly, Ana's")
    _files(applied, REPLACED.replace("name: Nightly", "name: Nightly now"))
    found = _changes(applied)
    assert found[NIGHTLY][1] == ["conflict", "dependency"]
    assert found[ESCALATE] == ("replace", ["in_use"])
    assert applied.run("apply", "--yes", "--allow", NIGHTLY).code == 0


def _enrol(identifier: str) -> dict[str, Any]:
    return {
        "actionId": "1",
        "type": "SINGLE_CONNECTION",
        "actionTypeId": "0-15",
        "actionTypeVersion": 0,
        "fields": {"flow_id": identifier},
    }


@pytest.mark.parametrize(("text", "address"), [(REMOVED, NIGHTLY), (REPLACED, ESCALATE)])
def test_what_is_protected_is_neither_deleted_nor_replaced(
    applied: Desk, text: str, address: str
) -> None:
    applied.project(protect=[address])
    before = held(applied)
    _files(applied, text)
    action, blocks = _changes(applied)[address]
    assert action in {"delete", "replace"}
    assert "protected" in blocks
    assert applied.run("plan", "--allow", address).code == 3
    assert applied.run("apply", "--yes").code == 3
    assert held(applied) == before


def test_what_is_protected_changes_in_place(applied: Desk) -> None:
    applied.project(protect=[ESCALATE])
    _files(applied, CHANGED)
    assert applied.run("apply", "--yes").code == 0
    assert _set(applied)["Escalate"] == "MEDIUM"


@pytest.mark.parametrize(("text", "address"), [(REMOVED, NIGHTLY), (REPLACED, ESCALATE)])
def test_what_is_protected_now_stays_though_a_saved_plan_would_delete_it(
    applied: Desk, text: str, address: str
) -> None:
    _files(applied, text)
    assert applied.run("plan", "--out", "plan.json").code == 0
    applied.project(protect=[address])
    before = held(applied)
    assert applied.run("apply", "plan.json").code in {3, 4}
    assert held(applied) == before


def test_limits_count_workflows(applied: Desk) -> None:
    applied.project(limits={"max_delete": 0})
    _files(applied, REMOVED)
    assert _changes(applied)[NIGHTLY] == ("delete", ["limit"])
    assert _changes(applied, "--allow", NIGHTLY)[NIGHTLY] == ("delete", [])
    assert applied.run("apply", "--yes").code == 3
    assert NIGHTLY in marked(applied)
    assert applied.run("apply", "--yes", "--allow", NIGHTLY).code == 0
    assert NIGHTLY not in marked(applied)


def test_what_left_the_files_is_deleted_by_review_only(applied: Desk) -> None:
    _files(applied, WITHOUT_NIGHTLY)
    assert applied.run("apply", "--yes").code == 3
    assert NIGHTLY in marked(applied)
    digest = applied.run("plan", "--format", "json").json["review_digest"]
    assert applied.run("apply", "--expect", digest).code == 0
    assert NIGHTLY not in marked(applied)


def test_another_plan_than_the_expected_one_writes_nothing(applied: Desk) -> None:
    _files(applied, CHANGED)
    digest = applied.run("plan", "--format", "json").json["review_digest"]
    _files(applied, CHANGED.replace("MEDIUM", "URGENT"))
    before = len(applied.writes())
    assert applied.run("apply", "--expect", digest).code == 4
    assert len(applied.writes()) == before
    _files(applied, CHANGED + "# a comment moves no digest\n")
    assert applied.run("apply", "--expect", digest).code == 0


def test_a_conflict_is_lifted_by_its_address(applied: Desk) -> None:
    by_hand(applied, id_of(applied, "Escalate"), name="Escalate, Ana's")
    _files(applied, FILES.replace("name: Escalate", "name: Escalate now"))
    assert _changes(applied)[ESCALATE] == ("update", ["conflict"])
    assert applied.run("apply", "--yes").code == 3
    assert applied.run("apply", "--yes", "--allow", ESCALATE).code == 0
    assert marked(applied)[ESCALATE] == [("Escalate now", True)]
    assert applied.run("plan", "--detailed-exitcode").code == 0


def test_a_pipeline_takes_the_actions_of_its_statuses_along(applied: Desk) -> None:
    text = FILES[FILES.index("automations:") :].replace("{status_reaches: desk/Waiting}", "manual")
    _files(applied, f"{PROFESSIONAL}{text}removed:\n  - {{pipeline: desk}}\n")
    ended = applied.run("plan", "--out", "plan.json")
    assert ended.code == 0, ended.out
    ended = applied.run("apply", "plan.json")
    assert ended.code == 0, ended.out + ended.err
    assert marked(applied).keys() == {ESCALATE, NIGHTLY}
    assert "Desk" not in applied.pipelines()
    assert applied.run("plan", "--detailed-exitcode").code == 0
