"""How a person connects a channel, moves it, switches it, and takes it away.

Source: HubSpot's knowledge base, "Connect channels to help desk" (2025) and the pages that it
leads to: disconnecting a team email (2023), WhatsApp (2024), calling and migration (2025-05). The
rows of the feature inventory stand beside each text. HubSpot's page of migration and its words for
connecting again were not seen; what is said of them here names no button.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.pages.where import NAV_CHANNELS, Place, Told, who
from pipelinectl.adapters.hubspot.pages.words import state
from pipelinectl.channels import (
    CALLING,
    CHAT,
    CUSTOM,
    EMAIL,
    FORM,
    MESSENGER,
    WHATSAPP,
)
from pipelinectl.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelinectl.model import Value
    from pipelinectl.ports import Instruction, Task

_NEW = "Connect a channel ▸ Connect a new channel"  # CH-GEN-03
_MAILBOXES = {"gmail": "Gmail", "office_365": "Office 365", "other": "Other mail account"}
_SIGN_IN = "accept the terms ▸ sign in"  # CH-EMAIL-08
_FORWARDING = (  # CH-EMAIL-03
    'enter "{name}" ▸ copy the hosted address that HubSpot shows ▸ in the mail program, forward '
    '"{name}" to it (no mail arrives before that)'
)
_ASSIGNED_LATER = "assignment as in the step below"
_NOT_ASSIGNED = "leave automatic assignment off"
_BY_TYPE = {
    CHAT: "Chat ▸ availability and look ▸ create a chatflow or choose one ▸ Connect",  # CH-CHAT-05
    MESSENGER: (  # CH-MSGR-01, CH-MSGR-13
        "Facebook Messenger ▸ allow pop-ups in the browser ▸ Continue with Facebook, as an admin "
        'of the page ▸ Connect beside "{name}" ▸ greeting ▸ Next ▸ instant reply ▸ {assignment} ▸ '
        "Next ▸ Done"
    ),
    FORM: 'Form ▸ choose "{name}" ▸ Next ▸ {assignment} ▸ Save',  # CH-FORM-02
    WHATSAPP: (  # CH-WA-01
        "WhatsApp ▸ sign in to Meta Business Manager as an admin ▸ choose the account and the "
        "number {name}"
    ),
    CALLING: (  # CH-CALL-01, B-CALL-01
        "Calling ▸ use the existing number {name}, which removes the users that it is assigned to, "
        "or generate a new one ▸ Continue to set up"
    ),
    CUSTOM: '"{name}" ▸ authorize it',  # CH-CUST-01
}
_AGAIN = {
    MESSENGER: (": allow pop-ups in the browser ▸ Continue with Facebook, as an admin of the page"),
    WHATSAPP: ": sign in to Meta Business Manager as an admin",
    CUSTOM: ": authorize the app",
}
_KINDS = {
    EMAIL: "team email",
    CHAT: "chat",
    MESSENGER: "Facebook Messenger page",
    FORM: "form",
    WHATSAPP: "WhatsApp number",
    CALLING: "calling number",
    CUSTOM: "custom channel",
}
_HISTORY: Mapping[Value, str] = {  # MIG-02
    True: "take the past conversations and tickets along",
    False: "leave the past conversations and tickets where they are",
    None: "choose whether the past conversations and tickets come along",
}
_AFTERWARDS = {
    MESSENGER: " HubSpot has created and switched on a chatflow for the page.",  # CH-MSGR-02
}
_LEFT_BEHIND = {
    EMAIL: " HubSpot no longer has access to the mailbox.",
    FORM: " The form is still there, without the ticket properties.",  # CH-FORM-06, CH-FORM-11
    MESSENGER: " HubSpot no longer has access to the page.",
}
_THEN = {
    EMAIL: " ▸ then remove HubSpot's access in the settings of the mail account",
    FORM: " (this removes the ticket properties from the form, too)",  # CH-FORM-06
}


def instruction(task: Task, place: Place, link: str) -> Instruction:
    """How a channel comes to be as declared, or goes.

    `place` has what the files declare of the channel, or what the account has of one that goes.
    """
    setting = "connected_to" if "connected_to" in task.paths else ""
    told = _gone(place) if task.gone else _told(task, place)
    return told.by(who(Kind.CHANNEL, setting, place.type), link)


def mailbox(place: Place, value: Value, link: str) -> Instruction:
    """The kind of mailbox, chosen when the address was connected: CH-EMAIL-02, CH-EMAIL-03.

    Connecting is the step before this one, so here a person only looks; the forwarding of any other
    mail account is set up outside HubSpot.
    """
    if value == "other":
        told = Told(
            place.list,
            f"In the mail program of {place.name}: forward all mail to the hosted address that "
            "HubSpot shows (Edit)",
            f"Mail to {place.name} reaches HubSpot.",
        )
    else:
        told = Told(
            place.list,
            f'{place.clicks} ▸ hover over "{place.name}" ▸ look which kind of account it is',
            f"{place.name} is connected as {_mailbox(value)} (a different kind is disconnected and "
            "connected again).",
        )
    return told.by(who(Kind.CHANNEL, "mailbox", place.type), link)


def _told(task: Task, place: Place) -> Told:
    """Page, clicks and what shows in the end, of a channel that shall be there."""
    if "connected_to" in task.paths and place.inbox is None:
        return _moved(place, task.fields)
    created = _AFTERWARDS.get(place.type, "") if _is_new(task) else ""
    path = "; then ".join(_steps(task, place))
    return Told(place.list, path, f"{_shows(place, task.fields)}{created}")


def _is_new(task: Task) -> bool:
    """Whether the channel is connected from scratch: nothing less makes what differs right."""
    return not task.paths or bool(set(task.paths) - {"authorized", "enabled", "name"})


def _steps(task: Task, place: Place) -> Iterator[str]:
    """The clicks for all that differs, each from the settings on."""
    differs, is_new = set(task.paths), _is_new(task)
    hover = f'{place.clicks} ▸ hover over "{place.name}"'
    if "connected_to" in differs:  # B-MIG-01: never back, and only into the help desk
        yield (
            "Delete it where it is, since no channel moves out of the help desk or into another "
            f"inbox; then {_connecting(place)}"
        )
    elif is_new:
        yield _connecting(place)
    elif "authorized" in differs:
        yield f"{hover} ▸ connect it again{_signing_in(place)}"
    if "name" in differs and not is_new:
        yield f'{place.clicks} ▸ hover over the channel ▸ Edit ▸ name "{place.name}" ▸ Save'
    if "enabled" in differs or (is_new and place.fields.get("enabled") is False):
        start = "in the list of channels," if differs != {"enabled"} else f"{place.clicks} ▸"
        yield f'{start} turn the switch of "{place.name}" {state(place.fields.get("enabled"))}'


def _connecting(place: Place) -> str:
    """The clicks that connect a channel."""
    new = f"{place.clicks} ▸ {_NEW}"
    if place.type == EMAIL:
        return f"{new} ▸ Team email ▸ {_mailbox_clicks(place)}"
    if place.type == CUSTOM:
        return f'HubSpot Marketplace ▸ install "{place.name}"; then {new} ▸ {_by_type(place)}'
    return f"{new} ▸ {_by_type(place)}"


def _by_type(place: Place) -> str:
    by_a_person = "routing" in place.fields  # where a workflow assigns, there is no such setting
    assignment = _ASSIGNED_LATER if by_a_person else _NOT_ASSIGNED
    return _BY_TYPE[place.type].format(name=place.name, assignment=assignment)


def _mailbox_clicks(place: Place) -> str:
    kind = place.fields.get("mailbox")
    if kind == "other":
        return f"{_mailbox(kind)} ▸ {_FORWARDING.format(name=place.name)}"
    return f'{_mailbox(kind)} ▸ {_SIGN_IN} as "{place.name}"'


def _mailbox(kind: Value) -> str:
    return _MAILBOXES.get(str(kind), "Gmail, Office 365 or Other mail account")


def _signing_in(place: Place) -> str:
    """What connecting again asks for, by type."""
    if place.type == EMAIL:
        return f": {_mailbox_clicks(place)}"
    return _AGAIN.get(place.type, "")


def _shows(place: Place, fields: Mapping[str, Value]) -> str:
    """What the list of channels shows in the end."""
    whose = "the help desk" if place.inbox is None else f'the inbox "{place.inbox}"'
    kind = _KINDS.get(place.type, "channel")
    switch = f" Its switch is {state(fields['enabled'])}." if "enabled" in fields else ""
    named = f' It is called "{fields["name"]}".' if _has_another_name(place, fields) else ""
    return f'The channels of {whose} list the {kind} "{place.name}" as connected.{switch}{named}'


def _has_another_name(place: Place, fields: Mapping[str, Value]) -> bool:
    return fields.get("name") not in {None, place.name}


def _moved(place: Place, fields: Mapping[str, Value]) -> Told:
    """A channel leaves its inbox for the help desk: MIG-01, MIG-02, B-MIG-01."""
    history = fields.get("history")
    along = " Its past conversations and tickets are there, too." if history is True else ""
    return Told(
        "Help Desk channels: migration",
        f'{NAV_CHANNELS} ▸ the migration page ▸ "{place.name}", one channel at a time ▸ '
        f"{_HISTORY[history]} ▸ confirm. A channel cannot be moved back.",
        f'The channels of the help desk list "{place.name}"; no inbox does.{along}',
    )


def _gone(place: Place) -> Told:
    """A channel goes; what it leaves behind depends on its type."""
    whose = "the help desk" if place.inbox is None else f'the inbox "{place.inbox}"'
    return Told(
        place.list,
        f'{place.clicks} ▸ hover over "{place.name}" ▸ Delete ▸ Yes, delete'
        f"{_THEN.get(place.type, '')}",
        f'The channels of {whose} no longer list "{place.name}".{_LEFT_BEHIND.get(place.type, "")}',
    )
