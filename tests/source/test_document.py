"""Where values and keys stand, and how they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelinectl.source import read_text, trap_diagnostic, traps
from tests.source.shown import place, read, rows

if TYPE_CHECKING:
    from pipelinectl.source.document import Path

TEXT = """\
name: Support
quoted: 'it''s'
empty:
block:
  first: 1
list:
  - a
  -
  - b: 2
flow: [x, {w: z}]
text: |
  two
  lines
anchored: &a
  k: v
alias: *a
merged:
  <<: *a
  own: +017
number: &n ~
same: *n
"""

PLACES: dict[str, tuple[Path, str, str]] = {
    "the document by its first key": ((), "1:1-5", "1:1-5"),
    "a plain value": (("name",), "1:7-14", "1:1-5"),
    "a quoted value with its quotes": (("quoted",), "2:9-16", "2:1-7"),
    "nothing by its key": (("empty",), "3:1-6", "3:1-6"),
    "a block mapping by its first key": (("block",), "5:3-8", "4:1-6"),
    "a value below": (("block", "first"), "5:10-11", "5:3-8"),
    "a block list by its dash": (("list",), "7:3-4", "6:1-5"),
    "an item": (("list", 0), "7:5-6", "7:5-6"),
    "an empty item by its dash": (("list", 1), "8:3-4", "8:3-4"),
    "a key in an item": (("list", 2, "b"), "9:8-9", "9:5-6"),
    "a flow list as a whole": (("flow",), "10:7-18", "10:1-5"),
    "a flow mapping as a whole": (("flow", 1), "10:11-17", "10:11-17"),
    "a value in a flow mapping": (("flow", 1, "w"), "10:15-16", "10:12-13"),
    "a block text by its sign": (("text",), "11:7-8", "11:1-5"),
    "an anchored mapping by its first key": (("anchored",), "15:3-4", "14:1-9"),
    "an alias where it stands": (("alias",), "16:8-10", "16:1-6"),
    "a value behind an alias at its origin": (("alias", "k"), "15:6-7", "15:3-4"),
    "a merged value at its origin": (("merged", "k"), "15:6-7", "15:3-4"),
    "an own value beside a merge": (("merged", "own"), "19:8-12", "19:3-6"),
    "nowhere: the nearest value above": (("block", "nowhere", 3), "5:3-8", "5:3-8"),
    "nowhere at all: the document": (("nowhere",), "1:1-5", "1:1-5"),
    "an index beyond the end: the list": (("list", 9), "7:3-4", "7:3-4"),
    "a wrong kind of step: the value above": (("name", 0), "1:7-14", "1:7-14"),
}


@pytest.mark.parametrize(("path", "span", "key"), PLACES.values(), ids=PLACES.keys())
def test_place_of(path: Path, span: str, key: str) -> None:
    document = read(TEXT)
    assert (place(document.span(path)), place(document.key_span(path))) == (span, key)


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (("merged", "own"), "+017"),
        (("number",), "~"),
        (("same",), "~"),
        (("empty",), ""),
        (("block", "first"), "1"),
        (("name",), None),
        (("list",), None),
        (("nowhere",), None),
    ],
    ids=str,
)
def test_written_form(path: Path, written: str | None) -> None:
    assert read(TEXT).written(path) == written


def test_places_survive_carriage_returns_and_a_byte_order_mark() -> None:
    document = read("\ufeffa: 1\r\nb:\r\n  - é: x\rc: 2")
    paths: list[Path] = [("a",), ("b", 0, "é"), ("c",)]
    assert [place(document.span(path)) for path in paths] == ["1:4-5", "3:8-9", "4:4-5"]


TRAPS = (
    "a: 17:00\nb: [yes, 'yes', ok]\nc: &x 2024-01-01\nd: *x\ne: 010\nf: {<<: {g: 1_000}}\nh: no\n"
)


def test_traps_are_kept_by_path() -> None:
    assert traps(read(TRAPS)) == {
        ("a",): "a time",
        ("b", 0): "a boolean",
        ("c",): "a date",
        ("d",): "a date",
        ("e",): "the number 8",
        ("f", "g"): "a number",
        ("h",): "a boolean",
    }
    assert traps(read(TEXT)) == {("merged", "own"): "the number 15"}


def test_a_trap_is_a_warning_where_a_text_is_wanted() -> None:
    document = read(TRAPS)
    paths: list[Path] = [("a",), ("d",), ("e",), ("f", "g"), ("b", 1), ("b", 2), ("nowhere",)]
    found = [trap_diagnostic(document, path) for path in paths]
    assert rows(one for one in found if one is not None) == [
        'PC012 1:4-9 "17:00" is a time to YAML 1.1 readers; quote it.',
        'PC012 4:4-6 "2024-01-01" is a date to YAML 1.1 readers; quote it.',
        'PC012 5:4-7 "010" is the number 8 to YAML 1.1 readers and 10 here; write 10.',
        'PC012 6:13-18 "1_000" is a number to YAML 1.1 readers; quote it.',
    ]
    assert found[4:] == [None, None, None]


def test_it_is_known_whether_variables_may_occur() -> None:
    texts = ["a: 1", "a: ${x}", 'a: "\\u0024{x}"', 'a: "\\n"', "a: $x", 'a: "$\\x7b"']
    documents = [read_text(text, "f.yaml")[0] for text in texts]
    assert [document and document.uses_variables for document in documents] == [
        False, True, True, False, False, True
    ]  # fmt: skip
