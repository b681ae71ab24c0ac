"""Who works in an account: whether users and teams exist, and whether tickets can reach them.

Only the beta of the users API tells seats; what the seats are called is not documented. Nothing is
said of a user whose seats are not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.accountlookup import BY_ID, AccountLookup
from pipelinectl.adapters.hubspot.flows import Unresolved
from pipelinectl.adapters.hubspot.namechecks import NameChecks
from pipelinectl.adapters.hubspot.pieces import Piece
from pipelinectl.adapters.hubspot.settings import teams
from pipelinectl.automation.references import TEAM, USER, named, reference
from pipelinectl.model import Kind, Record
from pipelinectl.ports import Lack, Objection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelinectl.adapters.hubspot.directory import Directory, Login, Team
    from pipelinectl.model import Live, Value

_SEAT = "service"
"""A seat of the help desk has it in its name: "Service Hub Professional" (unverified)."""

_MOST_CALLED = 100
"""HubSpot rings no more users at once (knowledge base, calling in help desk, B-CALL-02)."""


class Rosters:
    """Looks people and teams up in one account."""

    def __init__(self, live: Live, directory: Directory) -> None:
        self._live = live
        self._directory = directory
        self._names = NameChecks(directory, live)
        self._lookup = AccountLookup(directory, live)

    def named(self, path: str, value: Value) -> Iterator[Objection]:
        """Users and teams in a value that the account does not have."""
        yield from self._names.of(Piece(path, value))

    def unknown_user(self, path: str, name: str) -> Iterator[Objection]:
        """V092: a user whom the account does not have, or not any more."""
        yield from self.named(path, reference(USER, name))

    def unknown_team(self, path: str, name: str) -> Iterator[Objection]:
        """A team that the account does not have, or has more than once."""
        yield from self.named(path, reference(TEAM, name))

    def unroutable(self, path: str, name: str) -> Iterator[Objection]:
        """V092: a user to whom no ticket can be routed."""
        unknown = tuple(self.unknown_user(path, name))
        yield from unknown
        if not unknown:
            yield from self.unseated(path, name)

    def unseated(self, path: str, name: str) -> Iterator[Objection]:
        """V092: a user of the account without a seat of the help desk."""
        login = self._login(name)
        seats = None if login is None else login.seats
        if seats is None or _has_seat(seats):
            return
        if seats:
            message = (
                f"User {name} has the seats {', '.join(seats)}, none of which looks like a Service "
                "Hub seat. Tickets are only routed to users with such a seat."
            )
            yield Objection(Lack.DOUBTFUL, "PC544", message, path=path)
            return
        message = f"User {name} has no Service Hub seat and cannot be routed to."
        hint = "Give the user a Service Hub seat (Settings ▸ Users & Teams)."
        yield Objection(Lack.MISSING, "PC539", message, hint, path)

    def idle_team(self, path: str, name: str) -> Iterator[Objection]:
        """V093: a team that tickets do not reach, since nobody in it can get them."""
        unknown = tuple(self.unknown_team(path, name))
        yield from unknown
        team = None if unknown else self._team(name)
        if team is None:
            return
        seats = [self._seats_of(each) for each in team.main]
        if all(each is not None and not _has_seat(each) for each in seats):
            what = "main member with a Service Hub seat" if seats else "main member"
            yield Objection(
                Lack.DOUBTFUL,
                "PC540",
                f'Team "{team.name}" has no {what}; its tickets stay unassigned.',
                "Tickets for a team reach the users whose main team it is.",
                path,
            )

    def too_many(
        self, path: str, users: Iterable[Value], teams: Iterable[Value]
    ) -> Iterator[Objection]:
        """V109: more users than a call rings at once."""
        reached = {id_ for each in users for id_ in self._user_ids(each)}
        for each in teams:
            team = self._team(named(each, TEAM) or "")
            reached |= set(team.main) if team else set()
        if len(reached) > _MOST_CALLED:
            message = (
                f"A calling channel reaches {len(reached)} users; at most {_MOST_CALLED} ring at "
                "once."
            )
            yield Objection(Lack.MISSING, "PC541", message, "Name fewer users or teams.", path)

    def taken_from(self, path: str, name: str, wanted: Iterable[Value]) -> Iterator[Objection]:
        """Users who would leave another team: everybody has one main team (users API)."""
        teams = self._directory.teams.items
        for each in wanted:
            for user in self._user_ids(each):
                others = [one.name for one in teams if user in one.main and one.name != name]
                if others:
                    who = each["name"] if isinstance(each, Record) else user
                    yield Objection(
                        Lack.DOUBTFUL,
                        "PC546",
                        f'{who} is a main member of the team "{others[0]}". A user has one main '
                        "team, so this may take them out of the other one.",
                        path=path,
                    )

    def leaving(self, path: str, name: str, setting: str, wanted: Value) -> Iterator[Objection]:
        """Members whom a declared list takes out of a team: whoever it does not name."""
        team = self._team(name)
        found = self._live.get(Kind.TEAM, f"{team.id}/{setting}") if team else None
        if found is None or found.opaque is not None:
            return
        staying = teams.names_in(teams.as_shown(wanted, self._live))
        gone = [each for each in teams.names_in(found.fields["value"]) if each not in staying]
        if gone:
            yield Objection(
                Lack.DOUBTFUL,
                "PC547",
                f"{', '.join(gone)} {'is' if len(gone) == 1 else 'are'} no longer in the "
                f'{setting.replace("_", " ")} of the team "{name}" once this is applied.',
                f"A declared list is the whole list. Name them under {setting} to keep them.",
                path,
            )

    def _user_ids(self, value: Value) -> list[str]:
        name = named(value, USER)
        try:
            return [] if name is None else [self._lookup.id_of(USER, name)]
        except Unresolved:
            return []

    def _login(self, name: str) -> Login | None:
        for user in self._user_ids(reference(USER, name)):
            return next((each for each in self._directory.logins.items if each.id == user), None)
        return None

    def _seats_of(self, user: str) -> tuple[str, ...] | None:
        """The seats of a user; None where they are not known, nobody's where there is no login."""
        listed = self._directory.logins
        if listed.unreadable is not None:
            return None
        found = next((each for each in listed.items if each.id == user), None)
        return () if found is None else found.seats

    def _team(self, name: str) -> Team | None:
        listed = self._directory.teams.items
        if name.startswith(BY_ID):
            return next((each for each in listed if each.id == name.removeprefix(BY_ID)), None)
        found = [each for each in listed if each.name == name]
        return found[0] if len(found) == 1 else None


def _has_seat(seats: Iterable[str]) -> bool:
    return any(_SEAT in each.lower() for each in seats)
