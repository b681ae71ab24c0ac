"""Programs, folders and states of git that the tests of its ledger share."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from pipelinectl.ledger.git import GitStore
from pipelinectl.ledger.program import StoreError
from tests.ledger.stores import BRANCH, NAME, git, git_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


REF = f"refs/heads/{BRANCH}"


def saved(folder: Path, content: bytes = b"one", **more: str) -> GitStore:
    store = git_store(folder, **more)
    assert store.save(content, store.load()[1])
    return store


def why(act: Callable[[], object]) -> str:
    """The diagnostic that something ends with: code and message."""
    with pytest.raises(StoreError) as caught:
        act()
    assert caught.value.diagnostic.hint
    return f"{caught.value.diagnostic.code} {caught.value.diagnostic.message}"


def script(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def wrapped(folder: Path, text: str) -> dict[str, str]:
    """An environment in which git is a script; in it `$GIT` is the real one."""
    real = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout
    script(folder / "bin", "git", f"GIT={real.strip()}\n{text}")
    return {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}


def store_with(environ: dict[str, str], folder: Path) -> GitStore:
    return GitStore(folder, "origin", BRANCH, NAME, environ)


# What it leaves alone


def state(folder: Path) -> dict[str, object]:
    """Everything that a person sees of a clone, and its bytes where that tells more."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ("objects" not in path.parts or ".git" not in path.parts)
    }
    return {"files": files, "status": git(folder, "status", "--porcelain=v2", "--branch")}
