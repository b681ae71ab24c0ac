"""Runs the git program: never a question, never a hook, never without an end.

What git prints is shown to people only as one line, without the user and password of a URL.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from pipelinectl.diagnostics import diagnostic

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipelinectl.diagnostics import Diagnostic

LOCAL_SECONDS = 30.0
REMOTE_SECONDS = 90.0

_SETTINGS = (
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.splitIndex=false"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "gc.auto=0"),
    *("-c", "maintenance.auto=false"),
)
_DROPPED = re.compile(
    "PIPELINECTL_.*|GIT_TRACE.*|GIT_(?:DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|NAMESPACE"
    "|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|QUARANTINE_PATH|SHALLOW_FILE|GRAFT_FILE)"
)
"""Variables that git must not see: our tokens, and what a hook says of the repository it is for."""

_FIXED = {
    "GIT_TERMINAL_PROMPT": "0",
    "GCM_INTERACTIVE": "never",
    "SSH_ASKPASS_REQUIRE": "never",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}
_USERINFO = re.compile(r"(://)\S*@")
_TELLING = re.compile(r"fatal:|error:|remote:|ssh:|!\s", re.ASCII)


class StoreError(OSError):
    """Where the ledger is kept cannot be reached or used; `diagnostic` says why.

    It is an OSError because it is to a remote ledger what a full disk is to a local one.
    """

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class Done:
    """How a git command ended: its exit code, its data, and what it said in one line."""

    code: int
    out: bytes
    said: str

    @property
    def text(self) -> str:
        """The data as a text without its last line end."""
        return os.fsdecode(self.out).rstrip("\n")


@dataclass(frozen=True, slots=True)
class Git:
    """The git program in one folder."""

    folder: Path
    environ: Mapping[str, str]

    def run(
        self,
        *arguments: str,
        given: bytes = b"",
        seconds: float = LOCAL_SECONDS,
        extra: Mapping[str, str] | None = None,
    ) -> Done:
        """Run one command and wait for its end.

        Args:
            arguments: the command of git and what it takes.
            given: what it reads.
            seconds: after this time it is ended, with all that it started.
            extra: variables for this command alone.

        Raises:
            StoreError: there is no git, or it did not end in time.
        """
        program = shutil.which("git", path=self.environ.get("PATH"))
        if program is None:
            raise StoreError(
                diagnostic(
                    "PC530",
                    "The ledger is kept in a git branch, and the program git was not found.",
                    hint="Install git, or leave `ledger:` out to keep the ledger in a file.",
                ),
            )
        with TemporaryFile() as stdin, TemporaryFile() as out, TemporaryFile() as err:
            stdin.write(given)
            stdin.seek(0)
            # Files and no pipes: a helper that stays, as ssh's shared connection does, keeps a
            # pipe open after git has ended.
            process = subprocess.Popen(  # noqa: S603 - no shell; no argument a file could forge
                [program, *_SETTINGS, *arguments],
                cwd=self.folder,
                env=self._environment(extra or {}),
                stdin=stdin,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
            try:
                code = process.wait(seconds)
            except subprocess.TimeoutExpired:
                raise StoreError(_too_slow(arguments[0], seconds)) from None
            finally:
                _end(process)
            return Done(code, _all(out), in_one_line(_all(err)))

    def _environment(self, extra: Mapping[str, str]) -> dict[str, str]:
        kept = {name: value for name, value in self.environ.items() if not _DROPPED.fullmatch(name)}
        return {**kept, **_FIXED, **extra}


def in_one_line(stderr: bytes) -> str:
    """What git said, for people: the telling lines, printable, no secret of a URL, not long."""
    lines = [
        "".join(sign for sign in line if sign.isprintable()).strip()
        for line in stderr.decode("utf-8", "replace").splitlines()
    ]
    telling = [line for line in lines if _TELLING.match(line)] or [line for line in lines if line]
    text = _USERINFO.sub(r"\1***@", " ".join(telling))
    return text if len(text) <= 300 else f"{text[:299]}…"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git, and what it started, where it has not ended by itself."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _all(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _too_slow(command: str, seconds: float) -> Diagnostic:
    return diagnostic(
        "PC531",
        f"`git {command}` did not end within {seconds:g} seconds.",
        hint="Look whether `git ls-remote` answers here without asking a question. If the claim "
        "of this run was left behind, `pipelinectl ledger release RUN` takes it out.",
    )
