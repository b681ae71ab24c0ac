"""Two long texts side by side, cut down to what differs."""

from __future__ import annotations

from itertools import takewhile

_AROUND = 30
"""So many signs are shown on both sides of what differs."""
_LONG = 100
_LONGEST = 500


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Two texts; of long ones the part in which they differ, and a little around it."""
    if max(len(before), len(after)) <= _LONG:
        return before, after
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    return _cut(before, start, end), _cut(after, start, end)


def _shared(before: str, after: str) -> int:
    """How many signs are equal from the start."""
    pairs = zip(before, after, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(start - _AROUND, 0), min(len(text) - end + _AROUND, len(text))
    shown = text[first:last]
    if len(shown) > _LONGEST:
        shown = f"{shown[:_LONGEST]}... ({len(shown) - _LONGEST} more)"
    return f"{'...' if first else ''}{shown}{'...' if last < len(text) else ''}"


def opening(text: str) -> str:
    """A text; of a long one its beginning, and how much follows."""
    return text if len(text) <= _LONG else f"{text[:_LONG]}... ({len(text) - _LONG} more)"
