"""Makes text that somebody else wrote harmless and measurable in a terminal.

Everything from files, account, ledger or saved plans passes through `visible` or `quoted` before
it is shown: so it can neither send terminal escapes, nor break a line, nor reorder what is read.
"""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

from pipelinectl.canonical import to_json

if TYPE_CHECKING:
    from pipelinectl.model import Value

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of signs that steer instead of show: controls, directions, surrogates, breaks."""

_JOINERS = frozenset("\u200c\u200d")
"""They steer too, but words and emoji need them, and they do no harm."""


def visible(text: str) -> str:
    """The text on one line, with every sign that does not show as an escape: backslash, x1b."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(visible_sign, text))


def visible_sign(sign: str) -> str:
    """One character as it may be shown."""
    if sign.isprintable() or sign in _JOINERS or unicodedata.category(sign) not in _HIDDEN:
        return sign
    return _NAMED.get(sign) or _numbered(ord(sign))


_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _numbered(point: int) -> str:
    if point <= 0xFF:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def quoted(text: str) -> str:
    """The text in double quotes on one line; a YAML scalar that can be pasted as it stands."""
    return visible(json.dumps(text, ensure_ascii=False))


def value(found: Value) -> str:
    """A field's value: texts in quotes, the rest as YAML writes it."""
    if isinstance(found, str):
        return quoted(found)
    if isinstance(found, tuple):
        return "[" + ", ".join(word(each) for each in found) + "]"
    return visible(json.dumps(to_json(found), ensure_ascii=False))


def word(found: Value) -> str:
    """A key, a state or another word of ours: without quotes as long as it is plain."""
    plain = isinstance(found, str) and found.isascii()
    if plain and str(found).replace("_", "a").replace("-", "a").isalnum():
        return str(found)
    return value(found)


def width(sign: str) -> int:
    """How many columns of a terminal a character takes."""
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(width, text))
