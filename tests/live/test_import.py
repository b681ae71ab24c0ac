"""From an account to files and from the files to a second account, by the real command line."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.desk import PIPELINES, RULES, Desk, new_desk
from tests.golden import check
from tests.live.accounts import OURS, WORKFLOWS
from tests.live.flows import held

if TYPE_CHECKING:
    from tests.desk import Ended

GOLDEN = Path(__file__).parent / "golden"


def stage(identifier: str, label: str, state: str = "OPEN") -> dict[str, Any]:
    return {"id": identifier, "label": label, "metadata": {"ticketState": state}}


def numbered(stages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**each, "displayOrder": place} for place, each in enumerate(stages)]


OLD = {
    "pipelines": [
        {
            "id": "0",
            "label": "Support Pipeline",
            "displayOrder": 0,
            "createdAt": "1970-01-01T00:00:00Z",
            "stages": numbered(
                [
                    stage("1", "New"),
                    stage("4", "Closed", "CLOSED"),
                    stage("968123001", "Reopened "),
                ]
            ),
        },
        {
            "id": "81234567",
            "label": "Returer / Norden ",
            "displayOrder": 3,
            "stages": numbered(
                [
                    stage("190400001", "Nytt ärende"),
                    stage("190400002", " Väntar på kund"),
                    stage("190400003", "Stängt", "CLOSED"),
                ]
            ),
        },
        {
            "id": "3e1a235d-1a64-4b7a-9ed5-7f0273ebd774",
            "label": "ana@acme.example",
            "displayOrder": 3,
            "stages": numbered([stage("190500001", "yes"), stage("190500002", "Later")]),
        },
    ],
    "rules": [
        {
            "id": "0-5-81234567",
            "objectCreationRule": {"pipelineStageIds": ["190400001"]},
            "noSkippingStagesRule": {"enabledForAllStages": True, "pipelineStageIds": []},
            "noBackwardsMovementRule": {
                "enabledForAllStages": False,
                "pipelineStageIds": ["190400003"],
            },
        }
    ],
}
"""What an account looks like after some years. The last pipeline has no closed status."""

WITHOUT_CLOSED = "ana@acme.example"


def masked(ended: Ended) -> str:
    """A whole run, without what differs from one run to the next."""
    text = f"exit {ended.code}\n{ended.err}\n{ended.out}"
    text = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:<port>", text)
    text = re.sub(r"\b([Rr])un [0-9a-f]{12}\b", r"\1un <run>", text)
    return re.sub(r"sha256:[0-9a-f]{64}", "sha256:<digest>", text)


def seeded(folder: Path, seed: dict[str, Any]) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "seed.json"
    path.write_text(json.dumps(seed), encoding="utf-8")
    return f"--seed={path}"


def rules(desk: Desk, pipeline: str) -> Any:
    body = desk.api.get(f"{RULES}/{pipeline}").json()
    return {name: value for name, value in body.items() if name.endswith("Rule")}


def stages(desk: Desk) -> dict[str, str]:
    """Pipelines by label, with their ids."""
    return {each["label"]: each["id"] for each in desk.api.get(PIPELINES).json()["results"]}


def test_an_account_of_some_years_imports_to_files_whose_plan_is_empty(tmp_path: Path) -> None:
    with new_desk(tmp_path, seeded(tmp_path, OLD)) as desk:
        imported = desk.run("import", "--out", "pipelines")
        check(GOLDEN / "import.txt", masked(imported))
        for each in sorted((tmp_path / "pipelines").iterdir()):
            check(GOLDEN / "pipelines" / each.name, each.read_text(encoding="utf-8"))
        assert sorted(each.name for each in (tmp_path / "pipelines").iterdir()) == sorted(
            each.name for each in (GOLDEN / "pipelines").iterdir()
        )
        planned = desk.run("plan", "--detailed-exitcode")
        check(GOLDEN / "plan.txt", masked(planned))
        assert planned.code == 0
        applied = desk.run("apply", "--yes")
        check(GOLDEN / "apply.txt", masked(applied))
        assert desk.run("drift").code == 0
        assert desk.run("plan", "--detailed-exitcode").code == 0
        assert desk.writes() == []


def test_an_import_overwrites_nothing(tmp_path: Path) -> None:
    with new_desk(tmp_path) as desk:
        assert desk.run("import", "--out", "pipelines").code == 0
        kept = (tmp_path / "pipelines/support_pipeline.yaml").read_bytes()
        again = desk.run("import", "--out", "pipelines")
        assert again.code == 1
        assert (tmp_path / "pipelines/support_pipeline.yaml").read_bytes() == kept


def test_the_files_make_the_same_desk_in_an_empty_account(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    with new_desk(_made(first), seeded(tmp_path, OLD)) as old:
        assert old.run("import", "--out", "pipelines").code == 0
        wanted, ids = old.pipelines(), stages(old)
        ruled = rules(old, "81234567")
    shutil.copytree(first / "pipelines", second / "pipelines")
    empty = seeded(second, {"pipelines": []})
    with new_desk(second, "--account=2222222", empty) as desk:
        desk.project(account=2222222)
        planned = desk.run("plan", "--out", "plan.json")
        check(GOLDEN / "second.plan.txt", masked(planned))
        assert planned.code == 3
        applied = desk.run("apply", "plan.json")
        check(GOLDEN / "second.apply.txt", masked(applied))
        assert applied.code == 3
        del wanted[WITHOUT_CLOSED], ids[WITHOUT_CLOSED]
        assert desk.pipelines() == wanted
        assert stages(desk) == ids
        assert rules(desk, "81234567") == ruled
        blocked = desk.run("plan", "--format", "json").json["changes"]
        assert {tuple(each["blocked_by"]) for each in blocked} == {("refused",), ("dependency",)}
        file = second / "pipelines/ana_acme_example.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("name: Later,", "name: Later, state: closed,"))
        assert desk.run("apply", "--yes").code == 0
        assert desk.run("plan", "--detailed-exitcode").code == 0
        assert desk.pipelines()[WITHOUT_CLOSED] == [
            ("190500001", "yes", "OPEN"),
            ("190500002", "Later", "CLOSED"),
        ]


def test_the_files_of_another_account_are_refused_without_its_token(tmp_path: Path) -> None:
    with new_desk(tmp_path, "--account=2222222") as desk:
        refused = desk.run("import", "--out", "pipelines")
        assert refused.code == 1
        assert "PC508" in refused.err
        assert not (tmp_path / "pipelines").exists()


def test_an_accounts_workflows_import_to_files_whose_plan_is_empty(tmp_path: Path) -> None:
    with new_desk(tmp_path, seeded(tmp_path, WORKFLOWS)) as desk:
        before = held(desk)
        imported = desk.run("import", "--out", "pipelines")
        assert imported.code == 0, imported.err
        check(GOLDEN / "workflows.import.txt", masked(imported))
        text = (tmp_path / "pipelines/automations.yaml").read_text(encoding="utf-8")
        check(GOLDEN / "workflows.yaml", text)
        code = tmp_path / "pipelines/code"
        assert [each.read_text("utf-8") for each in code.iterdir()] == ["exports.main = 1;\n"]
        pipeline = (tmp_path / "pipelines/support_pipeline.yaml").read_text("utf-8")
        assert "email_sent_to_customer: Waiting on us" in pipeline
        _is_as_imported(desk)
        assert held(desk) == before


def test_what_is_left_out_of_an_import_is_listed_with_its_reason(tmp_path: Path) -> None:
    with new_desk(tmp_path, seeded(tmp_path, WORKFLOWS)) as desk:
        imported = desk.run("import", "--out", "pipelines")
        left = re.findall(r'The workflow "(.*)" \(id (\d+)\) is left out: ', imported.err)
        assert left == [
            ("Empty", "908"),
            ("Loop", "904"),
            ("Names what is gone", "909"),
            ("Support Pipeline: Closed", "905"),
        ]
        assert imported.err.count("PC630") == len(left)
        assert "(id 906)" not in imported.err, "a templated trigger is the pipeline's own"


def test_our_own_workflows_are_imported_under_their_ids_once(tmp_path: Path) -> None:
    with new_desk(tmp_path) as desk:
        desk.write("pipelines/desk.yaml", OURS)
        assert desk.apply().code == 0
        shutil.rmtree(tmp_path / "pipelines")
        before = held(desk)
        assert desk.run("import", "--out", "pipelines").code == 0
        text = (tmp_path / "pipelines/automations.yaml").read_text(encoding="utf-8")
        assert [f"id: '{each['id']}'" in text.replace('"', "'") for each in before] == [True, True]
        assert "managed-by" not in text
        shutil.rmtree(tmp_path / ".pipelinectl")
        _is_as_imported(desk)
        assert held(desk) == before


def _is_as_imported(desk: Desk) -> None:
    """The plan of what was imported is empty, before and after it is remembered."""
    desk.forget_requests()
    for command in (("plan", "--detailed-exitcode"), ("apply", "--yes"), ("drift",)):
        ended = desk.run(*command)
        assert ended.code == 0, ended.out + ended.err
    assert desk.run("plan", "--detailed-exitcode").code == 0
    assert desk.writes() == []


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
