"""A flow as a request writes it: proved, stripped of unknown keys, and filled with defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator import profiles
from pipelinectl.emulator.errors import invalid
from pipelinectl.emulator.shapes import by, flag, list_of, mapping, one_of, record, text, whole
from pipelinectl.emulator.workflows.flowactions import action
from pipelinectl.emulator.workflows.flowfilters import branch, enrollment
from pipelinectl.emulator.workflows.flowgraph import check_graph, in_id_order

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.shapes import Check
    from pipelinectl.emulator.wire import JsonObject

TYPES = ("PLATFORM_FLOW", "CONTACT_FLOW")
CONTACTS = "0-1"
DEEPEST = 100
# What only a create can say; a PUT that sends it is not refused, and not heard.
ONLY_AT_CREATION = ("type", "flowType", "objectTypeId", "dataSources")
_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_MONTHS = (
    *("JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE"),
    *("JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"),
)
_SCHEDULES = (
    *("DAILY", "WEEKLY", "MONTHLY_SPECIFIC_DAYS", "MONTHLY_RELATIVE_DAYS"),
    *("YEARLY", "PROPERTY_BASED"),
)

_time = record({"hour": whole, "minute": whole})
_association = record(
    {
        "name": text,
        "objectTypeId": text,
        "associationCategory": text,
        "associationTypeId": whole,
    },
    {"sortBy": mapping},
)
_source = by(
    "type",
    {
        "ASSOCIATION": _association,
        **dict.fromkeys(
            (
                *("ASSOCIATION_TIMESTAMP", "STATIC_PROPERTY_FILTER"),
                *("ENROLLED_RECORD_PROPERTY_FILTER", "DATASET_FIELD"),
            ),
            mapping,
        ),
    },
)
# Others report that a create without these lists works, though the API description asks for them.
_LISTS: dict[str, object] = {
    "timeWindows": [],
    "blockedDates": [],
    "customProperties": {},
    "dataSources": [],
}
_written: dict[str, Check] = {
    "type": one_of(*TYPES),
    "isEnabled": flag,
    "actions": list_of(action),
    "timeWindows": list_of(record({"day": one_of(*_DAYS)}, {"startTime": _time, "endTime": _time})),
    "blockedDates": list_of(
        record({"dayOfMonth": whole, "month": one_of(*_MONTHS)}, {"year": whole})
    ),
    "customProperties": mapping,
}
_optional: dict[str, Check] = {
    "name": text,
    "description": text,
    "uuid": text,
    "startActionId": text,
    "enrollmentCriteria": enrollment,
    "enrollmentSchedule": by("type", dict.fromkeys(_SCHEDULES, mapping)),
    "suppressionFilterBranch": branch,
    # Of flows on contacts only; they are kept for those, and dropped for others.
    "canEnrollFromSalesforce": flag,
    "suppressionListIds": list_of(whole),
    "goalFilterBranch": branch,
    "eventAnchor": mapping,
    "unEnrollmentSetting": mapping,
}
_OF_CONTACTS = (
    *("canEnrollFromSalesforce", "suppressionListIds", "goalFilterBranch", "eventAnchor"),
    "unEnrollmentSetting",
)
_created = record(
    {
        **_written,
        "flowType": one_of("WORKFLOW", "ACTION_SET", "UNKNOWN"),
        "objectTypeId": text,
        "dataSources": list_of(_source),
    },
    _optional,
    _LISTS,
)
_replaced = record({**_written, "revisionId": text}, _optional, _LISTS)


def read_new(account: Account, body: JsonObject) -> JsonObject:
    """The flow that a POST asks for, without what the server adds.

    Raises:
        RefusedError: 400, or 500 for what breaks HubSpot's server.
    """
    flow = _shaped(_created, body)
    contacts = flow["objectTypeId"] == CONTACTS
    if contacts != (flow["type"] == "CONTACT_FLOW"):
        other = flow["objectTypeId"]
        expected = "an object type other than" if contacts else "the object type 0-1 instead of"
        raise invalid(f'Expected {expected} "{other}" objectType but got "{other}"')
    return _checked(account, flow)


def read_change(account: Account, body: JsonObject, old: JsonObject) -> tuple[JsonObject, str]:
    """The flow that a PUT asks for, without what the server adds, and the revision it names.

    Raises:
        RefusedError: 400, or 500 for what breaks HubSpot's server.
    """
    flow = _shaped(_replaced, body)
    if flow["type"] != old["type"]:
        raise invalid(f"The type of a flow cannot change: it is {old['type']}")
    revision: str = flow.pop("revisionId")
    kept = {key: old[key] for key in ONLY_AT_CREATION if key in old}
    return _checked(account, {**flow, **kept}), revision


def _shaped(shape: Check, body: JsonObject) -> JsonObject:
    _check_depth(body)
    flow: JsonObject = shape(body, "")
    if flow["type"] != "CONTACT_FLOW":
        flow = {key: value for key, value in flow.items() if key not in _OF_CONTACTS}
    return flow


def _check_depth(body: JsonObject) -> None:
    layer: list[object] = [body]
    for _ in range(DEEPEST):
        layer = [child for node in layer for child in _children(node)]
        if not layer:
            return
    raise invalid("Invalid input JSON: it is nested too deeply")


def _children(node: object) -> list[object]:
    if isinstance(node, dict):
        return list(node.values())
    return node if isinstance(node, list) else []


def _checked(account: Account, flow: JsonObject) -> JsonObject:
    actions = flow["actions"]
    check_graph(
        flow.get("startActionId"),
        actions,
        any_joins=account.has(profiles.ANY_JOINS),
        more_branches=account.has(profiles.TWENTY_BRANCHES),
    )
    return {**flow, "actions": in_id_order(actions)}
