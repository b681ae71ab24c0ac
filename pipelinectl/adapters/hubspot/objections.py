"""What speaks against an automation in an account, all of it at once.

Names and properties are looked up; then each piece is lowered by itself, so that a form which is
not known in one action hides no other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.accountlookup import AccountLookup
from pipelinectl.adapters.hubspot.flows import CannotLower, Unresolved, lowered, raw_faults
from pipelinectl.adapters.hubspot.namechecks import NameChecks
from pipelinectl.adapters.hubspot.pieces import ACTIONS, TRIGGER, as_whole, pieces, raw_parts
from pipelinectl.adapters.hubspot.propertychecks import property_objections
from pipelinectl.ports import Lack, Objection

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelinectl.adapters.hubspot.directory import Directory
    from pipelinectl.adapters.hubspot.pieces import Piece
    from pipelinectl.model import Live, Value

_ONLY = f"{ACTIONS}.0"
_ANY_ID = "0"
_RAW = "`raw:` takes HubSpot's own form."


def objections(
    fields: Mapping[str, Value], live: Live, directory: Directory
) -> tuple[Objection, ...]:
    """All objections, each once, in the order of the automation."""
    checks = NameChecks(directory, live)
    found: list[Objection] = []
    for piece in pieces(fields):
        named = [*checks.of(piece), *property_objections(piece, directory)]
        found += named
        if not any(each.lack in {Lack.MISSING, Lack.UNREADABLE} for each in named):
            forms = _forms(piece, fields, _DryLookup(directory, live), checks)
            found += [each for each in forms if replace(each, path=TRIGGER) not in found]
    if not found:
        found += _whole(fields, _DryLookup(directory, live))
    return tuple(dict.fromkeys(found))


def _forms(
    piece: Piece, fields: Mapping[str, Value], lookup: _DryLookup, checks: NameChecks
) -> Iterator[Objection]:
    """Whether HubSpot's form of a piece is known, and whether all that it takes is."""
    try:
        lowered(as_whole(piece, fields), lookup, mark="")
    except CannotLower as fault:
        yield _unknown_form(_in(piece, fault.path), fault.reason)
    for json, where in raw_parts(piece):
        for at, message in raw_faults(json, where):
            hint = f"At {at} in `raw:`." if at else None
            yield Objection(Lack.MISSING, "PC521", message, hint, piece.path)
    for name in lookup.owners:
        yield from checks.owner(piece.path, name)


def _whole(fields: Mapping[str, Value], lookup: _DryLookup) -> Iterator[Objection]:
    """What only shows where the pieces stand together."""
    try:
        lowered(fields, lookup, mark="")
    except CannotLower as fault:
        yield _unknown_form(fault.path, fault.reason)


def _unknown_form(path: str, reason: str) -> Objection:
    message = reason[:1].upper() + reason[1:]
    return Objection(Lack.MISSING, "PC521", message, _RAW, path)


def _in(piece: Piece, path: str) -> str:
    """The path of a fault inside a piece that was lowered by itself."""
    if piece.action is None:
        return path or piece.path
    return piece.path + path.removeprefix(_ONLY) if path.startswith(_ONLY) else piece.path


class _DryLookup(AccountLookup):
    """A lookup that finds everything: what is missing was said already.

    Statuses and pipelines are named by their keys. `owners` are the people whose owner ids were
    asked for.
    """

    def __init__(self, directory: Directory, live: Live) -> None:
        super().__init__(directory, live)
        self.owners: dict[str, None] = {}

    def id_of(self, kind: str, name: str) -> str:
        """The id, or one that stands for it."""
        try:
            return super().id_of(kind, name)
        except Unresolved:
            return _ANY_ID

    def owner_id(self, email: str) -> str:
        """The owner id, or one that stands for it."""
        self.owners[email] = None
        try:
            return super().owner_id(email)
        except Unresolved:
            return _ANY_ID

    def pipeline_of(self, status_id: str) -> str | None:
        """The pipeline of a status by its key, `<pipeline key>/<status key>`."""
        pipeline, split, _ = status_id.partition("/")
        return pipeline if split else super().pipeline_of(status_id)
