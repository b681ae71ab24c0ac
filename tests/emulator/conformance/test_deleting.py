from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from .steps import (
    BASE,
    RULES,
    TICKETS,
    VALIDATION,
    body,
    make_ticket,
    order,
    put_rules,
    refusal,
    remove,
    stage,
    unique,
    validation,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from .steps import Api

case = pytest.mark.case


@case("HB-DELETE-01")
def test_deleting_a_stage_that_is_not_there_is_204(target: Api, new: str) -> None:
    for path in (f"{new}/stages/nothing", "nothing/stages/nothing", f"0/stages/{new}-a"):
        assert target.delete(f"{BASE}/{path}").status_code == 204
    assert order(target, new) == "ABCD"


@case("HB-DELETE-02")
def test_a_delete_is_a_purge(target: Api) -> None:
    pipeline_id = unique()
    for _ in range(2):
        assert target.post(BASE, body(pipeline_id)).status_code == 201
        assert target.delete(f"{BASE}/{pipeline_id}").status_code == 204
        assert target.get(f"{BASE}/{pipeline_id}").status_code == 404
    listed = target.get(f"{BASE}?archived=true").json()["results"]
    assert pipeline_id not in [each["id"] for each in listed]


@case("HB-DELETE-03")
@pytest.mark.parametrize("how", ["stage", "pipeline", "replace"])
@pytest.mark.parametrize("version", ["/crm/v3/pipelines", "/crm/pipelines/2026-03", BASE[:-8]])
def test_a_stage_that_holds_a_ticket_stays(target: Api, new: str, how: str, version: str) -> None:
    ticket = make_ticket(target, new, f"{new}-b")
    path = f"{version}/tickets/{new}"
    answer = {
        "stage": lambda: target.delete(f"{path}/stages/{new}-b"),
        "pipeline": lambda: target.delete(path),
        "replace": lambda: target.put(
            path, body(new, stages=[stage("D", 0, "CLOSED", f"{new}-d")])
        ),
    }[how]()
    target.delete(f"{TICKETS}/{ticket}")
    assert refusal(answer) == validation("STAGE_ID_IN_USE")
    found = answer.json()
    message = f"Stage IDs: [{new}-b] are being referenced by object IDs: [{ticket}]"
    assert found["message"] == message
    assert found["context"] == {"stageIds": [f"[{new}-b]"], "objectIds": [f"[{ticket}]"]}
    assert target.get(f"{BASE}/{new}/stages/{new}-b").status_code == 200


@case("HB-DELETE-04")
def test_the_bypass_has_no_effect(target: Api, new: str) -> None:
    ticket = make_ticket(target, new, f"{new}-b")
    answer = target.delete(f"{BASE}/{new}/stages/{new}-b?validateReferencesBeforeDelete=false")
    target.delete(f"{TICKETS}/{ticket}")
    assert refusal(answer) == validation("STAGE_ID_IN_USE")


@case("HB-DELETE-05")
def test_old_versions_delete_with_the_profile(
    elsewhere: Callable[[str], tuple[Api, str]],
) -> None:
    api, pipeline_id = elsewhere("old_versions_delete")
    make_ticket(api, pipeline_id, f"{pipeline_id}-b")
    old = f"/crm/v3/pipelines/tickets/{pipeline_id}/stages/{pipeline_id}-b"
    assert api.delete(f"{BASE}/{pipeline_id}/stages/{pipeline_id}-b").status_code == 400
    assert api.delete(f"{old}?validateReferencesBeforeDelete=true").status_code == 400
    assert api.delete(old).status_code == 204
    assert order(api, pipeline_id) == "ACD"
    remove(api, pipeline_id)


@case("HB-DELETE-06")
def test_the_default_pipeline_stays(target: Api) -> None:
    listed = target.get(BASE).json()["results"]
    default = next(each for each in listed if each["createdAt"].startswith("1970"))
    assert refusal(target.delete(f"{BASE}/{default['id']}")) == VALIDATION


@case("HB-DELETE-07")
def test_a_stage_named_by_a_rule_stays(target: Api, new: str) -> None:
    put_rules(target, new, creation=[f"{new}-b"])
    answer = target.delete(f"{BASE}/{new}/stages/{new}-b")
    assert refusal(answer) == validation("STAGE_ID_IN_USE")
    assert target.delete(f"{RULES}/{new}").status_code == 204
    assert target.delete(f"{BASE}/{new}/stages/{new}-b").status_code == 204


@case("HB-DELETE-07")
def test_a_stage_named_by_a_rule_goes_with_the_profile(
    elsewhere: Callable[[str], tuple[Api, str]],
) -> None:
    api, pipeline_id = elsewhere("rules_do_not_block")
    put_rules(api, pipeline_id, creation=[f"{pipeline_id}-a", f"{pipeline_id}-b"])
    assert api.delete(f"{BASE}/{pipeline_id}/stages/{pipeline_id}-b").status_code == 204
    rules = api.get(f"{RULES}/{pipeline_id}").json()
    assert rules["objectCreationRule"]["pipelineStageIds"] == [f"{pipeline_id}-a"]
    remove(api, pipeline_id)


@case("HB-AUDIT-01")
@pytest.mark.parametrize("path", ["", "/stages/{new}-a"])
def test_an_audit_tells_who_and_when(target: Api, new: str, path: str) -> None:
    path = f"{BASE}/{new}" + path.format(new=new)
    target.patch(path, {"label": unique("L")})
    latest = target.get(f"{path}/audit").json()["results"][0]
    assert {"identifier", "portalId", "fromUserId", "timestamp", "action"} <= latest.keys()
    assert isinstance(latest["rawObject"], str)
    assert json.loads(latest["rawObject"])
