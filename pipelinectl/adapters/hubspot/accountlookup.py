"""Names to ids and ids to names in one account: what lowering and raising ask for.

People, teams, e-mails and properties come from the directory, statuses and workflows from the
live state. A name `id:<id>` stands for that id. What a list that cannot be read may hold counts
as missing here; `objections` tells the two apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.flows.lookup import Unresolved
from pipelinectl.automation.references import (
    CHANNEL,
    EMAIL,
    PIPELINE,
    STATUS,
    TEAM,
    USER,
    WORKFLOW,
)
from pipelinectl.model import Kind
from pipelinectl.names import label_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipelinectl.adapters.hubspot.directory import Directory, Email, Person
    from pipelinectl.model import Live, LiveObject

BY_ID = "id:"
_BY_IDS = {STATUS, PIPELINE, CHANNEL}
"""What the core names by ids already, those of channel accounts among them."""

READY_MADE = {
    "Ticket received": "ticket_opened_kickback_email",
    "Ticket closed": "ticket_closed_kickback_email",
}
"""The ready-made e-mails of pipelines, and the subcategory of their assets (marketing e-mails
API; that these are the ones that the Automate tab sends is unverified)."""


class AccountLookup:
    """Obeys `flows.lookup.Lookup`. Asking for what the directory has not read yet reads it.

    `leaving` are ids of workflows that are about to go: no address stands for them.
    """

    def __init__(
        self, directory: Directory, live: Live, leaving: frozenset[str] = frozenset()
    ) -> None:
        self._directory = directory
        self._live = live
        self._leaving = leaving

    def id_of(self, kind: str, name: str) -> str:
        """The id of what a reference names."""
        if kind in {STATUS, PIPELINE, CHANNEL}:
            return name.removeprefix(BY_ID)
        if name.startswith(BY_ID):
            return name.removeprefix(BY_ID)
        found = dict.fromkeys(self.candidates(kind, name))
        if kind == WORKFLOW and not found and name.isdecimal():
            return name  # of another object, or gone: what a live workflow names stays as it is
        return _only(found, kind, name)

    def candidates(self, kind: str, name: str) -> list[str]:
        """The ids of all that this name may mean, in no order that matters."""
        if kind == USER:
            return [each.user for each in self._people(name) if each.user]
        if kind == TEAM:
            return [each.id for each in self._directory.teams.items if each.name == name]
        if kind == EMAIL:
            return [each.id for each in self.emails(name)]
        if kind == WORKFLOW:
            return [each.id for each in self._workflows(name)]
        return []

    def emails(self, name: str) -> list[Email]:
        """The e-mails of this name; of a ready-made one what has its subcategory, if anything."""
        listed = self._directory.emails.items
        named = [each for each in listed if each.name == name]
        assets = [each for each in listed if each.subcategory == READY_MADE.get(name)]
        return [each for each in assets if each in named] or assets or named

    def owner_id(self, email: str) -> str:
        """The owner id of a person."""
        if email.startswith(BY_ID):
            user = email.removeprefix(BY_ID)
            found = [each for each in self._everybody() if each.user == user]
        else:
            found = self._people(email)
        return _only([each.owner for each in found if each.owner], USER, email)

    def name_of(self, kind: str, identifier: str) -> str:
        """The name that leads to this id and to no other; else `id:<id>`."""
        if kind in {STATUS, PIPELINE, CHANNEL, WORKFLOW}:
            return identifier
        names = (name for own, name in self._named(kind) if own == identifier)
        leading = (name for name in names if _found(self.id_of, kind, name) == identifier)
        return next(leading, BY_ID + identifier)

    def email_of_owner(self, owner_id: str) -> str | None:
        """The name of the person who is this owner; None where nobody is."""
        for person in self._everybody():
            for name in (person.email, f"{BY_ID}{person.user}"):
                if person.owner == owner_id and _found(self.owner_id, name) == owner_id:
                    return name
        return None

    def pipeline_of(self, status_id: str) -> str | None:
        """The pipeline that holds a status."""
        found = self._live.get(Kind.STATUS, status_id)
        return found.parent if found else None

    def property_type(self, name: str) -> str | None:
        """HubSpot's type of a ticket property."""
        listed = self._directory.properties.items
        return next((each.type for each in listed if each.name == name), None)

    def _people(self, email: str) -> list[Person]:
        """Those with this address; those without a login only where nobody else has it."""
        wanted = label_key(email)
        found = [each for each in self._directory.people.items if label_key(each.email) == wanted]
        if found:
            return found
        return [each for each in self._directory.former.items if label_key(each.email) == wanted]

    def _everybody(self) -> Iterable[Person]:
        yield from self._directory.people.items
        yield from self._directory.former.items

    def _workflows(self, name: str) -> list[LiveObject]:
        """By address (whatever bears that mark and is to stay), by id, else by name."""
        listed = self._live.objects.get(Kind.AUTOMATION, {})
        if name.startswith(f"{Kind.AUTOMATION}."):
            marked = [each for each in listed.values() if each.mark == name]
            staying = [each for each in marked if each.id not in self._leaving]
            return sorted(staying, key=lambda each: (len(each.id), each.id))[:1]
        if name in listed:
            return [listed[name]]
        return [each for each in listed.values() if each.fields.get("name") == name]

    def _named(self, kind: str) -> Iterable[tuple[str | None, str]]:
        """Every id of a kind with the name that it may have."""
        if kind == USER:
            return ((each.user, each.email) for each in self._everybody())
        if kind == TEAM:
            return ((each.id, each.name) for each in self._directory.teams.items)
        if kind == EMAIL:
            listed = self._directory.emails.items
            ready = {subcategory: name for name, subcategory in READY_MADE.items()}
            return (
                (each.id, name)
                for each in listed
                for name in (ready.get(each.subcategory), each.name)
                if name
            )
        return ()


def _found(ask: Callable[..., str], *named: str) -> str | None:
    try:
        return ask(*named)
    except Unresolved:
        return None


def _only(found: Iterable[str], kind: str, name: str) -> str:
    listed = list(found)
    if len(listed) != 1:
        raise Unresolved(kind, name)
    return listed[0]
