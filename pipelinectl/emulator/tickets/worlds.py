"""The tickets of an account as a world of the engine, loaded in part, and kept again.

Beside the ticket that the API shows, the store holds what only the help desk knows of it: the kind
`BESIDE`. Events are kept by ticket and by conversation.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from pipelinectl.emulator.account import TICKET
from pipelinectl.emulator.channels.channels import CHANNEL, HELP_DESK, INBOX
from pipelinectl.emulator.tickets.clock import present
from pipelinectl.emulator.tickets.desks import TERMS
from pipelinectl.engine.times import text_of
from pipelinectl.engine.work import load_kind
from pipelinectl.engine.world import Contact, Event, Late, Thread, Ticket, Wait, World

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import JsonObject
    from pipelinectl.engine.desk import Desk

BESIDE, CONTACT, THREAD = "ticket beside", "contact", "thread"
EVENT, EVENT_OF_THREAD = "event", "event of thread"
_KIND, _WAITS, _TURNS, _NUMBERS = "world", "waits", "turns", "numbers"
_FIRST = {"ticket": 20000000001, "contact": 301, "thread": 9000000001}


def waits_of(account: Account) -> tuple[Wait | Late, ...]:
    """What is put off in an account, what is due first coming first."""
    stored = account.store.get(_KIND, _WAITS) or {"waits": []}
    return tuple(_wait(each) for each in stored["waits"])


def load(
    account: Account, desk: Desk, tickets: Iterable[str], addresses: Iterable[str] = ()
) -> World:
    """The world with these tickets, their conversations and contacts, and those of addresses."""
    found = [ticket for each in dict.fromkeys(tickets) if (ticket := ticket_of(account, each))]
    contacts = [
        *(one for each in addresses for one in contacts_with(account, each)),
        *(one for each in found if (one := contact_of(account, each.contact))),
    ]
    named = {thread for each in found for thread in each.threads}
    bodies = [body for each in sorted(named) if (body := account.store.get(THREAD, each))]
    for contact in contacts:
        bodies += account.store.tagged(THREAD, contact.id)
    threads = (thread_from(account, body) for body in bodies)
    return World(
        now=present(account),
        tickets={each.id: each for each in found},
        contacts={each.id: each for each in contacts},
        threads={each.id: each for each in threads},
        waits=waits_of(account),
        turns=account.store.get(_KIND, _TURNS) or {},
        numbers=account.store.get(_KIND, _NUMBERS) or _numbers(account),
        elsewhere=_elsewhere(account, desk, {each.id for each in found}),
    )


def keep(account: Account, before: World, after: World, events: Sequence[Event]) -> None:
    """Store what has changed between two worlds, and the events."""
    account.store.put(_KIND, _TURNS, dict(after.turns))
    account.store.put(_KIND, _NUMBERS, dict(after.numbers))
    waits = [_wait_document(each) for each in after.waits]
    account.store.put(_KIND, _WAITS, {"waits": waits})
    for contact in after.contacts.values():
        if before.contacts.get(contact.id) != contact:
            keep_contact(account, contact)
    for thread in after.threads.values():
        if before.threads.get(thread.id) != thread:
            _keep_thread(account, thread)
    for ticket in after.tickets.values():
        if before.tickets.get(ticket.id) != ticket:
            _keep_ticket(account, ticket)
    for event in events:
        _keep_event(account, event)


def ticket_of(account: Account, ticket_id: str) -> Ticket | None:
    """A ticket with all that is known of it, or None."""
    body = account.store.get(TICKET, ticket_id)
    if body is None:
        return None
    beside = account.store.get(BESIDE, ticket_id) or {}
    heard = beside.get("heard_at")
    changed = beside.get("changed", {})
    return Ticket(
        id=ticket_id,
        properties=body["properties"],
        changed={name: datetime.fromisoformat(at) for name, at in changed.items()},
        contact=beside.get("contact"),
        origin=beside.get("origin"),
        threads=frozenset(beside.get("threads", ())),
        forwards=frozenset(beside.get("forwards", ())),
        ever_reopened=beside.get("ever_reopened", False),
        enrolled=frozenset(beside.get("enrolled", ())),
        heard_at=datetime.fromisoformat(heard) if heard else None,
        sla=beside.get("sla", False),
    )


def contacts_with(account: Account, address: str) -> list[Contact]:
    """The contacts of an address: one, or one for each page where a visitor has this name."""
    return [_contact(body) for body in account.store.tagged(CONTACT, address.casefold())]


def next_id(account: Account, kind: str) -> str:
    """The next id of a ticket or contact that does not come through the engine."""
    numbers = account.store.get(_KIND, _NUMBERS) or _numbers(account)
    account.store.put(_KIND, _NUMBERS, {**numbers, kind: numbers[kind] + 1})
    return str(numbers[kind])


def contact_of(account: Account, contact_id: str | None) -> Contact | None:
    """The contact of that id, or None."""
    body = account.store.get(CONTACT, contact_id) if contact_id else None
    return None if body is None else _contact(body)


def keep_contact(account: Account, contact: Contact) -> None:
    """Store a contact."""
    body = asdict(contact) | {"agreed": sorted(contact.agreed)}
    account.store.put(CONTACT, contact.id, body, tag=contact.address.casefold())


def thread_from(account: Account, body: JsonObject) -> Thread:
    """A conversation; one of an inbox moved to the help desk only if its history was moved too."""
    channel = account.store.get(CHANNEL, body["channel"] or "") or {}
    inbox = body["inboxId"]
    migration = channel.get("migration")
    if migration and migration["history"]:
        inbox = channel["inboxId"]
    kind = (account.store.get(INBOX, inbox or "") or {"type": HELP_DESK})["type"]
    return Thread(
        id=body["id"],
        channel=body["channel"],
        contact=body["contact"],
        ticket=body["ticket"],
        help_desk=kind == HELP_DESK,
    )


def _contact(body: JsonObject) -> Contact:
    return Contact(**body | {"agreed": frozenset(body["agreed"])})


def _keep_thread(account: Account, thread: Thread) -> None:
    channel = account.store.get(CHANNEL, thread.channel or "") or {}
    old = account.store.get(THREAD, thread.id) or {
        "createdAt": text_of(present(account)),
        "inboxId": channel.get("inboxId"),
        "channelId": channel.get("channelId"),
        "status": "OPEN",
    }
    own = {key: value for key, value in asdict(thread).items() if key != "help_desk"}
    account.store.put(THREAD, thread.id, old | own, tag=thread.contact or "")


def _keep_ticket(account: Account, ticket: Ticket) -> None:
    time = text_of(present(account))
    old = account.store.get(TICKET, ticket.id)
    fixed = {"hs_object_id": ticket.id, "hs_lastmodifieddate": time}
    body = {
        "id": ticket.id,
        "properties": dict(ticket.properties) | fixed,
        "createdAt": old["createdAt"] if old else ticket.properties[TERMS.created],
        "updatedAt": time,
        "archived": False,
    }
    account.store.put(TICKET, ticket.id, body, tag=ticket.properties[TERMS.status])
    beside = {
        "changed": {name: at.isoformat() for name, at in ticket.changed.items()},
        "contact": ticket.contact,
        "origin": ticket.origin,
        "threads": sorted(ticket.threads),
        "forwards": sorted(ticket.forwards),
        "ever_reopened": ticket.ever_reopened,
        "enrolled": sorted(ticket.enrolled),
        "heard_at": ticket.heard_at.isoformat() if ticket.heard_at else None,
        "sla": ticket.sla,
    }
    account.store.put(BESIDE, ticket.id, beside)


def _keep_event(account: Account, event: Event) -> None:
    number = account.store.number(EVENT, start=1)
    body = {
        "number": number,
        "kind": event.kind,
        "at": text_of(event.at),
        **({"ticket": event.ticket} if event.ticket else {}),
        **({"thread": event.thread} if event.thread else {}),
        **event.detail,
    }
    account.store.put(EVENT, str(number), body, tag=event.ticket or "")
    if event.thread:
        account.store.put(EVENT_OF_THREAD, str(number), body, tag=event.thread)


def _wait(body: JsonObject) -> Wait | Late:
    at = datetime.fromisoformat(body["at"])
    if "values" in body:
        return Late(at, body["ticket"], body["values"])
    return Wait(at, body["ticket"], body["workflow"], body["step"])


def _wait_document(wait: Wait | Late) -> JsonObject:
    return asdict(wait) | {"at": wait.at.isoformat()}


def _numbers(account: Account) -> dict[str, int]:
    """The next ids of an account that has none stored; one of an earlier release has tickets."""
    given = account.store.number(TICKET, start=_FIRST["ticket"])
    return _FIRST | {"ticket": given}


def _elsewhere(account: Account, desk: Desk, here: set[str]) -> dict[tuple[str, str], int]:
    """The open tickets that are not loaded, by owner and kind; only where a capacity asks."""
    if not any(person.capacity for person in desk.people.values()):
        return {}
    found: Counter[tuple[str, str]] = Counter()
    for body in account.store.all(TICKET):
        properties = body["properties"]
        owner = properties.get(TERMS.owner)
        if not owner or body["id"] in here or desk.is_closed(properties):
            continue
        origin = (account.store.get(BESIDE, body["id"]) or {}).get("origin")
        stored = account.store.get(THREAD, origin) if origin else None
        thread = thread_from(account, stored) if stored else None
        if thread is None or thread.help_desk:
            channel = desk.channels.get(thread.channel or "") if thread else None
            found[owner, load_kind(channel.type if channel else None)] += 1
    return dict(found)
