"""The names by which people know what a plan or drift is about, teams and skills among it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.model import Address, Kind
from pipelinectl.render import item_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipelinectl.model import Value
    from pipelinectl.plan.model import DriftRow, Plan

_FIELDS = {Kind.TEAM: "team", Kind.SKILLS: "category"}
"""The field that holds the name, where it is not `name`."""


def names_of(plan: Plan) -> dict[Address, str]:
    """The names that the plan knows, by address: as it is in the account, else as declared."""
    changes = (
        (each.address, fields) for each in plan.changes for fields in (each.after, each.before)
    )
    return {**item_words.names_of(plan), **dict(_named(changes))}


def names_in_drift(rows: Iterable[DriftRow]) -> dict[Address, str]:
    """The names that drift knows, by address: as it is in the account, else as last applied."""
    listed = tuple(rows)
    moved = ((each.address, fields) for each in listed for fields in (each.base, each.live))
    return {**item_words.names_in_drift(listed), **dict(_named(moved))}


def _named(
    found: Iterable[tuple[Address, Mapping[str, Value] | None]],
) -> Iterator[tuple[Address, str]]:
    for address, fields in found:
        name = (fields or {}).get(_FIELDS.get(address.kind, ""))
        if name is not None:
            yield address, str(name)
