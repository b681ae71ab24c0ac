"""Values of settings as the files write them, on one line of YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation.references import NAME, REF, STATUS, is_reference
from pipelinectl.model import Record
from pipelinectl.render.escape import quoted, value, word
from pipelinectl.render.phrases import amount
from pipelinectl.render.value_words import DAYS, in_a_row

if TYPE_CHECKING:
    from pipelinectl.model import Value

_DURATION = frozenset({"amount", "unit"})
_OF_A_CONDITION = frozenset({"any", "all", "test"})


def as_written(found: Value) -> str | None:
    """The value as YAML; None where no line can say it, such as an id or a condition."""
    if isinstance(found, tuple):
        parts = [as_written(each) for each in found]
        return None if None in parts else f"[{', '.join(map(str, parts))}]"
    return _record(found) if isinstance(found, Record) else value(found)


def _record(found: Record) -> str | None:
    if is_reference(found):
        return _reference(str(found[REF]), str(found[NAME]))
    if found.keys() == _DURATION:
        return value(amount(found))
    if found and found.keys() <= set(DAYS):
        return _hours(found)
    if found.keys() & _OF_A_CONDITION:
        return None
    return _mapping({word(name): as_written(each) for name, each in found.items()})


def _reference(kind: str, name: str) -> str | None:
    if name.startswith("id:"):
        return None
    return quoted(name.partition("/")[2] if kind == STATUS and "/" in name else name)


def _hours(found: Record) -> str | None:
    days = sorted(found.items(), key=lambda each: DAYS.index(each[0]))
    return _mapping({name: as_written(each) for name, each in in_a_row(days) if each})


def _mapping(pairs: dict[str, str | None]) -> str | None:
    if None in pairs.values():
        return None
    return "{" + ", ".join(f"{name}: {text}" for name, text in pairs.items()) + "}"
