"""Custom channels: `/conversations/custom-channels/{version}` and `/conversations/v3/…`.

Shapes: HubSpot's API description. The definitions belong to an app and are only listed here: a
seed has them. An account of one is the only channel account that an API can connect. That a create
answers 201, and that an identifier can be taken, is unverified.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator.channels.channelapi import shown, totalled
from pipelinectl.emulator.channels.channels import CHANNEL, CUSTOM, DEFINITION, INBOX, save
from pipelinectl.emulator.channels.connecting import establish
from pipelinectl.emulator.errors import conflict, invalid, not_found
from pipelinectl.emulator.pipelines.model import EPOCH
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.shapes import flag, mapping, one_of, record, text
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject

_delivery = record(
    {
        "type": one_of(
            "CHANNEL_SPECIFIC_OPAQUE_ID", "HS_EMAIL_ADDRESS", "HS_PHONE_NUMBER", "HS_SHORT_CODE"
        ),
        "value": text,
    }
)
_new = record(
    {"authorized": flag, "inboxId": text, "name": text}, {"deliveryIdentifier": _delivery}
)
_definition_of_a_seed = record(
    {"name": text, "createdAt": text, "capabilities": mapping},
    dict.fromkeys(
        (
            *("id", "channelDescription", "channelLogoUrl", "webhookUrl"),
            "channelAccountConnectionRedirectUrl",
        ),
        text,
    ),
    {"createdAt": EPOCH, "capabilities": {}},
)
_changed = record(optional={"authorized": flag, "name": text})


def list_definitions(account: Account, call: Call) -> Answer:
    """GET a page of the app's custom channels."""
    return totalled(account.store.all(DEFINITION), call)


def list_accounts(account: Account, call: Call) -> Answer:
    """GET a page of the accounts of one custom channel."""
    definition = _definition(account, call)
    archived = call.query.get("archived", "").lower() == "true"
    found = [
        shown(each)
        for each in account.store.all(CHANNEL)
        if each["channelId"] == definition["id"]
        and each["archived"] == archived
        and _delivers(each, call)
    ]
    return totalled(found, call)


def create_account(account: Account, call: Call) -> Answer:
    """POST an account of a custom channel into an inbox or the help desk: 201."""
    definition = _definition(account, call)
    asked: JsonObject = _new(call.json(), "")
    inbox = account.store.get(INBOX, asked.pop("inboxId"))
    if inbox is None:
        raise invalid("There is no such inbox")
    delivery = asked.get("deliveryIdentifier")
    for other in account.store.all(CHANNEL):
        taken = other.get("deliveryIdentifier") == delivery and delivery is not None
        if taken and other["channelId"] == definition["id"] and not other["archived"]:
            raise conflict(f"Channel account {other['id']} has this delivery identifier")
    known = {"app": definition["name"], "channelId": definition["id"]}
    return Answer(201, shown(establish(account, CUSTOM, inbox, asked | known)))


def get_account(account: Account, call: Call) -> Answer:
    """GET one account."""
    return Answer(200, shown(_account(account, call)))


def patch_account(account: Account, call: Call) -> Answer:
    """PATCH whether it is authorised, and its name."""
    asked: JsonObject = _changed(call.json(), "")
    return Answer(200, shown(save(account, _account(account, call) | asked)))


def new_definition(account: Account, body: JsonObject) -> None:
    """Store a custom channel of a seed.

    Raises:
        RefusedError: 400; it has no name.
    """
    given: JsonObject = _definition_of_a_seed(body, "")
    definition: JsonObject = {"id": account.new_id(), **given}
    account.store.put(DEFINITION, definition["id"], definition)


def _delivers(channel: JsonObject, call: Call) -> bool:
    delivery = channel.get("deliveryIdentifier") or {}
    kinds, values = call.listed("deliveryIdentifierType"), call.listed("deliveryIdentifierValue")
    return (not kinds or delivery.get("type") in kinds) and (
        not values or delivery.get("value") in values
    )


def _definition(account: Account, call: Call) -> JsonObject:
    definition = account.store.get(DEFINITION, call.params["channel_id"])
    if definition is None:
        raise not_found(f"There is no custom channel {call.params['channel_id']}")
    return definition


def _account(account: Account, call: Call) -> JsonObject:
    definition = _definition(account, call)
    found = account.store.get(CHANNEL, call.params["account_id"])
    archived = call.query.get("archived", "").lower() == "true"
    if found is None or found["channelId"] != definition["id"] or found["archived"] != archived:
        raise not_found(f"There is no channel account {call.params['account_id']}")
    return found


FAMILY = Family(
    (
        ("v3", "/conversations/v3/custom-channels"),
        ("2026-03", "/conversations/custom-channels/2026-03"),
        ("2026-09", "/conversations/custom-channels/2026-09"),
    ),
    (
        ("GET", "", list_definitions),
        ("GET", "/{channel_id}/channel-accounts", list_accounts),
        ("POST", "/{channel_id}/channel-accounts", create_account),
        ("GET", "/{channel_id}/channel-accounts/{account_id}", get_account),
        ("PATCH", "/{channel_id}/channel-accounts/{account_id}", patch_account),
    ),
)
