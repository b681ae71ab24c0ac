"""The command line itself: help, usage errors, streams, reference pages, init, emulator, demo."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipelinectl import __version__
from tests.desk import Desk
from tests.emulator.harness import Api
from tests.golden import check

GOLDEN = Path(__file__).parent / "cases/cli"
COMMANDS = (
    "init",
    "validate",
    "plan",
    "show",
    "apply",
    "drift",
    "import",
    "explain",
    "schema",
    "ledger",
    "emulator serve",
    "demo",
)


class _NoAccount(Api):
    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:1", "none")


@pytest.fixture
def offline(tmp_path: Path) -> Desk:
    """A folder without any account."""
    return Desk(tmp_path, _NoAccount())


def _process(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipelinectl", *arguments],
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_version_is_said_without_importing_the_command_line(tmp_path: Path) -> None:
    ended = _process("--version", cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (0, f"pipelinectl {__version__}\n")


def test_help_lists_every_command(offline: Desk) -> None:
    ended = offline.run("--help")
    assert ended.code == 0
    check(GOLDEN / "help.txt", ended.out)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(offline: Desk, command: str) -> None:
    ended = offline.run(*command.split(), "--help")
    assert ended.code == 0
    check(GOLDEN / f"help-{command.replace(' ', '-')}.txt", ended.out)


@pytest.mark.parametrize(
    ("name", "arguments"),
    {
        "a-misspelt-command": ["plna"],
        "an-unknown-option": ["plan", "--evn", "x"],
        "an-unknown-format": ["plan", "--format", "xml"],
        "an-unknown-option-as-json": ["plan", "--format", "json", "--evn", "x"],
        "a-misspelt-variable": ["validate", "--var", "a"],
        "an-unknown-code": ["explain", "PC999"],
        "no-project": ["plan"],
        "no-project-as-json": ["plan", "--format", "json"],
        "a-path-that-is-not-there": ["validate", "nowhere"],
        "a-plan-that-is-not-there": ["show", "nowhere.json"],
        "an-unknown-profile": ["emulator", "serve", "--profile", "sunny"],
    }.items(),
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_bad_usage_is_a_diagnostic_and_exit_1(
    offline: Desk, name: str, arguments: list[str]
) -> None:
    ended = offline.run(*arguments)
    assert ended.code == 1
    check(GOLDEN / f"usage-{name}.txt", f"{ended.out}--\n{ended.err}")


def test_a_code_and_its_row_are_explained(offline: Desk) -> None:
    by_code, by_row = offline.run("explain", "pc201"), offline.run("explain", "V013")
    assert by_code.out == by_row.out
    check(GOLDEN / "explain.txt", by_code.out)
    check(GOLDEN / "explain-all.txt", offline.run("explain").out)


@pytest.mark.parametrize("which", ["configuration", "project", "plan"])
def test_a_schema_is_the_published_one(offline: Desk, which: str) -> None:
    name = "pipelinectl" if which == "configuration" else which
    published = Path(__file__).parent.parent / f"schema/{name}.schema.json"
    assert offline.run("schema", which).out == published.read_text(encoding="utf-8")


@pytest.mark.parametrize("ci", [None, "github", "gitlab"])
def test_init_writes_a_project_that_validates_and_overwrites_nothing(
    offline: Desk, ci: str | None
) -> None:
    offline.write(".gitignore", "secret.txt")
    more = ["--ci", ci] if ci else []
    assert offline.run("init", *more).code == 0
    ignored = (offline.folder / ".gitignore").read_text(encoding="utf-8")
    assert ignored.startswith("secret.txt\n")
    assert ignored.endswith("\n.pipelinectl/\n")
    validated = offline.run("validate", "--strict")
    assert validated.code == 0, validated.out
    again = offline.run("init", *more)
    assert again.code == 1
    assert "nothing was written" in again.err


def test_data_goes_to_stdout_and_all_else_to_stderr(desk: Desk) -> None:
    desk.write(
        "pipelines/a.yaml", "pipelines: {a: {name: A, statuses: [{name: C, state: closed}, O]}}"
    )
    ended = desk.run("plan", "--format", "json")
    assert json.loads(ended.out)["format_version"] == "1.0"
    assert ended.err.startswith("Environment sandbox, account 1111111, 127.0.0.1:")
    assert desk.run("plan", "--quiet").err == ""


def test_log_json_writes_one_object_a_line(desk: Desk) -> None:
    desk.write(
        "pipelines/a.yaml", "pipelines: {a: {name: A, statuses: [{name: C, state: closed}, O]}}"
    )
    ended = desk.run("apply", "--yes", "--format", "json", "--verbose", "--log-json")
    events = [json.loads(line) for line in ended.err.splitlines()]
    assert [each["event"] for each in events if "event" in each] == [
        "session",
        "write",
        "change",
        "change",
        "change",
    ]


def test_strict_takes_the_warnings_of_a_plan_for_errors(desk: Desk) -> None:
    desk.write(
        "pipelines/a.yaml",
        "pipelines: {a: {name: A, statuses: [{name: C, state: closed}, O], "
        "rules: {no_moving_backward: true}}}",
    )
    assert desk.run("plan").code == 0
    assert desk.run("plan", "--strict").code == 1


def test_a_selection_of_nothing_is_an_error(desk: Desk) -> None:
    desk.write(
        "pipelines/a.yaml", "pipelines: {a: {name: A, statuses: [{name: C, state: closed}, O]}}"
    )
    for flags in (["--only", "pipeline.b"], ["--except", "status.*.x"], ["--allow", "status.a.x"]):
        ended = desk.run("plan", *flags)
        assert ended.code == 1
        assert "PC131" in ended.err


def test_a_closed_pipe_is_no_fault(offline: Desk) -> None:
    offline.run("init")
    with subprocess.Popen(
        [sys.executable, "-m", "pipelinectl", "schema"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_the_emulator_stops_when_it_is_told_to(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "pipelinectl", "emulator", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Emulator ready at http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the demo shows; it ends well and leaves nothing behind."""
    folder = tmp_path_factory.mktemp("demo")
    ended = _process("demo", cwd=folder)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert list(folder.iterdir()) == []
    return ended.stdout


def test_the_demo_runs_from_any_folder_and_says_what_to_try_next(demo: str) -> None:
    assert "What to try next" in demo


def test_the_ticket_of_the_demo_ends_as_its_channel_declares(demo: str) -> None:
    _, _, after = demo.partition("The ticket that comes of it:\n")
    assert after.split("\n\n", maxsplit=1)[0].splitlines() == [
        "  subject: I cannot log in",
        "  status: New",
        "  priority: MEDIUM",
        "  owner: ana@acme.example",
    ]
