"""What differs, field by field, as words: values before and after, and orders side by side."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pipelinectl.model import ORDER, as_list
from pipelinectl.plan.model import Action, Side
from pipelinectl.render.escape import value, visible, word
from pipelinectl.render.words import SIDES, field_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelinectl.model import Value
    from pipelinectl.plan.model import Change, Moved

_FIRST = {name: place for place, name in enumerate(("trigger", "only_if", "re_enroll", "enabled"))}
"""What is said first of a new object, in this order."""

_LISTS = frozenset({ORDER, "actions"})
"""Fields that are shown as lists, not in a row."""


@dataclass(frozen=True, slots=True)
class Said:
    """A field and its values in words, one text for each value."""

    name: str
    values: tuple[str, ...]


class Words(Protocol):
    """How the fields of one resource are said."""

    def say(self, path: str, *values: Value) -> Said:
        """A field as readers call it, with its values before, after and so on."""

    def said(self, path: str, *values: Value) -> tuple[Said, ...]:
        """The same; of a field that has parts, each part that differs."""

    def is_usual(self, path: str, found: Value) -> bool:
        """Whether a new object has this value as long as the files say nothing else."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field: the value before (None: there is none) and after, and a remark in words."""

    name: str
    before: str | None
    after: str
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One status in an order, with what became of its place."""

    key: str
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """Statuses before and after, by key, as they stand in the files."""

    before: tuple[str, ...]
    after: tuple[Place, ...]


class Plain:
    """The words for the fields of pipelines, statuses and rules."""

    def say(self, path: str, *values: Value) -> Said:
        """A field by its name in the files, its values as YAML writes them."""
        return Said(field_name(path), tuple(self._value(path, each) for each in values))

    def said(self, path: str, *values: Value) -> tuple[Said, ...]:
        """The field: it has no parts."""
        return (self.say(path, *values),)

    def is_usual(self, _path: str, found: Value) -> bool:
        """Whether there is no value."""
        return found is None

    def _value(self, path: str, found: Value) -> str:
        if found is None:
            return "nothing"
        return word(found) if path == "state" else value(found)


def created_rows(fields: Mapping[str, Value], words: Words) -> tuple[FieldRow, ...]:
    """What a new object is made with, beside its name, its lists and what goes without saying."""
    return tuple(
        FieldRow(said.name, None, *said.values)
        for name, found in sorted(fields.items(), key=lambda each: _FIRST.get(each[0], len(_FIRST)))
        if name not in {"name", *_LISTS} and not words.is_usual(name, found)
        for said in words.said(name, found)
    )


def changed_rows(
    change: Change,
    paths: tuple[Moved, ...],
    base: Mapping[str, Value],
    words: Words,
) -> tuple[FieldRow, ...]:
    """The fields of a change that differ, lists apart. `base` is what was last applied."""
    return tuple(
        row
        for each in paths
        if each.path not in _LISTS
        for row in _changed(change, each, side_remark(each, paths), base, words)
    )


def rows_for(
    change: Change,
    paths: tuple[Moved, ...],
    base: Mapping[str, Value],
    words: Words,
) -> tuple[FieldRow, ...]:
    """The rows of one change: what is made for a create, what differs for the rest."""
    if change.action is Action.CREATE:
        return created_rows(change.after or {}, words)
    return changed_rows(change, paths, base, words)


def moved_rows(
    paths: tuple[str, ...],
    base: Mapping[str, Value],
    live: Mapping[str, Value],
    words: Words,
) -> tuple[FieldRow, ...]:
    """What moved in the account: from what was last applied to what is there, lists apart."""
    return tuple(
        FieldRow(said.name, *said.values)
        for name in paths
        if name not in _LISTS
        for said in words.said(name, base.get(name), live.get(name))
    )


def order(before: Value, after: Value) -> Order:
    """Two orders side by side. Marked are the fewest statuses whose move explains the change."""
    old, new = as_list(before), as_list(after)
    rank = {key: place for place, key in enumerate(old)}
    kept = set(_longest_rising([rank[each] for each in new if each in rank]))
    places = []
    for each in new:
        moved = "moved" if each in rank and rank[each] not in kept else None
        places.append(Place(word(each), moved if each in rank else "new"))
    return Order(tuple(word(each) for each in old), tuple(places))


def side_remark(moved: Moved, paths: tuple[Moved, ...]) -> str | None:
    """Which side moved a field, where not all fields were moved by one."""
    return SIDES[moved.side] if len({each.side for each in paths}) > 1 else None


def _changed(
    change: Change, moved: Moved, remark: str | None, base: Mapping[str, Value], words: Words
) -> Iterator[FieldRow]:
    """One field that differs; where both sides moved it, with the value that was last applied."""
    path = moved.path
    values = [(change.before or {}).get(path), (change.after or {}).get(path)]
    if moved.side is Side.BOTH and path in base:
        values.append(base[path])
    for said in words.said(path, *values):
        before, after, *last = said.values
        was = [f"last applied: {visible(each)}" for each in last]
        yield FieldRow(said.name, before, after, "; ".join(filter(None, [remark, *was])) or None)


def _longest_rising(numbers: list[int]) -> Iterator[int]:
    """The longest part of the numbers that rises, from its end."""
    ends: list[int] = []
    ahead: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(ends, number)
        ahead[number] = ends[place - 1] if place else None
        ends[place : place + 1] = [number]
    last = ends[-1] if ends else None
    while last is not None:
        yield last
        last = ahead[last]
