"""What a person does by hand: the Automate tab and the workflow editor, below `/_ui/`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from .conformance.flowsteps import action, body_of_flow
from .conformance.steps import BASE, FLOWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from .harness import Api

TAB = "/_ui/pipelines/0/automate"


def test_a_new_pipeline_sets_the_close_date_and_nothing_else(api: Api) -> None:
    expected = {
        "set_close_date": True,
        "email_sent_to_customer": False,
        "customer_replies": False,
    }
    assert api.get(TAB).json() == expected
    assert api.get(FLOWS).json() == {"results": []}


def test_the_close_date_is_switched_where_no_api_sees_it(api: Api) -> None:
    assert api.patch(TAB, {"set_close_date": False}).json()["set_close_date"] is False
    assert api.get(TAB).json()["set_close_date"] is False
    assert api.get(FLOWS).json() == {"results": []}
    assert "set_close_date" not in api.get(f"{BASE}/0").text


def test_a_trigger_moves_and_comes_back_as_one_flow(api: Api) -> None:
    for target in ("2", "3", False, "2"):
        assert api.patch(TAB, {"email_sent_to_customer": target}).status_code == 200
        assert api.get(TAB).json()["email_sent_to_customer"] == target
    (found,) = api.get(FLOWS).json()["results"]
    assert (found["uuid"], found["revisionId"]) == ("ticket-0-email-sent", "4")


def test_a_trigger_that_never_was_on_has_no_flow(api: Api) -> None:
    assert api.patch(TAB, {"customer_replies": False}).status_code == 200
    assert api.get(FLOWS).json() == {"results": []}


@pytest.mark.parametrize(
    "asked",
    [
        {"customer_replies": "nothing"},
        {"customer_replies": True},
        {"customer_replies": None},
        {"set_close_date": "no"},
        {"connected_channels": []},
    ],
    ids=str,
)
def test_the_tab_refuses_what_it_does_not_offer(api: Api, asked: dict[str, Any]) -> None:
    assert api.patch(TAB, asked).status_code == 400
    assert api.patch("/_ui/pipelines/nothing/automate", {}).status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        {"stage": "nothing", "actions": [action("1")]},
        {"stage": "1", "actions": []},
        {"stage": "1", "actions": [action("1", "2")]},
        {"stage": "1", "actions": [action("1")], "enabled": "yes"},
        {"stage": "1"},
    ],
    ids=range(5),
)
def test_actions_of_a_stage_are_actions_that_hubspot_keeps(api: Api, asked: dict[str, Any]) -> None:
    assert api.post(f"{TAB}/actions", asked).status_code == 400
    assert api.get(FLOWS).json() == {"results": []}


def test_a_pipeline_that_is_deleted_takes_its_switches_along(api: Api) -> None:
    stage = {"stageId": "s", "label": "S", "displayOrder": 0, "metadata": {"ticketState": "CLOSED"}}
    body = {"pipelineId": "p", "label": "P", "displayOrder": 1, "stages": [stage]}
    api.post(BASE, body)
    api.patch("/_ui/pipelines/p/automate", {"set_close_date": False})
    assert api.delete(f"{BASE}/p").status_code == 204
    api.post(BASE, body)
    assert api.get("/_ui/pipelines/p/automate").json()["set_close_date"] is True


def test_a_person_needs_no_token_and_sees_all(profiled: Callable[[str], Api]) -> None:
    api = profiled("unreadable_flows")
    flow_id = api.post(FLOWS, body_of_flow()).json()["id"]
    seen = requests.get(f"{api.url}/_ui/flows/{flow_id}", timeout=10)
    assert (seen.status_code, seen.json()["id"]) == (200, flow_id)
    assert flow_id in [each["id"] for each in api.get("/_ui/flows").json()["results"]]


def test_a_person_changes_what_is_named_and_the_rest_stays(api: Api) -> None:
    made = api.post("/_ui/flows", body_of_flow()).json()
    assert made["crmObjectCreationStatus"] == "COMPLETE"
    path = f"/_ui/flows/{made['id']}"
    changed = api.post(path, {"actions": [action("1")], "enabled": True}).json()
    assert [each["actionId"] for each in changed["actions"]] == ["1"]
    assert (changed["isEnabled"], changed["revisionId"]) == (True, "2")
    assert changed["description"] == made["description"]
    assert changed["nextAvailableActionId"] == made["nextAvailableActionId"] == "3"
    assert api.get(f"{FLOWS}/{made['id']}").json() == changed


def test_a_person_cannot_save_what_hubspot_would_refuse(api: Api) -> None:
    flow_id = api.post("/_ui/flows", body_of_flow()).json()["id"]
    assert api.patch(f"/_ui/flows/{flow_id}", {"actions": [action("2")]}).status_code == 400
    assert api.patch(f"/_ui/flows/{flow_id}", {"enabled": "yes"}).status_code == 400
    assert api.get(f"{FLOWS}/{flow_id}").json()["revisionId"] == "1"


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", ""), ("PATCH", ""), ("POST", ""), ("DELETE", ""), ("POST", "/clone")],
)
def test_there_is_no_click_on_an_unknown_workflow(api: Api, method: str, path: str) -> None:
    assert api.send(method, f"/_ui/flows/1{path}", {"enabled": True}).status_code == 404


def test_clicks_are_logged_but_are_no_writes_of_the_api(api: Api) -> None:
    api.post("/_emulator/faults", {"name": "fail_write"})
    api.post("/_emulator/faults", {"name": "fail_read"})
    api.patch(TAB, {"customer_replies": "1"})
    assert api.get(TAB).json()["customer_replies"] == "1"
    clicks = api.get("/_emulator/requests").json()["requests"]
    told = [(each["method"], each["write"], each["performed"]) for each in clicks]
    assert told == [("PATCH", False, True), ("GET", False, True)]
