"""How a ledger in a git branch fails: with a reason, in good time, and without a secret."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from pipelinectl.ledger.git import GitStore
from pipelinectl.ledger.program import Git, in_one_line
from tests.ledger.gits import REF, saved, script, store_with, why, wrapped
from tests.ledger.stores import BRANCH, NAME, bare, git, git_store


def test_no_git(checkout: Path) -> None:
    store = store_with({"PATH": "/nowhere"}, checkout)
    assert why(store.load) == (
        "PC530 The ledger is kept in a git branch, and the program git was not found."
    )


def test_no_repository(tmp_path: Path) -> None:
    assert why(git_store(tmp_path).load) == (
        "PC530 The ledger is kept in a git branch, and git cannot work here: fatal: not a git "
        "repository (or any of the parent directories): .git"
    )


def test_no_remote(checkout: Path) -> None:
    git(checkout, "remote", "rename", "origin", "upstream")
    assert why(git_store(checkout).load) == (
        "PC530 The ledger is kept on the remote origin, and this repository has upstream."
    )
    git(checkout, "remote", "remove", "upstream")
    assert "has no remote." in why(git_store(checkout).load)


def test_a_folder_is_no_remote(checkout: Path) -> None:
    """A repository that a pull request carries along would bring its own hooks and settings."""
    bare(checkout / "evil")
    store = GitStore(checkout, "evil", BRANCH, NAME, os.environ)
    assert why(store.load).startswith("PC530 The ledger is kept on the remote evil")
    assert why(lambda: store.save(b"x", "none")).startswith("PC530")


def test_a_remote_that_is_gone(origin: Path, checkout: Path) -> None:
    store = saved(checkout)
    _, version = store.load()
    origin.rename(origin.with_name("moved.git"))
    assert why(store.load).startswith(
        f"PC531 The ledger cannot be read from the branch {BRANCH} of origin: fatal: '{origin}' "
    )
    assert why(lambda: store.save(b"two", version)).startswith(
        f"PC532 The ledger cannot be pushed to the branch {BRANCH} of origin: fatal: '{origin}' "
    )


def test_a_push_that_the_remote_does_not_allow(origin: Path, checkout: Path) -> None:
    script(origin / "hooks", "pre-receive", "echo 'ledgers are not welcome' >&2; exit 1")
    store = git_store(checkout)
    found = why(lambda: store.save(b"one", store.load()[1]))
    assert found.startswith(f"PC532 The ledger cannot be pushed to the branch {BRANCH} of origin")
    assert "remote: ledgers are not welcome" in found
    assert "pre-receive hook declined" in found
    assert store.load()[0] is None


def test_a_branch_with_other_peoples_files(origin: Path, checkout: Path) -> None:
    store = git_store(checkout, branch="main")
    assert why(store.load) == (
        "PC533 The ledger cannot be kept in the branch main of origin: it holds 'readme.txt', "
        "which is no ledger."
    )
    main = git(origin, "rev-parse", "main")
    assert why(lambda: store.save(b"x", main)).startswith("PC533")
    assert why(lambda: store.save(b"x", "none")).startswith("PC533")
    assert git(origin, "rev-parse", "main") == main


def test_a_push_whose_answer_is_lost_counts(origin: Path, checkout: Path, tmp_path: Path) -> None:
    environ = wrapped(
        tmp_path, 'case "$*" in *" push "*) "$GIT" "$@"; echo fatal: lost >&2; exit 1; esac\n'
        'exec "$GIT" "$@"',
    )  # fmt: skip
    store = store_with(environ, checkout)
    assert store.save(b"one", store.load()[1])
    assert git(origin, "show", f"{REF}:{NAME}") == "one"
    assert not store.save(b"two", "none")


def test_a_remote_that_is_busy_is_asked_again(checkout: Path, tmp_path: Path) -> None:
    environ = wrapped(
        tmp_path,
        f'case "$*" in *" push "*) if ! [ -e {tmp_path}/asked ]; then touch {tmp_path}/asked\n'
        'echo " ! [remote rejected] x -> y (cannot lock ref)" >&2; exit 1; fi; esac\n'
        'exec "$GIT" "$@"',
    )
    store = store_with(environ, checkout)
    assert store.save(b"one", store.load()[1])
    assert (tmp_path / "asked").exists()


def test_a_git_that_hangs_is_ended_with_what_it_started(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelinectl.ledger.branch.REMOTE_SECONDS", 3)
    environ = wrapped(
        tmp_path,
        f'case "$*" in *ls-remote*) sleep 60 & echo $! > {tmp_path}/child; wait; esac\n'
        'exec "$GIT" "$@"',
    )
    assert why(store_with(environ, checkout).load) == (
        "PC531 `git ls-remote` did not end within 3 seconds."
    )
    child = int((tmp_path / "child").read_text())
    status = Path(f"/proc/{child}/stat")
    assert not status.exists() or status.read_text().split()[2] == "Z"


def test_nobody_is_asked_for_a_password_and_no_password_is_shown(checkout: Path) -> None:
    git(checkout, "remote", "set-url", "origin", "https://ana:hunter2@localhost:1/x.git")
    found = why(git_store(checkout).load)
    assert found.startswith("PC531")
    assert "hunter2" not in found
    assert "ana" not in found
    assert "localhost" in found
    said = in_one_line(b"\x1b[31mfatal: unable to access 'http://u:p/w@h/': refused\r\n\nhint: x\n")
    assert said == "[31mfatal: unable to access 'http://***@h/': refused hint: x"


def test_git_does_not_see_our_tokens(checkout: Path, tmp_path: Path) -> None:
    environ = wrapped(tmp_path, f'env > {tmp_path}/seen; exec "$GIT" "$@"')
    token = {"PIPELINECTL_SANDBOX_TOKEN": "pat-na1-secret", "GIT_TRACE": "1", "HOME": str(tmp_path)}
    assert Git(checkout, {**environ, **token}).run("version").code == 0
    seen = (tmp_path / "seen").read_text()
    assert "secret" not in seen
    assert "GIT_TRACE" not in seen
    assert "GIT_TERMINAL_PROMPT=0" in seen
    assert f"HOME={tmp_path}" in seen


def test_a_damaged_clone_is_an_error_of_ours(checkout: Path) -> None:
    store = saved(checkout)
    _, version = store.load()
    for path in (checkout / ".git/objects").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(b"")
    assert why(store.load).startswith("PC53")
    assert why(lambda: store.save(b"two", version)).startswith("PC53")


def test_an_interrupt_ends_git_too(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = wrapped(tmp_path, f"echo $$ > {tmp_path}/process; exec sleep 60")

    def interrupted(*_: object) -> int:
        monkeypatch.undo()
        while not (tmp_path / "process").exists():
            pass
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess.Popen, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Git(checkout, environ).run("version")
    number = int((tmp_path / "process").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
