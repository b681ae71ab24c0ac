"""A request and an answer as plain values, and how a JSON body is read."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from pipelinectl.emulator.errors import RefusedError, invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

JsonObject: TypeAlias = dict[str, Any]

INT32 = range(-(2**31), 2**31)


@dataclass(frozen=True, slots=True)
class Call:
    """One request, after routing: `params` come from its path, `version` from its route.

    `query` has the last value of each key, `queries` has all of them.
    """

    method: str
    path: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    raw: bytes = b""
    token: str | None = None
    version: str = ""
    queries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def listed(self, key: str) -> tuple[str, ...]:
        """The values of a query key that takes several: `key=1&key=2`, also with `[]` behind it."""
        return (*self.queries.get(key, ()), *self.queries.get(f"{key}[]", ()))

    def json(self) -> JsonObject:
        """The body.

        Raises:
            RefusedError: 400; it is not a JSON object.
        """
        try:
            body = read_json(self.raw)
        except json.JSONDecodeError as error:
            where = f"line {error.lineno}, column {error.colno}"
            raise invalid(f"Invalid input JSON on {where}: {error.msg}") from None
        except (ValueError, RecursionError):
            raise invalid("Invalid input JSON on line 1, column 1: not readable") from None
        if not isinstance(body, dict):
            raise invalid("Invalid input JSON on line 1, column 1: an object is expected")
        return body


@dataclass(frozen=True, slots=True)
class Answer:
    """What the client gets. A text body is HTML; None is an empty body."""

    status: int
    body: JsonObject | str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def read_json(raw: bytes) -> object:
    """A JSON value that can be written again.

    Raises:
        ValueError: it is no JSON, or has what Python reads and JSON cannot say: NaN, numbers
            beyond a float, halves of a surrogate pair.
        RecursionError: it is nested too deeply.
    """
    value = json.loads(raw)
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    return value


def refused(error: RefusedError) -> Answer:
    """The answer that a refusal becomes."""
    return Answer(error.status, error.body)


def html_page(status: int) -> str:
    """An error page as a proxy in front of an API sends it."""
    return f"<!DOCTYPE html><html><head><title>{status}</title></head><body>{status}</body></html>"


def require(body: JsonObject, *keys: str) -> None:
    """Refuse a body in which one of the keys is missing or null.

    Raises:
        RefusedError: 400, naming all that are missing.
    """
    missing = [key for key in keys if body.get(key) is None]
    if missing:
        raise invalid(f"Some required fields were not set: [{', '.join(missing)}]")


def text(body: JsonObject, key: str) -> str | None:
    """The text under the key, or None where there is none.

    Raises:
        RefusedError: 400; it is no text.
    """
    value = body.get(key)
    if value is not None and not isinstance(value, str):
        raise invalid(f"Invalid input JSON: '{key}' is not a string")
    return value


def whole(body: JsonObject, key: str) -> int | None:
    """The 32-bit number under the key, or None where there is none.

    Raises:
        RefusedError: 400; it is no such number.
    """
    value = body.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value not in INT32:
        raise invalid(f"Invalid input JSON: '{key}' is not a 32-bit integer")
    return value


def mapping(body: JsonObject, key: str) -> JsonObject:
    """The object under the key, as a copy; an empty one where there is none.

    Raises:
        RefusedError: 400; it is no object.
    """
    value = body.get(key)
    if value is not None and not isinstance(value, dict):
        raise invalid(f"Invalid input JSON: '{key}' is not an object")
    return dict(value or {})


def objects(body: JsonObject, key: str) -> list[JsonObject]:
    """The list of objects under the key; none where there is none.

    Raises:
        RefusedError: 400; it is no such list.
    """
    value = body.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise invalid(f"Invalid input JSON: '{key}' is not a list of objects")
    return value


def texts(body: JsonObject, key: str) -> list[str]:
    """The list of texts under the key; none where there is none.

    Raises:
        RefusedError: 400; it is no such list.
    """
    value = body.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise invalid(f"Invalid input JSON: '{key}' is not a list of strings")
    return value
