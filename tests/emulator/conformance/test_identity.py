from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .steps import BASE, VALIDATION, body, refusal, remove, stage, unique

if TYPE_CHECKING:
    from .steps import Api

case = pytest.mark.case


@case("HB-ID-01")
def test_ids_are_the_callers(target: Api, new: str) -> None:
    found = target.get(f"{BASE}/{new}").json()
    assert found["id"] == new
    assert [each["id"] for each in found["stages"]] == [f"{new}-{x}" for x in "abcd"]


@case("HB-ID-02")
def test_missing_ids_are_numbers(target: Api) -> None:
    made = target.post(
        BASE, {"label": unique("L"), "displayOrder": 9, "stages": [stage("S", 0, "CLOSED")]}
    ).json()
    remove(target, made["id"])
    assert made["id"].isdigit()
    assert made["stages"][0]["id"].isdigit()


@case("HB-ID-03")
@pytest.mark.parametrize("kind", ["pipeline", "stage", "new stage"])
def test_long_ids_fail_and_create_nothing(target: Api, new: str, kind: str) -> None:
    before = target.get(BASE).json()
    if kind == "pipeline":
        answer = target.post(BASE, body("p" * 37))
    elif kind == "stage":
        asked = body(unique())
        asked["stages"][0]["stageId"] = "s" * 101
        answer = target.post(BASE, asked)
    else:
        answer = target.post(f"{BASE}/{new}/stages", stage("E", 9, stage_id="s" * 101))
    assert answer.status_code == 500
    assert target.get(BASE).json() == before


@case("HB-ID-03")
def test_ids_of_the_greatest_length_are_taken(target: Api) -> None:
    pipeline_id = unique().ljust(36, "x")
    asked = body(pipeline_id)
    asked["stages"][0]["stageId"] = unique().ljust(100, "x")
    answer = target.post(BASE, asked)
    remove(target, pipeline_id)
    assert answer.status_code == 201


@case("HB-ID-04")
def test_a_taken_pipeline_id_is_refused(target: Api, new: str) -> None:
    answer = target.post(BASE, body(new, label=unique("L")))
    assert refusal(answer) == VALIDATION
    expected = f"There's another pipeline in this portal with pipelineId ({new})"
    assert answer.json()["message"].startswith(expected)


@case("HB-ID-05")
def test_a_pipeline_id_of_deals_is_taken_for_tickets(target: Api, new: str) -> None:
    deals = {"label": unique("L"), "displayOrder": 9, "pipelineId": new}
    probable = {"label": "S", "displayOrder": 0, "metadata": {"probability": "0.5"}}
    answer = target.post("/crm/pipelines/2026-09/0-3", deals | {"stages": [probable]})
    assert refusal(answer)[:2] == (409, "OBJECT_ALREADY_EXISTS")


@case("HB-ID-06")
def test_a_stage_id_of_another_pipeline_is_refused_with_a_new_pipeline(
    target: Api, new: str
) -> None:
    asked = body(unique())
    asked["stages"][0]["stageId"] = f"{new}-a"
    assert refusal(target.post(BASE, asked)) == (
        409,
        "OBJECT_ALREADY_EXISTS",
        "PipelineError.STAGE_ID_EXISTS_IN_ANOTHER_PIPELINE",
    )


@case("HB-ID-07")
def test_a_taken_stage_id_is_refused_with_a_new_stage(target: Api, new: str) -> None:
    answer = target.post(f"{BASE}/{new}/stages", stage("E", 4, stage_id=f"{new}-a"))
    assert refusal(answer) == (400, None, None)


@case("HB-ID-08")
def test_an_id_does_not_change(target: Api, new: str) -> None:
    target.patch(f"{BASE}/{new}", {"label": f"Pipeline {new}", "pipelineId": "other"})
    target.patch(f"{BASE}/{new}/stages/{new}-a", {"stageId": "other", "metadata": {}})
    found = target.get(f"{BASE}/{new}").json()
    assert (found["id"], found["stages"][0]["id"]) == (new, f"{new}-a")


@case("HB-ID-09")
def test_a_stage_id_twice_in_one_pipeline_is_refused(target: Api) -> None:
    asked = body(unique())
    asked["stages"][1]["stageId"] = asked["stages"][0]["stageId"]
    assert refusal(target.post(BASE, asked)) == VALIDATION
