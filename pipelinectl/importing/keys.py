"""Keys for objects that have none yet, made from their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipelinectl.names import key_from_name

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 36
"""A key may become the id of a pipeline in another account, which is no longer than this."""


class Wanted(NamedTuple):
    """An object that needs a key: its name, and the key that it has already, if any."""

    name: str
    key: str | None = None


def keys_for(objects: Sequence[Wanted], noun: str) -> list[str]:
    """One key for each of the objects of one parent, in their order.

    A key that exists stays. Others are made from the names; of several objects with the same key
    the first has it and the rest are numbered: `support`, `support_2`. A name that gives no key
    gets the noun and a number: `status_1`. No key equals another object's name, since a reference
    could then mean either.
    """
    taken: dict[str, int] = {}
    names: dict[str, list[int]] = {}
    for place, each in enumerate(objects):
        names.setdefault(each.name.strip(), []).append(place)

    def take(place: int, key: str) -> bool:
        if key in taken or any(other != place for other in names.get(key, ())):
            return False
        taken[key] = place
        return True

    made = [_short(key_from_name(each.name)) for each in objects]
    keys: list[str] = ["" for _ in objects]
    for candidates in ([each.key or "" for each in objects], made):
        for place, key in enumerate(candidates):
            if not keys[place] and key and take(place, key):
                keys[place] = key
    for place, key in enumerate(made):
        number = 2 if key else 1
        while not keys[place]:
            candidate = _numbered(key or noun, number)
            keys[place] = candidate if take(place, candidate) else ""
            number += 1
    return keys


def _short(key: str, room: int = LONGEST) -> str:
    return key[:room].rstrip("_")


def _numbered(key: str, number: int) -> str:
    ending = f"_{number}"
    return _short(key, LONGEST - len(ending)) + ending
