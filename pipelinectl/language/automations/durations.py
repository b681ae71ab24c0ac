"""Durations: `60 minutes`, `2h`, `3 days`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelinectl.model import Record

if TYPE_CHECKING:
    from pipelinectl.model import Value

_PARTS = re.compile(r"([0-9]+) ?([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def duration(text: str) -> Record:
    """The amount and the unit, as written, of a text that has the form of a duration."""
    return Record(amounts(text))


def amounts(text: str) -> dict[str, Value]:
    """`duration` as the entries of something bigger."""
    found = _PARTS.match(text)
    assert found is not None, "the model lets no other form pass"
    return {"amount": int(found[1]), "unit": _UNITS[found[2]]}
