"""What is not ours, or may not be, is not deleted; and nothing is on twice, whatever was lost."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.adapters.hubspot.flowreader import FlowReader
from pipelinectl.adapters.hubspot.http import Http
from pipelinectl.operations.reading import read_for
from tests.desk import PIPELINES
from tests.emulator.harness import wait_until
from tests.live.flows import (
    HANDS,
    PROFESSIONAL,
    by_hand,
    by_hand_made,
    held,
    id_of,
    marked,
    most_copies,
    most_enabled,
    nightly_desk,
)

if TYPE_CHECKING:
    from tests.desk import Desk

FILES = nightly_desk("New", {"Waiting": "category: BILLING_ISSUE"})
WITHOUT_ACTIONS = FILES.replace(
    FILES[FILES.index("    when_status_reaches") : FILES.index("automations:")], ""
)
REPLACED = FILES.replace("desk/New", "desk/Closed")
ONE = FILES[: FILES.index("  nightly:")]
ESCALATE, WAITING = "automation.escalate", "automation.desk.waiting"
JOURNAL = ".pipelinectl/sandbox/journal.jsonl"


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


def _clone(desk: Desk, name: str) -> str:
    """Ana clones a workflow, and makes the clone her own."""
    identifier = str(desk.api.post(f"{HANDS}/{id_of(desk, name)}/clone").json()["id"])
    by_hand(desk, identifier, name="Ana's", isEnabled=True)
    return identifier


def _ledger(desk: Desk) -> dict[str, Any]:
    found = json.loads((desk.folder / ".pipelinectl/sandbox/ledger.json").read_text("utf-8"))
    resources: dict[str, Any] = found["resources"]
    return resources


# What `removed:` takes along


def test_an_entry_of_removed_that_did_its_work_does_not_take_the_clone_next(desk: Desk) -> None:
    _files(desk, ONE)
    assert desk.apply().code == 0
    clone = _clone(desk, "Escalate")
    _files(desk, ONE[: ONE.index("automations:")] + "removed:\n  - {automation: escalate}\n")
    assert desk.run("apply", "--yes").code == 0
    assert marked(desk)[ESCALATE] == [("Ana's", True)]
    again = desk.run("plan", "--detailed-exitcode")
    assert again.code == 0, again.out
    assert f'add id: "{clone}"' in again.out
    assert desk.run("apply", "--yes").code == 0
    assert marked(desk)[ESCALATE] == [("Ana's", True)]


def test_without_a_ledger_a_pipeline_does_not_take_along_what_may_be_a_clone(
    applied: Desk,
) -> None:
    _clone(applied, "Desk / Waiting")
    shutil.rmtree(applied.folder / ".pipelinectl")
    _files(applied, f"{PROFESSIONAL}removed:\n  - {{pipeline: desk}}\n")
    assert _changes(applied)["pipeline.desk"] == ("delete", ["in_use"])
    before = held(applied)
    assert applied.run("apply", "--yes").code == 3
    assert held(applied) == before


def test_a_pipeline_does_not_take_along_what_was_made_for_another_of_the_same_key(
    applied: Desk,
) -> None:
    """Its name makes the key that ours has; our workflow names ours."""
    stages = [
        {"label": name, "displayOrder": place, "metadata": {"ticketState": state}}
        for place, (name, state) in enumerate((("A", "OPEN"), ("B", "CLOSED")))
    ]
    body = {"label": "DESK!", "displayOrder": 5, "stages": stages}
    assert applied.api.post(PIPELINES, body).ok
    _files(applied, WITHOUT_ACTIONS + 'removed:\n  - {pipeline: "DESK!"}\n')
    assert _changes(applied)["pipeline.desk_2"] == ("delete", [])
    applied.run("apply", "--yes")
    assert marked(applied)[WAITING] == [("Desk / Waiting", True)], "absent, and so for review"


# Other keys


def test_a_workflow_under_another_key_is_asked_about_and_is_not_on_twice(applied: Desk) -> None:
    identifier = id_of(applied, "Escalate")
    renamed = FILES.replace("  escalate:", "  urgent:").replace("in: escalate", "in: urgent")
    _files(applied, renamed)
    ended = applied.run("apply", "--yes")
    assert ended.code == 3
    assert f'write id: "{identifier}"' in ended.out
    assert marked(applied)[ESCALATE] == [("Escalate", True)]
    assert "automation.urgent" not in marked(applied)
    _files(applied, renamed.replace("  urgent:\n", f'  urgent:\n    id: "{identifier}"\n'))
    assert applied.run("apply", "--yes").code == 0
    assert id_of(applied, "Escalate") == identifier
    assert applied.run("plan", "--detailed-exitcode").code == 0


def test_a_workflow_under_another_key_that_does_something_else_is_simply_made(
    applied: Desk,
) -> None:
    other = FILES[: FILES.index("  nightly:")] + (
        "  weekly:\n    name: Weekly\n    when: manual\n    actions:\n"
        "      - set: {priority: LOW}\n"
    )
    _files(applied, other)
    found = _changes(applied)
    assert found["automation.weekly"] == ("create", [])
    assert found["automation.nightly"] == ("delete", [])


def test_the_actions_of_a_status_stay_while_its_new_name_is_asked_about(applied: Desk) -> None:
    _files(applied, FILES.replace("Waiting", "Waiting on us"))
    found = _changes(applied)
    assert "looks_like_rename" in found["status.desk.waiting"][1]
    assert found[WAITING] == ("delete", ["looks_like_rename"])
    before = held(applied)
    assert applied.run("apply", "--yes").code == 3
    assert held(applied) == before


# What was lost on the way


def test_a_dead_replace_that_is_taken_back_does_not_switch_both_on(applied: Desk) -> None:
    """A runner dies once the new one is on, its journal with it, and the files are put back."""
    _files(applied, REPLACED)
    applied.fault("hold_after_write", 3)
    with applied.start("apply", "--yes") as process:
        wait_until(lambda: applied.api.get("/_emulator/faults").json()["reached"], seconds=20)
        process.kill()
    applied.api.delete("/_emulator/faults")
    (applied.folder / JOURNAL).unlink()
    assert marked(applied)[ESCALATE] == [("Escalate", False), ("Escalate", True)]
    _files(applied, FILES)
    assert _changes(applied)[ESCALATE] == ("update", ["label_taken"])
    assert applied.run("apply", "--yes").code == 3
    assert most_enabled(applied) == 1


def test_a_replace_whose_new_one_could_not_be_read_back_keeps_the_old_one_in_the_ledger(
    applied: Desk,
) -> None:
    old = id_of(applied, "Escalate")
    new = str(max(int(each["id"]) for each in held(applied)) + 1)
    _files(applied, REPLACED)
    applied.fault("fail_read", times=50, path_contains=f"flows/{new}")
    assert applied.run("apply", "--yes").code == 5
    applied.api.delete("/_emulator/faults")
    assert _ledger(applied)[ESCALATE]["id"] == old
    (applied.folder / JOURNAL).unlink()
    assert _changes(applied)[ESCALATE] == ("replace", ["label_taken"])
    assert applied.run("apply", "--yes").code == 3
    assert most_enabled(applied) == 1


def test_what_was_made_and_cannot_be_read_at_the_end_is_remembered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last read is refused, and from then on the list is empty: nothing is made again."""
    _files(desk, ONE)

    def refused(*arguments: Any) -> Any:
        desk.fault("fail_read", times=50, status=403, path_contains="/automation/")
        try:
            return read_for(*arguments)
        finally:
            desk.api.delete("/_emulator/faults")

    with monkeypatch.context() as patch:
        patch.setattr("pipelinectl.operations.applying.read_for", refused)
        assert desk.run("apply", "--yes").code == 5
    assert {each["id"] for each in held(desk)} <= {each["id"] for each in _ledger(desk).values()}
    (desk.folder / JOURNAL).unlink()
    with monkeypatch.context() as patch:
        patch.setattr(FlowReader, "_rows", lambda _: [])
        desk.run("apply", "--yes")
    assert most_copies(desk) == 1
    assert desk.run("apply", "--yes").code == 0
    assert desk.run("plan", "--detailed-exitcode").code == 0


# What others wrote


def test_somebodys_workflow_that_is_named_like_an_address_is_not_taken_for_ours(
    applied: Desk,
) -> None:
    theirs, ours = by_hand_made(applied, ESCALATE), id_of(applied, "Escalate")
    nightly = id_of(applied, "Nightly")
    actions = applied.api.get(f"{HANDS}/{nightly}").json()["actions"]
    by_hand(applied, nightly, actions=json.loads(json.dumps(actions).replace(ours, theirs)))
    assert applied.run("plan", "--detailed-exitcode").code == 2
    assert applied.run("apply", "--yes").code == 0
    actions = applied.api.get(f"{HANDS}/{nightly}").json()["actions"]
    assert actions[0]["fields"]["flow_id"] == ours


def test_a_description_that_changes_between_read_and_write_is_not_overwritten(
    applied: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    identifier = id_of(applied, "Escalate")
    text = f"Ask Ana first.\n\nmanaged-by: pipelinectl {ESCALATE}"
    _files(applied, FILES.replace("HIGH", "URGENT"))
    real = Http.find
    done: list[str] = []

    def find(self: Http, path: str, what: str) -> Any:
        if path.endswith(identifier) and not done:
            done.append(path)
            by_hand(applied, identifier, description=text)
        return real(self, path, what)

    with monkeypatch.context() as patch:
        patch.setattr(Http, "find", find)
        ended = applied.run("apply", "--yes")
    assert done
    assert ended.code == 1, ended.out + ended.err
    assert "PC525" in ended.err
    assert applied.run("apply", "--yes").code == 0
    assert applied.api.get(f"{HANDS}/{identifier}").json()["description"] == text


# Ids that the files name


def test_an_id_that_this_account_lacks_does_not_hold_up_what_was_made_instead(desk: Desk) -> None:
    """One file serves two accounts: here the workflow is made, and found again ever after."""
    text = ONE.replace("  escalate:\n", '  escalate:\n    id: "42"\n')
    _files(desk, text)
    assert desk.run("apply", "--yes").code == 0
    assert desk.run("plan", "--detailed-exitcode").code == 0
    shutil.rmtree(desk.folder / ".pipelinectl")
    _files(desk, text.replace("HIGH", "LOW"))
    assert _changes(desk)[ESCALATE] == ("update", [])
    assert desk.run("apply", "--yes").code == 0
    assert marked(desk)[ESCALATE] == [("Escalate", True)]


def test_a_workflow_that_no_list_shows_is_not_made_again_beside_itself(
    applied: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = by_hand_made(applied, "Theirs", isEnabled=True)
    manual = "    when: manual\n    actions:\n      - set: {priority: LOW}\n"
    _files(applied, f'{FILES}  theirs:\n    id: "{theirs}"\n    name: Theirs\n{manual}')
    real = FlowReader._rows

    def rows(self: FlowReader) -> list[Any]:
        return [each for each in real(self) if str(each["id"]) != theirs]

    monkeypatch.setattr(FlowReader, "_rows", rows)
    assert _changes(applied)["automation.theirs"][0] == "adopt"
    assert applied.run("apply", "--yes").code == 0
    assert [each["name"] for each in held(applied)].count("Theirs") == 1
