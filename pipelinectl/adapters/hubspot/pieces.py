"""An automation cut into pieces: each says where it stands, and holds no other piece."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pipelinectl.automation.model import from_value, to_value, walk
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelinectl.automation.model import Action, Branch
    from pipelinectl.model import Value

TRIGGER, ONLY_IF, ACTIONS = "trigger", "only_if", "actions"


class Piece(NamedTuple):
    """A trigger, a condition on it, or one action without the chains that part from it.

    `path` is the field, or `actions` and the way of the action. `action` is None for a field.
    """

    path: str
    value: Value
    action: Action | None = None


def pieces(fields: Mapping[str, Value]) -> Iterator[Piece]:
    """The pieces of an automation, in their order."""
    for name in (TRIGGER, ONLY_IF):
        if fields.get(name) is not None:
            yield Piece(name, fields[name])
    for way, action in walk(from_value(fields.get(ACTIONS, ()))):
        alone = _alone(action)
        path = ".".join((ACTIONS, *map(str, way)))
        yield Piece(path, to_value((alone,))[0], alone)


def as_whole(piece: Piece, fields: Mapping[str, Value]) -> dict[str, Value]:
    """An automation that holds this piece and as little else as can be.

    A condition on a trigger stands with the trigger.
    """
    whole: dict[str, Value] = {"name": "", "enabled": False, "re_enroll": False, ONLY_IF: None}
    if piece.action is not None:
        manual = Record(on="manual")
        return {**whole, TRIGGER: manual, ACTIONS: to_value((piece.action,))}
    known = {TRIGGER: fields[TRIGGER], piece.path: piece.value}
    return {**whole, **known, ACTIONS: ()}


def raw_parts(piece: Piece) -> Iterator[tuple[Record, str]]:
    """HubSpot's own JSON in a piece, and what it is: an action, a trigger or a condition."""
    if piece.action is None:
        yield from _raw_in(piece.value)
    elif piece.action.kind == "raw":
        json = piece.action.settings.get("json")
        yield from [(json, "action")] if isinstance(json, Record) else []
    else:
        yield from _raw_in(piece.value)


def _raw_in(value: Value) -> Iterator[tuple[Record, str]]:
    if isinstance(value, tuple):
        for each in value:
            yield from _raw_in(each)
    elif isinstance(value, Record):
        json = value.get("json")
        if isinstance(json, Record) and value.get("on") == "raw":
            yield json, "trigger"
        elif isinstance(json, Record) and value.get("test") == "raw":
            yield json, "condition"
        else:
            yield from _raw_in(tuple(value.values()))


def _alone(action: Action) -> Action:
    """The action with nothing on its ways."""
    branches = tuple(_empty(each) for each in action.branches)
    return replace(action, branches=branches, otherwise=None)


def _empty(branch: Branch) -> Branch:
    return replace(branch, actions=())
