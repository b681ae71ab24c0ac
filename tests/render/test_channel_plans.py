"""What a plan and drift say of channels, beside the whole outputs in `golden`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelinectl.model import Realisation, Value
from pipelinectl.plan.document import to_text
from pipelinectl.plan.model import Action, Block, Change, DriftRow, Plan, Reason, StepState
from pipelinectl.plan.saved import read_plan
from pipelinectl.render import drift, plan_markdown, plan_text
from pipelinectl.render.keeping import deleted, live
from pipelinectl.render.manual import HEADING
from pipelinectl.render.plan_summary import summary
from pipelinectl.render.waiting import waiting
from tests.render.channel_steps import HTML, STEPS, step
from tests.render.channels import BY_WORKFLOW, CHANNELS, change, connected, workflow
from tests.render.test_reports import NO_DRIFT
from tests.render.usual import address, at, plan

HELD = BY_WORKFLOW[0]
CONNECTION = connected("support-email", "email")


def step_titles(found: Plan) -> list[str]:
    """The addresses of the runbook, in its order."""
    runbook = plan_text.text(found).partition(HEADING)[2]
    return [line.split()[3].rstrip(":") for line in runbook.splitlines() if "[ ]" in line]


def moved(where: str, base: dict[str, Value], now: dict[str, Value] | None) -> str:
    """The first line of drift at one address."""
    paths = () if now is None else tuple(now)
    row = DriftRow(address(where), paths, base, now or {}, missing=now is None)
    return drift.text(replace(NO_DRIFT, rows=(row,))).splitlines()[0]


@pytest.mark.row("CH-GEN-01", "CH-GEN-03")
def test_all_types_of_channels_are_steps_and_each_is_taken_once() -> None:
    opened = [each.address for each in STEPS if each.state is StepState.OPEN]
    assert step_titles(CHANNELS) == opened
    changes = plan_text.text(CHANNELS).partition(HEADING)[0]
    assert not any(f"create {each}" in changes for each in opened)


def test_a_saved_plan_of_channels_is_shown_as_it_was() -> None:
    text = to_text(CHANNELS)
    assert "Record(" not in text
    found = read_plan(text.encode(), "plan.json")
    assert isinstance(found, Plan)
    assert plan_text.text(found) == plan_text.text(CHANNELS)


@pytest.mark.row("CH-GEN-05", "B-API-01", "MIG-01")
@pytest.mark.parametrize(
    ("where", "base", "now", "line"),
    [
        ("channel.a", {"type": "email"}, None, "~ channel.a: is not there any more"),
        ("form.a", {"name": "A"}, None, '~ form.a "A": it is gone from the account'),
        ("channel.a", {"enabled": True}, {"enabled": False}, "~ channel.a: is switched off"),
        ("channel.a", {"enabled": False}, {"enabled": True}, "~ channel.a: is switched on"),
        (
            "channel.a",
            {"connected_to": "help_desk"},
            {"connected_to": "Billing"},
            '~ channel.a: moved to the inbox "Billing"',
        ),
        (
            "channel.a",
            {"connected_to": "Billing"},
            {"connected_to": "help_desk"},
            "~ channel.a: moved to the help desk",
        ),
        (
            "channel.a",
            {"connected_to": "Billing"},
            {"connected_to": None},
            "~ channel.a: is connected to nothing",
        ),
        (
            "channel.a",
            {"authorized": True},
            {"authorized": False},
            "~ channel.a: is not authorized any more",
        ),
        (
            "channel.a",
            {"authorized": False},
            {"authorized": True},
            "~ channel.a: is authorized again",
        ),
        ("channel.a.signature", {"value": "x"}, {"value": "y"}, "~ channel.a.signature"),
    ],
)
def test_drift_of_a_channel_is_told_in_plain_words(
    where: str, base: dict[str, Value], now: dict[str, Value] | None, line: str
) -> None:
    assert moved(where, base, now) == line


def test_steps_that_cannot_be_verified_do_not_count() -> None:
    signed = step("sla.goals", "", "", state=StepState.ACKNOWLEDGED)
    found = replace(NO_DRIFT, unverifiable=(signed,))
    assert found.exit == 0
    assert drift.text(found) == (
        "Cannot be verified: no API shows it; not counted\n  sla.goals: acknowledged\n\nNo drift."
    )


def test_what_waits_for_a_channel_is_neither_an_error_nor_blocked() -> None:
    found = plan((CONNECTION, HELD))
    assert (summary(found).blocked, summary(found).waiting) == (0, 1)
    text = plan_text.text(found)
    assert "      waits for channel.support-email\n" in text
    assert "blocked" not in text
    marked = plan_markdown.render(found)
    assert "waits for `channel.support-email`" in marked
    assert "locked" not in marked


def test_what_needs_a_channel_that_is_blocked_is_blocked() -> None:
    refused = replace(CONNECTION, blocked_by=(Block.REFUSED,))
    found = plan((refused, HELD))
    assert waiting(found.changes) == {}
    assert "blocked: dependency. Another change must come first." in plan_text.text(found)
    assert summary(found).blocked == 2


def test_what_waits_for_something_that_waits_names_that() -> None:
    later = replace(HELD, address=address("automation.survey"), depends_on=(HELD.address,))
    assert waiting((CONNECTION, HELD, later)) == {
        HELD.address: CONNECTION.address,
        later.address: HELD.address,
    }


@pytest.mark.row("B-MIG-01")
def test_a_blocked_move_is_no_step_until_it_is_permitted() -> None:
    move = change(
        "channel.support-email",
        Action.UPDATE,
        {"connected_to": "Billing"},
        {"connected_to": "help_desk"},
        Realisation.MANUAL,
    )
    steps = (STEPS[0],)
    permitted = plan((move,), manual_steps=steps)
    assert step_titles(permitted) == ["channel.support-email"]
    assert "move it to the help desk: irreversible, it cannot be moved back" in (
        plan_text.text(permitted)
    )
    held = plan((replace(move, blocked_by=(Block.IRREVERSIBLE,)),), manual_steps=steps)
    assert step_titles(held) == []
    assert "blocked: irreversible. It cannot be undone." in plan_text.text(held)
    assert (summary(held).blocked, summary(held).manual) == (1, 0)


def test_what_moved_and_a_person_puts_back_is_shown_beside_the_step() -> None:
    found = plan(
        (
            change(
                "channel.a",
                Action.UPDATE,
                {"enabled": False},
                {"enabled": True},
                Realisation.MANUAL,
            ),
        ),
        drift=(
            DriftRow(address("channel.a"), ("enabled",), {"enabled": True}, {"enabled": False}),
        ),
        manual_steps=(step("channel.a", "the switch", "The switch is on.", shown=True),),
    )
    text = plan_text.text(found)
    assert "not written back by this plan\n  ~ channel.a: is switched off\n" in text
    assert "1. [ ] channel.a: switch it on  (closes by itself)" in text


@pytest.mark.row("CH-EMAIL-13")
def test_a_long_signature_is_folded_away_in_a_comment() -> None:
    marked = plan_markdown.render(CHANNELS)
    assert (
        f"<details><summary>Expected, {len(HTML)} characters</summary>`{HTML}`</details>" in marked
    )
    assert marked.count("<details>") == 1


def test_the_workflow_of_a_channel_follows_from_its_settings() -> None:
    gone = Change(
        address("automation.channel.a"),
        Action.CREATE,
        Reason.MISSING_IN_ACCOUNT,
        after=workflow("a"),
        declared_at=at(3),
    )
    words = "the channel's ticket_properties and routing"
    assert deleted(gone) == f"To leave it deleted, take {words} out of pipelines/support.yaml:3."
    assert live(BY_WORKFLOW[2], BY_WORKFLOW[2].paths) is None
