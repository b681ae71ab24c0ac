"""What the ticket search sees, which may lag behind what is stored."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelinectl.emulator.store import Store
    from pipelinectl.emulator.wire import JsonObject

LAG_SECONDS = 2.0


class SearchIndex:
    """The tickets as the search sees them. Without a lag it is the store itself."""

    def __init__(self, store: Store, kind: str, *, lag: float) -> None:
        self._store = store
        self._kind = kind
        self._lag = lag
        self._old: list[JsonObject] = []
        self._until = 0.0

    def before_write(self) -> None:
        """Keep the present state for as long as the index lags. Call it before tickets change."""
        if self._lag and time.monotonic() >= self._until:
            self._old = self._store.all(self._kind)
            self._until = time.monotonic() + self._lag

    def catch_up(self) -> None:
        """Show what is stored, however short a time ago it was written."""
        self._until = 0.0

    def tickets(self) -> list[JsonObject]:
        """The tickets that a search finds now."""
        if time.monotonic() < self._until:
            return self._old
        return self._store.all(self._kind)
