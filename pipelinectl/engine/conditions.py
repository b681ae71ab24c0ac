"""Conditions on the properties of a ticket, and whether they hold.

What cannot be decided, because it asks for something that the engine does not know, is neither
true nor false: it is None, `Not` of it is None too, and a workflow takes it for "does not hold".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from pipelinectl.engine.times import instant_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Test:
    """A test of one property.

    `test` is one of: is, is_not, contains, contains_not, starts_with, ends_with (against any of
    `values`); above, at_least, below, at_most (against the first of them, as numbers); known,
    unknown; changed_within, not_changed_within, older_than, newer_than (against `span`). `unset`:
    a ticket without a value passes.
    """

    property: str
    test: str
    values: tuple[str, ...] = ()
    span: timedelta = timedelta()
    unset: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Every part must hold; of no parts it holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One part must hold; of no parts it does not hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Undecided:
    """What nobody here can decide, with the reason in words."""

    why: str


Condition: TypeAlias = Test | All | Any | Not | Undecided


@dataclass(frozen=True, slots=True)
class Facts:
    """What a condition is asked of: properties, when each last changed, and the present time."""

    properties: Mapping[str, str]
    now: datetime
    changed: Mapping[str, datetime] = field(default_factory=dict)


def holds(condition: Condition, facts: Facts) -> bool | None:
    """Whether it holds; None where it cannot be decided."""
    if isinstance(condition, Undecided):
        return None
    if isinstance(condition, Test):
        return _tested(condition, facts)
    if isinstance(condition, Not):
        found = holds(condition.part, facts)
        return None if found is None else not found
    parts = [holds(part, facts) for part in condition.parts]
    decisive = isinstance(condition, Any)
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive


def reasons(condition: Condition | None) -> Iterator[str]:
    """Why a condition, or a part of it, cannot be decided."""
    if isinstance(condition, Undecided):
        yield condition.why
    elif isinstance(condition, Not):
        yield from reasons(condition.part)
    elif isinstance(condition, All | Any):
        for part in condition.parts:
            yield from reasons(part)


def _tested(test: Test, facts: Facts) -> bool | None:
    value = facts.properties.get(test.property, "")
    if test.test in {"known", "unknown"}:
        return bool(value) is (test.test == "known")
    if test.test in {"changed_within", "not_changed_within"}:
        at = facts.changed.get(test.property)
        recent = at is not None and at >= facts.now - test.span
        return recent is (test.test == "changed_within")
    return _of_value(test, value, facts.now) if value else test.unset


def _of_value(test: Test, value: str, now: datetime) -> bool | None:
    if test.test in {"older_than", "newer_than"}:
        return _aged(test, value, now)
    if test.test in _NUMBERS:
        return _compared(test, value)
    if test.test not in _WORDS:
        return None
    matches, straight = _WORDS[test.test]
    return matches(value, test.values) is straight


def _aged(test: Test, value: str, now: datetime) -> bool | None:
    at = instant_of(value)
    if at is None:
        return None
    limit = now - test.span
    return at < limit if test.test == "older_than" else at > limit


def _compared(test: Test, value: str) -> bool | None:
    try:
        return _NUMBERS[test.test](float(value), float(test.values[0]))
    except (ValueError, IndexError):
        return None


def _same(value: str, wanted: Iterable[str]) -> bool:
    """Whether the value, or one of several that are joined by semicolons, is wanted."""
    found = {value, *value.split(";")}
    return any(each in found or _equal_numbers(value, each) for each in wanted)


def _equal_numbers(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return False


def _contains(value: str, wanted: Iterable[str]) -> bool:
    return any(each.casefold() in value.casefold() for each in wanted)


def _starts(value: str, wanted: Iterable[str]) -> bool:
    return any(value.casefold().startswith(each.casefold()) for each in wanted)


def _ends(value: str, wanted: Iterable[str]) -> bool:
    return any(value.casefold().endswith(each.casefold()) for each in wanted)


_WORDS: Mapping[str, tuple[Callable[[str, Iterable[str]], bool], bool]] = {
    "is": (_same, True),
    "is_not": (_same, False),
    "contains": (_contains, True),
    "contains_not": (_contains, False),
    "starts_with": (_starts, True),
    "ends_with": (_ends, True),
}
_NUMBERS: Mapping[str, Callable[[float, float], bool]] = {
    "above": lambda one, two: one > two,
    "at_least": lambda one, two: one >= two,
    "below": lambda one, two: one < two,
    "at_most": lambda one, two: one <= two,
}
