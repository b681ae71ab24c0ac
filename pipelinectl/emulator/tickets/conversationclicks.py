"""What customers and agents do, and what a person sees of it, below `/_ui/`.

Messages on channels, mails of a ticket, the time, contacts, a ticket with its history, and all
that was sent.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipelinectl.emulator import wire
from pipelinectl.emulator.account import TICKET
from pipelinectl.emulator.channels import channels
from pipelinectl.emulator.errors import invalid, not_found
from pipelinectl.emulator.people import people
from pipelinectl.emulator.people.agents import agent_of
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.shapes import flag, mapping, one_of, record, text
from pipelinectl.emulator.tickets import clock, runs, worlds
from pipelinectl.emulator.tickets.conversations import messages
from pipelinectl.emulator.tickets.desks import desk_of
from pipelinectl.emulator.wire import Answer
from pipelinectl.emulator.workflows import flowstore
from pipelinectl.emulator.workflows.editor import UI
from pipelinectl.engine.happenings import (
    CONTACT,
    NEW,
    ORIGIN,
    Enrolled,
    MailReceived,
    MailSent,
    Message,
)
from pipelinectl.engine.happenings import (
    TICKET as FROM_TICKET,
)
from pipelinectl.engine.world import Contact

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject

OUTGOING = (
    *("mail_sent", "mail_not_sent", "notified", "task_created", "owner_mailed"),
    *("message_not_sent", "step_skipped"),
)
_message = record(
    {"from": text},
    {
        "text": text,
        "subject": text,
        "thread": text,
        "forwarded_from": text,
        "agrees": flag,
        "fields": mapping,
    },
    {"text": "", "subject": ""},
)
_mail = record(
    {"direction": one_of("out", "in")},
    {
        "sent_from": one_of(FROM_TICKET, CONTACT),
        "personal": flag,
        "forward": flag,
        "thread": text,
        "subject": text,
        "text": text,
        "by": text,
    },
    {"sent_from": FROM_TICKET, "thread": ORIGIN},
)
_of_a_contact = record(optional={"owner": text, "cookie": flag, "marketing": flag})


def receive_message(account: Account, call: Call) -> Answer:
    """A customer writes on a channel: 201 with the thread and the ticket, or null for none.

    `fields` are the ticket fields that a form shows, by property.
    """
    channel = channels.channel_of(account, call.params["channel_id"])
    if channel is None:
        raise not_found(f"There is no channel {call.params['channel_id']}")
    asked: JsonObject = _message(call.json(), "")
    thread = asked.get("thread")
    if thread is not None:
        _check_thread(account, thread, channel["id"])
    events = runs.happen(
        account,
        Message(
            channel=channel["id"],
            sender=asked["from"],
            text=asked["text"],
            subject=asked["subject"],
            thread=thread,
            forwarded_from=asked.get("forwarded_from"),
            agrees=asked.get("agrees", False),
            properties={name: str(each) for name, each in asked.get("fields", {}).items()},
        ),
    )
    found = next((each.thread for each in events if each.kind == "message"), None)
    stored = account.store.get(worlds.THREAD, found) if found else None
    return Answer(201, {"threadId": found, "ticketId": stored["ticket"] if stored else None})


def mail(account: Account, call: Call) -> Answer:
    """A mail of a ticket, out by a user (`by`, else whom the token names) or in by the contact."""
    ticket_id = _ticket(account, call)["id"]
    asked: JsonObject = _mail(call.json(), "")
    if asked["thread"] not in {ORIGIN, NEW}:
        _check_thread(account, asked["thread"], None)
    said = {key: asked[key] for key in ("thread", "subject", "text", "forward") if key in asked}
    if asked["direction"] == "in":
        runs.happen(account, MailReceived(ticket_id, **said))
    else:
        by = _sender(account, asked.get("by"), call.token)
        sent_from, personal = asked["sent_from"], asked.get("personal", False)
        runs.happen(
            account, MailSent(ticket_id, by=by, sent_from=sent_from, personal=personal, **said)
        )
    return Answer(201, _shown(account, ticket_id))


def enroll(account: Account, call: Call) -> Answer:
    """A person enrolls a ticket in a workflow: `{flow}`, its id."""
    ticket_id, asked = _ticket(account, call)["id"], call.json()
    wire.require(asked, "flow")
    if flowstore.flow(account, str(asked["flow"])) is None:
        raise not_found(f"There is no workflow {asked['flow']}")
    runs.happen(account, Enrolled(ticket_id, str(asked["flow"])))
    return Answer(201, _shown(account, ticket_id))


def get_ticket(account: Account, call: Call) -> Answer:
    """A ticket as the help desk shows it: properties, contact, conversations, and its history."""
    runs.catch_up(account)
    return Answer(200, _shown(account, _ticket(account, call)["id"]))


def get_outbox(account: Account, _call: Call) -> Answer:
    """All that was sent, told or made for people, and what was not, with why."""
    runs.catch_up(account)
    found = [each for each in account.store.all(worlds.EVENT) if each["kind"] in OUTGOING]
    return Answer(200, {"results": found})


def get_clock(account: Account, _call: Call) -> Answer:
    """The time."""
    return Answer(200, {"now": clock.present_text(account)})


def advance_clock(account: Account, call: Call) -> Answer:
    """Make it later: `{advance}`."""
    runs.advance(account, clock.span_of(call.json().get("advance")))
    return get_clock(account, call)


def get_contact(account: Account, call: Call) -> Answer:
    """A contact by its address."""
    return Answer(200, _contact_document(account, _contact(account, call)))


def patch_contact(account: Account, call: Call) -> Answer:
    """Change a contact, or make one: `owner` (a user's e-mail), `cookie`, `marketing`."""
    asked: JsonObject = _of_a_contact(call.json(), "")
    found = worlds.contacts_with(account, call.params["address"])
    contact = found[0] if found else _new_contact(account, call.params["address"])
    changed = replace(
        contact,
        owner=_owner(account, asked["owner"]) if "owner" in asked else contact.owner,
        cookie=asked.get("cookie", contact.cookie),
        marketing=asked.get("marketing", contact.marketing),
    )
    worlds.keep_contact(account, changed)
    return Answer(200, _contact_document(account, changed))


def _shown(account: Account, ticket_id: str) -> JsonObject:
    body, ticket = account.store.get(TICKET, ticket_id), worlds.ticket_of(account, ticket_id)
    assert body is not None
    assert ticket is not None
    origin = account.store.get(worlds.THREAD, ticket.origin) if ticket.origin else None
    contact = worlds.contact_of(account, ticket.contact)
    return {
        "id": ticket_id,
        "properties": body["properties"],
        "inHelpDesk": origin is None or worlds.thread_from(account, origin).help_desk,
        "sla": ticket.sla,
        "contact": _contact_document(account, contact) if contact else None,
        "threads": [_conversation(account, each) for each in sorted(ticket.threads)],
        "events": account.store.tagged(worlds.EVENT, ticket_id),
    }


def _conversation(account: Account, thread_id: str) -> JsonObject:
    """A conversation with what was written in it, and the automatic mails that it shows as sent."""
    events = account.store.tagged(worlds.EVENT_OF_THREAD, thread_id)
    sent = [each for each in events if each["kind"] == "mail_sent"]
    return {"id": thread_id, "messages": messages(account, thread_id), "sent": sent}


def _check_thread(account: Account, thread_id: str, channel_id: str | None) -> None:
    thread = account.store.get(worlds.THREAD, thread_id)
    if thread is None:
        raise not_found(f"There is no thread {thread_id}")
    if channel_id is not None and thread["channel"] != channel_id:
        raise invalid(f"Thread {thread_id} is not one of channel {channel_id}")


def _sender(account: Account, email: str | None, token: str | None) -> str | None:
    if email is None:
        user = people.acting_user(account, token)
        return None if user is None else str(user)
    agent = agent_of(account, email)
    if agent is None:
        raise invalid(f"There is no user {email}")
    return agent.user_id


def _owner(account: Account, email: str) -> str | None:
    agent = agent_of(account, email) if email else None
    if email and (agent is None or agent.owner_id is None):
        raise invalid(f"There is no owner {email}")
    return agent.owner_id if agent else None


def _contact(account: Account, call: Call) -> Contact:
    found = worlds.contacts_with(account, call.params["address"])
    if not found:
        raise not_found(f"There is no contact {call.params['address']}")
    return found[0]


def _new_contact(account: Account, address: str) -> Contact:
    return Contact(id=worlds.next_id(account, "contact"), address=address)


def _contact_document(account: Account, contact: Contact) -> JsonObject:
    person = desk_of(account).person_of(contact.owner) if contact.owner else None
    return {
        "id": contact.id,
        "address": contact.address,
        "owner": person.email if person else None,
        "cookie": contact.cookie,
        "marketing": contact.marketing,
    }


def _ticket(account: Account, call: Call) -> dict[str, Any]:
    ticket = account.store.get(TICKET, call.params["ticket_id"])
    if ticket is None:
        raise not_found(f"There is no ticket {call.params['ticket_id']}")
    return ticket


FAMILY = Family(
    UI,
    (
        ("POST", "/channels/{channel_id}/messages", receive_message),
        ("POST", "/tickets/{ticket_id}/emails", mail),
        ("POST", "/tickets/{ticket_id}/enroll", enroll),
        ("GET", "/tickets/{ticket_id}", get_ticket),
        ("GET", "/outbox", get_outbox),
        ("GET", "/clock", get_clock),
        ("POST", "/clock", advance_clock),
        ("GET", "/contacts/{address}", get_contact),
        ("PATCH", "/contacts/{address}", patch_contact),
    ),
)
