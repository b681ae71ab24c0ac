"""Moving a channel between an inbox and the help desk: what cannot be taken back is asked for.

Source: HubSpot's knowledge base, "Connect channels to the help desk" (MIG-01, B-MIG-01): one way
only, one channel at a time, and only these types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.channels import CALLING, CHAT, EMAIL, FORM, HELP_DESK
from pipelinectl.model import Kind
from pipelinectl.plan.model import Action, Block, Change
from pipelinectl.plan.scene import Held, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.model import Migration, Value

MOVES = frozenset({EMAIL, CHAT, CALLING, FORM})
"""The types of channels that can move to the help desk."""

_PLACE = "connected_to"


def moves(scene: Scene) -> Iterator[Held]:
    """Every channel that would move to or from the help desk without leave to do so."""
    for change in scene.changes:
        if change.address.kind is not Kind.CHANNEL or change.action is Action.DELETE:
            continue
        if any(each.path == _PLACE for each in change.paths):
            held = _held(change, scene)
            if held is not None:
                yield held


def _held(change: Change, scene: Scene) -> Held | None:
    before, after = ((each or {}).get(_PLACE) for each in (change.before, change.after))
    key = change.address.keys[0]
    if before == HELP_DESK:
        return Held(
            change.address,
            Block.REFUSED,
            f'Channel "{key}" is in the help desk, and HubSpot does not let it move back to the '
            f'inbox "{after}".',
            "Write connected_to: help_desk; or disconnect the channel in the help desk, and plan "
            "again.",
        )
    if after != HELP_DESK:
        return None
    if change.after is not None and change.after.get("type") not in MOVES:
        return Held(
            change.address,
            Block.REFUSED,
            f'Channel "{key}" is in the inbox "{before}", and HubSpot moves only e-mail, chat, '
            "calling and form channels to the help desk.",
            "Disconnect it in the help desk's settings and connect it anew.",
        )
    return _unpermitted(change, before, _entry(key, scene), scene)


def _entry(key: str, scene: Scene) -> Migration | None:
    return next((each for each in scene.desired.migrations if each.channel == key), None)


def _unpermitted(
    change: Change, before: Value, entry: Migration | None, scene: Scene
) -> Held | None:
    key = change.address.keys[0]
    message = f'"{key}" moves from the inbox "{before}" to the help desk: this is irreversible.'
    line = f"- {{channel: {key}, from: {before}, to: help_desk, history: true}}"
    if entry is None:
        return Held(
            change.address,
            Block.IRREVERSIBLE,
            message,
            f"Add under migrate: {line}; then plan with --allow {change.address}.",
        )
    if entry.source.strip().casefold() != str(before).strip().casefold():
        return Held(
            change.address,
            Block.IRREVERSIBLE,
            f'{message} The entry under migrate: names the inbox "{entry.source}".',
            f"Write {line}, if that is what is meant.",
        )
    if str(change.address) not in scene.policy.allowed:
        return Held(
            change.address,
            Block.IRREVERSIBLE,
            message,
            f"After review, permit it with --allow {change.address}.",
        )
    return None
