"""What the table of codes says of one code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One row: the code, its usual severity, a title, the page of `explain`, and its V row.

    `row` names the row of the feature inventory that asked for the check, where one did.
    """

    code: str
    severity: str
    title: str
    explanation: str
    row: str | None = None
