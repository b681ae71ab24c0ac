"""A branch of ledgers on a remote: what it holds, and pushing a commit to it.

Nothing of the checkout is touched, neither files nor index nor the current branch: commits are
made of objects, in the object store alone. Reading leaves no ref behind.
"""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipelinectl.diagnostics import diagnostic
from pipelinectl.ledger.program import REMOTE_SECONDS, Done, Git, StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

_TRIES = 5
"""How often a tip is asked for that is gone again before its objects are fetched."""

_IDENTITY = {
    "GIT_AUTHOR_NAME": "pipelinectl",
    "GIT_AUTHOR_EMAIL": "pipelinectl@localhost",
    "GIT_COMMITTER_NAME": "pipelinectl",
    "GIT_COMMITTER_EMAIL": "pipelinectl@localhost",
}
_LEDGER = re.compile(r"(?:.+/)?[a-z][a-z0-9_-]*/[0-9]+\.json|README(?:\.md)?", re.ASCII | re.DOTALL)
_FETCH = (
    "fetch",
    "--quiet",
    "--no-tags",
    "--no-prune",
    "--no-recurse-submodules",
    "--no-write-fetch-head",
    "--refmap=",
)
_PUSH = ("push", "--no-verify", "--no-follow-tags", "--recurse-submodules=no")


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of one remote, as a clone sees it. Every method may raise StoreError."""

    git: Git
    remote: str
    name: str

    def __str__(self) -> str:
        return f"the branch {self.name} of {self.remote}"

    @property
    def ref(self) -> str:
        """The whole name, so that git takes it for nothing else."""
        return f"refs/heads/{self.name}"

    def place(self) -> str:
        """The path of the project's folder in its repository, which has the remote."""
        prefix = self.git.run("rev-parse", "--show-prefix")
        if prefix.code != 0:
            raise StoreError(
                diagnostic(
                    "PC530",
                    f"The ledger is kept in a git branch, and git cannot work here: {prefix.said}",
                    hint="Work in a clone, or leave `ledger:` out to keep the ledger in a file.",
                ),
            )
        remotes = self._must("remote").text.splitlines()
        if self.remote not in remotes:  # git would take the name for a path
            raise StoreError(
                diagnostic(
                    "PC530",
                    f"The ledger is kept on the remote {self.remote}, and this repository has "
                    f"{', '.join(remotes) or 'no remote'}.",
                    hint=f"Add it with `git remote add {self.remote} URL`, or name another one: "
                    "`ledger: {git: {branch: ..., remote: ...}}`.",
                ),
            )
        return prefix.text

    def tip(self) -> str | None:
        """The commit that the branch has now, its objects fetched; None where it has none."""
        for _ in range(_TRIES):
            listed = self._asked("ls-remote", self.remote, self.ref).text
            # Git also lists refs whose names only end like this one.
            row = re.search(rf"^([0-9a-f]+)\t{re.escape(self.ref)}$", listed, re.MULTILINE)
            if row is None or self._has(row[1]):
                return row[1] if row else None
            self._asked(*_FETCH, self.remote, self.ref)
            if self._has(row[1]):
                return row[1]
        raise StoreError(
            diagnostic(
                "PC531",
                f"The ledger cannot be read from {self}: it moves all the time.",
                hint="Run the command again.",
            ),
        )

    def blob(self, commit: str | None, path: str) -> str | None:
        """The id of a file's content in a commit; None where either is missing.

        A branch that holds what no ledger is, is refused: it is somebody's work.
        """
        if commit is None:
            return None
        listed = self._must("ls-tree", "-r", "-z", "--full-tree", commit).out
        found = None
        for row in filter(None, listed.split(b"\0")):
            head, _, raw = row.partition(b"\t")
            name = os.fsdecode(raw)
            if not _LEDGER.fullmatch(name):
                raise StoreError(
                    diagnostic(
                        "PC533",
                        f"The ledger cannot be kept in {self}: it holds {name[:80]!r}, which is "
                        "no ledger.",
                        hint="Name a branch that nothing else uses, such as `pipelinectl-ledger`.",
                    ),
                )
            if name == path:
                found = head.split()[2].decode("ascii")
        return found

    def content(self, blob: str) -> bytes:
        """The content of a file, exactly."""
        return self._must("cat-file", "blob", blob).out

    def commit(self, content: bytes, path: str, base: str | None, message: str) -> str:
        """A commit on `base` that differs from it in one file alone. The index is one of ours."""
        blob = self._must("hash-object", "-w", "--stdin", given=content).text
        entry = f"100644 {blob}\t{path}\0"
        with tempfile.TemporaryDirectory(prefix="pipelinectl-") as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            if base is not None:
                self._must("read-tree", base, extra=index)
            self._must("update-index", "-z", "--index-info", given=os.fsencode(entry), extra=index)
            tree = self._must("write-tree", extra=index).text
        parents = ("-p", base) if base is not None else ()
        named = self.git.run("var", "GIT_COMMITTER_IDENT").code == 0
        return self._must(
            "commit-tree",
            tree,
            *parents,
            given=message.encode("utf-8", "replace"),
            extra={} if named else _IDENTITY,
        ).text

    def push(self, commit: str, base: str | None) -> Done:
        """Move the branch to a commit, if it still stands at `base` (None: if there is none)."""
        lease = f"--force-with-lease={self.ref}:{base or ''}"
        target = f"{commit}:{self.ref}"
        return self.git.run(*_PUSH, lease, self.remote, target, seconds=REMOTE_SECONDS)

    def holds(self, tip: str | None, commit: str) -> bool:
        """Whether a commit is the tip or stands below it."""
        if tip is None:
            return False
        return self.git.run("merge-base", "--is-ancestor", commit, tip).code == 0

    def refused(self, pushed: Done) -> StoreError:
        """The error for a push that the remote did not take."""
        return StoreError(
            diagnostic(
                "PC532",
                f"The ledger cannot be pushed to {self}: {pushed.said}",
                hint="Whoever applies must be allowed to push to that branch: in GitHub Actions "
                "the job needs `permissions: {contents: write}`, in GitLab the project must allow "
                "pushes with job tokens.",
            ),
        )

    def _has(self, commit: str) -> bool:
        done = self.git.run("cat-file", "-e", f"{commit}^{{commit}}", seconds=REMOTE_SECONDS)
        return done.code == 0

    def _must(
        self, *arguments: str, given: bytes = b"", extra: Mapping[str, str] | None = None
    ) -> Done:
        """A command on this repository, which has to succeed."""
        done = self.git.run(*arguments, given=given, extra=extra)
        if done.code != 0:
            raise StoreError(
                diagnostic(
                    "PC530",
                    f"The ledger is kept in a git branch, and `git {arguments[0]}` failed: "
                    f"{done.said}",
                    hint="Look whether this clone is sound: `git fsck`.",
                ),
            )
        return done

    def _asked(self, *arguments: str) -> Done:
        """A command that reads from the remote, which has to succeed."""
        done = self.git.run(*arguments, seconds=REMOTE_SECONDS)
        if done.code != 0:
            raise StoreError(
                diagnostic(
                    "PC531",
                    f"The ledger cannot be read from {self}: {done.said}",
                    hint=f"`git ls-remote {self.remote}` must work here without a question. In CI "
                    "the job needs the right to read the repository's content.",
                ),
            )
        return done
