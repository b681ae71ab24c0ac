"""Little projects as people break them, below `cases/check`, and all that `validate` says of each.

A case is a project folder. `command.txt` holds its arguments where they are not `validate`,
`generate.json` what cannot lie in a repository (huge files, odd encodings, links, pipes), and
`rows.txt` the rows of docs/rows.md that it shows.
`UPDATE_GOLDEN=1` writes what is expected anew: read the difference before it stays.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from pipelinectl.cli.main import run
from pipelinectl.codes import TABLE
from tests.golden import check

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "cases" / "check"
CASES = sorted(path for path in FOLDER.glob("*/*") if path.is_dir())
UNSAFE = [case for case in CASES if case.parent.name == "a-project-file-that-must-not-connect"]
NOT_THE_PROJECT = shutil.ignore_patterns("command.txt", "rows.txt", "generate.json", "expected.*")
SHOWN_ELSEWHERE = {"PC131", "PC207", "PC311", "PC343", "PC132", "PC133"}
"""Codes below PC4 that need an account, or come from `ack`, which writes no JSON."""

TOKEN, SECRET = "pat-na1-never-shown", "secret: never shown\n"
SECONDS = 20


@dataclass(frozen=True)
class Shell:
    """The command line in a project folder, and the connections that it tried to open."""

    capture: pytest.CaptureFixture[str]
    tried: list[object]

    def run(self, *arguments: str) -> tuple[int, str, str]:
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            code = run(arguments)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        out, err = self.capture.readouterr()
        for forbidden in ("Traceback", TOKEN, SECRET.strip()):
            assert forbidden not in out + err
        return code, out, err


@pytest.fixture
def shell(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[Shell]:
    tried: list[object] = []

    def refuse(*arguments: object, **_: object) -> NoReturn:
        tried.append(arguments)
        raise OSError("no network in this test")

    for name in [name for name in os.environ if name.startswith(("PIPELINECTL_", "CI"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("PIPELINECTL_SANDBOX_TOKEN", TOKEN)
    for name in ("getaddrinfo", "create_connection", "socket.connect"):
        monkeypatch.setattr(f"socket.{name}", refuse)
    for folder in ("outside", "project"):
        (tmp_path / folder).mkdir()
    for name in ("secret.yaml", "pipelinectl.yaml"):
        (tmp_path / "outside" / name).write_text(SECRET, "utf-8")
    monkeypatch.chdir(tmp_path / "project")
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    yield Shell(capsys, tried)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_finds_exactly(case: Path, shell: Shell) -> None:
    _lay_out(case)
    code, out, err = shell.run(*_arguments(case))
    check(case / "expected.txt", f"exit {code}\n{out}" + (f"--- stderr\n{err}" if err else ""))
    same, out, err = shell.run(*_arguments(case), "--format", "json")
    check(case / "expected.json", out)
    assert same == code == json.loads(out)["exit"]["code"]
    assert err == ""
    assert shell.tried == []


@pytest.mark.parametrize("case", UNSAFE, ids=lambda case: case.name)
def test_plan_refuses_before_it_connects(case: Path, shell: Shell) -> None:
    _lay_out(case)
    code, out, err = shell.run("plan", "--env", "sandbox")
    assert (code, out, shell.tried) == (1, "", [])
    assert re.search(r"error\[PC(016|121|122|123)\]", err)


def test_plan_of_a_safe_project_does_connect(shell: Shell) -> None:
    _lay_out(FOLDER / "whole-runs" / "a-good-project")
    code, _, err = shell.run("plan", "--env", "sandbox")
    assert code == 1
    assert "error[PC501]" in err
    assert shell.tried != []


def test_a_process_says_the_same() -> None:
    case = FOLDER / "whole-runs" / "faults-of-every-kind-in-many-files"
    command = [sys.executable, "-m", "pipelinectl", *_arguments(case)]
    done = subprocess.run(command, cwd=case, capture_output=True, timeout=SECONDS, check=False)
    assert done.stderr == b""
    check(case / "expected.txt", f"exit {done.returncode}\n{done.stdout.decode()}")


def test_every_code_that_needs_no_account_has_a_case() -> None:
    texts = ((case / "expected.txt").read_text("utf-8") for case in CASES)
    shown = {code for text in texts for code in re.findall(r"PC\d{3}", text)}
    assert {code for code in TABLE if code < "PC4"} - SHOWN_ELSEWHERE <= shown


def _arguments(case: Path) -> list[str]:
    given = case / "command.txt"
    return [*(given.read_text("utf-8").split() if given.exists() else ["validate"]), "--quiet"]


def _lay_out(case: Path) -> None:
    """Copy a case into the current folder, and make what its `generate.json` describes."""
    shutil.copytree(case, Path(), ignore=NOT_THE_PROJECT, dirs_exist_ok=True)
    listed = case / "generate.json"
    for row in json.loads(listed.read_text("utf-8")) if listed.exists() else []:
        _make(**row)


def _make(**row: Any) -> None:
    path = Path(row.get("file") or row.get("link") or row["pipe"])
    path.parent.mkdir(exist_ok=True)
    if "link" in row:
        path.symlink_to(row["to"])
    elif "pipe" in row:
        os.mkfifo(path)
    else:
        many = row.get("repeat", "") * row.get("times", 0)
        text = row.get("before", "") + many + row.get("after", "") + row.get("text", "")
        path.write_bytes(text.encode(row.get("encoding", "utf-8")))
