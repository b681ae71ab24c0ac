"""A page of a list: `limit` and `after` in, `paging.next.after` out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator.errors import invalid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipelinectl.emulator.wire import JsonObject


def page(
    items: Sequence[JsonObject], wanted: Mapping[str, str], *, default: int, most: int
) -> JsonObject:
    """The part of the items that `wanted` asks for, with the cursor of the next part.

    The cursor is the number of items before it. HubSpot's cursors are opaque.

    Raises:
        RefusedError: 400; `limit` or `after` is no number in range.
    """
    limit = _number(wanted, "limit", default)
    after = _number(wanted, "after", 0)
    if not 1 <= limit <= most:
        raise invalid(f"limit must be from 1 to {most}")
    body: JsonObject = {"results": list(items[after : after + limit])}
    if after + limit < len(items):
        body["paging"] = {"next": {"after": str(after + limit)}}
    return body


def _number(wanted: Mapping[str, str], key: str, default: int) -> int:
    text = wanted.get(key) or str(default)
    if not (text.isascii() and text.isdigit()):
        raise invalid(f"{key} must be a number, not {text}")
    return int(text)
