"""How HubSpot orders the stages of a pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelinectl.emulator.pipelines.model import Stage

T = TypeVar("T")


def arranged(numbered: Sequence[tuple[int, T]]) -> tuple[T, ...]:
    """Things by the number that each asked for; ties keep the order of the request."""
    return tuple(item for _, item in sorted(numbered, key=lambda pair: pair[0]))


def inserted(stages: tuple[Stage, ...], stage: Stage, slot: int) -> tuple[Stage, ...]:
    """A new stage at a slot: after its holder where the slot is taken, else at the end."""
    at = min(slot + 1, len(stages))
    return (*stages[:at], stage, *stages[at:])


def moved(
    stages: tuple[Stage, ...], stage: Stage, slot: int, *, counts_moved: bool
) -> tuple[Stage, ...]:
    """The order after a stage of the pipeline asked for a slot.

    A stage that asks for the slot it holds stays. Otherwise it goes after the holder of the slot;
    `counts_moved` tells whether the slots are numbered with the moved stage or without it.
    """
    place = stages.index(stage)
    if slot == place:
        return stages
    rest = (*stages[:place], *stages[place + 1 :])
    passed_itself = counts_moved and slot > place
    return inserted(rest, stage, slot - 1 if passed_itself else slot)
