"""Channel accounts as HubSpot's conversations guide shows them, as channels of the help desk."""

from __future__ import annotations

from typing import Any

import pytest

from pipelinectl.adapters.hubspot.listing import Listing
from pipelinectl.adapters.hubspot.settings.conversations import (
    channel_type,
    channels_part,
    raised,
)
from pipelinectl.model import Read
from tests.adapters.hubspot_settings.account import INBOXES, KINDS

CHATFLOW: dict[str, Any] = {
    "id": "148662",
    "channelId": "1000",
    "name": "New chatflow",
    "inboxId": "448",
    "active": False,
    "authorized": True,
    "createdAt": "2019-10-04T15:24:39.136Z",
    "archived": False,
}
"""The account in HubSpot's conversations guide, in another inbox."""


def account(channel: str, name: str, shown: tuple[str, str] | None = None) -> dict[str, Any]:
    found = {**CHATFLOW, "channelId": channel, "name": name, "inboxId": "449", "active": True}
    if shown:
        found["deliveryIdentifier"] = dict(zip(("type", "value"), shown, strict=True))
    return found


def fields(row: dict[str, Any]) -> dict[str, Any]:
    (found,) = raised([row], INBOXES, KINDS)
    assert found.opaque is None
    return dict(found.fields)


@pytest.mark.row("CH-GEN-05", "B-API-01")
def test_an_account_shows_where_it_is_connected_and_whether_it_is_on() -> None:
    (found,) = raised([CHATFLOW], INBOXES, KINDS)
    assert (found.id, found.parent, found.native) == ("148662", None, CHATFLOW)
    assert found.fields == {
        "type": "chat",
        "connected_to": "Billing inbox",
        "enabled": False,
        "authorized": True,
        "name": "New chatflow",
    }


@pytest.mark.row("CH-GEN-01", "CH-EMAIL-01", "CH-MSGR-01", "CH-WA-01", "CH-CALL-01", "CH-CUST-01")
@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            account("1002", "Support", ("HS_EMAIL_ADDRESS", "support@acme.example")),
            {"type": "email", "name": "Support", "address": "support@acme.example"},
        ),
        (
            account("1001", "Acme Support", ("CHANNEL_SPECIFIC_OPAQUE_ID", "8161")),
            {"type": "facebook_messenger", "name": "Acme Support", "page": "Acme Support"},
        ),
        (
            account("1003", "Contact support"),
            {"type": "form", "name": "Contact support", "form": "Contact support"},
        ),
        (
            account("1007", "Sweden", ("HS_PHONE_NUMBER", "+46 70-123 45 67")),
            {"type": "whatsapp", "name": "Sweden", "number": "+46701234567"},
        ),
        (
            account("1008", "+46 8 400 00 00"),
            {"type": "calling", "name": "+46 8 400 00 00", "number": "+4684000000"},
        ),
        (
            account("77", "Our bot", ("CHANNEL_SPECIFIC_OPAQUE_ID", "9")),
            {"type": "custom", "name": "Our bot", "app": "Telegram for HubSpot"},
        ),
    ],
    ids=lambda each: each["name"] if "id" in each else each["type"],
)
def test_what_tells_a_channel_from_others_is_shown_or_known_by_its_name(
    row: dict[str, Any], told: dict[str, Any]
) -> None:
    always = {"connected_to": "help_desk", "enabled": True, "authorized": True}
    assert fields(row) == {**always, **told}


def test_what_an_account_does_not_show_is_not_made_up() -> None:
    assert "address" not in fields(account("1002", "Support"))
    assert "number" not in fields(account("1008", "Hotline"))
    short_code = account("1007", "Sweden", ("HS_SHORT_CODE", "12345"))
    assert "number" not in fields(short_code)


def test_an_address_without_a_delivery_identifier_is_the_name() -> None:
    assert fields(account("1002", "help@acme.example"))["address"] == "help@acme.example"


def test_a_channel_of_an_inbox_that_is_not_listed_is_not_in_the_help_desk() -> None:
    assert fields({**CHATFLOW, "inboxId": "9"})["connected_to"] == "id:9"


def test_archived_accounts_are_not_there() -> None:
    assert raised([{**CHATFLOW, "archived": True}], INBOXES, KINDS) == []


@pytest.mark.parametrize(
    ("identifier", "name", "found"),
    [
        ("1000", "whatever", "chat"),
        ("1002", "", "email"),
        ("9", "Live Chat", "chat"),
        ("9", "FACEBOOK_MESSENGER", "facebook_messenger"),
        ("9", "WhatsApp", "whatsapp"),
        ("9", "Form", "form"),
        ("9", "Calls", "calling"),
        ("9", "Telegram for HubSpot", "custom"),
        ("9", "", "custom"),
    ],
)
def test_the_type_follows_the_documented_ids_and_else_the_name(
    identifier: str, name: str, found: str
) -> None:
    assert channel_type(identifier, name) == found


def test_without_the_scope_nothing_is_known_and_the_scope_is_named() -> None:
    inboxes, kinds = Listing(INBOXES), Listing(KINDS)
    part = channels_part(Listing(unreadable="Reading failed (status 403)."), inboxes, kinds)
    assert (part.trust, part.objects) == (Read.UNREADABLE, {})
    assert part.why == ("Reading failed (status 403). Give the token the scope conversations.read.")
    assert channels_part(Listing((CHATFLOW,)), inboxes, kinds).trust is Read.COMPLETE
