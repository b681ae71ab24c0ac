"""What accounts hold that people import: workflows of all sorts, as HubSpot shows them."""

from __future__ import annotations

from typing import Any

from tests.live.flows import PROFESSIONAL

OURS = f"""{PROFESSIONAL}
pipelines:
  desk:
    name: Desk
    statuses: [New, {{name: Closed, state: closed}}]
    when_status_reaches:
      New:
        - set: {{priority: LOW}}
automations:
  escalate:
    name: Escalate
    when: manual
    actions:
      - set: {{priority: HIGH}}
"""


def _action(number: int, kind: str, *, following: bool = False, **fields: Any) -> dict[str, Any]:
    edge = {"connection": {"edgeType": "STANDARD", "nextActionId": str(number + 1)}}
    return {
        "actionId": str(number),
        "type": "SINGLE_CONNECTION",
        "actionTypeId": kind,
        "actionTypeVersion": 0,
        "fields": fields,
        **(edge if following else {}),
    }


def _wait(number: int = 1, *, following: bool = False) -> dict[str, Any]:
    return _action(number, "0-1", following=following, delta="60", time_unit="MINUTES")


def _sets(number: int, name: str, value: str) -> dict[str, Any]:
    static = {"type": "STATIC_VALUE", "staticValue": value}
    return _action(number, "0-5", property_name=name, association={}, value=static)


def _flow(identifier: str, name: str, *actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": identifier,
        "name": name,
        "type": "PLATFORM_FLOW",
        "flowType": "WORKFLOW",
        "objectTypeId": "0-5",
        "isEnabled": True,
        "enrollmentCriteria": {"type": "MANUAL", "shouldReEnroll": False},
        "startActionId": "1",
        "actions": list(actions),
        **more,
    }


LOOP = {**_wait(), "connection": {"edgeType": "GOTO", "nextActionId": "1"}}
CODE = {
    "actionId": "1",
    "type": "CUSTOM_CODE",
    "runtime": "NODE20X",
    "sourceCode": "exports.main = 1;\n",
    "secretNames": [],
    "inputFields": [],
    "outputFields": [],
}
WORKFLOWS: dict[str, Any] = {
    "flows": [
        _flow("901", "Yes: 17:00 \u2192 \u00c4rende?", _wait(), description="Ask Ana.\nTwice."),
        _flow("902", "Twin", _wait(following=True), _action(2, "0-15", flow_id="901")),
        _flow("903", "Twin", _action(1, "0-15", flow_id="902"), isEnabled=False),
        _flow("904", "Loop", LOOP),
        _flow("905", "Support Pipeline: Closed", _wait(), uuid="ticket-0-4"),
        _flow(
            "906",
            "Support Pipeline: mail",
            _sets(1, "hs_pipeline_stage", "3"),
            uuid="ticket-0-email-sent",
        ),
        _flow("907", "support_pipeline", CODE),
        _flow("908", "Empty", startActionId=None),
        _flow("909", "Names what is gone", _sets(1, "hs_pipeline_stage", "999")),
        _flow("910", "Feeds the loop", _action(1, "0-15", flow_id="904")),
        _flow("911", "Of contacts", _wait(), objectTypeId="0-1", type="CONTACT_FLOW"),
    ],
}
"""Names that are no keys, twins, references, a loop, what belongs to a pipeline's Automate page,
code, an empty one, one that names a deleted status, one of contacts."""
