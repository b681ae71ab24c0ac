"""One line of a file with carets under a stretch of it, whatever characters it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.render.escape import columns, visible_sign

if TYPE_CHECKING:
    from pipelinectl.diagnostics import Span

_WIDEST = 160
_BEFORE = 60
"""How much is kept in front of the span where a line is too long to be shown whole."""

_TAB = "    "


def excerpt(line: str, span: Span) -> tuple[str, str, int]:
    """What to show of the line: its text, the blanks up to the span, the number of carets.

    A span that goes on in further lines is marked to the end of this one; an empty span, or one
    behind the end of the line, gets one caret. A long line is cut around the span.
    """
    line = line.rstrip("\r\n")
    first = min(max(span.column - 1, 0), len(line))
    last = len(line) if span.end_line > span.line else min(span.end_column - 1, len(line))
    start, stop = _window(line, first)
    last = min(max(last, first), stop)
    ahead = "…" if start else ""
    behind = "…" if stop < len(line) else ""
    prefix = ahead + _shown(line[start:first])
    marked = _shown(line[first:last])
    rest = _shown(line[last:stop]) + behind
    return prefix + marked + rest, " " * columns(prefix), max(columns(marked), 1)


def _window(line: str, first: int) -> tuple[int, int]:
    """The part of the line that is shown, as offsets; `first` always lies in it."""
    if len(line) * 2 <= _WIDEST or columns(_shown(line[: _WIDEST + 1])) <= _WIDEST >= len(line):
        return 0, len(line)
    start = first
    room = _BEFORE
    while start > 0 and (room := room - columns(_cell(line[start - 1]))) >= 0:
        start -= 1
    room = _WIDEST - columns(_shown(line[start:first]))
    stop = first
    while stop < len(line) and (room := room - columns(_cell(line[stop]))) >= 0:
        stop += 1
    return start, stop


def _shown(text: str) -> str:
    return "".join(map(_cell, text))


def _cell(sign: str) -> str:
    return _TAB if sign == "\t" else visible_sign(sign)
