"""Conditions of an account in the words of the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.canonical import to_json
from pipelinectl.importing.words import CannotWrite, Texts, duration
from pipelinectl.model import Record, as_list

if TYPE_CHECKING:
    from pipelinectl.model import Value

_WORDS = ("known", "unknown")
_NUMBERS = {"above": "at_most", "below": "at_least", "at_least": "below", "at_most": "above"}
"""Tests of numbers, each with its opposite."""

_TIMES = frozenset({"changed_within", "not_changed_within", "older_than", "newer_than"})


def written(condition: Value, texts: Texts) -> dict[str, Any]:
    """A condition in normal form: any of several, all of each.

    Raises:
        CannotWrite: the language has no words for one of its tests.
    """
    if not isinstance(condition, Record):
        raise CannotWrite("a condition")
    ways = [_all(each, texts) for each in as_list(condition["any"])]
    return ways[0] if len(ways) == 1 else {"any": ways}


def _all(way: Value, texts: Texts) -> dict[str, Any]:
    leaves = [_leaf(each, texts) for each in as_list(way["all"] if isinstance(way, Record) else ())]
    names = [name for each in leaves for name in each]
    if len(set(names)) == len(names):
        return {name: test for each in leaves for name, test in each.items()}
    return {"all": leaves}


def _leaf(leaf: Value, texts: Texts) -> dict[str, Any]:
    if not isinstance(leaf, Record):
        raise CannotWrite("a test")
    test, name = str(leaf["test"]), str(leaf.get("property", ""))
    if test == "raw":
        return {"raw": to_json(leaf["json"])}
    if test in _WORDS:
        return {name: test}
    if test == "is":
        return {name: _values(leaf, texts)}
    if test in _NUMBERS and leaf.get("unset"):
        return {"not": {name: {_NUMBERS[test]: leaf["value"]}}}
    return {name: {test: _measure(test, leaf, texts)}}


def _measure(test: str, leaf: Record, texts: Texts) -> object:
    if test in _NUMBERS:
        return leaf["value"]
    return duration(leaf) if test in _TIMES else _values(leaf, texts)


def _values(leaf: Record, texts: Texts) -> object:
    values = [texts.value(each) for each in as_list(leaf["values"])]
    if leaf["test"] == "is" and any(each in _WORDS for each in values):
        raise CannotWrite("a property whose value is called known or unknown")
    return values[0] if len(values) == 1 else values
