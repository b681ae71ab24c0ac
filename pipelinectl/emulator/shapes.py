"""Shapes of JSON values: what is required, what is kept, what is dropped.

A check takes a value and its place, and returns what is kept of it. An object keeps the keys it
knows; an unknown key is dropped without a word (observed by others on flows: an unknown key may
so turn a filter into its opposite). A null counts as absent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from pipelinectl.emulator.errors import invalid
from pipelinectl.emulator.wire import INT32, JsonObject

Check: TypeAlias = Callable[[Any, str], Any]


def text(value: Any, place: str) -> str:
    """A text."""
    if not isinstance(value, str):
        raise _wrong(place, "a string")
    return value


def flag(value: Any, place: str) -> bool:
    """True or false, not the words."""
    if not isinstance(value, bool):
        raise _wrong(place, "a boolean")
    return value


def whole(value: Any, place: str) -> int:
    """A 32-bit number."""
    if isinstance(value, bool) or not isinstance(value, int) or value not in INT32:
        raise _wrong(place, "a 32-bit integer")
    return value


def real(value: Any, place: str) -> float:
    """A number; it is kept as a float, as HubSpot's answers show numbers of filters."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _wrong(place, "a number")
    return float(value)


def anything(value: Any, _place: str) -> Any:
    """Whatever it is."""
    return value


def mapping(value: Any, place: str) -> JsonObject:
    """An object with any keys, all of which are kept."""
    if not isinstance(value, dict):
        raise _wrong(place, "an object")
    return value


def one_of(*allowed: str) -> Check:
    """One of these texts."""

    def check(value: Any, place: str) -> str:
        if value not in allowed:
            raise invalid(f"Invalid input JSON: '{place}' must be one of [{', '.join(allowed)}]")
        return str(value)

    return check


def list_of(item: Check) -> Check:
    """A list of which every item passes."""

    def check(value: Any, place: str) -> list[Any]:
        if not isinstance(value, list):
            raise _wrong(place, "a list")
        return [item(each, f"{place}[{number}]") for number, each in enumerate(value)]

    return check


def record(
    required: Mapping[str, Check] | None = None,
    optional: Mapping[str, Check] | None = None,
    defaults: Mapping[str, Any] | None = None,
) -> Check:
    """An object with these keys; other keys are dropped, absent ones take their default."""
    needed = required or {}
    known = {**needed, **(optional or {})}

    def check(value: Any, place: str) -> JsonObject:
        given = {**(defaults or {}), **_present(mapping(value, place))}
        missing = [key for key in needed if key not in given]
        if missing:
            raise unset(*missing)
        return {
            key: kept(given[key], f"{place}.{key}" if place else key)
            for key, kept in known.items()
            if key in given
        }

    return check


def by(key: str, kinds: Mapping[str, Check]) -> Check:
    """An object whose shape the value of one key decides."""
    which = one_of(*kinds)

    def check(value: Any, place: str) -> JsonObject:
        given = mapping(value, place)
        if given.get(key) is None:
            raise unset(key)
        kind: str = which(given[key], f"{place}.{key}")
        shaped: JsonObject = kinds[kind](given, place)
        return {key: kind, **shaped}

    return check


def unset(*keys: str) -> Exception:
    """The refusal of an object in which these keys are missing, in HubSpot's words."""
    return invalid(f"Some required fields were not set: [{', '.join(keys)}]")


def _present(value: JsonObject) -> JsonObject:
    return {key: each for key, each in value.items() if each is not None}


def _wrong(place: str, expected: str) -> Exception:
    return invalid(f"Invalid input JSON: '{place}' is not {expected}")
