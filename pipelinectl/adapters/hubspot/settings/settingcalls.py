"""The calls that change a setting, as data: method, path and body, and what they touch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot import versions
from pipelinectl.adapters.hubspot.settings import people, teams
from pipelinectl.model import Kind
from pipelinectl.ports import Touched, Want, Write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelinectl.model import LiveObject, Value

Json = dict[str, Any]


def create_form(want: Want, body: Json) -> Write:
    """A new form; nobody sees it before it is embedded or connected."""
    fields = dict(want.fields)
    touched = Touched(Kind.FORM, want.id, None, fields)
    call = _call("POST", versions.FORMS, body, name=fields["name"])
    return Write(want.address, f'create form "{fields["name"]}"', "", (touched,), call)


def change_form(want: Want, found: LiveObject, fields: Mapping[str, Value], body: Json) -> Write:
    """Some of a form; HubSpot keeps what the body does not name."""
    name = found.fields["name"]
    doing = ", ".join(each.replace("_", " ") for each in fields)
    call = _call("PATCH", versions.form(found.id), body, name=name)
    what = f'set {doing} of form "{name}"'
    return Write(want.address, what, "", (_changed(found, fields),), call)


def set_of_user(want: Want, found: LiveObject, text: str, value: Value) -> Write:
    """One property of the record of a user; `value` is what its text reads back as."""
    email, _, setting = found.id.rpartition("/")
    body = {"properties": {people.PROPERTIES[setting]: text}}
    path = versions.crm_user(str(found.native["id"]))
    what = f"set {setting.replace('_', ' ')} of {email}"
    call = _call("PATCH", path, body, name=email)
    return Write(want.address, what, "", (_changed(found, {"value": value}),), call)


def add_member(want: Want, found: LiveObject, name: str, user: str) -> Write:
    """One more member of a team."""
    team, _, setting = found.id.rpartition("/")
    body = {"userId": user, "type": teams.MEMBERS[setting]}
    call = _call("POST", versions.team_members(team), body, name=found.fields["team"])
    kind = "main" if setting == teams.MAIN else "extra"
    what = f'add {name} to team "{found.fields["team"]}" as {kind} member'
    after = [*teams.names_in(found.fields["value"]), name]
    return Write(want.address, what, "", (_with_members(found, after),), call)


def remove_member(want: Want, found: LiveObject, name: str, user: str) -> Write:
    """One member less. `found` is the list that has it."""
    team = found.id.rpartition("/")[0]
    path = f"{versions.team_members(team)}/{user}"
    call = _call("DELETE", path, None, name=found.fields["team"])
    what = f'remove {name} from team "{found.fields["team"]}"'
    after = [each for each in teams.names_in(found.fields["value"]) if each != name]
    return Write(want.address, what, "", (_with_members(found, after),), call)


def connect(want: Want, channel: str, name: str, inbox: str) -> Write:
    """An account of one's own custom channel."""
    body = {"name": name, "inboxId": inbox, "authorized": True}
    fields = {**want.fields, "name": name}
    touched = Touched(Kind.CHANNEL, want.id, None, fields)
    call = _call("POST", versions.custom_accounts(channel), body, name=name)
    what = f'connect "{name}" to the channel "{want.fields.get("app")}"'
    return Write(want.address, what, "", (touched,), call)


def change_account(want: Want, found: LiveObject, fields: Mapping[str, Value]) -> Write:
    """The name of an account, and whether it is authorized: nothing else can be changed."""
    path = f"{versions.custom_accounts(str(found.native['channelId']))}/{found.id}"
    name = found.fields["name"]
    call = _call("PATCH", path, dict(fields), name=name)
    what = f'set {", ".join(fields)} of the channel "{name}"'
    return Write(want.address, what, "", (_changed(found, fields),), call)


def _with_members(found: LiveObject, names: Iterable[str]) -> Touched:
    return _changed(found, {"value": teams.members(names)})


def _changed(found: LiveObject, fields: Mapping[str, Value]) -> Touched:
    before = {name: found.fields.get(name) for name in fields}
    return Touched(found.kind, found.id, before, dict(fields))


def _call(method: str, path: str, body: Any, *, name: Value) -> Json:
    return {"method": method, "path": path, "body": body, "name": name}
