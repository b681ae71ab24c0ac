"""Updates: actions that stay keep their ids, for tickets wait at them; the rest is a full body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows import canonical, lowered, post_body, put_body, same
from pipelinectl.automation.model import Action, Branch
from pipelinectl.model import Record
from tests.adapters.flow_shapes import checked
from tests.adapters.hubspot_flows.account import Account
from tests.adapters.hubspot_flows.test_example import STILL
from tests.adapters.hubspot_flows.test_refused import fields
from tests.adapters.hubspot_flows.test_round_trip import shown

if TYPE_CHECKING:
    from collections.abc import Mapping


def days(amount: int) -> Action:
    return Action("delay", Record(amount=amount, unit="days"))


def rank(value: str) -> Action:
    return Action("set", Record(property="priority", value=value))


def ids(body: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [
        (each["actionId"], each.get("connection", {}).get("nextActionId"))
        for each in body["actions"]
    ]


def body_of(*actions: Action, old: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return lowered(fields(*actions), Account(), "automation.x", old=old)


def test_an_action_put_in_the_middle_leaves_the_ids_of_the_others() -> None:
    old = shown(body_of(days(1), days(2), days(3)))
    body = body_of(days(1), rank("LOW"), days(2), days(3), old=old)
    assert ids(body) == [("1", "4"), ("4", "2"), ("2", "3"), ("3", None)]
    assert checked(put_body(body, "7")) == []


def test_an_action_that_changed_keeps_its_id_and_one_that_went_gives_it_to_nobody() -> None:
    old = shown(body_of(days(1), rank("LOW"), days(3)))
    assert ids(body_of(days(1), rank("HIGH"), days(3), old=old)) == [
        ("1", "2"),
        ("2", "3"),
        ("3", None),
    ]
    assert ids(body_of(days(1), days(3), old=old)) == [("1", "3"), ("3", None)]
    again = {**shown(body_of(days(1), days(3), old=old)), "nextAvailableActionId": "4"}
    assert ids(body_of(days(1), days(3), rank("LOW"), old=again)) == [
        ("1", "3"),
        ("3", "4"),
        ("4", None),
    ]


def test_an_action_that_moves_into_a_branch_keeps_its_id() -> None:
    old = shown(body_of(days(1), days(2)))
    branching = Action("if", Record(), (Branch((days(2),), "Still", STILL),))
    body = body_of(days(1), branching, old=old)
    assert [each["actionId"] for each in body["actions"]] == ["1", "3", "2"]
    assert body["actions"][1]["listBranches"][0]["connection"]["nextActionId"] == "2"
    assert checked(put_body(body, "7")) == []


def test_a_description_that_nobody_declared_stays() -> None:
    old = {
        **shown(body_of(days(1))),
        "description": "Ana's.\n\nmanaged-by: pipelinectl automation.a",
    }
    assert body_of(days(1), old=old)["description"] == (
        "Ana's.\n\nmanaged-by: pipelinectl automation.x"
    )
    declared = lowered(fields(days(1), description=""), Account(), "automation.x", old=old)
    assert declared["description"] == "managed-by: pipelinectl automation.x"


def test_an_update_is_a_create_without_what_cannot_change() -> None:
    body = body_of(days(1))
    assert put_body(body, "7").keys() == (
        body.keys() - {"flowType", "objectTypeId", "dataSources"} | {"revisionId"}
    )
    assert put_body(body, "7")["revisionId"] == "7"


def test_a_flow_made_anew_does_not_take_the_old_ones_uuid() -> None:
    old = {**shown(body_of(days(1))), "uuid": "6b1f"}
    body = body_of(days(1), old=old)
    assert body["uuid"] == "6b1f"
    assert "uuid" not in post_body(body)


def test_ids_order_edges_and_defaults_make_no_difference() -> None:
    body = body_of(
        Action("if", Record(), (Branch((days(2),), "Still", STILL),), Branch((rank("LOW"),))),
        days(3),
    )
    other = shown(body)
    new_ids = {"1": "135", "2": "7", "3": "12", "4": "2"}
    text = [{**each, "actionId": new_ids[each["actionId"]]} for each in other["actions"]]
    for each in text:
        for edge in _edges(each):
            edge["nextActionId"] = new_ids[edge["nextActionId"]]
            edge["edgeType"] = "STANDARD" if edge["edgeType"] == "GOTO" else "GOTO"
    root = text[0]["listBranches"][0]["filterBranch"]["filterBranches"][0]
    text[0]["listBranches"][0]["filterBranch"] = {"filterBranchType": "AND", **root}
    del root["filters"][0]["operation"]["includeObjectsWithNoValueSet"]
    other |= {"actions": sorted(text, key=lambda each: int(each["actionId"]))}
    other |= {"startActionId": "135", "timeWindows": None}
    assert canonical(other) == canonical(body)
    assert same(body, other)


def test_what_a_flow_does_makes_a_difference() -> None:
    body = body_of(days(1), days(2))
    assert not same(body_of(days(1), days(3)), body)
    assert not same(body_of(days(2), days(1)), body)
    assert not same({**body, "name": "y"}, body)
    assert not same({**body, "isEnabled": False}, body)
    assert not same({**body, "goal": 1}, body)
    assert not same(put_body(body, "1"), {**body, "blockedDates": [{"dayOfMonth": 1}]})
    assert same({**body, "description": "other"}, body)


def _edges(action: dict[str, Any]) -> list[dict[str, Any]]:
    holders = [action, *action.get("listBranches", ())]
    found = [each["connection"] for each in holders if "connection" in each]
    return [*found, *([action["defaultBranch"]] if "defaultBranch" in action else [])]
