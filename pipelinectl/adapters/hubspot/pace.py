"""Keeps below HubSpot's rate limits by the headers that its answers carry.

`X-HubSpot-RateLimit-Remaining` of `-Max` calls are left in a window of `-Interval-Milliseconds`
(HubSpot's usage guidelines). Search answers carry no such headers; search has a limit of five
calls a second of its own, so it is called four times a second at most.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_RESERVE = 2
_SEARCH_GAP = 0.25
_MOST_DIGITS = 9


class Pace:
    """Shared by all threads of a command; `wait` before each call, `learn` from each answer.

    Once few calls are left they are made one by one, a little slower than the limit allows, so
    that threads which wait together do not run into the limit together. Once none is left, a
    whole window is waited for.
    """

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._under_way = 0
        self._left: int | None = None
        self._gap = 0.0
        self._open_at = 0.0
        self._search_at = 0.0

    def wait(self, *, search: bool = False) -> None:
        """Return when the next call may be made. Its answer, or its failure, must be learned."""
        while (delay := self._delay(search=search)) > 0:
            self._sleep(delay)

    def learn(self, headers: Mapping[str, str]) -> None:
        """Note how many calls are left for those that are not under way yet."""
        remaining = _number(headers.get("X-HubSpot-RateLimit-Remaining"))
        most = _number(headers.get("X-HubSpot-RateLimit-Max"))
        window = _number(headers.get("X-HubSpot-RateLimit-Interval-Milliseconds"))
        with self._lock:
            self._under_way -= 1
            if remaining is None or window is None:
                return
            self._left = remaining - self._under_way
            self._gap = window / 1000 / max((most or 2) - 1, 1)
            if not remaining:
                self._open_at = max(self._open_at, self._clock() + window / 1000)

    def _delay(self, *, search: bool) -> float:
        """How long to wait still; where not at all, the call counts as under way."""
        with self._lock:
            now = self._clock()
            start = max(self._open_at, self._search_at if search else self._open_at)
            if start > now:
                return start - now
            self._under_way += 1
            if self._left is not None:
                self._left -= 1
                self._open_at = now + self._gap if self._left < _RESERVE else now
            if search:
                self._search_at = now + _SEARCH_GAP
            return 0.0


def _number(text: str | None) -> int | None:
    if text is None or not (text.isascii() and text.isdigit()) or len(text) > _MOST_DIGITS:
        return None
    return int(text)
