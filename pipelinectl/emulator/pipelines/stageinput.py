"""A stage as a request writes it, and as the answer to that request echoes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.emulator import wire
from pipelinectl.emulator.errors import invalid
from pipelinectl.emulator.pipelines.model import CLOSED, OPEN, TICKETS, ObjectType, Stage

if TYPE_CHECKING:
    from pipelinectl.emulator.wire import JsonObject


@dataclass(frozen=True, slots=True)
class StageInput:
    """What a request says of one stage; None where it says nothing. `state` is already proved."""

    id: str | None
    label: str | None
    slot: int | None
    state: str | None
    metadata: dict[str, str]

    def new(self, *, stage_id: str, created_at: str) -> Stage:
        """A stage that did not exist; a missing state is OPEN (for a deal: probability 0)."""
        state = self.state or OPEN
        return Stage(id=stage_id, label=self.label or "", state=state, created_at=created_at)


def read_stage(object_type: ObjectType, body: JsonObject, *required: str) -> StageInput:
    """The stage of a request.

    Source: HubSpot's API description; observed on 2026-09 by others that a negative order and a
    wrong state are refused, and that unknown metadata is dropped.

    Raises:
        RefusedError: 400; a required field is missing, or a value is of the wrong kind.
    """
    wire.require(body, *required)
    if body.get("archived") is not None:
        raise invalid("'archived' can only be provided when restoring an archived stage")
    metadata = _metadata(body)
    return StageInput(
        id=wire.text(body, "stageId"),
        label=read_label(body),
        slot=read_order(body),
        state=_state(object_type, metadata, whole="metadata" in required),
        metadata=metadata,
    )


def read_label(body: JsonObject) -> str | None:
    """The label as typed.

    Raises:
        RefusedError: 400; it is no text, or blank.
    """
    label = wire.text(body, "label")
    if label is not None and not label.strip():
        raise invalid("Label must not be blank")
    return label


def read_order(body: JsonObject) -> int | None:
    """The display order.

    Raises:
        RefusedError: 400; it is no number, or negative.
    """
    order = wire.whole(body, "displayOrder")
    if order is not None and order < 0:
        raise invalid("displayOrder must not be negative")
    return order


def echo_stage(stored: JsonObject, asked: StageInput, *, before: JsonObject | None) -> JsonObject:
    """The body that answers a write: what was asked for, over what was there.

    Observed by others on 2026-09: a write answers with the request, a stale `isClosed` and keys
    that are not kept included. So the order is the one asked for, not the one that came out.
    """
    old = {} if before is None else before["metadata"]
    echo = stored | {"metadata": {**old, **asked.metadata}}
    if asked.slot is not None:
        echo["displayOrder"] = asked.slot
    return echo


def _metadata(body: JsonObject) -> dict[str, str]:
    metadata = body.get("metadata")
    if metadata is None:
        return {}
    if not isinstance(metadata, dict):
        raise invalid("Invalid input JSON: 'metadata' is not an object")
    return {key: value if isinstance(value, str) else str(value) for key, value in metadata.items()}


def _state(object_type: ObjectType, metadata: dict[str, str], *, whole: bool) -> str | None:
    """The state that the metadata asks for. `whole` metadata replaces, and so has a default."""
    state = metadata.get(object_type.state_key)
    if object_type is not TICKETS:
        return _probability(state, whole=whole)
    if state is not None and state not in {OPEN, CLOSED}:
        raise _invalid_metadata(f"ticketState must be one of [OPEN, CLOSED], not {state}")
    return OPEN if state is None and whole else state


def _probability(text: str | None, *, whole: bool) -> str | None:
    if text is None and not whole:
        return None
    try:
        probability = float(text or "")
    except ValueError:
        raise _invalid_metadata("probability must be a number from 0.0 to 1.0") from None
    if not 0 <= probability <= 1:
        raise _invalid_metadata("probability must be a number from 0.0 to 1.0")
    return str(probability)


def _invalid_metadata(message: str) -> Exception:
    return invalid(message, "PipelineError.INVALID_PIPELINE_STAGE_METADATA")
