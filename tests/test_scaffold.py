"""What `pipelinectl init` writes: it validates, and its CI files are what those systems take."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from pipelinectl.adapters.hubspot.naming import HUBSPOT_NAMING
from pipelinectl.operations.configuration import Request, validated
from pipelinectl.project import GitLedger, load_project
from pipelinectl.scaffold import CI, scaffold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SCHEMAS = {"github": "vendor.github-workflows", "gitlab": "vendor.gitlab-ci"}


def written(files: Mapping[str, str], folder: Path) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def parsed(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def shell_steps(workflow: Any) -> list[str]:
    return [
        step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step
    ]


@pytest.mark.parametrize("account", [None, 7654321])
@pytest.mark.parametrize("ci", [None, *CI])
def test_a_new_project_has_no_findings(account: int | None, ci: str | None, tmp_path: Path) -> None:
    root = written(scaffold(tmp_path.name, account, ci), tmp_path)
    found = validated(Request(root, None, {}, {}), lambda _: HUBSPOT_NAMING)
    assert found.diagnostics == ()
    assert all(spec.complete and spec.pipelines for spec in found.specs.values())


@pytest.mark.parametrize(
    ("account", "expected"),
    [(None, {"sandbox": 1111111}), (7654321, {"sandbox": 1111111, "production": 7654321})],
)
def test_the_environments(account: int | None, expected: Mapping[str, int], tmp_path: Path) -> None:
    root = written(scaffold("desk", account, None), tmp_path)
    project, found = load_project(root)
    assert found == []
    assert project is not None
    assert {name: each.account for name, each in project.environments.items()} == expected


def test_the_commented_environment_is_right_once_the_signs_are_removed() -> None:
    text = scaffold("desk", None, None)["pipelinectl.yaml"]
    head, tail = text.split("remove the # signs.\n")
    filled = parsed(f"{head}\n{tail.replace('  # ', '  ')}")
    assert filled["environments"]["production"]["account"] == 1234567


@pytest.mark.parametrize("name", ["desk", "", "a\nversion: 2", "ä ✓ # {of} {x}"])
def test_any_name_of_a_folder_is_only_a_comment(name: str) -> None:
    plain = parsed(scaffold("desk", 5, None)["pipelinectl.yaml"])
    assert parsed(scaffold(name, 5, None)["pipelinectl.yaml"]) == plain


def test_git_ignores_the_ledger() -> None:
    assert ".pipelinectl/" in scaffold("desk", None, None)[".gitignore"].splitlines()


@pytest.mark.parametrize("ci", CI)
def test_ci_files_are_valid_for_their_system(ci: str, tmp_path: Path) -> None:
    ((name, text),) = CI[ci].items()
    written({name: text}, tmp_path)
    command = ["-m", "check_jsonschema", "--builtin-schema", SCHEMAS[ci], str(tmp_path / name)]
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("ci", CI)
def test_with_ci_the_ledger_of_production_is_where_every_runner_finds_it(
    ci: str, tmp_path: Path
) -> None:
    root = written(scaffold("desk", 7654321, ci), tmp_path)
    project, _ = load_project(root)
    assert project is not None
    assert project.environments["production"].ledger == GitLedger("pipelinectl-ledger")
    assert project.environments["sandbox"].ledger is None
    assert all("cache" not in text for text in CI[ci].values()), "two homes would disagree"


def test_without_ci_the_ledger_is_a_local_file(tmp_path: Path) -> None:
    project, _ = load_project(written(scaffold("desk", 7654321, None), tmp_path))
    assert project is not None
    assert project.environments["production"].ledger is None


def test_git_gets_the_jobs_token_where_the_ledger_is_read_and_one_job_may_write() -> None:
    jobs = parsed(CI["github"][".github/workflows/pipelinectl.yml"])["jobs"]
    live = [
        step
        for job in jobs.values()
        for step in job["steps"]
        if "PIPELINECTL_PRODUCTION_TOKEN" in step.get("env", {})
    ]
    assert len(live) == 3
    for step in live:
        assert step["env"]["GH_TOKEN"] == "${{ github.token }}"
        assert step["run"].startswith("gh auth setup-git")
    rights = {name: job.get("permissions", {}).get("contents") for name, job in jobs.items()}
    assert [name for name, right in rights.items() if right == "write"] == ["apply"]
    assert jobs["apply"]["concurrency"]["cancel-in-progress"] is False


@pytest.mark.parametrize("ci", CI)
def test_ci_never_installs_the_other_program_of_that_name(ci: str) -> None:
    (text,) = CI[ci].values()
    installs = [line for line in text.splitlines() if "pip install" in line]
    assert installs
    assert all('"${INSTALL_FROM:?' in line for line in installs)


def test_only_the_steps_that_talk_to_the_account_see_the_token() -> None:
    workflow = parsed(CI["github"][".github/workflows/pipelinectl.yml"])
    assert "PIPELINECTL_PRODUCTION_TOKEN" not in str(workflow.get("env"))
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            live = any(
                f"pipelinectl {verb}" in step.get("run", "") for verb in ("plan", "apply", "drift")
            )
            assert ("PIPELINECTL_PRODUCTION_TOKEN" in step.get("env", {})) == live
            assert step.get("with", {}).get("persist-credentials", False) is False


def test_no_expression_stands_in_a_script() -> None:
    """An expression in a script is how a title of a pull request becomes a command."""
    workflow = parsed(CI["github"][".github/workflows/pipelinectl.yml"])
    assert [script for script in shell_steps(workflow) if "${{" in script] == []


def test_scripts_are_sound_shell() -> None:
    workflow = parsed(CI["github"][".github/workflows/pipelinectl.yml"])
    for script in shell_steps(workflow):
        done = subprocess.run(["bash", "-n"], input=script, text=True, check=False)
        assert done.returncode == 0, script


def test_the_install_step_stops_until_somebody_says_where_from() -> None:
    workflow = parsed(CI["github"][".github/workflows/pipelinectl.yml"])
    (script,) = {each for each in shell_steps(workflow) if "pip install" in each}
    command = ["bash", "-ec", script.replace("python", "echo")]
    done = subprocess.run(
        command, env={"INSTALL_FROM": ""}, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "set it at the top of this file" in done.stderr
    assert done.stdout == ""


def test_forks_get_no_token() -> None:
    workflow = parsed(CI["github"][".github/workflows/pipelinectl.yml"])
    assert "pull_request_target" not in workflow["on"]
    assert "head.repo.full_name == github.repository" in workflow["jobs"]["plan"]["if"]
    gitlab = parsed(CI["gitlab"][".gitlab-ci.yml"])
    (condition,) = (
        rule["if"] for rule in gitlab["plan"]["rules"] if "merge_request_event" in rule["if"]
    )
    assert "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID" in condition
