"""Which tickets an automation takes: told from its trigger and conditions, never too narrowly."""

from __future__ import annotations

import pytest

from pipelinectl.channels import CHAT, CUSTOM, EMAIL, FORM, MESSENGER
from pipelinectl.checks.takers import Taken, taken
from tests.language.reading import spec_of

FILES = """
pipelines:
  support:
    name: Support
    statuses: [New, {name: Closed, state: closed}]
    when_status_reaches:
      New: [{send_email: Ticket received}]
      Closed: {include_chat: true, actions: [{send_email: Ticket closed}]}
  billing: {name: Billing, statuses: [Open, {name: Paid, state: closed}]}
channels:
  mail: {type: email, address: support@acme.example}
  web: {type: chat, chatflows: []}
automations:
  it:
    name: It
    when: WHEN
    only_if: ONLY
    actions: [{set: {priority: HIGH}}]
"""


def of(when: str, only_if: str | None = None) -> Taken:
    text = FILES.replace("WHEN", when)
    lines = text.replace("ONLY", only_if) if only_if else text.replace("    only_if: ONLY\n", "")
    return taken(list(spec_of(lines).automations.values())[-1])


def some(*names: str) -> frozenset[str]:
    return frozenset(names)


@pytest.mark.parametrize(
    ("when", "only_if", "expected"),
    [
        ("ticket_created", None, Taken()),
        ("manual", None, Taken()),
        ("{property_changes: priority}", None, Taken()),
        ("{ticket_created: {source: [email, form]}}", None, Taken(sources=some("email", "form"))),
        ("{status_reaches: support/New}", None, Taken(pipelines=some("support"))),
        ("{property_changes: {channel: [mail]}}", None, Taken(channels=some("mail"))),
        ("{ticket_matches: {pipeline: billing}}", None, Taken(pipelines=some("billing"))),
        (
            "{ticket_matches: {any: [{status: support/New}, {status: billing/Open}]}}",
            None,
            Taken(pipelines=some("support", "billing")),
        ),
        ("{ticket_matches: {any: [{channel: mail}, {priority: HIGH}]}}", None, Taken()),
        ("{ticket_matches: {not: {channel: mail}}}", None, Taken()),
        (
            "ticket_created",
            "{source: {is_not: chat}}",
            Taken(sources=some("email", "form", "phone")),
        ),
        (
            "{status_reaches: support/New}",
            "{channel: [mail, web], source: chat}",
            Taken(some("mail", "web"), some("chat"), some("support")),
        ),
        (
            "{ticket_created: {source: [email, chat]}}",
            "{source: {is_not: chat}}",
            Taken(sources=some("email")),
        ),
    ],
)
def test_a_workflow_takes_what_trigger_and_condition_let_through(
    when: str, only_if: str | None, expected: Taken
) -> None:
    assert of(when, only_if) == expected


def test_the_actions_of_a_status_leave_chats_out_unless_they_say_otherwise() -> None:
    automations = list(
        spec_of(
            FILES.replace("WHEN", "manual").replace("    only_if: ONLY\n", "")
        ).automations.values()
    )
    without, with_chats, _ = map(taken, automations)
    assert not without.may_be_of(CHAT)
    assert not without.may_be_of(MESSENGER)
    assert without.may_be_of(EMAIL)
    assert with_chats == Taken(pipelines=some("support"))
    assert with_chats.may_be_of(MESSENGER)


def test_a_type_whose_source_nobody_knows_may_be_among_any() -> None:
    only_forms = Taken(sources=some("form"))
    assert only_forms.may_be_of(FORM)
    assert only_forms.may_be_of(CUSTOM)
    assert not only_forms.may_be_of(EMAIL)
