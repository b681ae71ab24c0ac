"""What a project file may name as branch and remote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelinectl.project.ledger import BRANCH as BRANCH_FORM
from pipelinectl.project.ledger import REMOTE as REMOTE_FORM
from tests.ledger.stores import git
from tests.property.laws import law

SIGNS = st.sampled_from(
    [*"aZ09_-./@~^:?*[\\ \n\t", "..", ".lock", "@{", "//", "refs/", "HEAD", "ä"]
)


@law(60)
@given(name=st.lists(SIGNS, max_size=5).map("".join))
def test_every_branch_that_a_project_may_name_is_one_for_git(name: str) -> None:
    if BRANCH_FORM.fullmatch(name):
        assert git(Path(), "check-ref-format", "--branch", name) == name
        assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_./-]*", name)


@pytest.mark.parametrize("name", ["pipelinectl-ledger", "a/b.c/d_e", "v1.2", "x" * 200])
def test_a_branch_may_be(name: str) -> None:
    assert BRANCH_FORM.fullmatch(name)


NO_BRANCH = [
    "", "-f", "--upload-pack=x", "a b", "a:b", "+a", "a..b", "a.", ".a", "a/", "/a", "a//b",
    "HEAD", "a.lock", "a.lock/b", "refs/heads/a", "a\n", "a/-b", "a/.b", "@", "a@{1}", "x" * 201,
]  # fmt: skip
NO_REMOTE = ["", "-x", "a/b", "../x", ".", "https://evil.example", "ext::sh", "a b", "a\n"]


@pytest.mark.parametrize("name", NO_BRANCH, ids=repr)
def test_a_branch_may_not_be(name: str) -> None:
    assert not BRANCH_FORM.fullmatch(name)


@pytest.mark.parametrize("name", NO_REMOTE, ids=repr)
def test_a_remote_may_not_be(name: str) -> None:
    assert not REMOTE_FORM.fullmatch(name)
