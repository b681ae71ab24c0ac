"""Workflows as graphs of steps: how one begins, what each step does, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from pipelinectl.engine.conditions import Condition


@dataclass(frozen=True, slots=True)
class Changes:
    """A property changes to a value for which `to` holds; None: to any value.

    A ticket that is created with a value counts as changed to it.
    """

    property: str
    to: Condition | None = None


@dataclass(frozen=True, slots=True)
class Created:
    """A ticket is created, whatever made it."""


@dataclass(frozen=True, slots=True)
class Matches:
    """A ticket comes to match. `again` are the changes that enroll one that was in it before."""

    condition: Condition
    again: tuple[Changes, ...] = ()


@dataclass(frozen=True, slots=True)
class Manual:
    """Only a person, or another workflow, enrolls tickets."""


@dataclass(frozen=True, slots=True)
class NotKnown:
    """It begins with something that the engine does not know, so it never begins."""

    why: str


Trigger: TypeAlias = Changes | Created | Matches | Manual | NotKnown


@dataclass(frozen=True, slots=True)
class Text:
    """A text; `{{ticket.<property>}}` in it stands for a property's value."""

    text: str


@dataclass(frozen=True, slots=True)
class Copy:
    """The value of another property of the ticket."""

    property: str


@dataclass(frozen=True, slots=True)
class Now:
    """The time at which the step is done."""


@dataclass(frozen=True, slots=True)
class Increase:
    """The property's own value, as a number, and so much more."""

    by: float


@dataclass(frozen=True, slots=True)
class People:
    """Whom a step means: users by their ids, teams by theirs, and the owner of the ticket."""

    users: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Delay:
    """Waits for a time."""

    span: timedelta


@dataclass(frozen=True, slots=True)
class DelayUntil:
    """Waits until an instant, or until the one that a property holds, and `offset` more."""

    at: datetime | None = None
    property: str | None = None
    offset: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Set:
    """Gives a property a value; an empty text clears it."""

    property: str
    value: Text | Copy | Now | Increase


@dataclass(frozen=True, slots=True)
class CopyContactOwner:
    """Gives a property (the owner, mostly) the owner of the ticket's contact."""

    property: str


@dataclass(frozen=True, slots=True)
class Rotate:
    """Gives the ticket to the next of some people in turn: users, and main members of teams."""

    people: People
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class SendMail:
    """Sends an automated e-mail to the ticket's contact."""

    mail: str


@dataclass(frozen=True, slots=True)
class Notify:
    """Tells people of the account something; `kind` says how: "email" or "in_app"."""

    kind: str
    to: People
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class CreateTask:
    """Makes a task; `owner` is an owner's id, or None where `to_owner` gives it the ticket's."""

    title: str
    notes: str = ""
    owner: str | None = None
    to_owner: bool = False
    due: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Enroll:
    """Enrolls the ticket in another workflow."""

    workflow: str


@dataclass(frozen=True, slots=True)
class CreateTicket:
    """Makes another ticket, which has no conversation."""

    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotRun:
    """Is recorded and not done: code, calls of other systems, and what the engine does not know."""

    what: str
    why: str


Action: TypeAlias = (
    Delay
    | DelayUntil
    | Set
    | CopyContactOwner
    | Rotate
    | SendMail
    | Notify
    | CreateTask
    | Enroll
    | CreateTicket
    | NotRun
)


@dataclass(frozen=True, slots=True)
class Do:
    """A step with one way on; None ends the run."""

    action: Action
    then: str | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A branch: the condition that leads there, where it leads, and its name."""

    when: Condition
    then: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A step that takes the first way whose condition holds, else the other one."""

    ways: tuple[Way, ...]
    otherwise: str | None = None


Step: TypeAlias = Do | Branch


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """One workflow; any of its triggers begins it. `start` is the id of its first step, or None.

    `include_chat` False: it leaves tickets of live chat and Messenger alone.
    """

    id: str
    name: str
    triggers: tuple[Trigger, ...]
    start: str | None
    steps: Mapping[str, Step]
    only_if: Condition | None = None
    re_enroll: bool = False
    enabled: bool = True
    include_chat: bool = True
