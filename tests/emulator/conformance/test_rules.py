from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .steps import RULES, TICKETS, VALIDATION, make_ticket, put_rules, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from .steps import Api

case = pytest.mark.case


@case("HB-RULE-01")
def test_rules_are_replaced_patched_and_deleted(target: Api, new: str) -> None:
    answer = put_rules(target, new, everywhere=True, creation=[f"{new}-a"])
    assert answer.status_code == 200
    assert answer.json()["id"] == f"0-5-{new}"
    patch: dict[str, Any] = {"objectCreationRule": {"pipelineStageIds": []}}
    assert target.patch(f"{RULES}/{new}", patch).status_code == 200
    rules = target.get(f"{RULES}/{new}").json()
    assert {"createdAt", "updatedAt"} <= rules.keys()
    assert rules["noBackwardsMovementRule"]["enabledForAllStages"] is True
    assert rules["objectCreationRule"] == {"pipelineStageIds": []}
    assert target.delete(f"{RULES}/{new}").status_code == 204


@case("HB-RULE-02")
def test_all_stages_excludes_named_stages(target: Api, new: str) -> None:
    answer = put_rules(target, new, everywhere=True, backwards=[f"{new}-a"])
    assert refusal(answer) == VALIDATION


@case("HB-RULE-03")
def test_a_rule_names_stages_of_its_pipeline(target: Api, new: str) -> None:
    assert refusal(put_rules(target, new, creation=["nothing"])) == VALIDATION


@case("HB-RULE-04")
def test_no_rules_is_404_with_json(target: Api, new: str) -> None:
    expected = (404, "OBJECT_NOT_FOUND", None)
    assert refusal(target.get(f"{RULES}/{new}")) == expected
    assert refusal(target.patch(f"{RULES}/{new}", {})) == expected


@case("HB-RULE-05")
def test_put_needs_all_three_rules(target: Api, new: str) -> None:
    answer = target.put(f"{RULES}/{new}", {"governanceValidationRules": {}})
    assert refusal(answer) == VALIDATION


@case("HB-RULE-06")
def test_tickets_have_no_approvals(target: Api, new: str) -> None:
    answer = target.patch(f"{RULES}/{new}", {"approvalStage": {"pipelineStageId": f"{new}-a"}})
    assert refusal(answer) == VALIDATION


@case("HB-RULE-07")
def test_a_starter_account_has_no_rules(profiled: Callable[[str], Api]) -> None:
    assert profiled("starter_account").get(f"{RULES}/0").status_code == 403


@case("HB-RULE-08")
def test_rules_do_not_bind_this_api(target: Api, new: str) -> None:
    put_rules(target, new, creation=[f"{new}-a"])
    ticket = make_ticket(target, new, f"{new}-b")
    assert target.delete(f"{TICKETS}/{ticket}").status_code == 204
