"""A small help desk for the tests of the engine, and a way to play it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pipelinectl.engine.desk import (
    CALLING,
    CHAT,
    CUSTOM,
    EMAIL,
    FORM,
    MESSENGER,
    WHATSAPP,
    Channel,
    Desk,
    Mail,
    Pipeline,
    Routing,
    Status,
)
from pipelinectl.engine.happenings import MailReceived, MailSent, Message, TicketChanged, TimePasses
from pipelinectl.engine.people import Person, Team
from pipelinectl.engine.run import step
from pipelinectl.engine.workflows import Branch, Changes, Do, Workflow
from pipelinectl.engine.world import World

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.engine.happenings import Happening
    from pipelinectl.engine.workflows import Action, Step
    from pipelinectl.engine.world import Event, Ticket

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
"""A Monday, at ten."""
NOBODY = Routing()
ANA, BEN, CLEO = "ana", "ben", "cleo"

SUPPORT = Pipeline(
    "support",
    (
        Status("new"),
        Status("contact"),
        Status("us"),
        Status("closed", closed=True),
        Status("spam", closed=True),
    ),
    email_sent_to_customer="contact",
    customer_replies="us",
)
SALES = Pipeline("sales", (Status("lead"), Status("won", closed=True)), set_close_date=False)
PEOPLE = (
    Person(ANA, "owner-ana", "ana@acme.example", main_team="tier1"),
    Person(BEN, "owner-ben", "ben@acme.example", main_team="tier1"),
    Person(CLEO, "owner-cleo", "cleo@acme.example", main_team="tier2"),
)
TEAMS = (
    Team("tier1", "Tier 1", main=(ANA, BEN), extra=(CLEO,)),
    Team("tier2", "Tier 2", main=(CLEO,)),
    Team("extras", "Only extra members", extra=(ANA,)),
)
TYPES = (EMAIL, CHAT, MESSENGER, FORM, WHATSAPP, CALLING, CUSTOM)
MAILS = (Mail("received", "Ticket received", transactional=True), Mail("survey", "Survey"))


def channel(kind: str = EMAIL, **more: Any) -> Channel:
    address = {"address": "support@acme.example"} if kind == EMAIL else {}
    return Channel(**{"id": kind, "type": kind, "type_id": f"type {kind}", **address, **more})


def workflow(*actions: Action, **more: Any) -> Workflow:
    """A workflow of a chain; it begins when the priority becomes high, if nothing else is said."""
    steps: dict[str, Step] = {
        str(place): Do(each, str(place + 1) if place < len(actions) else None)
        for place, each in enumerate(actions, start=1)
    }
    given = {"id": "flow", "name": "Flow", "triggers": (Changes("priority"),), **more}
    return Workflow(**{"start": "1" if steps else None, "steps": steps, **given})


def branching(branch: Branch, **steps: Step) -> Workflow:
    return workflow(start="branch", steps={"branch": branch, **steps})


def desk(*workflows: Workflow, channels: tuple[Channel, ...] | None = None, **more: Any) -> Desk:
    connected = tuple(channel(kind) for kind in TYPES) if channels is None else channels
    people = more.pop("people", PEOPLE)
    pipelines = more.pop("pipelines", (SUPPORT, SALES))
    return Desk(
        **{
            "pipelines": {each.id: each for each in pipelines},
            "default_pipeline": "support",
            "people": {each.id: each for each in people},
            "teams": {each.id: each for each in TEAMS},
            "channels": {each.id: each for each in connected},
            "mails": {each.id: each for each in MAILS},
            "workflows": {each.id: each for each in workflows},
            "fallback_address": "fallback@acme.example",
            **more,
        }
    )


@dataclass
class Game:
    """A help desk at play: what happens, and what is to be seen afterwards."""

    desk: Desk
    world: World = field(default_factory=lambda: World(now=MONDAY))
    events: list[Event] = field(default_factory=list)

    def play(self, *happenings: Happening) -> Game:
        for each in happenings:
            self.world, events = step(self.desk, self.world, each)
            self.events.extend(events)
        return self

    def message(self, on: str = EMAIL, sender: str = "kim@cust.example", **more: Any) -> str:
        """A message arrives; returns the ticket that is there last, or nothing."""
        self.play(Message(on, sender, more.pop("text", "It broke"), **more))
        return self.newest

    def set(self, **values: str) -> Game:
        return self.play(TicketChanged(self.newest, values))

    def out(self, **more: Any) -> Game:
        return self.play(MailSent(self.newest, **more))

    def reply(self, **more: Any) -> Game:
        return self.play(MailReceived(self.newest, **more))

    def wait(self, **span: int) -> Game:
        return self.play(TimePasses(self.world.now + timedelta(**span)))

    def contact(self, **changes: Any) -> Game:
        """Change the contact that is there last."""
        (*_, last) = self.world.contacts
        changed = replace(self.world.contacts[last], **changes)
        self.world = replace(self.world, contacts={**self.world.contacts, last: changed})
        return self

    @property
    def newest(self) -> str:
        return next(reversed([*self.world.tickets]), "")

    @property
    def ticket(self) -> Ticket:
        return self.world.tickets[self.newest]

    @property
    def properties(self) -> Mapping[str, str]:
        return self.ticket.properties

    def value(self, name: str) -> str:
        return self.properties.get(name, "")

    def told(self, kind: str) -> list[dict[str, Any]]:
        """The details of the events of a kind."""
        return [dict(each.detail) for each in self.events if each.kind == kind]

    def why(self, kind: str) -> list[Any]:
        return [each["why"] for each in self.told(kind)]


def game(*workflows: Workflow, **more: Any) -> Game:
    return Game(desk(*workflows, **more))
