"""Which statuses start an automation, and to which ones it moves tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipelinectl.automation import references
from pipelinectl.automation.model import walk
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelinectl.automation.model import Action
    from pipelinectl.diagnostics import Span
    from pipelinectl.language.spec import Automation, Pipeline, Spec, Status
    from pipelinectl.model import Value


class Standing(NamedTuple):
    """A status with its pipeline."""

    pipeline: Pipeline
    status: Status


def statuses_of(spec: Spec) -> dict[str, Standing]:
    """Every status by the name that references have for it: `<pipeline key>/<status key>`."""
    return {
        f"{pipeline.key}/{status.key}": Standing(pipeline, status)
        for pipeline in spec.pipelines.values()
        for status in pipeline.statuses
    }


def first_open(pipeline: Pipeline) -> Status | None:
    """Where a reply on a closed ticket takes it."""
    return next((status for status in pipeline.statuses if status.state == "open"), None)


def of_a_status(automation: Automation) -> bool:
    """Whether it is the actions of a status, and not a workflow of its own."""
    return automation.address.of_a_status


def place_of(action: Action, automation: Automation) -> Span:
    """Where an action is declared."""
    return action.span or automation.place.key_span


def reached(automation: Automation) -> tuple[str, ...]:
    """The statuses that start an automation as soon as a ticket reaches them."""
    trigger = automation.trigger
    if trigger.get("on") == "status_reaches":
        return _statuses(trigger.get("statuses", ()))
    if trigger.get("on") == "property_changes" and trigger.get("property") == "status":
        return _statuses(trigger.get("to", ()))
    return ()


def target(action: Action) -> str | None:
    """The status that an action moves tickets to; None for every other action."""
    if action.kind != "set" or action.settings.get("property") != "status":
        return None
    return references.named(action.settings.get("value"), references.STATUS)


def before_moves(actions: Iterable[Action]) -> Iterator[Action]:
    """The actions that tickets come to while they still are in the status that started them."""
    for _, action in walk(actions):
        if target(action) is not None:
            return
        yield action


def _statuses(value: Value) -> tuple[str, ...]:
    named = references.references(value if isinstance(value, tuple | Record) else ())
    return tuple(name for kind, name in named if kind == references.STATUS)
