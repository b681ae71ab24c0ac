"""Carries out one write to a workflow, and reads back what became of it.

HubSpot chooses the ids of workflows, so a create is never sent twice: what another run made is
looked for by the mark in the description before it, and so is a lost answer after it. A workflow
that its own token cannot read is taken away again (design.md section 5, rule 1). A change names
the revision that was read right before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot import flowfaults as faults
from pipelinectl.adapters.hubspot import versions
from pipelinectl.adapters.hubspot.failures import doing, not_shown
from pipelinectl.adapters.hubspot.flows import same
from pipelinectl.adapters.hubspot.flows.raising import mark_of
from pipelinectl.adapters.hubspot.listing import FORBIDDEN
from pipelinectl.model import Kind
from pipelinectl.ports import RemoteError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.adapters.hubspot.flowreader import FlowReader
    from pipelinectl.adapters.hubspot.http import Http
    from pipelinectl.adapters.hubspot.patience import Patience
    from pipelinectl.model import Live
    from pipelinectl.ports import Write

_GONE = "PC506"


class FlowWriter:
    """Writes to workflows of one account."""

    def __init__(self, http: Http, reader: FlowReader, patience: Patience) -> None:
        self._http = http
        self._reader = reader
        self._patience = patience

    def perform(self, write: Write, live: Live) -> tuple[str, Mapping[str, Any] | None]:
        """Carry out a write: the id of the workflow, and what it is now (None: gone).

        Raises:
            RemoteError: the call failed, or what was read back does not show it.
        """
        method, identifier = write.call["method"], str(write.call.get("id"))
        if method == "POST":
            return self._create(write, live)
        if method == "PUT":
            return identifier, self._change(write, identifier, live)
        self._delete(write, identifier)
        return identifier, None

    # --- create

    def _create(self, write: Write, live: Live) -> tuple[str, Mapping[str, Any]]:
        other = self._marked_since(write, live)
        if other is not None:
            raise RemoteError(faults.made_meanwhile(write, other))
        try:
            answer = self._http.write("POST", versions.FLOWS, write.call["body"], doing(write))
            identifier = _id_in(answer)
        except RemoteError as error:
            if not error.lost:
                raise
            identifier = self._found_by_mark(write, live)
            if identifier is None:
                raise RemoteError(faults.unknown_end(write, error), lost=True) from error
        else:
            identifier = identifier or self._found_by_mark(write, live)
            if identifier is None:
                raise RemoteError(faults.unknown_end(write, None), lost=True)
        return identifier, self._read_new(write, identifier)

    def _found_by_mark(self, write: Write, live: Live) -> str | None:
        """The id of what a create made whose answer does not tell it."""

        def look() -> str | None:
            try:
                return self._marked_since(write, live)
            except RemoteError:
                return None

        return self._patience.until(look, lambda found: found is not None)

    def _marked_since(self, write: Write, live: Live) -> str | None:
        """The id of the newest workflow with the mark of this address that was not read before."""
        found = self._reader.new(frozenset(live.objects.get(Kind.AUTOMATION, {})))
        ids = [key for key, flow in found.items() if mark_of(flow) == str(write.address)]
        return max(ids, key=lambda each: (len(each), each), default=None)

    def _read_new(self, write: Write, identifier: str) -> Mapping[str, Any]:
        """The new workflow once it is complete; if this token cannot read it, it goes again."""
        left = ((write.address, identifier),)
        try:
            seen = self._patience.until(lambda: self._reader.find(identifier), _is_complete)
        except RemoteError as error:
            if error.diagnostic.code == FORBIDDEN:
                raise self._taken_away(write, identifier, error) from error
            raise RemoteError(error.diagnostic, lost=True, created=left) from error
        if seen is None:
            raise self._taken_away(write, identifier, None)
        if not _is_complete(seen):
            raise RemoteError(faults.still_pending(write, identifier), lost=True, created=left)
        if not _is_as_written(write, seen):
            raise RemoteError(not_shown(write), lost=True, created=left)
        return seen

    def _taken_away(self, write: Write, identifier: str, seen: RemoteError | None) -> RemoteError:
        """Delete what cannot be read, by its id and once; the error that says how that ended.

        Only a delete that was not refused and a read that then finds nothing count as gone.
        `seen` is the refusal to read it, None where nothing was found to be read.
        """
        said = seen.diagnostic.message if seen else "Reading it back finds nothing."
        refused = False
        try:
            self._http.write("DELETE", versions.flow(identifier), None, doing(write))
        except RemoteError as error:
            absent = error.diagnostic.code == _GONE
            if absent and seen is None:
                return RemoteError(not_shown(write), lost=True)
            refused = not error.lost and not absent
            said = error.diagnostic.message
        if not refused and self._is_gone(identifier):
            return RemoteError(faults.unreadable(write, identifier, said), undone=True)
        return RemoteError(
            faults.left_behind(write, identifier, said),
            lost=True,
            created=((write.address, identifier),),
        )

    def _is_gone(self, identifier: str) -> bool:
        try:
            return self._reader.find(identifier) is None
        except RemoteError:
            return False

    # --- change

    def _change(self, write: Write, identifier: str, live: Live) -> Mapping[str, Any]:
        planned = live.get(Kind.AUTOMATION, identifier)
        latest = self._patience.until(lambda: self._reader.find(identifier), _is_settled)
        if latest is None:
            raise RemoteError(faults.vanished(write))
        if planned is not None and _differs(planned.native, latest):
            raise RemoteError(faults.moved(write))
        if self._send(write, identifier, latest):
            return self._shown(write, identifier)
        seen = self._reread(identifier)
        if _revision(seen) == _revision(latest):
            self._send(write, identifier, latest)
        return self._shown(write, identifier)

    def _send(self, write: Write, identifier: str, latest: Mapping[str, Any]) -> bool:
        """Send a change on this revision; False where the answer was lost."""
        body = {**write.call["body"], "revisionId": _revision(latest)}
        try:
            self._http.write("PUT", versions.flow(identifier), body, doing(write))
        except RemoteError as error:
            if error.lost:
                return False
            if _revision(self._reread(identifier)) != _revision(latest):
                raise RemoteError(faults.moved(write)) from error
            raise
        return True

    def _shown(self, write: Write, identifier: str) -> Mapping[str, Any]:
        """The workflow as it is after a change, if it shows it."""
        seen = self._patience.until(
            lambda: self._reread(identifier),
            lambda found: found is None or _is_as_written(write, found),
        )
        if seen is None or not _is_as_written(write, seen):
            raise RemoteError(not_shown(write), lost=True)
        return seen

    def _reread(self, identifier: str) -> Mapping[str, Any] | None:
        """What is there after a write. If it cannot be read, the write may have been done."""
        try:
            return self._reader.find(identifier)
        except RemoteError as error:
            raise RemoteError(error.diagnostic, lost=True) from error

    # --- delete

    def _delete(self, write: Write, identifier: str) -> None:
        """Delete, and see that it is gone. To delete twice does no harm."""
        for last in (False, True):
            try:
                self._http.write("DELETE", versions.flow(identifier), None, doing(write))
            except RemoteError as error:
                if not error.lost and error.diagnostic.code != _GONE:
                    raise
                if self._reread(identifier) is None:
                    return
                if last or not error.lost:
                    raise
                continue
            break
        if self._patience.until(lambda: self._reread(identifier), lambda found: found is None):
            raise RemoteError(not_shown(write), lost=True)


def _id_in(answer: Any) -> str | None:
    identifier = answer.get("id") if isinstance(answer, dict) else None
    return str(identifier) if identifier else None


def _is_complete(flow: Mapping[str, Any] | None) -> bool:
    return flow is not None and flow.get("crmObjectCreationStatus", "COMPLETE") == "COMPLETE"


def _is_settled(flow: Mapping[str, Any] | None) -> bool:
    """Whether a change can be sent, or nothing is there to be changed."""
    return flow is None or _is_complete(flow)


def _is_as_written(write: Write, seen: Mapping[str, Any]) -> bool:
    """Whether a workflow does what was written, and can be found again by its mark."""
    body = write.call["body"]
    return same(body, seen) and mark_of(seen) == mark_of(body)


def _revision(flow: Mapping[str, Any] | None) -> str | None:
    return None if flow is None else str(flow.get("revisionId"))


def _differs(planned: Mapping[str, Any], latest: Mapping[str, Any]) -> bool:
    """Whether somebody changed what the plan was made against; a new revision alone is nothing."""
    if _revision(planned) == _revision(latest):
        return False
    return planned.get("description") != latest.get("description") or not same(planned, latest)
