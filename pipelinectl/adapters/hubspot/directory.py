"""What an account has beside its pipelines: people, teams, e-mails, ticket properties, inboxes.

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
from pipelinectl.adapters.hubspot.listing import FORBIDDEN, Listing, pages, readable
from pipelinectl.ports import RemoteError

if TYPE_CHECKING:
    from pipelinectl.adapters.hubspot.http import Http

OWNERS_SCOPE = "crm.objects.owners.read"
TEAMS_SCOPE = "settings.users.teams.read"
EMAILS_SCOPE = "content"
PROPERTIES_SCOPE = "tickets"
USERS_SCOPE = "settings.users.read"
CHANNELS_SCOPE = "conversations.read"

_PAGE = "100"
_NO_BETA = {FORBIDDEN, "PC505", "PC506"}
"""Answers of an account or a token that has not got a beta: 403, 404, or a refusal."""


@dataclass(frozen=True, slots=True)
class Person:
    """A user. `owner` is None where only users could be read."""

    email: str
    user: str | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class Login:
    """A user who can log in. `seats` is None where it is not known which the user has."""

    id: str
    email: str
    seats: tuple[str, ...] | None
    main_team: str | None


@dataclass(frozen=True, slots=True)
class Inbox:
    """A conversations inbox, or the help desk."""

    id: str
    name: str
    is_help_desk: bool


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """What HubSpot calls a channel: e-mail, live chat, an app. Its accounts are our channels."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Team:
    """A team; names may repeat under different parents. `main` and `extra` are ids of users."""

    id: str
    name: str
    main: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


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
    def logins(self) -> Listing[Login]:
        """Everybody with a login, with seats where the beta that tells them may be read."""
        with_seats = self._with_seats()
        if with_seats is not None:
            return Listing(with_seats)
        return readable(lambda: self._logins(versions.USERS), "Reading the users")

    @cached_property
    def inboxes(self) -> Listing[Inbox]:
        """All inboxes, the help desk among them."""
        return readable(self._inboxes, "Reading the inboxes")

    @cached_property
    def channels(self) -> Listing[ChannelKind]:
        """The kinds of channels that the account has, installed apps among them."""
        return readable(self._channels, "Reading the channels")

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

    def _with_seats(self) -> tuple[Login, ...] | None:
        try:
            return self._logins(versions.USERS_BETA)
        except RemoteError as error:
            if error.diagnostic.code in _NO_BETA:
                return None
            raise
        except (KeyError, TypeError, AttributeError):
            return None  # a beta may change its shapes at any time

    def _logins(self, path: str) -> tuple[Login, ...]:
        rows = pages(self._http, path, "Reading the users", limit=_PAGE)
        return tuple(_login(each) for each in rows)

    def _inboxes(self) -> tuple[Inbox, ...]:
        rows = pages(self._http, versions.INBOXES, "Reading the inboxes", limit=_PAGE)
        return tuple(
            Inbox(str(each["id"]), str(each["name"]), each.get("type") == "HELP_DESK")
            for each in rows
            if not each.get("archived")
        )

    def _channels(self) -> tuple[ChannelKind, ...]:
        rows = pages(self._http, versions.CHANNELS, "Reading the channels", limit=_PAGE)
        return tuple(ChannelKind(str(each["id"]), str(each["name"])) for each in rows)

    def _teams(self) -> tuple[Team, ...]:
        rows = pages(self._http, versions.TEAMS, "Reading the teams")
        return tuple(team_of(each) for each in rows)

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


def team_of(row: Any) -> Team:
    """A team as the list of teams shows it, members and all."""
    main, extra = (
        tuple(str(each) for each in row.get(name) or ()) for name in ("userIds", "secondaryUserIds")
    )
    return Team(str(row["id"]), str(row["name"]), main, extra)


def _login(row: Any) -> Login:
    seats, team = row.get("seatNames"), row.get("primaryTeamId")
    known = tuple(str(each) for each in seats) if isinstance(seats, list) else None
    return Login(str(row["id"]), str(row["email"]), known, str(team) if team else None)


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
