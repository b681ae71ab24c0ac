"""Findings as short rows, so that a table can compare them whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.source import Document, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelinectl.diagnostics import Diagnostic, Span


def place(span: Span | None) -> str:
    """`line:column-end`, with the end's line only where it is another one."""
    if span is None:
        return "nowhere"
    end = f"{span.end_line}:" if span.end_line != span.line else ""
    return f"{span.line}:{span.column}-{end}{span.end_column}"


def rows(found: Iterable[Diagnostic]) -> list[str]:
    return [f"{one.code} {place(one.span)} {one.message}" for one in found]


def read(text: str) -> Document:
    document, found = read_text(text, "f.yaml")
    assert rows(found) == []
    assert document is not None
    return document


def value(text: str) -> Any:
    return read(text).value
