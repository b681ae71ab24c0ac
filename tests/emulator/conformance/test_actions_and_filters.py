from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .flowsteps import (
    PRIORITY,
    action,
    body_of_flow,
    branch,
    edge,
    if_branch,
    is_any_of,
    listed,
    on_stage,
)
from .steps import FLOWS, VALIDATION, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from .steps import Api

case = pytest.mark.case


@case("HB-FLOW-17")
def test_actions_are_listed_by_id(target: Api, make: Callable[..., Any]) -> None:
    actions = [action("30", "4"), action("4", "12"), action("12")]
    flow_id = make(startActionId="30", actions=actions).json()["id"]
    found = target.get(f"{FLOWS}/{flow_id}").json()
    assert [each["actionId"] for each in found["actions"]] == ["4", "12", "30"]
    assert found["startActionId"] == "30"
    assert int(found["nextAvailableActionId"]) > 30


@case("HB-ACTION-01")
def test_action_ids_are_unique(make: Callable[..., Any]) -> None:
    assert refusal(make(actions=[action("1", "2"), action("2"), action("2")])) == VALIDATION


@case("HB-ACTION-02")
def test_connections_lead_somewhere(make: Callable[..., Any]) -> None:
    assert refusal(make(actions=[action("1", "2")])) == VALIDATION
    assert refusal(make(actions=[if_branch("1", "2")])) == VALIDATION
    assert refusal(make(actions=[if_branch("1") | {"defaultBranch": edge("9")}])) == VALIDATION


@case("HB-ACTION-03")
def test_the_first_action_is_named_and_exists(make: Callable[..., Any]) -> None:
    assert refusal(make(startActionId=None)) == VALIDATION
    assert refusal(make(startActionId="9")) == VALIDATION
    assert refusal(make(startActionId="1", actions=[])) == VALIDATION


@case("HB-ACTION-04")
def test_every_action_is_reached(make: Callable[..., Any]) -> None:
    assert refusal(make(actions=[action("1"), action("2")])) == VALIDATION
    circle = [action("1"), action("2", "3"), action("3", "2")]
    assert refusal(make(actions=circle)) == VALIDATION


JOINED = [if_branch("1", "2") | {"defaultBranch": edge("3")}, action("2", "4"), action("3", "4")]


@case("HB-ACTION-05")
def test_paths_join_by_goto(make: Callable[..., Any]) -> None:
    assert refusal(make(actions=[*JOINED, action("4")])) == VALIDATION
    by_goto = [*JOINED[:2], action("3", "4", "GOTO"), action("4")]
    assert make(actions=by_goto).status_code == 201
    only_goto = [action("1", "2", "GOTO"), action("2")]
    assert refusal(make(actions=only_goto)) == VALIDATION
    assert make(actions=[action("1", "2"), action("2", "1", "GOTO")]).status_code == 201


@case("HB-ACTION-05")
def test_paths_join_in_any_way_with_the_profile(profiled: Callable[[str], Api]) -> None:
    api = profiled("any_joins")
    for actions in ([*JOINED, action("4")], [action("1", "2", "GOTO"), action("2")]):
        assert api.post(FLOWS, body_of_flow(actions=actions)).status_code == 201


@case("HB-ACTION-06")
def test_an_empty_default_branch_breaks_the_server(make: Callable[..., Any]) -> None:
    assert make(actions=[if_branch("1") | {"defaultBranch": {}}]).status_code == 500


@case("HB-ACTION-07")
def test_go_to_is_written_in_one_word(make: Callable[..., Any]) -> None:
    actions = [action("1", "2"), action("2", "1", "GO-TO")]
    assert refusal(make(actions=actions)) == VALIDATION


@case("HB-ACTION-08")
def test_an_action_has_at_most_15_branches(make: Callable[..., Any]) -> None:
    assert make(actions=[if_branch("1", *[None] * 15)]).status_code == 201
    assert refusal(make(actions=[if_branch("1", *[None] * 16)])) == VALIDATION


@case("HB-ACTION-08")
def test_an_action_has_at_most_20_branches_with_the_profile(
    profiled: Callable[[str], Api],
) -> None:
    api = profiled("twenty_branches")
    for number, status in ((20, 201), (21, 400)):
        asked = body_of_flow(actions=[if_branch("1", *[None] * number)])
        assert api.post(FLOWS, asked).status_code == status


@case("HB-ACTION-09")
def test_the_old_action_on_lists_breaks_the_server(make: Callable[..., Any]) -> None:
    answer = make(actions=[action("1") | {"actionTypeId": "0-13", "fields": {"list_id": "1"}}])
    assert (answer.status_code, answer.text) == (500, "")


@case("HB-ACTION-10")
def test_a_missing_version_is_zero(target: Api, make: Callable[..., Any]) -> None:
    without = {key: each for key, each in action("1").items() if key != "actionTypeVersion"}
    flow_id = make(actions=[without]).json()["id"]
    (found,) = target.get(f"{FLOWS}/{flow_id}").json()["actions"]
    assert found["actionTypeVersion"] == 0


@case("HB-ACTION-11")
@pytest.mark.parametrize(
    ("type_id", "fields", "missing"),
    [
        ("0-1", {"delta": "60"}, "time_unit"),
        ("0-4", {}, "content_id"),
        ("0-5", {"property_name": PRIORITY}, "value"),
        ("0-8", {"user_ids": ["1"], "subject": "x"}, "body"),
        ("0-15", {}, "flow_id"),
    ],
)
def test_an_action_needs_its_fields(
    make: Callable[..., Any], type_id: str, fields: dict[str, Any], missing: str
) -> None:
    answer = make(actions=[action("1") | {"actionTypeId": type_id, "fields": fields}])
    assert refusal(answer) == VALIDATION
    assert missing in answer.json()["message"]


@case("HB-ACTION-12")
def test_branches_may_lack_names_ways_and_a_default(make: Callable[..., Any]) -> None:
    condition = branch("AND", is_any_of(PRIORITY, "HIGH"))
    bare: dict[str, Any] = {
        "type": "LIST_BRANCH",
        "actionId": "1",
        "listBranches": [{"filterBranch": condition}],
    }
    value = {"type": "OBJECT_PROPERTY", "propertyName": PRIORITY}
    switch: dict[str, Any] = {
        "type": "STATIC_BRANCH",
        "actionId": "1",
        "inputValue": value,
        "staticBranches": [{"branchValue": "HIGH"}],
        "defaultBranchName": "Other",
    }
    for each in (bare, switch):
        assert make(actions=[each]).status_code == 201


ODD_ACTIONS: list[Any] = [
    1,
    {},
    {"type": "SOMETHING", "actionId": "1"},
    {"type": "LIST_BRANCH", "actionId": "1"},
    {"type": "AB_TEST_BRANCH", "actionId": "1", "testBranches": [{"percentage": 50}]},
    action("1") | {"actionId": 1},
    action("1") | {"actionTypeVersion": "0"},
    action("1") | {"actionTypeId": "delay"},
    action("1") | {"fields": []},
    action("1") | {"connection": {}},
    {"type": "WEBHOOK", "actionId": "1", "method": "FETCH", "webhookUrl": "x", "queryParams": []},
    {"type": "CUSTOM_CODE", "actionId": "1", "runtime": "PYTHON39", "sourceCode": "x"},
]


@case("HB-ACTION-13")
@pytest.mark.parametrize("odd", ODD_ACTIONS, ids=range(len(ODD_ACTIONS)))
def test_an_action_has_the_shape_of_its_type(make: Callable[..., Any], odd: Any) -> None:
    assert refusal(make(actions=[odd])) == VALIDATION


@case("HB-FILTER-01")
def test_an_enumeration_is_never_not_equal(make: Callable[..., Any]) -> None:
    unequal = is_any_of(PRIORITY, "HIGH")
    unequal["operation"]["operator"] = "IS_NOT_EQUAL_TO"
    assert refusal(make(enrollmentCriteria=listed(branch("AND", unequal)))) == VALIDATION
    unequal["operation"]["operator"] = "IS_NONE_OF"
    assert make(enrollmentCriteria=listed(branch("AND", unequal))).status_code == 201


@case("HB-FILTER-02")
@pytest.mark.parametrize(
    "key", ["filterBranchType", "filterBranchOperator", "filterBranches", "filters"]
)
def test_a_branch_needs_its_four_keys(make: Callable[..., Any], key: str) -> None:
    inner = branch("AND", is_any_of(PRIORITY, "HIGH"))
    del inner[key]
    enrollment = listed()
    enrollment["listFilterBranch"]["filterBranches"] = [inner]
    answer = make(enrollmentCriteria=enrollment)
    assert refusal(answer) == VALIDATION
    assert key in answer.json()["message"]


@case("HB-FILTER-03")
def test_events_are_not_nested(make: Callable[..., Any]) -> None:
    event = on_stage("1")["eventFilterBranches"][0]
    assert make(enrollmentCriteria=on_stage("1")).status_code == 201
    assert refusal(make(enrollmentCriteria=listed(event))) == VALIDATION


@case("HB-FILTER-04")
@pytest.mark.parametrize(
    ("kind", "operator", "more"),
    [
        ("STRING", "IS_ANY_OF", {"value": "x"}),
        ("NUMBER", "IS_EQUAL_TO", {"value": "5"}),
        ("BOOL", "IS_EQUAL_TO", {"value": "true"}),
        ("ALL_PROPERTY", "IS_EQUAL_TO", {}),
        ("ENUMERATION", "IS_ANY_OF", {"value": "HIGH"}),
        ("SOMETHING", "IS_EQUAL_TO", {"value": "x"}),
    ],
)
def test_an_operation_has_the_operators_and_values_of_its_type(
    make: Callable[..., Any], kind: str, operator: str, more: dict[str, Any]
) -> None:
    operation = {"operationType": kind, "operator": operator, **more}
    asked = {"filterType": "PROPERTY", "property": "subject", "operation": operation}
    assert refusal(make(enrollmentCriteria=listed(branch("AND", asked)))) == VALIDATION


@case("HB-FILTER-05")
def test_numbers_read_as_floats(target: Api, make: Callable[..., Any]) -> None:
    operation = {"operationType": "NUMBER", "operator": "IS_EQUAL_TO", "value": 5}
    asked = {"filterType": "PROPERTY", "property": "hs_object_id", "operation": operation}
    flow_id = make(enrollmentCriteria=listed(branch("AND", asked))).json()["id"]
    root = target.get(f"{FLOWS}/{flow_id}").json()["enrollmentCriteria"]["listFilterBranch"]
    found = root["filterBranches"][0]["filters"][0]["operation"]
    assert isinstance(found["value"], float)
    assert found["includeObjectsWithNoValueSet"] is False


@case("HB-FILTER-06")
def test_the_root_may_be_an_and(make: Callable[..., Any]) -> None:
    enrollment = listed() | {"listFilterBranch": branch("AND", is_any_of(PRIORITY, "HIGH"))}
    assert make(enrollmentCriteria=enrollment).status_code == 201


@case("HB-FILTER-07")
@pytest.mark.parametrize(
    "enrollment",
    [
        {},
        {"type": "SOMETIMES"},
        {"type": "MANUAL"},
        {"type": "LIST_BASED", "shouldReEnroll": False},
        {"type": "EVENT_BASED", "shouldReEnroll": False, "eventFilterBranches": []},
        on_stage("1") | {"shouldReEnroll": "true"},
    ],
    ids=range(6),
)
def test_an_enrollment_has_the_shape_of_its_type(
    make: Callable[..., Any], enrollment: dict[str, Any]
) -> None:
    assert refusal(make(enrollmentCriteria=enrollment)) == VALIDATION
