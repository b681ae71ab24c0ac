"""Channel accounts as channels of the help desk.

HubSpot calls e-mail or live chat a channel, and a connected address or page a channel account.
Its list shows where an account is connected, whether it is on, and an address or a number; the
rest is told by the account's name (conversations API). Nothing here can be written, apart from
the accounts of one's own custom channel.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipelinectl import channels
from pipelinectl.adapters.hubspot.directory import CHANNELS_SCOPE
from pipelinectl.adapters.hubspot.settings.part import Part, lacking, part_of
from pipelinectl.model import Kind, LiveObject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelinectl.adapters.hubspot.directory import ChannelKind, Inbox
    from pipelinectl.adapters.hubspot.listing import Listing
    from pipelinectl.model import Value

_BY_ID = {"1000": channels.CHAT, "1001": channels.MESSENGER, "1002": channels.EMAIL}
"""HubSpot's conversations guide documents these three."""

_BY_NAME = {
    "livechat": channels.CHAT,
    "chat": channels.CHAT,
    "facebookmessenger": channels.MESSENGER,
    "fbmessenger": channels.MESSENGER,
    "messenger": channels.MESSENGER,
    "email": channels.EMAIL,
    "teamemail": channels.EMAIL,
    "form": channels.FORM,
    "forms": channels.FORM,
    "whatsapp": channels.WHATSAPP,
    "whatsappbusiness": channels.WHATSAPP,
    "calling": channels.CALLING,
    "call": channels.CALLING,
    "calls": channels.CALLING,
    "phone": channels.CALLING,
}
"""The other ids are not documented; what the names are is unverified."""

_SHOWN = {"HS_EMAIL_ADDRESS": "address", "HS_PHONE_NUMBER": "number"}
_LOOKS = {
    "address": re.compile(r"[^@\s]+@[^@\s]+"),
    "number": re.compile(r"\+[0-9][0-9 ().-]*"),
}
_NOT_OF_A_NUMBER = re.compile(r"[ ().-]")


def channels_part(
    accounts: Listing[Any], inboxes: Listing[Inbox], kinds: Listing[ChannelKind]
) -> Part:
    """The channels, as far as all three lists could be read."""
    unreadable = lacking(CHANNELS_SCOPE, accounts, inboxes, kinds)
    if unreadable is not None:
        return unreadable
    return part_of(raised(accounts.items, inboxes.items, kinds.items))


def raised(
    rows: Iterable[Mapping[str, Any]], inboxes: Iterable[Inbox], kinds: Iterable[ChannelKind]
) -> list[LiveObject]:
    """Channels of these accounts; archived ones are not there any more."""
    places = {each.id: channels.HELP_DESK if each.is_help_desk else each.name for each in inboxes}
    names = {each.id: each.name for each in kinds}
    return [_raised(each, places, names) for each in rows if not each.get("archived")]


def channel_type(identifier: str, name: str) -> str:
    """The type of a channel by the id and the name of HubSpot's channel."""
    folded = re.sub(r"[^a-z]", "", name.lower())
    return _BY_ID.get(identifier) or _BY_NAME.get(folded, channels.CUSTOM)


def _raised(
    row: Mapping[str, Any], places: Mapping[str, str], names: Mapping[str, str]
) -> LiveObject:
    inbox, kind = str(row["inboxId"]), str(row["channelId"])
    found = channel_type(kind, names.get(kind, ""))
    fields: dict[str, Value] = {
        "type": found,
        "connected_to": places.get(inbox, f"id:{inbox}"),
        "enabled": row.get("active") is True,
        "authorized": row.get("authorized") is True,
        "name": str(row.get("name") or ""),
    }
    told = _told(row, channels.IDENTIFIERS[found], names.get(kind, ""))
    if told is not None:
        fields[channels.IDENTIFIERS[found]] = told
    return LiveObject(Kind.CHANNEL, str(row["id"]), None, fields, native=dict(row))


def _told(row: Mapping[str, Any], wanted: str, app: str) -> str | None:
    """What tells a channel from others of its type; None where the account does not show it.

    Pages and forms are known by the account's name, apps by the channel's (unverified).
    """
    name = str(row.get("name") or "")
    if wanted == "app":
        return app or None
    if wanted not in _LOOKS:
        return name or None
    shown = row.get("deliveryIdentifier")
    given = shown if isinstance(shown, dict) else {}
    text = str(given.get("value") or "") if _SHOWN.get(given.get("type", "")) == wanted else name
    if _LOOKS[wanted].fullmatch(text.strip()) is None:
        return None
    return _NOT_OF_A_NUMBER.sub("", text) if wanted == "number" else text.strip()
