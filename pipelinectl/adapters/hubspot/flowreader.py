"""Reads the workflows of tickets: the list, their contents in batches, and single ones by id.

Two traps shape this (observed by others, docs/hubspot-behaviour.md): a token that may not read
workflows gets an empty list and no error, and a batch read leaves out what it may not show.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot import versions
from pipelinectl.adapters.hubspot.failures import not_understood
from pipelinectl.adapters.hubspot.listing import FORBIDDEN, pages
from pipelinectl.model import Read
from pipelinectl.ports import RemoteError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pipelinectl.adapters.hubspot.http import Http

_LISTING = "Reading the workflows"
_ONE = "Reading a workflow"
_PAGE = "100"
_CHUNK = 100
_WORKERS = 4

_EMPTY = (
    "the list of workflows is empty. So it is in an account that has none, and for a token that "
    "may not read them."
)
_FORBIDDEN = (
    " Give the token the scope automation. HubSpot answers the same where the subscription has no "
    "workflows: they need a Professional subscription. With Starter, write "
    "`account: {subscriptions: {service_hub: starter}}`, and the actions of a status become steps "
    "for a person."
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was read of workflows of tickets, in HubSpot's shapes.

    `withheld` are rows of the list whose content was not shown. `why` says what kept the read
    from being complete.
    """

    flows: tuple[Mapping[str, Any], ...] = ()
    withheld: tuple[Mapping[str, Any], ...] = ()
    trust: Read = Read.COMPLETE
    why: str | None = None


class FlowReader:
    """Reads workflows of one account."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def fetch(self, known: Collection[str]) -> Fetched:
        """All workflows of tickets, and those known ids that the list does not show.

        One call for each page of the list, one for each 100 workflows of tickets, and one for
        each known id that is not listed.
        """
        try:
            rows = self._rows()
            tickets = {str(each["id"]): each for each in rows if _is_of_tickets(each)}
            shown = self.contents(tuple(tickets))
        except RemoteError as error:
            if error.diagnostic.code != FORBIDDEN:
                raise
            return Fetched(trust=Read.UNREADABLE, why=error.diagnostic.message + _FORBIDDEN)
        listed = {str(each["id"]) for each in rows}
        unlisted, forbidden = self._by_id(sorted(set(known) - listed))
        withheld = {key: each for key, each in tickets.items() if key not in shown}
        trust, why = _trust(rows, sorted(withheld.keys() & set(known)), forbidden)
        return Fetched((*shown.values(), *unlisted), tuple(withheld.values()), trust, why)

    def find(self, identifier: str) -> Mapping[str, Any] | None:
        """One workflow by its id, None where there is none.

        Raises:
            RemoteError: it could not be read; FORBIDDEN where the token may not.
        """
        body = self._http.find(versions.flow(identifier), _ONE)
        if body is not None and not isinstance(body, dict):
            raise not_understood(_ONE)
        return body

    def contents(self, identifiers: Sequence[str]) -> dict[str, Mapping[str, Any]]:
        """The workflows of these ids, as far as they are shown, by id."""
        chunks = [identifiers[at : at + _CHUNK] for at in range(0, len(identifiers), _CHUNK)]
        if len(chunks) < 2:
            found = [self._chunk(each) for each in chunks]
        else:
            with ThreadPoolExecutor(_WORKERS) as workers:
                found = [*workers.map(self._chunk, chunks)]
        return {str(each["id"]): each for chunk in found for each in chunk}

    def new(self, old: Collection[str]) -> dict[str, Mapping[str, Any]]:
        """The workflows of tickets whose ids are none of `old`, by id."""
        ids = [str(each["id"]) for each in self._rows() if _is_of_tickets(each)]
        return self.contents([each for each in ids if each not in old])

    def _rows(self) -> list[Any]:
        rows = pages(self._http, versions.FLOWS, _LISTING, limit=_PAGE)
        if not all(isinstance(each, dict) and "id" in each for each in rows):
            raise not_understood(_LISTING)
        return rows

    def _chunk(self, identifiers: Iterable[str]) -> list[Any]:
        """What a batch read shows; what it does not is in its errors, which are not looked at."""
        inputs = [{"type": "FLOW_ID", "flowId": each} for each in identifiers]
        body = self._http.ask(versions.FLOWS_BATCH, {"inputs": inputs}, _LISTING)
        results = body.get("results") if isinstance(body, dict) else None
        if not isinstance(results, list):
            raise not_understood(_LISTING)
        if not all(isinstance(each, dict) and "id" in each for each in results):
            raise not_understood(_LISTING)
        return results

    def _by_id(self, identifiers: Iterable[str]) -> tuple[list[Mapping[str, Any]], list[str]]:
        """Workflows that no list shows, and the ids of those that may not be read."""
        found, forbidden = [], []
        for each in identifiers:
            try:
                body = self.find(each)
            except RemoteError as error:
                if error.diagnostic.code != FORBIDDEN:
                    raise
                forbidden.append(each)
            else:
                found += [body] if body is not None and _is_of_tickets(body) else []
        return found, forbidden


def _trust(
    rows: Sequence[Any], withheld: Sequence[str], forbidden: Sequence[str]
) -> tuple[Read, str | None]:
    """How far what was read can be trusted, and why not further.

    A list of one workflow, of whatever object type, proves that the token can read workflows.
    """
    if forbidden:
        return Read.UNREADABLE, (
            f"this token cannot read {_workflows(forbidden)}, which the account has, so there may "
            "be others that it does not see. Use a key or an app of another kind for this "
            "account, or delete by hand what it cannot read, then plan again."
        )
    if withheld:
        return Read.PARTIAL, f"the account lists {_workflows(withheld)} and does not show more."
    if not rows:
        return Read.UNPROVEN, _EMPTY
    return Read.COMPLETE, None


def _workflows(ids: Sequence[str]) -> str:
    return f"the workflow {ids[0]}" if len(ids) == 1 else f"the workflows {', '.join(ids)}"


def _is_of_tickets(row: Mapping[str, Any]) -> bool:
    return str(row.get("objectTypeId")) == versions.TICKETS
