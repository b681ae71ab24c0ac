"""Tickets of one emulator at play: channels, messages, writes, flows, and the time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .conformance.flowsteps import body_of_flow, branch, edge, is_any_of
from .desk import CLICKS
from .desk import connect as connected

if TYPE_CHECKING:
    from .harness import Api

TICKETS = "/crm/objects/2026-09/tickets"
FLOWS = "/automation/v4/flows"
APP = "Telegram"
"""An app whose custom channel a seed must have installed."""
ORIGIN = "hs_originating_channel_instance_id"
ANA, BEN = "70000001", "70000002"
"""The owners' ids of the two users of a fresh account."""


def connect(api: Api, kind: str = "email", inbox: str = "help_desk", **settings: Any) -> str:
    """The id of a new channel with these settings."""
    more = {"app": APP} if kind == "custom" else {}
    channel: str = connected(api, kind, inbox, **more)["id"]
    if settings:
        changed = api.patch(f"{CLICKS}/{channel}", settings)
        assert changed.status_code == 200, changed.text
    return channel


def message(
    api: Api, channel: str, sender: str = "kim@cust.example", **more: Any
) -> dict[str, Any]:
    """The answer to a message: `threadId`, `ticketId`."""
    made = api.post(f"/_ui/channels/{channel}/messages", {"from": sender, "text": "Help", **more})
    assert made.status_code == 201, made.text
    answer: dict[str, Any] = made.json()
    return answer


def ticket(api: Api, ticket_id: str) -> dict[str, Any]:
    """What a person sees of a ticket."""
    found: dict[str, Any] = api.get(f"/_ui/tickets/{ticket_id}").json()
    return found


def properties(api: Api, ticket_id: str) -> dict[str, str]:
    """The properties of a ticket, by the API."""
    found: dict[str, str] = api.get(f"{TICKETS}/{ticket_id}").json()["properties"]
    return found


def create(api: Api, **values: str) -> str:
    """The id of a new ticket of the API."""
    made = api.post(TICKETS, {"properties": {"hs_pipeline_stage": "1", **values}})
    assert made.status_code == 201, made.text
    ticket_id: str = made.json()["id"]
    return ticket_id


def write(api: Api, ticket_id: str, **values: str) -> dict[str, str]:
    """Write properties by the API; returns what a read tells then."""
    answer = api.patch(f"{TICKETS}/{ticket_id}", {"properties": values})
    assert answer.status_code == 200, answer.text
    return properties(api, ticket_id)


def advance(api: Api, by: str) -> None:
    assert api.post("/_ui/clock", {"advance": by}).status_code == 200


def flow(api: Api, criteria: dict[str, Any], *actions: dict[str, Any], **more: Any) -> str:
    """The id of a flow that is on; its actions follow each other."""
    chained = [
        {"type": "SINGLE_CONNECTION", "actionTypeVersion": 0, **each, "actionId": str(place)}
        | ({"connection": edge(str(place + 1))} if place < len(actions) else {})
        for place, each in enumerate(actions, start=1)
    ]
    body = body_of_flow(actions=chained, enrollmentCriteria=criteria, isEnabled=True, **more)
    made = api.post(FLOWS, body)
    assert made.status_code == 201, made.text
    flow_id: str = made.json()["id"]
    return flow_id


def set_to(name: str, value: str) -> dict[str, Any]:
    fixed = {"type": "STATIC_VALUE", "staticValue": value}
    fields = {"property_name": name, "association": {}, "value": fixed}
    return {"actionTypeId": "0-5", "fields": fields}


def rotate(*users: str) -> dict[str, Any]:
    fields = {
        "user_ids": list(users),
        "target_property": "hubspot_owner_id",
        "overwrite_current_owner": "false",
    }
    return {"actionTypeId": "0-11", "fields": fields}


def delay(amount: int, unit: str) -> dict[str, Any]:
    return {"actionTypeId": "0-1", "fields": {"delta": str(amount), "time_unit": unit}}


def changes(name: str, *values: str, again: bool = False) -> dict[str, Any]:
    """Enrollment when a property changes to one of the values."""
    named = {"operationType": "STRING", "operator": "IS_EQUAL_TO", "value": name}
    event = branch(
        "AND",
        {"filterType": "PROPERTY", "property": "hs_name", "operation": named},
        *((is_any_of("hs_value", *values),) if values else ()),
    )
    kind = {
        "filterBranchType": "UNIFIED_EVENTS",
        "eventTypeId": "4-655002",
        "operator": "HAS_COMPLETED",
    }
    return {
        "type": "EVENT_BASED",
        "shouldReEnroll": again,
        "eventFilterBranches": [event | kind],
        "listMembershipFilterBranches": [],
    }
