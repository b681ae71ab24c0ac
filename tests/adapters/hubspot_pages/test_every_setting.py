"""Every setting that a person makes true has an instruction, and none says what it should not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pipelinectl.adapters.hubspot.capabilities import CAPABILITIES
from pipelinectl.adapters.hubspot.pages.where import setting_of
from pipelinectl.capabilities import Capability, find
from pipelinectl.channels import HELP_DESK, IDENTIFIERS, OF_THE_CONNECTION, TYPES
from pipelinectl.checks.tiers import GATES
from pipelinectl.model import Kind, Realisation
from tests.adapters.hubspot_pages.example import (
    CHANNELS,
    changes_of_channels,
    connection,
    of_channels,
    of_the_rest,
    told,
)

if TYPE_CHECKING:
    from pipelinectl.ports import Task

TASKS = (*of_channels(), *changes_of_channels(), *of_the_rest())
STARTS = (
    "Settings ▸ ",
    "Automation ▸ ",
    "HubSpot Marketplace ▸ ",
    "Delete it where it is",
    "In the mail program of ",
)
BY_HAND = [each for each in CAPABILITIES if each.way(Realisation.MANUAL)]


def name_of(task: Task) -> str:
    return "-".join((str(task.address), *task.paths, *(["gone"] if task.gone else [])))


def channel_type(task: Task) -> str:
    return str(CHANNELS[task.address.keys[0]]["type"]) if task.address.kind is Kind.CHANNEL else ""


def is_shown(row: Capability, channel: str) -> bool:
    """Whether the example has a task for this row, for a channel of this type."""
    return any(
        task.address.kind is row.kind
        and channel_type(task) in {channel, ""}
        and row.setting in {setting_of(task.address), *task.paths}
        for task in TASKS
    )


def test_every_manual_way_has_an_instruction_for_every_type() -> None:
    missing = [
        f"{row.kind}.{row.setting} {channel}".strip()
        for row in BY_HAND
        for channel in (row.types or (TYPES if row.kind is Kind.CHANNEL else ("",)))
        if row.setting not in OF_THE_CONNECTION and not is_shown(row, channel)
    ]
    assert missing == []


@pytest.mark.row("CH-GEN-01", "CH-GEN-05", "MIG-01")
@pytest.mark.parametrize("channel", TYPES)
@pytest.mark.parametrize("path", ["enabled", "connected_to", "authorized"])
def test_a_channel_of_each_type_is_switched_moved_and_connected_again(
    channel: str, path: str
) -> None:
    key = next(key for key, each in CHANNELS.items() if each["type"] == channel)
    found = told(connection(key, path, connected_to=HELP_DESK, enabled=True))
    assert found.expected
    named = CHANNELS[key].get(IDENTIFIERS[channel], key)
    assert str(named) in found.path


@pytest.mark.row("CH-MSGR-01", "CH-FORM-02")
@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("facebook", "assignment as in the step below"),
        ("facebook_news", "leave automatic assignment off"),
        ("contact_form", "assignment as in the step below"),
        ("order_form", "leave automatic assignment off"),
    ],
)
def test_connecting_says_whom_to_assign_to(key: str, said: str) -> None:
    """A person chooses only where the routing is a step; a workflow's assignment comes alone."""
    assert f" ▸ {said} ▸ " in told(connection(key)).path


@pytest.mark.parametrize("task", TASKS, ids=name_of)
def test_a_person_reads_names_and_whole_sentences(task: Task) -> None:
    found = told(task)
    said = f"{found.page} {found.path} {found.expected}"
    assert "None" not in said.replace(": None", "")  # the choice of HubSpot's own menu
    assert "Record" not in said
    assert "{" not in said.replace("{{", "").replace("{sender", "")
    assert re.findall(r"\b(?:support_email|web_chat|waiting_on_contact|id:)\w*", said) == []
    assert found.page
    assert found.path.startswith(STARTS)
    assert found.expected.endswith(".")
    assert found.who


@pytest.mark.row("NAV-02", "NAV-03", "NAV-04", "CH-GEN-04", "CH-EMAIL-17", "CH-EMAIL-18")
def test_what_is_done_on_one_page_stands_under_one_name() -> None:
    pages: dict[str, list[str]] = {}
    for task in of_channels():
        pages.setdefault(told(task).page, []).append(str(task.address))
    tabs = "Help Desk channels: support@acme.example, tab"
    assert pages[f"{tabs} Automation"] == [
        "channel.support_email.create_tickets",
        "channel.support_email.ticket_properties",
        "channel.support_email.routing",
    ]
    assert pages[f"{tabs} Configuration"] == [
        "channel.support_email.from",
        "channel.support_email.signature",
        "channel.support_email.forwarded_emails_from",
    ]


def test_the_link_leads_as_near_to_the_page_as_an_address_is_known() -> None:
    links = {task.address.kind: told(task).link for task in TASKS}
    settings = "https://app.hubspot.com/settings/1111111"
    assert links == {
        **dict.fromkeys((Kind.ACCESS, Kind.AUTOMATE), f"{settings}/objects/0-5/pipelines"),
        **dict.fromkeys((Kind.TEAM, Kind.USER), f"{settings}/users"),
        **dict.fromkeys((Kind.SKILLS, Kind.CHANNEL, Kind.SLA, Kind.SPAM), settings),
        Kind.AUTOMATION: None,
    }


@pytest.mark.row("PERM-01", "PERM-03", "ROUTE-03", "PERM-04")
def test_who_may_do_it_depends_on_the_setting() -> None:
    def who(*keys: str) -> str:
        return next(told(each).who for each in TASKS if each.address.keys == keys)

    assert who("support", "set_close_date").startswith("Super Admin, Account Access")
    assert who("facebook") == "Account Access, and admin of the Facebook page"
    assert who("support_email", "routing").endswith("a user with a Service Hub seat")
    assert told(connection("contact_form", "connected_to")).who == "Super Admin"


def test_the_table_has_one_row_for_each_setting_and_type() -> None:
    rows = [
        (row.kind, row.setting, channel) for row in CAPABILITIES for channel in (row.types or TYPES)
    ]
    assert len(rows) == len(set(rows))
    assert {row.kind for row in CAPABILITIES} == set(Kind)


def test_every_row_says_where_who_and_by_whose_word() -> None:
    for row in CAPABILITIES:
        assert row.what, row
        assert row.page, row
        assert row.who, row
        assert row.rows, row
        assert all(each.source for each in row.ways), row


def test_what_a_way_needs_is_a_feature_that_a_subscription_has() -> None:
    features = {each.feature for each in GATES}
    assert {way.needs for row in CAPABILITIES for way in row.ways} - {""} <= features


@pytest.mark.row("B-CUST-01", "B-FORM-01")
def test_forms_and_ones_own_app_are_the_only_channels_that_an_api_writes_to() -> None:
    by_api = [
        (row.setting, row.types, way.chosen)
        for row in CAPABILITIES
        for way in row.ways
        if row.kind is Kind.CHANNEL and way.realisation is Realisation.API
    ]
    assert by_api == [("", ("custom",), False), ("ticket_properties", ("form",), True)]


def test_tickets_of_a_form_get_their_values_by_the_form_those_of_others_by_a_workflow() -> None:
    best = {
        channel: row.ways[0].realisation
        for channel in TYPES
        if (row := find(CAPABILITIES, Kind.CHANNEL, "ticket_properties", channel))
    }
    assert best.pop("form") is Realisation.API
    assert set(best.values()) == {Realisation.WORKFLOW}
