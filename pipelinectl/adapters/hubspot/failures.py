"""Turns an answer that is not a success into a diagnostic, with HubSpot's correlation id.

Bodies are parsed defensively: some 404 and 5xx answers are HTML or empty (observed by others).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelinectl.diagnostics import diagnostic
from pipelinectl.ports import RemoteError

if TYPE_CHECKING:
    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.ports import Write


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and a body; `json` is None where the body is not JSON."""

    status: int
    text: str
    json: Any = None

    @classmethod
    def of(cls, status: int, text: str) -> Answer:
        """An answer whose body is parsed if it can be."""
        try:
            return cls(status, text, json.loads(text) if text else None)
        except (ValueError, RecursionError):
            return cls(status, text)

    @property
    def ok(self) -> bool:
        """Whether the call succeeded."""
        return 200 <= self.status < 300

    def field(self, name: str) -> str | None:
        """A text of the error body."""
        value = self.json.get(name) if isinstance(self.json, dict) else None
        return value if isinstance(value, str) else None


_CODES = {
    401: ("PC502", "The token is not accepted"),
    403: ("PC503", "The token lacks a permission"),
    404: ("PC506", "The object is not there"),
    423: ("PC507", "The object is locked"),
    429: ("PC504", "The rate limit is used up"),
}

_HINTS = {
    "PC502": "Check the environment variable that token_env names, and whether the key is revoked.",
    "PC503": "Add the missing scope to the service key or private app.",
    "PC504": "Run the command again later.",
    "PC506": "Plan again: the account has changed.",
    "PC507": "Run the command again; HubSpot's support asks for the correlation id.",
}


def refusal(answer: Answer, what: str) -> RemoteError:
    """The error for an answer that is not a success; `what` says what was tried.

    A server fault of a write says nothing of whether the write was carried out: `lost`.
    """
    code, words = _CODES.get(answer.status, ("PC505", "The help desk refuses"))
    if answer.status >= 500:
        code, words = "PC507", "The help desk failed"
    message = answer.field("message")
    category = answer.field("subCategory") or answer.field("category")
    parts = [f"{what}: {words} (status {answer.status}"]
    parts += [f", {category}"] if category else []
    parts += [f", correlation id {correlation}"] if (correlation := correlation_id(answer)) else []
    text = "".join(parts) + ")" + (f": {one_line(message)}" if message else ".")
    return RemoteError(
        diagnostic(code, text, hint=_HINTS.get(code)),
        lost=answer.status >= 500,
    )


def correlation_id(answer: Answer) -> str | None:
    """What HubSpot's support asks for."""
    return answer.field("correlationId")


def one_line(text: str) -> str:
    """A message of the help desk on one line, cut where it gets long."""
    joined = " ".join(text.split())
    return joined if len(joined) <= 300 else joined[:297] + "..."


def not_understood(what: str) -> RemoteError:
    """The error for a success whose body is not what the API promises."""
    return RemoteError(
        diagnostic("PC507", f"{what}: the answer is not what the API promises."),
    )


def doing(write: Write) -> str:
    """What a write does, as the beginning of a sentence."""
    return write.what[:1].upper() + write.what[1:]


def not_shown(write: Write) -> Diagnostic:
    """What was accepted and does not show."""
    return diagnostic(
        "PC509",
        f"{doing(write)}: accepted, but reading it back does not show it.",
        hint="Run plan to see what is there now.",
        address=str(write.address),
    )
