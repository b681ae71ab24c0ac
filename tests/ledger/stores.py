"""Both stores, each as several machines would see it, and what worker processes do with them."""

from __future__ import annotations

import itertools
import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.ledger.git import GitStore
from pipelinectl.ledger.local import LocalStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.queues import Queue
    from multiprocessing.synchronize import Barrier, Event
    from pathlib import Path

    from pipelinectl.ports import LedgerStore

    Results = Queue[tuple[int, int]]

BRANCH = "pipelinectl-ledger"
NAME = "sandbox/1111111.json"


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    """Run git as a person would, without that person's settings."""
    done = subprocess.run(
        ["git", "-c", "user.name=Ana", "-c", "user.email=ana@acme.example", *arguments],
        cwd=folder,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
        input=given,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip()


def bare(folder: Path) -> Path:
    """A bare repository with one commit on its branch `main`: what a forge would hold."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main")
    blob = git(folder, "hash-object", "-w", "--stdin", given=b"hello\n")
    tree = git(folder, "mktree", given=f"100644 blob {blob}\treadme.txt\n".encode())
    git(folder, "update-ref", "refs/heads/main", git(folder, "commit-tree", tree, "-m", "first"))
    return folder


def clone(source: Path, folder: Path, *flags: str) -> Path:
    """A clone over git's own protocol, so that `--depth` counts."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    git(folder.parent, "clone", "--quiet", *flags, f"file://{source}", str(folder))
    return folder


def git_store(folder: Path, *, name: str = NAME, branch: str = BRANCH) -> GitStore:
    """A store in a clone, where git has no settings of a person."""
    environ = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return GitStore(folder, "origin", branch, name, environ)


@dataclass(frozen=True)
class Kind:
    """One kind of store: `machine` gives the same ledger as the machine of that number sees it."""

    name: str
    machine: Callable[[Path, int], LedgerStore]
    prepare: Callable[[Path, int], None]


def _local(folder: Path, _: int) -> LedgerStore:
    return LocalStore(folder / "sandbox" / "ledger.json")


def _clone_of(folder: Path, number: int) -> LedgerStore:
    return git_store(folder / f"clone-{number}")


def _clones(folder: Path, count: int) -> None:
    source = bare(folder / "origin.git")
    for number in range(count):
        clone(source, folder / f"clone-{number}")


LOCAL = Kind("local", _local, lambda folder, _: folder.mkdir(exist_ok=True))
GIT = Kind("git", _clone_of, _clones)
KINDS = {each.name: each for each in (LOCAL, GIT)}


def race(kind: str, folder: Path, number: int, *, rounds: int, meet: Barrier, won: Results) -> None:
    """In a process of its own: load, wait for the others, save. Tells which rounds it won."""
    store = KINDS[kind].machine(folder, number)
    for each in range(rounds):
        _, version = store.load()
        meet.wait(60)
        if store.save(b"round %d, writer %d" % (each, number), version):
            won.put((each, number))
        meet.wait(60)


def write_for_ever(kind: str, folder: Path, started: Event) -> None:
    """In a process of its own, to be killed: one save after another."""
    store = KINDS[kind].machine(folder, 0)
    for number in itertools.count():
        _, version = store.load()
        store.save(long_content(number), version)
        started.set()


def long_content(number: int) -> bytes:
    """A content that takes more than one write of the disk."""
    return b"%d\n" % number * 30_000
