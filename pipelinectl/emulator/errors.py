"""The two ways in which something is refused: to the person who starts us, and to a client."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class EmulatorError(Exception):
    """The emulator cannot start. The message is one plain line for the person who started it."""


class RefusedError(Exception):
    """A request is refused; nothing that it began is kept.

    `body` is the JSON of the answer, or None where HubSpot answers with no JSON at all.
    """

    def __init__(self, status: int, body: dict[str, Any] | None) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body


def error_body(message: str, category: str | None, **more: object) -> dict[str, Any]:
    """HubSpot's error document. `more` are its further keys; those that are None are left out."""
    body: dict[str, Any] = {
        "status": "error",
        "message": message,
        "correlationId": str(uuid.uuid4()),
    }
    if category is not None:
        body["category"] = category
    return body | {key: value for key, value in more.items() if value is not None}


def invalid(
    message: str,
    sub_category: str | None = None,
    context: Mapping[str, list[str]] | None = None,
) -> RefusedError:
    """400 VALIDATION_ERROR."""
    body = error_body(message, "VALIDATION_ERROR", subCategory=sub_category, context=context)
    return RefusedError(400, body)


def not_found(message: str) -> RefusedError:
    """404 with HubSpot's JSON body, as its writes answer."""
    return RefusedError(404, error_body(message, "OBJECT_NOT_FOUND"))


def not_found_silently() -> RefusedError:
    """404 without a JSON body, as the reads of pipelines and stages answer."""
    return RefusedError(404, None)


def conflict(message: str, sub_category: str | None = None) -> RefusedError:
    """409 OBJECT_ALREADY_EXISTS."""
    return RefusedError(409, error_body(message, "OBJECT_ALREADY_EXISTS", subCategory=sub_category))


def refusal(status: int, message: str) -> RefusedError:
    """What HubSpot's pages do not let a person do. The status and the words are ours."""
    return RefusedError(status, error_body(message, "NOT_POSSIBLE"))


def uncategorised(message: str) -> RefusedError:
    """400 without a category: how a taken stage id is answered when a stage is created."""
    return RefusedError(400, error_body(message, None))


def internal_error() -> RefusedError:
    """500, as HubSpot answers to identifiers that are too long."""
    return RefusedError(500, error_body("internal error", "INTERNAL_ERROR"))


def bracketed(values: Iterable[str]) -> str:
    """A list as HubSpot writes it inside a text: `[a, b]`."""
    return f"[{', '.join(values)}]"
