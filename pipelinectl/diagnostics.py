"""Diagnostics as data: what is wrong, where, and what to do about it. No text layout here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from pipelinectl import codes

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How much a diagnostic matters. Only `error` changes an exit code by itself.

    `blocked` goes with a change that a guard holds back.
    """

    ERROR = "error"
    BLOCKED = "blocked"
    WARNING = "warning"
    INFO = "info"


_RANK = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file. Lines and columns count from 1; the end column is exclusive.

    `file` is relative to the project folder, with forward slashes.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that explains the first one, with a short label."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `message` is one line that stands alone; `hint` says what to write instead."""

    code: str
    message: str
    span: Span | None = None
    hint: str | None = None
    address: str | None = None
    related: tuple[Related, ...] = field(default=())
    severity: Severity = Severity.ERROR

    @property
    def sort_key(self) -> tuple[str, int, int, int, str, str]:
        """File, position, severity, code, message: the one order in which findings are shown."""
        span = self.span or Span("", 0, 0, 0, 0)
        return (span.file, span.line, span.column, _RANK[self.severity], self.code, self.message)


def diagnostic(  # noqa: PLR0913 - a finding has this many parts, all but two by keyword
    code: str,
    message: str,
    *,
    span: Span | None = None,
    hint: str | None = None,
    address: str | None = None,
    related: Iterable[Related] = (),
    severity: Severity | None = None,
) -> Diagnostic:
    """Make a diagnostic whose severity is the code's own unless `severity` overrides it.

    Raises:
        KeyError: `code` is not in the table of `codes`.
    """
    row = codes.TABLE[code]
    return Diagnostic(
        code=code,
        message=message,
        span=span,
        hint=hint,
        address=address,
        related=tuple(related),
        severity=severity or Severity(row.severity),
    )


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings sorted for people, each once."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda found: found.sort_key))


def has_errors(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> bool:
    """Whether any finding is an error; with `strict`, a warning counts as one."""
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(found.severity in bad for found in diagnostics)
