from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .steps import BASE, VALIDATION, body, move, order, refusal, remove, stage, unique

if TYPE_CHECKING:
    from collections.abc import Callable

    from .steps import Api

case = pytest.mark.case


@case("HB-ORDER-01")
def test_a_negative_order_is_refused(target: Api, new: str) -> None:
    assert refusal(target.post(f"{BASE}/{new}/stages", stage("E", -1))) == VALIDATION
    assert refusal(target.patch(f"{BASE}/{new}", {"displayOrder": -1})) == VALIDATION


@case("HB-ORDER-02")
@pytest.mark.parametrize(
    ("slot", "expected"), [(0, "AEBCD"), (2, "ABCED"), (3, "ABCDE"), (4, "ABCDE"), (99, "ABCDE")]
)
def test_a_new_stage_goes_after_the_holder_of_its_slot(
    target: Api, new: str, slot: int, expected: str
) -> None:
    assert target.post(f"{BASE}/{new}/stages", stage("E", slot)).status_code == 201
    assert order(target, new) == expected


@case("HB-ORDER-03")
def test_ties_in_one_request_keep_its_order(target: Api) -> None:
    pipeline_id = unique()
    stages = [stage("Z", 5, "CLOSED"), stage("A", 5), stage("M", 1)]
    target.post(BASE, body(pipeline_id, stages=stages))
    found = order(target, pipeline_id)
    remove(target, pipeline_id)
    assert found == "MZA"


MOVES = [("D", 0, "ADBC", "ADBC"), ("A", 2, "BCDA", "BCAD"), ("C", 1, "ABCD", "ABCD")]


@case("HB-ORDER-04")
@pytest.mark.parametrize(("label", "slot", "expected", "_other"), MOVES)
def test_a_moved_stage_is_taken_out_first(
    target: Api, new: str, label: str, slot: int, expected: str, _other: str
) -> None:
    assert move(target, new, label, slot) == expected


@case("HB-ORDER-04")
@pytest.mark.parametrize(("label", "slot", "_other", "expected"), MOVES)
def test_a_moved_stage_counts_with_the_profile(
    elsewhere: Callable[[str], tuple[Api, str]], label: str, slot: int, _other: str, expected: str
) -> None:
    api, pipeline_id = elsewhere("order_counts_moved")
    found = move(api, pipeline_id, label, slot)
    remove(api, pipeline_id)
    assert found == expected


@case("HB-ORDER-05")
def test_its_own_slot_moves_nothing(target: Api, new: str) -> None:
    assert move(target, new, "B", 1) == "ABCD"


@case("HB-ORDER-06")
def test_pipeline_orders_have_gaps_and_ties(target: Api) -> None:
    ids = [unique("z"), unique("y")]
    for pipeline_id in ids:
        target.post(BASE, body(pipeline_id, displayOrder=5000))
    found = [each for each in target.get(BASE).json()["results"] if each["id"] in ids]
    for pipeline_id in ids:
        remove(target, pipeline_id)
    assert [each["id"] for each in found] == ids[::-1]
    assert [each["displayOrder"] for each in found] == [5000, 5000]
