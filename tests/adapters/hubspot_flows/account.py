"""A made-up account for the pure tests: every name has an id of its own, nothing is asked twice.

Ids differ by space: an owner's id is never the user's, so that a mix-up shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.flows import Unresolved
from pipelinectl.automation.references import (
    CHANNEL,
    EMAIL,
    PIPELINE,
    STATUS,
    TEAM,
    USER,
    WORKFLOW,
)
from pipelinectl.model import Record
from tests.automation.pools import Pools

if TYPE_CHECKING:
    from collections.abc import Mapping

STATUSES = {
    "support": ("support-new", "support-waiting_on_us", "support-closed"),
    "0": ("1", "4"),
}
NAMES: Mapping[str, Mapping[str, str]] = {
    USER: {"ana@acme.example": "2620022", "ben@acme.example": "2620023"},
    TEAM: {"Tier 1": "1001", "Tier 2": "1002", "Billing": "1003"},
    EMAIL: {"Ticket received": "7001", "Ticket closed": "7002", "Welcome": "7003"},
    WORKFLOW: {"automation.escalate-stale": "501", "Survey": "502"},
}
OWNERS = {"ana@acme.example": "91", "ben@acme.example": "92", "id:2620099": "93"}
TYPES = {
    "order_number": "string",
    "seats_affected": "number",
    "score": "number",
    "is_vip": "bool",
    "tier": "enumeration",
    "createdate": "datetime",
    "due_on": "date",
}

POOLS = Pools(
    statuses=STATUSES,
    channels=("8841", "8842"),
    workflows=("501", "502"),
    raw_actions=(
        Record(
            actionTypeId="1-179507819",
            actionTypeVersion=0,
            fields=Record(channel="C024BE91L", message="{{ enrolled_object.subject }}"),
        ),
    ),
)
"""Names in the terms of this account, as they read back."""


class Account:
    """Obeys `flows.Lookup`."""

    def id_of(self, kind: str, name: str) -> str:
        if kind in {STATUS, PIPELINE, CHANNEL} or name.startswith("id:"):
            return name.removeprefix("id:")
        if kind == WORKFLOW and name in NAMES[WORKFLOW].values():
            return name
        if name not in NAMES.get(kind, {}):
            raise Unresolved(kind, name)
        return NAMES[kind][name]

    def owner_id(self, email: str) -> str:
        if email not in OWNERS:
            raise Unresolved(USER, email)
        return OWNERS[email]

    def name_of(self, kind: str, identifier: str) -> str:
        if kind in {STATUS, PIPELINE, CHANNEL, WORKFLOW}:
            return identifier
        names = {each: name for name, each in NAMES.get(kind, {}).items()}
        return names.get(identifier, "id:" + identifier)

    def email_of_owner(self, owner_id: str) -> str | None:
        return {each: email for email, each in OWNERS.items()}.get(owner_id)

    def pipeline_of(self, status_id: str) -> str | None:
        found = [pipeline for pipeline, some in STATUSES.items() if status_id in some]
        return found[0] if found else None

    def property_type(self, name: str) -> str | None:
        return TYPES.get(name)
