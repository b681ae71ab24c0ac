"""The next write to forms, users, teams and custom channels: asked again after each.

Pure functions of goal and live state; a name may be looked up in a list that is read then. Nothing
is deleted here: forms, people and teams are not ours to delete.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl import channels
from pipelinectl.adapters.hubspot.accountlookup import AccountLookup
from pipelinectl.adapters.hubspot.flows import CannotLower, Unresolved
from pipelinectl.adapters.hubspot.settings import faults, people, settingcalls, teams
from pipelinectl.adapters.hubspot.settings.formbodies import FormBodies
from pipelinectl.adapters.hubspot.settings.forms import FIELDS, same_fields
from pipelinectl.automation.references import USER
from pipelinectl.model import Kind, as_list
from pipelinectl.names import label_key
from pipelinectl.ports import Verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelinectl.model import Live, LiveObject, Value
    from pipelinectl.ports import Goal, Want, Write

KINDS = frozenset({Kind.FORM, Kind.USER, Kind.TEAM, Kind.CHANNEL})
"""The kinds that are read as settings."""

_BY_API = ("authorized", "name")
"""What can be changed of an account of a custom channel (custom channels API)."""


def next_write(goal: Goal, live: Live) -> Write | None:
    """The next write that brings the settings nearer to the goal; None once all are there.

    Raises:
        RemoteError: what is wanted cannot be put into HubSpot's form.
    """
    return next(_Steps(goal, live).all(), None)


class _Steps:
    """All writes that could come next, the next one first."""

    def __init__(self, goal: Goal, live: Live) -> None:
        self._wants = sorted(
            (each for each in goal.settings if each.verb is not Verb.DELETE), key=_place
        )
        self._live = live
        self._directory = live.native
        self._lookup = AccountLookup(live.native, live)

    def all(self) -> Iterator[Write]:
        towards = {
            Kind.FORM: self._form,
            Kind.USER: self._user,
            Kind.TEAM: self._team,
            Kind.CHANNEL: self._channel,
        }
        for want in self._wants:
            if want.kind in towards:
                yield from towards[want.kind](want)

    # --- forms

    def _form(self, want: Want) -> Iterator[Write]:
        found = self._live.get(Kind.FORM, want.id) or self._form_called(want)
        bodies = FormBodies(self._lookup, self._directory)
        if found is not None and found.opaque is not None:
            return
        differing = {} if found is None else _form_differences(found, want.fields)
        try:
            if found is None and want.verb is not Verb.UPDATE:
                yield settingcalls.create_form(want, bodies.new(want.fields))
            elif found is not None and differing:
                body = bodies.changed(found.native, differing)
                yield settingcalls.change_form(want, found, differing, body)
        except (CannotLower, Unresolved) as fault:
            raise faults.cannot_be_written(want, str(fault)) from fault

    def _form_called(self, want: Want) -> LiveObject | None:
        """The form that a create made before, or somebody else did."""
        name = label_key(str(want.fields.get("name", "")))
        listed = self._live.objects.get(Kind.FORM, {}).values()
        return next((each for each in listed if label_key(str(each.fields["name"])) == name), None)

    # --- users

    def _user(self, want: Want) -> Iterator[Write]:
        found = self._live.get(Kind.USER, want.id)
        setting = want.id.rpartition("/")[2]
        if found is None or found.opaque is not None or setting not in people.PROPERTIES:
            return
        time_zone = people.text_in(found.native, people.TIME_ZONE)
        try:
            text = people.lowered(setting, want.fields["value"], time_zone)
            value = people.raised_value(setting, text, time_zone)
        except ValueError as fault:
            raise faults.cannot_be_written(want, _why(str(fault), time_zone)) from fault
        if value != found.fields["value"]:
            if setting != people.TIME_ZONE and not time_zone:
                raise faults.cannot_be_written(want, _why("", time_zone))
            yield settingcalls.set_of_user(want, found, text, value)

    # --- teams

    def _team(self, want: Want) -> Iterator[Write]:
        """Members that are missing, then those that are too many.

        Whether adding a member of the other kind changes the kind is not documented: such a
        member is removed first.
        """
        found = self._live.get(Kind.TEAM, want.id)
        if found is None or found.opaque is not None:
            return
        wanted, there = (teams.names_in(each.fields.get("value", ())) for each in (want, found))
        ids = {name: self._user_id(want, name) for name in wanted}
        listed = {found.native[name]: name for name in there}
        other = self._other_list(found)
        for name, user in ids.items():
            if user in listed:
                continue
            for same, known in () if other is None else other.native.items():
                if known == user and other is not None:
                    yield settingcalls.remove_member(want, other, same, user)
            yield settingcalls.add_member(want, found, name, user)
        for user, name in listed.items():
            if user not in ids.values():
                yield settingcalls.remove_member(want, found, name, user)

    def _other_list(self, found: LiveObject) -> LiveObject | None:
        team, _, setting = found.id.rpartition("/")
        other = teams.EXTRA if setting == teams.MAIN else teams.MAIN
        return self._live.get(Kind.TEAM, f"{team}/{other}")

    def _user_id(self, want: Want, name: str) -> str:
        try:
            return self._lookup.id_of(USER, name)
        except Unresolved as fault:
            raise faults.cannot_be_written(want, f"{fault}.") from fault

    # --- custom channels

    def _channel(self, want: Want) -> Iterator[Write]:
        """An account of a custom channel; of any other type a person connects it."""
        found = self._live.get(Kind.CHANNEL, want.id) or self._account_like(want)
        if found is None:
            if want.verb is not Verb.UPDATE and want.fields.get("type") == channels.CUSTOM:
                yield self._connected(want)
        elif found.fields["type"] == channels.CUSTOM:
            wanted = {each: want.fields[each] for each in _BY_API if each in want.fields}
            differing = {
                name: value for name, value in wanted.items() if found.fields.get(name) != value
            }
            if differing:
                yield settingcalls.change_account(want, found, differing)

    def _connected(self, want: Want) -> Write:
        app, place = str(want.fields.get("app")), str(want.fields.get("connected_to"))
        kinds = [each.id for each in self._directory.channels.items if each.name == app]
        if len(kinds) != 1:
            raise faults.cannot_be_written(want, f'the account has no app "{app}", or several.')
        inboxes = [
            each.id
            for each in self._directory.inboxes.items
            if (each.is_help_desk if place == channels.HELP_DESK else each.name == place)
        ]
        if len(inboxes) != 1:
            raise faults.cannot_be_written(want, f'the account has no inbox "{place}", or several.')
        return settingcalls.connect(want, kinds[0], account_name(want), inboxes[0])

    def _account_like(self, want: Want) -> LiveObject | None:
        """What a create made before: an account of the app with this name."""
        if want.verb is Verb.UPDATE or want.fields.get("type") != channels.CUSTOM:
            return None
        same = (want.fields.get("app"), account_name(want))
        listed = self._live.objects.get(Kind.CHANNEL, {}).values()
        found = (each for each in listed if (each.fields.get("app"), each.fields["name"]) == same)
        return next(found, None)


def account_name(want: Want) -> str:
    """The name of a new account: the declared one, else the key of the channel."""
    return str(want.fields.get("name") or want.address.keys[0])


def _why(fault: str, time_zone: str) -> str:
    if not time_zone:
        return "HubSpot wants the user's time zone to be set first."
    return f"{fault} is not known on this machine."


def _form_differences(found: LiveObject, wanted: Mapping[str, Value]) -> dict[str, Value]:
    differing = {name: value for name, value in wanted.items() if found.fields.get(name) != value}
    if FIELDS in differing and same_fields(
        as_list(differing[FIELDS]), as_list(found.fields.get(FIELDS))
    ):
        del differing[FIELDS]
    return differing


def _place(want: Want) -> int:
    """A time zone is set before what depends on it; else the order of the goal stays."""
    setting = want.id.rpartition("/")[2]
    settings = [*people.PROPERTIES]
    if want.kind is not Kind.USER or setting not in settings:
        return len(settings)
    return settings.index(setting)
