"""What is protected, declared, or somebody else's, and what goes all the same."""

from __future__ import annotations

import shutil

from tests.desk import PIPELINES, Desk, new_desk
from tests.live.safety import (
    FILES,
    REMOVE_BILLING,
    REMOVE_US,
    US,
    add_stage,
    applied,
    changes,
    ledger_of,
    saved,
    stages,
    written,
)


def test_what_is_protected_stays_where_the_ledger_is_lost_and_the_name_differs(desk: Desk) -> None:
    desk.project(protect=["pipeline.billing"])
    applied(desk)
    shutil.rmtree(desk.folder / ".pipelinectl")
    written(desk, REMOVE_BILLING)
    ended = desk.run("apply", "--yes")
    assert "Billing desk" in desk.pipelines(), ended.out
    assert ended.code == 3


def test_a_protected_status_stays_where_the_ledger_is_lost_and_the_name_differs(
    desk: Desk,
) -> None:
    desk.project(protect=["status.support.us"])
    applied(desk)
    shutil.rmtree(desk.folder / ".pipelinectl")
    written(desk, REMOVE_US)
    ended = desk.run("apply", "--yes")
    assert "support-us" in stages(desk), ended.out
    assert ended.code == 3


def test_what_is_protected_now_stays_though_a_saved_plan_deletes_it(desk: Desk) -> None:
    applied(desk)
    saved(desk, REMOVE_BILLING)
    desk.project(protect=["pipeline.billing"])
    ended = desk.run("apply", "plan.json")
    assert "Billing desk" in desk.pipelines(), ended.out
    assert ended.code in {3, 4}


def test_a_part_with_removed_deletes_nothing_that_other_files_declare(desk: Desk) -> None:
    applied(desk)
    desk.write("pipelines/removed.yaml", "removed:\n  - {pipeline: billing}\n")
    assert "PC204" in desk.run("validate").out
    ended = desk.run("apply", "pipelines/removed.yaml", "--yes")
    assert "Billing desk" in desk.pipelines(), ended.out


def test_what_others_created_under_an_id_is_not_ours_because_of_another_accounts_journal(
    desk: Desk,
) -> None:
    stages = [
        {"stageId": "b1", "label": "A", "displayOrder": 0, "metadata": {"ticketState": "OPEN"}},
        {"stageId": "b2", "label": "B", "displayOrder": 1, "metadata": {"ticketState": "CLOSED"}},
    ]
    body = {"pipelineId": "b7", "label": "Theirs", "displayOrder": 3, "stages": stages}
    assert desk.api.post(PIPELINES, body).ok
    with new_desk(desk.folder / "first", "--account", "2222222") as first:
        first.project(account=2222222)
        text = (
            "pipelines:\n  t:\n    id: b7\n    name: Theirs\n    statuses:\n"
            "      - {key: a, name: A, id: b1}\n"
            "      - {key: b, name: B, id: b2, state: closed}\n"
        )
        written(first, text)
        first.fault("fail_read", status=500, times=99, path_contains=f"{PIPELINES}/")
        assert first.run("apply", "--yes").code == 5
        source = first.folder / ".pipelinectl" / "sandbox" / "journal.jsonl"
        desk.write(".pipelinectl/sandbox/journal.jsonl", source.read_text())
    applied(desk, text)
    assert ledger_of(desk)["pipeline.t"]["origin"] == "adopted"


def test_a_status_that_looks_renamed_is_kept_though_the_selection_hides_the_new_one(
    desk: Desk,
) -> None:
    before = FILES.replace("{key: us, name: Waiting on us}", "Waiting on us")
    applied(desk, before)
    written(desk, before.replace("Waiting on us", "Waiting for us"))
    assert changes(desk)["status.support.waiting_on_us"] == ("delete", ["looks_like_rename"])
    _, blocks = changes(desk, "--except", "status.support.waiting_for_us")[
        "status.support.waiting_on_us"
    ]
    assert blocks


def test_two_removals_of_one_name_do_not_hide_each_other(desk: Desk) -> None:
    applied(desk, FILES.replace(US, US + " {key: old, name: Old},"))
    desk.stage("support", "support-old", label="Legacy")
    add_stage(desk, "77", "Old")
    saved(desk, FILES + 'removed:\n  - {status: support/Old, id: "77"}\n')
    assert desk.run("apply", "plan.json").code == 0
    assert "77" not in stages(desk)
    known = {each["id"] for each in ledger_of(desk).values()}
    assert "support-old" not in stages(desk) or "support-old" in known
