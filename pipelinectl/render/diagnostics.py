"""Diagnostics for people, with the source line and carets, and as JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pipelinectl.diagnostics import Severity
from pipelinectl.render.escape import visible
from pipelinectl.render.phrases import count
from pipelinectl.render.source import excerpt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipelinectl.diagnostics import Diagnostic, Span
    from pipelinectl.plan.model import Exit
    from pipelinectl.render.style import Style

    LineOf = Callable[[str, int], str | None]
    Paint = Callable[[str], str]


def text(diagnostics: Iterable[Diagnostic], *, line_of: LineOf, style: Style) -> str:
    """All findings in the order given, then how many there are; empty where there is none.

    `line_of` hands out a line of a file by its name and number, or None where it has none.
    """
    found = tuple(diagnostics)
    if not found:
        return ""
    blocks = [block(each, line_of=line_of, style=style) for each in found]
    return "\n\n".join([*blocks, style.bold(summary(found))])


def concise(diagnostics: Iterable[Diagnostic]) -> str:
    """One line for each finding: `file:line:column: error[PC201]: message`."""
    return "\n".join(_concise(each) for each in diagnostics)


def document(diagnostics: Iterable[Diagnostic], exit_code: Exit) -> dict[str, Any]:
    """The findings and the exit code as plain JSON values."""
    from pipelinectl.plan.document import diagnostic_row, exit_row  # noqa: PLC0415 - hashes: costly

    return {
        "diagnostics": [diagnostic_row(each) for each in diagnostics],
        "exit": exit_row(exit_code),
    }


def block(found: Diagnostic, *, line_of: LineOf, style: Style) -> str:
    """One finding: message, source with carets, related places, hint."""
    paint = severity_paint(found.severity, style)
    head = paint(f"{found.severity.value}[{visible(found.code)}]")
    lines = [f"{head}: {style.bold(visible(found.message))}"]
    places = [each for each in (found.span, *(each.span for each in found.related)) if each]
    gutter = max((len(str(each.line)) for each in places), default=1)
    if found.span is not None:
        lines += _Snippet(gutter, line_of, style).primary(found.span, paint)
    for each in found.related:
        lines += _Snippet(gutter, line_of, style).related(each.span, each.label)
    if found.hint:
        lines.append(f"{' ' * gutter} = {style.cyan('help')}: {visible(found.hint)}")
    return "\n".join(lines)


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """How many findings there are of each severity: `3 errors, 1 warning`."""
    counted = Counter(each.severity for each in diagnostics)
    return ", ".join(
        count(counted[severity], noun, many) for severity, noun, many in _NOUNS if counted[severity]
    )


_NOUNS = (
    (Severity.ERROR, "error", "errors"),
    (Severity.BLOCKED, "blocked", "blocked"),
    (Severity.WARNING, "warning", "warnings"),
    (Severity.INFO, "info", "infos"),
)


def severity_paint(severity: Severity, style: Style) -> Paint:
    """The colour of a severity."""
    return {
        Severity.ERROR: style.red,
        Severity.BLOCKED: style.magenta,
        Severity.WARNING: style.yellow,
        Severity.INFO: style.cyan,
    }[severity]


def place(span: Span) -> str:
    """Where something stands, as editors and terminals link it: `file:line:column`."""
    return f"{visible(span.file)}:{span.line}:{span.column}"


def _concise(found: Diagnostic) -> str:
    where = f"{place(found.span)}: " if found.span else ""
    return f"{where}{found.severity.value}[{visible(found.code)}]: {visible(found.message)}"


class _Snippet:
    """The source part of a finding; all line numbers of one finding share a gutter."""

    def __init__(self, gutter: int, line_of: LineOf, style: Style) -> None:
        self._gutter = gutter
        self._line_of = line_of
        self._style = style

    def primary(self, span: Span, paint: Paint) -> Iterator[str]:
        """The place that the finding is about."""
        yield self._dim(f"{' ' * self._gutter}--> {place(span)}")
        yield from self._source(span, "^", paint, "")

    def related(self, span: Span, label: str) -> Iterator[str]:
        """A place that explains it, with its label; beside the place where there is no source."""
        shown = list(self._source(span, "-", self._style.cyan, visible(label)))
        where = f"{' ' * self._gutter}::: {place(span)}"
        yield self._dim(where) if shown else f"{self._dim(where)} {visible(label)}"
        yield from shown

    def _source(self, span: Span, mark: str, paint: Paint, label: str) -> Iterator[str]:
        line = self._line_of(span.file, span.line)
        if line is None:
            return
        shown, blanks, marks = excerpt(line, span)
        empty = self._dim(f"{' ' * self._gutter} |")
        yield empty
        yield f"{self._dim(f'{span.line:>{self._gutter}} |')} {shown}".rstrip()
        yield f"{empty} {blanks}{paint(f'{mark * marks} {label}'.rstrip())}"

    def _dim(self, text: str) -> str:
        return self._style.dim(text)
