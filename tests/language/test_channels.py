"""What a spec holds of channels: every type with its settings, in the form that is agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.automation.references import reference
from pipelinectl.diagnostics import has_errors
from pipelinectl.language import EnvironmentView, build
from pipelinectl.language.spec import Channel, Migration, Place, Removed
from pipelinectl.model import Record
from tests.language.reading import SANDBOX, as_text, documents, findings, spec_of

if TYPE_CHECKING:
    from collections.abc import Mapping

SUPPORT = """
pipelines:
  support:
    name: Support Desk
    default: true
    statuses: [New, Waiting on us, {name: Closed, state: closed}]
  billing:
    name: Billing
    statuses: [New, {key: paid, name: Paid up}, {name: Closed, state: closed}]
"""
NOWHERE = Place(documents("{}")[0])
"""Places are not compared."""

ANA = reference("user", "ana@acme.example")
TIER_1 = reference("team", "Tier 1")
SUPPORT_DESK = reference("pipeline", "support")
NEW = reference("status", "support/new")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def channel(text: str, environment: EnvironmentView = SANDBOX) -> Channel:
    """The channel `c` with these fields, beside two pipelines."""
    spec = spec_of(SUPPORT, f"channels:\n  c: {{{text}}}\n", environment=environment)
    return spec.channels["c"]


def settings(text: str) -> Mapping[str, Any]:
    return channel(text).settings


def is_language(code: str) -> Record:
    leaf = Record(property="language", test="is", values=(code,))
    return Record(any=(Record(all=(leaf,)),))


@pytest.mark.row("CH-EMAIL-10", "CH-EMAIL-14")
@pytest.mark.row(
    "CH-GEN-01",
    "CH-GEN-05",
    "CH-GEN-06",
    "CH-EMAIL-01",
    "CH-EMAIL-02",
    "CH-EMAIL-03",
    "CH-EMAIL-09",
    "CH-EMAIL-12",
    "CH-EMAIL-13",
    "CH-EMAIL-16",
    "ROUTE-01",
    "ROUTE-02",
    "ASSIGN-02",
    "ASSIGN-06",
)
def test_an_email_channel() -> None:
    spec = spec_of(
        SUPPORT,
        """
x-tier1: &tier1
  assign_to: {teams: [Tier 1], users: [ana@acme.example, "ana@acme.example "]}
  only_available_users: true
channels:
  support-email:
    type: email
    id: {sandbox: "12"}
    connected_to: help_desk
    enabled: true
    create_tickets: true
    ticket_properties: {pipeline: support, status: New, priority: HIGH, owner: ana@acme.example}
    routing:
      <<: *tier1
      rules:
        - {when: {language: sv}, skill: Swedish}
    address: support@acme.example
    mailbox: gmail
    from: {name: agent_and_company, company: Acme, address: help@acme.example}
    signature: |
      {{sender.full_name}}
      Acme Support
    forwarded_emails_from: original_sender
    realise: {routing: workflow, ticket_properties: manual, signature: ~, from: manual}
""",
    )
    assert spec.channels == {
        "support-email": Channel(
            key="support-email",
            type="email",
            id="12",
            settings={
                "connected_to": "help_desk",
                "enabled": True,
                "create_tickets": True,
                "ticket_properties": Record(
                    pipeline=SUPPORT_DESK, status=NEW, priority="HIGH", owner=ANA
                ),
                "routing": Record(
                    assign_to=Record(users=(ANA,), teams=(TIER_1,)),
                    only_available_users=True,
                    rules=(Record(when=is_language("sv"), skill="Swedish"),),
                ),
                "address": "support@acme.example",
                "mailbox": "gmail",
                "from": Record(
                    name="agent_and_company", company="Acme", address="help@acme.example"
                ),
                "signature": "{{sender.full_name}}\nAcme Support",
                "forwarded_emails_from": "original_sender",
            },
            place=NOWHERE,
            realise={
                "ticket_properties": "manual",
                "routing": "workflow",
                "from": "manual",
            },
        )
    }


@pytest.mark.row("CH-CHAT-02", "CH-CHAT-03", "CH-CHAT-04", "CH-CHAT-05", "CH-CHAT-07", "B-CHAT-01")
def test_a_chat_channel() -> None:
    text = """
        type: chat, name: Chat, routing: false,
        appearance: {accent_color: "#0B8A6A", font: Lato, avatar: team},
        availability: {hours: {mon-fri: 09:00-17:00}, time_zone: Europe/Stockholm},
        chatflows: [{name: Support bot, type: bot}, {name: Pricing page, type: live_chat}]
        """
    hours = Record(dict.fromkeys(WEEKDAYS, ("09:00-17:00",)))
    assert channel(text) == Channel(
        key="c",
        type="chat",
        settings={
            "routing": False,
            "name": "Chat",
            "appearance": Record(accent_color="#0B8A6A", font="Lato", avatar="team"),
            "availability": Record(hours=hours, time_zone="Europe/Stockholm"),
            "chatflows": (
                Record(name="Support bot", type="bot"),
                Record(name="Pricing page", type="live_chat"),
            ),
        },
        place=NOWHERE,
    )


@pytest.mark.row(
    "CH-MSGR-01",
    "CH-MSGR-03",
    "CH-MSGR-05",
    "CH-MSGR-06",
    "CH-MSGR-08",
    "CH-MSGR-09",
    "ASSIGN-03",
    "CONSENT-02",
    "CONSENT-03",
    "CONSENT-05",
)
def test_a_messenger_channel() -> None:
    text = """
        type: facebook_messenger, page: Acme Support, greeting: Hi! How can we help?,
        instant_reply: "Thanks, we answer within a day. ", routing: {assign_to: contact_owner},
        consent: {type: explicit, text: We store your messages.}, chatflows: []
        """
    assert channel(text) == Channel(
        key="c",
        type="facebook_messenger",
        settings={
            "routing": Record(assign_to="contact_owner"),
            "page": "Acme Support",
            "greeting": "Hi! How can we help?",
            "instant_reply": "Thanks, we answer within a day.",
            "consent": Record(type="explicit", text="We store your messages."),
            "chatflows": (),
        },
        place=NOWHERE,
    )


@pytest.mark.row("CONSENT-02", "CONSENT-04")
def test_consent_is_switched_off_or_implicit() -> None:
    implicit = "type: facebook_messenger, page: A, consent: {type: implicit, text: T}"
    assert settings("type: facebook_messenger, page: A, consent: false")["consent"] is False
    assert settings(implicit)["consent"] == Record(type="implicit", text="T")


@pytest.mark.row("CH-FORM-02", "CH-FORM-05", "CH-FORM-08", "CH-FORM-09", "ASSIGN-01")
def test_a_form_channel() -> None:
    text = """
        type: form, form: Contact support, ticket_properties: {pipeline: support, status: New},
        routing: {assign_to: none, only_available_users: false, rules: []}
        """
    assert channel(text) == Channel(
        key="c",
        type="form",
        settings={
            "ticket_properties": Record(pipeline=SUPPORT_DESK, status=NEW),
            "routing": Record(assign_to="none", only_available_users=False, rules=()),
            "form": "Contact support",
        },
        place=NOWHERE,
    )


@pytest.mark.row("CH-FORM-02", "CH-FORM-03")
def test_a_form_that_the_files_create() -> None:
    text = """
        type: form, form: {new: Contact support, fields: [email, ticket.subject,
          {name: ticket.source_page, hidden: true}, {name: phone, required: true, label: Phone}]}
        """
    assert settings(text) == {
        "form": "Contact support",
        "fields": (
            Record(name="email", hidden=False, required=False),
            Record(name="ticket.subject", hidden=False, required=False),
            Record(name="ticket.source_page", hidden=True, required=False),
            Record(name="phone", hidden=False, required=True, label="Phone"),
        ),
    }


@pytest.mark.row("CH-WA-01", "CH-CALL-01", "CH-CUST-01")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('type: whatsapp, number: "+46 70-123 45 67"', {"number": "+46701234567"}),
        ('type: calling, number: "+4684000000"', {"number": "+4684000000"}),
        ("type: custom, app: Telegram for HubSpot", {"app": "Telegram for HubSpot"}),
    ],
)
def test_channels_of_numbers_and_apps(text: str, expected: dict[str, str]) -> None:
    assert settings(text) == expected


def test_null_is_omitted() -> None:
    text = "type: email, address: a@b.example, mailbox: ~, routing: ~, from: ~, realise: ~, id: ~"
    assert channel(text) == Channel("c", "email", {"address": "a@b.example"}, NOWHERE)


@pytest.mark.row("CH-GEN-06")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{status: New}", {"status": NEW}),
        ("{status: Support Desk/New}", {"status": NEW, "pipeline": SUPPORT_DESK}),
        ("{pipeline: support, status: support/New}", {"status": NEW, "pipeline": SUPPORT_DESK}),
        ("{pipeline: Support Desk}", {"pipeline": SUPPORT_DESK}),
        ("{pipeline: ~, status: ~, age: 1, vip: true}", {"age": 1, "vip": True}),
    ],
)
def test_ticket_properties_name_a_pipeline_or_mean_the_default_one(
    text: str, expected: dict[str, Any]
) -> None:
    found = settings(f"type: email, address: a@b.example, ticket_properties: {text}")
    assert found["ticket_properties"] == Record(expected)


def test_a_status_without_a_pipeline_is_one_of_the_only_pipeline() -> None:
    spec = spec_of(
        "pipelines: {a: {name: A, statuses: [New, {name: Closed, state: closed}]}}",
        "channels: {c: {type: chat, ticket_properties: {status: New}}}",
    )
    assert spec.channels["c"].settings == {
        "ticket_properties": Record(status=reference("status", "a/new"))
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("realise: manual, appearance: {font: F}", {"appearance": "manual"}),
        ("realise: workflow, appearance: {font: F}, routing: false", {"routing": "workflow"}),
        ("realise: {connection: api}", {"connection": "api"}),
        ("connected_to: help_desk, enabled: true, realise: manual", {}),
    ],
)
def test_realise_is_one_word_or_one_for_each_setting(text: str, expected: dict[str, str]) -> None:
    assert channel(f"type: chat, {text}").realise == expected


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("{monday: 09:00-17:00}", {"monday": ("09:00-17:00",)}),
        ("{mon: ['13:00 - 17:00', '09:00-12:00']}", {"monday": ("09:00-12:00", "13:00-17:00")}),
        ("{'mon, wed': 09:00-24:00}", dict.fromkeys(("monday", "wednesday"), ("09:00-24:00",))),
        (
            "{sat-mon: 00:00-01:00}",
            dict.fromkeys(("saturday", "sunday", "monday"), ("00:00-01:00",)),
        ),
        (
            "{mon-tue: 09:00-12:00, tuesday: 12:00-13:00, sun: ~}",
            {"monday": ("09:00-12:00",), "tuesday": ("09:00-12:00", "12:00-13:00")},
        ),
    ],
)
def test_hours_are_times_by_weekday(hours: str, expected: dict[str, Any]) -> None:
    found = settings(f"type: chat, availability: {{hours: {hours}, time_zone: UTC}}")
    assert found["availability"] == Record(hours=Record(expected), time_zone="UTC")


def test_availability_may_be_a_word() -> None:
    assert settings("type: chat, availability: always") == {"availability": "always"}


@pytest.mark.row("MIG-01", "MIG-02")
def test_what_moves_and_what_goes() -> None:
    spec = spec_of(
        "migrate: [{channel: billing-email, from: Billing inbox, to: help_desk, history: true}]",
        'removed: [{channel: old-form}, {channel: Old chat, id: {sandbox: "7"}}]',
        "migrate: [{channel: chat, from: Inbox}]",
        "channels: {billing-email: {type: email, address: b@acme.example}, chat: {type: chat}}",
    )
    assert spec.migrations == (
        Migration("billing-email", "Billing inbox", history=True, place=NOWHERE),
        Migration("chat", "Inbox", history=None, place=NOWHERE),
    )
    assert spec.removed == (
        Removed("", None, None, None, NOWHERE, channel="old-form"),
        Removed("", None, "7", None, NOWHERE, channel="Old chat"),
    )


@pytest.mark.row("B-PIPE-08")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{teams: [Tier 1]}", Record(users=(), teams=(TIER_1,))),
        ("{users: [ana@acme.example], teams: []}", Record(users=(ANA,), teams=())),
        ("false", Record(users=(), teams=())),
        ("~", None),
    ],
)
def test_who_may_see_a_pipeline(text: str, expected: Record | None) -> None:
    spec = spec_of(
        f"pipelines: {{a: {{name: A, statuses: [N, {{name: C, state: closed}}], access: {text}}}}}"
    )
    assert spec.pipelines["a"].access == expected


def test_channels_of_several_files_are_one_configuration() -> None:
    spec = spec_of("channels: {b: {type: chat}}", SUPPORT, "channels: {a: {type: chat}}")
    assert list(spec.channels) == ["b", "a"]


def test_a_channel_of_a_pipeline_that_was_not_read_is_left_out() -> None:
    text = """
channels:
  a: {type: chat, ticket_properties: {pipeline: sales}}
  b: {type: chat, ticket_properties: {status: New}}
  c: {type: chat}
"""
    spec, found = build(documents(text), SANDBOX, whole=False)
    assert list(spec.channels) == ["c"]
    assert spec.complete
    assert not has_errors(found)
    assert as_text(found).count("PC212 info: Channel") == 2


def test_what_a_broken_file_may_declare_is_not_missed() -> None:
    text = """
pipelines: {support: {name: Support, statuses: [New, {name: Closed, state: closed}]}}
channels:
  a: {type: chat, ticket_properties: {pipeline: sales}}
  b: {type: facebook_messenger, page: Acme, consent: {type: implicit, text: Yes we do}}
automations:
  c: {name: C, when: {status_reaches: sales/New}, actions: [{delay: 5m}]}
migrate: [{channel: d, from: Inbox}]
sla: {pause_in: [sales/New]}
"""
    spec, found = build(documents(text), SANDBOX, broken=True)
    assert "PC212" not in as_text(found)
    assert "PC217" not in as_text(found)
    assert list(spec.channels) == ["b"]
    assert (spec.automations, spec.sla) == ({}, None)


def test_privacy_of_a_faulty_account_is_not_missed() -> None:
    text = """
account: {data_privacy: perhaps}
channels:
  b: {type: facebook_messenger, page: Acme, consent: {type: implicit, text: We store it.}}
"""
    assert [each.code for each in findings(text)] == ["PC103", "PC380"]


def test_a_value_that_is_merged_or_shared_is_where_it_is_written() -> None:
    text = """\
x-r: &r {assign_to: {users: [Ana]}}
channels:
  a: {type: chat, routing: *r}
  b: {type: chat, routing: {<<: *r, only_available_users: x}}
  c: {type: chat, routing: {<<: *r, assign_to: {users: [Ben]}}}
"""
    _, found = build(documents(text), SANDBOX)
    places = {(each.address, each.span.line, each.span.column) for each in found if each.span}
    assert places == {("channel.a", 1, 30), ("channel.b", 4, 59), ("channel.c", 5, 57)}
