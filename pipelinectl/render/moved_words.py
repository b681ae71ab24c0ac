"""What became of an object in the account, where one sentence says it better than its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.channels import HELP_DESK
from pipelinectl.model import Kind
from pipelinectl.render.escape import quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.model import Value
    from pipelinectl.plan.model import DriftRow

_GONE = "it is gone from the account"


def sentences(row: DriftRow, paths: tuple[str, ...]) -> dict[str, str]:
    """What moved of a channel, by the field that says so; of anything, under "" that it is gone."""
    if row.address.kind is not Kind.CHANNEL or len(row.address.keys) > 1:
        return {"": _GONE} if row.missing else {}
    if row.missing:
        return {"": "is not there any more"}
    return {path: _CHANNEL[path](row.live.get(path)) for path in paths if path in _CHANNEL}


def _enabled(now: Value) -> str:
    return "is switched on" if now is True else "is switched off"


def _authorized(now: Value) -> str:
    return "is authorized again" if now is True else "is not authorized any more"


def _connected_to(now: Value) -> str:
    if now == HELP_DESK:
        return "moved to the help desk"
    return "is connected to nothing" if now is None else f"moved to the inbox {quoted(str(now))}"


_CHANNEL: dict[str, Callable[[Value], str]] = {
    "enabled": _enabled,
    "authorized": _authorized,
    "connected_to": _connected_to,
}
"""The fields of a channel's connection that are told as sentences, by their value now."""
