"""Follows a Markdown page as a reader would: its files, its edits and its commands, in order.

A fence with a title is a file: ```yaml title="pipelines/support.yaml" is written as it stands, and
```diff title="pipelines/support.yaml" changes the lines that it shows. In a ```console fence every
line that begins with `$ ` is run, and what follows it is what it prints. A command in a comment,
<!-- $ ... -->, is what somebody else does: it is run and not shown. Other fences are left alone.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

MASKS = (
    (r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", "<time>"),
    (r"\b([Rr])un [0-9a-f]{12}\b", r"\1un <run>"),
    (r"\bcorrelation id [0-9a-f-]{36}\b", "correlation id <id>"),
    (r"\blineage [0-9a-f]{32}\b", "lineage <lineage>"),
)
"""What differs from run to run. Everything else must be on the page exactly as it is printed."""

_PATIENCE = re.compile(r"^Still reading .*\n", re.MULTILINE)
"""What a command says each second while it waits, which a busy machine may make it do."""

_PAGES_PORT = "8787"
_SERVE = "pipelinectl emulator serve"
_OPEN = re.compile(r'```(?P<kind>\w+)(?: title="(?P<title>[^"]+)")?')
_HIDDEN = re.compile(r"<!-- \$ (?P<command>.+) -->")


@dataclass(slots=True)
class Step:
    """One thing that the reader does. `lines` is what the page shows for it."""

    kind: str
    title: str | None = None
    command: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as its lines of text and its steps, in their order."""

    parts: tuple[str | Step, ...]

    @classmethod
    def read(cls, text: str) -> Page:
        """Take a page apart; `str` puts it together again."""
        return cls(tuple(_parts(text.splitlines())))

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(each for each in self.parts if isinstance(each, Step))

    def __str__(self) -> str:
        shown = [each if isinstance(each, str) else "\n".join(_shown(each)) for each in self.parts]
        return "\n".join(shown) + "\n"


def _shown(step: Step) -> list[str]:
    if step.kind == "hidden":
        return [f"<!-- $ {step.command} -->"]
    command = [f"$ {step.command}"] if step.kind == "console" else []
    return [*command, *step.lines]


def _parts(lines: list[str]) -> Iterator[str | Step]:
    step: Step | None = None
    inside = ""
    for line in lines:
        fence = _OPEN.fullmatch(line)
        if inside and line == "```":
            if step is not None:
                yield step
            step, inside = None, ""
            yield line
        elif inside == "console" and line.startswith("$ "):
            if step is not None:
                yield step
            step = Step("console", command=line.removeprefix("$ "))
        elif inside == "console" and step is not None and step.command.endswith("\\"):
            step.command += f"\n{line}"
        elif step is not None:
            step.lines.append(line)
        elif hidden := _HIDDEN.fullmatch(line):
            yield Step("hidden", command=hidden["command"])
        else:
            yield line
            if not inside and fence:
                inside = fence["kind"]
                step = Step(inside, fence["title"]) if fence["title"] else None


class Shell:
    """A terminal in a folder: remembers its folder, what was exported, and the last exit code."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environ = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("PIPELINECTL_") and name != "CI"
        }
        here = str(Path(sys.executable).parent)
        self._environ |= {
            "PATH": os.pathsep.join((here, os.environ.get("PATH", ""))),
            "NO_COLOR": "1",
            "PYTHONUNBUFFERED": "1",  # as in a terminal, where lines come in their true order
        }
        self._code = 0
        self._port = _PAGES_PORT
        self._emulator: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._emulator is not None:
            self._emulator.kill()
            self._emulator.communicate()

    def write(self, step: Step) -> None:
        """Write, or change, a file that the page shows."""
        assert step.title is not None
        path = self.folder / step.title
        path.parent.mkdir(parents=True, exist_ok=True)
        if step.kind == "diff":
            path.write_text(edited(path.read_text("utf-8"), step.lines), "utf-8")
        else:
            path.write_text("\n".join(step.lines) + "\n", "utf-8")

    def run(self, command: str) -> str:
        """What a command prints, as it would be with the port that the page names."""
        if command.startswith(_SERVE):
            return self._serve(command)
        if moved := re.fullmatch(r"cd (\S+)", command):
            self.folder = (self.folder / moved[1]).resolve()
            return ""
        if exported := re.fullmatch(r"export (\w+)=(\S+)", command):
            self._environ[exported[1]] = exported[2]
            return ""
        self._use_port()
        done = subprocess.run(
            ["sh", "-c", f"(exit {self._code})\n{self._here(command)}"],
            cwd=self.folder,
            env=self._environ,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=60,
        )
        self._code = done.returncode
        return _PATIENCE.sub("", done.stdout.replace(f":{self._port}", f":{_PAGES_PORT}"))

    @property
    def code(self) -> int:
        """How the last command ended."""
        return self._code

    def _serve(self, command: str) -> str:
        """Start the emulator as in another terminal, on a port that is free."""
        arguments = command.removeprefix("pipelinectl").split()
        self._emulator = subprocess.Popen(
            [sys.executable, "-m", "pipelinectl", *arguments, "--port", "0"],
            cwd=self.folder,
            env=self._environ,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._emulator.stdout is not None
        line = self._emulator.stdout.readline()
        found = re.search(r"127\.0\.0\.1:(\d+)", line)
        assert found, f"the emulator did not start: {line}"
        self._port = found[1]
        return line.replace(f":{self._port}", f":{_PAGES_PORT}")

    def _here(self, text: str) -> str:
        return text.replace(f":{_PAGES_PORT}", f":{self._port}")

    def _use_port(self) -> None:
        """The project files that the page wrote name its port."""
        for path in self.folder.rglob("pipelinectl.yaml"):
            text = path.read_text("utf-8")
            if text != self._here(text):
                path.write_text(self._here(text), "utf-8")


def edited(text: str, lines: list[str]) -> str:
    """A text after the change that a diff shows: its old lines must stand there exactly once."""
    old = "".join(f"{each[1:]}\n" for each in lines if each[:1] in "- ")
    new = "".join(f"{each[1:]}\n" for each in lines if each[:1] in "+ ")
    assert f"\n{text}".count(f"\n{old}") == 1, f"these lines do not stand there once:\n{old}"
    return f"\n{text}".replace(f"\n{old}", f"\n{new}").removeprefix("\n")


def masked(text: str) -> str:
    """A text without what differs from run to run."""
    for pattern, word in MASKS:
        text = re.sub(pattern, word, text)
    return text


def followed(text: str, shell: Shell) -> str:
    """The page with what its commands print now; where only masks differ, as it was.

    A command that fails must be followed by `echo $?`, so that the reader sees the exit code.
    """
    page = Page.read(text)
    for step, after in pairwise((*page.steps, Step("end"))):
        if step.kind not in {"console", "hidden"}:
            shell.write(step)
            continue
        printed = shell.run(step.command).rstrip("\n")
        if step.kind == "console" and masked(printed) != masked("\n".join(step.lines)):
            step.lines = printed.split("\n") if printed else []
        asked = step.command == "echo $?" or after.command == "echo $?"
        assert shell.code == 0 or asked, f"{step.command}: exit code {shell.code}\n{printed}"
    return str(page)
