"""Removals that a help desk with looser names than HubSpot's could make ambiguous."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.ledger.journal import NOTHING_WRITTEN
from pipelinectl.model import ORDER, Desired, Kind, Live, LiveObject, Read, Removal
from pipelinectl.plan.absence import absences
from pipelinectl.plan.identity import bind

if TYPE_CHECKING:
    from pipelinectl.model import Address


def _own_id(address: Address, parent: str | None) -> str:
    del parent
    return "-".join(address.keys)


def _pipeline(identifier: str, name: str) -> LiveObject:
    return LiveObject(Kind.PIPELINE, identifier, None, {"name": name, ORDER: ()})


LIVE = Live(
    account="1",
    objects={Kind.PIPELINE: {"7": _pipeline("7", "Old desk"), "8": _pipeline("8", "old desk ")}},
    reads=dict.fromkeys(Kind, Read.COMPLETE),
)


def _removed(removal: Removal) -> tuple[list[str], list[str]]:
    desired = Desired(resources={}, removals=(removal,))
    binding = bind(desired, LIVE, None, NOTHING_WRITTEN, _own_id)
    found = absences(desired, LIVE, None, binding, _own_id)
    return [each.code for each in found.diagnostics], list(found.ids.values())


def test_a_name_of_two_objects_removes_neither() -> None:
    assert _removed(Removal("Old Desk", None, None, None, None)) == (["PC207"], [])


def test_an_id_says_which_of_them_goes() -> None:
    assert _removed(Removal("Old Desk", None, "8", None, None)) == ([], ["8"])


def test_an_id_that_is_gone_is_no_difference() -> None:
    assert _removed(Removal("Old Desk", None, "9", None, None)) == ([], [])
