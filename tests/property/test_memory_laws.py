"""What is remembered comes back as it was; what a crash cut off is not made up."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pipelinectl.ledger.journal import Journal
from pipelinectl.ledger.model import (
    Claim,
    Entry,
    Ledger,
    LedgerError,
    Origin,
    from_bytes,
    to_bytes,
)
from pipelinectl.model import Address, Kind
from pipelinectl.ports import Touched, Write
from tests.property.laws import law

if TYPE_CHECKING:
    from pipelinectl.ledger.journal import Written

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
HOSTILE = st.sampled_from(("\u2028", "\x85", "\x0b", "\r\n", '"}', "{", "日本 \x00"))
TEXTS = st.one_of(WORDS, HOSTILE, st.tuples(WORDS, HOSTILE).map("".join))
KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True)
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), TEXTS)
VALUES = st.one_of(PLAIN, st.lists(PLAIN, max_size=3).map(tuple))
FIELDS = st.dictionaries(TEXTS, VALUES, max_size=3)
ADDRESSES = st.one_of(
    st.builds(Address, st.just(Kind.STATUS), st.tuples(KEYS, KEYS)),
    st.builds(Address, st.sampled_from((Kind.PIPELINE, Kind.RULES)), st.tuples(KEYS)),
)
ENTRIES = st.builds(Entry, TEXTS, st.sampled_from(Origin), FIELDS)
LEDGERS = st.builds(
    Ledger,
    TEXTS,
    st.integers(0),
    TEXTS,
    TEXTS,
    st.one_of(st.none(), st.builds(Claim, TEXTS, TEXTS, TEXTS, TEXTS)),
    st.dictionaries(ADDRESSES, ENTRIES, max_size=4),
)
TOUCHES = st.builds(
    Touched,
    st.sampled_from(Kind),
    TEXTS,
    st.one_of(st.none(), FIELDS),
    st.one_of(st.none(), FIELDS),
)
WRITES = st.builds(
    Write, ADDRESSES, TEXTS, KEYS, st.lists(TOUCHES, max_size=3).map(tuple), st.just({})
)


@law(60)
@given(ledger=LEDGERS)
def test_a_ledger_is_read_as_it_was_written(ledger: Ledger) -> None:
    assert from_bytes(to_bytes(ledger)) == ledger
    assert to_bytes(from_bytes(to_bytes(ledger))) == to_bytes(ledger)


@law(60)
@given(ledger=LEDGERS, data=st.data())
def test_a_ledger_that_was_cut_is_refused_with_its_own_error(
    ledger: Ledger, data: st.DataObject
) -> None:
    content = to_bytes(ledger)
    cut = content[: data.draw(st.integers(0, len(content) - 2))]
    try:
        from_bytes(cut)
    except LedgerError:
        return
    raise AssertionError(cut)


def _written(content: bytes) -> Written:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.jsonl"
        path.write_bytes(content)
        return Journal(path, "1").written()


def _announced(writes: list[Write]) -> set[object]:
    return {
        (each.kind, each.id, name, value, type(value))
        for write in writes
        for each in write.touches
        for name, value in (each.after or {}).items()
    }


def _claimed(found: Written) -> set[object]:
    return {(*key, value, type(value)) for key, values in found.values.items() for value in values}


@law(60)
@given(writes=st.lists(WRITES, min_size=1, max_size=4))
def test_every_write_of_a_journal_is_found_again(writes: list[Write]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "journal.jsonl", "1")
        journal.begin("run", "now", "digest")
        for number, write in enumerate(writes, 1):
            journal.intent("run", number, "now", write)
            journal.outcome("run", number, "now", result="done", detail=write.what)
        found = journal.written()
        for write in writes:
            for each in write.touches:
                for name, value in (each.after or {}).items():
                    assert found.wrote(each.kind, each.id, name, value)
                assert (each.before is None) <= ((each.kind, each.id) in found.created)
                assert (each.after is None) <= ((each.kind, each.id) in found.deleted)
        journal.end("run", "now", settled=True)
        assert not journal.written().values


@law(80)
@given(
    writes=st.lists(WRITES, min_size=1, max_size=3),
    more=WRITES,
    settled=st.booleans(),
    data=st.data(),
)
def test_a_journal_that_was_cut_claims_nothing_that_was_not_announced(
    *, writes: list[Write], more: Write, settled: bool, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.jsonl"
        journal = Journal(path, "1")
        for number, write in enumerate(writes, 1):
            journal.intent("run", number, "now", write)
        journal.end("run", "now", settled=settled)
        whole = path.read_bytes()
        path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
        assert _claimed(journal.written()) <= _announced(writes)
        journal.intent("next", 1, "now", more)
        found = journal.written()
        assert _claimed(found) <= _announced([*writes, more])
        for each in more.touches:
            for name, value in (each.after or {}).items():
                assert found.wrote(each.kind, each.id, name, value), "the next run's line is lost"


@law(60)
@given(content=st.binary(max_size=80))
def test_a_journal_of_any_bytes_is_read_without_an_error(content: bytes) -> None:
    _written(content)


@law(60)
@given(
    record=st.recursive(
        st.one_of(PLAIN, st.just("intent")),
        lambda inner: st.one_of(
            st.lists(inner, max_size=2),
            st.dictionaries(
                st.sampled_from(("kind", "touches", "id", "before", "after")), inner, max_size=4
            ),
        ),
        max_leaves=8,
    )
)
def test_a_journal_of_any_json_is_read_without_an_error(record: object) -> None:
    _written(json.dumps(record).encode() + b"\n")
    _written(json.dumps({"kind": "intent", "touches": record}).encode() + b"\n")
