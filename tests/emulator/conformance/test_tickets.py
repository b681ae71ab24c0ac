from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from .steps import BASE, TICKETS, VALIDATION, make_ticket, refusal, total

if TYPE_CHECKING:
    from collections.abc import Callable

    from .steps import Api

case = pytest.mark.case


@pytest.mark.row("B-STAT-02")
@case("HB-TICKET-01")
def test_a_ticket_without_a_pipeline_goes_to_the_default_one(target: Api) -> None:
    listed = target.get(BASE).json()["results"]
    default = next(each for each in listed if each["createdAt"].startswith("1970"))
    properties = {"subject": "x", "hs_pipeline_stage": default["stages"][0]["id"]}
    made = target.post(TICKETS, {"properties": properties}).json()
    target.delete(f"{TICKETS}/{made['id']}")
    assert made["properties"]["hs_pipeline"] == default["id"]


@pytest.mark.row("B-STAT-02")
@case("HB-TICKET-02")
def test_a_ticket_stands_in_a_stage_of_its_pipeline(target: Api, new: str) -> None:
    for properties in (
        {"hs_pipeline": new, "hs_pipeline_stage": "1"},
        {"hs_pipeline": new},
        {"hs_pipeline": "nothing", "hs_pipeline_stage": "1"},
    ):
        assert refusal(target.post(TICKETS, {"properties": properties})) == VALIDATION


@case("HB-TICKET-03")
def test_tickets_are_counted_and_moved_in_batches(target: Api, new: str) -> None:
    ids = [make_ticket(target, new, f"{new}-a") for _ in range(3)]
    assert total(target, new, f"{new}-a") == 3
    inputs = [{"id": each, "properties": {"hs_pipeline_stage": f"{new}-b"}} for each in ids]
    answer = target.post(f"{TICKETS}/batch/update", {"inputs": inputs})
    assert (answer.status_code, answer.json()["status"]) == (200, "COMPLETE")
    assert (total(target, new, f"{new}-a"), total(target, new, f"{new}-b")) == (0, 3)
    inputs = [{"id": each} for each in ids]
    read = target.post(f"{TICKETS}/batch/read", {"inputs": inputs, "properties": []})
    assert [each["id"] for each in read.json()["results"]] == ids
    assert target.post(f"{TICKETS}/batch/archive", {"inputs": inputs}).status_code == 204
    assert total(target, new, f"{new}-b") == 0


@case("HB-TICKET-04")
def test_another_pipeline_must_be_named_to_move_there(target: Api, new: str) -> None:
    ticket = make_ticket(target, new, f"{new}-a")
    move = {"hs_pipeline_stage": "1"}
    path = f"{TICKETS}/{ticket}"
    assert refusal(target.patch(path, {"properties": move})) == VALIDATION
    moved = target.patch(path, {"properties": move | {"hs_pipeline": "0"}})
    target.delete(path)
    assert moved.status_code == 200


@case("HB-TICKET-05")
def test_a_batch_with_unknown_tickets_is_207(target: Api) -> None:
    answer = target.post(f"{TICKETS}/batch/read", {"inputs": [{"id": "1"}], "properties": []})
    assert answer.status_code == 207
    assert answer.json()["errors"]


@case("HB-TICKET-06")
def test_the_search_lags_with_the_profile(elsewhere: Callable[[str], tuple[Api, str]]) -> None:
    api, pipeline_id = elsewhere("lagging_search")
    make_ticket(api, pipeline_id, f"{pipeline_id}-a")
    assert total(api, pipeline_id, f"{pipeline_id}-a") == 0
    assert api.delete(f"{BASE}/{pipeline_id}/stages/{pipeline_id}-a").status_code == 400
    time.sleep(2.05)
    assert total(api, pipeline_id, f"{pipeline_id}-a") == 1


@case("HB-TICKET-07")
def test_a_search_has_limits(target: Api) -> None:
    assert refusal(target.post(f"{TICKETS}/search", {"limit": 201})) == VALIDATION
    groups: list[dict[str, Any]] = [{"filters": []}] * 6
    assert refusal(target.post(f"{TICKETS}/search", {"filterGroups": groups})) == VALIDATION
