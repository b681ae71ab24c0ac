"""What a spec holds of automations: every trigger, condition and action, and their defaults."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.automation.model import Action, Branch, walk
from pipelinectl.automation.references import reference
from pipelinectl.compile import compile_spec
from pipelinectl.language import EnvironmentView, build
from pipelinectl.language.spec import Automate, Automation, Place, Removed
from pipelinectl.model import Address, How, Kind, Record, Removal, Resource
from pipelinectl.source import load
from tests.language.reading import SANDBOX, as_text, documents, spec_of

if TYPE_CHECKING:
    from pipelinectl.diagnostics import Span

SUPPORT = """
pipelines:
  support:
    name: Support Desk
    statuses: [New, Waiting on us, {name: Escalated, id: support_escalated},
      {name: Closed, state: closed}]
  billing:
    name: Billing
    statuses: [New, {key: paid, name: Paid up}, {name: Closed, state: closed}]
"""
NEW, WAITING, ESCALATED, CLOSED = (
    reference("status", f"support/{key}") for key in ("new", "waiting_on_us", "escalated", "closed")
)
PAID = reference("status", "billing/paid")
SUPPORT_DESK, BILLING = reference("pipeline", "support"), reference("pipeline", "billing")
ANA, BEN = reference("user", "ana@acme.example"), reference("user", "ben@acme.example")
TIER_1 = reference("team", "Tier 1")
NOT_CHAT = Record(property="source", test="is_not", values=("chat",))


def normal_form(*alternatives: tuple[Record, ...]) -> Record:
    return Record(any=tuple(Record(all=leaves) for leaves in alternatives))


def leaf(name: str, test: str, **more: Any) -> Record:
    return Record(property=name, test=test, **more)


def equals(name: str, *values: Any) -> Record:
    return leaf(name, "is", values=values)


def workflow(fields: str, *more: str, environment: EnvironmentView = SANDBOX) -> Automation:
    """The workflow `w` with these fields, beside two pipelines."""
    text = "automations:\n  w:\n    name: W\n" + indent(fields.strip("\n"), "    ")
    spec = spec_of(SUPPORT, text, *more, environment=environment)
    return spec.automations[Address(Kind.AUTOMATION, ("w",))]


def actions(text: str) -> tuple[Action, ...]:
    """The actions of a workflow that a status of the support desk triggers."""
    return workflow(f"when: {{status_reaches: support/New}}\nactions:\n{text}").actions


@pytest.mark.row("ACT-01", "ACT-02", "ACT-03", "ACT-04", "ACT-05", "ACT-11", "ACT-21", "ACT-28")
def test_the_actions_of_a_status_are_a_workflow_with_a_name_and_a_trigger_of_its_own() -> None:
    spec = spec_of(
        SUPPORT.replace(
            "  billing:",
            """\
    when_status_reaches:
      Closed:
        include_chat: true
        re_enroll: true
        enabled: false
        actions:
          - send_email: Ticket closed
          - send_email: {custom: " CSAT follow-up "}
          - enroll_in: billing/Paid up
      new:
        - send_email: Ticket received
  billing:""",
        )
        + "    when_status_reaches: {Paid up: [{delay: 1 day}]}\n",
    )
    somewhere = spec.pipelines["support"].place
    paid = Automation(
        address=Address(Kind.AUTOMATION, ("billing", "paid")),
        name="Billing / Paid up",
        enabled=True,
        re_enroll=False,
        trigger=Record(on="status_reaches", pipeline=BILLING, statuses=(PAID,)),
        only_if=normal_form((NOT_CHAT,)),
        actions=(Action("delay", Record(amount=1, unit="days")),),
        place=somewhere,
        include_chat=False,
    )
    closed = Automation(
        address=Address(Kind.AUTOMATION, ("support", "closed")),
        name="Support Desk / Closed",
        enabled=False,
        re_enroll=True,
        trigger=Record(on="status_reaches", pipeline=SUPPORT_DESK, statuses=(CLOSED,)),
        only_if=None,
        actions=(
            Action("send_email", Record(email=reference("email", "Ticket closed"), custom=False)),
            Action("send_email", Record(email=reference("email", "CSAT follow-up"), custom=True)),
            Action("enroll_in", Record(workflow=reference("workflow", "automation.billing.paid"))),
        ),
        place=somewhere,
        include_chat=True,
    )
    new = Automation(
        address=Address(Kind.AUTOMATION, ("support", "new")),
        name="Support Desk / New",
        enabled=True,
        re_enroll=False,
        trigger=Record(on="status_reaches", pipeline=SUPPORT_DESK, statuses=(NEW,)),
        only_if=normal_form((NOT_CHAT,)),
        actions=(
            Action("send_email", Record(email=reference("email", "Ticket received"), custom=False)),
        ),
        place=somewhere,
        include_chat=False,
    )
    assert spec.automations == {each.address: each for each in (new, closed, paid)}
    assert list(spec.automations) == [new.address, closed.address, paid.address]


@pytest.mark.row("ACT-21", "ACT-30")
def test_a_workflow_is_enabled_and_takes_a_ticket_once_by_default() -> None:
    found = workflow("when: manual\nactions: [{delay: 5m}]")
    assert found == Automation(
        address=Address(Kind.AUTOMATION, ("w",)),
        name="W",
        enabled=True,
        re_enroll=False,
        trigger=Record(on="manual"),
        only_if=None,
        actions=(Action("delay", Record(amount=5, unit="minutes")),),
        place=found.place,
    )


def test_a_workflow_with_all_that_it_can_say() -> None:
    found = workflow(
        """
id: {sandbox: "77", production: "88"}
description: |
  Keeps the queue short.
  Ask Ana before you change it.
enabled: false
re_enroll: true
when: {status_reaches: [support/New, Support Desk/waiting_on_us, support/New]}
only_if: {status: {is_not: Closed}}
actions: [{delay: 2 hours}]
"""
    )
    assert found == Automation(
        address=Address(Kind.AUTOMATION, ("w",)),
        name="W",
        enabled=False,
        re_enroll=True,
        trigger=Record(on="status_reaches", pipeline=SUPPORT_DESK, statuses=(NEW, WAITING)),
        only_if=normal_form((leaf("status", "is_not", values=(CLOSED,)),)),
        actions=(Action("delay", Record(amount=2, unit="hours")),),
        place=found.place,
        description="Keeps the queue short.\nAsk Ana before you change it.",
        id="77",
    )


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("manual", Record(on="manual")),
        ("ticket_created", Record(on="ticket_created", source=())),
        ("{ticket_created: {}}", Record(on="ticket_created", source=())),
        (
            "{ticket_created: {source: [chat, email, chat]}}",
            Record(on="ticket_created", source=("chat", "email")),
        ),
        ("{ticket_created: {source: form}}", Record(on="ticket_created", source=("form",))),
        (
            "{property_changes: priority}",
            Record(on="property_changes", property="priority", to=()),
        ),
        (
            "{property_changes: {priority: [HIGH, URGENT]}}",
            Record(on="property_changes", property="priority", to=("HIGH", "URGENT")),
        ),
        (
            "{property_changes: {status: Billing/Paid up}}",
            Record(on="property_changes", property="status", to=(PAID,)),
        ),
        (
            "{ticket_matches: {pipeline: support, status: New}}",
            Record(
                on="ticket_matches",
                when=normal_form((equals("pipeline", SUPPORT_DESK), equals("status", NEW))),
            ),
        ),
        (
            "{raw: {type: MANUAL, stages: [{$status: support/New}, ~, 1.5]}}",
            Record(on="raw", json=Record(type="MANUAL", stages=(NEW, None, 1.5))),
        ),
    ],
)
def test_every_trigger(text: str, trigger: Record) -> None:
    assert workflow(f"when: {text}\nactions: [{{delay: 5m}}]").trigger == trigger


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{priority: HIGH}", normal_form((equals("priority", "HIGH"),))),
        ("{priority: [HIGH, 3]}", normal_form((equals("priority", "HIGH", 3),))),
        ("{owner: known}", normal_form((leaf("owner", "known"),))),
        (
            "{owner: [known@acme.example]}",
            normal_form((equals("owner", reference("user", "known@acme.example")),)),
        ),
        ("{tier: [known]}", normal_form((equals("tier", "known"),))),
        (
            "{owner: {is_not: ana@acme.example}}",
            normal_form((leaf("owner", "is_not", values=(ANA,)),)),
        ),
        (
            "{seats: {above: 3, at_most: 7.5}}",
            normal_form((leaf("seats", "above", value=3), leaf("seats", "at_most", value=7.5))),
        ),
        (
            "{content: {contains: [refund, money]}}",
            normal_form((leaf("content", "contains", values=("money", "refund")),)),
        ),
        (
            "{content: {contains_not: test}}",
            normal_form((leaf("content", "contains_not", values=("test",)),)),
        ),
        (
            "{status: {changed_within: 2 days}}",
            normal_form((leaf("status", "changed_within", amount=2, unit="days"),)),
        ),
        (
            "{due: {older_than: 90m}}",
            normal_form((leaf("due", "older_than", amount=90, unit="minutes"),)),
        ),
        (
            "{priority: HIGH, pipeline: Billing}",
            normal_form((equals("pipeline", BILLING), equals("priority", "HIGH"))),
        ),
        ("{any: [{a: x}, {b: z}]}", normal_form((equals("a", "x"),), (equals("b", "z"),))),
        (
            "{not: {all: [{owner: known}, {a: x}]}}",
            normal_form((leaf("a", "is_not", values=("x",)),), (leaf("owner", "unknown"),)),
        ),
        (
            "{a: x, any: [{b: z}, {c: w}]}",
            normal_form((equals("a", "x"), equals("b", "z")), (equals("a", "x"), equals("c", "w"))),
        ),
        (
            "{raw: {operator: IN, values: [{$status: Closed}]}}",
            normal_form((leaf("", "raw", json=Record(operator="IN", values=(CLOSED,))),)),
        ),
    ],
)
def test_every_condition(text: str, expected: Record) -> None:
    found = workflow(
        f"when: {{status_reaches: support/New}}\nonly_if: {text}\nactions: [{{delay: 5m}}]"
    )
    assert found.only_if == expected


@pytest.mark.row("ACT-16", "ACT-17", "ACT-18")
def test_notifications_go_to_users_to_teams_or_to_the_owner() -> None:
    kind = "send_internal_email_notification"
    assert actions("""
- send_internal_email_notification: {to: owner}
- send_internal_email_notification:
    to: {users: [ana@acme.example, "id:5"]}
    subject: " New: {{ticket.subject}}"
    body: |
      Please look.
- send_in_app_notification: {to: {teams: [Tier 1]}, subject: A, body: B}
""") == (
        Action(
            kind,
            Record(
                to=Record(owner=True),
                subject="Ticket: {{ticket.subject}}",
                body="{{ticket.content}}",
            ),
        ),
        Action(
            kind,
            Record(
                to=Record(users=(ANA, reference("user", "id:5"))),
                subject="New: {{ticket.subject}}",
                body="Please look.",
            ),
        ),
        Action(
            "send_in_app_notification",
            Record(to=Record(teams=(TIER_1,)), subject="A", body="B"),
        ),
    )


def test_set_is_one_action_for_each_property_in_their_order() -> None:
    assert actions("""
- set:
    status: Waiting on us
    priority: ""
    tries: {increase_by: 1}
    name_before: {copy: subject}
    looked_at: {now: true}
    urgent: true
- set: {pipeline: billing, status: Paid up}
""") == tuple(
        Action("set", Record(property=name, value=value))
        for name, value in (
            ("status", WAITING),
            ("priority", ""),
            ("tries", Record(increase_by=1)),
            ("name_before", Record(copy="subject")),
            ("looked_at", Record(now=True)),
            ("urgent", True),
            ("pipeline", BILLING),
            ("status", PAID),
        )
    )


def test_owners_and_tasks() -> None:
    assert actions("""
- assign_owner: ana@acme.example
- assign_owner: none
- rotate_owner: {users: [ana@acme.example, ben@acme.example], overwrite: true}
- rotate_owner: {teams: [Tier 1]}
- create_task: {title: Call}
- create_task: {title: Call, notes: Be kind., due: 3d, assign_to: owner, priority: HIGH}
- create_task: {title: Call, assign_to: ben@acme.example}
""") == (
        Action("assign_owner", Record(to=ANA)),
        Action("assign_owner", Record(to="")),
        Action("rotate_owner", Record(to=Record(users=(ANA, BEN)), overwrite=True)),
        Action("rotate_owner", Record(to=Record(teams=(TIER_1,)), overwrite=False)),
        Action("create_task", Record(title="Call", notes="")),
        Action(
            "create_task",
            Record(
                title="Call",
                notes="Be kind.",
                due=Record(amount=3, unit="days"),
                assign_to=Record(owner=True),
                priority="HIGH",
            ),
        ),
        Action("create_task", Record(title="Call", notes="", assign_to=BEN)),
    )


@pytest.mark.row("ACT-20")
def test_delays_last_for_a_time_or_until_a_moment() -> None:
    assert actions("""
- delay: 60 minutes
- delay: 1 hour
- delay: 3d
- delay: {until: {date: "2026-12-24", at: "09:00"}}
- delay: {until: {property: due_date}}
""") == tuple(
        Action("delay", settings)
        for settings in (
            Record(amount=60, unit="minutes"),
            Record(amount=1, unit="hours"),
            Record(amount=3, unit="days"),
            Record(until=Record(date="2026-12-24", at="09:00")),
            Record(until=Record(property="due_date")),
        )
    )


@pytest.mark.row("ACT-20")
def test_ways_part_by_conditions_and_by_values() -> None:
    wait = Action("delay", Record(amount=1, unit="days"))
    assert actions("""
- if:
    - {name: Urgent, when: {priority: URGENT}, then: [{delay: 1d}, {delay: 1d}]}
    - {when: {status: Closed}, then: []}
  else: {name: Others, then: [{delay: 1d}]}
- if: [{when: {owner: known}, then: []}]
  else: []
- switch:
    property: category
    cases: {BUG: [{delay: 1d}], Other thing: []}
    else: [{delay: 1d}]
- switch: {property: category, cases: {BUG: []}, else: {name: Rest, then: []}}
""") == (
        Action(
            "if",
            Record(),
            (
                Branch((wait, wait), "Urgent", normal_form((equals("priority", "URGENT"),))),
                Branch((), None, normal_form((equals("status", CLOSED),))),
            ),
            Branch((wait,), "Others"),
        ),
        Action("if", Record(), (Branch((), None, normal_form((leaf("owner", "known"),))),)),
        Action(
            "switch",
            Record(property="category"),
            (Branch((wait,), None, "BUG"), Branch((), None, "Other thing")),
            Branch((wait,)),
        ),
        Action(
            "switch",
            Record(property="category"),
            (Branch((), None, "BUG"),),
            Branch((), "Rest"),
        ),
    )


def test_webhooks_and_the_vendors_own_actions() -> None:
    assert actions(
        """
- webhook: {url: "https://x.example/t"}
- webhook: {url: "https://x.example/t", method: GET, auth: {key: K, in: query, secret: S}}
- webhook: {url: "https://x.example/t", auth: {signature: "12"}}
- raw:
    actionTypeId: 1-2825058
    fields: {to: {$status: billing/Paid up}, who: [{$user: ana@acme.example}, {$owner: id:4}]}
""".replace("billing/Paid up", "Closed")
    ) == (
        Action("webhook", Record(method="POST", url="https://x.example/t")),
        Action(
            "webhook",
            Record(
                {
                    "method": "GET",
                    "url": "https://x.example/t",
                    "auth": Record({"key": "K", "in": "query", "secret": "S"}),
                }
            ),
        ),
        Action(
            "webhook",
            Record(method="POST", url="https://x.example/t", auth=Record(signature="12")),
        ),
        Action(
            "raw",
            Record(
                json=Record(
                    actionTypeId="1-2825058",
                    fields=Record(to=CLOSED, who=(ANA, reference("owner", "id:4"))),
                )
            ),
        ),
    )


def test_every_word_of_raw_stands_for_a_reference() -> None:
    other = "automations: {other: {name: Other, when: manual, actions: [{delay: 5m}]}}"
    (found,) = workflow(
        """
when: manual
actions:
  - raw:
      ids: [{$status: billing/paid}, {$pipeline: Billing}, {$user: ana@acme.example},
        {$owner: ana@acme.example}, {$team: Tier 1}, {$email: CSAT}, {$workflow: Other}]
""",
        other,
    ).actions
    assert found.settings["json"] == Record(
        ids=(
            PAID,
            BILLING,
            ANA,
            reference("owner", "ana@acme.example"),
            TIER_1,
            reference("email", "CSAT"),
            reference("workflow", "automation.other"),
        )
    )


def test_workflows_are_named_by_key_by_name_as_a_status_or_as_the_account_does() -> None:
    others = """
automations:
  a-1: {name: First, when: manual, actions: [{delay: 5m}]}
"""
    found = workflow(
        """
when: manual
actions: [{enroll_in: a-1}, {enroll_in: First}, {enroll_in: Theirs}, {enroll_in: "id:5"}]
""",
        others,
    )
    assert [each.settings["workflow"] for each in found.actions] == [
        reference("workflow", name)
        for name in ("automation.a-1", "automation.a-1", "Theirs", "id:5")
    ]


@pytest.mark.row("CDATE-03", "SAUT-01", "SAUT-04", "SAUT-13", "SAUT-14")
def test_the_switches_of_a_pipeline() -> None:
    spec = spec_of(
        SUPPORT
        + """\
    automate:
      set_close_date: false
      update_status: {email_sent_to_customer: false, customer_replies: Paid up}
      realise: {set_close_date: manual}
"""
    )
    assert spec.pipelines["support"].automate is None
    assert spec.pipelines["billing"].automate == Automate(
        set_close_date=False, email_sent_to_customer=False, customer_replies="paid"
    )


def test_what_is_left_out_of_automate_is_not_managed() -> None:
    spec = spec_of(SUPPORT + "    automate: {update_status: {customer_replies: New}}\n")
    assert spec.pipelines["billing"].automate == Automate(customer_replies="new")
    compiled = compile_spec(spec, whole=True).resources
    assert [str(each) for each in compiled if each.kind is Kind.AUTOMATE] == [
        "automate.billing.customer_replies"
    ]


def test_removed_workflows() -> None:
    text = """
removed:
  - {automation: " old-rule ", id: {sandbox: "9"}}
  - {automation: Support Desk/Waiting on us}
  - {automation: gone/Status}
"""
    spec = spec_of(SUPPORT + text)
    somewhere = spec.removed[0].place
    assert spec.removed == (
        Removed("", None, "9", None, somewhere, automation="old-rule"),
        Removed("", None, None, None, somewhere, automation="support/waiting_on_us"),
        Removed("", None, None, None, somewhere, automation="gone/Status"),
    )
    first, *_ = compile_spec(spec, whole=True).removals
    assert first == Removal("", None, "9", None, somewhere.span, automation="old-rule")


def test_a_workflow_of_files_that_were_not_read_is_left_out_and_said_so() -> None:
    text = """
automations:
  here: {name: Here, when: manual, actions: [{delay: 5m}]}
  there:
    name: There
    when: {status_reaches: support/New}
    actions: [{set: {status: Clsed}}, {set: {status: billing/Paid}}]
"""
    spec, found = build(documents(text), SANDBOX, whole=False)
    assert (spec.complete, [str(each) for each in spec.automations]) == (True, ["automation.here"])
    assert as_text(found) == (
        'a.yaml:6:28-39 PC212 info: Workflow "There" is left out: its pipeline "support" is not '
        "in the files that were read.\n"
        "    hint: Name the project folder to have all files read.\n"
        "    address: automation.there"
    )


def test_the_example_of_hubspots_own_json_takes_less_than_25_lines() -> None:
    text = (Path(__file__).parent / "escalated.yaml").read_text("utf-8")
    assert len(text.splitlines()) < 25
    found = spec_of(SUPPORT, text).automations[Address(Kind.AUTOMATION, ("escalated",))]
    kind = "send_internal_email_notification"
    assert found == Automation(
        address=Address(Kind.AUTOMATION, ("escalated",)),
        name="Escalated",
        enabled=False,
        re_enroll=True,
        trigger=Record(on="status_reaches", pipeline=SUPPORT_DESK, statuses=(ESCALATED,)),
        only_if=None,
        actions=(
            Action("set", Record(property="priority", value="HIGH")),
            Action(
                kind,
                Record(
                    to=Record(users=(ANA,)),
                    subject="Escalated: {{ticket.subject}}",
                    body="<p>Ticket escalated.</p>",
                ),
            ),
            Action("delay", Record(amount=60, unit="minutes")),
            Action(
                "if",
                Record(),
                (
                    Branch(
                        (
                            Action(
                                kind,
                                Record(
                                    to=Record(teams=(TIER_1,)),
                                    subject="Still escalated after 60 min",
                                    body="<p>{{ticket.subject}}</p>",
                                ),
                            ),
                        ),
                        "Still escalated",
                        normal_form((equals("status", ESCALATED),)),
                    ),
                ),
                Branch((Action("set", Record(property="priority", value="MEDIUM")),), "Moved on"),
            ),
        ),
        place=found.place,
    )


def test_the_examples_of_the_page_about_automations_are_right() -> None:
    page = (Path(__file__).parents[2] / "docs" / "automations.md").read_text("utf-8")
    *parts, removed = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    spec = spec_of("".join(parts))
    assert [str(each) for each in spec.automations] == [
        "automation.support.new",
        "automation.support.waiting_on_us",
        "automation.support.closed",
        "automation.escalate-stale",
    ]
    *_, switch, raw = spec.automations[Address(Kind.AUTOMATION, ("escalate-stale",))].actions
    assert (switch.kind, raw.kind) == ("switch", "raw")
    assert [each.automation for each in spec_of(removed).removed] == [
        "escalate-stale",
        "support/New",
    ]


def test_resources_have_all_fields_and_the_places_of_each() -> None:
    text = """\
automations:
  w:
    name: W
    id: "7"
    when: manual
    actions:
      - delay: 1d
      - if: [{when: {owner: known}, then: [{delay: 2d}]}]
        else:
          - delay: 3d
"""
    spec = spec_of(SUPPORT, text)
    address = Address(Kind.AUTOMATION, ("w",))
    found = compile_spec(spec, whole=True).resources[address]
    assert (found.how, found.id) == (How.ID, "7")
    assert found.fields.keys() == {"name", "enabled", "re_enroll", "trigger", "only_if", "actions"}
    assert found.span is not None
    assert at(found.span) == (2, 3)
    assert {name: at(span) for name, span in found.field_spans.items()} == {
        "name": (3, 11),
        "enabled": (3, 5),
        "re_enroll": (3, 5),
        "trigger": (5, 11),
        "only_if": (3, 5),
        "actions": (7, 7),
        "actions.0": (7, 9),
        "actions.1": (8, 9),
        "actions.1.0.0": (8, 45),
        "actions.1.1.0": (10, 13),
    }
    assert len(found.field_spans) == len(list(found.field_spans))
    ways = [".".join(map(str, way)) for way, _ in walk(spec.automations[address].actions)]
    assert ways == ["0", "1", "1.0.0", "1.1.0"]


def test_the_places_of_the_actions_of_a_status() -> None:
    short = "    when_status_reaches:\n      New:\n        - delay: 1d\n"
    long = "    when_status_reaches:\n      New: {include_chat: true, actions: [{delay: 1d}]}\n"
    assert places(SUPPORT + short) == {
        "name": (11, 7),
        "enabled": (12, 9),
        "re_enroll": (12, 9),
        "trigger": (11, 7),
        "only_if": (12, 9),
        "actions": (12, 9),
        "actions.0": (12, 11),
    }
    assert places(SUPPORT + long) == {
        "name": (11, 7),
        "enabled": (11, 12),
        "re_enroll": (11, 12),
        "trigger": (11, 7),
        "only_if": (11, 27),
        "actions": (11, 42),
        "actions.0": (11, 44),
    }


def test_the_resources_of_switches() -> None:
    text = "    automate: {set_close_date: true, update_status: {customer_replies: Paid up}}\n"
    spec = spec_of(SUPPORT + text)
    compiled = compile_spec(spec, whole=True).resources
    place = Place(spec.pipelines["billing"].place.document, ("pipelines", "billing", "automate"))
    close_date = Address(Kind.AUTOMATE, ("billing", "set_close_date"))
    replies = Address(Kind.AUTOMATE, ("billing", "customer_replies"))
    at_replies = place.at("update_status", "customer_replies")
    assert [each for each in compiled.values() if each.address.kind is Kind.AUTOMATE] == [
        Resource(
            close_date,
            {"value": True},
            span=place.at("set_close_date").key_span,
            field_spans={"value": place.at("set_close_date").span},
        ),
        Resource(
            replies,
            {"value": PAID},
            span=at_replies.key_span,
            field_spans={"value": at_replies.span},
        ),
    ]


def places(text: str) -> dict[str, tuple[int, int]]:
    """The places of the fields of the only automation."""
    compiled = compile_spec(spec_of(text), whole=True).resources
    (found,) = (each for each in compiled.values() if each.address.kind is Kind.AUTOMATION)
    return {name: at(span) for name, span in found.field_spans.items()}


def at(span: Span) -> tuple[int, int]:
    return span.line, span.column


def test_custom_code_comes_from_a_file_beside_the_one_that_names_it(tmp_path: Path) -> None:
    folder = tmp_path / "pipelines" / "code"
    folder.mkdir(parents=True)
    (folder / "score.js").write_bytes(b"\xef\xbb\xbfexports.main = 1;\r\n// end\r\n")
    (tmp_path / "pipelines" / "a.yaml").write_text(
        """
automations:
  w:
    name: W
    when: manual
    actions:
      - custom_code: {file: code/score.js, runtime: NODE20X}
      - custom_code:
          file: ../pipelines/code/score.js
          runtime: NODE20X
          secrets: [SCORE_KEY]
          inputs: {text: content}
          outputs: {score: NUMBER}
""",
        "utf-8",
    )
    loaded = load(tmp_path, Path("pipelines"))
    spec, found = build(loaded.documents, SANDBOX)
    assert [*loaded.diagnostics, *found] == []
    source = "exports.main = 1;\n// end\n"
    assert spec.automations[Address(Kind.AUTOMATION, ("w",))].actions == (
        Action(
            "custom_code",
            Record(runtime="NODE20X", source=source, file="code/score.js", secrets=()),
        ),
        Action(
            "custom_code",
            Record(
                runtime="NODE20X",
                source=source,
                file="../pipelines/code/score.js",
                secrets=("SCORE_KEY",),
                inputs=Record(text="content"),
                outputs=Record(score="NUMBER"),
            ),
        ),
    )
