"""Whatever the bytes: findings with places inside the file, no exception, and an early end."""

from __future__ import annotations

import os
import random
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelinectl.source import load, read_text, substitute, traps

if TYPE_CHECKING:
    import pathlib

    from pipelinectl.diagnostics import Diagnostic, Span
    from pipelinectl.source import Document
    from pipelinectl.source.document import Path

VALID = """\
# a pipeline
x-common: &common {color: '#ff0055', note: "a\\tb"}
pipelines:
  support:
    <<: *common
    name: Support ${var.brand}
    text: |
      two
      lines
    folded: >-
      one
      line
    statuses: [New, "Waiting on us", {key: done, name: Done}]
    hours: 17:00
    list:
    - 1
    -
    - [a, [b, {c: d}]]
"""


def inside(span: Span, text: str) -> bool:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start, end = (span.line, span.column), (span.end_line, span.end_column)
    return (
        (1, 1) <= start <= end
        and span.end_line <= len(lines)
        and span.column <= len(lines[span.line - 1]) + 1
        and span.end_column <= len(lines[span.end_line - 1]) + 1
    )


def every_span(document: Document | None, found: list[Diagnostic]) -> list[Span]:
    spans = [one.span for one in found if one.span is not None]
    spans += [near.span for one in found for near in one.related]
    pending: list[tuple[Path, Any]] = [] if document is None else [((), document.value)]
    while pending and document is not None and len(spans) < 5000:
        path, value = pending.pop()
        spans += [document.span(path), document.key_span(path), document.span((*path, "nowhere"))]
        if isinstance(value, dict):
            pending += [((*path, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            pending += [((*path, index), inner) for index, inner in enumerate(value)]
    return spans


def check(text: str) -> None:
    document, found = read_text(text, "f.yaml")
    if document is not None:
        traps(document)
        replaced, more = substitute(document, {"brand": "x"})
        found = [*found, *more]
        assert replaced.file == document.file
    for span in every_span(document, found):
        assert inside(span, text), (text, span)
    for one in found:
        assert "\n" not in one.message


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=300)
def test_any_text_is_read_or_explained(text: str) -> None:
    check(text)


@given(st.integers(0, 2**32), st.integers(1, 6))
@settings(deadline=None, max_examples=600)
def test_a_valid_text_with_random_changes_is_read_or_explained(seed: int, changes: int) -> None:
    chance = random.Random(seed)
    text = VALID
    for _ in range(changes):
        at = chance.randrange(len(text) + 1)
        length = chance.choice([0, 1, 1, 2, 10])
        put = chance.choice(
            ["", *"\t\n\r &*!|>'\"%@`{}[],:?-#~<=$.0x\\é\x85\u2028\ufeff\x00", "- ", ": "]
        )
        text = text[:at] + put + text[at + length :]
    check(text)


@given(st.binary(max_size=80))
@settings(deadline=None, max_examples=100)
def test_any_bytes_in_a_file_are_read_or_explained(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "f.yaml").write_bytes(data)
    loaded = load(folder, folder)
    assert loaded.documents or loaded.diagnostics


LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 60)
)
MERGES = (
    "a: &a {"
    + ", ".join(f"k{n}: 1" for n in range(1000))
    + "}\nb:\n"
    + "".join("- {<<: *a}\n" for _ in range(5000))
)
MERGED_LIST = "a: &a {x: 1}\nb: {<<: [" + ", ".join(["*a"] * 300_000) + "]}\n"
HOSTILE = {
    "billion laughs": (LAUGHS, {"PC011"}),
    "many merges of a large mapping": (MERGES, {"PC011"}),
    "one merge of many mappings": (MERGED_LIST, set()),
    "a hundred thousand opening brackets": ("a: " + "[" * 100_000, {"PC004", "PC011"}),
    "a hundred thousand opening braces": ("a: " + "{" * 100_000, {"PC007", "PC011"}),
    "a hundred thousand levels of lists": ("- " * 100_000, {"PC011", "PC004"}),
    "a thousand levels of mappings": (
        "".join(" " * n + "a:\n" for n in range(1000)),
        {"PC011"},
    ),
    "a text of ten megabytes": ("a: " + "x" * 10_000_000, {"PC011"}),
    "a quoted text of ten megabytes": ('a: "' + "x" * 10_000_000 + '"', {"PC011"}),
    "a key of a megabyte": ("x" * 1_000_000 + ": 1", {"PC004", "PC011"}),
    "a number of ten thousand digits": ("a: " + "9" * 10_000, {"PC011"}),
    "more than 32 megabytes": ("#" * (32 * 1024 * 1024 + 1), {"PC011"}),
    "a hundred thousand question marks": ("? " * 100_000, {"PC007", "PC011"}),
    "a hundred thousand anchors": (
        "".join(f"- &a{n} x\n" for n in range(100_000)),
        {"PC017"},
    ),
    "a hundred thousand open quotes": ("a: '" * 100_000, {"PC004", "PC011"}),
    "a hundred thousand tabs": ("a:" + "\t" * 100_000 + "\n\tb", {"PC004", "PC005"}),
    "dollar braces": ("a: " + "${" * 30_000, set()),
}


@pytest.mark.parametrize(("text", "codes"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_ends_at_once(text: str, codes: set[str]) -> None:
    begin = time.process_time()
    document, found = read_text(text, "f.yaml")
    if document is not None:
        substitute(document, {})
    assert time.process_time() - begin < 5
    assert {one.code for one in found} <= codes
    assert bool(found) == bool(codes)


def test_a_file_that_is_no_file_does_not_block(tmp_path: pathlib.Path) -> None:
    os.mkfifo(tmp_path / "f.yaml")
    assert [one.code for one in load(tmp_path, tmp_path).diagnostics] == ["PC001"]
