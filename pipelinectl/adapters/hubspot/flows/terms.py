"""HubSpot's names for what automations speak of: properties, sources, tokens, ids of events.

Sources: HubSpot's tickets guide (`subject`, `hs_pipeline`, `hs_pipeline_stage`); its legacy docs
and public code for the other properties; tokens as in its workflow skill for agents and in real
flows; event types as in real flows. That a source is its word in capitals is unverified. The
channel's property (label "Originating channel account", the id of the channel account, a filter of
searches) was observed by others; that flows start from it and filter by it is unverified.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.flows.lookup import CannotLower

if TYPE_CHECKING:
    from pipelinectl.adapters.hubspot.flows.lookup import Lookup

TICKETS = "0-5"

PROPERTY_CHANGED = "4-655002"
OBJECT_CREATED = "4-1463224"

STATUS, PIPELINE, OWNER, SOURCE = "status", "pipeline", "owner", "source"
CHANNEL = "channel"

PROPERTIES = {
    "subject": "subject",
    "content": "content",
    "priority": "hs_ticket_priority",
    "category": "hs_ticket_category",
    OWNER: "hubspot_owner_id",
    STATUS: "hs_pipeline_stage",
    PIPELINE: "hs_pipeline",
    SOURCE: "source_type",
    CHANNEL: "hs_originating_channel_instance_id",
}
"""Names of properties in automations, and HubSpot's internal ones. Any other is the same."""

_OURS = {internal: name for name, internal in PROPERTIES.items()}

_TYPES = {
    "subject": "string",
    "content": "string",
    "hs_ticket_priority": "enumeration",
    "hs_ticket_category": "enumeration",
    "hubspot_owner_id": "enumeration",
    "hs_pipeline_stage": "enumeration",
    "hs_pipeline": "enumeration",
    "source_type": "enumeration",
    "hs_originating_channel_instance_id": "enumeration",
}
"""Types of the properties above (an account's own list says the same; it may be unreadable)."""

_TOKEN = re.compile(r"\{\{ticket\.([A-Za-z0-9_]+)\}\}")
_VENDOR_TOKEN = re.compile(r"\{\{ enrolled_object\.([A-Za-z0-9_]+) \}\}")


def internal(name: str) -> str:
    """HubSpot's name of a property.

    Raises:
        CannotLower: it is HubSpot's name of one that has a name of ours.
    """
    if _OURS.get(name, name) != name:
        raise CannotLower("", f"the property `{name}` is called `{_OURS[name]}` in automations.")
    return PROPERTIES.get(name, name)


def own(name: str) -> str:
    """The name in automations of what HubSpot calls so."""
    return _OURS.get(name, name)


def type_of(name: str, lookup: Lookup) -> str | None:
    """HubSpot's type of a property by its name in automations; None where it is unknown."""
    vendor = internal(name)
    return _TYPES.get(vendor) or lookup.property_type(vendor)


def lowered_text(text: str) -> str:
    """A text with HubSpot's tokens.

    Raises:
        CannotLower: the text would read back in other words.
    """
    found = _TOKEN.sub(lambda hit: "{{ enrolled_object." + internal(hit[1]) + " }}", text)
    if raised_text(found) != text:
        reason = "HubSpot's own tokens stand in a text; write {{ticket.<property>}} instead."
        raise CannotLower("", reason)
    return found


def raised_text(text: str) -> str:
    """A text with the tokens of automations."""
    return _VENDOR_TOKEN.sub(lambda hit: "{{ticket." + own(hit[1]) + "}}", text)
