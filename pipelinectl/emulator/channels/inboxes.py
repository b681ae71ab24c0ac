"""Inboxes, of which the help desk is one: made by a click or a seed, never by the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator import profiles, wire
from pipelinectl.emulator.account import now
from pipelinectl.emulator.channels.channels import HELP_DESK, INBOX, PLAIN_INBOX
from pipelinectl.emulator.errors import conflict, invalid, refusal

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import JsonObject

_HELP_DESK_WORD = "help_desk"
_OF_A_READ = ("archived", "createdAt", "updatedAt")


def new_inbox(account: Account, body: JsonObject) -> JsonObject:
    """Store an inbox that a click or a seed describes, and return it.

    Raises:
        RefusedError: 400, the name or type is wrong; 409, the name or id is taken, or there is a
            help desk already or none in the subscription.
    """
    wire.require(body, "name")
    name, kind = wire.text(body, "name") or "", wire.text(body, "type") or PLAIN_INBOX
    if kind not in {HELP_DESK, PLAIN_INBOX}:
        raise invalid(f"type must be {HELP_DESK} or {PLAIN_INBOX}")
    if kind == HELP_DESK and account.has(profiles.STARTER_ACCOUNT):
        raise refusal(409, "This subscription has no help desk")
    for other in account.store.all(INBOX):
        if other["name"] == name or kind == HELP_DESK == other["type"]:
            raise conflict(f"There is an inbox {other['name']} of the type {other['type']} already")
    time = now()
    told = {key: body[key] for key in _OF_A_READ if key in body}
    inbox: JsonObject = {
        "archived": False,
        "createdAt": time,
        "updatedAt": time,
        **told,
        "id": str(body.get("id") or account.new_id()),
        "name": name,
        "type": kind,
    }
    if account.store.get(INBOX, inbox["id"]):
        raise conflict(f"There is an inbox with ID {inbox['id']} already")
    account.store.put(INBOX, inbox["id"], inbox)
    return inbox


def inbox_meant(account: Account, wanted: str) -> JsonObject:
    """The inbox of that id or name; `help_desk` is the help desk.

    Raises:
        RefusedError: 400; there is none.
    """
    for inbox in account.store.all(INBOX):
        if inbox["type"] == HELP_DESK and wanted == _HELP_DESK_WORD:
            return inbox
        if wanted in {inbox["id"], inbox["name"]}:
            return inbox
    raise invalid(f"There is no inbox {wanted}")
