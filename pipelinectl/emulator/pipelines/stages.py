"""Stages: `…/{pipelineId}/stages`, under the prefixes of the pipelines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelinectl.emulator import profiles
from pipelinectl.emulator.account import now
from pipelinectl.emulator.errors import not_found, not_found_silently
from pipelinectl.emulator.pipelines import audit, checks, stageuse
from pipelinectl.emulator.pipelines.model import Pipeline, Stage, stage_json
from pipelinectl.emulator.pipelines.ordering import inserted, moved
from pipelinectl.emulator.pipelines.pipelines import (
    PREFIXES,
    pipeline_to_read,
    pipeline_to_write,
    record_stage,
    type_of,
)
from pipelinectl.emulator.pipelines.stageinput import StageInput, echo_stage, read_stage
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call


def list_stages(account: Account, call: Call) -> Answer:
    """GET: all stages of a pipeline in order."""
    pipeline = pipeline_to_read(account, call)
    return Answer(200, {"results": [stage_json(pipeline, stage) for stage in pipeline.stages]})


def get_stage(account: Account, call: Call) -> Answer:
    """GET one."""
    pipeline, stage = _stage_to_read(account, call)
    return Answer(200, stage_json(pipeline, stage))


def audit_stage(account: Account, call: Call) -> Answer:
    """GET the audit of one."""
    pipeline, stage = _stage_to_read(account, call)
    return Answer(200, audit.of(account, audit.stage_subject(pipeline.object_type, stage.id)))


def create_stage(account: Account, call: Call) -> Answer:
    """POST: 201 with an echo. A taken slot inserts after its holder."""
    before = pipeline_to_write(account, call)
    asked = read_stage(before.object_type, call.json(), "label", "displayOrder", "metadata")
    stage_id = asked.id or account.new_id()
    checks.stage_id_free(account, before.object_type, stage_id)
    created = now()
    stage = asked.new(stage_id=stage_id, created_at=created)
    pipeline = replace(
        before, stages=inserted(before.stages, stage, asked.slot or 0), updated_at=created
    )
    checks.stage_labels_differ(pipeline)
    checks.stages_suffice(pipeline, before=before)
    account.save(pipeline)
    record_stage(account, call, pipeline, stage, action="CREATE")
    return Answer(201, echo_stage(stage_json(pipeline, stage), asked, before=None))


def replace_stage(account: Account, call: Call) -> Answer:
    """PUT: label, order and metadata as a whole; a missing state becomes OPEN."""
    return _write(account, call, "label", "displayOrder", "metadata")


def patch_stage(account: Account, call: Call) -> Answer:
    """PATCH: what is named. Metadata is merged; `{}` changes none of it."""
    return _write(account, call)


def delete_stage(account: Account, call: Call) -> Answer:
    """DELETE: a purge, and 204 for a stage or a pipeline that does not exist."""
    before = account.pipeline(type_of(call), call.params["pipeline_id"])
    stage = before.stage(call.params["stage_id"]) if before else None
    if before is None or stage is None:
        return Answer(204)
    rest = tuple(other for other in before.stages if other.id != stage.id)
    pipeline = replace(before, stages=rest, updated_at=now())
    checks.stages_suffice(pipeline, before=before)
    stageuse.stages_unused(account, call, before, [stage])
    account.save(pipeline)
    account.drop_from_rules(pipeline, {stage.id})
    record_stage(account, call, before, stage, action="DELETE")
    return Answer(204)


def _write(account: Account, call: Call, *required: str) -> Answer:
    before, old = _stage_to_write(account, call)
    asked = read_stage(before.object_type, call.json(), *required)
    pipeline = replace(before, stages=_stages_after(account, before, old, asked), updated_at=now())
    checks.stage_labels_differ(pipeline)
    checks.stages_suffice(pipeline, before=before)
    account.save(pipeline)
    stage = next(found for found in pipeline.stages if found.id == old.id)
    record_stage(account, call, pipeline, stage, action="UPDATE")
    echo = echo_stage(stage_json(pipeline, stage), asked, before=stage_json(before, old))
    return Answer(200, echo)


def _stages_after(
    account: Account, before: Pipeline, old: Stage, asked: StageInput
) -> tuple[Stage, ...]:
    stages = before.stages
    if asked.slot is not None:
        counts_moved = account.has(profiles.ORDER_COUNTS_MOVED)
        stages = moved(stages, old, asked.slot, counts_moved=counts_moved)
    new = replace(old, label=asked.label or old.label, state=asked.state or old.state)
    return tuple(new if stage.id == old.id else stage for stage in stages)


def _stage_to_read(account: Account, call: Call) -> tuple[Pipeline, Stage]:
    pipeline = pipeline_to_read(account, call)
    stage = pipeline.stage(call.params["stage_id"])
    if stage is None:
        raise not_found_silently()
    return pipeline, stage


def _stage_to_write(account: Account, call: Call) -> tuple[Pipeline, Stage]:
    pipeline = pipeline_to_write(account, call)
    stage = pipeline.stage(call.params["stage_id"])
    if stage is None:
        raise not_found(f"There is no stage with ID {call.params['stage_id']}")
    return pipeline, stage


FAMILY = Family(
    PREFIXES,
    (
        ("GET", "/{pipeline_id}/stages", list_stages),
        ("POST", "/{pipeline_id}/stages", create_stage),
        ("GET", "/{pipeline_id}/stages/{stage_id}", get_stage),
        ("PUT", "/{pipeline_id}/stages/{stage_id}", replace_stage),
        ("PATCH", "/{pipeline_id}/stages/{stage_id}", patch_stage),
        ("DELETE", "/{pipeline_id}/stages/{stage_id}", delete_stage),
        ("GET", "/{pipeline_id}/stages/{stage_id}/audit", audit_stage),
    ),
)
