from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from pipelinectl.automation.conditions import ALL, ANY, normal
from pipelinectl.automation.model import Action, Branch, from_value, to_value, walk
from pipelinectl.automation.references import reference
from pipelinectl.model import Address, Record, Value, as_list
from pipelinectl.render.action_words import action, branch, trigger
from pipelinectl.render.automation_fields import words_for
from pipelinectl.render.condition_words import condition
from pipelinectl.render.excerpts import excerpts
from pipelinectl.render.references import Speech
from pipelinectl.render.steps import Line, edited, listed
from tests.automations import automations, chains

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = {
    Address.parse("pipeline.support"): "Support",
    Address.parse("status.support.new"): "New",
    Address.parse("status.billing.done"): "Done",
    Address.parse("automation.survey"): "Ask for a rating",
}
SPEECH = Speech.of(Address.parse("automation.support.new"), NAMES)
ANA, BEN = (reference("user", f"{each}@acme.example") for each in ("ana", "ben"))
TIER = reference("team", "Tier 1")
NEW = reference("status", "support/new")
CHAT, OTHER_CHANNEL = reference("channel", "chat"), reference("channel", "id:8841")
OWNER = Record(owner=True)
DAYS = Record(amount=3, unit="days")
NOTIFICATION = Record(to=Record(users=(ANA, BEN)), subject="Look", body="Please.")


def leaf(name: str, test: str, **more: Value) -> Record:
    return Record(more, property=name, test=test)


NO_CHAT = normal(leaf("source", "is_not", values=("chat",)))
URGENT = normal(leaf("priority", "is", values=("URGENT",)))


@pytest.mark.parametrize(
    ("kind", "settings", "words"),
    [
        ("send_email", {"email": reference("email", "Welcome")}, 'send e-mail "Welcome"'),
        (
            "send_internal_email_notification",
            NOTIFICATION,
            'notify ana@acme.example and ben@acme.example by e-mail: "Look"',
        ),
        (
            "send_in_app_notification",
            {**NOTIFICATION, "to": Record(teams=(TIER,))},
            'notify team "Tier 1" in the app: "Look"',
        ),
        ("set", {"property": "subject", "value": "Hi"}, 'set subject to "Hi"'),
        ("set", {"property": "seats", "value": 3}, "set seats to 3"),
        ("set", {"property": "status", "value": NEW}, 'set status to "New"'),
        ("set", {"property": "subject", "value": ""}, "clear subject"),
        ("set", {"property": "a", "value": Record(copy="b")}, "set a to what b holds"),
        (
            "set",
            {"property": "a", "value": Record(now=True)},
            "set a to the time at which this happens",
        ),
        ("set", {"property": "a", "value": Record(increase_by=2)}, "increase a by 2"),
        ("assign_owner", {"to": ANA}, "assign to ana@acme.example"),
        ("assign_owner", {"to": ""}, "take the owner away"),
        (
            "assign_owner",
            {"to": Record(contact_owner=True)},
            "assign to the owner of the ticket's contact",
        ),
        ("rotate_owner", {"to": Record(teams=(TIER,))}, 'assign in turn to team "Tier 1"'),
        (
            "rotate_owner",
            {"to": Record(users=(ANA,)), "overwrite": True},
            "assign in turn to ana@acme.example, whoever owns it already",
        ),
        ("create_task", {"title": "Call", "notes": ""}, 'create task "Call"'),
        (
            "create_task",
            {"title": "Call", "assign_to": OWNER, "due": DAYS, "priority": "HIGH"},
            'create task "Call" for the owner, due in 3 days, priority HIGH',
        ),
        ("delay", {"amount": 60, "unit": "minutes"}, "wait 60 minutes"),
        ("delay", {"amount": 1, "unit": "hours"}, "wait 1 hour"),
        (
            "delay",
            {"until": Record(date="2026-12-24", at="09:00")},
            "wait until 2026-12-24 09:00",
        ),
        ("delay", {"until": Record(property="due_on")}, "wait until the date in due_on"),
        (
            "enroll_in",
            {"workflow": reference("workflow", "automation.survey")},
            'enrol in "Ask for a rating"',
        ),
        ("enroll_in", {"workflow": reference("workflow", "Survey")}, 'enrol in "Survey"'),
        (
            "webhook",
            {"method": "POST", "url": "https://a.example"},
            "call POST https://a.example",
        ),
        (
            "webhook",
            {
                "method": "GET",
                "url": "https://a.example",
                "auth": Record({"key": "X-Key", "in": "header", "secret": "DESK"}),
            },
            "call GET https://a.example, with the secret DESK as X-Key",
        ),
        (
            "webhook",
            {"method": "GET", "url": "https://a.example", "auth": Record(signature="12")},
            "call GET https://a.example, signed by app 12",
        ),
        (
            "custom_code",
            {"runtime": "NODE20X", "file": "code/a.js", "secrets": ("A", "B")},
            "run code from code/a.js (NODE20X), which reads the secrets A and B",
        ),
        ("custom_code", {"runtime": "NODE20X", "secrets": ()}, "run code (NODE20X)"),
        ("raw", {"json": Record(a="b")}, 'do the help desk\'s own action {"a": "b"}'),
        (
            "raw",
            {"json": Record(a="b" * 200)},
            f'do the help desk\'s own action {{"a": "{"b" * 113}...',
        ),
        ("if", {}, "take the first way that fits"),
        ("switch", {"property": "priority"}, "take the way of what priority holds"),
        ("fly", {"to": "the moon"}, 'fly {"to": "the moon"}'),
    ],
)
def test_an_action_in_words(kind: str, settings: Mapping[str, Value], words: str) -> None:
    assert action(Action(kind, Record(settings)), SPEECH) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            Record(on="status_reaches", statuses=(NEW, reference("status", "support/old"))),
            'a ticket reaches "New" or support/old',
        ),
        (Record(on="property_changes", property="priority", to=()), "priority changes"),
        (
            Record(on="property_changes", property="priority", to=("LOW", "HIGH", "URGENT")),
            'priority changes to "LOW", "HIGH" or "URGENT"',
        ),
        (
            Record(on="property_changes", property="channel", to=(CHAT, OTHER_CHANNEL)),
            'channel changes to "chat" or channel with the id 8841',
        ),
        (Record(on="ticket_created", source=()), "a ticket is created"),
        (
            Record(on="ticket_created", source=("chat", "form")),
            "a ticket is created by chat or form",
        ),
        (
            Record(on="ticket_matches", when=normal(leaf("owner", "known"))),
            "a ticket matches: owner is known",
        ),
        (Record(on="manual"), "somebody enrols a ticket by hand"),
        (
            Record(on="raw", json=Record(type="DATASET")),
            'the help desk\'s own trigger {"type": "DATASET"} fires',
        ),
    ],
)
def test_a_trigger_in_words(found: Record, words: str) -> None:
    assert trigger(found, SPEECH) == words


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        (leaf("status", "is", values=(NEW,)), 'status is "New"'),
        (leaf("source", "is_not", values=("chat",)), 'source is not "chat"'),
        (leaf("source", "is_not", values=("chat", "form")), 'source is none of "chat" or "form"'),
        (leaf("channel", "is", values=(CHAT,)), 'channel is "chat"'),
        (leaf("vip", "is", values=(True,)), "vip is true"),
        (leaf("owner", "known"), "owner is known"),
        (leaf("owner", "unknown"), "owner is not known"),
        (leaf("n", "above", value=3), "n is above 3"),
        (leaf("n", "below", value=2.5, unset=True), "n is below 2.5 or has no value"),
        (leaf("n", "at_least", value=3), "n is at least 3"),
        (leaf("n", "at_most", value=3), "n is at most 3"),
        (leaf("subject", "contains", values=("a", "b")), 'subject contains "a" or "b"'),
        (leaf("subject", "contains_not", values=("a",)), 'subject does not contain "a"'),
        (
            leaf("status", "changed_within", amount=1, unit="days"),
            "status changed in the last 1 day",
        ),
        (
            leaf("status", "not_changed_within", amount=2, unit="days"),
            "status did not change in the last 2 days",
        ),
        (leaf("due", "older_than", amount=2, unit="hours"), "due is more than 2 hours ago"),
        (leaf("due", "newer_than", amount=2, unit="hours"), "due is less than 2 hours ago"),
        (
            leaf("", "raw", json=Record(filterType="IN_LIST")),
            'the help desk\'s own test {"filterType": "IN_LIST"} holds',
        ),
        (
            Record({ANY: (leaf("a", "known"), leaf("b", "known"))}),
            "a is known or b is known",
        ),
        (
            Record(
                {ANY: (Record({ALL: (leaf("a", "known"), leaf("b", "known"))}), leaf("c", "known"))}
            ),
            "a is known and b is known, or c is known",
        ),
    ],
)
def test_a_condition_in_words(tree: Record, words: str) -> None:
    assert condition(normal(tree), SPEECH) == words


def test_a_branch_in_words() -> None:
    owned = normal(leaf("owner", "known"))
    assert branch(Branch((), "Owned", owned), SPEECH) == 'if owner is known ("Owned")'
    assert branch(Branch((), None, "HIGH"), SPEECH) == 'if it is "HIGH"'
    assert branch(Branch((), "Rest"), SPEECH) == 'otherwise ("Rest")'
    assert branch(Branch(), SPEECH) == "otherwise"


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("status", "support/new", '"New"'),
        ("status", "support/old", "support/old"),
        ("status", "support", "support"),
        ("status", "support/not a key", 'support/"not a key"'),
        ("status", "billing/done", '"Done" in billing'),
        ("status", "billing/new", "billing/new"),
        ("status", "id:17", "status with the id 17"),
        ("pipeline", "support", '"Support"'),
        ("pipeline", "billing", "billing"),
        ("user", "ana@acme.example", "ana@acme.example"),
        ("user", "Ana Berg", '"Ana Berg"'),
        ("user", "id:17", "user with the id 17"),
        ("team", "Tier 1", '"Tier 1"'),
        ("workflow", "automation.survey", '"Ask for a rating"'),
        ("workflow", "automation.other", '"automation.other"'),
    ],
)
def test_what_is_named_is_called_as_the_plan_knows_it(kind: str, name: str, words: str) -> None:
    assert SPEECH.value(reference(kind, name)) == words


def test_an_automation_of_no_pipeline_names_the_pipeline_of_a_status() -> None:
    assert Speech.of(Address.parse("automation.survey"), NAMES).value(NEW) == '"New" in "Support"'


@pytest.mark.parametrize(
    ("address", "name", "value", "words"),
    [
        ("automate.support.set_close_date", "value", True, "on"),
        ("automate.support.customer_replies", "value", False, "off"),
        ("automate.support.customer_replies", "value", NEW, '"New"'),
        ("automation.survey", "enabled", True, "yes"),
        ("automation.survey", "only_if", None, "every ticket"),
        ("automation.survey", "description", None, "nothing"),
        ("automation.survey", "description", "Asks.", '"Asks."'),
        ("automation.survey", "copies", 2, "2"),
        ("status.support.new", "state", "open", "open"),
    ],
)
def test_a_field_in_words(address: str, name: str, value: Value, words: str) -> None:
    assert words_for(Address.parse(address), NAMES).say(name, value).values == (words,)


@pytest.mark.parametrize(
    ("address", "values", "words"),
    [
        ("automation.support.new", (NO_CHAT,), "include chat: no"),
        ("automation.support.new", (NO_CHAT, None), "include chat: no -> yes"),
        ("automation.support.new", (None, NO_CHAT, None), "include chat: yes -> no -> yes"),
        (
            "automation.support.new",
            (URGENT, NO_CHAT),
            'only if: priority is "URGENT" -> source is not "chat"',
        ),
        (
            "automation.support.new",
            (None, URGENT),
            'only if: every ticket -> priority is "URGENT"',
        ),
        ("automation.survey", (NO_CHAT, None), 'only if: source is not "chat" -> every ticket'),
    ],
)
def test_what_narrows_an_automation_in_words(
    address: str, values: tuple[Value, ...], words: str
) -> None:
    said = words_for(Address.parse(address), NAMES).say("only_if", *values)
    assert f"{said.name}: {' -> '.join(said.values)}" == words


@pytest.mark.parametrize(
    ("address", "usual"),
    [
        ("automation.support.new", {"enabled": True, "re_enroll": False, "description": None}),
        ("automation.survey", {"enabled": True, "re_enroll": False, "only_if": None}),
        ("automate.support.set_close_date", {}),
    ],
)
def test_a_new_automation_is_listed_with_what_is_unusual(
    address: str, usual: dict[str, Value]
) -> None:
    words = words_for(Address.parse(address), NAMES)
    unusual: dict[str, Value] = {"enabled": False, "re_enroll": True, "value": True}
    assert all(words.is_usual(name, value) for name, value in usual.items())
    assert not any(words.is_usual(name, value) for name, value in unusual.items())


@pytest.mark.parametrize("only_if", [None, normal(leaf("source", "is_not", values=("chat",)))])
def test_new_actions_of_a_status_always_say_whether_they_include_chat(only_if: Value) -> None:
    assert not words_for(Address.parse("automation.support.new"), NAMES).is_usual(
        "only_if", only_if
    )


def test_of_long_texts_only_what_differs_is_shown() -> None:
    before, after = "a" * 90 + "old" + "z" * 90, "a" * 90 + "new" + "z" * 90
    shown = f"...{'a' * 30}{{}}{'z' * 30}..."
    assert excerpts(before, after) == (shown.format("old"), shown.format("new"))
    assert excerpts("short", "other") == ("short", "other")
    assert excerpts("", "b" * 700)[1] == f"{'b' * 500}... (200 more)"


def test_a_changed_setting_of_the_vendors_own_json_is_named_by_its_path() -> None:
    before, after = (
        to_value((Action("raw", Record(json=Record(a=1, deep=Record(b=each, c="same")))),))
        for each in ("x", "y")
    )
    assert edited(before, after, SPEECH)[1:] == (
        Line("json.deep.b", depth=1, values=('"x"', '"y"')),
    )


DELAYS = [Action("delay", Record(amount=each, unit="days")) for each in (2, 1)]
TASKS = [
    Action("create_task", Record(title="Call", notes=each, priority="LOW")) for each in ("a", "b")
]


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (*DELAYS, [Line("", "1", "~", values=("wait 2 days", "wait 1 day"))]),
        (
            TASKS[0],
            Action("create_task", Record(title="Call", notes="a")),
            [
                Line(
                    "",
                    "1",
                    "~",
                    values=('create task "Call", priority LOW', 'create task "Call"'),
                )
            ],
        ),
        (
            *TASKS,
            [
                Line('create task "Call", priority LOW', "1", "~"),
                Line("notes", depth=1, values=('"a"', '"b"')),
            ],
        ),
        (
            TASKS[0],
            Action("create_task", Record(title="Ring", notes="b", priority="LOW")),
            [
                Line('create task "Ring", priority LOW', "1", "~"),
                Line("notes", depth=1, values=('"a"', '"b"')),
                Line("title", depth=1, values=('"Call"', '"Ring"')),
            ],
        ),
        (
            Action("set", Record(property="subject", value="a" * 40)),
            Action("set", Record(property="subject", value="b" * 40)),
            [
                Line(f'set subject to "{"b" * 40}"', "1", "~"),
                Line("value", depth=1, values=(f'"{"a" * 40}"', f'"{"b" * 40}"')),
            ],
        ),
    ],
    ids=["short", "a setting that goes", "nothing to see", "part to see", "long"],
)
def test_a_changed_action_stands_in_one_line_where_that_shows_all_of_it(
    before: Action, after: Action, lines: list[Line]
) -> None:
    assert list(edited(to_value((before,)), to_value((after,)), SPEECH)) == lines


@settings(deadline=None, max_examples=50)
@given(automations(most=20))
def test_every_automation_can_be_said_in_lines(fields: dict[str, Value]) -> None:
    actions = [each for _, each in walk(from_value(fields["actions"]))]
    ways = sum(len(each.branches) + (each.otherwise is not None) for each in actions)
    lines = [each.text for each in listed(fields["actions"], SPEECH)]
    assert len(lines) == len(actions) + ways
    words = words_for(Address.parse("automation.survey"), NAMES)
    lines += [words.say(name, each).values[0] for name, each in fields.items() if name != "actions"]
    assert all(len(each.splitlines()) == 1 for each in lines)
    assert all("Record(" not in each for each in lines)


@settings(deadline=None, max_examples=50)
@given(chains(most=15), chains(most=15))
def test_every_edit_can_be_said_in_lines(
    before: tuple[Action, ...], after: tuple[Action, ...]
) -> None:
    lines = edited(to_value(before), to_value(after), SPEECH)
    assert bool(lines) is (without_files(before) != without_files(after))
    texts = [text for each in lines for text in (each.text, *(each.values or ())) if text]
    assert all(len(each.splitlines()) == 1 for each in texts)
    assert all(each.text or each.values for each in lines)
    assert {each.sign for each in lines if each.place} <= {"+", "-", "~"}


def without_files(chain: tuple[Action, ...]) -> Value:
    """The chain without what an account does not know, as a value."""
    return _without_file(to_value(chain))


def _without_file(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(map(_without_file, as_list(value)))
    if isinstance(value, Record):
        aside = "file" if value.get("do") == "custom_code" else None
        return Record({name: _without_file(each) for name, each in value.items() if name != aside})
    return value
