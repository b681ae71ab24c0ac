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


class Pace:
    """Shared by all threads of a command; `wait` before each call, `learn` from each answer."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._open_at = 0.0
        self._search_at = 0.0

    def wait(self, *, search: bool = False) -> None:
        """Return when the next call may be made."""
        with self._lock:
            now = self._clock()
            start = max(now, self._open_at, self._search_at if search else now)
            if search:
                self._search_at = start + _SEARCH_GAP
        if start > now:
            self._sleep(start - now)

    def learn(self, headers: Mapping[str, str]) -> None:
        """Note when the window opens again, once few calls are left in it."""
        remaining = _number(headers.get("X-HubSpot-RateLimit-Remaining"))
        window = _number(headers.get("X-HubSpot-RateLimit-Interval-Milliseconds"))
        if remaining is None or window is None:
            return
        with self._lock:
            if remaining <= _RESERVE:
                self._open_at = self._clock() + window / 1000 / (remaining + 1)


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdigit() else None
