"""One canonical JSON form and the digests over it: for plans, fingerprints and the ledger."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.model import Value


def text_of(value: object) -> str:
    """The canonical text of plain JSON values: sorted keys, no spaces, no escapes but needed."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(value: object) -> str:
    """`sha256:` and the hexadecimal digest of the canonical text of plain JSON values."""
    return "sha256:" + hashlib.sha256(text_of(value).encode("utf-8", "surrogatepass")).hexdigest()


def to_json(value: Value) -> Any:
    """A field's value with lists for tuples and objects for records."""
    if isinstance(value, tuple):
        return [to_json(each) for each in value]
    if isinstance(value, Record):
        return {name: to_json(each) for name, each in value.items()}
    return value


def fields_to_json(fields: Mapping[str, Value] | None) -> dict[str, Any] | None:
    """Fields as JSON; None stays None."""
    return None if fields is None else {name: to_json(value) for name, value in fields.items()}


def from_json(value: Any) -> Value:
    """The opposite of `to_json`.

    Raises:
        ValueError: the value is not a text, number, boolean, null, or list or object of these.
    """
    if isinstance(value, list):
        return tuple(from_json(each) for each in value)
    if isinstance(value, dict):
        return Record({str(name): from_json(each) for name, each in value.items()})
    if value is None or isinstance(value, str | int | float | bool):
        return value
    msg = f"not a field's value: {type(value).__name__}"
    raise ValueError(msg)


def fields_from_json(fields: Any) -> dict[str, Value] | None:
    """The opposite of `fields_to_json`.

    Raises:
        ValueError: not a mapping of texts to values.
    """
    if fields is None:
        return None
    if not isinstance(fields, dict):
        msg = "not a mapping"
        raise ValueError(msg)  # noqa: TRY004 - one kind of error for a malformed file
    return {str(name): from_json(value) for name, value in fields.items()}
