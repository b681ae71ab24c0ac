"""Channels, forms and people of one emulator, as the tests connect and look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .harness import Api

CUSTOM = "/conversations/custom-channels/2026-09"
CLICKS = "/_ui/channels"
IDENTIFIED: dict[str, dict[str, Any]] = {
    "email": {"address": "help@acme.example"},
    "chat": {"name": "Website"},
    "facebook_messenger": {"page": "Acme Support"},
    "form": {"form": {"new": "Contact support"}},
    "whatsapp": {"number": "+46700000001"},
    "calling": {"number": "+46800000001"},
}
"""One channel of each type, but for custom ones, as a person connects it."""


def connect(api: Api, kind: str, inbox: str = "help_desk", **more: Any) -> dict[str, Any]:
    """Connect a channel by hand, and return it whole."""
    asked = {"type": kind, "inbox": inbox, **IDENTIFIED.get(kind, {}), **more}
    answer = api.post(CLICKS, asked)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    assert api.get(f"{CLICKS}/{made['id']}").json() == made
    return made


def hidden(form: dict[str, Any]) -> dict[str, str]:
    """The hidden ticket fields of a form as the API answers it: name to default value."""
    return {
        one["name"]: one["defaultValue"]
        for each in form["fieldGroups"]
        for one in each["fields"]
        if one["hidden"] and one["objectTypeId"] == "0-5"
    }


def names(form: dict[str, Any]) -> list[str]:
    return [one["name"] for each in form["fieldGroups"] for one in each["fields"]]
