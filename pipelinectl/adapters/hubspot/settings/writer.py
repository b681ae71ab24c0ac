"""Carries out one write to a form, a user, a team or a custom channel, and reads it back.

HubSpot chooses the ids of forms and of channel accounts, so a create is never sent twice: what has
its name is looked for before it, and after a lost answer. Every other write sets what it says
however often it is sent: where its answer is lost, it is sent a second time if it does not show.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot import versions
from pipelinectl.adapters.hubspot.accountlookup import AccountLookup
from pipelinectl.adapters.hubspot.failures import doing, not_shown
from pipelinectl.adapters.hubspot.settings import faults, forms, people
from pipelinectl.adapters.hubspot.settings.conversations import raised as raised_channels
from pipelinectl.adapters.hubspot.settings.part import with_objects, with_part
from pipelinectl.adapters.hubspot.settings.teams import teams_part
from pipelinectl.model import Kind, Read, as_list
from pipelinectl.names import label_key
from pipelinectl.ports import RemoteError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipelinectl.adapters.hubspot.directory import Directory
    from pipelinectl.adapters.hubspot.http import Http
    from pipelinectl.adapters.hubspot.patience import Patience
    from pipelinectl.adapters.hubspot.settings.reading import SettingReader
    from pipelinectl.model import Live, LiveObject, Value
    from pipelinectl.ports import Write

_BACK = "Reading back"


class SettingWriter:
    """Writes to the settings of one account."""

    def __init__(
        self, http: Http, reader: SettingReader, directory: Directory, patience: Patience
    ) -> None:
        self._http = http
        self._reader = reader
        self._directory = directory
        self._patience = patience

    def perform(self, write: Write, live: Live) -> Live:
        """Carry out a write, and return the live state with what it touched as read back.

        Raises:
            RemoteError: the call failed, or what was read back does not show it.
        """
        touched = write.touches[0]
        if touched.before is None:
            return self._create(write, live)
        if touched.kind is Kind.FORM:
            self._unmoved(write, live)
        return self._put(write, lambda: self._seen(touched.kind, touched.id, live))

    # --- what may be sent twice

    def _put(self, write: Write, look: Callable[[], Live]) -> Live:
        for last in (False, True):
            try:
                self._send(write)
            except RemoteError as error:
                if not error.lost:
                    raise
                seen = _told(look)
                if _shows(seen, write):
                    return seen
                if last:
                    raise
                continue
            break
        seen = self._patience.until(lambda: _told(look), lambda found: _shows(found, write))
        if not _shows(seen, write):
            raise RemoteError(not_shown(write), lost=True)
        return seen

    def _unmoved(self, write: Write, live: Live) -> None:
        """A change of a form sends all of its fields: nobody may have changed them meanwhile."""
        identifier = write.touches[0].id
        planned = live.get(Kind.FORM, identifier)
        latest = self._http.find(versions.form(identifier), "Reading the form")
        if latest is None or latest.get("archived"):
            raise faults.vanished(write)
        parts = ("name", "fieldGroups")
        if planned is not None and any(
            planned.native.get(each) != latest.get(each) for each in parts
        ):
            raise faults.moved(write)

    def _send(self, write: Write) -> Any:
        call = write.call
        body = call["body"]
        if call["path"] == versions.FORMS:
            now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            body = {**body, "createdAt": now, "updatedAt": now}  # asked for, and HubSpot's own
        return self._http.write(call["method"], call["path"], body, doing(write))

    # --- what is created under an id of HubSpot's choice

    def _create(self, write: Write, live: Live) -> Live:
        other = self._made_since(write, live)
        if other is not None:
            raise faults.made_meanwhile(write, other)
        try:
            answer = self._send(write)
        except RemoteError as error:
            if not error.lost:
                raise
            identifier = self._found_after(write, live)
            if identifier is None:
                raise RemoteError(faults.unknown_end(write, error), lost=True) from error
        else:
            identifier = _id_in(answer) or self._found_after(write, live)
            if identifier is None:
                raise RemoteError(not_shown(write), lost=True)
        return self._read_new(write, identifier, live)

    def _read_new(self, write: Write, identifier: str, live: Live) -> Live:
        kind, left = write.touches[0].kind, ((write.address, identifier),)

        def look() -> Live:
            return self._seen(kind, identifier, live)

        try:
            seen = self._patience.until(look, lambda found: _is_new(found, write, identifier))
        except RemoteError as error:
            raise RemoteError(error.diagnostic, lost=True, created=left) from error
        if not _is_new(seen, write, identifier):
            raise RemoteError(not_shown(write), lost=True, created=left)
        return seen

    def _found_after(self, write: Write, live: Live) -> str | None:
        """The id of what a create made whose answer does not tell it."""

        def look() -> str | None:
            try:
                return self._made_since(write, live)
            except RemoteError:
                return None

        return self._patience.until(look, lambda found: found is not None)

    def _made_since(self, write: Write, live: Live) -> str | None:
        """The id of what has the name of a create, and was not there when the account was read."""
        kind = write.touches[0].kind
        listing = self._reader.forms() if kind is Kind.FORM else self._reader.accounts()
        if listing.unreadable is not None:
            raise faults.unseen(write, listing.unreadable)
        known, name = live.objects.get(kind, {}), label_key(str(write.call["name"]))
        ids = (
            str(each["id"])
            for each in listing.items
            if not each.get("archived")
            and label_key(str(each.get("name") or "")) == name
            and _is_of_call(each, write)
        )
        return next((each for each in ids if each not in known), None)

    # --- reading back

    def _seen(self, kind: Kind, identifier: str, live: Live) -> Live:
        """The live state with what is there now of one object, or of all teams."""
        if kind is Kind.TEAM:
            part = teams_part(self._reader.teams(), live, self._directory)
            return with_part(live, kind, part) if part.trust is Read.COMPLETE else live
        if kind is Kind.USER:
            return with_objects(live, kind, self._user(identifier, live))
        return with_objects(live, kind, self._one(kind, identifier, live))

    def _user(self, identifier: str, live: Live) -> list[LiveObject]:
        email = identifier.rpartition("/")[0]
        found = live.get(Kind.USER, identifier)
        record = str(found.native["id"]) if found else ""
        path = f"{versions.crm_user(record)}?properties={people.ASKED}"
        row = self._http.find(path, _BACK)
        return [] if row is None else list(people.settings_of(email, row))

    def _one(self, kind: Kind, identifier: str, live: Live) -> list[LiveObject]:
        of_form = kind is Kind.FORM
        path = versions.form(identifier) if of_form else versions.channel_account(identifier)
        row = self._http.find(path, _BACK)
        if row is None:
            return []
        if of_form:
            return [forms.raised(row, AccountLookup(self._directory, live))]
        return raised_channels([row], self._directory.inboxes.items, self._directory.channels.items)


def _told(look: Callable[[], Live]) -> Live:
    """What is there after a write. If it cannot be read, the write may have been done."""
    try:
        return look()
    except RemoteError as error:
        raise RemoteError(error.diagnostic, lost=True) from error


def _id_in(answer: Any) -> str | None:
    identifier = answer.get("id") if isinstance(answer, dict) else None
    return str(identifier) if identifier else None


def _is_of_call(row: Mapping[str, Any], write: Write) -> bool:
    """Whether an account belongs to the channel that the call names; a form always does."""
    channel = row.get("channelId")
    return channel is None or versions.custom_accounts(str(channel)) == write.call["path"]


def _is_new(live: Live, write: Write, identifier: str) -> bool:
    touched = write.touches[0]
    found = live.get(touched.kind, identifier)
    if found is None or found.opaque is not None:
        return False
    wanted = touched.after or {}
    return touched.kind is Kind.CHANNEL or _agrees(found, wanted)


def _shows(live: Live, write: Write) -> bool:
    """Whether the account shows what a change says."""
    return all(
        found is not None and _agrees(found, each.after or {})
        for each in write.touches
        for found in (live.get(each.kind, each.id),)
    )


def _agrees(found: LiveObject, wanted: Mapping[str, Value]) -> bool:
    return all(
        forms.same_fields(as_list(value), as_list(found.fields.get(name)))
        if name == forms.FIELDS
        else found.fields.get(name) == value
        for name, value in wanted.items()
    )
