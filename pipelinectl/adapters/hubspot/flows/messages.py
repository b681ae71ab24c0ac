"""E-mails, notifications and tasks: HubSpot's actions 0-3, 0-4, 0-8 and 0-9.

Sources: HubSpot's reference of workflow actions. Seen by others in real flows only:
`owner_properties` of 0-8, and of 0-3 the association type 230 (task to ticket),
`owner_assignment` and `due_time`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows import terms
from pipelinectl.adapters.hubspot.flows.lookup import CannotLower
from pipelinectl.adapters.hubspot.flows.recipients import guess_people, lower_people
from pipelinectl.adapters.hubspot.flows.values import lowered_value, raised_value
from pipelinectl.automation.references import EMAIL, named, reference
from pipelinectl.model import Record

if TYPE_CHECKING:
    from pipelinectl.adapters.hubspot.flows.lookup import Lookup
    from pipelinectl.model import Value

Json = dict[str, Any]

READY_MADE = frozenset({"Ticket received", "Ticket closed"})
"""The e-mails that HubSpot offers ready-made (knowledge base, ticket status automation)."""

_OWNER = terms.PROPERTIES[terms.OWNER]


def lower_email(settings: Record, lookup: Lookup) -> Json:
    """0-4."""
    return {"content_id": lookup.id_of(EMAIL, named(settings["email"], EMAIL) or "")}


def guess_email(fields: Json, lookup: Lookup) -> Record:
    """The opposite."""
    name = lookup.name_of(EMAIL, fields["content_id"])
    return Record(email=reference(EMAIL, name), custom=name not in READY_MADE)


def lower_notification(settings: Record, lookup: Lookup) -> Json:
    """0-8."""
    to = settings["to"]
    assert isinstance(to, Record)
    return {**lower_people(to, lookup), **_message(settings)}


def guess_notification(fields: Json, lookup: Lookup) -> Record:
    """The opposite."""
    return Record(
        to=guess_people(fields, lookup),
        subject=terms.raised_text(fields["subject"]),
        body=terms.raised_text(fields["body"]),
    )


def lower_in_app(settings: Record, lookup: Lookup) -> Json:
    """0-9. How it names teams or the owner is not known; a wrong key would tell nobody."""
    to = settings["to"]
    assert isinstance(to, Record)
    if "users" not in to:
        reason = "how HubSpot's in-app notification names teams or the owner is not known."
        raise CannotLower("", reason)
    return {**lower_people(to, lookup), "delivery_method": "APP", **_message(settings)}


def guess_in_app(fields: Json, lookup: Lookup) -> Record:
    """The opposite."""
    return guess_notification(fields, lookup)


def lower_task(settings: Record, lookup: Lookup) -> Json:
    """0-3, a to-do that belongs to the ticket."""
    found: Json = {
        "task_type": "TODO",
        "subject": terms.lowered_text(str(settings["title"])),
        "body": terms.lowered_text(str(settings.get("notes", ""))),
        "associations": [
            {
                "target": {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 230},
                "value": {"type": "ENROLLED_OBJECT"},
            }
        ],
        "use_explicit_associations": "true",
        "priority": settings.get("priority", "NONE"),
    }
    if "assign_to" in settings:
        found["owner_assignment"] = {
            "type": "CUSTOM",
            "value": _assigned(settings["assign_to"], lookup),
        }
    due = settings.get("due")
    if isinstance(due, Record):
        unit = str(due["unit"]).upper()
        found["due_time"] = {"delta": due["amount"], "timeUnit": unit, "daysOfWeek": []}
    return found


def guess_task(fields: Json, lookup: Lookup) -> Record:
    """The opposite."""
    more: dict[str, Value] = {}
    if fields.get("priority", "NONE") != "NONE":
        more["priority"] = fields["priority"]
    if "owner_assignment" in fields:
        value = fields["owner_assignment"]["value"]
        by_property = value["type"] == "OBJECT_PROPERTY"
        more["assign_to"] = (
            Record(owner=True)
            if by_property
            else raised_value(terms.OWNER, value["staticValue"], lookup)
        )
    if "due_time" in fields:
        due = fields["due_time"]
        more["due"] = Record(amount=due["delta"], unit=due["timeUnit"].lower())
    return Record(
        more,
        title=terms.raised_text(fields["subject"]),
        notes=terms.raised_text(fields["body"]),
    )


def _message(settings: Record) -> Json:
    return {
        "subject": terms.lowered_text(str(settings["subject"])),
        "body": terms.lowered_text(str(settings["body"])),
    }


def _assigned(to: Value, lookup: Lookup) -> Json:
    if isinstance(to, Record) and "owner" in to:
        return {"type": "OBJECT_PROPERTY", "propertyName": _OWNER}
    return {"type": "STATIC_VALUE", "staticValue": lowered_value(terms.OWNER, to, lookup)}
