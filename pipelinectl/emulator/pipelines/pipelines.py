"""Pipelines: `/crm/v3/pipelines/{objectType}` and `/crm/pipelines/{version}/{objectType}`.

Shapes: HubSpot's API description. What others observed on version 2026-09 applies to every version.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelinectl.emulator import wire
from pipelinectl.emulator.account import now, object_type_of
from pipelinectl.emulator.errors import invalid, not_found, not_found_silently
from pipelinectl.emulator.pipelines import audit, checks, stageuse
from pipelinectl.emulator.pipelines.model import (
    ObjectType,
    Pipeline,
    Stage,
    pipeline_json,
    stage_json,
)
from pipelinectl.emulator.pipelines.ordering import arranged
from pipelinectl.emulator.pipelines.stageinput import (
    StageInput,
    echo_stage,
    read_label,
    read_order,
    read_stage,
)
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject

PREFIXES = (
    ("v3", "/crm/v3/pipelines/{object_type}"),
    ("2026-03", "/crm/pipelines/2026-03/{object_type}"),
    ("2026-09", "/crm/pipelines/2026-09/{object_type}"),
)
_REQUIRED_OF_STAGE = ("label", "displayOrder", "metadata")


def type_of(call: Call) -> ObjectType:
    """The object type in the path.

    Raises:
        RefusedError: 400; there is no such type here.
    """
    text = call.params["object_type"]
    object_type = object_type_of(text)
    if object_type is None:
        raise invalid(f"Unable to infer object type from: {text}")
    return object_type


def pipeline_to_read(account: Account, call: Call) -> Pipeline:
    """The pipeline in the path.

    Raises:
        RefusedError: 404 without a JSON body, as reads answer.
    """
    pipeline = account.pipeline(type_of(call), call.params["pipeline_id"])
    if pipeline is None:
        raise not_found_silently()
    return pipeline


def pipeline_to_write(account: Account, call: Call) -> Pipeline:
    """The pipeline in the path.

    Raises:
        RefusedError: 404 OBJECT_NOT_FOUND, as writes answer.
    """
    pipeline = account.pipeline(type_of(call), call.params["pipeline_id"])
    if pipeline is None:
        raise not_found(f"There is no pipeline with ID {call.params['pipeline_id']}")
    return pipeline


def list_pipelines(account: Account, call: Call) -> Answer:
    """GET: all pipelines, without paging. `archived=true` answers the same list."""
    results = [pipeline_json(pipeline) for pipeline in account.pipelines(type_of(call))]
    return Answer(200, {"results": results})


def get_pipeline(account: Account, call: Call) -> Answer:
    """GET one."""
    return Answer(200, pipeline_json(pipeline_to_read(account, call)))


def audit_pipeline(account: Account, call: Call) -> Answer:
    """GET the audit of one."""
    pipeline = pipeline_to_read(account, call)
    return Answer(200, audit.of(account, audit.pipeline_subject(pipeline.object_type, pipeline.id)))


def create_pipeline(account: Account, call: Call) -> Answer:
    """POST: 201 with an echo; the ids are the caller's where given."""
    object_type, body = type_of(call), call.json()
    wire.require(body, "label", "displayOrder", "stages")
    asked = _read_stages(object_type, body)
    checks.room_for_pipeline(account, object_type)
    pipeline_id = wire.text(body, "pipelineId") or account.new_id()
    checks.pipeline_id_free(account, object_type, pipeline_id)
    created = now()
    named = [(stage.id or account.new_id(), stage) for stage in asked]
    pipeline = Pipeline(
        object_type=object_type,
        id=pipeline_id,
        label=read_label(body) or "",
        display_order=read_order(body) or 0,
        stages=_stages(named, None, created),
        created_at=created,
        updated_at=created,
    )
    _check(account, pipeline)
    account.save(pipeline)
    _record(account, call, pipeline, action="CREATE")
    for stage in pipeline.stages:
        record_stage(account, call, pipeline, stage, action="CREATE")
    return Answer(201, _echo(pipeline, named, None))


def replace_pipeline(account: Account, call: Call) -> Answer:
    """PUT: the whole pipeline. Named stages are kept, others made, omitted ones purged."""
    before, body = pipeline_to_write(account, call), call.json()
    wire.require(body, "label", "displayOrder", "stages")
    asked = _read_stages(before.object_type, body)
    named = [(stage.id or account.new_id(), stage) for stage in asked]
    updated = now()
    pipeline = replace(
        before,
        label=read_label(body) or "",
        display_order=read_order(body) or 0,
        stages=_stages(named, before, updated),
        updated_at=updated,
    )
    _check(account, pipeline, before=before)
    removed = [stage for stage in before.stages if pipeline.stage(stage.id) is None]
    stageuse.stages_unused(account, call, pipeline, removed)
    account.save(pipeline)
    account.drop_from_rules(pipeline, {stage.id for stage in removed})
    _record(account, call, pipeline, action="UPDATE")
    return Answer(200, _echo(pipeline, named, before))


def patch_pipeline(account: Account, call: Call) -> Answer:
    """PATCH label and order. Every stage counts as updated."""
    before, body = pipeline_to_write(account, call), call.json()
    if body.get("archived") is not None:
        raise invalid("'archived' can only be provided when restoring an archived pipeline")
    label, order = read_label(body), read_order(body)
    pipeline = replace(
        before,
        label=before.label if label is None else label,
        display_order=before.display_order if order is None else order,
        updated_at=now(),
    )
    checks.pipeline_label_free(account, pipeline)
    account.save(pipeline)
    _record(account, call, pipeline, action="UPDATE")
    return Answer(200, pipeline_json(pipeline))


def delete_pipeline(account: Account, call: Call) -> Answer:
    """DELETE: a purge. Refused for the default pipeline, the last one, and one in use."""
    pipeline = pipeline_to_write(account, call)
    if pipeline.default:
        raise invalid("The default pipeline cannot be deleted")
    if len(account.pipelines(pipeline.object_type)) == 1:
        raise invalid("The only pipeline of an object type cannot be deleted")
    stageuse.pipeline_unused(account, call, pipeline)
    account.forget(pipeline)
    _record(account, call, pipeline, action="DELETE")
    return Answer(204)


def record_stage(
    account: Account, call: Call, pipeline: Pipeline, stage: Stage, *, action: str
) -> None:
    """Add to the audit of a stage, with the stage as it stands in the pipeline."""
    subject = audit.stage_subject(pipeline.object_type, stage.id)
    audit.record(account, call, subject, action=action, state=stage_json(pipeline, stage))


def _record(account: Account, call: Call, pipeline: Pipeline, *, action: str) -> None:
    subject = audit.pipeline_subject(pipeline.object_type, pipeline.id)
    audit.record(account, call, subject, action=action, state=pipeline_json(pipeline))


def _read_stages(object_type: ObjectType, body: JsonObject) -> list[StageInput]:
    stages = wire.objects(body, "stages")
    return [read_stage(object_type, stage, *_REQUIRED_OF_STAGE) for stage in stages]


def _stages(
    named: Sequence[tuple[str, StageInput]], before: Pipeline | None, time: str
) -> tuple[Stage, ...]:
    """The stages of a whole pipeline in order; those that existed keep what is not asked for."""
    numbered = []
    for stage_id, asked in named:
        stage = asked.new(stage_id=stage_id, created_at=time)
        old = before.stage(stage_id) if before else None
        if old is not None:
            stage = replace(old, label=stage.label, state=stage.state)
        numbered.append((asked.slot or 0, stage))
    return arranged(numbered)


def _check(account: Account, pipeline: Pipeline, *, before: Pipeline | None = None) -> None:
    checks.pipeline_label_free(account, pipeline)
    checks.stages_suffice(pipeline, before=before)
    checks.stage_ids_free(account, pipeline, [stage.id for stage in pipeline.stages])
    checks.stage_labels_differ(pipeline)


def _echo(
    pipeline: Pipeline, named: Sequence[tuple[str, StageInput]], before: Pipeline | None
) -> JsonObject:
    old = {stage["id"]: stage for stage in pipeline_json(before)["stages"]} if before else {}
    stored = {stage["id"]: stage for stage in pipeline_json(pipeline)["stages"]}
    stages = [
        echo_stage(stored[stage_id], asked, before=old.get(stage_id)) for stage_id, asked in named
    ]
    return pipeline_json(pipeline) | {"stages": stages}


FAMILY = Family(
    PREFIXES,
    (
        ("GET", "", list_pipelines),
        ("POST", "", create_pipeline),
        ("GET", "/{pipeline_id}", get_pipeline),
        ("PUT", "/{pipeline_id}", replace_pipeline),
        ("PATCH", "/{pipeline_id}", patch_pipeline),
        ("DELETE", "/{pipeline_id}", delete_pipeline),
        ("GET", "/{pipeline_id}/audit", audit_pipeline),
    ),
)
