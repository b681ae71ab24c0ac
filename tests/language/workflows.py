"""Configurations with automations, read into specs, and the values that are expected of them."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING, Any

from pipelinectl.automation.references import reference
from pipelinectl.model import Address, Kind, Record
from tests.language.reading import SANDBOX, spec_of

if TYPE_CHECKING:
    from pipelinectl.automation.model import Action
    from pipelinectl.language import EnvironmentView
    from pipelinectl.language.spec import Automation


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
