"""Mail between the people of the help desk and a ticket's customer, and what it does to the status.

Which mails count is told by HubSpot's knowledge base, on ticket status automation: mail sent from
the ticket record; replies in the conversation that the ticket was made from, and after it was once
closed and reopened in any conversation on the ticket; never forwarded mail, a user's own mailbox,
or live chat and Messenger. A reply to a closed ticket moves it to the first open status, whatever
is switched on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelinectl.engine import happenings, mailing
from pipelinectl.engine.changing import move
from pipelinectl.engine.routing import assigned_by_hand

if TYPE_CHECKING:
    from pipelinectl.engine.desk import Pipeline
    from pipelinectl.engine.happenings import MailReceived, MailSent
    from pipelinectl.engine.work import Work
    from pipelinectl.engine.world import Ticket

HELP_DESK = "help desk"


def send(work: Work, mail: MailSent) -> None:
    """A user sends a mail to the customer."""
    ticket = work.tickets[mail.ticket]
    if mailing.outside_window(work, ticket, mailing.ANSWER_WINDOW):
        why = "the visitor last wrote in Messenger more than 7 days ago"
        work.note("message_not_sent", ticket.id, ticket.origin, why=why)
        return
    from_ticket = mail.sent_from == happenings.TICKET
    ticket, thread = _with_thread(
        work, ticket, mail.thread, joins=from_ticket, forward=mail.forward
    )
    work.note(
        "message",
        ticket.id,
        thread,
        direction="out",
        sender=mail.by,
        subject=mail.subject,
        text=mail.text,
        sent_from=mail.sent_from,
    )
    if not from_ticket or mail.personal or mail.forward:
        return
    if mail.thread != happenings.NEW:
        assigned_by_hand(work, ticket, mail.by)
    pipeline = _pipeline(work, ticket)
    if pipeline is not None and not work.is_chat(ticket):
        _move(work, ticket, pipeline.email_sent_to_customer)


def receive(work: Work, mail: MailReceived) -> None:
    """The customer writes a mail: in a conversation of the ticket, or in another one."""
    ticket = work.tickets[mail.ticket]
    ticket, thread = _with_thread(work, ticket, mail.thread, joins=False, forward=False)
    contact = work.contact_of(ticket)
    sender = contact.address if contact else None
    work.note(
        "message",
        ticket.id if thread in ticket.threads else None,
        thread,
        direction="in",
        sender=sender,
        subject=mail.subject,
        text=mail.text,
    )
    answered(work, ticket, thread, forward=mail.forward)


def answered(work: Work, ticket: Ticket, thread: str, *, forward: bool) -> None:
    """The customer has written in a conversation: what becomes of the status."""
    if thread not in ticket.threads:
        return
    ticket = work.put(replace(ticket, heard_at=work.now))
    pipeline = _pipeline(work, ticket)
    if forward or thread in ticket.forwards or pipeline is None:
        return
    if work.desk.is_closed(ticket.properties):
        first = pipeline.first_open
        if first is not None:
            work.note("reopened", ticket.id, thread, status=first.id)
            move(work, ticket.id, first, HELP_DESK)
        return
    counts = thread == ticket.origin or ticket.ever_reopened
    if counts and not work.is_chat(ticket):
        _move(work, ticket, pipeline.customer_replies)


def _with_thread(
    work: Work, ticket: Ticket, asked: str, *, joins: bool, forward: bool
) -> tuple[Ticket, str]:
    """The conversation that a mail belongs to, and the ticket, which a mail of its own adds it to.

    A ticket that was made from no conversation has the one of its first mail.
    """
    first = ticket.origin or min(ticket.threads, default=None, key=lambda each: (len(each), each))
    if asked == happenings.ORIGIN and first is not None:
        thread = first
    elif asked in {happenings.ORIGIN, happenings.NEW}:
        thread = work.new_thread(None, ticket.contact, ticket.id if joins else None).id
    else:
        thread = asked
    if not joins:
        return ticket, thread
    forwards = ticket.forwards | ({thread} if forward and thread != ticket.origin else set())
    joined = replace(ticket, threads=ticket.threads | {thread}, forwards=forwards)
    return work.put(joined), thread


def _pipeline(work: Work, ticket: Ticket) -> Pipeline | None:
    return work.desk.pipelines.get(ticket.properties.get(work.desk.terms.pipeline, ""))


def _move(work: Work, ticket: Ticket, status_id: str | None) -> None:
    status = work.desk.status(status_id) if status_id else None
    if status is not None:
        move(work, ticket.id, status, HELP_DESK)
