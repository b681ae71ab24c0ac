"""The log of requests that a test reads."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from pipelinectl.emulator.wire import read_json

if TYPE_CHECKING:
    from pipelinectl.emulator.wire import Answer, Call, JsonObject

MOST_ENTRIES = 10_000
_READING_POSTS = ("/search", "/batch/read")
_WRITTEN = ("/crm/", "/automation/", "/conversations/", "/marketing/", "/settings/")
_PERSON = "/_ui/"


def is_write(call: Call) -> bool:
    """Whether a request of the API changes the account, by its method and path."""
    changes = call.method in {"POST", "PUT", "PATCH", "DELETE"} and call.path.startswith(_WRITTEN)
    return changes and not call.path.endswith(_READING_POSTS)


def is_click(call: Call) -> bool:
    """Whether a request is what a person does in HubSpot's pages, and none of the API."""
    return call.path.startswith(_PERSON)


class RequestLog:
    """The latest requests since the log was cleared, in the order of their arrival."""

    def __init__(self) -> None:
        self._entries: deque[JsonObject] = deque(maxlen=MOST_ENTRIES)

    def begin(self, call: Call) -> JsonObject:
        """Note a request; its status stays None until, and unless, it is answered.

        `performed` and `id` are told by `performed`.
        """
        entry: JsonObject = {
            "method": call.method,
            "path": call.path,
            "query": dict(call.query),
            "write": is_write(call),
            "body": _body(call.raw),
            "status": None,
            "performed": False,
            "id": None,
        }
        self._entries.append(entry)
        return entry

    @staticmethod
    def performed(entry: JsonObject, answer: Answer) -> None:
        """Note that a request was carried out, and which object the answer is about.

        That holds also where the answer never reaches the client: a log of these tells what the
        account held at every moment.
        """
        entry["performed"] = True
        entry["id"] = answer.body.get("id") if isinstance(answer.body, dict) else None

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
