"""What differs, field by field, as words: values before and after, and orders side by side."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.model import ORDER, as_list
from pipelinectl.plan.model import Action, Side
from pipelinectl.render.escape import value, visible, word
from pipelinectl.render.words import SIDES, field_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelinectl.model import Value
    from pipelinectl.plan.model import Change, Moved


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


def created_rows(fields: Mapping[str, Value]) -> tuple[FieldRow, ...]:
    """What a new object is made with, beside its name and its statuses, which stand elsewhere."""
    return tuple(
        FieldRow(field_name(name), None, _value(name, found))
        for name, found in fields.items()
        if name not in {"name", ORDER}
    )


def changed_rows(
    change: Change,
    paths: tuple[Moved, ...],
    base: Mapping[str, Value],
) -> tuple[FieldRow, ...]:
    """The fields of a change that differ, orders apart. `base` is what was last applied."""
    before, after = change.before or {}, change.after or {}
    mixed = len({each.side for each in paths}) > 1
    return tuple(
        FieldRow(
            field_name(each.path),
            _value(each.path, before.get(each.path)),
            _value(each.path, after.get(each.path)),
            _remark(each, base, mixed=mixed),
        )
        for each in paths
        if each.path != ORDER
    )


def rows_for(
    change: Change,
    paths: tuple[Moved, ...],
    base: Mapping[str, Value],
) -> tuple[FieldRow, ...]:
    """The rows of one change: everything for a create, what differs for the rest."""
    if change.action is Action.CREATE:
        return created_rows(change.after or {})
    return changed_rows(change, paths, base)


def moved_rows(
    paths: tuple[str, ...],
    base: Mapping[str, Value],
    live: Mapping[str, Value],
) -> tuple[FieldRow, ...]:
    """What moved in the account: from what was last applied to what is there, orders apart."""
    return tuple(
        FieldRow(field_name(name), _value(name, base.get(name)), _value(name, live.get(name)))
        for name in paths
        if name != ORDER
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


def _value(name: str, found: Value) -> str:
    if found is None:
        return "nothing"
    return word(found) if name == "state" else value(found)


def _remark(moved: Moved, base: Mapping[str, Value], *, mixed: bool) -> str | None:
    said = SIDES[moved.side] if mixed else None
    if moved.side is Side.BOTH and moved.path in base:
        was = f"last applied: {visible(_value(moved.path, base[moved.path]))}"
        return f"{said}; {was}" if said else was
    return said


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
