"""Where an environment keeps its ledger: the field `ledger`.

A pull request may write any text here, and the texts become arguments of git. So a branch and a
remote have one strict form, in which nothing is an option, a refspec, a path or a URL.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelinectl.project.model import GitLedger
from pipelinectl.source.findings import shortened

if TYPE_CHECKING:
    from pipelinectl.project.fields import Fields

BACKENDS = ("git",)
GIT_FIELDS = ("branch", "remote")
EXAMPLE = "ledger: {git: {branch: pipelinectl-ledger}}"

_PART = r"(?!\S*\.lock(?:/|$))[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*"
BRANCH = re.compile(rf"(?!refs/|HEAD$|-)(?=.{{1,200}}$){_PART}(?:/{_PART})*", re.ASCII)
"""A part of what git takes for a branch, in the expressions that JavaScript and Python share."""

REMOTE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,99}", re.ASCII)


def read_ledger(fields: Fields) -> GitLedger | None:
    """The branch that an environment names; None for the local file, and where it is wrong."""
    value = fields.values.get("ledger")
    if value is None or value == "local":
        return None
    if not isinstance(value, dict):
        fields.report(
            "PC105",
            "`ledger` takes `local` or a mapping with the field `git`.",
            "ledger",
            hint=f"Write `{EXAMPLE}`, or leave it out: the ledger is a local file then.",
        )
        return None
    block = fields.mapping("ledger")
    if block is None:
        return None
    block.only(BACKENDS)
    if block.faultless:
        block.require("git", "{branch: pipelinectl-ledger}")
    git = block.mapping("git")
    if git is None:
        return None
    git.only(GIT_FIELDS)
    git.require("branch", "pipelinectl-ledger")
    branch = _checked(git, "branch", BRANCH, "the name of a branch", "pipelinectl-ledger")
    remote = _checked(git, "remote", REMOTE, "the name of a remote", "origin")
    return GitLedger(branch, remote or "origin") if branch else None


def _checked(
    fields: Fields, name: str, form: re.Pattern[str], what: str, example: str
) -> str | None:
    text = fields.text(name)
    if text is None or form.fullmatch(text):
        return text
    fields.report(
        "PC106",
        f"`{name}` is not {what}: `{shortened(text)}`.",
        name,
        hint=f"Write `{name}: {example}`; letters, digits, `-` and `_` are safe.",
    )
    return None
