"""What a seed tells of the help desk: inboxes, skills, custom channels, forms, channels, people.

Every item may stand as HubSpot's API answers it. Beside that a user may have what
`/_ui/users/{email}` takes, and a channel `type`, `form`, `settings` and the like, as
`/_ui/channels` answers them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator import profiles, wire
from pipelinectl.emulator.channels import (
    channelsettings,
    connecting,
    customchannels,
    forms,
    formshape,
    inboxes,
)
from pipelinectl.emulator.channels.channels import (
    CHANNEL,
    CUSTOM,
    DEFINITION,
    FORM,
    FORMS,
    HELP_DESK,
    KINDS,
    MESSENGER,
    OF_CUSTOM,
    save,
)
from pipelinectl.emulator.errors import invalid
from pipelinectl.emulator.people import deskclicks, skills
from pipelinectl.emulator.people.people import TEAM, USER

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import JsonObject

OF_A_USER = (
    *("availability", "time_zone", "working_hours", "out_of_office", "capacity", "skills"),
    *("personal_email", "phone_numbers"),
)
"""The keys of a seeded user that the API does not answer of users."""
_INBOXES: list[JsonObject] = [{"name": "Inbox"}, {"name": "Help Desk", "type": HELP_DESK}]


def fresh_inboxes(account: Account) -> list[JsonObject]:
    """The inboxes of a new account; a subscription without help desk has the first only."""
    return _INBOXES[:1] if account.has(profiles.STARTER_ACCOUNT) else _INBOXES


def new_skills(account: Account, body: JsonObject) -> None:
    """A category of skills: `{category, names}`.

    Raises:
        RefusedError: 400; something is missing, or stands twice.
    """
    wire.require(body, "category", "names")
    skills.set_category(account, wire.text(body, "category") or "", wire.texts(body, "names"))


def new_form(account: Account, body: JsonObject) -> None:
    """A form; only `name` is needed.

    Raises:
        RefusedError: 400 or 409.
    """
    form: JsonObject = formshape.seeded_form(body, "")
    forms.new_form(account, form)


def new_definition(account: Account, body: JsonObject) -> None:
    """A custom channel of an app; only `name` is needed.

    Raises:
        RefusedError: 400; it has none.
    """
    customchannels.new_definition(account, body)


def new_channel(account: Account, body: JsonObject) -> None:
    """A channel account, or, where it says another `account`, a page that one has connected.

    Raises:
        RefusedError: 400; its type, inbox, form or a setting is wrong.
    """
    if body.get("account") not in {None, account.id}:
        wire.require(body, "page")
        account.store.put(connecting.ELSEWHERE, str(body["page"]), {"page": str(body["page"])})
        return
    asked = dict(body)
    kind, inbox = _kind(account, asked), inboxes.inbox_meant(account, _inbox(asked))
    key = KINDS[kind].identifier if kind in KINDS else OF_CUSTOM
    # Of a page the API tells an opaque number, so that its name is the better word for it.
    delivery = {} if kind == MESSENGER else wire.mapping(asked, "deliveryIdentifier")
    asked.setdefault(key, delivery.get("value", asked.get("name")))
    wire.require(asked, key)
    if kind == FORMS:
        form = forms.form_named(account, str(asked["form"]))
        if form is None:
            raise invalid(f"there is no form {asked['form']}")
        asked = {"name": form["name"], **asked, "form": form["id"]}
    _kept(account, kind, inbox, asked, key)


def settle(account: Account, user_id: str, body: JsonObject) -> None:
    """What a seeded user has beside what the API answers of users.

    Raises:
        RefusedError: 400; something of it is wrong.
    """
    deskclicks.change_user(account, user_id, {key: body[key] for key in OF_A_USER if key in body})


def join_teams(account: Account) -> None:
    """Make every user whom a seed says to be of a team a member there, if the team does not."""
    for user in account.store.all(USER):
        wanted = [("userIds", user.get("primaryTeamId"))]
        wanted += [("secondaryUserIds", each) for each in user.get("secondaryTeamIds", [])]
        for key, team_id in wanted:
            team = account.store.get(TEAM, str(team_id))
            if team is not None and user["id"] not in team[key]:
                account.store.put(TEAM, team["id"], team | {key: [*team[key], user["id"]]})


def _kept(account: Account, kind: str, inbox: JsonObject, asked: JsonObject, key: str) -> None:
    name = {"name": asked.get("name") or asked[key], key: asked[key]}
    told = {each: asked[each] for each in asked.keys() - {"settings", "inbox", "account"}}
    new = connecting.document(account, kind, inbox, name)
    channel = new | told | {"id": str(asked.get("id") or new["id"]), "inboxId": inbox["id"]}
    if account.store.get(CHANNEL, channel["id"]):
        raise invalid(f"there is another channel {channel['id']}")
    given = wire.mapping(asked, "settings")
    settings = channelsettings.changed(account, channel, given)
    if kind == FORMS and "ticket_properties" in given:
        form = account.store.get(FORM, channel["form"])
        forms.set_hidden(account, form or {}, settings["ticket_properties"])
    save(account, channel | {"settings": settings})


def _inbox(asked: JsonObject) -> str:
    wanted = asked.get("inboxId") or asked.get("inbox")
    if wanted is None:
        raise invalid("Some required fields were not set: [inboxId]")
    return str(wanted)


def _kind(account: Account, asked: JsonObject) -> str:
    if "type" in asked:
        kind = wire.text(asked, "type") or ""
        if kind not in {*KINDS, CUSTOM}:
            raise invalid(f"there is no type of channels '{kind}'")
        return kind
    for kind, each in KINDS.items():
        if each.channel_id == asked.get("channelId"):
            return kind
    definition = account.store.get(DEFINITION, str(asked.get("channelId")))
    if definition is None:
        raise invalid(f"there is no channel {asked.get('channelId')}")
    asked.setdefault("app", definition["name"])
    return CUSTOM
