"""Every action of the language, and what it comes to."""

from __future__ import annotations

import pytest

from pipelinectl.automation.model import Action, Branch
from pipelinectl.automation.references import reference
from pipelinectl.model import Record
from tests.language.workflows import (
    ANA,
    BEN,
    BILLING,
    CLOSED,
    PAID,
    TIER_1,
    WAITING,
    actions,
    equals,
    leaf,
    normal_form,
    workflow,
)


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


@pytest.mark.row("B-AUTO-03")
def test_owners_and_tasks() -> None:
    assert actions("""
- assign_owner: ana@acme.example
- assign_owner: none
- assign_owner: contact_owner
- rotate_owner: {users: [ana@acme.example, ben@acme.example], overwrite: true}
- rotate_owner: {teams: [Tier 1]}
- create_task: {title: Call}
- create_task: {title: Call, notes: Be kind., due: 3d, assign_to: owner, priority: HIGH}
- create_task: {title: Call, assign_to: ben@acme.example}
""") == (
        Action("assign_owner", Record(to=ANA)),
        Action("assign_owner", Record(to="")),
        Action("assign_owner", Record(to=Record(contact_owner=True))),
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
