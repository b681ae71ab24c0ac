"""Connecting, changing, moving and removing channels by hand: below `/_ui/channels`.

Source: HubSpot's knowledge base; none of this has an API. The statuses of refusals are ours: 409
where the account is in the way, 400 where the request is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator import wire
from pipelinectl.emulator.account import now
from pipelinectl.emulator.channels import channelsettings, connecting, forms, inboxes
from pipelinectl.emulator.channels.channels import (
    CALLING,
    CHANNEL,
    CHAT,
    EMAIL,
    FORM,
    FORMS,
    HELP_DESK,
    INBOX,
    channel_of,
    channels,
    in_help_desk,
    save,
)
from pipelinectl.emulator.errors import invalid, not_found, refusal
from pipelinectl.emulator.pipelines.model import TICKETS
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.shapes import flag, text
from pipelinectl.emulator.wire import Answer
from pipelinectl.emulator.workflows.editor import UI

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject

MOVABLE = (EMAIL, CHAT, CALLING, FORMS)


def list_inboxes(account: Account, _call: Call) -> Answer:
    """All inboxes, the help desk among them."""
    return Answer(200, {"results": account.store.all(INBOX)})


def create_inbox(account: Account, call: Call) -> Answer:
    """Make an inbox: `{name, type}`; HELP_DESK is the help desk, of which there is one."""
    return Answer(201, inboxes.new_inbox(account, call.json()))


def list_channels(account: Account, _call: Call) -> Answer:
    """All connected channels, whole."""
    return Answer(200, {"results": channels(account)})


def get_channel(account: Account, call: Call) -> Answer:
    """One channel, whole."""
    return Answer(200, _channel(account, call))


def connect(account: Account, call: Call) -> Answer:
    """Connect a channel: `{type, inbox}`, what it is connected to, and where wanted a name."""
    return Answer(201, connecting.connect(account, call.json()))


def patch_channel(account: Account, call: Call) -> Answer:
    """Switch it, rename it, and change its settings."""
    channel, asked = _channel(account, call), call.json()
    itself = {"active": flag, "authorized": flag, "name": text}
    for key, check in itself.items():
        if key in asked:
            channel = channel | {key: check(asked.pop(key), key)}
    settings = channelsettings.changed(account, channel, asked)
    if channel["type"] == FORMS and "ticket_properties" in asked:
        forms.set_hidden(account, _form(account, channel), settings["ticket_properties"])
    return Answer(200, save(account, channel | {"settings": settings}))


def disconnect(account: Account, call: Call) -> Answer:
    """Remove a channel: 204. A form loses its ticket properties and stays."""
    channel = _channel(account, call)
    if channel["type"] == FORMS:
        forms.without_ticket_fields(account, _form(account, channel))
    gone = channel | {"active": False, "archived": True, "archivedAt": now()}
    account.store.put(CHANNEL, channel["id"], gone)
    return Answer(204)


def migrate(account: Account, call: Call) -> Answer:
    """Move a channel from an inbox to the help desk: `{history}`. There is no way back.

    From then on it creates tickets, as every new channel of the help desk does (unverified).
    """
    channel, asked = _channel(account, call), call.json()
    wire.require(asked, "history")
    desk = next((each for each in account.store.all(INBOX) if each["type"] == HELP_DESK), None)
    if channel["type"] not in MOVABLE:
        raise refusal(409, f"A channel of the type {channel['type']} cannot be moved")
    if desk is None:
        raise refusal(409, "This account has no help desk")
    if in_help_desk(account, channel):
        raise refusal(409, f"Channel {channel['id']} is in the help desk, and cannot be moved back")
    if channel.get("fallback"):
        raise refusal(409, "The fallback address cannot be moved")
    moved = channel | {
        "inboxId": desk["id"],
        "migration": {"history": flag(asked["history"], "history"), "at": now()},
        "settings": channel["settings"] | {"create_tickets": True},
    }
    return Answer(200, save(account, moved))


def feeding(account: Account, call: Call) -> Answer:
    """The connected channels that a pipeline's page lists: those that create its tickets."""
    pipeline = account.pipeline(TICKETS, call.params["pipeline_id"])
    if pipeline is None:
        raise not_found(f"There is no pipeline {call.params['pipeline_id']}")
    default = account.default_pipeline()
    fallback = default.id if default else ""
    found = [
        {"id": each["id"], "name": each["name"], "inboxId": each["inboxId"]}
        for each in channels(account)
        if each["settings"]["create_tickets"]
        and each["settings"]["ticket_properties"].get("hs_pipeline", fallback) == pipeline.id
    ]
    return Answer(200, {"results": found})


def _channel(account: Account, call: Call) -> JsonObject:
    channel = channel_of(account, call.params["channel_id"])
    if channel is None:
        raise not_found(f"There is no channel {call.params['channel_id']}")
    return channel


def _form(account: Account, channel: JsonObject) -> JsonObject:
    form = account.store.get(FORM, channel["form"])
    if form is None:
        raise invalid(f"There is no form {channel['form']}")
    return form


FAMILY = Family(
    UI,
    (
        ("GET", "/inboxes", list_inboxes),
        ("POST", "/inboxes", create_inbox),
        ("GET", "/channels", list_channels),
        ("POST", "/channels", connect),
        ("GET", "/channels/{channel_id}", get_channel),
        ("PATCH", "/channels/{channel_id}", patch_channel),
        ("DELETE", "/channels/{channel_id}", disconnect),
        ("POST", "/channels/{channel_id}/migrate", migrate),
        ("GET", "/pipelines/{pipeline_id}/channels", feeding),
    ),
)
