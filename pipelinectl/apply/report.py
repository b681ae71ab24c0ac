"""What an apply did, change by change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.plan.model import Change, Exit


class Result(StrEnum):
    """What became of a change. WAITING is held up by a channel that is not there yet."""

    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"
    BLOCKED = "blocked"
    WAITING = "waiting"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Row:
    """One change and what became of it."""

    change: Change
    result: Result


@dataclass(frozen=True, slots=True)
class ApplyReport:
    """All changes, what was found on the way, and how many calls and writes it took."""

    run: str
    environment: str
    account: str
    rows: tuple[Row, ...]
    diagnostics: tuple[Diagnostic, ...]
    writes: int
    calls: int
    exit: Exit

    def count(self, result: Result) -> int:
        """How many changes ended so."""
        return sum(each.result is result for each in self.rows)
