"""Inboxes, channels and channel accounts as the API answers them: `/conversations/conversations/`.

Shapes: HubSpot's API description. There are only reads: no channel is connected, switched or moved
by this API, and no setting of one is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator.channels.channels import CHANNEL, DEFINITION, INBOX, KINDS
from pipelinectl.emulator.errors import not_found
from pipelinectl.emulator.paging import page
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject

_LARGEST_PAGE = 100
_SHOWN = (
    *("id", "channelId", "inboxId", "name", "active", "authorized", "archived", "createdAt"),
    *("archivedAt", "deliveryIdentifier"),
)


def list_inboxes(account: Account, call: Call) -> Answer:
    """GET a page of inboxes; the help desk is the one of the type HELP_DESK."""
    return totalled([each for each in account.store.all(INBOX) if _wanted(each, call)], call)


def get_inbox(account: Account, call: Call) -> Answer:
    """GET one."""
    inbox = account.store.get(INBOX, call.params["inbox_id"])
    if inbox is None or not _wanted(inbox, call):
        raise not_found(f"There is no inbox {call.params['inbox_id']}")
    return Answer(200, inbox)


def list_kinds(account: Account, call: Call) -> Answer:
    """GET a page of the kinds of channels, the account's custom channels included."""
    return totalled(_kinds(account), call)


def get_kind(account: Account, call: Call) -> Answer:
    """GET one kind of channels."""
    for kind in _kinds(account):
        if kind["id"] == call.params["channel_id"]:
            return Answer(200, kind)
    raise not_found(f"There is no channel {call.params['channel_id']}")


def list_accounts(account: Account, call: Call) -> Answer:
    """GET a page of channel accounts; `channelId` and `inboxId` filter, each may stand often."""
    return totalled(
        [shown(each) for each in account.store.all(CHANNEL) if _matches(each, call)], call
    )


def get_account(account: Account, call: Call) -> Answer:
    """GET one channel account; an archived one with `archived=true` only."""
    found = account.store.get(CHANNEL, call.params["account_id"])
    if found is None or not _wanted(found, call):
        raise not_found(f"There is no channel account {call.params['account_id']}")
    return Answer(200, shown(found))


def shown(channel: JsonObject) -> JsonObject:
    """What the API tells about a channel account."""
    return {key: channel[key] for key in _SHOWN if key in channel}


def totalled(items: Sequence[JsonObject], call: Call) -> Answer:
    """A page of items with the `total` of all."""
    answer = page(items, call.query, default=_LARGEST_PAGE, most=_LARGEST_PAGE)
    return Answer(200, {"total": len(items)} | answer)


def _kinds(account: Account) -> list[JsonObject]:
    ours = [{"id": kind.channel_id, "name": kind.name} for kind in KINDS.values()]
    custom = [{"id": each["id"], "name": each["name"]} for each in account.store.all(DEFINITION)]
    return [*ours, *custom]


def _matches(channel: JsonObject, call: Call) -> bool:
    kinds, inboxes = call.listed("channelId"), call.listed("inboxId")
    return (
        _wanted(channel, call)
        and (not kinds or channel["channelId"] in kinds)
        and (not inboxes or channel["inboxId"] in inboxes)
    )


def _wanted(found: JsonObject, call: Call) -> bool:
    # v3's page says that archived ones are included, 2026-09's that they alone are answered.
    return bool(found["archived"] == (call.query.get("archived", "").lower() == "true"))


FAMILY = Family(
    (
        ("v3", "/conversations/v3/conversations"),
        ("2026-09", "/conversations/conversations/2026-09"),
    ),
    (
        ("GET", "/inboxes", list_inboxes),
        ("GET", "/inboxes/{inbox_id}", get_inbox),
        ("GET", "/channels", list_kinds),
        ("GET", "/channels/{channel_id}", get_kind),
        ("GET", "/channel-accounts", list_accounts),
        ("GET", "/channel-accounts/{account_id}", get_account),
    ),
)
