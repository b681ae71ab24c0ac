"""What a help desk holds at one time, and what happened on the way there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

Plain: TypeAlias = str | int | float | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A ticket.

    `threads` are the conversations on it, `origin` the one that it was made from, `forwards` those
    that began with a forwarded mail. `ever_reopened` stays. `enrolled` are the workflows that it
    ever was in. `heard_at` is when its customer last wrote. `sla`: the goals of the SLA are for it.
    """

    id: str
    properties: Mapping[str, str]
    changed: Mapping[str, datetime] = field(default_factory=dict)
    contact: str | None = None
    origin: str | None = None
    threads: frozenset[str] = frozenset()
    forwards: frozenset[str] = frozenset()
    ever_reopened: bool = False
    enrolled: frozenset[str] = frozenset()
    heard_at: datetime | None = None
    sla: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A customer. `address` is an e-mail address, a number, or a name in a channel.

    `home` is the channel whose visitors it is of, where their name means nothing elsewhere.
    `owner` is an owner's id. `agreed` are the channels whose consent was given.
    """

    id: str
    address: str
    home: str | None = None
    owner: str | None = None
    cookie: bool = False
    marketing: bool = False
    agreed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A conversation with a contact on a channel; `ticket` is the one that it is tied to.

    `help_desk` is whether it is there, and not in an inbox.
    """

    id: str
    channel: str | None
    contact: str | None
    ticket: str | None = None
    help_desk: bool = True


@dataclass(frozen=True, slots=True)
class Wait:
    """A run of a workflow that goes on at `step` at a time."""

    at: datetime
    ticket: str
    workflow: str
    step: str | None


@dataclass(frozen=True, slots=True)
class Late:
    """Properties that the help desk itself sets at a time."""

    at: datetime
    ticket: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: what, when, to which ticket or conversation, and its details."""

    kind: str
    at: datetime
    ticket: str | None = None
    thread: str | None = None
    detail: Mapping[str, Plain] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The tickets and all that belongs to them.

    `turns` has who was last in each rotation, `numbers` the next id of each kind. `elsewhere`
    counts open tickets that are not in this world, by owner and kind.
    """

    now: datetime
    tickets: Mapping[str, Ticket] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    threads: Mapping[str, Thread] = field(default_factory=dict)
    waits: tuple[Wait | Late, ...] = ()
    turns: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    elsewhere: Mapping[tuple[str, str], int] = field(default_factory=dict)


class Outcome(NamedTuple):
    """The next world, and the events that led to it, in their order."""

    world: World
    events: tuple[Event, ...]
