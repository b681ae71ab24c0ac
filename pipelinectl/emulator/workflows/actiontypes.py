"""The types of actions that an account offers for tickets.

Sources: HubSpot's page on actions, and workflows of public origin, for ids and fields. The names
and groups, and which fields are required, are unverified.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelinectl.emulator.wire import JsonObject

DEAD = frozenset({"0-13"})
"""Types that break the server: the old action on lists."""


@dataclass(frozen=True, slots=True)
class ActionType:
    """One type of action: its id, what it is called, and the fields by whether they are needed."""

    id: str
    name: str
    group: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


_TYPES = (
    ActionType("0-1", "Delay", "DELAYS", ("delta", "time_unit"), ("days_of_week", "time_of_day")),
    ActionType("0-35", "Delay until a date", "DELAYS", ("date",), ("delta", "time_unit")),
    ActionType("0-29", "Delay until an event", "DELAYS", ("event_filter_branches",)),
    ActionType("0-3", "Create task", "RECORDS", ("subject",), ("body", "priority", "task_type")),
    ActionType("0-4", "Send email", "COMMUNICATIONS", ("content_id",)),
    ActionType("0-5", "Edit record", "RECORDS", ("property_name", "value"), ("association",)),
    ActionType(
        "0-8",
        "Send internal email notification",
        "COMMUNICATIONS",
        ("subject", "body"),
        ("user_ids", "team_ids", "owner_properties"),
    ),
    ActionType(
        "0-9",
        "Send in-app notification",
        "COMMUNICATIONS",
        ("subject", "body"),
        ("user_ids", "team_ids", "owner_properties", "delivery_method"),
    ),
    ActionType(
        "0-11",
        "Rotate record to owner",
        "RECORDS",
        (),
        ("user_ids", "team_ids", "target_property", "overwrite_current_owner"),
    ),
    ActionType("0-14", "Create record", "RECORDS", ("object_type_id",), ("properties",)),
    ActionType("0-15", "Enroll in another workflow", "AUTOMATION", ("flow_id",)),
    ActionType("0-23", "Send email to addresses", "COMMUNICATIONS", ("email_content_id",)),
    ActionType("0-25", "Copy owner", "RECORDS", (), ("source_property", "target_property")),
)
ACTION_TYPES = {each.id: each for each in _TYPES}


def definition(action_type: ActionType, object_type_id: str) -> JsonObject:
    """An action type as the API describes it."""
    return {
        "actionTypeId": action_type.id,
        "actionName": action_type.name,
        "groupId": action_type.group,
        "objectTypeIds": [object_type_id],
        "inputFieldDefinitions": [
            *(_field(name, required=True) for name in action_type.required),
            *(_field(name, required=False) for name in action_type.optional),
        ],
    }


def _field(name: str, *, required: bool) -> JsonObject:
    return {"name": name, "type": "SIMPLE", "isRequired": required}
