"""Which workflows a ticket begins when its properties have changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelinectl.engine.conditions import Facts, holds
from pipelinectl.engine.running import run
from pipelinectl.engine.workflows import Changes, Created, Matches
from pipelinectl.engine.world import Wait

if TYPE_CHECKING:
    from pipelinectl.engine.work import Begin, Change, Work, Written
    from pipelinectl.engine.workflows import Trigger, Workflow
    from pipelinectl.engine.world import Ticket


def begin_by_change(work: Work, written: Written) -> None:
    """Let a ticket begin every workflow that begins with what was written, in their order."""
    for workflow in work.desk.workflows.values():
        ticket = work.tickets.get(written.ticket)
        if ticket is None or not workflow.enabled:
            continue
        if any(_begins(work, workflow, each, ticket, written) for each in workflow.triggers):
            _enter(work, workflow, ticket, "trigger")


def begin_by_choice(work: Work, begin: Begin) -> None:
    """Let a ticket begin a workflow because a person or another workflow says so."""
    workflow, ticket = work.desk.workflows.get(begin.workflow), work.tickets.get(begin.ticket)
    if workflow is None or ticket is None:
        return
    if not workflow.enabled:
        work.note("not_enrolled", ticket.id, workflow=workflow.id, why="it is switched off")
        return
    _enter(work, workflow, ticket, begin.by)


def _enter(work: Work, workflow: Workflow, ticket: Ticket, by: str) -> None:
    why = _why_not(work, workflow, ticket)
    if why is not None:
        work.note("not_enrolled", ticket.id, workflow=workflow.id, why=why)
        return
    entered = work.put(replace(ticket, enrolled=ticket.enrolled | {workflow.id}))
    work.note("enrolled", ticket.id, workflow=workflow.id, by=by)
    run(work, entered.id, workflow, workflow.start)


def _why_not(work: Work, workflow: Workflow, ticket: Ticket) -> str | None:
    if not workflow.include_chat and work.is_chat(ticket):
        return "tickets of live chat and Messenger do not take part"
    waiting = [each for each in work.waits if isinstance(each, Wait)]
    if any((each.ticket, each.workflow) == (ticket.id, workflow.id) for each in waiting):
        return "it is in it already"
    if workflow.id in ticket.enrolled and not workflow.re_enroll:
        return "it was in it before, and re-enrollment is off"
    if workflow.only_if is not None and not holds(workflow.only_if, work.facts(ticket)):
        return "its condition does not hold"
    return None


def _begins(
    work: Work, workflow: Workflow, trigger: Trigger, ticket: Ticket, written: Written
) -> bool:
    if isinstance(trigger, Created):
        return written.created
    if isinstance(trigger, Changes):
        return any(_is_change(work, trigger, ticket, each) for each in written.changes)
    if not isinstance(trigger, Matches) or not holds(trigger.condition, work.facts(ticket)):
        return False
    return workflow.id not in ticket.enrolled or (
        workflow.re_enroll and _matches_again(work, trigger, ticket, written)
    )


def _matches_again(work: Work, trigger: Matches, ticket: Ticket, written: Written) -> bool:
    """Whether a change is one that enrolls again; where none is named, coming to match is."""
    if trigger.again:
        changes = written.changes
        return any(_is_change(work, each, ticket, one) for each in trigger.again for one in changes)
    before = {**ticket.properties, **{each.property: each.before for each in written.changes}}
    return not holds(trigger.condition, Facts(before, work.now, ticket.changed))


def _is_change(work: Work, trigger: Changes, ticket: Ticket, change: Change) -> bool:
    if change.property != trigger.property:
        return False
    if trigger.to is None:
        return True
    then = {**ticket.properties, change.property: change.after}
    return holds(trigger.to, Facts(then, work.now, ticket.changed)) is True
