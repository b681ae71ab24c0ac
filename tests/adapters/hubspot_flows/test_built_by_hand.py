"""Flows built by hand in HubSpot, as JSON, and what each is to us: fields, or why it is opaque.

`flows/<name>.json` is the flow, `flows/<name>.raised.json` what it is raised to. Each holds
something that real flows were seen with (hubspot-api.md section 13).
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from pipelinectl.adapters.hubspot.flows import canonical, lowered, put_body, raised, same
from pipelinectl.canonical import fields_to_json
from tests import golden
from tests.adapters.flow_shapes import checked
from tests.adapters.hubspot_flows.account import Account

FLOWS = Path(__file__).parent / "flows"
NAMES = sorted(each.stem for each in FLOWS.glob("*.json") if not each.stem.endswith(".raised"))
SAID = [each for each in NAMES if not each.startswith("opaque_")]


def flow_of(name: str) -> Any:
    return json.loads((FLOWS / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_flow_is_raised_or_opaque_with_its_reason(name: str) -> None:
    flow = flow_of(name)
    before = copy.deepcopy(flow)
    found = raised(flow, Account())
    assert found is not None
    assert (found.opaque is not None) == name.startswith("opaque_")
    shown = {
        "opaque": found.opaque,
        "mark": found.mark,
        "parent": found.parent,
        "fields": fields_to_json(found.fields),
    }
    text = json.dumps(shown, indent=2, ensure_ascii=False)
    golden.check(FLOWS / f"{name}.raised.json", text)
    assert flow == before, "what was read is left as it was"
    assert found.native is flow


@pytest.mark.parametrize("name", SAID)
def test_a_raised_flow_is_written_back_as_it_was(name: str) -> None:
    flow = flow_of(name)
    found = raised(flow, Account())
    assert found is not None
    body = put_body(lowered(found.fields, Account(), "automation.x", old=flow), "12")
    assert checked(body, strict=False) == []
    assert same(body, flow)
    ids = [each["actionId"] for each in flow["actions"]]
    assert sorted(each["actionId"] for each in body["actions"]) == sorted(ids)
    assert body.get("startActionId") == flow.get("startActionId")


def test_roots_stay_what_they_were() -> None:
    flow = flow_of("roots_are_and")
    found = raised(flow, Account())
    assert found is not None
    body = lowered(found.fields, Account(), "automation.x", old=flow)
    fresh = lowered(found.fields, Account(), "automation.x")
    roots = [_roots(each) for each in (flow, body, fresh)]
    assert roots == [["AND", "AND"], ["AND", "AND"], ["OR", "OR"]]
    assert canonical(body) == canonical(fresh)


def test_what_files_cannot_say_is_sent_as_it_was_read() -> None:
    flow = flow_of("what_files_cannot_say")
    found = raised(flow, Account())
    assert found is not None
    body = lowered(found.fields, Account(), "automation.x", old=flow)
    names = {"timeWindows", "blockedDates", "customProperties", "suppressionFilterBranch"}
    for name in (*names, "enrollmentSchedule", "dataSources", "uuid"):
        assert body[name] == flow[name]


def _roots(flow: Any) -> list[str]:
    return [
        flow["enrollmentCriteria"]["listFilterBranch"]["filterBranchType"],
        flow["actions"][0]["listBranches"][0]["filterBranch"]["filterBranchType"],
    ]
