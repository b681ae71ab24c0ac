"""A world while one happening is worked off: what the other modules change, and give back whole."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from pipelinectl.engine.conditions import Facts
from pipelinectl.engine.world import Contact, Event, Late, Outcome, Thread, Ticket, Wait, World

if TYPE_CHECKING:
    from pipelinectl.engine.desk import Desk
    from pipelinectl.engine.world import Plain

MOST_STEPS = 1000
"""So many steps of workflows one ticket takes for one happening, with the tickets made of it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A property of a ticket, before and after; empty texts are no value."""

    property: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Written:
    """Properties of a ticket were written, or a new ticket came with them."""

    ticket: str
    changes: tuple[Change, ...]
    created: bool = False


@dataclass(frozen=True, slots=True)
class Begin:
    """A ticket begins a workflow, whatever its trigger says. `by` is who enrolled it."""

    ticket: str
    workflow: str
    by: str


Item: TypeAlias = Written | Begin


class Work:
    """The mutable copy of a world, the events so far, and what is still to be looked at."""

    def __init__(self, desk: Desk, world: World) -> None:
        self.desk = desk
        self.now = world.now
        self.tickets = dict(world.tickets)
        self.contacts = dict(world.contacts)
        self.threads = dict(world.threads)
        self.waits: list[Wait | Late] = list(world.waits)
        self.turns = dict(world.turns)
        self.queue: deque[Item] = deque()
        self._elsewhere = world.elsewhere
        self._numbers = dict(world.numbers)
        self._events: list[Event] = []
        self._steps: Counter[str] = Counter()
        self._roots: dict[str, str] = {}

    def outcome(self) -> Outcome:
        """What has become of the world, and how."""
        world = World(
            now=self.now,
            tickets=self.tickets,
            contacts=self.contacts,
            threads=self.threads,
            waits=tuple(self.waits),
            turns=self.turns,
            numbers=self._numbers,
            elsewhere=self._elsewhere,
        )
        return Outcome(world, tuple(self._events))

    def note(
        self, kind: str, ticket: str | None = None, thread: str | None = None, **detail: Plain
    ) -> None:
        """Record an event, now."""
        self._events.append(Event(kind, self.now, ticket, thread, detail))

    def next_id(self, kind: str) -> str:
        """An id that was never given to anything of this kind."""
        number = self._numbers.get(kind, 1)
        self._numbers[kind] = number + 1
        return str(number)

    def put(self, ticket: Ticket) -> Ticket:
        """Keep a ticket as it is now."""
        self.tickets[ticket.id] = ticket
        return ticket

    def contact_of(self, ticket: Ticket) -> Contact | None:
        """The contact of a ticket."""
        return None if ticket.contact is None else self.contacts.get(ticket.contact)

    def agree(self, contact: Contact, channel: str) -> None:
        """Keep that a contact agreed on a channel."""
        agreed = contact.agreed | {channel}
        self.contacts[contact.id] = replace(contact, agreed=agreed)

    def new_thread(
        self, channel: str | None, contact: str | None, ticket: str | None = None
    ) -> Thread:
        """Begin a conversation."""
        connected = self.desk.channels.get(channel or "")
        thread = Thread(
            id=self.next_id("thread"),
            channel=channel,
            contact=contact,
            ticket=ticket,
            help_desk=connected is None or connected.help_desk,
        )
        self.threads[thread.id] = thread
        return thread

    def facts(self, ticket: Ticket) -> Facts:
        """What conditions are asked of."""
        return Facts(ticket.properties, self.now, ticket.changed)

    def is_chat(self, ticket: Ticket) -> bool:
        """Whether a ticket came from live chat or Messenger."""
        return ticket.properties.get(self.desk.terms.source) == self.desk.terms.chat

    def wait(self, wait: Wait | Late) -> None:
        """Put something off; what is due first comes first, and else in its order."""
        self.waits.append(wait)
        self.waits.sort(key=lambda each: each.at)

    def open_tickets(self, owner: str, kind: str | None) -> int:
        """How many open help desk tickets an owner has, of a kind or (None) of all."""
        terms = self.desk.terms
        here = sum(
            ticket.properties.get(terms.owner) == owner
            and not self.desk.is_closed(ticket.properties)
            and self.in_help_desk(ticket)
            and kind in {None, self.kind_of(ticket)}
            for ticket in self.tickets.values()
        )
        return here + sum(
            count
            for (other, of_kind), count in self._elsewhere.items()
            if other == owner and kind in {None, of_kind}
        )

    def in_help_desk(self, ticket: Ticket) -> bool:
        """Whether the help desk shows a ticket: all but those of a conversation elsewhere."""
        thread = self.threads.get(ticket.origin or "")
        return thread is None or thread.help_desk

    def kind_of(self, ticket: Ticket) -> str:
        """Of which kind a ticket is, for what people have room for."""
        thread = self.threads.get(ticket.origin or "")
        channel = self.desk.channels.get(thread.channel or "") if thread else None
        return load_kind(None if channel is None else channel.type)

    def descends(self, child: str, parent: str) -> None:
        """Let a ticket that a workflow made take its steps from the share of the first one."""
        self._roots[child] = self._roots.get(parent, parent)

    def may_step(self, ticket: str) -> bool:
        """Count one step of a ticket; False when it has taken all that it may."""
        root = self._roots.get(ticket, ticket)
        self._steps[root] += 1
        return self._steps[root] <= MOST_STEPS


def load_kind(channel_type: str | None) -> str:
    """The kind of work that a channel brings; other sources count with e-mail."""
    if channel_type == "calling":
        return "calling"
    if channel_type in {"chat", "facebook_messenger", "whatsapp", "custom"}:
        return "messaging"
    return "email_and_other"
