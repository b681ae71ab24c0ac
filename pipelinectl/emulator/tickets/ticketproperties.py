"""The properties of tickets that come with HubSpot, as far as a help desk needs them.

Sources: HubSpot's tickets guide, connectors and exports of public origin for names, labels and
options; which options a new account has is unverified.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator.pipelines.model import EPOCH

if TYPE_CHECKING:
    from pipelinectl.emulator.wire import JsonObject

GROUP = "ticketinformation"
GROUPS: list[JsonObject] = [
    {"name": GROUP, "label": "Ticket information", "displayOrder": 0, "archived": False}
]
DEFAULTS: JsonObject = {
    "description": "",
    "groupName": GROUP,
    "options": [],
    "displayOrder": -1,
    "calculated": False,
    "externalOptions": False,
    "hasUniqueValue": False,
    "hidden": False,
    "hubspotDefined": False,
    "formField": True,
    "dataSensitivity": "non_sensitive",
    "archived": False,
}
_TEXTS = (
    ("subject", "Ticket name", "text"),
    ("content", "Ticket description", "textarea"),
    ("hs_object_source_label", "Record source", "text"),
    ("hs_originating_channel_instance_id", "Originating channel account", "text"),
    ("hs_originating_generic_channel_id", "Originating channel type", "text"),
    ("hs_conversations_originating_thread_id", "Originating conversation thread ID", "text"),
)
_READ_ONLY = frozenset(
    {
        *("createdate", "hs_lastmodifieddate", "hs_object_id", "hs_object_source_label"),
        *("hs_originating_channel_instance_id", "hs_originating_generic_channel_id"),
        *("hs_conversations_originating_thread_id", "hs_lastcontacted"),
    }
)
_DATES = (
    ("closed_date", "Close date"),
    ("createdate", "Create date"),
    ("hs_lastmodifieddate", "Last modified date"),
    ("hs_lastcontacted", "Last contacted date"),
)
_CHOICES: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "hs_ticket_priority",
        "Priority",
        (("LOW", "Low"), ("MEDIUM", "Medium"), ("HIGH", "High"), ("URGENT", "Urgent")),
    ),
    (
        "hs_ticket_category",
        "Category",
        (
            ("PRODUCT_ISSUE", "Product issue"),
            ("BILLING_ISSUE", "Billing issue"),
            ("FEATURE_REQUEST", "Feature request"),
            ("GENERAL_INQUIRY", "General inquiry"),
        ),
    ),
    (
        "hs_resolution",
        "Resolution",
        (("ISSUE_FIXED", "Issue fixed"), ("DUPLICATE", "Duplicate"), ("OTHER", "Other")),
    ),
    (
        "source_type",
        "Source",
        (("CHAT", "Chat"), ("EMAIL", "Email"), ("FORM", "Form"), ("PHONE", "Phone")),
    ),
)
_ELSEWHERE = (
    ("hs_pipeline", "Pipeline"),
    ("hs_pipeline_stage", "Ticket status"),
    ("hubspot_owner_id", "Ticket owner"),
    ("hubspot_team_id", "HubSpot team"),
    ("hs_assigned_team_ids", "Assigned teams"),
)


def built_in() -> list[JsonObject]:
    """Every property that a new account has, as a read answers it."""
    return [
        *(_property(name, label, "string", field) for name, label, field in _TEXTS),
        *(_property(name, label, "datetime", "date") for name, label in _DATES),
        _property("hs_object_id", "Record ID", "number", "number"),
        *(
            _property(name, label, "enumeration", "select") | {"options": _options(options)}
            for name, label, options in _CHOICES
        ),
        # Their options are the pipelines, stages, owners and teams, and not listed here.
        *(
            _property(name, label, "enumeration", "select") | {"externalOptions": True}
            for name, label in _ELSEWHERE
        ),
    ]


def _property(name: str, label: str, kind: str, field: str) -> JsonObject:
    return DEFAULTS | {
        "name": name,
        "label": label,
        "type": kind,
        "fieldType": field,
        "hubspotDefined": True,
        "createdAt": EPOCH,
        "updatedAt": EPOCH,
        "modificationMetadata": {
            "archivable": False,
            "readOnlyDefinition": True,
            "readOnlyOptions": False,
            "readOnlyValue": name in _READ_ONLY,
        },
    }


def _options(pairs: tuple[tuple[str, str], ...]) -> list[JsonObject]:
    return [
        {"value": value, "label": label, "displayOrder": place, "hidden": False}
        for place, (value, label) in enumerate(pairs)
    ]
