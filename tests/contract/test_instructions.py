"""How a person sets up by hand what no API writes: where to click, and what shows in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelinectl.automation.references import STATUS, reference
from pipelinectl.model import Address, Kind, Record
from pipelinectl.ports import Task
from tests.contract.rigs import ACCOUNT
from tests.contract.test_objections import condition, leaf, mail
from tests.contract.workflows import HIGH, TELL_TIER_1, fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.model import Value
    from pipelinectl.ports import Instruction
    from tests.contract.rigs import Rig

TAB = (
    "Settings ▸ Objects ▸ Tickets ▸ Pipelines ▸ Select a pipeline ▸ "
    '"Support Pipeline" ▸ Automate ▸ '
)
ON_NEW = (
    "Create workflows from scratch ▸ Trigger actions when a ticket reaches a certain status ▸ "
    '+ at "New" ▸ '
)


EMAIL: Mapping[str, Value] = {
    "type": "email",
    "address": "support@acme.example",
    "mailbox": "other",
}


class Called:
    """How people call what the keys stand for."""

    def pipeline(self, key: str) -> str:
        return {"support": "Support Pipeline"}[key]

    def status(self, pipeline: str, key: str) -> str:
        return {("support", "new"): "New", ("support", "waiting"): "Waiting on us"}[pipeline, key]

    def channel(self, key: str) -> Mapping[str, Value]:
        return {"support-email": EMAIL}[key]


def told(rig: Rig, address: Address, wanted: Mapping[str, Value], *paths: str) -> Instruction:
    desk = rig.desk()
    desk.account()
    return desk.instruction(Task(address, wanted, paths), Called())


def templated(setting: str) -> Address:
    return Address(Kind.AUTOMATE, ("support", setting))


WAITING = reference(STATUS, "support/waiting")


@pytest.mark.row("CDATE-03", "SAUT-01", "SAUT-04", "SAUT-13", "SAUT-14")
@pytest.mark.parametrize(
    ("setting", "value", "clicks", "expected"),
    [
        (
            "set_close_date",
            True,
            (
                "Templated automations ▸ Set the close date to today when ticket moved to a closed "
                "status ▸ switch"
            ),
            "The switch is on.",
        ),
        (
            "set_close_date",
            False,
            (
                "Templated automations ▸ Set the close date to today when ticket moved to a closed "
                "status ▸ switch"
            ),
            "The switch is off.",
        ),
        (
            "email_sent_to_customer",
            WAITING,
            (
                "Templated automations ▸ Update ticket status ▸ tick "
                '"An email is sent to a customer" '
                "▸ hover over it ▸ Edit action ▸ Select status ▸ Save"
            ),
            '"An email is sent to a customer" is ticked and sets the status "Waiting on us".',
        ),
        (
            "customer_replies",
            WAITING,
            (
                "Templated automations ▸ Update ticket status ▸ tick "
                '"A customer replies to an email" '
                "▸ hover over it ▸ Edit action ▸ Select status ▸ Save"
            ),
            '"A customer replies to an email" is ticked and sets the status "Waiting on us".',
        ),
        (
            "customer_replies",
            False,
            (
                "Templated automations ▸ Update ticket status ▸ untick "
                '"A customer replies to an email"'
            ),
            '"A customer replies to an email" is not ticked.',
        ),
    ],
)
def test_a_fixed_switch(rig: Rig, setting: str, value: Value, clicks: str, expected: str) -> None:
    found = told(rig, templated(setting), {"value": value})
    assert found.page == "Pipelines of tickets, tab Automate"
    assert found.path == TAB + clicks
    assert found.expected == expected


@pytest.mark.row("ACT-01", "ACT-10", "ACT-16", "ACT-18")
def test_the_actions_of_a_status(rig: Rig) -> None:
    received = mail("Ticket received", custom=False)
    wanted = fields(received, TELL_TIER_1)
    found = told(rig, Address(Kind.AUTOMATION, ("support", "new")), wanted)
    assert found.path == (
        f'{TAB}{ON_NEW}Send email ▸ Automations ▸ "Ticket received" ▸ Save ("Edit" beside it '
        "changes the text that all pipelines send) ▸ Send internal email notification ▸ "
        "recipients, subject and text ▸ Save ▸ switch the workflow on"
    )
    assert found.expected == (
        'At "New": 1. send email "Ticket received"; 2. send internal email notification to '
        'teams "Tier 1", subject "Escalated: {{ticket.subject}}", text "Please look.". '
        "The workflow is on."
    )


def test_actions_beyond_the_page_are_added_in_the_workflow_tool(rig: Rig) -> None:
    branch = Record(name="VIP", when=condition(leaf("tier", "known")), actions=(mail("CSAT"), HIGH))
    wanted = fields(
        HIGH,
        Record({"do": "if", "branches": (branch,)}),
        enabled=False,
        re_enroll=True,
    )
    found = told(rig, Address(Kind.AUTOMATION, ("support", "new")), wanted)
    assert found.path == (
        f"{TAB}{ON_NEW}Open in workflows ▸ add the action there ▸ Send email ▸ Automations ▸ "
        '"CSAT" ▸ Save ▸ switch the workflow off'
    )
    assert found.expected == (
        'At "New": 1. set property "priority", value "HIGH"; 2. if; 2.1.1. send email '
        '"CSAT"; 2.1.2. set property "priority", value "HIGH". The workflow is off. '
        "Re-enrollment is on."
    )


def test_a_workflow_of_its_own_is_built_in_the_workflow_tool(rig: Rig) -> None:
    found = told(rig, Address(Kind.AUTOMATION, ("escalate",)), fields(HIGH))
    assert (found.page, found.link) == ("Workflows", None)
    assert found.path.startswith("Automation ▸ Workflows ▸ ")
    assert found.expected == '1. set property "priority", value "HIGH". The workflow is on.'


@pytest.mark.row("CH-GEN-03", "CH-GEN-04", "CH-EMAIL-03")
def test_a_channel_is_connected_and_set_up(rig: Rig) -> None:
    wanted: Mapping[str, Value] = {
        "type": "email",
        "authorized": True,
        "address": "support@acme.example",
    }
    connected = told(rig, Address(Kind.CHANNEL, ("support-email",)), wanted)
    assert "Connect a new channel ▸ Team email ▸ Other mail account" in connected.path
    assert 'forward "support@acme.example" to it' in connected.path
    assert "support@acme.example" in connected.expected
    set_up = told(rig, Address(Kind.CHANNEL, ("support-email", "signature")), {"value": "Acme"})
    assert set_up.page == "Help Desk channels: support@acme.example, tab Configuration"
    assert set_up.expected == 'The team signature is "Acme".'
    assert set_up.who


@pytest.mark.row("CH-GEN-05")
def test_of_a_channel_that_is_there_only_what_differs_is_told(rig: Rig) -> None:
    wanted: Mapping[str, Value] = {"type": "email", "authorized": True, "enabled": False}
    found = told(rig, Address(Kind.CHANNEL, ("support-email",)), wanted, "enabled")
    assert "Connect" not in found.path
    assert found.path.endswith('turn the switch of "support@acme.example" off')


@pytest.mark.parametrize(
    "address",
    [
        templated("set_close_date"),
        Address(Kind.CHANNEL, ("support-email", "signature")),
        Address(Kind.USER, ("ana@acme.example", "time_zone")),
        Address(Kind.SLA, ("enabled",)),
    ],
    ids=str,
)
def test_the_link_leads_into_the_settings_of_the_account(rig: Rig, address: Address) -> None:
    link = told(rig, address, {"value": True}).link
    assert link is not None
    assert link.startswith("https://")
    assert ACCOUNT in link
