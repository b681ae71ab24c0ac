"""Settings of channels, people and the help desk in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelinectl.automation.conditions import normal
from pipelinectl.automation.references import reference
from pipelinectl.model import Address, Kind, Record
from pipelinectl.render.automation_fields import words_for
from pipelinectl.render.written import as_written
from tests.render.automations import NEW, WAITING, leaf
from tests.render.channels import ANA, BEN, HOURS, ROUTING, SUPPORT, SV, TIER1, TIER2

if TYPE_CHECKING:
    from pipelinectl.model import Value

NAMES = {
    Address(Kind.PIPELINE, ("support",)): "Support",
    Address(Kind.STATUS, ("support", "new")): "New",
    Address(Kind.CHANNEL, ("web-chat",)): "Website",
}
OFF_TO_ROUTING = (
    'routing: off -> assigned to: team "Tier 1" and ana@acme.example; only available users: yes; '
    'by skill: "Swedish" where language is "sv"'
)
LONG = "We store your messages to answer you. " * 4


def said(where: str, path: str, *values: Value) -> list[str]:
    found = words_for(Address.parse(where), NAMES).said(path, *values)
    return [f"{each.name}: {' -> '.join(each.values)}" for each in found]


def hours(amount: int, unit: str = "hours") -> Record:
    return Record(amount=amount, unit=unit)


@pytest.mark.row("CH-GEN-01")
@pytest.mark.parametrize(
    ("channel_type", "words"),
    [
        ("email", "e-mail"),
        ("chat", "chat"),
        ("facebook_messenger", "Facebook Messenger"),
        ("form", "form"),
        ("whatsapp", "WhatsApp"),
        ("calling", "calling"),
        ("custom", "messaging app"),
    ],
)
def test_every_type_of_channel_has_a_name(channel_type: str, words: str) -> None:
    assert said("channel.a", "type", channel_type) == [f"type: {words}"]


@pytest.mark.parametrize(
    ("where", "path", "value", "words"),
    [
        ("channel.a", "connected_to", "help_desk", ["connected to: the help desk"]),
        ("channel.a", "connected_to", "Sales", ['connected to: inbox "Sales"']),
        ("channel.a", "enabled", False, ["switched on: no"]),
        ("channel.a", "number", "+46701234567", ['number: "+46701234567"']),
        ("channel.a.mailbox", "value", "office_365", ["mail account: Office 365"]),
        ("channel.a.create_tickets", "value", True, ["creates tickets: yes"]),
        (
            "channel.a.ticket_properties",
            "value",
            Record(priority="HIGH", status=NEW, pipeline=SUPPORT, hours="5", type=True),
            [
                'pipeline: "Support"',
                'status: "New" in "Support"',
                'hours: "5"',
                'priority: "HIGH"',
                "type: yes",
            ],
        ),
        ("channel.a.routing", "value", False, ["routing: off"]),
        (
            "channel.a.routing",
            "value",
            Record(assign_to="contact_owner"),
            ["assigned to: the contact's owner"],
        ),
        ("channel.a.routing", "value", Record(assign_to="none"), ["assigned to: nobody"]),
        (
            "channel.a.routing",
            "value",
            ROUTING,
            [
                'assigned to: team "Tier 1" and ana@acme.example',
                "only available users: yes",
                'by skill: "Swedish" where language is "sv"',
            ],
        ),
        (
            "channel.a.from",
            "value",
            Record(name="agent_and_company", company="Acme"),
            ['company: "Acme"', 'name: "agent_and_company"'],
        ),
        ("channel.a.signature", "value", "Acme", ['signature: "Acme"']),
        (
            "channel.a.signature",
            "value",
            LONG,
            [f'signature: "{LONG[:100]}... (52 more)"'],
        ),
        (
            "channel.a.forwarded_emails_from",
            "value",
            "original_sender",
            ["forwarded e-mails are from: the original sender"],
        ),
        (
            "channel.a.appearance",
            "value",
            Record(accent_color="#0B8A6A"),
            ['accent colour: "#0B8A6A"'],
        ),
        (
            "channel.a.availability",
            "value",
            "user_availability",
            ["availability: while users are available"],
        ),
        (
            "channel.a.availability",
            "value",
            Record(hours=HOURS, time_zone="Europe/Stockholm"),
            ["hours: mon-fri 09:00-17:00", 'time zone: "Europe/Stockholm"'],
        ),
        (
            "channel.a.chatflows",
            "value",
            (Record(name="Bot", type="bot"), Record(name="Prices", type="live_chat"), "?"),
            ['chatflows: "Bot" (bot), "Prices" (live chat), "?"'],
        ),
        ("channel.a.chatflows", "value", (), ["chatflows: none"]),
        ("channel.a.consent", "value", False, ["consent: off"]),
        (
            "channel.a.consent",
            "value",
            Record(type="explicit", text="We store it."),
            ['text: "We store it."', 'type: "explicit"'],
        ),
        (
            "access.support",
            "value",
            Record(teams=(TIER1, TIER2), users=()),
            ['access: team "Tier 1" and team "Tier 2"'],
        ),
        ("access.support", "value", Record(teams=()), ["access: nobody"]),
        ("user.a@b.example.capacity", "value", Record(total=20), ["total: 20"]),
        (
            "user.a@b.example.skills",
            "value",
            ("Swedish", "German"),
            ['skills: "Swedish" and "German"'],
        ),
        (
            "user.a@b.example.out_of_office",
            "value",
            (Record({"from": "2026-12-24", "to": "2026-12-31"}), "soon"),
            ["out of office: 2026-12-24 to 2026-12-31, ?"],
        ),
        (
            "user.a@b.example.working_hours",
            "value",
            Record(monday=("09:00-12:00", "13:00-17:00"), wednesday=("09:00-12:00",), never=("x",)),
            [
                "working hours: mon 09:00-12:00 and 13:00-17:00, wed 09:00-12:00, never x",
            ],
        ),
        (
            "user.a@b.example.working_hours",
            "value",
            Record(monday=()),
            ["working hours: closed on all days"],
        ),
        (
            "team.a.main_members",
            "value",
            (ANA, BEN),
            ["main members: ana@acme.example and ben@acme.example"],
        ),
        ("skills.languages", "value", ("Swedish",), ['skills: "Swedish"']),
        ("sla.enabled", "value", True, ["switched on: yes"]),
        ("sla.schedule", "value", "always", ["time counts: always"]),
        ("sla.pause_in", "value", (WAITING,), ["time stands still in: [support/waiting_on_us]"]),
        (
            "sla.goals",
            "value",
            (
                Record(when=None, first_reply=hours(1), close=Record(amount=2, unit="days")),
                Record(when=SV, due_soon=hours(1), next_reply=hours(4)),
            ),
            [
                "goal for every ticket: first reply: 1 hour; close: 2 days",
                'goal for language is "sv": next reply: 4 hours; due soon: 1 hour',
            ],
        ),
        ("spam.allow", "value", (), ["allow: none"]),
        (
            "spam.deny",
            "value",
            tuple("abcdefgh"),
            ['deny: "a", "b", "c", "d", "e", "f" and 2 others'],
        ),
        ("form.a", "fields", (), ["fields: none"]),
    ],
)
def test_a_setting_in_words(where: str, path: str, value: Value, words: list[str]) -> None:
    assert said(where, path, value) == words


@pytest.mark.parametrize(
    ("where", "path", "values", "words"),
    [
        (
            "channel.a.routing",
            "value",
            (ROUTING, Record({**ROUTING, "only_available_users": False, "rules": ()})),
            [
                "only available users: yes -> no",
                'by skill: "Swedish" where language is "sv" -> no rules',
            ],
        ),
        (
            "channel.a.routing",
            "value",
            (False, ROUTING),
            [OFF_TO_ROUTING],
        ),
        (
            "channel.a.routing",
            "value",
            (Record(assign_to="none"), Record(assign_to="contact_owner")),
            ["assigned to: nobody -> the contact's owner"],
        ),
        (
            "channel.a.signature",
            "value",
            (LONG, LONG.replace("answer", "help")),
            None,
        ),
        ("channel.a.greeting", "value", ("Hi", "Ho", "He"), ['greeting: "Hi" -> "Ho" -> "He"']),
        ("channel.a.greeting", "value", (None, "Ho"), ['greeting: nothing -> "Ho"']),
        (
            "sla.goals",
            "value",
            (
                (Record(first_reply=hours(1)), Record(when=SV, close=hours(9))),
                (Record(first_reply=hours(1)), Record(when=SV, close=hours(8))),
            ),
            ['goal for language is "sv": close: 9 hours -> close: 8 hours'],
        ),
        (
            "spam.deny",
            "value",
            (tuple("abcdefgh"), tuple("abcdefghi")),
            ['deny: 8 entries -> "i" and 8 others'],
        ),
        (
            "form.a",
            "ticket_properties",
            (None, Record(hours="LOW")),
            ['ticket properties: nothing -> hours: "LOW"'],
        ),
    ],
)
def test_of_a_setting_that_changes_the_parts_that_differ(
    where: str, path: str, values: tuple[Value, ...], words: list[str] | None
) -> None:
    found = said(where, path, *values)
    if words is None:
        assert "We store your messages to answer" in found[0]
        assert "We store your messages to help" in found[0]
        assert "signature: " in found[0]
    else:
        assert found == words


def test_names_that_the_title_tells_are_not_repeated() -> None:
    words = words_for(Address.parse("team.a.main_members"), {})
    assert words.is_usual("team", "Tier 1")
    assert words.is_usual("value", None)
    assert not words.is_usual("value", ())


def test_a_channel_is_called_by_its_name() -> None:
    tree = normal(leaf("channel", "is", values=(reference("channel", "web-chat"),)))
    rules = Record(rules=(Record(when=tree, skill="Billing"),), assign_to="none")
    assert said("channel.a.routing", "value", rules)[1] == (
        'by skill: "Billing" where channel is "Website"'
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a b", '"a b"'),
        (True, "true"),
        (HOURS, '{mon-fri: ["09:00-17:00"]}'),
        (Record(monday=("08:00-09:00",), tuesday=()), '{mon: ["08:00-09:00"]}'),
        ((ANA, TIER1), '["ana@acme.example", "Tier 1"]'),
        (Record(pipeline=SUPPORT, status=NEW), '{pipeline: "support", status: "new"}'),
        (Record({"a.b": hours(2)}), '{"a.b": "2 hours"}'),
        (reference("status", "id:7"), None),
        ((reference("user", "id:7"),), None),
        (Record(rules=(Record(when=SV, skill="x"),)), None),
    ],
)
def test_a_setting_as_the_files_write_it(value: Value, written: str | None) -> None:
    assert as_written(value) == written
