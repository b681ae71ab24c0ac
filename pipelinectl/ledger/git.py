"""The ledger in a branch of the project's repository: compare-and-swap by `git push`.

The branch has a file for each environment and account of each project, so its tip moves for others
too; what counts is our own file.
"""

from __future__ import annotations

import random
import re
import time
import uuid
from typing import TYPE_CHECKING

from pipelinectl.diagnostics import diagnostic
from pipelinectl.ledger.branch import Branch
from pipelinectl.ledger.local import NO_LEDGER
from pipelinectl.ledger.model import LedgerError, from_bytes
from pipelinectl.ledger.program import Git, StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipelinectl.ledger.program import Done

_TRIES = 12
"""How often a push is tried anew after those of other environments."""

_BUSY = re.compile("cannot lock ref|failed to update ref|reference already exists")
"""What a remote says while another push is at the very same branch."""


class GitStore:
    """Keeps the ledger in one file of a branch; its version is the commit that it was read from."""

    def __init__(
        self, folder: Path, remote: str, branch: str, name: str, environ: Mapping[str, str]
    ) -> None:
        """No git runs yet.

        Args:
            folder: the project's folder, inside a git repository.
            remote: the name of a remote that is set up there.
            branch: a branch on that remote which nothing else uses.
            name: the path of the ledger in the branch, below the project's own place, so that
                projects of one repository do not share a ledger.
            environ: the environment of the process.
        """
        self._branch = Branch(Git(folder, environ), remote, branch)
        self._name = name
        self._path: str | None = None

    def load(self) -> tuple[bytes | None, str]:
        """The content and its version; None where the branch, or the file in it, is missing.

        Raises:
            StoreError: git cannot tell.
        """
        path = self._place()
        tip = self._branch.tip()
        blob = self._branch.blob(tip, path)
        return (None if blob is None else self._branch.content(blob)), tip or NO_LEDGER

    def save(self, content: bytes, version: str) -> bool:
        """Push the content, if the file on the remote is still the one of that version.

        A push that lost only because of another file of the branch is tried anew on its new tip.

        Raises:
            StoreError: git cannot tell, or the remote refuses the push.
        """
        branch, path = self._branch, self._place()
        base = None if version == NO_LEDGER else version
        before = branch.blob(base, path)
        message = self._message(content, before)
        for count in range(_TRIES):
            commit = branch.commit(content, path, base, message)
            pushed = branch.push(commit, base)
            if pushed.code == 0:
                return True
            tip = self._tip_after(pushed)
            if branch.holds(tip, commit):  # it arrived, and only the answer was lost
                return True
            if branch.blob(tip, path) != before:
                return False
            if tip == base and not _BUSY.search(pushed.said):
                raise branch.refused(pushed)
            base = tip
            time.sleep(random.uniform(0, 0.02 * 2 ** min(count, 5)))  # noqa: S311 - no secret
        raise StoreError(
            diagnostic(
                "PC532",
                f"The ledger cannot be pushed to {branch}: it moves all the time.",
                hint="Run the command again.",
            ),
        )

    def _place(self) -> str:
        if self._path is None:
            self._path = self._branch.place() + self._name
        return self._path

    def _tip_after(self, pushed: Done) -> str | None:
        """The tip after a push that failed; where it cannot be read, the push's reason counts."""
        try:
            return self._branch.tip()
        except StoreError as fault:
            raise self._branch.refused(pushed) from fault

    def _message(self, content: bytes, before: str | None) -> str:
        """What a save does, for whoever reads the branch's log.

        It has a word that is never used twice: two runs that save the same in the same second make
        two commits, of which one loses.
        """
        environment = self._name.rpartition("/")[0]
        old = self._branch.content(before) if before is not None else b""
        if run := _run_of(content):
            subject = f"{environment}: run {run} begins"
        elif run := _run_of(old):
            subject = f"{environment}: run {run} has ended"
        else:
            subject = environment
        return f"{subject}\n\nSave: {uuid.uuid4().hex}\n"


def _run_of(content: bytes) -> str | None:
    """The run whose claim stands in a ledger."""
    try:
        claim = from_bytes(content).claim
    except LedgerError:
        return None
    return claim.run if claim else None
