"""One account for tests of settings: answers in the shapes of HubSpot's guides, no server."""

from __future__ import annotations

from typing import Any

from pipelinectl.adapters.hubspot.accountlookup import AccountLookup
from pipelinectl.adapters.hubspot.directory import ChannelKind, Directory, Inbox
from pipelinectl.model import Kind, Live, LiveObject, Read
from tests.adapters.hubspot_io.script import Script

INBOXES = (
    Inbox("448", "Billing inbox", is_help_desk=False),
    Inbox("449", "Help Desk", is_help_desk=True),
)
KINDS = (
    ChannelKind("1000", "Live chat"),
    ChannelKind("1001", "Facebook Messenger"),
    ChannelKind("1002", "Email"),
    ChannelKind("1003", "Forms"),
    ChannelKind("1007", "WhatsApp"),
    ChannelKind("1008", "Calling"),
    ChannelKind("77", "Telegram for HubSpot"),
)
OWNERS: list[dict[str, Any]] = [
    {"id": "9001", "email": "ana@acme.example", "userId": 1},
    {"id": "9002", "email": "ben@acme.example", "userId": 2},
    {"id": "9003", "email": "Cyd@acme.example", "userId": 3},
]
PROPERTIES: list[dict[str, Any]] = [
    {"name": "hs_pipeline", "type": "enumeration"},
    {"name": "hs_pipeline_stage", "type": "enumeration"},
    {"name": "subject", "type": "string"},
    {"name": "content", "type": "string"},
    {"name": "source_page", "type": "string"},
    {"name": "severity", "type": "number"},
    {"name": "vip", "type": "bool"},
    {
        "name": "hs_ticket_priority",
        "type": "enumeration",
        "options": [{"value": "LOW"}, {"value": "HIGH"}],
    },
]
TEAMS: list[dict[str, Any]] = [
    {"id": "501", "name": "Tier 1", "userIds": [1, 3], "secondaryUserIds": [2]},
    {"id": "502", "name": "Tier 2", "userIds": [2], "secondaryUserIds": []},
    {"id": "503", "name": "Empty", "userIds": [], "secondaryUserIds": []},
]


def listing(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"results": list(rows)}


def script(**replies: Any) -> Script:
    """What the account answers; each list may be replaced, by the number of a refusal too."""
    found = Script()
    people = replies.get("owners", listing(*OWNERS))
    found.on("GET /crm/owners/2026-09", people)
    found.on("GET /settings/users/2026-03", replies.get("users", listing()))
    found.on("GET /settings/users/2026-09-beta", replies.get("seats", 403))
    found.on("GET /settings/users/2026-03/teams", replies.get("teams", listing(*TEAMS)))
    listed = replies.get("properties", listing(*PROPERTIES))
    found.on("GET /crm/properties/2026-09/tickets", listed)
    found.on("GET /conversations/conversations/2026-09/channels", replies.get("channels", 403))
    return found


def live(**objects: dict[str, LiveObject]) -> Live:
    """A live state with nothing but these objects, by the kind's name."""
    known = {Kind(name): found for name, found in objects.items()}
    status = {"2": LiveObject(Kind.STATUS, "2", "0", {"name": "New", "state": "open"})}
    return Live(
        "1111111",
        {Kind.STATUS: status, **known},
        dict.fromkeys([Kind.STATUS, *known], Read.COMPLETE),
    )


def lookup(**replies: Any) -> AccountLookup:
    return AccountLookup(Directory(script(**replies).http()), live())
