"""Sentences about one change: why, where it stands, what goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.model import ORDER, Address, Kind, as_list
from pipelinectl.plan.model import Action, Reason, Side
from pipelinectl.render.escape import quoted
from pipelinectl.render.phrases import count, listed
from pipelinectl.render.references import status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelinectl.model import Value
    from pipelinectl.plan.model import Change, DriftRow, Moved, Plan

    Names = Mapping[Address, str]

_STAYS = "It stays in the account as it is; pipelinectl manages it no longer."
_NO_WAY_BACK = "This cannot be undone."
_LEAVES = "Tickets that wait in it leave it."
_REPLACED = (
    "The new workflow is made first, then the old one is deleted. Tickets that wait in the old "
    "one leave it."
)


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
    if change.action is Action.REPLACE and change.address.kind is Kind.AUTOMATION:
        return (_REPLACED,)
    if change.action is Action.CREATE and change.order:
        return (_stands(change, names),)
    return ()


def _stands(change: Change, names: Names) -> str:
    """Where a new status comes to stand; the order has it in it."""
    pipeline, own = change.address.keys[0], change.address.keys[-1]
    if own not in change.order:
        return "Its place is not known."
    place = change.order.index(own)
    if place:
        return f"Placed after {status(names, pipeline, change.order[place - 1])}."
    if len(change.order) == 1:
        return "The only status."
    return f"Placed first, before {status(names, pipeline, change.order[1])}."


def _deleted(change: Change) -> tuple[str, ...]:
    said = []
    statuses = as_list((change.before or {}).get(ORDER))
    if statuses:
        what = listed([quoted(str(each)) for each in statuses])
        noun = "status goes" if len(statuses) == 1 else "statuses go"
        said.append(f"{len(statuses)} {noun} with it: {what}.")
    if change.address.kind is Kind.AUTOMATION:
        said.append(_LEAVES)
    elif change.address.kind in {Kind.PIPELINE, Kind.STATUS}:
        said.append(_tickets(change.tickets))
    return (*said, _NO_WAY_BACK)


def _tickets(number: int | None) -> str:
    if number is None:
        return "How many tickets it holds is not known."
    return f"It holds {count(number, 'ticket') if number else 'no tickets'}."
