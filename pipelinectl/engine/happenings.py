"""What can happen to a help desk from outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

TICKET, CONTACT = "ticket", "contact"
NEW, ORIGIN = "new", "origin"


@dataclass(frozen=True, slots=True)
class TicketMade:
    """A ticket is made without a conversation: by the API, an import, a person.

    `id` None takes the next number. `contact` is the id of its contact.
    """

    properties: Mapping[str, str]
    id: str | None = None
    by: str = "api"
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class TicketChanged:
    """Properties of a ticket are written; an empty text clears one."""

    ticket: str
    values: Mapping[str, str]
    by: str = "api"


@dataclass(frozen=True, slots=True)
class Message:
    """A customer writes, or calls, on a channel. `thread` is the conversation that it goes on."""

    channel: str
    sender: str
    text: str
    subject: str = ""
    thread: str | None = None
    forwarded_from: str | None = None
    agrees: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MailSent:
    """A user sends a mail. `by` is the user's id, `thread` "origin", "new" or a conversation's id.

    `sent_from` is the record that they sent it from, `personal` that it went through the mailbox
    which they connected for themselves.
    """

    ticket: str
    by: str | None = None
    sent_from: str = TICKET
    personal: bool = False
    forward: bool = False
    thread: str = ORIGIN
    subject: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class MailReceived:
    """The customer of a ticket writes a mail; `forward` is a forwarded one, or a reply to one."""

    ticket: str
    forward: bool = False
    thread: str = ORIGIN
    subject: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class TimePasses:
    """It becomes later; a time that has been already changes nothing."""

    to: datetime


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A person enrolls a ticket in a workflow."""

    ticket: str
    workflow: str


Happening: TypeAlias = (
    TicketMade | TicketChanged | Message | MailSent | MailReceived | TimePasses | Enrolled
)
