"""Fetches the lists that settings are read from, and puts them into the live state.

A read of channels costs three calls (inboxes, channels, accounts) and one for each further page of
100; of users, teams and forms one each and one for each further page. Nothing is asked for each
object. Members of teams are named by the list of owners, which is read once a command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot import versions
from pipelinectl.adapters.hubspot.accountlookup import AccountLookup
from pipelinectl.adapters.hubspot.listing import Listing, pages, readable
from pipelinectl.adapters.hubspot.settings import people
from pipelinectl.adapters.hubspot.settings.conversations import channels_part
from pipelinectl.adapters.hubspot.settings.forms import forms_part
from pipelinectl.adapters.hubspot.settings.part import Part, with_part
from pipelinectl.adapters.hubspot.settings.teams import teams_part
from pipelinectl.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from concurrent.futures import Executor, Future

    from pipelinectl.adapters.hubspot.directory import Directory
    from pipelinectl.adapters.hubspot.http import Http
    from pipelinectl.model import Live

    Lists = Mapping[str, Future[Listing[Any]]]

_PAGE = "100"


class SettingReader:
    """Reads settings of one account."""

    def __init__(self, http: Http, directory: Directory) -> None:
        self._http = http
        self._directory = directory

    def begin(self, kinds: Collection[Kind], workers: Executor) -> Lists:
        """Begin to fetch the lists of these kinds, beside whatever else is read."""
        wanted: dict[str, Callable[[], Listing[Any]]] = {}
        if Kind.CHANNEL in kinds:
            wanted["inboxes"] = lambda: self._directory.inboxes
            wanted["channels"] = lambda: self._directory.channels
            wanted["accounts"] = self.accounts
        if Kind.FORM in kinds:
            wanted["forms"] = self.forms
        if Kind.USER in kinds:
            wanted["users"] = self._users
        if Kind.TEAM in kinds:
            wanted["teams"] = self.teams
        return {name: workers.submit(ask) for name, ask in wanted.items()}

    def finished(self, live: Live, lists: Lists) -> Live:
        """The live state with what was fetched. Pipelines are in it already.

        Raises:
            RemoteError: a list could not be read for another reason than a missing scope.
        """
        found = {name: each.result() for name, each in lists.items()}
        if "accounts" in found:
            part = channels_part(found["accounts"], found["inboxes"], found["channels"])
            live = with_part(live, Kind.CHANNEL, part)
        if "forms" in found:
            live = with_part(live, Kind.FORM, self._forms_part(found["forms"], live))
        if "users" in found:
            live = with_part(live, Kind.USER, people.people_part(found["users"], self._directory))
        if "teams" in found:
            live = with_part(live, Kind.TEAM, teams_part(found["teams"], live, self._directory))
        return live

    def accounts(self) -> Listing[Any]:
        """All channel accounts, as HubSpot shows them."""
        return self._rows(versions.CHANNEL_ACCOUNTS, "Reading the channel accounts", limit=_PAGE)

    def forms(self) -> Listing[Any]:
        """All forms, as HubSpot shows them."""
        return self._rows(versions.FORMS, "Reading the forms", limit=_PAGE)

    def teams(self) -> Listing[Any]:
        """All teams with their members, as HubSpot shows them."""
        return self._rows(versions.TEAMS, "Reading the teams")

    def _users(self) -> Listing[Any]:
        what = "Reading the users' settings"
        return self._rows(versions.CRM_USERS, what, limit=_PAGE, properties=people.ASKED)

    def _forms_part(self, rows: Listing[Any], live: Live) -> Part:
        return forms_part(rows, AccountLookup(self._directory, live))

    def _rows(self, path: str, what: str, **wanted: str) -> Listing[Any]:
        def ask() -> tuple[Any, ...]:
            rows = pages(self._http, path, what, **wanted)
            if not all(isinstance(each, dict) and "id" in each for each in rows):
                raise TypeError(what)
            return tuple(rows)

        return readable(ask, what)
