"""The log of requests that a test reads."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from pipelinectl.emulator.wire import read_json

if TYPE_CHECKING:
    from pipelinectl.emulator.wire import Call, JsonObject

MOST_ENTRIES = 10_000
_READING_POSTS = ("/search", "/batch/read")


def is_write(call: Call) -> bool:
    """Whether a request changes the account, by its method and path."""
    changes = call.method in {"POST", "PUT", "PATCH", "DELETE"} and call.path.startswith("/crm/")
    return changes and not call.path.endswith(_READING_POSTS)


class RequestLog:
    """The latest requests since the log was cleared, in the order of their arrival."""

    def __init__(self) -> None:
        self._entries: deque[JsonObject] = deque(maxlen=MOST_ENTRIES)

    def begin(self, call: Call) -> JsonObject:
        """Note a request; its status stays None until, and unless, it is answered."""
        entry: JsonObject = {
            "method": call.method,
            "path": call.path,
            "query": dict(call.query),
            "write": is_write(call),
            "body": _body(call.raw),
            "status": None,
        }
        self._entries.append(entry)
        return entry

    def clear(self) -> None:
        """Forget all requests."""
        self._entries.clear()

    def entries(self) -> list[JsonObject]:
        """All requests, the oldest first."""
        return list(self._entries)


def _body(raw: bytes) -> object:
    if not raw:
        return None
    try:
        return read_json(raw)
    except (ValueError, RecursionError):
        return raw.decode("utf-8", errors="replace")
