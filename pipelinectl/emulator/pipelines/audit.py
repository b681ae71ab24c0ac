"""Who changed a pipeline or stage, and when."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipelinectl.emulator.account import now
from pipelinectl.emulator.people.people import acting_user

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.pipelines.model import ObjectType
    from pipelinectl.emulator.wire import Call, JsonObject

_AUDIT = "audit"


def record(account: Account, call: Call, subject: str, *, action: str, state: JsonObject) -> None:
    """Add one record. `subject` is from `pipeline_subject` or `stage_subject`.

    `rawObject` is a JSON text, and `fromUserId` the user whom the token belongs to (observed by
    others; the further internal fields of HubSpot's raw objects are not imitated).
    """
    entry = {
        "identifier": state["id"],
        "portalId": account.id,
        "fromUserId": acting_user(account, call.token),
        "action": action,
        "message": f"{action} by API",
        "timestamp": now(),
        "rawObject": json.dumps(state),
    }
    number = account.store.number(_AUDIT, start=1)
    account.store.put(_AUDIT, str(number), entry, tag=subject)


def of(account: Account, subject: str) -> JsonObject:
    """The records of a subject as HubSpot answers them, the newest first (unverified)."""
    return {"results": account.store.tagged(_AUDIT, subject)[::-1]}


def pipeline_subject(object_type: ObjectType, pipeline_id: str) -> str:
    """The key of a pipeline's records."""
    return f"pipeline {object_type.id} {pipeline_id}"


def stage_subject(object_type: ObjectType, stage_id: str) -> str:
    """The key of a stage's records."""
    return f"stage {object_type.id} {stage_id}"
