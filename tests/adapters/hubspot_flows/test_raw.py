"""HubSpot's own JSON in files: what HubSpot would ignore is refused before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.adapters.hubspot.flows import lowered, raw_faults
from pipelinectl.automation.model import Action, to_value
from pipelinectl.automation.references import reference
from pipelinectl.canonical import from_json
from pipelinectl.model import Record
from tests.adapters.hubspot_flows.account import Account
from tests.adapters.hubspot_flows.test_built_by_hand import SAID, flow_of

if TYPE_CHECKING:
    from pipelinectl.model import Value

FILTER = {
    "filterType": "PROPERTY",
    "property": "tier",
    "operation": {"operationType": "ENUMERATION", "operator": "IS_ANY_OF", "values": ["gold"]},
}
EVENT = {
    "filterBranchType": "UNIFIED_EVENTS",
    "eventTypeId": "4-1639801",
    "operator": "HAS_COMPLETED",
    "filters": [FILTER],
}


def record(value: Any) -> Record:
    found = from_json(value)
    assert isinstance(found, Record)
    return found


def changed(value: dict[str, Any], /, **more: Any) -> dict[str, Any]:
    return {name: each for name, each in {**value, **more}.items() if each is not ...}


def operated(**more: Any) -> dict[str, Any]:
    operation = FILTER["operation"]
    assert isinstance(operation, dict)
    return changed(FILTER, operation=changed(operation, **more))


@pytest.mark.parametrize(
    ("where", "json"),
    [
        ("condition", FILTER),
        ("condition", {"filterType": "IN_LIST", "listId": "1", "operator": "IN_LIST"}),
        ("condition", EVENT),
        ("trigger", {"type": "MANUAL", "shouldReEnroll": False}),
        (
            "trigger",
            {"type": "EVENT_BASED", "shouldReEnroll": True, "eventFilterBranches": [EVENT]},
        ),
        ("action", {"actionTypeId": "1-2", "actionTypeVersion": 0, "fields": {"any": {"key": 1}}}),
        ("action", {"actionTypeId": "0-29", "fields": {"event_filter_branches": [EVENT]}}),
        ("action", {"type": "WEBHOOK", "method": "GET", "webhookUrl": "https://a.example"}),
        ("action", {"actionTypeId": "1-2", "fields": {"user": {"ref": "user", "name": "a@b.c"}}}),
    ],
)
def test_what_hubspot_knows_has_no_fault(where: str, json: dict[str, Any]) -> None:
    assert raw_faults(record(json), where) == []


@pytest.mark.parametrize(
    ("where", "json", "paths"),
    [
        (
            "condition",
            operated(operator=..., operatorName="IS_NONE_OF"),
            ["operation.operatorName", "operation.operator"],
        ),
        ("condition", operated(values=..., value="gold"), ["operation.value", "operation.values"]),
        ("condition", operated(operationType="ENUM"), ["operation.operationType"]),
        ("condition", changed(FILTER, propery="x"), ["propery"]),
        ("condition", changed(FILTER, filterType=...), ["filterType"]),
        (
            "condition",
            changed(EVENT, filters=[operated(negate=True)]),
            ["filters.0.operation.negate"],
        ),
        ("trigger", {"type": "MANUAL"}, ["shouldReEnroll"]),
        ("trigger", {"type": "EVENTS"}, ["type"]),
        (
            "trigger",
            {
                "type": "EVENT_BASED",
                "shouldReEnroll": True,
                "eventFilterBranches": [changed(EVENT, negated=True)],
            },
            ["eventFilterBranches.0.negated"],
        ),
        ("action", {"actionTypeId": "1-2", "field": {}}, ["field", "fields"]),
        ("action", {"type": "LIST_BRANCH", "listBranches": []}, ["type"]),
        (
            "action",
            {"actionTypeId": "0-29", "fields": {"event_filter_branches": [changed(EVENT, x=1)]}},
            ["fields.event_filter_branches.0.x"],
        ),
        ("action", {"actionTypeId": "1-2", "fields": {}, "actionId": "7"}, ["actionId"]),
    ],
)
def test_a_key_that_hubspot_would_ignore_is_named_with_its_place(
    where: str, json: dict[str, Any], paths: list[str]
) -> None:
    assert [path for path, _ in raw_faults(record(json), where)] == paths


def test_messages_say_what_would_do() -> None:
    faults = [
        *raw_faults(record(operated(operatorName="IS_NONE_OF")), "condition"),
        *raw_faults(record(changed(FILTER, property=...)), "condition"),
        *raw_faults(record(changed(FILTER, filterType="PROPERTIES")), "condition"),
        *raw_faults(record(changed(FILTER, operation={})), "condition"),
    ]
    assert [message for _, message in faults] == [
        (
            "HubSpot's ENUMERATION has no key 'operatorName'; it has: "
            "includeObjectsWithNoValueSet, operationType, operator, values."
        ),
        "HubSpot's PROPERTY needs the key 'property'.",
        (
            "an unknown filterType, 'PROPERTIES': whether its keys are right cannot be told. "
            "Did you mean 'PROPERTY'?"
        ),
        "an operation needs the key 'operationType'.",
    ]


@pytest.mark.parametrize("name", SAID)
def test_enrollment_of_real_flows_could_stand_in_files(name: str) -> None:
    criteria = flow_of(name)["enrollmentCriteria"]
    assert raw_faults(record({"shouldReEnroll": False, **criteria}), "trigger") == []


def test_references_inside_become_ids() -> None:
    fields: dict[str, Value] = {
        "team": reference("team", "Tier 2"),
        "people": (reference("user", "ana@acme.example"), reference("owner", "ana@acme.example")),
        "stage": reference("status", "support-new"),
        "flow": reference("workflow", "automation.escalate-stale"),
    }
    json = Record(actionTypeId="1-7", fields=Record(fields))
    body = lowered(
        {
            "name": "x",
            "enabled": False,
            "re_enroll": False,
            "trigger": Record(on="manual"),
            "only_if": None,
            "actions": to_value([Action("raw", Record(json=json))]),
        },
        Account(),
        "automation.x",
    )
    assert body["actions"] == [
        {
            "type": "SINGLE_CONNECTION",
            "actionId": "1",
            "actionTypeId": "1-7",
            "actionTypeVersion": 0,
            "fields": {
                "team": "1002",
                "people": ["2620022", "91"],
                "stage": "support-new",
                "flow": "501",
            },
        }
    ]
