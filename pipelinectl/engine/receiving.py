"""A customer's message on a channel: contact, conversation, ticket, and who is given it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelinectl.engine import desk as kinds
from pipelinectl.engine.changing import make
from pipelinectl.engine.mails import answered
from pipelinectl.engine.routing import route
from pipelinectl.engine.world import Contact, Ticket

if TYPE_CHECKING:
    from pipelinectl.engine.desk import Channel
    from pipelinectl.engine.happenings import Message
    from pipelinectl.engine.work import Work
    from pipelinectl.engine.world import Thread

CONVERSATION = "conversation"


def receive(work: Work, message: Message) -> None:
    """Let a message arrive. A channel that is off, or has lost its permission, receives nothing."""
    channel = work.desk.channels.get(message.channel)
    why = _why_not(channel)
    if why is not None or channel is None:
        work.note("message_not_received", channel=message.channel, sender=message.sender, why=why)
        return
    contact = _contact(work, channel, _logged_to(channel, message))
    if not _consents(work, channel, contact, message):
        return
    thread = work.threads.get(message.thread or "")
    is_first = not any(each.contact == contact.id for each in work.threads.values())
    if thread is None:
        thread = work.new_thread(channel.id, contact.id)
        _heard(work, thread, message, None)
        _open(work, channel, thread, message)
    else:
        _heard(work, thread, message, thread.ticket)
        if thread.ticket in work.tickets:
            answered(work, work.tickets[thread.ticket], thread.id, forward=_is_forward(message))
    _greet(work, channel, thread.id, first=is_first)


def _why_not(channel: Channel | None) -> str | None:
    if channel is None:
        return "there is no such channel"
    if not channel.active:
        return "the channel is switched off"
    return None if channel.authorized else "the channel has lost its permission"


def _logged_to(channel: Channel, message: Message) -> str:
    """The sender on whose record a message is logged; of a forwarded one as the channel says."""
    if message.forwarded_from and channel.forwarded_emails_from == kinds.ORIGINAL_SENDER:
        return message.forwarded_from
    return message.sender


def _contact(work: Work, channel: Channel, address: str) -> Contact:
    """Find the contact, or make one. A visitor of Messenger is another one on each page."""
    home = channel.id if channel.type == kinds.MESSENGER and "@" not in address else None
    wanted = (address.casefold(), home)
    for found in work.contacts.values():
        if (found.address.casefold(), found.home) == wanted:
            return found
    contact = Contact(id=work.next_id("contact"), address=address, home=home)
    work.contacts[contact.id] = contact
    work.note("contact_created", contact=contact.id, address=address)
    return contact


def _consents(work: Work, channel: Channel, contact: Contact, message: Message) -> bool:
    """Whether a message may come in: explicit consent must be given first, implicit one is."""
    if channel.consent is None or channel.id in contact.agreed:
        return True
    if channel.consent == kinds.EXPLICIT and not message.agrees:
        why = "the visitor has not agreed yet"
        work.note("message_not_received", channel=channel.id, sender=contact.address, why=why)
        return False
    work.note("consent", channel=channel.id, contact=contact.id, how=channel.consent)
    work.agree(contact, channel.id)
    return True


def _heard(work: Work, thread: Thread, message: Message, ticket: str | None) -> None:
    work.note(
        "message",
        ticket,
        thread.id,
        direction="in",
        sender=message.sender,
        subject=message.subject,
        text=message.text,
    )


def _is_forward(message: Message) -> bool:
    return message.forwarded_from is not None


def _open(work: Work, channel: Channel, thread: Thread, message: Message) -> None:
    """Make the ticket of a new conversation, where the channel makes tickets."""
    if not channel.create_tickets:
        work.note("no_ticket", None, thread.id, why="the channel makes no tickets")
        return
    ticket_id = work.next_id("ticket")
    origin = _origin(work, channel, thread)
    asked = {**_said(work, channel, message), **message.properties, **channel.ticket_properties}
    forwards = frozenset({thread.id}) if _is_forward(message) else frozenset()
    ticket = Ticket(
        id=ticket_id,
        properties={**asked, **({} if work.desk.late else origin)},
        contact=thread.contact,
        origin=thread.id,
        threads=frozenset({thread.id}),
        forwards=forwards,
        heard_at=work.now,
        sla=work.desk.sla and channel.help_desk,
    )
    work.threads[thread.id] = replace(thread, ticket=ticket_id)
    make(work, ticket, CONVERSATION, origin if work.desk.late else None)
    route(work, ticket_id, channel)


def _origin(work: Work, channel: Channel, thread: Thread) -> dict[str, str]:
    """Where a ticket came from, in properties."""
    terms = work.desk.terms
    found = {terms.channel: channel.id, terms.channel_type: channel.type_id}
    return {**found, terms.thread: thread.id}


def _said(work: Work, channel: Channel, message: Message) -> dict[str, str]:
    """What a message itself says of its ticket."""
    terms = work.desk.terms
    return {
        terms.subject: message.subject or message.text.partition("\n")[0][:_LONGEST_SUBJECT],
        terms.content: message.text,
        terms.source: terms.sources.get(channel.type, ""),
        terms.made_by: terms.conversation,
    }


def _greet(work: Work, channel: Channel, thread: str, *, first: bool) -> None:
    """What Messenger says by itself, to the first message of a visitor."""
    if channel.type != kinds.MESSENGER or not first:
        return
    for kind, text in (("greeting", channel.greeting), ("instant_reply", channel.instant_reply)):
        if text:
            ticket = work.threads[thread].ticket
            work.note("message", ticket, thread, direction="out", sender=kind, text=text)


_LONGEST_SUBJECT = 80
