"""The git branch: what it leaves alone, where it works, and how each failure of git ends."""

from __future__ import annotations

import os
import re
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelinectl.ledger.git import GitStore
from pipelinectl.ledger.model import Claim, Ledger, to_bytes
from pipelinectl.ledger.program import Git, StoreError, in_one_line
from pipelinectl.project.ledger import BRANCH as BRANCH_FORM
from pipelinectl.project.ledger import REMOTE as REMOTE_FORM
from tests.ledger.stores import BRANCH, NAME, bare, clone, git, git_store
from tests.property.laws import law

if TYPE_CHECKING:
    from collections.abc import Callable

REF = f"refs/heads/{BRANCH}"


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    return bare(tmp_path / "origin.git")


@pytest.fixture
def checkout(origin: Path, tmp_path: Path) -> Path:
    return clone(origin, tmp_path / "checkout")


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


def test_reading_leaves_nothing_in_the_clone_but_objects(
    origin: Path, checkout: Path, tmp_path: Path
) -> None:
    saved(clone(origin, tmp_path / "other"))
    (checkout / "readme.txt").write_text("edited")
    (checkout / "new.txt").write_text("staged")
    git(checkout, "add", "new.txt")
    before = state(checkout)
    assert git_store(checkout).load()[0] == b"one"
    assert state(checkout) == before


def test_writing_touches_no_file_no_index_and_no_branch_of_the_clone(checkout: Path) -> None:
    (checkout / "new.txt").write_text("staged")
    git(checkout, "add", "new.txt")
    before = state(checkout)
    saved(checkout)
    git(checkout, "update-ref", "-d", f"refs/remotes/origin/{BRANCH}")  # git's own note of a push
    after = state(checkout)
    del before["files"], after["files"]
    assert after == before
    assert git(checkout, "for-each-ref", "--format=%(refname)", "refs/heads") == "refs/heads/main"


def test_the_branch_holds_the_ledgers_and_nothing_else(origin: Path, checkout: Path) -> None:
    saved(checkout)
    saved(checkout, b"two", name="production/2222222.json")
    assert git(origin, "ls-tree", "-r", "--name-only", REF).splitlines() == [
        "production/2222222.json",
        "sandbox/1111111.json",
    ]
    assert git(origin, "rev-list", "--count", REF) == "2"
    assert git(origin, "rev-parse", "main") == git(checkout, "rev-parse", "HEAD")


def test_the_log_tells_which_run_did_what(origin: Path, checkout: Path) -> None:
    store = git_store(checkout)
    claimed = Ledger("l", 1, "1111111", "sandbox", Claim("abc", "ana", "desk", "now"))
    for ledger in (claimed, Ledger("l", 2, "1111111", "sandbox")):
        assert store.save(to_bytes(ledger), store.load()[1])
    assert git(origin, "log", "--format=%s by %an", REF).splitlines() == [
        "sandbox: run abc has ended by pipelinectl",
        "sandbox: run abc begins by pipelinectl",
    ]


def test_the_name_of_a_person_stays_where_git_has_one(origin: Path, checkout: Path) -> None:
    git(checkout, "config", "user.name", "Ben")
    git(checkout, "config", "user.email", "ben@acme.example")
    saved(checkout)
    assert git(origin, "log", "--format=%an %ce", REF) == "Ben ben@acme.example"


def test_no_hook_runs(checkout: Path) -> None:
    for hook in ("pre-push", "reference-transaction", "post-index-change", "pre-auto-gc"):
        script(checkout / ".git/hooks", hook, "touch ran; exit 1")
    saved(checkout)
    assert not list(checkout.rglob("ran"))


# Where it works


@pytest.mark.parametrize(
    "flags",
    [
        ("--depth=1",),
        ("--depth=1", "--no-single-branch"),
        ("--filter=blob:none",),
        ("--no-checkout",),
        ("--bare",),
    ],
    ids=" ".join,
)
def test_any_kind_of_clone_reads_and_writes(
    flags: tuple[str, ...], origin: Path, checkout: Path, tmp_path: Path
) -> None:
    git(origin, "config", "uploadpack.allowFilter", "true")
    for content in (b"one", b"two"):
        saved(checkout, content)
    folder = clone(origin, tmp_path / "kind", *flags)
    store = git_store(folder)
    assert store.load()[0] == b"two"
    assert store.save(b"three", store.load()[1])
    assert git_store(checkout).load()[0] == b"three"
    saved(checkout, b"four")
    assert store.load()[0] == b"four"
    assert git(origin, "rev-list", "--count", REF) == "4"


def test_a_detached_head_and_a_linked_worktree_do(checkout: Path, tmp_path: Path) -> None:
    git(checkout, "checkout", "--quiet", "--detach")
    saved(checkout)
    git(checkout, "worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"))
    assert git_store(tmp_path / "linked").load()[0] == b"one"


def test_another_process_of_git_at_work_does_not_matter(checkout: Path) -> None:
    (checkout / ".git/index.lock").touch()
    saved(checkout)


def test_a_hook_of_another_repository_does_not_lead_it_there(
    checkout: Path, tmp_path: Path
) -> None:
    other = clone(bare(tmp_path / "other.git"), tmp_path / "other")
    environ = {**os.environ, "GIT_DIR": str(other / ".git"), "GIT_INDEX_FILE": "index"}
    store = store_with(environ, checkout)
    assert store.save(b"one", store.load()[1])
    assert git_store(checkout).load()[0] == b"one"
    assert git_store(other).load()[0] is None


# Several ledgers in one branch


def test_projects_of_one_repository_do_not_share_a_ledger(checkout: Path) -> None:
    for name in ("a", "b/c"):
        (checkout / name).mkdir(parents=True)
        saved(checkout / name, name.encode())
    saved(checkout, b"top")
    found = [git_store(checkout / name).load()[0] for name in ("a", "b/c", "")]
    assert found == [b"a", b"b/c", b"top"]


def test_a_save_survives_that_another_environments_file_moved(
    checkout: Path, origin: Path, tmp_path: Path
) -> None:
    sandbox, production = git_store(checkout), "production/2222222.json"
    _, version = sandbox.load()
    other = saved(clone(origin, tmp_path / "other"), b"theirs", name=production)
    assert sandbox.save(b"ours", version)
    assert (sandbox.load()[0], other.load()[0]) == (b"ours", b"theirs")
    _, version = sandbox.load()
    assert other.save(b"theirs again", other.load()[1])
    assert sandbox.save(b"ours again", version)
    assert (sandbox.load()[0], other.load()[0]) == (b"ours again", b"theirs again")


def test_environments_that_write_at_once_lose_nothing(origin: Path, tmp_path: Path) -> None:
    stores = [
        git_store(clone(origin, tmp_path / f"clone-{number}"), name=f"e{number}/1.json")
        for number in range(6)
    ]
    versions = [store.load()[1] for store in stores]
    won: dict[int, bool] = {}

    def write(number: int) -> None:
        won[number] = stores[number].save(b"%d" % number, versions[number])

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won == dict.fromkeys(range(6), True)
    assert [store.load()[0] for store in stores] == [b"%d" % number for number in range(6)]


def test_a_branch_that_was_deleted_is_not_made_again_by_a_save_that_did_not_see_it_go(
    origin: Path, checkout: Path
) -> None:
    store = saved(checkout)
    _, version = store.load()
    git(origin, "update-ref", "-d", REF)
    assert not store.save(b"two", version)
    assert store.load()[0] is None
    assert store.save(b"two", store.load()[1])


def test_a_branch_that_was_rewritten_is_read_as_it_is(origin: Path, checkout: Path) -> None:
    store = saved(checkout)
    first = git(origin, "rev-parse", REF)
    assert store.save(b"two", store.load()[1])
    git(origin, "update-ref", REF, first)
    assert store.load() == (b"one", first)
    assert store.save(b"three", first)


# How it fails


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


# What a project file may name

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
