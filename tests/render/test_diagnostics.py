from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelinectl.diagnostics import Span, diagnostic
from pipelinectl.plan.model import Exit
from pipelinectl.render.diagnostics import concise, document, text
from pipelinectl.render.escape import columns, visible
from pipelinectl.render.source import excerpt
from pipelinectl.render.style import PLAIN, Style
from tests.golden import check
from tests.render import examples, usual
from tests.render.reading import without_colour

GOLDEN = Path(__file__).parent / "golden"
SOURCE = {
    (usual.FILE, 1): "pipelines:",
    (usual.FILE, 3): "\tpipeline: Waiting",
    (usual.FILE, 112): "  rules: {}",
}


def visible_cells(text: str) -> str:
    return visible(text.replace("\t", "    "))


def source(file: str, line: int) -> str | None:
    return SOURCE.get((file, line))


def test_findings() -> None:
    found = text(examples.DIAGNOSTICS, line_of=source, style=PLAIN)
    check(GOLDEN / "diagnostics.txt", found)
    coloured = text(examples.DIAGNOSTICS, line_of=source, style=Style(color=True))
    assert without_colour(coloured) == found


def test_findings_on_one_line_each() -> None:
    check(GOLDEN / "diagnostics_concise.txt", concise(examples.DIAGNOSTICS))


def test_findings_as_json() -> None:
    found = document(examples.DIAGNOSTICS, Exit.ERROR)
    check(GOLDEN / "diagnostics.json", json.dumps(found, indent=2))


def test_nothing_found_is_an_empty_text() -> None:
    assert text((), line_of=source, style=PLAIN) == ""


@pytest.mark.parametrize(
    ("line", "column", "end", "shown", "under"),
    [
        ("name: Neu", 7, 10, "name: Neu", "      ^^^"),
        ("\tname: Neu", 8, 11, "    name: Neu", "          ^^^"),
        ("支払い: x", 1, 4, "支払い: x", "^^^^^^"),
        ("支払い: x", 6, 7, "支払い: x", "        ^"),
        ("e\u0301te\u0301: x", 6, 7, "e\u0301te\u0301: x", "   ^"),
        ("a: \x1b[31m", 4, 5, "a: \\x1b[31m", "   ^^^^"),
        ("a: ", 4, 4, "a: ", "   ^"),
        ("a", 9, 12, "a", " ^"),
        ("", 1, 1, "", "^"),
        ("a: b\r\n", 4, 5, "a: b", "   ^"),
    ],
)
def test_carets_stand_under_the_span(
    line: str, column: int, end: int, shown: str, under: str
) -> None:
    found, blanks, marks = excerpt(line, Span("f", 1, column, 1, end))
    assert (found, blanks + "^" * marks) == (shown, under)


def test_a_span_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    assert excerpt("a: [b,", Span("f", 1, 4, 3, 2)) == ("a: [b,", "   ", 3)


@pytest.mark.parametrize("column", [1, 50, 100, 200, 500, 10_000])
@pytest.mark.parametrize("sign", ["a", "払", "\t", "\x1b"])
def test_a_long_line_is_cut_around_the_span(column: int, sign: str) -> None:
    line = sign * (column - 1) + "HERE" + sign * 5_000
    shown, blanks, marks = excerpt(line, Span("f", 1, column, 1, column + 4))
    assert columns(shown) <= 162
    assert marks == 4
    assert columns(shown[: shown.index("HERE")]) == len(blanks)
    assert shown.startswith("…") == (columns(visible_cells(line[: column - 1])) > 60)
    assert shown.endswith("…")


def test_a_span_that_is_longer_than_a_line_can_be_is_cut_too() -> None:
    shown, blanks, marks = excerpt("x" * 10_000_000, Span("f", 1, 5_000_000, 1, 9_000_000))
    assert columns(shown) <= 162
    assert len(blanks) + marks <= columns(shown)


def test_the_plural_of_one_is_one() -> None:
    one = (diagnostic("PC201", "a"),)
    assert text(one, line_of=source, style=PLAIN).endswith("\n\n1 error")
