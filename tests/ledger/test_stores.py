"""The contract of a ledger store, held by every one: the local file and the git branch."""

from __future__ import annotations

import multiprocessing
import random
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.stores import KINDS, LOCAL, Kind, long_content, race, write_for_ever
from tests.property.laws import law

if TYPE_CHECKING:
    from pathlib import Path

WRITERS = 8
ROUNDS = 6
KILLS = 6
PROCESSES = multiprocessing.get_context("forkserver")
HOSTILE = [b"", b"\n", b"no end", b"\r\n\r\n", b"\0\xff\xfe", "ä ✓ 日本\n".encode(), b"x" * 200_000]


@pytest.fixture(params=KINDS.values(), ids=[*KINDS])
def kind(request: pytest.FixtureRequest) -> Kind:
    found: Kind = request.param
    return found


def test_there_is_nothing_before_the_first_save(kind: Kind, tmp_path: Path) -> None:
    kind.prepare(tmp_path, 1)
    store = kind.machine(tmp_path, 0)
    content, version = store.load()
    assert content is None
    assert store.load() == (None, version)


def test_what_is_saved_is_loaded_byte_by_byte_on_every_machine(kind: Kind, tmp_path: Path) -> None:
    kind.prepare(tmp_path, 2)
    here, there = kind.machine(tmp_path, 0), kind.machine(tmp_path, 1)
    for content in HOSTILE:
        assert here.save(content, here.load()[1])
        assert here.load()[0] == content
        assert there.load() == here.load()


def test_a_save_over_what_was_not_seen_is_refused_and_changes_nothing(
    kind: Kind, tmp_path: Path
) -> None:
    kind.prepare(tmp_path, 2)
    here, there = kind.machine(tmp_path, 0), kind.machine(tmp_path, 1)
    _, none = here.load()
    assert there.save(b"one", none)
    assert not here.save(b"mine", none)
    _, one = here.load()
    assert there.save(b"two", one)
    assert not here.save(b"mine", one)
    assert not here.save(b"two", one)
    assert not here.save(b"mine", none)
    assert [each.load()[0] for each in (here, there)] == [b"two", b"two"]


def test_versions_differ_where_contents_do_and_stay_where_nothing_moves(
    kind: Kind, tmp_path: Path
) -> None:
    kind.prepare(tmp_path, 1)
    store = kind.machine(tmp_path, 0)
    versions = [store.load()[1]]
    for content in (b"one", b"two"):
        assert store.save(content, versions[-1])
        versions.append(store.load()[1])
        assert store.load()[1] == versions[-1]
    assert len({*versions}) == 3


def test_of_eight_writers_exactly_one_wins_each_round(kind: Kind, tmp_path: Path) -> None:
    kind.prepare(tmp_path, WRITERS)
    meet, won = PROCESSES.Barrier(WRITERS), PROCESSES.Queue()
    processes = [
        PROCESSES.Process(
            target=race,
            args=(kind.name, tmp_path, number),
            kwargs={"rounds": ROUNDS, "meet": meet, "won": won},
        )
        for number in range(WRITERS)
    ]
    for process in processes:
        process.start()
    results = sorted(won.get(timeout=120) for _ in range(ROUNDS))
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * WRITERS
    assert won.empty(), "two writers won one round"
    assert [each for each, _ in results] == [*range(ROUNDS)]
    assert kind.machine(tmp_path, 0).load()[0] == b"round %d, writer %d" % results[-1]


def test_a_killed_writer_leaves_one_whole_content_and_no_lock(kind: Kind, tmp_path: Path) -> None:
    kind.prepare(tmp_path, 2)
    other = kind.machine(tmp_path, 1)
    for number in range(KILLS):
        started = PROCESSES.Event()
        process = PROCESSES.Process(target=write_for_ever, args=(kind.name, tmp_path, started))
        process.start()
        assert started.wait(60)
        time.sleep(random.Random(number).uniform(0, 0.15))
        process.kill()
        process.join(60)
        content, _ = other.load()
        assert content is not None
        assert content == long_content(int(content[: content.index(b"\n")]))
        deadline = time.monotonic() + 30
        while not other.save(b"0\n" * 30_000, other.load()[1]):  # the last push may be under way
            assert time.monotonic() < deadline


@law(40)
@given(contents=st.lists(st.binary(max_size=40), min_size=1, max_size=4))
def test_a_local_file_is_loaded_as_it_was_saved(
    contents: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = LOCAL.machine(tmp_path_factory.mktemp("ledger"), 0)
    for content in contents:
        assert store.save(content, store.load()[1])
        assert store.load()[0] == content
