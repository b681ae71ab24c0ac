from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .flowsteps import (
    action,
    body_of_flow,
    branch,
    is_any_of,
    listed,
    notification,
    on_stage,
    put_body,
)
from .steps import BASE, BETA, EMAILS, FLOWS, PROPERTIES, body, refusal, remove, unique, validation

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..harness import Emulator  # noqa: TID252
    from .steps import Api

case = pytest.mark.case


@case("HB-READABLE-01")
@pytest.mark.parametrize("base", [FLOWS, f"{BETA}/flows"])
def test_flows_can_be_there_and_unreadable(profiled: Callable[[str], Api], base: str) -> None:
    api = profiled("unreadable_flows")
    made = api.post(base, body_of_flow())
    assert made.status_code == 201
    flow_id = made.json()["id"]
    assert api.get(base).json() == {"results": []}
    answer = api.get(f"{base}/{flow_id}")
    assert refusal(answer) == (403, "FORBIDDEN", "FLOW_ACCESS_DENIED")
    assert answer.json()["message"].startswith("Access denied. Flow must be accessible via")
    batch = api.post(f"{base}/batch/read", {"inputs": [{"type": "FLOW_ID", "flowId": flow_id}]})
    assert (batch.status_code, batch.json()["results"]) == (207, [])
    assert batch.json()["errors"][0]["subCategory"] == "FLOW_NOT_FOUND_BY_FLOW_ID"
    asked = body_of_flow(revisionId="1")
    assert api.put(f"{base}/{flow_id}", asked).status_code == 403


@case("HB-READABLE-02")
def test_an_unreadable_flow_can_be_deleted_by_its_id(profiled: Callable[[str], Api]) -> None:
    api = profiled("unreadable_flows")
    flow_id = api.post(FLOWS, body_of_flow()).json()["id"]
    assert api.delete(f"{FLOWS}/{flow_id}").status_code == 204
    assert api.get(f"{FLOWS}/{flow_id}").status_code == 404


@case("HB-READABLE-03")
def test_a_delete_can_be_refused(profiled: Callable[[str], Api]) -> None:
    api = profiled("flow_deletes_refused")
    flow_id = api.post(FLOWS, body_of_flow()).json()["id"]
    assert refusal(api.delete(f"{FLOWS}/{flow_id}"))[0] == 403
    assert api.get(f"{FLOWS}/{flow_id}").status_code == 200


@case("HB-READABLE-04")
def test_user_ids_can_be_lost_in_reading(profiled: Callable[[str], Api]) -> None:
    api = profiled("lost_flow_user_ids")
    flow_id = api.post(FLOWS, body_of_flow(actions=[notification("1")])).json()["id"]
    inputs = [{"type": "FLOW_ID", "flowId": flow_id}]
    batch = api.post(f"{FLOWS}/batch/read", {"inputs": inputs}).json()["results"][0]
    for found in (api.get(f"{FLOWS}/{flow_id}").json(), batch):
        assert found["actions"][0]["fields"].keys() == {"subject", "body"}


@case("HB-READABLE-05")
@pytest.mark.parametrize(
    "profile", ["missing_scope", "missing_automation_scope", "starter_account"]
)
def test_flows_need_a_scope_and_a_subscription(
    profiled: Callable[[str], Api], profile: str
) -> None:
    api = profiled(profile)
    answers = [
        api.get(FLOWS),
        api.get(f"{FLOWS}/1"),
        api.post(FLOWS, body_of_flow()),
        api.get(f"{BETA}/action-types"),
    ]
    for answer in answers:
        assert refusal(answer)[:2] == (403, "MISSING_SCOPES")
        assert answer.json()["errors"][0]["context"]["requiredGranularScopes"] == ["automation"]


@case("HB-AUTH-03")
@pytest.mark.parametrize(
    ("profile", "closed", "opened"),
    [
        (
            "missing_people_scope",
            ["/crm/owners/2026-09", "/settings/users/2026-03", "/settings/teams/2026-09-beta"],
            [EMAILS, PROPERTIES],
        ),
        (
            "missing_teams_scope",
            ["/settings/users/2026-03/teams", "/settings/teams/2026-09-beta"],
            ["/settings/users/2026-03", "/crm/owners/2026-09"],
        ),
        (
            "missing_seats_scope",
            ["/settings/users/2026-09-beta/seats"],
            ["/settings/users/2026-09-beta"],
        ),
        ("missing_content_scope", [EMAILS], [FLOWS, PROPERTIES]),
        ("missing_properties_scope", [PROPERTIES, f"{PROPERTIES}/subject"], [BASE, EMAILS]),
    ],
)
def test_each_kind_of_thing_has_its_scope(
    profiled: Callable[[str], Api], profile: str, closed: list[str], opened: list[str]
) -> None:
    api = profiled(profile)
    assert {refusal(api.get(path))[:2] for path in closed} == {(403, "MISSING_SCOPES")}
    assert {api.get(path).status_code for path in opened} == {200}


@case("HB-DELETE-08")
def test_a_stage_that_a_flow_names_stays(target: Api, new: str, make: Callable[..., Any]) -> None:
    stage, other = f"{new}-a", f"{new}-b"
    moving = action("1")
    moving["fields"] = {
        "property_name": "hs_pipeline_stage",
        "value": {"type": "STATIC_VALUE", "staticValue": stage},
    }
    stands = listed(branch("AND", is_any_of("hs_pipeline_stage", stage)))
    for more in (
        {"enrollmentCriteria": on_stage(stage)},
        {"enrollmentCriteria": stands},
        {"actions": [moving]},
    ):
        flow_id = make(**more).json()["id"]
        answer = target.delete(f"{BASE}/{new}/stages/{stage}")
        assert refusal(answer) == validation("STAGE_ID_IN_USE")
        assert answer.json()["context"]["stageIds"] == [f"[{stage}]"]
        assert refusal(target.delete(f"{BASE}/{new}")) == validation("STAGE_ID_IN_USE")
        target.delete(f"{FLOWS}/{flow_id}")
    assert target.delete(f"{BASE}/{new}/stages/{other}").status_code == 204
    assert target.delete(f"{BASE}/{new}/stages/{stage}").status_code == 204


@case("HB-DELETE-08")
def test_a_stage_that_a_flow_names_goes_with_the_profile(
    elsewhere: Callable[[str], tuple[Api, str]],
) -> None:
    api, pipeline_id = elsewhere("flows_ignore_stage_references")
    api.post(FLOWS, body_of_flow(enrollmentCriteria=on_stage(f"{pipeline_id}-a")))
    assert api.delete(f"{BASE}/{pipeline_id}/stages/{pipeline_id}-a").status_code == 204


@case("HB-DELETE-09")
def test_a_pipeline_that_a_flow_names_stays(
    target: Api, new: str, make: Callable[..., Any]
) -> None:
    inside = listed(branch("AND", is_any_of("hs_pipeline", new)))
    flow_id = make(enrollmentCriteria=inside).json()["id"]
    assert refusal(target.delete(f"{BASE}/{new}"))[:2] == (400, "VALIDATION_ERROR")
    assert target.delete(f"{BASE}/{new}/stages/{new}-a").status_code == 204
    target.delete(f"{FLOWS}/{flow_id}")
    assert target.delete(f"{BASE}/{new}").status_code == 204


# What only a person can do is shown on the emulator: there is no API for it.


@case("HB-AUTOMATE-01")
def test_the_automate_tab_is_read_as_flows(emulator: Emulator) -> None:
    api, pipeline_id = emulator.api, unique()
    api.post(BASE, body(pipeline_id))
    tab = f"/_ui/pipelines/{pipeline_id}/automate"
    asked = {"email_sent_to_customer": f"{pipeline_id}-b", "customer_replies": f"{pipeline_id}-a"}
    assert api.patch(tab, asked).json() == asked | {"set_close_date": True}
    flows = {each.get("uuid"): each for each in api.get(FLOWS).json()["results"]}
    for ending, stage in (("email-sent", "b"), ("email-recieved", "a")):
        listed_flow = flows[f"ticket-{pipeline_id}-{ending}"]
        found = api.get(f"{FLOWS}/{listed_flow['id']}").json()
        assert (found["type"], found["objectTypeId"]) == ("PLATFORM_FLOW", "0-5")
        fields = found["actions"][0]["fields"]
        assert fields["property_name"] == "hs_pipeline_stage"
        assert fields["value"]["staticValue"] == f"{pipeline_id}-{stage}"
        api.delete(f"{FLOWS}/{found['id']}")
    remove(api, pipeline_id)


@case("HB-AUTOMATE-02")
def test_a_trigger_that_is_switched_off_keeps_its_flow(emulator: Emulator) -> None:
    api, pipeline_id = emulator.api, unique()
    api.post(BASE, body(pipeline_id))
    tab = f"/_ui/pipelines/{pipeline_id}/automate"
    api.patch(tab, {"customer_replies": f"{pipeline_id}-a"})
    assert api.patch(tab, {"customer_replies": False}).json()["customer_replies"] is False
    uuid = f"ticket-{pipeline_id}-email-recieved"
    (found,) = [each for each in api.get(FLOWS).json()["results"] if each.get("uuid") == uuid]
    assert found["isEnabled"] is False
    api.delete(f"{FLOWS}/{found['id']}")
    remove(api, pipeline_id)


@case("HB-AUTOMATE-03")
def test_the_actions_of_a_stage_are_a_flow(emulator: Emulator) -> None:
    api, pipeline_id = emulator.api, unique()
    api.post(BASE, body(pipeline_id))
    path = f"/_ui/pipelines/{pipeline_id}/automate/actions"
    asked = {"stage": f"{pipeline_id}-a", "actions": [action("1")], "enabled": True}
    made = api.post(path, asked).json()
    again = api.post(path, asked | {"enabled": False}).json()
    assert (made["id"], made["isEnabled"], again["isEnabled"]) == (again["id"], True, False)
    found = api.get(f"{FLOWS}/{made['id']}").json()
    assert found["uuid"] == f"ticket-{pipeline_id}-{pipeline_id}-a"
    api.delete(f"{FLOWS}/{made['id']}")
    remove(api, pipeline_id)


@case("HB-AUTOMATE-04")
def test_a_clone_has_the_description_and_is_off(emulator: Emulator) -> None:
    api = emulator.api
    asked = body_of_flow(uuid=unique("uuid"))
    flow_id = api.post("/_ui/flows", asked).json()["id"]
    api.patch(f"/_ui/flows/{flow_id}", {"enabled": True})
    clone = api.post(f"/_ui/flows/{flow_id}/clone").json()
    assert clone["id"] != flow_id
    assert (clone["description"], clone["isEnabled"]) == (asked["description"], False)
    assert "uuid" not in clone
    assert put_body(api, clone["id"])["actions"] == asked["actions"]
    for each in (flow_id, clone["id"]):
        assert api.delete(f"/_ui/flows/{each}").status_code == 204
