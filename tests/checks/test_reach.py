"""Automations and the channels behind them: waits along branches, pipelines, names of channels."""

from __future__ import annotations

import pytest

from pipelinectl.checks.connected import listed
from pipelinectl.diagnostics import Severity
from tests.language.reading import findings

FILES = """
pipelines:
  support: {name: Support, default: true, statuses: [New, {name: Closed, state: closed}]}
  billing: {name: Billing, statuses: [Open, {name: Paid, state: closed}]}
channels:
  facebook:
    type: facebook_messenger
    page: Acme Support
    greeting: Hi!
    ticket_properties: {pipeline: support, status: New}
  mail: {type: email, address: support@acme.example, ticket_properties: {pipeline: billing}}
automations:
  it:
    name: It
    when: WHEN
    actions: [ACTIONS]
"""
MAIL = "{send_email: {custom: Hello}}"
NEW = "{status_reaches: support/New}"


def messages(code: str, text: str) -> list[str]:
    found = findings(text)
    assert [each for each in found if each.severity is Severity.ERROR] == []
    return [each.message for each in found if each.code == code]


def late(actions: str, when: str = NEW) -> list[str]:
    """How long the mails take that come too late."""
    found = messages("PC377", FILES.replace("WHEN", when).replace("ACTIONS", actions))
    return [each.rpartition(" comes after ")[2] for each in found]


@pytest.mark.row("CH-MSGR-11")
@pytest.mark.parametrize(
    ("actions", "waited"),
    [
        (f"{{delay: 24 hours}}, {MAIL}", []),
        (f"{{delay: 1441 minutes}}, {MAIL}", ["1441 minutes."]),
        (f"{{delay: 25 hours}}, {MAIL}, {{delay: 3 days}}, {MAIL}", ["25 hours."]),
        (f"{{delay: 12 hours}}, {{delay: 36 hours}}, {MAIL}", ["2 days."]),
        (f"{MAIL}, {{delay: 3 days}}, {{set: {{priority: LOW}}}}", []),
        (f"{{if: [{{when: {{priority: LOW}}, then: [{{delay: 2 days}}]}}]}}, {MAIL}", ["2 days."]),
        (
            f"{{if: [{{when: {{priority: LOW}}, then: [{{delay: 2 days}}]}}], else: [{MAIL}]}}",
            [],
        ),
        (f"{{delay: {{until: {{property: due_date}}}}}}, {MAIL}", []),
    ],
)
def test_waits_are_summed_up_along_each_way(actions: str, waited: list[str]) -> None:
    assert late(actions) == waited


@pytest.mark.parametrize(
    ("when", "is_late"),
    [
        (NEW, True),
        ("{status_reaches: billing/Open}", False),
        ("ticket_created", True),
        ("{ticket_created: {source: [email]}}", False),
        ("{ticket_created: {source: [chat, email]}}", True),
        ("{property_changes: {channel: [facebook]}}", True),
        ("{property_changes: {channel: [mail]}}", False),
    ],
)
def test_only_what_tickets_from_messenger_can_be_in_is_meant(when: str, *, is_late: bool) -> None:
    assert bool(late(f"{{delay: 2 days}}, {MAIL}", when)) is is_late


def test_of_many_things_only_some_are_named() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(list("abcdefg")) == "a, b, c, d and 3 more"
