"""What speaks against a setting in an account, whoever makes it true: an API, a workflow, a person.

What a token may not read says nothing against a setting; it is said where the name of something
could not be looked up. `docs/diagnostics.md` explains the codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl import channels
from pipelinectl.adapters.hubspot.accountlookup import AccountLookup
from pipelinectl.adapters.hubspot.directory import CHANNELS_SCOPE, TEAMS_SCOPE
from pipelinectl.adapters.hubspot.flows import CannotLower, Unresolved
from pipelinectl.adapters.hubspot.pieces import Piece
from pipelinectl.adapters.hubspot.propertychecks import property_objections
from pipelinectl.adapters.hubspot.settings import forms, people, teams
from pipelinectl.adapters.hubspot.settings.rosters import Rosters
from pipelinectl.adapters.hubspot.settings.settling import settled
from pipelinectl.adapters.hubspot.settings.ticketvalues import ticket_text
from pipelinectl.automation.model import Action, from_value, walk
from pipelinectl.automation.references import TEAM, USER, named
from pipelinectl.model import Kind, Read, Record, as_list
from pipelinectl.names import did_you_mean, label_key
from pipelinectl.ports import Lack, Objection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipelinectl.adapters.hubspot.directory import Directory
    from pipelinectl.model import Address, Live, Value

_VALUE = "value"
_SEATED = {"capacity", "skills"}
"""Settings of a user that only a seat makes possible (B-CAP-01, B-SKILL-01)."""

_SCOPES = {
    Kind.CHANNEL: CHANNELS_SCOPE,
    Kind.FORM: forms.SCOPE,
    Kind.USER: people.SCOPE,
    Kind.TEAM: TEAMS_SCOPE,
}


def setting_objections(
    address: Address, fields: Mapping[str, Value], live: Live, directory: Directory
) -> tuple[Objection, ...]:
    """All objections to the fields of an address, each once.

    A calling channel is told by the field `type`, which the caller adds to a routing.
    """
    return tuple(dict.fromkeys(_Checks(live, directory).of(address, fields)))


class _Checks:
    """Checks settings in one account."""

    def __init__(self, live: Live, directory: Directory) -> None:
        self._live = live
        self._directory = directory
        self._rosters = Rosters(live, directory)

    def of(self, address: Address, fields: Mapping[str, Value]) -> Iterator[Objection]:
        value = fields.get(_VALUE)
        if address.kind is Kind.CHANNEL and len(address.keys) == 1:
            yield from self._connection(fields)
        elif address.kind is Kind.CHANNEL:
            yield from self._setting(address.keys[1], fields)
        elif address.of_a_channel:
            yield from self._workflow(fields)
        elif address.kind is Kind.FORM:
            yield from self._form(fields)
        elif address.kind is Kind.USER:
            yield from self._user(address, fields)
        elif address.kind is Kind.TEAM:
            yield from self._team(address, fields)
        elif address.kind is Kind.ACCESS and isinstance(value, Record):
            yield from self._rosters.named(_VALUE, value)
        elif address.kind is Kind.SLA:
            yield from property_objections(Piece(_VALUE, value), self._directory)

    # --- channels

    def _connection(self, fields: Mapping[str, Value]) -> Iterator[Objection]:
        kind = fields.get("type")
        if kind == channels.EMAIL:
            yield from self._personal(str(fields.get("address", "")))
        if kind == channels.FORM and "form" in fields:
            yield from self._no_form(str(fields["form"]), "form")
        if kind == channels.CUSTOM and "app" in fields:
            yield from self._no_app(str(fields["app"]))

    def _personal(self, address: str) -> Iterator[Objection]:
        """V065: no API shows who has connected which address for themselves."""
        if not address or self._live.reads.get(Kind.CHANNEL) is not Read.COMPLETE:
            return
        wanted = label_key(address)
        for each in self._live.objects.get(Kind.CHANNEL, {}).values():
            if label_key(str(each.fields.get("address", ""))) == wanted:
                return
        if any(label_key(each.email) == wanted for each in self._directory.people.items):
            yield Objection(
                Lack.MISSING,
                "PC538",
                f"{address} is the address that a user of the account logs in with. An address "
                "that is connected as somebody's own cannot be a team's too.",
                "Use another address for the channel; or, if nobody has connected it as their "
                "own, connect it by hand: then this is not asked again.",
                "address",
            )

    def _no_form(self, name: str, path: str) -> Iterator[Objection]:
        """V080. A form that the files create is asked about at its own address."""
        read = self._live.reads.get(Kind.FORM)
        if read is Read.UNREADABLE:
            yield self._unreadable(Kind.FORM, f'whether the account has the form "{name}"', path)
        if read is not Read.COMPLETE:
            return
        names = [str(each.fields["name"]) for each in self._live.objects[Kind.FORM].values()]
        if not any(label_key(each) == label_key(name) for each in names):
            hint = did_you_mean(name, names) or f"Use {{new: {name}, fields: […]}} to create it."
            message = f'Form "{name}" does not exist in the account.'
            yield Objection(Lack.MISSING, "PC536", message, hint, path)

    def _no_app(self, name: str) -> Iterator[Objection]:
        """V089: what is installed shows among the account's channels."""
        listed = self._directory.channels
        if listed.unreadable is not None:
            yield self._unreadable(Kind.CHANNEL, f'whether the app "{name}" is installed', "app")
            return
        names = [each.name for each in listed.items]
        if name not in names:
            message = f'App "{name}" is not installed in the account.'
            hint = did_you_mean(name, names) or "Install it from HubSpot's marketplace first."
            yield Objection(Lack.NOT_YET, "PC537", message, hint, "app")

    def _setting(self, setting: str, fields: Mapping[str, Value]) -> Iterator[Objection]:
        value = fields.get(_VALUE)
        if setting == "ticket_properties":
            yield from self._properties(value, _VALUE)
        if setting == "routing" and isinstance(value, Record):
            yield from self._routing(*channels.people(value), _VALUE)
            rules = Piece(_VALUE, value.get("rules"))
            yield from property_objections(rules, self._directory)
            if fields.get("type") == channels.CALLING:
                yield from self._rosters.too_many(_VALUE, *channels.people(value))

    def _workflow(self, fields: Mapping[str, Value]) -> Iterator[Objection]:
        """The people whom a workflow that stands in for routing assigns tickets to."""
        for way, action in walk(from_value(fields.get("actions", ()))):
            to = action.settings.get("to")
            if action.kind == "rotate_owner" and isinstance(to, Record):
                path = ".".join(("actions", *map(str, way)))
                yield from self._routing(as_list(to.get("users")), as_list(to.get("teams")), path)

    def _routing(
        self, users: Iterable[Value], teams: Iterable[Value], path: str
    ) -> Iterator[Objection]:
        for each in users:
            name = named(each, USER)
            if name is not None:
                yield from self._rosters.unroutable(path, name)
        for each in teams:
            name = named(each, TEAM)
            if name is not None:
                yield from self._rosters.idle_team(path, name)

    # --- forms

    def _form(self, fields: Mapping[str, Value]) -> Iterator[Objection]:
        if forms.FIELDS not in fields:
            yield from self._no_form(str(fields.get("name", "")), "name")
        elif self._live.reads.get(Kind.FORM) is Read.UNREADABLE:
            yield self._unreadable(Kind.FORM, "whether the form exists already", "name")
        yield from self._properties(fields.get(forms.PROPERTIES), forms.PROPERTIES)
        yield from self._unwritable(fields.get(forms.PROPERTIES))
        for each in as_list(fields.get(forms.FIELDS)):
            name = str(each.get("name", "")) if isinstance(each, Record) else ""
            if name.startswith(forms.OF_A_TICKET):
                known = Record({name.removeprefix(forms.OF_A_TICKET): ""})
                yield from self._properties(known, forms.FIELDS)

    def _properties(self, wanted: Value, path: str) -> Iterator[Objection]:
        """V055, and the people who are named as owners."""
        for name, value in wanted.items() if isinstance(wanted, Record) else ():
            action = Action("set", Record(property=name, value=value))
            yield from property_objections(Piece(path, value, action), self._directory)
        yield from self._rosters.named(path, wanted)

    def _unwritable(self, wanted: Value) -> Iterator[Objection]:
        """Values that a hidden field would not give back."""
        lookup = AccountLookup(self._directory, self._live)
        for name, value in wanted.items() if isinstance(wanted, Record) else ():
            try:
                ticket_text(name, value, lookup)
            except CannotLower as fault:
                message = fault.reason[:1].upper() + fault.reason[1:]
                yield Objection(Lack.MISSING, "PC543", message, path=forms.PROPERTIES)
            except Unresolved:
                continue  # said where people are looked up

    # --- people

    def _user(self, address: Address, fields: Mapping[str, Value]) -> Iterator[Objection]:
        name, setting, value = address.keys[0], address.keys[-1], fields.get(_VALUE)
        if setting in people.PROPERTIES and self._live.reads.get(Kind.USER) is Read.UNREADABLE:
            yield self._unreadable(Kind.USER, f"the {setting.replace('_', ' ')} of {name}", _VALUE)
        unknown = tuple(self._rosters.unknown_user(_VALUE, name))
        yield from unknown
        if setting in _SEATED and not unknown and value != ():
            yield from self._rosters.unseated(_VALUE, name)
        if fields.get(people.TIME_ZONE) is None:
            yield from self._zoneless(name, setting, value)

    def _zoneless(self, name: str, setting: str, value: Value) -> Iterator[Objection]:
        """Hours and absences of a user without a time zone: HubSpot refuses them (users guide)."""
        found = self._live.get(Kind.USER, f"{name}/{setting}")
        zone = self._live.get(Kind.USER, f"{name}/{people.TIME_ZONE}")
        if setting == people.TIME_ZONE or found is None or zone is None or zone.fields[_VALUE]:
            return
        wanted = settled(Kind.USER, {_VALUE: value}, self._live)[_VALUE]
        if found.opaque is None and wanted != found.fields[_VALUE]:
            yield Objection(
                Lack.MISSING,
                "PC543",
                f"The {setting.replace('_', ' ')} of {name} cannot be written: HubSpot wants a "
                "time zone first, and the user has none.",
                "Add time_zone: to the user, for example Europe/Stockholm.",
                _VALUE,
            )

    def _team(self, address: Address, fields: Mapping[str, Value]) -> Iterator[Objection]:
        team, value = str(fields.get("team", address.keys[0])), fields.get(_VALUE)
        yield from self._rosters.unknown_team("team", team)
        yield from self._rosters.named(_VALUE, value)
        yield from self._rosters.leaving(_VALUE, team, address.keys[-1], value)
        if address.keys[-1] == teams.MAIN:
            yield from self._rosters.taken_from(_VALUE, team, as_list(value))

    def _unreadable(self, kind: Kind, what: str, path: str) -> Objection:
        scope = _SCOPES[kind]
        return Objection(
            Lack.UNREADABLE,
            "PC542",
            f"The token's user lacks {scope}: {what} is not known.",
            f"Add the scope {scope} to the service key or private app.",
            path,
        )
