"""The actions of a flow as steps of the engine; one that cannot be read is skipped, with why."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pipelinectl.emulator.pipelines.model import TICKETS
from pipelinectl.emulator.workflows.flowconditions import condition_of
from pipelinectl.engine import workflows as steps
from pipelinectl.engine.conditions import Test

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipelinectl.emulator.wire import JsonObject
    from pipelinectl.engine.workflows import Action, Step

_TOKEN = re.compile(r"\{\{ ?enrolled_object\.([A-Za-z0-9_]+) ?\}\}")
_FETCHED = re.compile(r"\{\{ ?fetched_objects\.([A-Za-z0-9_]+)\.hubspot_owner_id ?\}\}")
_OWNER = "hubspot_owner_id"
_TO_CONTACT = ("0-1", 16)
"""The contacts of a ticket, in HubSpot's guide to associations."""


def step_of(action: JsonObject, contacts: frozenset[str] = frozenset()) -> Step:
    """The step that an action of a flow is.

    `contacts` are the names by which the flow calls the contact of the ticket.
    """
    kind = action.get("type")
    if kind == "LIST_BRANCH":
        return _listed(action)
    if kind == "STATIC_BRANCH":
        return _by_value(action)
    if kind == "AB_TEST_BRANCH":
        ways = action.get("testBranches") or [{}]
        then = following(ways[0].get("connection"))
        return steps.Do(steps.NotRun("AB_TEST_BRANCH", "chance is not played here"), then)
    return steps.Do(_action(action, contacts), following(action.get("connection")))


def contacts_in(flow: JsonObject) -> frozenset[str]:
    """The names by which a flow calls the contact of the ticket: of several, any one here."""
    return frozenset(
        str(each.get("name"))
        for each in flow.get("dataSources") or ()
        if (each.get("objectTypeId"), each.get("associationTypeId")) == _TO_CONTACT
    )


def following(connection: Any) -> str | None:
    """Where a connection leads; GOTO or STANDARD makes no difference to a ticket."""
    return str(connection["nextActionId"]) if connection else None


def _listed(action: JsonObject) -> Step:
    ways = tuple(
        steps.Way(
            condition_of(each["filterBranch"]),
            following(each.get("connection")),
            str(each.get("branchName") or ""),
        )
        for each in action["listBranches"]
    )
    return steps.Branch(ways, following(action.get("defaultBranch")))


def _by_value(action: JsonObject) -> Step:
    given = action["inputValue"]
    other = following(action.get("defaultBranch"))
    if given.get("type") != "OBJECT_PROPERTY":
        why = f"a branch by {given.get('type')} is not known here"
        return steps.Do(steps.NotRun("STATIC_BRANCH", why), other)
    name = str(given["propertyName"])
    ways = tuple(
        steps.Way(
            Test(name, "is", (str(each["branchValue"]),)),
            following(each.get("connection")),
            str(each["branchValue"]),
        )
        for each in action["staticBranches"]
    )
    return steps.Branch(ways, other)


def _action(action: JsonObject, contacts: frozenset[str]) -> Action:
    kind = action.get("type")
    if kind in {"WEBHOOK", "CUSTOM_CODE"}:
        return steps.NotRun(kind, "calls to other systems and code are not run here")
    type_id = str(action.get("actionTypeId"))
    read = _ACTIONS.get(type_id)
    if read is None:
        return steps.NotRun(type_id, "this action is not known here")
    try:
        return _contact_owner(action["fields"], contacts) or read(action["fields"])
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return steps.NotRun(type_id, "the fields of this action cannot be read")


def _delay(fields: JsonObject) -> Action:
    return steps.Delay(_time(fields))


def _delay_until(fields: JsonObject) -> Action:
    day, clock = fields["date"], fields.get("time_of_day")
    offset = _time(fields) if fields.get("delta") and fields.get("time_unit") else timedelta()
    if clock:
        offset += timedelta(hours=clock["hour"], minutes=clock["minute"])
    if day["type"] == "OBJECT_PROPERTY":
        return steps.DelayUntil(property=str(day["propertyName"]), offset=offset)
    at = datetime.fromtimestamp(int(day["staticValue"]) / 1000, UTC)
    return steps.DelayUntil(at=at, offset=offset)


def _time(fields: JsonObject) -> timedelta:
    return timedelta(**{str(fields["time_unit"]).lower(): int(fields["delta"])})


def _set(fields: JsonObject) -> Action:
    name = str(fields["property_name"])
    if fields.get("association"):
        return steps.NotRun("0-5", "records other than the ticket are not written here")
    value = _value(fields["value"])
    if value is None:
        return steps.NotRun(
            "0-5", f"a value of the kind {fields['value'].get('type')} is not known"
        )
    return steps.Set(name, value)


def _contact_owner(fields: JsonObject, contacts: frozenset[str]) -> Action | None:
    """What copies the owner of the ticket's contact into a property, or None for anything else."""
    value = fields.get("value")
    token = value.get("propertyToken") if isinstance(value, dict) else None
    found = _FETCHED.fullmatch(token) if isinstance(token, str) else None
    if found is None or found[1] not in contacts or "property_name" not in fields:
        return None
    return steps.CopyContactOwner(str(fields["property_name"]))


def _value(value: JsonObject) -> steps.Text | steps.Copy | steps.Now | steps.Increase | None:
    kind = value.get("type")
    if kind == "STATIC_VALUE":
        return steps.Text(_text(value["staticValue"]))
    if kind == "OBJECT_PROPERTY":
        return steps.Copy(str(value["propertyName"]))
    if kind == "TIMESTAMP":
        return steps.Now()
    return steps.Increase(float(value["incrementAmount"])) if kind == "INCREMENT" else None


def _copy_owner(fields: JsonObject) -> Action:
    if fields.get("source_property", _OWNER) != _OWNER:
        return steps.NotRun("0-25", "only the owner of the contact is copied here")
    return steps.CopyContactOwner(str(fields.get("target_property") or _OWNER))


def _rotate(fields: JsonObject) -> Action:
    if fields.get("target_property", _OWNER) != _OWNER:
        return steps.NotRun("0-11", "only the ticket's owner is rotated here")
    overwrite = str(fields.get("overwrite_current_owner", "false")).lower() == "true"
    return steps.Rotate(_people(fields), overwrite=overwrite)


def _notify(how: str) -> Callable[[JsonObject], Action]:
    def read(fields: JsonObject) -> Action:
        subject, body = _text(fields["subject"]), _text(fields["body"])
        return steps.Notify(how, _people(fields), subject, body)

    return read


def _people(fields: JsonObject) -> steps.People:
    return steps.People(
        users=tuple(str(each) for each in fields.get("user_ids") or ()),
        teams=tuple(str(each) for each in fields.get("team_ids") or ()),
        owner=_OWNER in (fields.get("owner_properties") or ()),
    )


def _task(fields: JsonObject) -> Action:
    assigned = (fields.get("owner_assignment") or {}).get("value") or {}
    to_owner = assigned.get("type") == "OBJECT_PROPERTY"
    due = fields.get("due_time")
    return steps.CreateTask(
        title=_text(fields["subject"]),
        notes=_text(fields.get("body") or ""),
        owner=None if to_owner else assigned.get("staticValue"),
        to_owner=to_owner,
        due=timedelta(**{str(due["timeUnit"]).lower(): int(due["delta"])}) if due else None,
    )


def _create(fields: JsonObject) -> Action:
    if str(fields["object_type_id"]) != TICKETS.id:
        return steps.NotRun("0-14", "records other than tickets are not made here")
    properties: dict[str, str] = {}
    for each in fields.get("properties") or ():
        value = _value(each["value"])
        if not isinstance(value, steps.Text):
            return steps.NotRun("0-14", "only fixed values of a new ticket are known here")
        properties[str(each["targetProperty"])] = value.text
    return steps.CreateTicket(properties)


def _text(text: Any) -> str:
    """A text with the engine's tokens for HubSpot's."""
    return _TOKEN.sub(lambda hit: "{{ticket." + hit[1] + "}}", str(text))


_ACTIONS: Mapping[str, Callable[[JsonObject], Action]] = {
    "0-1": _delay,
    "0-3": _task,
    "0-4": lambda fields: steps.SendMail(str(fields["content_id"])),
    "0-5": _set,
    "0-8": _notify("email"),
    "0-9": _notify("in_app"),
    "0-11": _rotate,
    "0-14": _create,
    "0-15": lambda fields: steps.Enroll(str(fields["flow_id"])),
    "0-25": _copy_owner,
    "0-35": _delay_until,
}
