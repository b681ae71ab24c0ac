"""A project in a folder of its own, an emulated account, and the real command line over both."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelinectl.cli.main import run
from tests.emulator.harness import running, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.emulator.harness import Api

TOKEN = "ana@acme.example"
PIPELINES = "/crm/pipelines/2026-09/0-5"
RULES = "/crm/pipelines-rules/2026-09/0-5"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Desk:
    """One project and one account."""

    folder: Path
    api: Api

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def project(self, **environment: Any) -> None:
        """Write a project file with one environment that leads to the account."""
        sandbox = {
            "adapter": "hubspot",
            "account": 1111111,
            "base_url": self.api.url,
            "token_env": "PIPELINECTL_SANDBOX_TOKEN",
            **environment,
        }
        self.write(
            "pipelinectl.yaml", json.dumps({"version": 1, "environments": {"sandbox": sandbox}})
        )

    def run(self, *arguments: str, token: str | None = TOKEN, **environ: str) -> Ended:
        """Run a command in this process, as if typed in the project folder."""
        out, err = io.StringIO(), io.StringIO()
        with (
            contextlib.chdir(self.folder),
            _environ(token, environ),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = run(arguments)
        return Ended(code, out.getvalue(), err.getvalue())

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command in a process of its own, to be killed."""
        return subprocess.Popen(
            [sys.executable, "-m", "pipelinectl", *arguments],
            cwd=self.folder,
            env={**os.environ, "PIPELINECTL_SANDBOX_TOKEN": TOKEN, "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def kill_at(self, moment: str, number: int) -> None:
        """Begin an apply and kill it at a write: `hold_before_write` or `hold_after_write`."""
        self.fault(moment, number)
        with self.start("apply", "--yes") as process:
            wait_until(lambda: self.api.get("/_emulator/faults").json()["reached"], seconds=20)
            process.kill()
        self.api.delete("/_emulator/faults")

    def apply(self, *arguments: str) -> Ended:
        """Plan to a file and apply that file: the reviewed way."""
        planned = self.run("plan", "--out", "plan.json", *arguments)
        assert planned.code in {0, 3}, planned
        return self.run("apply", "plan.json")

    def pipelines(self) -> dict[str, list[tuple[str, str, str]]]:
        """What the account holds: pipelines by label, stages as id, label and state, in order."""
        results = self.api.get(PIPELINES).json()["results"]
        return {
            each["label"]: [
                (stage["id"], stage["label"], stage["metadata"]["ticketState"])
                for stage in sorted(each["stages"], key=lambda one: int(one["displayOrder"]))
            ]
            for each in results
        }

    def writes(self) -> list[dict[str, Any]]:
        """The writes that the account was sent since the log was cleared."""
        requests = self.api.get("/_emulator/requests").json()["requests"]
        return [each for each in requests if each["write"]]

    def forget_requests(self) -> None:
        self.api.delete("/_emulator/requests")

    def fault(self, name: str, at: int = 1, **more: Any) -> None:
        self.api.delete("/_emulator/faults")
        self.api.post("/_emulator/faults", {"name": name, "at": at, **more})

    def pipeline_id(self, name: str) -> str:
        """The id of a pipeline, by its label or id."""
        results = self.api.get(PIPELINES).json()["results"]
        return next(str(each["id"]) for each in results if name in {each["label"], each["id"]})

    def stage_id(self, pipeline: str, label: str) -> str:
        """The id of a stage, by the label or id of its pipeline and its own label."""
        stages = self.api.get(f"{PIPELINES}/{self.pipeline_id(pipeline)}/stages").json()["results"]
        return next(str(each["id"]) for each in stages if each["label"] == label)

    def stage(self, pipeline: str, stage: str, **changes: Any) -> None:
        """Change a stage by hand, through the API."""
        answer = self.api.patch(f"{PIPELINES}/{pipeline}/stages/{stage}", changes)
        assert answer.ok, answer.text


@contextlib.contextmanager
def new_desk(folder: Path, *flags: str) -> Iterator[Desk]:
    """A project file without configuration, and a fresh emulated account."""
    with running(*flags, token=TOKEN) as emulator:
        desk = Desk(folder, emulator.api)
        desk.project()
        yield desk


@contextlib.contextmanager
def _environ(token: str | None, more: dict[str, str]) -> Iterator[None]:
    kept = dict(os.environ)
    for name in [*os.environ]:
        if name.startswith("PIPELINECTL_") or name in {"CI", "GITHUB_ACTOR"}:
            del os.environ[name]
    if token is not None:
        os.environ["PIPELINECTL_SANDBOX_TOKEN"] = token
    os.environ.update({"NO_COLOR": "1", **more})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)
