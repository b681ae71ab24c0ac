"""Who is in a team: HubSpot's lists of members as settings.

The list of teams tells the users whose main team it is (`userIds`) and those for whom it is an
extra one (`secondaryUserIds`; user provisioning API). Each list is a live object of its own,
`<team id>/<setting>`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.accountlookup import AccountLookup
from pipelinectl.adapters.hubspot.directory import OWNERS_SCOPE, TEAMS_SCOPE, team_of
from pipelinectl.adapters.hubspot.flows import Unresolved
from pipelinectl.adapters.hubspot.settings.part import Part, lacking, part_of
from pipelinectl.automation.references import NAME, USER, reference
from pipelinectl.model import Kind, LiveObject, Record, as_list
from pipelinectl.names import label_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelinectl.adapters.hubspot.directory import Directory, Team
    from pipelinectl.adapters.hubspot.listing import Listing
    from pipelinectl.model import Live, Value

MAIN, EXTRA = "main_members", "extra_members"
MEMBERS = {MAIN: "DEFAULT", EXTRA: "EXTRA"}
"""The settings, and HubSpot's word for such a member (teams API)."""


def teams_part(rows: Listing[Any], live: Live, directory: Directory) -> Part:
    """The members of all teams, named by address: so people must be readable too."""
    unreadable = lacking(TEAMS_SCOPE, rows)
    if unreadable is not None:
        return unreadable
    teams = [team_of(each) for each in rows.items]
    if any(each.main or each.extra for each in teams):
        unreadable = lacking(OWNERS_SCOPE, directory.people)
    return unreadable or part_of(raised(teams, live, directory))


def raised(teams: Iterable[Team], live: Live, directory: Directory) -> Iterator[LiveObject]:
    """Both lists of each team, in the order of the names in them."""
    people = _People(live, directory)
    for team in teams:
        for setting, ids in ((MAIN, team.main), (EXTRA, team.extra)):
            named = {people.name_of(each): each for each in ids}
            yield LiveObject(
                Kind.TEAM,
                f"{team.id}/{setting}",
                None,
                {"team": team.name, "value": members(named)},
                native=named,
            )


def members(names: Iterable[str]) -> tuple[Record, ...]:
    """A list of members, each once, in the order of their names."""
    return tuple(reference(USER, each) for each in sorted(set(names)))


def as_shown(value: Value, live: Live) -> tuple[Record, ...]:
    """A declared list of members as a read shows it: by the names that the account has for them.

    Files may write an address in other letters, or an id.
    """
    if live.native is None:
        return members(names_in(value))
    lookup, people = AccountLookup(live.native, live), _People(live, live.native)

    def shown(name: str) -> str:
        try:
            return people.name_of(lookup.id_of(USER, name))
        except Unresolved:
            return name

    return members(shown(each) for each in names_in(value))


def names_in(value: Value) -> list[str]:
    """The names in a list of members."""
    return [str(each[NAME]) for each in as_list(value) if isinstance(each, Record)]


class _People:
    """The names of users by their ids; most are found without a search."""

    def __init__(self, live: Live, directory: Directory) -> None:
        self._lookup = AccountLookup(directory, live)
        self._directory = directory
        self._names: dict[str, str] | None = None

    def name_of(self, user: str) -> str:
        if self._names is None:
            self._names = self._named()
        return self._names.get(user) or self._lookup.name_of(USER, user)

    def _named(self) -> dict[str, str]:
        """Those whose address nobody else has."""
        by_address: dict[str, list[tuple[str, str]]] = {}
        for each in self._directory.people.items:
            if each.user:
                by_address.setdefault(label_key(each.email), []).append((each.user, each.email))
        return {own[0][0]: own[0][1] for own in by_address.values() if len(own) == 1}
