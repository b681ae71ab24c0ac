"""What happens when a channel is connected, by hand, by the custom channels API, or by a seed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.emulator import profiles, wire
from pipelinectl.emulator.account import now
from pipelinectl.emulator.channels import channelsettings, forms, formshape
from pipelinectl.emulator.channels.channels import (
    CALLING,
    CUSTOM,
    DEFINITION,
    EMAIL,
    FORMS,
    HELP_DESK,
    KINDS,
    MESSENGER,
    OF_CUSTOM,
    WHATSAPP,
    channels,
    save,
)
from pipelinectl.emulator.channels.inboxes import inbox_meant
from pipelinectl.emulator.errors import invalid, refusal
from pipelinectl.emulator.people.agents import agents, record_of, save_record

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import JsonObject

ELSEWHERE = "page elsewhere"
_OF_PROFESSIONAL = (WHATSAPP, CALLING, CUSTOM)


def connect(account: Account, body: JsonObject) -> JsonObject:
    """Connect the channel that a person describes, and return it.

    Raises:
        RefusedError: 400, something is missing or unknown; 409, it is connected already, or the
            subscription has no such channels.
    """
    wire.require(body, "type", "inbox")
    kind = wire.text(body, "type") or ""
    if kind not in {*KINDS, CUSTOM}:
        raise invalid(f"There is no type of channels '{kind}'")
    if kind in _OF_PROFESSIONAL and account.has(profiles.STARTER_ACCOUNT):
        raise refusal(409, f"This subscription has no channels of the type {kind}")
    key = KINDS[kind].identifier if kind in KINDS else OF_CUSTOM
    strange = body.keys() - {"type", "name", "inbox", key, *(("mailbox",) if kind == EMAIL else ())}
    if strange:
        raise invalid(f"A channel of the type {kind} has no '{min(strange)}'")
    wire.require(body, key)
    inbox = inbox_meant(account, wire.text(body, "inbox") or "")
    if kind == FORMS:
        return _form_channel(account, body, inbox)
    value = wire.text(body, key) or ""
    _free(account, kind, key, value)
    settings = _mailbox(account, value, body) if kind == EMAIL else {}
    asked = {"name": wire.text(body, "name") or value, key: value}
    return establish(account, kind, inbox, asked, **settings)


def establish(
    account: Account, kind: str, inbox: JsonObject, asked: JsonObject, **settings: Any
) -> JsonObject:
    """Store a new channel account, and return it. A number that users have is taken from them.

    The arguments are those of `document`.
    """
    if kind == CALLING:
        _take_from_users(account, asked["number"])
    return save(account, document(account, kind, inbox, asked, **settings))


def document(
    account: Account, kind: str, inbox: JsonObject, asked: JsonObject, **settings: Any
) -> JsonObject:
    """A new channel account. A page of Messenger has its primary chatflow, and it is active.

    The name of that chatflow is unverified.

    Args:
        account: where.
        kind: its type.
        inbox: what it is connected to.
        asked: what it has beside what every one has: name, identifier. It wins.
        settings: settings that it starts with.
    """
    defaults = channelsettings.defaults(kind, in_help_desk=inbox["type"] == HELP_DESK)
    if kind == MESSENGER:
        name = f"{asked['page']}: Facebook Messenger"
        flow = {"name": name, "type": "live_chat", "primary": True, "active": True}
        defaults["chatflows"] = [flow]
    return {
        "id": account.new_id(),
        "type": kind,
        "inboxId": inbox["id"],
        "active": True,
        "authorized": True,
        "archived": False,
        "createdAt": now(),
        "channelId": _channel_id(account, kind, asked),
        **_delivery(account, kind, asked),
        **asked,
        "settings": defaults | settings,
    }


def definition_named(account: Account, name: str) -> JsonObject:
    """The custom channel of an app, by its name. An app that is not there yet is installed."""
    for definition in account.store.all(DEFINITION):
        if definition["name"] == name:
            return definition
    made = {"id": account.new_id(), "name": name, "createdAt": now(), "capabilities": {}}
    account.store.put(DEFINITION, str(made["id"]), made)
    return made


def _form_channel(account: Account, body: JsonObject, inbox: JsonObject) -> JsonObject:
    """Connect a form, or one that is new: `{"new": name}`. A new one asks for the e-mail address.

    A new form shows the ticket's name and description too; an existing one gets the hidden
    pipeline and status only (unverified).
    """
    wanted = body["form"]
    if isinstance(wanted, dict):
        wire.require(wanted, "new")
        form = forms.new_form(account, _empty_form(wire.text(wanted, "new") or ""))
    else:
        found = forms.form_named(account, str(wanted))
        if found is None:
            raise invalid(f"There is no form {wanted}")
        form = found
    _free(account, FORMS, "form", form["id"])
    forms.with_ticket_fields(account, form, shown=isinstance(wanted, dict))
    asked = {"name": wire.text(body, "name") or form["name"], "form": form["id"]}
    return establish(account, FORMS, inbox, asked)


def _empty_form(name: str) -> JsonObject:
    validation = {"blockedEmailDomains": [], "useDefaultBlockList": False}
    email = formshape.field("0-1", "email", "Email", "email", required=True, validation=validation)
    form: JsonObject = formshape.seeded_form(
        {"name": name, "fieldGroups": [formshape.group(email)]}, ""
    )
    return form


def _mailbox(account: Account, value: str, body: JsonObject) -> JsonObject:
    for agent in agents(account):
        if (agent.personal_email or "").casefold() == value.casefold():
            raise refusal(409, f"{value} is the personal address of {agent.email}")
    mailbox = wire.text(body, "mailbox") or "gmail"
    if mailbox not in {"gmail", "office_365", "other"}:
        raise invalid("mailbox must be gmail, office_365 or other")
    return {"mailbox": mailbox}


def _free(account: Account, kind: str, key: str, value: str) -> None:
    if kind == MESSENGER and account.store.get(ELSEWHERE, value):
        raise refusal(409, f"The page {value} is connected to another account")
    # One app can have many accounts.
    for other in channels(account) if kind != CUSTOM else ():
        if other["type"] == kind and str(other.get(key)).casefold() == value.casefold():
            raise refusal(409, f"{value} is connected as channel {other['id']} already")


def _channel_id(account: Account, kind: str, asked: JsonObject) -> str:
    if kind in KINDS:
        return KINDS[kind].channel_id
    return str(definition_named(account, asked["app"])["id"])


def _delivery(account: Account, kind: str, asked: JsonObject) -> JsonObject:
    means = KINDS[kind].delivery if kind in KINDS else None
    if means is None:
        return {}
    # The id of a page is Facebook's; to a client it is opaque.
    value = account.new_id() if kind == MESSENGER else asked[KINDS[kind].identifier]
    return {"deliveryIdentifier": {"type": means, "value": value}}


def _take_from_users(account: Account, number: str) -> None:
    for agent in agents(account):
        record = record_of(account, agent.user_id)
        if number in record["phone_numbers"]:
            kept = [each for each in record["phone_numbers"] if each != number]
            save_record(account, record | {"phone_numbers": kept})
