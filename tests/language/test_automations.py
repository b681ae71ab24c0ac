"""Workflows, actions of statuses and switches: what the files say and what they come to."""

from __future__ import annotations

import pytest

from pipelinectl.automation.model import Action
from pipelinectl.automation.references import reference
from pipelinectl.compile import compile_spec
from pipelinectl.language import build
from pipelinectl.language.spec import Automate, Automation, Removed
from pipelinectl.model import Address, Kind, Record, Removal
from tests.language.reading import SANDBOX, as_text, documents, spec_of
from tests.language.workflows import (
    ANA,
    BILLING,
    CLOSED,
    NEW,
    NOT_CHAT,
    PAID,
    SUPPORT,
    SUPPORT_DESK,
    WAITING,
    equals,
    leaf,
    normal_form,
    workflow,
)


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
            '{property_changes: {channel: "id:8841"}}',
            Record(
                on="property_changes", property="channel", to=(reference("channel", "id:8841"),)
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
        ("{channel: unknown}", normal_form((leaf("channel", "unknown"),))),
        (
            '{channel: {is_not: ["id:9", "id:8"]}}',
            normal_form(
                (
                    leaf(
                        "channel",
                        "is_not",
                        values=(reference("channel", "id:8"), reference("channel", "id:9")),
                    ),
                )
            ),
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


@pytest.mark.row("CDATE-03", "SAUT-01", "SAUT-04", "SAUT-13", "SAUT-14", "PIPE-01")
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
