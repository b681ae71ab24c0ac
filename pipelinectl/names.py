"""Names: 'did you mean', keys made from names, and when two labels are the same."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOT_KEY = re.compile(r"[^a-z0-9]+")
KEY = re.compile(r"[a-z][a-z0-9_]*")
"""What a key of a pipeline or a status looks like."""
_LONGEST_GUESS = 100
"""Beyond it no typo is looked for: the comparison costs the product of the lengths."""


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be, or None.

    The same word in another case comes first; else the one with the fewest slips (a letter too
    many, too few, wrong, or two swapped), at most one for each three letters; else the one that
    holds the same parts in another order (`name_first`, `first_name`).
    """
    candidates = list(dict.fromkeys(known))
    folded = label_key(word)
    for candidate in candidates:
        if label_key(candidate) == folded:
            return candidate
    if not folded or len(folded) > _LONGEST_GUESS:
        return None
    best, least = None, min(max(len(folded), 3) // 3, len(folded) // 2) + 1
    for candidate in candidates:
        slips = _slips(folded, label_key(candidate), least - 1)
        if slips < least:
            best, least = candidate, slips
    return best or _same_parts(folded, candidates)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The hint "Did you mean `x`?", or None where nothing is near."""
    guess = near(word, known)
    return None if guess is None else f"Did you mean `{guess}`?"


def key_from_name(name: str) -> str:
    """The key that a name gives: folded to ASCII, lower case, everything else one `_`.

    Empty where the name gives none: an explicit key is needed then.
    """
    folded = unicodedata.normalize("NFKD", name)
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    ascii_only = plain.lower().encode("ascii", "replace").decode("ascii")
    key = _NOT_KEY.sub("_", ascii_only).strip("_")
    return key if KEY.fullmatch(key) else ""


def label_key(text: str) -> str:
    """What two labels have in common if the help desk takes them for the same."""
    return text.strip().casefold()


def same_label(a: str, b: str) -> bool:
    """Whether two labels are the same once trimmed and without regard to case."""
    return label_key(a) == label_key(b)


def _same_parts(folded: str, candidates: list[str]) -> str | None:
    parts = sorted(_NOT_KEY.split(folded))
    if len(parts) < 2:
        return None
    return next(
        (known for known in candidates if sorted(_NOT_KEY.split(label_key(known))) == parts), None
    )


def _slips(a: str, b: str, most: int) -> int:
    """Damerau and Levenshtein's distance of two words; `most + 1` as soon as it is larger."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, right in enumerate(b, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
