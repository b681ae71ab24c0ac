"""What an account has beside its pipelines: people, teams, e-mails and ticket properties.

Each list is read when it is first asked for, and once. A list that the token may not read stays
unreadable, with the reason: nothing is known of what it holds.

HubSpot has two ids for a person here: workflow actions want the user's, the ticket's owner
property wants the owner's. Owners tell both; users tell only their own (owners and user
provisioning APIs).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot import versions
from pipelinectl.adapters.hubspot.listing import Listing, pages, readable

if TYPE_CHECKING:
    from pipelinectl.adapters.hubspot.http import Http

OWNERS_SCOPE = "crm.objects.owners.read"
TEAMS_SCOPE = "settings.users.teams.read"
EMAILS_SCOPE = "content"
PROPERTIES_SCOPE = "tickets"

_PAGE = "100"


@dataclass(frozen=True, slots=True)
class Person:
    """A user. `owner` is None where only users could be read."""

    email: str
    user: str | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class Team:
    """A team; names may repeat under different parents."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Email:
    """A marketing e-mail. `subcategory` tells the ready-made ones of tickets."""

    id: str
    name: str
    subcategory: str
    published: bool
    transactional: bool


@dataclass(frozen=True, slots=True)
class Property:
    """A ticket property; `options` are the values of an enumeration."""

    name: str
    type: str
    options: tuple[str, ...]


class Directory:
    """The lists of one account. Reading one may raise RemoteError."""

    def __init__(self, http: Http) -> None:
        self._http = http

    @cached_property
    def people(self) -> Listing[Person]:
        """Everybody who may own tickets; where owners may not be read, everybody with a login."""
        owners = readable(lambda: self._owners(archived=False), "Reading the owners")
        if owners.unreadable is None:
            return owners
        users = readable(self._users, "Reading the users")
        return owners if users.unreadable is not None else users

    @cached_property
    def former(self) -> Listing[Person]:
        """Owners whose login was taken away."""
        return readable(lambda: self._owners(archived=True), "Reading the former owners")

    @cached_property
    def teams(self) -> Listing[Team]:
        """All teams."""
        return readable(self._teams, "Reading the teams")

    @cached_property
    def emails(self) -> Listing[Email]:
        """All marketing e-mails, the ready-made ones of tickets among them."""
        return readable(self._emails, "Reading the marketing e-mails")

    @cached_property
    def properties(self) -> Listing[Property]:
        """All ticket properties."""
        return readable(self._properties, "Reading the ticket properties")

    def _owners(self, *, archived: bool) -> tuple[Person, ...]:
        wanted = {"limit": _PAGE, "archived": "true" if archived else "false"}
        rows = pages(self._http, versions.OWNERS, "Reading the owners", **wanted)
        return tuple(_owner(each) for each in rows if each.get("email"))

    def _users(self) -> tuple[Person, ...]:
        rows = pages(self._http, versions.USERS, "Reading the users", limit=_PAGE)
        return tuple(Person(str(each["email"]), str(each["id"]), None) for each in rows)

    def _teams(self) -> tuple[Team, ...]:
        rows = pages(self._http, versions.TEAMS, "Reading the teams")
        return tuple(Team(str(each["id"]), str(each["name"])) for each in rows)

    def _emails(self) -> tuple[Email, ...]:
        rows = pages(self._http, versions.EMAILS, "Reading the marketing e-mails", limit=_PAGE)
        return tuple(_email(each) for each in rows if not each.get("archived"))

    def _properties(self) -> tuple[Property, ...]:
        rows = pages(self._http, versions.TICKET_PROPERTIES, "Reading the ticket properties")
        return tuple(_property(each) for each in rows if not each.get("archived"))


def _owner(row: Any) -> Person:
    """`userId` is empty once a login was taken away; the other one stays."""
    user = row.get("userId") or row.get("userIdIncludingInactive")
    return Person(str(row["email"]), str(user) if user else None, str(row["id"]))


def _email(row: Any) -> Email:
    return Email(
        str(row["id"]),
        str(row.get("name") or ""),
        str(row.get("subcategory") or ""),
        row.get("isPublished") is True,
        row.get("isTransactional") is True,
    )


def _property(row: Any) -> Property:
    options = row.get("options") or ()
    return Property(
        str(row["name"]), str(row["type"]), tuple(str(each["value"]) for each in options)
    )
