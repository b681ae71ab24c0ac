"""What HubSpot refuses about pipelines and stages. Each check passes silently or refuses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipelinectl.emulator import profiles
from pipelinectl.emulator.errors import (
    bracketed,
    conflict,
    internal_error,
    invalid,
    uncategorised,
)
from pipelinectl.emulator.pipelines.model import OBJECT_TYPES, TICKETS, ObjectType, Pipeline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelinectl.emulator.account import Account

LONGEST_PIPELINE_ID = 36
LONGEST_STAGE_ID = 100
MOST_STAGES = 100
MOST_PIPELINES = 100
MOST_PIPELINES_STARTER = 2


def pipeline_limit(account: Account, object_type: ObjectType) -> int:
    """How many pipelines of a type the account may have."""
    starter = account.has(profiles.STARTER_ACCOUNT) and object_type is TICKETS
    return MOST_PIPELINES_STARTER if starter else MOST_PIPELINES


def room_for_pipeline(account: Account, object_type: ObjectType) -> None:
    """One more pipeline fits into the subscription."""
    limit = pipeline_limit(account, object_type)
    if len(account.pipelines(object_type)) >= limit:
        raise invalid(f"This account has reached its limit of {limit} {object_type.name} pipelines")


def pipeline_id_free(account: Account, object_type: ObjectType, pipeline_id: str) -> None:
    """No pipeline of any type has the id, and it is short enough."""
    if len(pipeline_id) > LONGEST_PIPELINE_ID:
        raise internal_error()
    if account.pipeline(object_type, pipeline_id):
        raise invalid(f"There's another pipeline in this portal with pipelineId ({pipeline_id})")
    if any(account.pipeline(other, pipeline_id) for other in OBJECT_TYPES):
        raise conflict(f"A pipeline with pipelineId ({pipeline_id}) belongs to another object type")


def pipeline_label_free(account: Account, changed: Pipeline) -> None:
    """No other pipeline of the type has the label, whatever its case and outer spaces."""
    for other in account.pipelines(changed.object_type):
        if other.id != changed.id and _same(other.label, changed.label):
            raise invalid(f"An active pipeline with label {changed.label} already exists.")


def stage_ids_free(account: Account, pipeline: Pipeline, stage_ids: Iterable[str]) -> None:
    """No stage of another pipeline of the type has one of the ids: for a whole pipeline."""
    wanted = list(stage_ids)
    if any(len(stage_id) > LONGEST_STAGE_ID for stage_id in wanted):
        raise internal_error()
    twice = [stage_id for stage_id, count in Counter(wanted).items() if count > 1]
    if twice:
        raise invalid(f"Stage IDs must be unique: {bracketed(twice)}")
    for other in account.pipelines(pipeline.object_type):
        taken = [found.id for found in other.stages if found.id in wanted]
        if other.id != pipeline.id and taken:
            raise conflict(
                f"Stage IDs: {bracketed(taken)} exist in another pipeline",
                "PipelineError.STAGE_ID_EXISTS_IN_ANOTHER_PIPELINE",
            )


def stage_id_free(account: Account, object_type: ObjectType, stage_id: str) -> None:
    """No stage of the type has the id: for one new stage."""
    if len(stage_id) > LONGEST_STAGE_ID:
        raise internal_error()
    if any(pipeline.stage(stage_id) for pipeline in account.pipelines(object_type)):
        raise uncategorised(f"A stage with the ID {stage_id} already exists")


def stage_labels_differ(pipeline: Pipeline) -> None:
    """No two stages of the pipeline have one label, whatever its case and outer spaces."""
    seen: dict[str, str] = {}
    for stage in pipeline.stages:
        label = _folded(stage.label)
        if label in seen:
            raise invalid(
                f"A stage with the label {stage.label} already exists in this pipeline",
                "PipelineError.STAGE_LABEL_EXISTS",
            )
        seen[label] = stage.id


def stages_suffice(pipeline: Pipeline, *, before: Pipeline | None = None) -> None:
    """There are 1 to 100 stages, one of them closed.

    A pipeline that never had a closed stage exists in real accounts; a write that leaves the
    states of its stages as they were passes (unverified).
    """
    if not pipeline.stages:
        raise invalid("Pipeline must have at least one stage")
    if len(pipeline.stages) > MOST_STAGES:
        raise invalid(f"Pipeline must have at most {MOST_STAGES} stages")
    if pipeline.object_type is not TICKETS or any(stage.closed for stage in pipeline.stages):
        return
    if before is None or _states(before) != _states(pipeline):
        raise invalid(
            "Pipeline must have at least one closed stage", "PipelineError.MISSING_CLOSED_STAGE"
        )


def _states(pipeline: Pipeline) -> list[tuple[str, str]]:
    return sorted((stage.id, stage.state) for stage in pipeline.stages)


def _same(one: str, other: str) -> bool:
    return _folded(one) == _folded(other)


def _folded(label: str) -> str:
    return label.strip().casefold()
