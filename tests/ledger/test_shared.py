"""A ledger that two machines share: what one applied the other knows, and how claims end."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.ledger.git import GitStore
from pipelinectl.ledger.journal import Journal
from tests.desk import Desk, Ended, new_desk
from tests.emulator.harness import wait_until
from tests.ledger.stores import BRANCH, NAME, bare, clone, git

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LEDGER = {"git": {"branch": BRANCH}}
FILES = """
pipelines:
  support:
    name: Support
    statuses: [New, {key: us, name: Waiting on us}, {name: Closed, state: closed}]
  billing:
    name: Billing
    statuses: [New, {name: Closed, state: closed}]
"""
RENAMED = FILES.replace("Waiting on us", "Ours")
WITHOUT_BILLING = FILES.split("  billing", maxsplit=1)[0]


@pytest.fixture(autouse=True)
def _no_settings_of_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Desk]:
    """One machine: a clone, with a project whose ledger is in a branch."""
    source = bare(tmp_path / "origin.git")
    with new_desk(tmp_path) as desk:
        yield _machine(replace(desk, folder=clone(source, tmp_path / "here")))


@pytest.fixture
def there(here: Desk, tmp_path: Path) -> Desk:
    """Another machine: a shallow clone with a detached head, as CI makes it."""
    folder = clone(tmp_path / "origin.git", tmp_path / "there", "--depth=1")
    git(folder, "checkout", "--quiet", "--detach")
    return _machine(replace(here, folder=folder))


def _machine(desk: Desk) -> Desk:
    desk.project(ledger=LEDGER)
    desk.write("pipelines/desk.yaml", FILES)
    return desk


def _ledger(desk: Desk) -> Any:
    shown = git(desk.folder.parent / "origin.git", "show", f"{BRANCH}:{NAME}")
    return json.loads(shown)


def _store(desk: Desk) -> GitStore:
    return GitStore(desk.folder, "origin", BRANCH, NAME, os.environ)


def _edit(desk: Desk, change: Callable[[Any], object]) -> None:
    """Write to the ledger as another machine would."""
    store = _store(desk)
    content, version = store.load()
    assert content is not None
    document = json.loads(content)
    change(document)
    assert store.save(json.dumps(document).encode(), version)


def _claim(document: Any, age: timedelta) -> None:
    at = (datetime.now(tz=UTC) - age).strftime("%Y-%m-%dT%H:%M:%SZ")
    document["claim"] = {"run": "0ther", "who": "ben", "host": "runner-7", "at": at}


def _applied(desk: Desk) -> Ended:
    ended = desk.run("apply", "--yes")
    assert ended.code == 0, ended
    return ended


def _before_the_first_write(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    real = Journal.intent
    pending = [act]

    def intent(*arguments: Any) -> None:
        while pending:
            pending.pop()()
        real(*arguments)

    monkeypatch.setattr(Journal, "intent", intent)


# One memory for all machines


def test_what_one_machine_applied_the_other_knows(here: Desk, there: Desk) -> None:
    _applied(here)
    assert there.run("plan", "--detailed-exitcode").code == 0
    assert there.run("drift").code == 0
    here.stage("support", "support-us", label="By hand")
    assert there.run("drift").code == 2
    there.write("pipelines/desk.yaml", WITHOUT_BILLING)
    changes = there.run("plan", "--format", "json").json["changes"]
    assert {(each["address"], each["action"], each["reason"]) for each in changes} == {
        ("pipeline.billing", "delete", "absent"),
        ("status.support.us", "update", "changed_in_account"),
    }
    assert there.run("apply", "--yes").code in {0, 3}
    assert here.run("drift").code == 0


def test_planning_and_drift_write_nothing_anywhere(here: Desk, there: Desk) -> None:
    _applied(here)
    refs = git(there.folder, "for-each-ref")
    branch = git(here.folder.parent / "origin.git", "for-each-ref")
    assert there.run("plan").code == 0
    assert there.run("drift").code == 0
    assert there.run("ledger", "show").code == 0
    assert git(there.folder, "for-each-ref") == refs
    assert git(here.folder.parent / "origin.git", "for-each-ref") == branch
    assert not (there.folder / ".pipelinectl").exists()
    assert not (there.folder / ".git/FETCH_HEAD").exists()


def test_show_says_where_the_ledger_is(here: Desk) -> None:
    missing = here.run("ledger", "show")
    assert (missing.code, "PC620" in missing.err) == (1, True)
    _applied(here)
    out = here.run("ledger", "show").out
    assert f"Kept in the branch {BRANCH} of origin\n" in out
    assert "status.support.us  support-us  created" in out


@pytest.mark.parametrize("ledger", ["local", LEDGER], ids=["local", "git"])
def test_only_a_local_ledger_in_ci_is_warned_about(here: Desk, ledger: object) -> None:
    here.project(ledger=ledger)
    ended = here.run("apply", "--yes", CI="true")
    assert ended.code == 0, ended
    assert ("PC626" in ended.err) == (ledger == "local")
    assert ("ledger: {git: {branch: pipelinectl-ledger}}" in ended.err) == (ledger == "local")


# Claims


def test_a_killed_run_blocks_until_its_claim_is_released(here: Desk, there: Desk) -> None:
    here.fault("hold_before_write", 1)
    with here.start("apply", "--yes") as process:
        wait_until(lambda: here.api.get("/_emulator/faults").json()["reached"], seconds=20)
        process.kill()
    here.api.delete("/_emulator/faults")
    here.forget_requests()
    run, at = (_ledger(here)["claim"][name] for name in ("run", "at"))
    for desk in (there, here):
        stopped = desk.run("apply", "--yes")
        assert stopped.code == 1
        assert re.search(
            rf"error\[PC619\]: The ledger is held by run {run} of \S+ on \S+, since {at}\. Nothing "
            rf"was written\.\n.*`pipelinectl ledger release {run}`",
            stopped.err,
        ), stopped.err
    assert here.writes() == []
    assert there.run("plan").code == 0
    assert f"Claimed by run {run}" in there.run("ledger", "show").out
    assert there.run("ledger", "release", "another").code == 1
    assert there.run("ledger", "release", run).code == 0
    assert _ledger(here)["claim"] is None
    _applied(there)
    assert there.run("plan", "--detailed-exitcode").code == 0


def test_a_run_of_this_folder_cannot_be_released(here: Desk) -> None:
    here.fault("hold_before_write", 1)
    with here.start("apply", "--yes") as process:
        wait_until(lambda: here.api.get("/_emulator/faults").json()["reached"], seconds=20)
        run = _ledger(here)["claim"]["run"]
        assert "A run is alive" in here.run("ledger", "release", run).err
        process.kill()
    here.api.delete("/_emulator/faults")
    assert here.run("ledger", "release", run).code == 0


@pytest.mark.parametrize(
    ("environ", "where"),
    [
        ({"CI_JOB_URL": "https://gitlab.example/a/-/jobs/1"}, "https://gitlab.example/a/-/jobs/1"),
        (
            {
                "GITHUB_SERVER_URL": "https://github.example",
                "GITHUB_REPOSITORY": "acme/desk",
                "GITHUB_RUN_ID": "7",
            },
            "https://github.example/acme/desk/actions/runs/7",
        ),
    ],
    ids=["gitlab", "github"],
)
def test_a_claim_names_the_page_of_the_job(
    here: Desk, environ: dict[str, str], where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    _before_the_first_write(monkeypatch, lambda: seen.append(_ledger(here)["claim"]["host"]))
    assert here.run("apply", "--yes", **environ).code == 0
    assert seen == [where]


@pytest.mark.parametrize(
    ("age", "counts"),
    [
        (timedelta(minutes=1), True),
        (timedelta(hours=1, minutes=58), True),
        (timedelta(hours=2, minutes=1), False),
        (timedelta(hours=-5), True),
    ],
    ids=str,
)
def test_a_claim_counts_for_two_hours(here: Desk, age: timedelta, *, counts: bool) -> None:
    _applied(here)
    _edit(here, lambda ledger: _claim(ledger, age))
    here.write("pipelines/desk.yaml", RENAMED)
    here.forget_requests()
    ended = here.run("apply", "--yes")
    assert (ended.code, bool(here.writes())) == ((1, False) if counts else (0, True)), ended
    assert _ledger(here)["claim"] is None or counts


def test_a_run_whose_claim_is_nearly_over_writes_nothing_more(
    here: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelinectl.ledger.leases.MARGIN", timedelta(hours=2))
    ended = here.run("apply", "--yes")
    assert ended.code == 1, ended
    assert "PC534" in ended.err
    assert here.writes() == []
    assert _ledger(here)["claim"] is None
    monkeypatch.undo()
    _applied(here)


def test_a_local_ledger_has_no_lease(here: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelinectl.ledger.leases.MARGIN", timedelta(hours=2))
    here.project()
    _applied(here)


def test_a_run_that_was_overtaken_while_it_planned_stops(
    here: Desk, there: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have planned; the other one claims, writes and ends before this one claims."""
    real = GitStore.save
    others = [there]

    def save(self: GitStore, content: bytes, version: str) -> bool:
        while others:
            _applied(others.pop())
            here.forget_requests()
        return real(self, content, version)

    monkeypatch.setattr(GitStore, "save", save)
    ended = here.run("apply", "--yes")
    assert ended.code == 1
    assert (
        f"error[PC619]: Another run changed the ledger in the branch {BRANCH} of origin while "
        "this one was planning. Nothing was written.\n" in ended.err
    )
    assert here.writes() == []


def test_a_claim_that_is_taken_in_the_very_moment_of_claiming_is_not_ours(
    here: Desk, there: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Released and claimed by another one between the push and the look at what stands there."""
    real = GitStore.save
    pending = [lambda ledger: _claim(ledger, timedelta(0))]

    def save(self: GitStore, content: bytes, version: str) -> bool:
        saved = real(self, content, version)
        while pending:
            _edit(there, pending.pop())
        return saved

    monkeypatch.setattr(GitStore, "save", save)
    ended = here.run("apply", "--yes")
    assert ended.code == 1
    assert "The ledger is held by run 0ther of ben on runner-7" in ended.err
    assert here.writes() == []


def test_a_run_whose_claim_was_taken_does_not_overwrite_the_others_result(
    here: Desk, there: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = lambda: _edit(there, lambda ledger: _claim(ledger, timedelta(0)))  # noqa: E731
    _before_the_first_write(monkeypatch, take)
    ended = here.run("apply", "--yes")
    assert ended.code == 5
    assert "PC619" in ended.err
    assert _ledger(here)["claim"]["run"] == "0ther"


# Failures


def _moved(desk: Desk) -> None:
    origin = desk.folder.parent / "origin.git"
    origin.rename(origin.with_name("moved.git"))


def test_without_the_remote_nothing_is_planned_and_nothing_written(here: Desk) -> None:
    _applied(here)
    _moved(here)
    here.write("pipelines/desk.yaml", RENAMED)
    here.forget_requests()
    for arguments in (["plan"], ["apply", "--yes"], ["drift"], ["ledger", "show"]):
        ended = here.run(*arguments)
        assert ended.code == 1
        assert "error[PC531]: The ledger cannot be read from the branch" in ended.err
        assert "= help: `git ls-remote origin` must work here" in ended.err
    assert here.writes() == []


def test_a_ledger_that_cannot_be_pushed_lets_nothing_be_written(here: Desk) -> None:
    hook = here.folder.parent / "origin.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    ended = here.run("apply", "--yes")
    assert ended.code == 1
    assert "error[PC532]: The ledger cannot be pushed" in ended.err
    assert "contents: write" in ended.err
    assert here.writes() == []


def test_a_remote_that_goes_while_the_account_is_written_to_leaves_a_claim_and_says_so(
    here: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _before_the_first_write(monkeypatch, lambda: _moved(here))
    ended = here.run("apply", "--yes")
    assert ended.code == 5
    assert "error[PC532]" in ended.err
    found = re.search(r"PC535\]: The claim of run (\w+) still stands", ended.err)
    assert found, ended.err
    moved = here.folder.parent / "moved.git"
    moved.rename(moved.with_name("origin.git"))
    assert f"`pipelinectl ledger release {found[1]}`" in ended.err
    assert here.run("ledger", "release", found[1]).code == 0
    _applied(here)
    assert here.run("plan", "--detailed-exitcode").code == 0


def test_a_run_that_cannot_read_the_account_at_its_end_still_drops_its_claim(
    here: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = {"name": "fail_read", "at": 1, "times": 99, "status": 403}
    _before_the_first_write(monkeypatch, lambda: here.api.post("/_emulator/faults", refused))
    ended = here.run("apply", "--yes")
    here.api.delete("/_emulator/faults")
    assert ended.code == 5, ended
    assert "PC535" not in ended.err
    assert (_ledger(here)["claim"], _ledger(here)["resources"]) == (None, {})
    _applied(here)
    assert here.run("plan", "--detailed-exitcode").code == 0


def test_a_project_file_that_names_the_main_branch_writes_nothing(here: Desk) -> None:
    here.project(ledger={"git": {"branch": "main"}})
    main = git(here.folder.parent / "origin.git", "rev-parse", "main")
    ended = here.run("apply", "--yes")
    assert (ended.code, "PC533" in ended.err) == (1, True)
    assert git(here.folder.parent / "origin.git", "rev-parse", "main") == main
    assert here.writes() == []


def test_no_connection_is_made_to_validate(here: Desk) -> None:
    _moved(here)
    assert here.run("validate").code == 0
