from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from .flowsteps import body_of_flow, put_body, wait_until_complete
from .steps import BETA, FLOWS, VALIDATION, refusal, unique

if TYPE_CHECKING:
    from collections.abc import Callable

    from .steps import Api

case = pytest.mark.case


@case("HB-FLOW-01")
def test_both_paths_show_one_resource(target: Api, flow: str) -> None:
    here = target.get(f"{FLOWS}/{flow}")
    assert here.status_code == 200
    assert here.json() == target.get(f"{BETA}/flows/{flow}").json()


@case("HB-FLOW-02")
@pytest.mark.parametrize("key", ["type", "flowType", "objectTypeId", "isEnabled", "actions"])
def test_missing_fields_are_named(make: Callable[..., Any], key: str) -> None:
    answer = make(**{key: None})
    assert refusal(answer) == VALIDATION
    assert answer.json()["message"] == f"Some required fields were not set: [{key}]"


@case("HB-FLOW-02")
def test_the_id_is_a_number_that_hubspot_chooses(make: Callable[..., Any]) -> None:
    made = make(body_of_flow() | {"id": "7"}).json()
    assert made["id"].isdigit()
    assert made["id"] != "7"


@pytest.mark.row("B-API-02")
@case("HB-FLOW-03")
def test_a_small_flow_is_filled_up(target: Api, make: Callable[..., Any]) -> None:
    small = ("type", "flowType", "objectTypeId", "isEnabled", "name")
    asked = {key: value for key, value in body_of_flow().items() if key in small}
    flow_id = make(asked | {"actions": []}).json()["id"]
    found = target.get(f"{FLOWS}/{flow_id}").json()
    added = ("timeWindows", "blockedDates", "customProperties", "dataSources")
    assert [found[key] for key in added] == [[], [], {}, []]
    assert {"createdAt", "updatedAt", "revisionId", "nextAvailableActionId"} <= found.keys()
    assert not {"startActionId", "description", "enrollmentCriteria", "uuid"} & found.keys()


@case("HB-FLOW-04")
def test_a_new_flow_is_pending_and_then_complete(target: Api, make: Callable[..., Any]) -> None:
    made = make().json()
    assert made["crmObjectCreationStatus"] == "PENDING"
    wait_until_complete(target, made["id"])


@case("HB-FLOW-04")
def test_a_new_flow_can_stay_pending_for_long(profiled: Callable[[str], Api]) -> None:
    api = profiled("slow_flow_creation")
    flow_id = api.post(FLOWS, body_of_flow()).json()["id"]
    found = [api.get(f"{FLOWS}/{flow_id}").json()["crmObjectCreationStatus"] for _ in range(6)]
    assert found == ["PENDING"] * 5 + ["COMPLETE"]


@case("HB-FLOW-05")
def test_a_pending_flow_cannot_be_replaced(profiled: Callable[[str], Api]) -> None:
    api = profiled("slow_flow_creation")
    flow_id = api.post(FLOWS, body_of_flow()).json()["id"]
    asked = put_body(api, flow_id)
    assert refusal(api.put(f"{FLOWS}/{flow_id}", asked)) == VALIDATION
    wait_until_complete(api, flow_id)
    assert api.put(f"{FLOWS}/{flow_id}", asked).status_code == 200


@case("HB-FLOW-06")
def test_what_a_put_leaves_out_is_cleared(target: Api, flow: str) -> None:
    asked = put_body(target, flow, name="Short", enrollmentCriteria=None, description=None)
    assert target.put(f"{FLOWS}/{flow}", asked).status_code == 200
    found = target.get(f"{FLOWS}/{flow}").json()
    assert found["name"] == "Short"
    assert not {"enrollmentCriteria", "description"} & found.keys()


@case("HB-FLOW-07")
def test_each_write_makes_a_revision(target: Api, flow: str) -> None:
    before = target.get(f"{FLOWS}/{flow}").json()
    time.sleep(0.002)
    assert target.put(f"{FLOWS}/{flow}", put_body(target, flow)).status_code == 200
    after = target.get(f"{FLOWS}/{flow}").json()
    assert after["revisionId"] != before["revisionId"]
    assert after["updatedAt"] > before["updatedAt"]
    without = put_body(target, flow, revisionId=None)
    assert "revisionId" in target.put(f"{FLOWS}/{flow}", without).json()["message"]


@case("HB-FLOW-08")
def test_a_stale_revision_is_refused(target: Api, flow: str) -> None:
    asked = put_body(target, flow, name="First")
    assert target.put(f"{FLOWS}/{flow}", asked).status_code == 200
    answer = target.put(f"{FLOWS}/{flow}", asked | {"name": "Second"})
    assert refusal(answer)[:2] == (409, "CONFLICT")
    assert target.get(f"{FLOWS}/{flow}").json()["name"] == "First"


@case("HB-FLOW-09")
def test_the_object_type_never_changes(target: Api, flow: str) -> None:
    asked = put_body(target, flow) | {"objectTypeId": "0-3", "flowType": "ACTION_SET"}
    assert target.put(f"{FLOWS}/{flow}", asked).status_code == 200
    found = target.get(f"{FLOWS}/{flow}").json()
    assert (found["objectTypeId"], found["flowType"]) == ("0-5", "WORKFLOW")
    other = put_body(target, flow, type="CONTACT_FLOW")
    assert refusal(target.put(f"{FLOWS}/{flow}", other)) == VALIDATION


@case("HB-FLOW-10")
def test_the_type_fits_the_object_type(make: Callable[..., Any]) -> None:
    answer = make(objectTypeId="0-1")
    assert refusal(answer) == VALIDATION
    expected = 'Expected an object type other than "0-1" objectType but got "0-1"'
    assert answer.json()["message"] == expected
    assert refusal(make(type="CONTACT_FLOW")) == VALIDATION


@case("HB-FLOW-11")
def test_unknown_keys_are_dropped_without_a_word(target: Api, make: Callable[..., Any]) -> None:
    asked = body_of_flow(descriptionn="lost")
    asked["actions"][1]["note"] = "lost"
    (inner,) = asked["enrollmentCriteria"]["listFilterBranch"]["filterBranches"]
    operation = inner["filters"][0]["operation"]
    operation["operatorName"] = "IS_NONE_OF"
    del operation["operator"]
    flow_id = make(asked).json()["id"]
    found = target.get(f"{FLOWS}/{flow_id}").json()
    assert "descriptionn" not in found
    assert "note" not in found["actions"][1]
    (inner,) = found["enrollmentCriteria"]["listFilterBranch"]["filterBranches"]
    assert inner["filters"][0]["operation"]["operator"] == "IS_ANY_OF"


@case("HB-FLOW-12")
def test_names_are_not_unique(make: Callable[..., Any]) -> None:
    name = unique("Twice")
    one, two = make(name=name).json(), make(name=name).json()
    assert one["id"] != two["id"]


@case("HB-FLOW-13")
def test_a_uuid_is_kept_and_listed(target: Api, make: Callable[..., Any]) -> None:
    uuid = unique("uuid")
    flow_id = make(uuid=uuid).json()["id"]
    assert target.get(f"{FLOWS}/{flow_id}").json()["uuid"] == uuid
    items = target.get(FLOWS).json()["results"]
    assert [each["uuid"] for each in items if each["id"] == flow_id] == [uuid]


@case("HB-FLOW-14")
def test_the_list_tells_what_identifies_a_flow(
    target: Api, flow: str, make: Callable[..., Any]
) -> None:
    make()
    items = {each["id"]: each for each in target.get(FLOWS).json()["results"]}
    keys = {"id", "isEnabled", "flowType", "objectTypeId", "revisionId", "createdAt", "updatedAt"}
    assert items[flow].keys() == keys | {"name"}
    first = target.get(FLOWS, params={"limit": 1}).json()
    after = first["paging"]["next"]["after"]
    second = target.get(FLOWS, params={"limit": 1, "after": after}).json()
    assert first["results"] != second["results"]


@case("HB-FLOW-15")
def test_a_batch_reads_whole_flows(target: Api, flow: str) -> None:
    asked = [{"type": "FLOW_ID", "flowId": flow}]
    answer = target.post(f"{FLOWS}/batch/read", {"inputs": asked})
    assert (answer.status_code, answer.json()["status"]) == (200, "COMPLETE")
    assert answer.json()["results"] == [target.get(f"{FLOWS}/{flow}").json()]
    unknown = [*asked, {"type": "FLOW_ID", "flowId": "1"}]
    answer = target.post(f"{FLOWS}/batch/read", {"inputs": unknown})
    assert (answer.status_code, answer.json()["numErrors"]) == (207, 1)
    assert [each["id"] for each in answer.json()["results"]] == [flow]
    assert answer.json()["errors"][0]["subCategory"] == "FLOW_NOT_FOUND_BY_FLOW_ID"


@pytest.mark.row("B-API-02")
@case("HB-FLOW-16")
def test_a_deleted_flow_is_gone(target: Api, make: Callable[..., Any]) -> None:
    flow_id = make().json()["id"]
    assert target.delete(f"{FLOWS}/{flow_id}").status_code == 204
    assert target.get(f"{FLOWS}/{flow_id}").status_code == 404
    assert target.delete(f"{FLOWS}/{flow_id}").status_code == 404


@case("HB-FLOW-18")
def test_the_beta_tells_revisions_and_action_types(target: Api, flow: str) -> None:
    before = target.get(f"{FLOWS}/{flow}").json()
    target.put(f"{FLOWS}/{flow}", put_body(target, flow, name="Renamed"))
    path = f"{BETA}/flows/{flow}/revisions/{before['revisionId']}"
    found = target.get(path).json()
    assert found["flow"]["name"] == before["name"]
    assert {"id", "revisionId", "revisionCreatedAt"} <= found.keys()
    types = target.get(f"{BETA}/action-types", params={"objectTypeId": "0-5"}).json()
    assert "paging" not in types
    by_id = {each["actionTypeId"]: each for each in types["results"]}
    keys = {"actionTypeId", "actionName", "groupId", "inputFieldDefinitions", "objectTypeIds"}
    assert keys <= by_id["0-1"].keys()


@case("HB-FLOW-19")
def test_a_put_switches_a_flow_on(target: Api, flow: str) -> None:
    assert target.put(f"{FLOWS}/{flow}", put_body(target, flow, isEnabled=True)).status_code == 200
    assert target.get(f"{FLOWS}/{flow}").json()["isEnabled"] is True
    target.put(f"{FLOWS}/{flow}", put_body(target, flow, isEnabled=False))
