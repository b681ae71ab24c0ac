"""What the cases do and look at, over plain HTTP."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # Offered to the cases too: below this folder `..` has no other name that always holds.
    from ..harness import Api as Api  # noqa: PLC0414, TID252

BASE = "/crm/pipelines/2026-09/tickets"
RULES = "/crm/pipelines-rules/2026-09/0-5"
TICKETS = "/crm/objects/2026-09/tickets"
FLOWS = "/automation/v4/flows"
BETA = "/automation/2026-09-beta"
PROPERTIES = "/crm/properties/2026-09/tickets"
EMAILS = "/marketing/emails/2026-09"


def unique(prefix: str = "conf") -> str:
    return f"{prefix}_{uuid.uuid4().hex[:12]}"


def stage(
    label: str, order: int, state: str | None = "OPEN", stage_id: str | None = None
) -> dict[str, Any]:
    asked: dict[str, Any] = {"label": label, "displayOrder": order, "metadata": {}}
    if state is not None:
        asked["metadata"]["ticketState"] = state
    return asked | ({"stageId": stage_id} if stage_id else {})


def body(pipeline_id: str, **more: Any) -> dict[str, Any]:
    stages = [
        stage(label, place, "CLOSED" if label == "D" else "OPEN", f"{pipeline_id}-{label.lower()}")
        for place, label in enumerate("ABCD")
    ]
    return {
        "pipelineId": pipeline_id,
        "label": f"Pipeline {pipeline_id}",
        "displayOrder": 50,
        "stages": stages,
    } | more


def remove(api: Api, pipeline_id: str) -> None:
    api.delete(f"{RULES}/{pipeline_id}")
    api.delete(f"{BASE}/{pipeline_id}")


def order(api: Api, pipeline_id: str) -> str:
    stages = api.get(f"{BASE}/{pipeline_id}/stages").json()["results"]
    assert [found["displayOrder"] for found in stages] == list(range(len(stages)))
    return "".join(found["label"] for found in stages)


def move(api: Api, pipeline_id: str, label: str, slot: int) -> str:
    path = f"{BASE}/{pipeline_id}/stages/{pipeline_id}-{label.lower()}"
    assert api.patch(path, {"displayOrder": slot, "metadata": {}}).status_code == 200
    return order(api, pipeline_id)


def make_ticket(api: Api, pipeline_id: str, stage_id: str) -> str:
    properties = {"subject": "x", "hs_pipeline": pipeline_id, "hs_pipeline_stage": stage_id}
    answer = api.post(TICKETS, {"properties": properties})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def refusal(answer: Any) -> tuple[int, str | None, str | None]:
    found = answer.json()
    assert {"status", "message", "correlationId"} <= found.keys()
    return answer.status_code, found.get("category"), found.get("subCategory")


VALIDATION = (400, "VALIDATION_ERROR", None)


def validation(sub_category: str) -> tuple[int, str, str]:
    return 400, "VALIDATION_ERROR", f"PipelineError.{sub_category}"


def put_rules(
    api: Api,
    pipeline_id: str,
    *,
    everywhere: bool = False,
    backwards: list[str] | None = None,
    creation: list[str] | None = None,
) -> Any:
    rules = {
        "noBackwardsMovementRule": {
            "enabledForAllStages": everywhere,
            "pipelineStageIds": backwards or [],
        },
        "noSkippingStagesRule": {"enabledForAllStages": False, "pipelineStageIds": []},
        "objectCreationRule": {"pipelineStageIds": creation or []},
    }
    return api.put(f"{RULES}/{pipeline_id}", {"governanceValidationRules": rules})


def total(api: Api, pipeline_id: str, stage_id: str) -> int:
    filters = [
        {"propertyName": "hs_pipeline", "operator": "EQ", "value": pipeline_id},
        {"propertyName": "hs_pipeline_stage", "operator": "IN", "values": [stage_id]},
    ]
    asked = {"filterGroups": [{"filters": filters}], "limit": 1}
    answer = api.post(f"{TICKETS}/search", asked)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["total"])
