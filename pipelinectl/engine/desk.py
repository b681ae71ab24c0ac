"""The configuration of a help desk: what tickets run through."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.engine.conditions import Condition
    from pipelinectl.engine.people import Hours, Person, Team
    from pipelinectl.engine.workflows import Workflow

EMAIL, CHAT, MESSENGER, FORM = "email", "chat", "facebook_messenger", "form"
WHATSAPP, CALLING, CUSTOM = "whatsapp", "calling", "custom"
ORIGINAL_SENDER, FORWARDER = "original_sender", "forwarder"
EXPLICIT, IMPLICIT = "explicit", "implicit"


@dataclass(frozen=True, slots=True)
class Terms:
    """The names of the properties that mean something to the help desk itself.

    `conversation` and `workflow` are values of `made_by`.
    """

    status: str = "status"
    pipeline: str = "pipeline"
    owner: str = "owner"
    created: str = "created"
    close_date: str = "close_date"
    source: str = "source"
    channel: str = "channel"
    channel_type: str = "channel_type"
    thread: str = "thread"
    subject: str = "subject"
    content: str = "content"
    assigned_teams: str = "assigned_teams"
    made_by: str = "made_by"
    conversation: str = "conversation"
    workflow: str = "workflow"
    sources: Mapping[str, str] = field(
        default_factory=lambda: {
            EMAIL: "email",
            CHAT: "chat",
            MESSENGER: "chat",
            FORM: "form",
            CALLING: "phone",
        }
    )
    """The source of a ticket by the type of its channel; a type that is missing gives none."""

    @property
    def chat(self) -> str:
        """The source that means live chat and Messenger."""
        return self.sources[CHAT]


@dataclass(frozen=True, slots=True)
class Status:
    """One status."""

    id: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A pipeline: its statuses in order, and its switches; a trigger that is off is None."""

    id: str
    statuses: tuple[Status, ...]
    set_close_date: bool = True
    email_sent_to_customer: str | None = None
    customer_replies: str | None = None

    @property
    def first_open(self) -> Status | None:
        """The first status that is not closed; None where all are."""
        return next((each for each in self.statuses if not each.closed), None)


@dataclass(frozen=True, slots=True)
class Rule:
    """Routing by skill: tickets for which `when` holds go to people who have the skill."""

    when: Condition
    skill: str


@dataclass(frozen=True, slots=True)
class Routing:
    """Who gets the tickets of a channel: nobody, where nothing is said.

    `users` and `teams` are ids. `contact_owner` leaves both aside.
    """

    users: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    contact_owner: bool = False
    only_available_users: bool = True
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A connected channel. `address` is where automatic mail may come from, of an e-mail channel.

    `hours` are those of the channel itself; None where it is never closed. `consent` is explicit,
    implicit or None. `type_id` is what tickets say of the type.
    """

    id: str
    type: str
    type_id: str = ""
    active: bool = True
    authorized: bool = True
    help_desk: bool = True
    address: str | None = None
    create_tickets: bool = True
    ticket_properties: Mapping[str, str] = field(default_factory=dict)
    routing: Routing = Routing()
    hours: Hours | None = None
    forwarded_emails_from: str = ORIGINAL_SENDER
    consent: str | None = None
    greeting: str | None = None
    instant_reply: str | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """An automated e-mail; a transactional one reaches contacts of every kind."""

    id: str
    name: str
    transactional: bool = False
    published: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that is configured, each by its id.

    `default_pipeline` gets tickets that name none. `branding` stands in automatic mail. `late`:
    the channel of a ticket is told a moment after the ticket is made. `sla`: the master switch.
    """

    terms: Terms = field(default_factory=Terms)
    pipelines: Mapping[str, Pipeline] = field(default_factory=dict)
    default_pipeline: str = ""
    people: Mapping[str, Person] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    mails: Mapping[str, Mail] = field(default_factory=dict)
    workflows: Mapping[str, Workflow] = field(default_factory=dict)
    fallback_address: str = ""
    branding: bool = True
    late: bool = False
    sla: bool = False

    def status(self, status_id: str, pipeline_id: str | None = None) -> Status | None:
        """The status of that id, in one pipeline or in any."""
        wanted = (
            self.pipelines.values() if pipeline_id is None else [self.pipelines.get(pipeline_id)]
        )
        found = (each for pipeline in wanted if pipeline for each in pipeline.statuses)
        return next((each for each in found if each.id == status_id), None)

    def pipeline_of(self, status_id: str) -> str | None:
        """The id of the pipeline that a status belongs to."""
        return next(
            (
                pipeline.id
                for pipeline in self.pipelines.values()
                if any(each.id == status_id for each in pipeline.statuses)
            ),
            None,
        )

    def is_closed(self, properties: Mapping[str, str]) -> bool:
        """Whether a ticket with these properties is closed."""
        status = self.status(
            properties.get(self.terms.status, ""), properties.get(self.terms.pipeline)
        )
        return status is not None and status.closed

    def person_of(self, owner: str) -> Person | None:
        """The person whom tickets name by this owner's id."""
        return next((each for each in self.people.values() if each.owner == owner), None)
