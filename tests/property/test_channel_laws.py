"""Whatever channels, users and teams a configuration has, once all is done its plan is empty."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from hypothesis import assume, given
from hypothesis import strategies as st

from pipelinectl.adapters.registry import capabilities_of, naming_of
from pipelinectl.adapters.registry import connect as reach
from pipelinectl.model import Kind
from pipelinectl.operations.configuration import Request, validated
from pipelinectl.operations.meaning import meant
from pipelinectl.operations.runbook import instructions
from pipelinectl.plan.automations import BY_A_PERSON, Step
from pipelinectl.plan.document import to_text
from pipelinectl.plan.model import Plan, StepState
from pipelinectl.plan.saved import read_plan
from tests.desk import TOKEN, Desk
from tests.property.channelfiles import HelpDesk, connect, helpdesks, seed_of
from tests.property.laws import law

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from tests.property.emulated import Emulated

REPR = re.compile(
    r"\bRecord\(|\breference\(|[({\[]'|'[)}\]]|\bTrue\b|\bFalse\b|\bobject at 0x|frozenset"
    r"|\b(Kind|Realisation|Action|Way)\.[A-Z]"
)
"""What the insides of Python look like."""
NONE = re.compile(r"(?<!tickets to: )\bNone\b")
"""HubSpot's own word for nobody is None."""


def _begun(helpdesk: HelpDesk, account: Emulated, made: pytest.TempPathFactory) -> Desk:
    """A project with the files, and the account before."""
    assert account.fill(seed_of(helpdesk))
    desk = Desk(made.mktemp("desk"), account.api)
    desk.project()
    desk.write("pipelines/desk.yaml", json.dumps(helpdesk.files))
    assume(desk.run("validate").code == 0)
    return desk


def _plan(desk: Desk) -> dict[str, Any]:
    ended = desk.run("plan", "--format", "json")
    assert ended.code == 0, ended
    found: dict[str, Any] = ended.json
    return found


def _applied(desk: Desk) -> None:
    ended = desk.run("apply", "--yes")
    assert ended.code == 0, ended


@law(12)
@given(helpdesk=helpdesks())
def test_once_all_clicks_are_done_only_acknowledgements_are_left(
    helpdesk: HelpDesk, account: Emulated, tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk = _begun(helpdesk, account, tmp_path_factory)
    _applied(desk)
    connect(desk, helpdesk)
    _applied(desk)
    planned = _plan(desk)
    left = [each for each in planned["manual_steps"] if each["state"] == "open"]
    assert [each["address"] for each in left if each["shown"]] == []
    changes = {each["address"] for each in planned["changes"]}
    assert changes == {each["address"] for each in left}
    for each in left:
        assert desk.run("ack", each["address"]).code == 0
    for command in (("plan", "--detailed-exitcode"), ("drift",)):
        ended = desk.run(*command)
        assert ended.code == 0, ended
    writes = len(desk.writes())
    _applied(desk)
    assert len(desk.writes()) == writes, "there was nothing left to write"


@law(12)
@given(helpdesk=helpdesks(), clicked=st.booleans())
def test_a_plan_is_read_as_it_was_written_and_says_nothing_of_python(
    helpdesk: HelpDesk,
    clicked: bool,  # noqa: FBT001 - drawn
    account: Emulated,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    desk = _begun(helpdesk, account, tmp_path_factory)
    if clicked:
        _applied(desk)  # a form that is new has to be there before anybody connects it
        connect(desk, helpdesk)
    ended = desk.run("plan", "--out", "plan.json")
    assert ended.code == 0, ended
    content = (desk.folder / "plan.json").read_bytes()
    plan = read_plan(content, "plan.json")
    assert isinstance(plan, Plan)
    assert to_text(plan).encode() == content
    assert read_plan(to_text(plan).encode(), "plan.json") == plan
    said = [*_said(plan), ended.out, ended.err]
    assert [each for each in said if REPR.search(each)] == []
    assert [each for each in _said(plan) if NONE.search(each)] == []


def _said(plan: Plan) -> Iterator[str]:
    """What a plan says in words."""
    for step in plan.manual_steps:
        yield from (step.page, step.path, step.expected, step.who)
    for each in plan.diagnostics:
        yield from (each.message, each.hint or "")


@law(12)
@given(helpdesk=helpdesks())
def test_the_plan_of_imported_channels_is_empty(
    helpdesk: HelpDesk, account: Emulated, tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk = _begun(helpdesk, account, tmp_path_factory)
    _applied(desk)
    connect(desk, helpdesk)
    _applied(desk)
    other = Desk(tmp_path_factory.mktemp("other"), account.api)
    other.project()
    other.forget_requests()
    imported = other.run("import", "--out", "pipelines")
    assert imported.code == 0, imported
    assert "is left out" not in imported.err
    if helpdesk.channels:
        text = (other.folder / "pipelines/channels.yaml").read_text("utf-8")
        assert text.count("\n    type: ") == len(helpdesk.channels)
    for command in (("plan", "--detailed-exitcode"), ("apply", "--yes"), ("drift",)):
        ended = other.run(*command)
        assert ended.code == 0, ended
    assert other.writes() == []


@law(40)
@given(helpdesk=helpdesks(6), data=st.data())
def test_the_order_of_steps_does_not_depend_on_the_order_in_which_they_are_found(
    helpdesk: HelpDesk,
    data: st.DataObject,
    account: Emulated,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("files")
    (folder / "desk.yaml").write_text(json.dumps(helpdesk.files), "utf-8")
    configuration = validated(Request(folder, None, {}, {}), naming_of)
    assume(not configuration.errored)
    (spec,) = configuration.specs.values()
    desired = meant(spec, capabilities_of("hubspot"), whole=True)
    steps = [
        Step(address, each.fields, StepState.OPEN)
        for address, each in desired.resources.items()
        if each.realisation in BY_A_PERSON
    ]
    steps += [
        Step(address, step.fields, StepState.OPEN, gone=True)
        for step in steps
        if step.address.kind is Kind.CHANNEL and len(step.address.keys) == 1
        for name in ("old", "older")
        for address in (step.address._replace(keys=(f"{name}-{step.address.keys[0]}",)),)
    ]
    desk = reach("hubspot", account.api.url, TOKEN)
    told = [each.address for each in instructions(steps, desired, desk, {})]
    shuffled = data.draw(st.permutations(steps))
    assert [each.address for each in instructions(shuffled, desired, desk, {})] == told
    assert len(told) == len(set(told)) == len(steps)
