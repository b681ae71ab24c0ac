"""A ledger in a git branch: what it leaves alone, where it works, and several in one branch."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from pipelinectl.ledger.model import Claim, Ledger, to_bytes
from tests.ledger.stores import BRANCH, bare, clone, git, git_store

if TYPE_CHECKING:
    from pathlib import Path
from tests.ledger.gits import REF, saved, script, state, store_with


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
