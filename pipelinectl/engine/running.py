"""A run: how a ticket goes from step to step of a workflow until the way ends, or it must wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.engine.actions import perform
from pipelinectl.engine.conditions import holds, reasons
from pipelinectl.engine.times import instant_of, text_of
from pipelinectl.engine.work import MOST_STEPS
from pipelinectl.engine.workflows import Branch, Delay, DelayUntil, Do
from pipelinectl.engine.world import Wait

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from pipelinectl.engine.work import Work
    from pipelinectl.engine.workflows import Workflow


def run(work: Work, ticket_id: str, workflow: Workflow, step_id: str | None) -> None:
    """Take a ticket through a workflow from a step on."""
    while step_id is not None and ticket_id in work.tickets:
        if not work.may_step(ticket_id):
            stop(work, ticket_id, workflow)
            return
        step = workflow.steps.get(step_id)
        if step is None:
            work.note("left", ticket_id, workflow=workflow.id, why=f"step {step_id} is gone")
            return
        if isinstance(step, Branch):
            step_id = _taken(work, ticket_id, workflow, step, step_id)
        elif isinstance(step.action, Delay | DelayUntil):
            if _waits(work, ticket_id, workflow, step, step_id):
                return
            step_id = step.then
        else:
            perform(work, work.tickets[ticket_id], step.action, workflow, step_id)
            step_id = step.then
    work.note("finished", ticket_id, workflow=workflow.id)


def stop(work: Work, ticket_id: str, workflow: Workflow) -> None:
    """End what goes round in circles, and say so; what else was due to this ticket goes too."""
    work.note(
        "stopped",
        ticket_id,
        workflow=workflow.id,
        why=f"it took {MOST_STEPS} steps without an end: workflows lead back to each other",
    )
    kept = [each for each in work.queue if each.ticket != ticket_id]
    work.queue.clear()
    work.queue.extend(kept)


def _taken(
    work: Work, ticket_id: str, workflow: Workflow, branch: Branch, step_id: str
) -> str | None:
    """Where a branching leads: the first way that holds, and no other."""
    facts = work.facts(work.tickets[ticket_id])
    for number, way in enumerate(branch.ways):
        found = holds(way.when, facts)
        if found is None:
            work.note(
                "not_decided",
                ticket_id,
                workflow=workflow.id,
                step=step_id,
                why="; ".join(reasons(way.when)) or "a value cannot be compared",
            )
        if found:
            name = way.name or str(number + 1)
            work.note("branch_taken", ticket_id, workflow=workflow.id, step=step_id, way=name)
            return way.then
    work.note("branch_taken", ticket_id, workflow=workflow.id, step=step_id, way="else")
    return branch.otherwise


def _waits(work: Work, ticket_id: str, workflow: Workflow, step: Do, step_id: str) -> bool:
    """Put the rest of the run off, where there is anything to wait for."""
    until = _until(work, ticket_id, step)
    if until is None:
        why = "there is no date to wait for"
        work.note(
            "step_skipped",
            ticket_id,
            workflow=workflow.id,
            step=step_id,
            what=type(step.action).__name__,
            why=why,
        )
        return False
    if until <= work.now:
        return False
    work.wait(Wait(until, ticket_id, workflow.id, step.then))
    work.note("waits", ticket_id, workflow=workflow.id, step=step_id, until=text_of(until))
    return True


def _until(work: Work, ticket_id: str, step: Do) -> datetime | None:
    action = step.action
    if isinstance(action, Delay):
        return _later(work.now, action.span)
    assert isinstance(action, DelayUntil)
    at = action.at
    if action.property is not None:
        at = instant_of(work.tickets[ticket_id].properties.get(action.property, ""))
    if at is None or action.offset is None:
        return at
    return _later(at, action.offset)


def _later(at: datetime, span: timedelta) -> datetime | None:
    try:
        return at + span
    except OverflowError:
        return None
