"""Automated e-mails to customers: whether one goes out, from where, and what the inbox shows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pipelinectl.engine.desk import EMAIL, MESSENGER

if TYPE_CHECKING:
    from pipelinectl.engine.desk import Mail
    from pipelinectl.engine.work import Work
    from pipelinectl.engine.world import Contact, Ticket

AUTOMATED_WINDOW = timedelta(hours=24)
"""How long after the visitor's message Meta lets automation answer in Messenger."""
ANSWER_WINDOW = timedelta(days=7)
"""How long a person may answer there what they could not answer before."""


def send(work: Work, ticket: Ticket, mail_id: str, by: str) -> None:
    """Send an automated e-mail to the contact of a ticket, or record why it does not go out."""
    mail, contact = work.desk.mails.get(mail_id), work.contact_of(ticket)
    why = _why_not(work, ticket, mail, contact)
    if why is not None or mail is None or contact is None:
        work.note("mail_not_sent", ticket.id, mail=mail.name if mail else mail_id, by=by, why=why)
        return
    work.note(
        "mail_sent",
        ticket.id,
        ticket.origin,
        mail=mail.name,
        to=contact.address,
        sender=sender_of(work, ticket),
        transactional=mail.transactional,
        branded=work.desk.branding,
        by=by,
    )


def sender_of(work: Work, ticket: Ticket) -> str:
    """The address that automatic mail comes from.

    It is the ticket's own e-mail channel, else the first one of the help desk, else the address
    that every account has.
    """
    thread = work.threads.get(ticket.origin or "")
    own = work.desk.channels.get(thread.channel or "") if thread else None
    connected = [each for each in work.desk.channels.values() if each.help_desk]
    for channel in (own, *connected):
        if channel and channel.type == EMAIL and channel.active and channel.address:
            return channel.address
    return work.desk.fallback_address


def outside_window(work: Work, ticket: Ticket, window: timedelta) -> bool:
    """Whether a ticket came by Messenger, and its visitor last wrote longer ago than this."""
    thread = work.threads.get(ticket.origin or "")
    channel = work.desk.channels.get(thread.channel or "") if thread else None
    if channel is None or channel.type != MESSENGER or ticket.heard_at is None:
        return False
    return work.now - ticket.heard_at > window


def _why_not(work: Work, ticket: Ticket, mail: Mail | None, contact: Contact | None) -> str | None:
    if mail is None or not mail.published:
        return "there is no such e-mail" if mail is None else "the e-mail is not published"
    if contact is None or "@" not in contact.address:
        whose = "ticket has no contact" if contact is None else "contact has no e-mail address"
        return f"the {whose}"
    if outside_window(work, ticket, AUTOMATED_WINDOW):
        return "the visitor last wrote in Messenger more than 24 hours ago"
    if not mail.transactional and not contact.marketing:
        return "the e-mail is not transactional, and the contact is no marketing contact"
    return None
