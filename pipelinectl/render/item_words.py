"""Sentences about one change: why, where it stands, what goes with it, how to keep what is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.model import ORDER, Address, Kind, as_list
from pipelinectl.plan.model import Action, Reason, Side
from pipelinectl.render.escape import quoted, value, visible, word
from pipelinectl.render.phrases import count, listed
from pipelinectl.render.words import where

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelinectl.model import Value
    from pipelinectl.plan.model import Change, DriftRow, Moved, Plan

    Names = Mapping[Address, str]

_STAYS = "It stays in the account as it is; pipelinectl manages it no longer."
_NO_WAY_BACK = "This cannot be undone."


def names_of(plan: Plan) -> dict[Address, str]:
    """The names that the plan knows, by address: as it is in the account, else as declared."""
    found = names_in_drift(plan.drift)
    for change in plan.changes:
        found |= _name(change.address, change.after) | _name(change.address, change.before)
    return found


def names_in_drift(rows: Iterable[DriftRow]) -> dict[Address, str]:
    """The names that drift knows, by address: as it is in the account, else as last applied."""
    found: dict[Address, str] = {}
    for row in rows:
        found |= _name(row.address, row.base) | _name(row.address, row.live)
    return found


def name_of(change: Change) -> str | None:
    """The name that people know the object of a change by, where it has one."""
    fields = _name(change.address, change.after) | _name(change.address, change.before)
    return fields.get(change.address)


def _name(address: Address, fields: Mapping[str, Value] | None) -> dict[Address, str]:
    known = (fields or {}).get("name")
    return {} if known is None else {address: str(known)}


def reason_of(change: Change, paths: tuple[Moved, ...]) -> Reason:
    """Why the part of a change with these fields happens; the change's own reason if all of it."""
    if not paths or len(paths) == len(change.paths) or change.action is not Action.UPDATE:
        return change.reason
    sides = {each.side for each in paths}
    for side, reason in (
        (Side.BOTH, Reason.CHANGED_ON_BOTH_SIDES),
        (Side.LIVE, Reason.CHANGED_IN_ACCOUNT),
        (Side.UNKNOWN, Reason.SIDE_UNKNOWN),
    ):
        if side in sides:
            return reason
    return Reason.REORDERED if all(each.path == ORDER for each in paths) else Reason.CHANGED


def notes(change: Change, names: Names) -> tuple[str, ...]:
    """What a reader should know of a change beside its fields."""
    if change.action is Action.DELETE:
        return _deleted(change)
    if change.action is Action.RELEASE:
        return (_STAYS,)
    if change.action is Action.CREATE and change.order:
        return (_stands(change, names),)
    return ()


def _stands(change: Change, names: Names) -> str:
    """Where a new status comes to stand; the order has it in it."""
    own = change.address.keys[-1]
    if own not in change.order:
        return "Its place is not known."
    place = change.order.index(own)
    if place:
        return f"Placed after {_status(change, change.order[place - 1], names)}."
    if len(change.order) == 1:
        return "The only status."
    return f"Placed first, before {_status(change, change.order[1], names)}."


def _status(change: Change, key: str, names: Names) -> str:
    """A status by its name where the plan knows it, else by its key."""
    name = names.get(Address(Kind.STATUS, (change.address.keys[0], key)))
    return word(key) if name is None else quoted(name)


def _deleted(change: Change) -> tuple[str, ...]:
    said = []
    statuses = as_list((change.before or {}).get(ORDER))
    if statuses:
        what = listed([quoted(str(each)) for each in statuses])
        noun = "status goes" if len(statuses) == 1 else "statuses go"
        said.append(f"{len(statuses)} {noun} with it: {what}.")
    if change.address.kind is not Kind.RULES:
        said.append(_tickets(change.tickets))
    return (*said, _NO_WAY_BACK)


def _tickets(number: int | None) -> str:
    if number is None:
        return "How many tickets it holds is not known."
    return f"It holds {count(number, 'ticket') if number else 'no tickets'}."


def keep_deleted(change: Change) -> str:
    """How to leave something deleted that somebody deleted in the account."""
    return f"To leave it deleted, take it out of {_place(change)}."


def keep_live(change: Change, paths: tuple[Moved, ...]) -> str:
    """How to keep what the account has: the line to write, and where."""
    lines = _lines(change, [each.path for each in paths if each.path != ORDER])
    if any(each.path == ORDER for each in paths):
        order = ", ".join(word(each) for each in as_list((change.before or {}).get(ORDER)))
        lines.append(f"the statuses in the order {order}")
    return f"To keep it, write in {_place(change)}: {' and '.join(lines)}"


def _lines(change: Change, names: list[str]) -> list[str]:
    """The YAML that says what the account has. A status is shown with its key, so it stays one."""
    found = {name: (change.before or {}).get(name) for name in names}
    if change.address.kind is Kind.STATUS and names:
        pairs = [("key", word(change.address.keys[-1])), *_pairs({**(change.after or {}), **found})]
        return ["{" + ", ".join(f"{name}: {text}" for name, text in pairs) + "}"]
    return [f"{name}: {text}" for name, text in _pairs(found)]


def _pairs(fields: Mapping[str, Value]) -> list[tuple[str, str]]:
    return [
        (visible(name), word(found) if name == "state" else value(found))
        for name, found in fields.items()
    ]


def _place(change: Change) -> str:
    return where(change.declared_at) if change.declared_at else "the files"
