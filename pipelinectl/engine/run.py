"""The engine's door: one happening, and what it makes of a world."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from pipelinectl.engine import happenings, mails
from pipelinectl.engine.changing import make, write
from pipelinectl.engine.receiving import receive
from pipelinectl.engine.running import run
from pipelinectl.engine.triggers import begin_by_change, begin_by_choice
from pipelinectl.engine.work import Begin, Work, Written
from pipelinectl.engine.world import Late, Outcome, Ticket

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pipelinectl.engine.desk import Desk
    from pipelinectl.engine.happenings import Happening
    from pipelinectl.engine.world import Event, World

HELP_DESK = "help desk"


def step(desk: Desk, world: World, happening: Happening) -> Outcome:
    """Let something happen, with all that follows from it at once.

    Raises:
        KeyError: it happens to a ticket that the world does not have.
    """
    work = Work(desk, world)
    _happen(happening, work)
    _settle(work)
    return work.outcome()


def replay(desk: Desk, world: World, all_of: Iterable[Happening]) -> Outcome:
    """Let one thing after another happen; the events of all."""
    events: list[Event] = []
    for happening in all_of:
        world, more = step(desk, world, happening)
        events.extend(more)
    return Outcome(world, tuple(events))


def _settle(work: Work) -> None:
    while work.queue:
        item = work.queue.popleft()
        if isinstance(item, Written):
            begin_by_change(work, item)
        else:
            begin_by_choice(work, item)


@singledispatch
def _happen(happening: Happening, work: Work) -> None:
    raise TypeError(f"not a happening: {happening!r:.80} in {work!r:.20}")


@_happen.register(happenings.TicketMade)
def _(happening: happenings.TicketMade, work: Work) -> None:
    ticket_id = happening.id or work.next_id("ticket")
    ticket = Ticket(id=ticket_id, properties=dict(happening.properties), contact=happening.contact)
    make(work, ticket, happening.by)


@_happen.register(happenings.TicketChanged)
def _(happening: happenings.TicketChanged, work: Work) -> None:
    write(work, happening.ticket, happening.values, happening.by)


@_happen.register(happenings.Message)
def _(happening: happenings.Message, work: Work) -> None:
    receive(work, happening)


@_happen.register(happenings.MailSent)
def _(happening: happenings.MailSent, work: Work) -> None:
    mails.send(work, happening)


@_happen.register(happenings.MailReceived)
def _(happening: happenings.MailReceived, work: Work) -> None:
    mails.receive(work, happening)


@_happen.register(happenings.Enrolled)
def _(happening: happenings.Enrolled, work: Work) -> None:
    work.queue.append(Begin(happening.ticket, happening.workflow, "person"))


@_happen.register(happenings.TimePasses)
def _(happening: happenings.TimePasses, work: Work) -> None:
    while work.waits and work.waits[0].at <= happening.to:
        _due(work, work.waits[0].at)
        _settle(work)
    work.now = max(work.now, happening.to)


def _due(work: Work, at: datetime) -> None:
    """Go on with the first of what was put off."""
    wait = work.waits.pop(0)
    work.now = max(work.now, at)
    if wait.ticket not in work.tickets:
        return
    if isinstance(wait, Late):
        write(work, wait.ticket, wait.values, HELP_DESK)
        return
    workflow = work.desk.workflows.get(wait.workflow)
    if workflow is None or not workflow.enabled:
        why = "the workflow was deleted" if workflow is None else "the workflow was switched off"
        work.note("left", wait.ticket, workflow=wait.workflow, why=why)
    else:
        run(work, wait.ticket, workflow, wait.step)
