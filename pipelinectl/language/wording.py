"""How the language speaks of values in its messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_EXCERPT = 40


def kind_of(value: Any) -> str:
    """What a value is, with its article."""
    match value:
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "a list"
    return "a mapping" if isinstance(value, dict) else "this value"


def plain(value: Any) -> str:
    """A value as a file would have it, in short."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case list() | dict():
            return kind_of(value)
    return excerpt(str(value))


def quoted(value: Any) -> str:
    """A value in quotation marks; of a collection only what it is."""
    return kind_of(value) if isinstance(value, list | dict) else f'"{plain(value)}"'


def excerpt(text: str) -> str:
    """A text on one line, shortened where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1] + "…"


def capital(text: str) -> str:
    """A text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def either(words: Sequence[str]) -> str:
    """Several words, one of which is wanted."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last
