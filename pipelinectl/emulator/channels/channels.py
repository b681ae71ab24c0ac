"""Channel accounts: what is connected to the help desk or to an inbox, as documents of the store.

A document of the kind `CHANNEL` has what HubSpot's API answers of a channel account

    id, channelId, inboxId, name, active, authorized, archived, createdAt, archivedAt?,
    deliveryIdentifier? {type, value}

and what only HubSpot's pages show, which the API leaves out:

    type        email, chat, facebook_messenger, form, whatsapp, calling, custom
    address, page, number, app    by type: what it is connected to
    form        of a form channel, the id of its form
    fallback    of an e-mail channel, whether it is HubSpot's own fallback address
    migration   of one that was moved to the help desk, {history, at}
    settings    {create_tickets: bool,
                 ticket_properties: {HubSpot property: value}; the tickets of a channel that names
                     no pipeline go to the default pipeline, of one that names no stage to the first
                 routing: null (nobody is assigned) or {assign_to: "none" | "contact_owner" |
                     {users: [email], teams: [name]}, only_available_users: bool,
                     rules: [{when: {property: value}, skill}]},
                 mailbox, from, signature, forwarded_emails_from, appearance, availability,
                 chatflows: [{name, type, primary?, active?}], greeting, instant_reply, consent:
                     each where the type has it, null where nothing is set}

The ticket properties of a form channel are the hidden ticket fields of its form, whoever wrote
them: read a channel with `channel_of` or `channels`, which show them.

The ids 1000 to 1002 stand in HubSpot's pages; 1003, 1007 and 1008 were observed by others. The
names of the kinds are unverified.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import JsonObject

CHANNEL, INBOX, FORM = "channel", "inbox", "form"
DEFINITION = "custom channel"
HELP_DESK, PLAIN_INBOX = "HELP_DESK", "INBOX"
TICKET_TYPE = "0-5"
EMAIL, CHAT, MESSENGER, FORMS = "email", "chat", "facebook_messenger", "form"
WHATSAPP, CALLING, CUSTOM = "whatsapp", "calling", "custom"


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """A kind of channels. `identifier` tells its accounts apart; `delivery` is how the API does.

    `settings` are those beside creating tickets, their properties and routing.
    """

    channel_id: str
    name: str
    identifier: str
    delivery: str | None
    settings: tuple[str, ...] = ()


_OPAQUE, _PHONE = "CHANNEL_SPECIFIC_OPAQUE_ID", "HS_PHONE_NUMBER"
_OF_EMAIL = ("mailbox", "from", "signature", "forwarded_emails_from")
_OF_CHAT = ("appearance", "availability", "chatflows")
_OF_MESSENGER = ("chatflows", "greeting", "instant_reply", "consent")
KINDS: Mapping[str, ChannelKind] = {
    CHAT: ChannelKind("1000", "Live chat", "name", None, _OF_CHAT),
    MESSENGER: ChannelKind("1001", "Facebook Messenger", "page", _OPAQUE, _OF_MESSENGER),
    EMAIL: ChannelKind("1002", "Email", "address", "HS_EMAIL_ADDRESS", _OF_EMAIL),
    FORMS: ChannelKind("1003", "Form", "form", None),
    WHATSAPP: ChannelKind("1007", "WhatsApp", "number", _PHONE),
    CALLING: ChannelKind("1008", "Calling", "number", _PHONE),
}
OF_CUSTOM = "app"
"""What tells custom channels apart; the channel id of one is that of its definition."""


def channel_of(account: Account, channel_account_id: str) -> JsonObject | None:
    """The channel account of that id with its settings, or None; archived ones are not found."""
    channel = account.store.get(CHANNEL, channel_account_id)
    return None if channel is None or channel["archived"] else _whole(account, channel)


def channels(account: Account) -> list[JsonObject]:
    """All channel accounts that are connected, in the order of creation."""
    found = [each for each in account.store.all(CHANNEL) if not each["archived"]]
    return [_whole(account, channel) for channel in found]


def save(account: Account, channel: JsonObject) -> JsonObject:
    """Create or replace a channel account, and return it."""
    account.store.put(CHANNEL, channel["id"], channel)
    return _whole(account, channel)


def inbox_of(account: Account, channel: JsonObject) -> JsonObject:
    """The inbox, or the help desk, that a channel account is connected to."""
    inbox = account.store.get(INBOX, channel["inboxId"])
    if inbox is None:
        raise LookupError(f"channel account {channel['id']} has no inbox")
    return inbox


def in_help_desk(account: Account, channel: JsonObject) -> bool:
    """Whether a channel account is connected to the help desk."""
    return bool(inbox_of(account, channel)["type"] == HELP_DESK)


def ticket_fields(form: JsonObject) -> list[JsonObject]:
    """The fields of a form that are properties of the ticket."""
    return [
        field
        for group in form["fieldGroups"]
        for field in group["fields"]
        if field["objectTypeId"] == TICKET_TYPE
    ]


def hidden_defaults(form: JsonObject) -> dict[str, str]:
    """The ticket properties that a form sets without showing them: name to value."""
    found = {
        field["name"]: field.get("defaultValue") or ";".join(field.get("defaultValues", []))
        for field in ticket_fields(form)
        if field["hidden"]
    }
    return {name: value for name, value in found.items() if value}


def _whole(account: Account, channel: JsonObject) -> JsonObject:
    form = account.store.get(FORM, channel["form"]) if channel["type"] == FORMS else None
    if form is None:
        return channel
    shown = channel["settings"] | {"ticket_properties": hidden_defaults(form)}
    return channel | {"settings": shown}
