"""A configuration with every setting of every type of channel, as tasks for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.pages import instruction, link_of
from pipelinectl.automation.conditions import normal
from pipelinectl.automation.references import PIPELINE, STATUS, TEAM, USER, reference
from pipelinectl.channels import OF_THE_CONNECTION
from pipelinectl.model import Address, Kind, Record
from pipelinectl.ports import Task
from tests.contract.workflows import HIGH, TELL_TIER_1, fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelinectl.model import Value
    from pipelinectl.ports import Instruction

ACCOUNT, DOMAIN = "1111111", "app.hubspot.com"

SUPPORT = reference(PIPELINE, "support")
NEW = reference(STATUS, "support/new")
WAITING = reference(STATUS, "support/waiting_on_contact")
ANA, BEN = reference(USER, "ana@acme.example"), reference(USER, "ben@acme.example")
TIER_1, TIER_2 = reference(TEAM, "Tier 1"), reference(TEAM, "Tier 2")


def when(name: str, *values: Value) -> Record:
    """A condition: the property is one of the values."""
    return normal(Record(property=name, test="is", values=values))


def span(amount: int, unit: str) -> Record:
    """A duration."""
    return Record(amount=amount, unit=unit)


WEEK = Record(
    {
        **dict.fromkeys(
            ("monday", "tuesday", "wednesday", "thursday", "friday"), ("09:00-12:00", "13:00-17:00")
        ),
        "saturday": ("10:00-12:00",),
    }
)
IN_STOCKHOLM = Record(hours=WEEK, time_zone="Europe/Stockholm")
ROUTED = Record(
    assign_to=Record(users=(ANA,), teams=(TIER_1, TIER_2)),
    only_available_users=True,
    rules=(
        Record(when=when("language", "sv"), skill="Swedish"),
        Record(when=when("category", "BUG", "CRASH"), skill="Debugging"),
    ),
)
SIGNATURE = """\
{{sender.full_name}} · Acme Support

We answer on weekdays from nine to five, Stockholm time. Outside these hours an answer comes on the
next weekday; what cannot wait goes to the hotline, +46 8 400 00 00, where somebody sits all night.

Acme AB, Storgatan 1, 111 23 Stockholm
"""

CHANNELS: Mapping[str, Mapping[str, Value]] = {
    "support_email": {
        "type": "email",
        "connected_to": "help_desk",
        "address": "support@acme.example",
        "mailbox": "gmail",
        "create_tickets": True,
        "ticket_properties": Record(pipeline=SUPPORT, status=NEW, priority="HIGH", owner=ANA),
        "routing": ROUTED,
        "from": Record(name="agent_and_company", company="Acme", address="help@acme.example"),
        "signature": SIGNATURE,
        "forwarded_emails_from": "original_sender",
    },
    "billing_email": {
        "type": "email",
        "connected_to": "Billing inbox",
        "address": "billing@acme.example",
        "mailbox": "other",
        "enabled": False,
        "create_tickets": False,
        "routing": False,
        "from": Record(company="Acme", name="company"),
        "signature": "<b>{{sender.first_name}} {{ sender.last_name }}</b>",
        "forwarded_emails_from": "forwarder",
    },
    "sales_email": {
        "type": "email",
        "address": "sales@acme.example",
        "mailbox": "office_365",
        "routing": Record(assign_to="contact_owner", only_available_users=False),
        "signature": "",
    },
    "web_chat": {
        "type": "chat",
        "name": "Website",
        "connected_to": "help_desk",
        "create_tickets": True,
        "ticket_properties": Record(pipeline=SUPPORT),
        "routing": Record(assign_to=Record(users=(ANA, BEN), teams=())),
        "appearance": Record(accent_color="#0B8A6A", font="Lato", avatar="team"),
        "availability": IN_STOCKHOLM,
        "chatflows": (
            Record(name="Support bot", type="bot"),
            Record(name="Pricing page", type="live_chat"),
        ),
    },
    "night_chat": {"type": "chat", "availability": "user_availability", "chatflows": ()},
    "facebook": {
        "type": "facebook_messenger",
        "page": "Acme Support",
        "enabled": True,
        "create_tickets": True,
        "ticket_properties": Record(pipeline=SUPPORT, status=NEW),
        "routing": Record(assign_to="contact_owner"),
        "chatflows": (Record(name="Messenger welcome"),),
        "greeting": "Hi! How can we help?",
        "instant_reply": "Thanks, we answer within a day.",
        "consent": Record(type="explicit", text="We store your messages to answer you."),
    },
    "facebook_shop": {
        "type": "facebook_messenger",
        "page": "Acme Shop",
        "routing": False,
        "consent": Record(type="implicit", text="Who writes agrees."),
    },
    "facebook_jobs": {
        "type": "facebook_messenger",
        "page": "Acme Jobs",
        "routing": Record(only_available_users=True),
        "consent": False,
    },
    "contact_form": {
        "type": "form",
        "form": "Contact support",
        "create_tickets": True,
        "ticket_properties": Record(pipeline=SUPPORT, status=NEW, source_page="https://a.example"),
        "routing": Record(assign_to="none"),
    },
    "facebook_news": {"type": "facebook_messenger", "page": "Acme News"},
    "order_form": {"type": "form", "form": "Order help", "create_tickets": True},
    "whatsapp_se": {
        "type": "whatsapp",
        "number": "+46701234567",
        "create_tickets": True,
        "ticket_properties": Record(status=NEW),
        "routing": Record(assign_to=Record(teams=(TIER_1,))),
    },
    "hotline": {
        "type": "calling",
        "number": "+4684000000",
        "create_tickets": True,
        "ticket_properties": Record(category="PHONE"),
        "routing": Record(assign_to=Record(teams=(TIER_1,))),
    },
    "telegram": {
        "type": "custom",
        "app": "Telegram for HubSpot",
        "create_tickets": False,
        "ticket_properties": Record(priority="LOW"),
        "routing": Record(assign_to=Record(users=(BEN,))),
    },
}


class Called:
    """How people call what the keys stand for."""

    def pipeline(self, key: str) -> str:
        return {"support": "Support Pipeline"}[key]

    def status(self, pipeline: str, key: str) -> str:
        names = {"new": "New", "waiting_on_contact": "Waiting on contact"}
        return {"support": names}[pipeline][key]

    def channel(self, key: str) -> Mapping[str, Value]:
        return CHANNELS[key]


def told(task: Task) -> Instruction:
    """What a person is told."""
    return instruction(task, Called(), link_of(task.address.kind, ACCOUNT, DOMAIN))


def setting(kind: Kind, *keys: str, value: Value, **more: Value) -> Task:
    """A task about one setting."""
    return Task(Address(kind, keys), {**more, "value": value})


def connection(key: str, *paths: str, gone: bool = False, **more: Value) -> Task:
    """A task about a channel itself."""
    declared = CHANNELS[key]
    named = {name: value for name, value in declared.items() if name in OF_THE_CONNECTION}
    found = {"type": declared["type"], "authorized": True, **named, **more}
    return Task(Address(Kind.CHANNEL, (key,)), found, paths, gone)


def of_channels() -> Iterator[Task]:
    """Every channel of the example, to be connected, and each of its settings."""
    for key, declared in CHANNELS.items():
        yield connection(key)
        for name, value in declared.items():
            if name not in OF_THE_CONNECTION | {"type"}:
                yield setting(Kind.CHANNEL, key, name, value=value)


def changes_of_channels() -> Iterator[Task]:
    """What may have to be done to channels that are there."""
    yield connection("support_email", "authorized")
    yield connection("billing_email", "authorized", "enabled")
    yield connection("facebook", "enabled")
    yield connection("facebook_shop", "authorized")
    yield connection("whatsapp_se", "authorized")
    yield connection("contact_form", "authorized")
    yield connection("web_chat", "name")
    yield connection("support_email", "connected_to", history=True)
    yield connection("sales_email", "connected_to", "enabled", history=False)
    yield connection("contact_form", "connected_to")
    yield connection("billing_email", "connected_to")
    yield connection("hotline", "number")
    for key in ("support_email", "billing_email", "web_chat", "facebook", "contact_form"):
        yield connection(key, gone=True)


def of_the_rest() -> Iterator[Task]:
    """All that is neither a channel nor its setting."""
    yield setting(Kind.ACCESS, "support", value=Record(users=(ANA,), teams=(TIER_1, TIER_2)))
    yield setting(Kind.ACCESS, "support", value=Record(users=(), teams=()))
    yield setting(Kind.AUTOMATE, "support", "set_close_date", value=False)
    yield setting(Kind.AUTOMATE, "support", "email_sent_to_customer", value=WAITING)
    yield setting(Kind.AUTOMATE, "support", "customer_replies", value=False)
    of_new = Address(Kind.AUTOMATION, ("support", "new"))
    yield Task(of_new, fields(TELL_TIER_1))
    yield Task(of_new, fields(TELL_TIER_1), gone=True)
    own = Address(Kind.AUTOMATION, ("escalate",))
    yield Task(own, fields(HIGH))
    yield Task(own, fields(HIGH), gone=True)
    yield setting(Kind.SKILLS, "languages", value=("Swedish", "German"), category="Languages")
    yield setting(Kind.SKILLS, "product", value=(), category="Product")
    yield setting(Kind.TEAM, "tier_1", "main_members", value=(ANA, BEN), team="Tier 1")
    yield setting(Kind.TEAM, "tier_1", "extra_members", value=(), team="Tier 1")
    yield from _of_users()
    yield from _of_the_desk()


def _of_users() -> Iterator[Task]:
    ana = ("ana@acme.example",)
    yield setting(Kind.USER, *ana, "time_zone", value="Europe/Stockholm")
    yield setting(Kind.USER, *ana, "working_hours", value=WEEK)
    away = (
        Record({"from": "2026-12-24", "to": "2027-01-06"}),
        Record({"from": "2027-05-01", "to": "2027-05-01"}),
    )
    yield setting(Kind.USER, *ana, "out_of_office", value=away)
    yield setting(Kind.USER, *ana, "out_of_office", value=())
    yield setting(Kind.USER, *ana, "capacity", value=Record(total=20))
    yield setting(Kind.USER, *ana, "capacity", value=Record(calling=1, email_and_other=20))
    yield setting(Kind.USER, *ana, "skills", value=("Swedish", "Debugging"))


def _of_the_desk() -> Iterator[Task]:
    goals = (
        Record(
            when=when("priority", "URGENT"),
            first_reply=span(30, "minutes"),
            next_reply=None,
            close=span(8, "hours"),
            due_soon=None,
        ),
        Record(
            when=None,
            first_reply=span(1, "hours"),
            next_reply=span(4, "hours"),
            close=span(2, "days"),
            due_soon=span(15, "minutes"),
        ),
    )
    yield setting(Kind.SLA, "goals", value=goals)
    yield setting(Kind.SLA, "goals", value=goals[1:])
    yield setting(Kind.SLA, "schedule", value=IN_STOCKHOLM)
    yield setting(Kind.SLA, "schedule", value="always")
    yield setting(Kind.SLA, "pause_in", value=(WAITING, NEW))
    yield setting(Kind.SLA, "enabled", value=True)
    yield setting(Kind.SPAM, "allow", value=("partner.example", "boss@ads.example"))
    yield setting(Kind.SPAM, "deny", value=())
