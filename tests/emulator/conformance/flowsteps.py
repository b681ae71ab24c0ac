"""Flows, actions and filters as the cases write them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from .steps import FLOWS, unique

if TYPE_CHECKING:
    from .steps import Api

PRIORITY = "hs_ticket_priority"


def edge(target: str, kind: str = "STANDARD") -> dict[str, str]:
    return {"edgeType": kind, "nextActionId": target}


def action(action_id: str, following: str | None = None, kind: str = "STANDARD") -> dict[str, Any]:
    """A change of priority, and what comes after it."""
    made: dict[str, Any] = {
        "type": "SINGLE_CONNECTION",
        "actionId": action_id,
        "actionTypeId": "0-5",
        "actionTypeVersion": 0,
        "fields": {
            "property_name": PRIORITY,
            "association": {},
            "value": {"type": "STATIC_VALUE", "staticValue": "HIGH"},
        },
    }
    return made | ({"connection": edge(following, kind)} if following else {})


def notification(action_id: str) -> dict[str, Any]:
    fields = {"user_ids": ["40000001"], "subject": "Look", "body": "<p>At this</p>"}
    return action(action_id) | {"actionTypeId": "0-8", "fields": fields}


def is_any_of(name: str, *values: str) -> dict[str, Any]:
    return {
        "filterType": "PROPERTY",
        "property": name,
        "operation": {
            "operationType": "ENUMERATION",
            "operator": "IS_ANY_OF",
            "values": list(values),
            "includeObjectsWithNoValueSet": False,
        },
    }


def branch(kind: str, *inner: dict[str, Any]) -> dict[str, Any]:
    """A branch of filters or of branches."""
    return {
        "filterBranchType": kind,
        "filterBranchOperator": kind,
        "filterBranches": [each for each in inner if "filterBranchType" in each],
        "filters": [each for each in inner if "filterType" in each],
    }


def if_branch(action_id: str, *ways: str | None) -> dict[str, Any]:
    """An if/then with as many branches as there are ways; a way is an action's id, or none."""
    condition = branch("OR", branch("AND", is_any_of(PRIORITY, "HIGH")))
    branches = [
        {"branchName": f"Way {number}", "filterBranch": condition}
        | ({"connection": edge(way)} if way else {})
        for number, way in enumerate(ways)
    ]
    return {"type": "LIST_BRANCH", "actionId": action_id, "listBranches": branches}


def listed(*inner: dict[str, Any]) -> dict[str, Any]:
    """Enrollment while the filters hold; the root is an OR over the branches."""
    return {
        "type": "LIST_BASED",
        "shouldReEnroll": False,
        "unEnrollObjectsNotMeetingCriteria": False,
        "listFilterBranch": branch("OR", *inner),
        "reEnrollmentTriggersFilterBranches": [],
    }


def on_stage(*stage_ids: str) -> dict[str, Any]:
    """Enrollment when a ticket reaches one of the stages."""
    name = {"operationType": "STRING", "operator": "IS_EQUAL_TO", "value": "hs_pipeline_stage"}
    event = branch(
        "AND",
        {"filterType": "PROPERTY", "property": "hs_name", "operation": name},
        is_any_of("hs_value", *stage_ids),
    )
    kind = {
        "filterBranchType": "UNIFIED_EVENTS",
        "eventTypeId": "4-655002",
        "operator": "HAS_COMPLETED",
    }
    return {
        "type": "EVENT_BASED",
        "shouldReEnroll": True,
        "eventFilterBranches": [event | kind],
        "listMembershipFilterBranches": [],
    }


def body_of_flow(**more: Any) -> dict[str, Any]:
    """A flow that is switched off; `more` replaces keys, and None takes one out."""
    body: dict[str, Any] = {
        "type": "PLATFORM_FLOW",
        "flowType": "WORKFLOW",
        "objectTypeId": "0-5",
        "name": unique("Conformance"),
        "description": "made by the conformance suite",
        "isEnabled": False,
        "startActionId": "1",
        "actions": [action("1", "2"), action("2")],
        "enrollmentCriteria": listed(branch("AND", is_any_of(PRIORITY, "LOW"))),
        "timeWindows": [],
        "blockedDates": [],
        "customProperties": {},
        "dataSources": [],
    } | more
    return {key: value for key, value in body.items() if value is not None}


def put_body(api: Api, flow_id: str, **more: Any) -> dict[str, Any]:
    """What a PUT of a flow sends that changes only what `more` says; None takes a key out."""
    dropped = {
        *("id", "createdAt", "updatedAt", "dataSources", "flowType", "objectTypeId"),
        *("crmObjectCreationStatus", "nextAvailableActionId"),
    }
    body = api.get(f"{FLOWS}/{flow_id}").json() | more
    return {key: each for key, each in body.items() if key not in dropped and each is not None}


def wait_until_complete(api: Api, flow_id: str) -> None:
    for _ in range(100):
        if api.get(f"{FLOWS}/{flow_id}").json()["crmObjectCreationStatus"] == "COMPLETE":
            return
        time.sleep(0.01)
    raise AssertionError("the flow never was complete")
