from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from .steps import BASE, VALIDATION, body, order, refusal, remove, stage, unique, validation

if TYPE_CHECKING:
    from collections.abc import Callable

    from .steps import Api

case = pytest.mark.case


@case("HB-LABEL-01")
def test_stage_labels_are_compared_without_case_and_outer_spaces(target: Api, new: str) -> None:
    expected = validation("STAGE_LABEL_EXISTS")
    assert refusal(target.post(f"{BASE}/{new}/stages", stage(" a ", 4))) == expected
    path = f"{BASE}/{new}/stages/{new}-b"
    assert refusal(target.patch(path, {"label": "a", "metadata": {}})) == expected


@case("HB-LABEL-02")
def test_pipeline_labels_are_compared_without_case(target: Api, new: str) -> None:
    label = f" PIPELINE {new.upper()} "
    answer = target.post(BASE, body(unique(), label=label))
    assert refusal(answer) == VALIDATION
    assert re.match("An active pipeline with label .* already exists.", answer.json()["message"])


@case("HB-LABEL-03")
def test_one_label_serves_tickets_and_deals(target: Api, new: str) -> None:
    probable = {"label": "S", "displayOrder": 0, "metadata": {"probability": "0.5"}}
    asked = {"label": f"Pipeline {new}", "displayOrder": 9, "stages": [probable]}
    answer = target.post("/crm/pipelines/2026-09/deals", asked)
    assert answer.status_code == 201
    target.delete(f"/crm/pipelines/2026-09/deals/{answer.json()['id']}")


@case("HB-LABEL-04")
def test_labels_are_kept_as_typed(target: Api, new: str) -> None:
    label = f"  Käse & Brot / 1 {new}" + "x" * 50 + " "
    target.patch(f"{BASE}/{new}", {"label": label})
    target.patch(f"{BASE}/{new}/stages/{new}-a", {"label": label, "metadata": {}})
    found = target.get(f"{BASE}/{new}").json()
    assert (found["label"], found["stages"][0]["label"]) == (label, label)


@case("HB-LABEL-05")
def test_a_blank_label_is_refused(target: Api, new: str) -> None:
    assert refusal(target.patch(f"{BASE}/{new}", {"label": "  "})) == VALIDATION


@case("HB-COUNT-01")
def test_a_pipeline_has_at_least_one_stage(target: Api) -> None:
    answer = target.post(BASE, body(unique(), stages=[]))
    assert refusal(answer) == VALIDATION
    assert answer.json()["message"].startswith("Pipeline must have at least one stage")


@case("HB-COUNT-02")
def test_a_pipeline_has_at_most_100_stages(target: Api) -> None:
    pipeline_id = unique()
    many = [stage(f"S{number}", number, "CLOSED") for number in range(101)]
    assert refusal(target.post(BASE, body(pipeline_id, stages=many))) == VALIDATION
    assert target.post(BASE, body(pipeline_id, stages=many[:100])).status_code == 201
    answer = target.post(f"{BASE}/{pipeline_id}/stages", stage("E", 100))
    remove(target, pipeline_id)
    assert refusal(answer) == VALIDATION


@case("HB-COUNT-03")
def test_the_default_pipeline_is_not_counted(target: Api, new: str) -> None:
    assert new
    limits = target.get("/crm/limits/2026-09/pipelines").json()
    found = limits["hubspotDefinedObjectTypes"]
    tickets = next(each for each in found if each["objectTypeId"] == "0-5")
    assert tickets["usage"] == len(target.get(BASE).json()["results"]) - 1
    assert tickets["limit"] > tickets["usage"]


@case("HB-COUNT-04")
def test_a_starter_account_has_two_ticket_pipelines(
    elsewhere: Callable[[str], tuple[Api, str]],
) -> None:
    api, pipeline_id = elsewhere("starter_account")
    assert refusal(api.post(BASE, body(unique()))) == VALIDATION
    remove(api, pipeline_id)


@case("HB-CLOSED-01")
def test_a_new_pipeline_needs_a_closed_stage(target: Api) -> None:
    answer = target.post(BASE, body(unique(), stages=[stage("A", 0)]))
    assert refusal(answer) == validation("MISSING_CLOSED_STAGE")


@case("HB-CLOSED-02")
@pytest.mark.parametrize("how", ["patch", "put", "delete", "replace"])
def test_the_last_closed_stage_stays(target: Api, new: str, how: str) -> None:
    path = f"{BASE}/{new}/stages/{new}-d"
    answer = {
        "patch": lambda: target.patch(path, {"metadata": {"ticketState": "OPEN"}}),
        "put": lambda: target.put(path, stage("D", 3)),
        "delete": lambda: target.delete(path),
        "replace": lambda: target.put(
            f"{BASE}/{new}", body(new, stages=[stage("A", 0, stage_id=f"{new}-a")])
        ),
    }[how]()
    assert refusal(answer) == validation("MISSING_CLOSED_STAGE")
    assert order(target, new) == "ABCD"


@case("HB-CLOSED-03")
def test_closed_stages_stand_anywhere(target: Api, new: str) -> None:
    path = f"{BASE}/{new}/stages/{new}-a"
    assert target.patch(path, {"metadata": {"ticketState": "CLOSED"}}).status_code == 200
    assert target.get(path).json()["metadata"] == {"ticketState": "CLOSED", "isClosed": "true"}


@case("HB-META-01")
def test_unknown_metadata_is_echoed_and_dropped(target: Api, new: str) -> None:
    path = f"{BASE}/{new}/stages/{new}-a"
    answer = target.patch(path, {"metadata": {"ticketState": "CLOSED", "colour": "red"}})
    assert answer.json()["metadata"]["colour"] == "red"
    assert target.get(path).json()["metadata"] == {"ticketState": "CLOSED", "isClosed": "true"}


@case("HB-META-02")
@pytest.mark.parametrize("state", ["closed", "", "DONE"])
def test_a_wrong_state_is_refused(target: Api, new: str, state: str) -> None:
    answer = target.patch(f"{BASE}/{new}/stages/{new}-a", {"metadata": {"ticketState": state}})
    assert refusal(answer) == validation("INVALID_PIPELINE_STAGE_METADATA")


@case("HB-META-03")
def test_a_missing_state_is_open(target: Api, new: str) -> None:
    made = target.post(f"{BASE}/{new}/stages", stage("E", 4, None)).json()
    found = target.get(f"{BASE}/{new}/stages/{made['id']}").json()
    assert found["metadata"] == {"ticketState": "OPEN", "isClosed": "false"}


@case("HB-META-04")
@pytest.mark.parametrize("asked", [{"metadata": {}}, {}])
def test_patch_merges_metadata(target: Api, new: str, asked: dict[str, Any]) -> None:
    path = f"{BASE}/{new}/stages/{new}-d"
    assert target.patch(path, asked | {"label": "Done"}).status_code == 200
    found = target.get(path).json()
    assert (found["label"], found["metadata"]["ticketState"]) == ("Done", "CLOSED")
    assert found["displayOrder"] == 3


@case("HB-META-05")
def test_metadata_of_a_ticket_stage_is_two_texts(target: Api, new: str) -> None:
    stages = target.get(f"{BASE}/{new}").json()["stages"]
    assert all(each["metadata"].keys() == {"ticketState", "isClosed"} for each in stages)


@case("HB-ECHO-01")
def test_a_write_answers_with_the_request(target: Api, new: str) -> None:
    path = f"{BASE}/{new}/stages/{new}-a"
    echo = target.patch(path, {"displayOrder": 77, "metadata": {"ticketState": "CLOSED"}}).json()
    assert (echo["displayOrder"], echo["metadata"]["isClosed"]) == (77, "false")
    read = target.get(path).json()
    assert (read["displayOrder"], read["metadata"]["isClosed"]) == (3, "true")
