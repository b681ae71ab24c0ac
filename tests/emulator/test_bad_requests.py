"""What no client should send ends in an answer of HubSpot's shape, and leaves nothing broken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .harness import Api

PIPELINES = "/crm/pipelines/2026-09/tickets"
TICKETS = "/crm/objects/2026-09/tickets"
DEEP = b"[" * 100_000


@pytest.mark.parametrize(
    "raw",
    [DEEP, b'{"label": NaN}', b'{"displayOrder": 1e999}', b'{"label": "\\ud800"}', b"null"],
    ids=["deep", "not a number", "infinite", "half a character", "null"],
)
def test_json_that_cannot_be_kept_is_refused(api: Api, raw: bytes) -> None:
    assert api.send("PATCH", f"{PIPELINES}/0", data=raw).status_code == 400
    assert api.get(PIPELINES).status_code == 200
    assert len(api.get("/_emulator/requests").json()["requests"]) == 2


@pytest.mark.parametrize(
    "body",
    [
        {"label": 1},
        {"label": []},
        {"displayOrder": "1"},
        {"displayOrder": True},
        {"displayOrder": 2**31},
        {"metadata": []},
    ],
    ids=str,
)
def test_values_of_the_wrong_kind_are_refused(api: Api, body: dict[str, Any]) -> None:
    answer = api.patch(f"{PIPELINES}/0/stages/1", body)
    assert (answer.status_code, answer.json()["category"]) == (400, "VALIDATION_ERROR")


@pytest.mark.parametrize("stages", [{}, "x", [1], [{}]], ids=str)
def test_stages_of_the_wrong_kind_are_refused(api: Api, stages: object) -> None:
    body = {"label": "x", "displayOrder": 1, "stages": stages}
    assert api.post(PIPELINES, body).status_code == 400


@pytest.mark.parametrize("rule", [1, {}, {"pipelineStageIds": 1}, {"pipelineStageIds": [1]}])
def test_rules_of_the_wrong_kind_are_refused(api: Api, rule: object) -> None:
    rules = {
        "noBackwardsMovementRule": rule,
        "noSkippingStagesRule": rule,
        "objectCreationRule": rule,
    }
    for asked in ({"governanceValidationRules": rules}, {"governanceValidationRules": 1}):
        assert api.put("/crm/pipelines-rules/2026-09/0-5/0", asked).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"properties": 1},
        {"properties": {"hs_pipeline_stage": "1", "hs_pipeline": ""}},
        {"properties": {"hs_pipeline_stage": None}},
    ],
    ids=str,
)
def test_tickets_of_the_wrong_kind_are_refused(api: Api, body: dict[str, Any]) -> None:
    assert api.post(TICKETS, body).status_code == 400
    made = api.post(TICKETS, {"properties": {"hs_pipeline_stage": "1"}}).json()
    assert api.patch(f"{TICKETS}/{made['id']}", body).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {"filterGroups": 1},
        {"filterGroups": [{"filters": [{}]}]},
        {"filterGroups": [{"filters": [{"propertyName": "x", "operator": "EQ"}]}]},
        {"filterGroups": [{"filters": [{"propertyName": "x", "operator": "LIKE", "value": "1"}]}]},
        {"limit": 0},
        {"after": "x"},
    ],
    ids=str,
)
def test_searches_of_the_wrong_kind_are_refused(api: Api, body: dict[str, Any]) -> None:
    api.post(TICKETS, {"properties": {"hs_pipeline_stage": "1"}})
    assert api.post(f"{TICKETS}/search", body).status_code == 400


@pytest.mark.parametrize("size", [0, 101])
def test_batches_have_from_1_to_100_items(api: Api, size: int) -> None:
    inputs = [{"id": "1", "properties": {}}] * size
    assert api.post(f"{TICKETS}/batch/update", {"inputs": inputs}).status_code == 400


def test_a_batch_is_all_or_nothing(api: Api) -> None:
    good, bad = ({"properties": {"hs_pipeline_stage": stage}} for stage in ("1", "nothing"))
    assert api.post(f"{TICKETS}/batch/create", {"inputs": [good, bad]}).status_code == 400
    assert api.get(TICKETS).json() == {"results": []}
    assert api.post(f"{TICKETS}/batch/create", {"inputs": [good, good]}).status_code == 201
    assert len(api.get(TICKETS).json()["results"]) == 2
