"""Numbers and lists in plain English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.render.escape import visible

if TYPE_CHECKING:
    from pipelinectl.model import Record


def count(number: int, noun: str, many: str | None = None) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {noun if number == 1 else many or noun + 's'}"


def listed(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def either(parts: list[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return " or ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def amount(duration: Record) -> str:
    """`1 minute`, `60 minutes`."""
    number, unit = duration.get("amount"), visible(str(duration.get("unit")))
    return f"{visible(str(number))} {unit.removesuffix('s') if number == 1 else unit}"
