"""Runs commands alternately, as whole processes, and takes medians."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.tools import environ

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_LAUNCHER = Path(__file__).with_name("launch.py")
_APART = Path(__file__).with_name("apart.py")


@dataclass(frozen=True, slots=True)
class Sample:
    """What one process took: seconds, megabytes, bytes of output, and its calls where counted."""

    wall: float
    cpu: float
    peak: float
    output: float
    calls: float | None = None
    in_calls: float | None = None

    @property
    def apart(self) -> float:
        """The seconds in which no call was under way."""
        return self.wall - (self.in_calls or 0.0)


@dataclass(frozen=True, slots=True)
class Command:
    """A command to measure. `before` prepares each run and is not measured."""

    arguments: Sequence[str]
    folder: Path
    before: Callable[[], None] | None = None
    most_runs: int = 1000


@dataclass(frozen=True, slots=True)
class Case:
    """One figure at one size: a command for each tool."""

    figure: str
    objects: int
    commands: Mapping[str, Command]


@dataclass(frozen=True, slots=True)
class Row:
    """The medians of one command."""

    figure: str
    objects: int
    tool: str
    runs: int
    sample: Sample


class FailedError(Exception):
    """A command did not end with exit code 0."""

    def __init__(self, arguments: Sequence[str], code: int, words: str) -> None:
        super().__init__(f"{' '.join(arguments)}: exit code {code}\n{words[-2000:]}")


def measured(case: Case, runs: int) -> Iterator[Row]:
    """Run the commands of a case one after the other, and again, and give the medians."""
    samples: dict[str, list[Sample]] = {tool: [] for tool in case.commands}
    for run in range(runs):
        for tool, command in case.commands.items():
            if run < command.most_runs:
                samples[tool].append(_run(command))
    for tool, found in samples.items():
        yield Row(case.figure, case.objects, tool, len(found), medians(found))


def medians(samples: Sequence[Sample]) -> Sample:
    """The median of each number."""
    numbers: dict[str, Any] = {}
    for name in (each.name for each in fields(Sample)):
        values = [getattr(each, name) for each in samples]
        numbers[name] = None if None in values else median(values)
    return Sample(**numbers)


def counted(arguments: Sequence[str]) -> list[str]:
    """A command line of pipelinectl whose calls are counted and timed apart."""
    return [sys.executable, str(_APART), "calls.json", *arguments]


def _run(command: Command) -> Sample:
    if command.before is not None:
        command.before()
    calls = command.folder / "calls.json"
    calls.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as name:
        report, out, err = (Path(name) / each for each in ("report.json", "out", "err"))
        launcher = [sys.executable, "-I", "-S", str(_LAUNCHER), str(report), str(out), str(err)]
        subprocess.run(
            [*launcher, *command.arguments], cwd=command.folder, env=environ(), check=True
        )
        found = json.loads(report.read_text(encoding="utf-8"))
        if found["exit"] != 0:
            words = err.read_text(encoding="utf-8") + out.read_text(encoding="utf-8")
            raise FailedError(command.arguments, found["exit"], words)
        counts = json.loads(calls.read_text(encoding="utf-8")) if calls.exists() else {}
        return Sample(
            wall=found["wall"],
            cpu=found["cpu"],
            peak=found["peak"],
            output=out.stat().st_size,
            calls=counts.get("calls"),
            in_calls=counts.get("seconds"),
        )
