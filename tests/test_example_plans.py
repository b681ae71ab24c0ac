"""The plans in `plans/` are those of the example, and their renderings are what `show` prints.

UPDATE_GOLDEN=1 makes them anew, with a fixed time and version so that nothing changes for nothing.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipelinectl.diagnostics import Diagnostic
from pipelinectl.plan.document import to_text
from pipelinectl.plan.saved import read_plan
from tests.desk import Desk, new_desk
from tests.golden import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.plan.model import Plan

ROOT = Path(__file__).parent.parent
PLANS = ROOT / "plans"
RENDERINGS = {"txt": "text", "md": "markdown"}
_WHEN = "2026-01-01T00:00:00Z"


@pytest.fixture
def example(tmp_path: Path) -> Iterator[Desk]:
    """The example's own files beside a fresh account."""
    with new_desk(tmp_path) as desk:
        shutil.copytree(ROOT / "pipelines", desk.folder / "pipelines")
        project = (ROOT / "pipelinectl.yaml").read_text(encoding="utf-8")
        desk.write("pipelinectl.yaml", project.replace("http://127.0.0.1:8787", desk.api.url))
        yield desk


def _plan(desk: Desk, *arguments: str) -> Plan:
    ended = desk.run("plan", "--env", "sandbox", "--format", "json", *arguments)
    assert ended.code in {0, 3}, ended.err
    plan = read_plan(ended.out.encode(), "stdout")
    assert not isinstance(plan, Diagnostic)
    return replace(
        plan,
        created_at=_WHEN,
        tool_version="0.0.0-example",
        drift=tuple(replace(each, when=each.when and _WHEN) for each in plan.drift),
        manual_steps=tuple(replace(each, at=each.at and _WHEN) for each in plan.manual_steps),
    )


def _shown(desk: Desk, plan: Path, form: str) -> str:
    ended = desk.run("show", str(plan), "--format", form)
    assert ended.code == 0, ended.err
    return ended.out


def _check(desk: Desk, name: str, plan: Plan) -> None:
    saved = PLANS / f"{name}.plan.json"
    check(saved, to_text(plan))
    for ending, form in RENDERINGS.items():
        check(PLANS / f"{name}.plan.{ending}", _shown(desk, saved, form))


def test_the_first_plan(example: Desk) -> None:
    _check(example, "first", _plan(example))


def test_the_plan_after_somebody_changed_a_name_by_hand_and_a_file_changed_too(
    example: Desk,
) -> None:
    assert example.run("apply", "--env", "sandbox", "--yes").code == 0
    example.stage("0", "2", label="Waiting for the customer")
    _edit(
        example,
        "support.yaml",
        "{key: engineering, name: With engineering}",
        "{key: engineering, name: 2nd level}",
    )
    _check(example, "changed-on-two-sides", _plan(example, "--only", "pipeline.support"))


def test_the_plan_in_which_one_workflow_gets_an_action_more_and_another_is_replaced(
    example: Desk,
) -> None:
    """Two of the three steps for a person were done, and one of them can be read back."""
    assert example.run("apply", "--env", "sandbox", "--yes").code == 0
    example.api.patch("/_ui/pipelines/0/automate", {"email_sent_to_customer": "2"})
    step = ("ack", "automate.support.set_close_date", "--env", "sandbox")
    assert example.run(*step, GITHUB_ACTOR="ana@acme.example").code == 0
    _edit(
        example,
        "automations.yaml",
        "    actions: # in their order\n",
        "    actions: # in their order\n      - send_internal_email_notification: {to: owner}\n",
    )
    _edit(example, "automations.yaml", "not_changed_within: 14 days", "not_changed_within: 30 days")
    named = ("pipeline.support", "automation.escalate-stale", "automation.close-silent-tickets")
    only = tuple(word for each in named for word in ("--only", each))
    _check(example, "workflows-changed", _plan(example, *only))


def test_the_plan_of_a_channel_that_was_connected_and_of_which_one_page_is_signed(
    example: Desk,
) -> None:
    only = ("--only", "channel.support-email")
    assert example.run("apply", "--env", "sandbox", "--yes").code == 0
    address = "support@test.acme.example"
    connected = {"type": "email", "inbox": "help_desk", "address": address, "mailbox": "gmail"}
    example.api.post("/_ui/channels", connected)
    page = f"Help Desk channels: {address}, tab Configuration"
    step = ("ack", "--page", page, "--env", "sandbox")
    assert example.run(*step, GITHUB_ACTOR="ana@acme.example").code == 0
    _check(example, "channel-connected", _plan(example, *only))


def _edit(desk: Desk, name: str, old: str, new: str) -> None:
    files = desk.folder / "pipelines" / name
    text = files.read_text(encoding="utf-8")
    assert text.count(old) == 1
    files.write_text(text.replace(old, new), encoding="utf-8")
