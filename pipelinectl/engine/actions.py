"""What each action of a workflow does to a ticket, but for delays, which end a run for a while."""

from __future__ import annotations

import re
from functools import singledispatch
from typing import TYPE_CHECKING

from pipelinectl.engine import mailing, routing, workflows
from pipelinectl.engine.changing import make, move, write
from pipelinectl.engine.times import text_of
from pipelinectl.engine.work import Begin
from pipelinectl.engine.world import Ticket

if TYPE_CHECKING:
    from pipelinectl.engine.work import Work
    from pipelinectl.engine.workflows import Action, People, Workflow

_TOKEN = re.compile(r"\{\{ticket\.([A-Za-z0-9_]+)\}\}")


def perform(work: Work, ticket: Ticket, action: Action, workflow: Workflow, step: str) -> None:
    """Do one action of a workflow, or record why it is skipped."""
    why = _done(action, work, ticket, workflow)
    if why is not None:
        work.note(
            "step_skipped",
            ticket.id,
            workflow=workflow.id,
            step=step,
            what=getattr(action, "what", None) or _name(action),
            why=why,
        )


def rendered(text: str, ticket: Ticket) -> str:
    """A text with the values of the ticket in the place of its tokens."""
    return _TOKEN.sub(lambda hit: ticket.properties.get(hit[1], ""), text)


def by_workflow(workflow: Workflow) -> str:
    """How events name a workflow as the one who did something."""
    return f"workflow {workflow.id}"


@singledispatch
def _done(action: Action, work: Work, ticket: Ticket, workflow: Workflow) -> str | None:
    """Do it. Returns None, or why it was not done."""
    del work, ticket, workflow
    return f"the engine does not know {_name(action)}"


@_done.register(workflows.NotRun)
def _(action: workflows.NotRun, work: Work, ticket: Ticket, workflow: Workflow) -> str | None:
    del work, ticket, workflow
    return action.why


@_done.register(workflows.Set)
def _(action: workflows.Set, work: Work, ticket: Ticket, workflow: Workflow) -> str | None:
    terms, by = work.desk.terms, by_workflow(workflow)
    value = _value(work, ticket, action)
    if value is None:
        return f"the value of {action.property} is no number"
    if action.property == terms.status:
        here = ticket.properties.get(terms.pipeline)
        status = work.desk.status(value, here) or work.desk.status(value)
        if status is None:
            return f"there is no status {value!r}"
        move(work, ticket.id, status, by)
        return None
    if action.property == terms.pipeline and value != ticket.properties.get(terms.pipeline):
        return "a ticket changes its pipeline only together with its status"
    write(work, ticket.id, {action.property: value}, by)
    return None


@_done.register(workflows.CopyContactOwner)
def _(
    action: workflows.CopyContactOwner, work: Work, ticket: Ticket, workflow: Workflow
) -> str | None:
    contact = work.contact_of(ticket)
    if contact is None or contact.owner is None:
        return "the ticket has no contact with an owner"
    write(work, ticket.id, {action.property: contact.owner}, by_workflow(workflow))
    return None


@_done.register(workflows.Rotate)
def _(action: workflows.Rotate, work: Work, ticket: Ticket, workflow: Workflow) -> str | None:
    terms = work.desk.terms
    if ticket.properties.get(terms.owner) and not action.overwrite:
        return "the ticket has an owner"
    wanted = routing.members(work, action.people.users, action.people.teams)
    if not wanted:
        return "none of those named has a seat and is a user or main member of a team"
    kind = work.kind_of(ticket)
    free = [each for each in wanted if routing.has_room(work, each, kind)]
    ids = " ".join(each.id for each in wanted)
    person = routing.next_in_turn(work, f"workflow {workflow.id} {ids}", free)
    if person is None:
        return "all of those named have as many tickets as they may"
    write(work, ticket.id, {terms.owner: person.owner}, by_workflow(workflow))
    work.note("assigned", ticket.id, to=person.id, by=by_workflow(workflow))
    return None


@_done.register(workflows.SendMail)
def _(action: workflows.SendMail, work: Work, ticket: Ticket, workflow: Workflow) -> None:
    mailing.send(work, ticket, action.mail, by_workflow(workflow))


@_done.register(workflows.Notify)
def _(action: workflows.Notify, work: Work, ticket: Ticket, workflow: Workflow) -> str | None:
    to = _told(work, ticket, action.to)
    if not to:
        return "there is nobody to tell"
    work.note(
        "notified",
        ticket.id,
        by=by_workflow(workflow),
        how=action.kind,
        to=to,
        subject=rendered(action.subject, ticket),
        body=rendered(action.body, ticket),
    )
    return None


@_done.register(workflows.CreateTask)
def _(action: workflows.CreateTask, work: Work, ticket: Ticket, workflow: Workflow) -> None:
    owner = ticket.properties.get(work.desk.terms.owner) if action.to_owner else action.owner
    work.note(
        "task_created",
        ticket.id,
        by=by_workflow(workflow),
        title=rendered(action.title, ticket),
        notes=rendered(action.notes, ticket),
        owner=owner or None,
        due=None if action.due is None else text_of(work.now + action.due),
    )


@_done.register(workflows.Enroll)
def _(action: workflows.Enroll, work: Work, ticket: Ticket, workflow: Workflow) -> str | None:
    if action.workflow not in work.desk.workflows:
        return f"there is no workflow {action.workflow}"
    work.queue.append(Begin(ticket.id, action.workflow, by_workflow(workflow)))
    return None


@_done.register(workflows.CreateTicket)
def _(action: workflows.CreateTicket, work: Work, ticket: Ticket, workflow: Workflow) -> None:
    terms = work.desk.terms
    asked = {name: rendered(text, ticket) for name, text in action.properties.items()}
    properties = {**asked, terms.made_by: terms.workflow}
    made = Ticket(id=work.next_id("ticket"), properties=properties, contact=ticket.contact)
    work.descends(made.id, ticket.id)
    make(work, made, by_workflow(workflow))


def _value(work: Work, ticket: Ticket, action: workflows.Set) -> str | None:
    """The text that a property gets; None where a sum is not possible."""
    value = action.value
    if isinstance(value, workflows.Text):
        return rendered(value.text, ticket)
    if isinstance(value, workflows.Copy):
        return ticket.properties.get(value.property, "")
    if isinstance(value, workflows.Now):
        return text_of(work.now)
    try:
        total = float(ticket.properties.get(action.property) or 0) + value.by
    except ValueError:
        return None
    return str(int(total)) if total.is_integer() else str(total)


def _told(work: Work, ticket: Ticket, to: People) -> tuple[str, ...]:
    """The addresses of those whom a notification reaches: of a team all members (inferred)."""
    ids = [*to.users]
    for team_id in to.teams:
        team = work.desk.teams.get(team_id)
        ids += (*team.main, *team.extra) if team else ()
    found = [work.desk.people.get(each) for each in dict.fromkeys(ids)]
    if to.owner:
        found.append(work.desk.person_of(ticket.properties.get(work.desk.terms.owner, "")))
    return tuple(dict.fromkeys(each.email for each in found if each is not None))


def _name(action: object) -> str:
    return type(action).__name__
