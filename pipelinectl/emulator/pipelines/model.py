"""Pipelines and stages as frozen values, and their form in HubSpot's JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelinectl.emulator.wire import JsonObject

EPOCH = "1970-01-01T00:00:00Z"
OPEN = "OPEN"
CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True)
class ObjectType:
    """A kind of record that has pipelines. `state_key` is the one metadata key that is kept."""

    id: str
    name: str
    singular: str
    plural: str
    state_key: str


TICKETS = ObjectType("0-5", "tickets", "Ticket", "Tickets", "ticketState")
DEALS = ObjectType("0-3", "deals", "Deal", "Deals", "probability")
OBJECT_TYPES = (TICKETS, DEALS)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. `state` is the ticket state, or a deal's probability, as text.

    Its place in the order is its place in the pipeline; its time of update is the pipeline's
    (observed by others: every stage's `updatedAt` equals the pipeline's).
    """

    id: str
    label: str
    state: str
    created_at: str
    write_permissions: str = "CRM_PERMISSIONS_ENFORCEMENT"

    @property
    def closed(self) -> bool:
        """Whether a record in this stage counts as closed; a deal is won at 1 and lost at 0."""
        return self.state in {CLOSED, "0.0", "1.0"}


@dataclass(frozen=True, slots=True)
class Pipeline:
    """One pipeline with its stages in order."""

    object_type: ObjectType
    id: str
    label: str
    display_order: int
    stages: tuple[Stage, ...]
    created_at: str
    updated_at: str

    @property
    def default(self) -> bool:
        """Whether it came with the account: those were created in 1970."""
        return self.created_at.startswith("1970-")

    def stage(self, stage_id: str) -> Stage | None:
        """The stage of that id, or None."""
        return next((stage for stage in self.stages if stage.id == stage_id), None)

    def place(self, stage_id: str) -> int:
        """Where a stage of this pipeline stands, from 0."""
        return [stage.id for stage in self.stages].index(stage_id)


def stage_json(pipeline: Pipeline, stage: Stage) -> JsonObject:
    """A stage as a read answers it."""
    return {
        "label": stage.label,
        "displayOrder": pipeline.place(stage.id),
        "metadata": {
            pipeline.object_type.state_key: stage.state,
            "isClosed": "true" if stage.closed else "false",
        },
        "id": stage.id,
        "createdAt": stage.created_at,
        "updatedAt": pipeline.updated_at,
        "archived": False,
        "writePermissions": stage.write_permissions,
    }


def pipeline_json(pipeline: Pipeline) -> JsonObject:
    """A pipeline as a read answers it."""
    return {
        "label": pipeline.label,
        "displayOrder": pipeline.display_order,
        "id": pipeline.id,
        "stages": [stage_json(pipeline, stage) for stage in pipeline.stages],
        "createdAt": pipeline.created_at,
        "updatedAt": pipeline.updated_at,
        "archived": False,
    }


def pipeline_from(object_type: ObjectType, body: JsonObject) -> Pipeline:
    """The pipeline that `pipeline_json` wrote; the stages stand in their order there."""
    return Pipeline(
        object_type=object_type,
        id=body["id"],
        label=body["label"],
        display_order=body["displayOrder"],
        stages=tuple(_stage_from(object_type, stage) for stage in body["stages"]),
        created_at=body["createdAt"],
        updated_at=body["updatedAt"],
    )


def _stage_from(object_type: ObjectType, body: JsonObject) -> Stage:
    return Stage(
        id=body["id"],
        label=body["label"],
        state=body["metadata"][object_type.state_key],
        created_at=body["createdAt"],
        write_permissions=body["writePermissions"],
    )
