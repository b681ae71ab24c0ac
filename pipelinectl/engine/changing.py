"""How properties of a ticket are written, and what the help desk does at once when they change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from pipelinectl.engine.times import text_of
from pipelinectl.engine.work import Change, Written
from pipelinectl.engine.world import Late, Ticket

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.engine.desk import Desk, Status
    from pipelinectl.engine.work import Work

LATE = timedelta(seconds=1)
"""When the channel of a ticket is told where it is told late."""


def make(work: Work, ticket: Ticket, by: str, late: Mapping[str, str] | None = None) -> Ticket:
    """Add a new ticket, whose properties are as somebody wants them. Returns it as it is then.

    What names no pipeline goes to the default one, what names no status to the first open one.
    """
    wanted = _placed(work.desk, _filled(ticket.properties))
    dated = {work.desk.terms.created: text_of(work.now), **wanted}
    properties = {**dated, **_dates(work, {}, wanted)}
    changes = tuple(Change(name, "", value) for name, value in properties.items())
    changed = dict.fromkeys(properties, work.now)
    made = work.put(replace(ticket, properties=properties, changed=changed))
    work.note("ticket_created", made.id, by=by)
    work.queue.append(Written(made.id, changes, created=True))
    if late:
        work.wait(Late(work.now + LATE, made.id, late))
    return made


def write(work: Work, ticket_id: str, values: Mapping[str, str], by: str) -> Ticket:
    """Write properties of a ticket; an empty text clears one. Returns the ticket as it is then.

    The close date follows the status, unless the same write names it.
    """
    ticket = work.tickets[ticket_id]
    before = ticket.properties
    wanted = _filled({**before, **values})
    follows = {} if work.desk.terms.close_date in values else _dates(work, before, wanted)
    after = _filled({**wanted, **follows})
    names = [*after, *(name for name in before if name not in after)]
    changes = tuple(
        Change(name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    )
    if not changes:
        return ticket
    moved = dict.fromkeys((each.property for each in changes), work.now)
    reopened = work.desk.is_closed(before) and not work.desk.is_closed(after)
    made = work.put(
        replace(
            ticket,
            properties=after,
            changed={**ticket.changed, **moved},
            ever_reopened=ticket.ever_reopened or reopened,
        )
    )
    for each in changes:
        work.note(
            "property_changed",
            ticket_id,
            property=each.property,
            before=each.before,
            after=each.after,
            by=by,
        )
    work.queue.append(Written(ticket_id, changes))
    return made


def move(work: Work, ticket_id: str, status: Status, by: str) -> None:
    """Bring a ticket to a status, and so into the pipeline that the status belongs to."""
    terms = work.desk.terms
    values = {terms.status: status.id}
    pipeline = work.desk.pipeline_of(status.id)
    here = work.tickets[ticket_id].properties.get(terms.pipeline)
    if pipeline is not None and work.desk.status(status.id, here) is None:
        values = {terms.pipeline: pipeline, **values}
    write(work, ticket_id, values, by)


def _dates(work: Work, before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """What becomes of the close date: set on closing where that is switched on, always cleared."""
    terms = work.desk.terms
    closed, closes = work.desk.is_closed(before), work.desk.is_closed(after)
    if closes and not closed:
        pipeline = work.desk.pipelines.get(after.get(terms.pipeline, ""))
        if pipeline is not None and pipeline.set_close_date:
            named = after.get(terms.close_date) if not before else None
            return {terms.close_date: named or text_of(work.now)}
    if closed and not closes:
        return {terms.close_date: ""}
    return {}


def _placed(desk: Desk, wanted: Mapping[str, str]) -> dict[str, str]:
    terms = desk.terms
    pipeline_id = wanted.get(terms.pipeline) or desk.default_pipeline
    pipeline = desk.pipelines.get(pipeline_id)
    placed = {terms.pipeline: pipeline_id} if pipeline_id else {}
    if pipeline is not None and terms.status not in wanted:
        first = pipeline.first_open or next(iter(pipeline.statuses), None)
        placed |= {terms.status: first.id} if first else {}
    return {**placed, **wanted}


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}
