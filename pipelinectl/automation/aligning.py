"""Two lists side by side: what stands for the same in both, at the least cost."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Pair = tuple[int | None, int | None]
"""Indexes in the earlier and in the later list; None where nothing stands for the other."""

_ALONE = 10
"""The cost of what stands in one list only. A pair that is not equal costs as much, and more."""
_UNLIKE = 8
"""So much more a pair costs that has hardly anything in common: less than two that stand alone."""
_NEVER = 1_000_000_000
_LARGEST = 250_000
"""With more possible pairs than this, what differs is paired by its place: seconds, not hours."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list: equal things have equal texts, similar ones share some features."""

    text: str
    features: frozenset[object]


def aligned(before: Sequence[Item], after: Sequence[Item]) -> Iterator[Pair]:
    """Pairs in the order of both lists, with as few differences as there can be.

    Equal things pair, and things that share a feature; among those the more alike.
    """
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    yield from ((each, each) for each in range(start))
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    middle = _by_cost if len(old) * len(new) <= _LARGEST else _by_place
    for one, two in middle(old, new):
        yield (None if one is None else start + one), (None if two is None else start + two)
    yield from ((len(before) - each, len(after) - each) for each in range(end, 0, -1))


def _common(before: Sequence[Item], after: Sequence[Item]) -> int:
    """How many things are equal from the start."""
    return next(
        (
            place
            for place, (one, two) in enumerate(zip_longest(before, after))
            if one is None or two is None or one.text != two.text
        ),
        len(before),
    )


def _by_place(before: Sequence[Item], after: Sequence[Item]) -> Iterator[Pair]:
    for place, (one, two) in enumerate(zip_longest(before, after)):
        if one is not None and two is not None and _cost(one, two) < _NEVER:
            yield place, place
            continue
        if one is not None:
            yield place, None
        if two is not None:
            yield None, place


def _by_cost(before: Sequence[Item], after: Sequence[Item]) -> Iterator[Pair]:
    costs = [[_cost(one, two) for two in after] for one in before]
    rest = _rest(costs, len(after))
    one = two = 0
    while one < len(before) or two < len(after):
        least = rest[one][two]
        both = one < len(before) and two < len(after)
        if both and least == costs[one][two] + rest[one + 1][two + 1]:
            yield one, two
            one, two = one + 1, two + 1
        elif one < len(before) and least == _ALONE + rest[one + 1][two]:
            yield one, None
            one += 1
        else:
            yield None, two
            two += 1


def _rest(costs: list[list[int]], width: int) -> list[list[int]]:
    """What it costs at least to align both lists from each pair of places on."""
    row = [_ALONE * each for each in range(width, -1, -1)]
    rows = [row]
    for paired in reversed(costs):
        below, row = row, [row[width] + _ALONE]
        for place in range(width - 1, -1, -1):
            row.append(
                min(paired[place] + below[place + 1], _ALONE + below[place], _ALONE + row[-1])
            )
        row.reverse()
        rows.append(row)
    rows.reverse()
    return rows


def _cost(one: Item, two: Item) -> int:
    if one.text == two.text:
        return 0
    shared = len(one.features & two.features)
    if not shared:
        return _NEVER
    every = len(one.features) + len(two.features) - shared
    return _ALONE + _UNLIKE - _UNLIKE * shared // every
