"""What a plain scalar means: the YAML 1.2 core schema, and what YAML 1.1 readers make of it."""

from __future__ import annotations

import re
from functools import lru_cache

Scalar = str | int | float | bool | None

MAX_NUMBER_LENGTH = 400
"""Python refuses to convert numbers of thousands of digits, and nobody configures one."""

_CORE_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_TRAP_WORDS: dict[str, str] = {
    form: "a boolean"
    for word in ("y", "n", "yes", "no", "on", "off")
    for form in (word, word.capitalize(), word.upper())
} | {"=": "a default value", "<<": "a merge key"}

SPECIAL_WORDS = frozenset(_CORE_WORDS) | frozenset(_TRAP_WORDS)
"""Plain scalars that need a look although they do not begin like a number."""

_CORE_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_CORE_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
)
_OLD_TIME = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_OLD_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}"
    r"(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?",
)
_OLD_NUMBER = re.compile(
    r"[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
    r"|[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?",
)
_LONGEST_REMEMBERED = 32
_OLD_OCTAL = re.compile(r"[-+]?0[0-7]+")


def read_plain(text: str) -> tuple[Scalar, str | None]:
    """`core_value` and `old_reading` of a plain scalar that is not ordinary.

    Raises:
        OverflowError: as `core_value`.
    """
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _read(text)


def core_value(text: str) -> Scalar:
    """The value of a plain scalar in the YAML 1.2 core schema.

    Raises:
        OverflowError: it is a number of more than `MAX_NUMBER_LENGTH` characters.
    """
    if text in _CORE_WORDS:
        return _CORE_WORDS[text]
    if _CORE_INT.fullmatch(text):
        return _integer(text)
    if _CORE_FLOAT.fullmatch(text):
        return _float(text)
    return text


def old_reading(text: str) -> str | None:
    """What a YAML 1.1 reader takes a plain scalar for where that differs from `core_value`."""
    if text in _TRAP_WORDS:
        return _TRAP_WORDS[text]
    if _OLD_DATE.fullmatch(text):
        return "a date"
    if _OLD_TIME.fullmatch(text):
        return "a time"
    if _CORE_INT.fullmatch(text):
        octal = _OLD_OCTAL.fullmatch(text) and abs(int(text, 8)) > 7
        return f"the number {int(text, 8)}" if octal else None
    if _OLD_NUMBER.fullmatch(text) and not _CORE_FLOAT.fullmatch(text):
        return "a number"
    return None


def _read(text: str) -> tuple[Scalar, str | None]:
    return core_value(text), old_reading(text)


_remembered = lru_cache(maxsize=4096)(_read)
"""`true`, `0` and their like come again and again."""


def _integer(text: str) -> int:
    _refuse_long(text)
    if text.startswith(("0o", "0x")):
        return int(text, 0)
    return int(text)


def _float(text: str) -> float:
    _refuse_long(text)
    folded = text.lower()
    return float(
        folded.replace(".inf", "inf") if "inf" in folded else folded.replace(".nan", "nan")
    )


def _refuse_long(text: str) -> None:
    if len(text) > MAX_NUMBER_LENGTH:
        raise OverflowError(text[:20])
