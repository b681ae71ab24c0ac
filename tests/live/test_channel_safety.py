"""Channels and their workflows: nothing is doubled, taken from others, or promised in vain."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.desk import new_desk
from tests.live.channelsafety import (
    HEAD,
    changes,
    connect,
    disconnect,
    files,
    mail,
    told,
    workflows,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desk import Desk

MARK = "automation.channel.support"


def test_a_channel_that_is_connected_anew_takes_its_workflow_along(desk: Desk) -> None:
    old = connect(desk, "email", address="s@acme.example")
    files(desk, mail())
    assert desk.run("apply", "--yes").code == 0
    assert [*workflows(desk).values()] == [(MARK, True, [old])]
    disconnect(desk, old)
    waits = desk.run("plan", "--format", "json").json
    assert changes(waits) == {
        "channel.support": ("create", []),
        MARK: ("replace", ["dependency"]),
    }
    assert desk.run("apply", "--yes").code == 0
    assert [*workflows(desk).values()] == [(MARK, True, [old])]
    new = connect(desk, "email", address="s@acme.example")
    assert desk.run("apply", "--yes").code == 0
    assert [*workflows(desk).values()] == [(MARK, True, [new])]
    assert desk.run("plan", "--detailed-exitcode").code == 0


def test_a_saved_plan_is_stale_once_its_channel_has_another_id(desk: Desk) -> None:
    first = connect(desk, "email", address="s@acme.example")
    files(desk, mail())
    assert desk.run("plan", "--out", "plan.json").code == 0
    disconnect(desk, first)
    connect(desk, "email", address="s@acme.example")
    refused = desk.run("apply", "plan.json")
    assert refused.code == 4
    assert "channel.support has changed in the account" in refused.err
    assert workflows(desk) == {}


def test_a_workflow_alone_can_be_applied_from_a_saved_plan_without_a_ledger(desk: Desk) -> None:
    connect(desk, "email", address="s@acme.example")
    files(desk, mail())
    assert desk.run("apply", "--yes").code == 0
    shutil.rmtree(desk.folder / ".pipelinectl")
    files(desk, mail(status="Closed"))
    assert desk.run("plan", "--out", "plan.json", "--only", MARK).code == 0
    applied = desk.run("apply", "plan.json")
    assert applied.code == 0, applied.err


def test_a_channel_under_another_key_is_never_served_by_two_workflows(desk: Desk) -> None:
    channel = connect(desk, "email", address="s@acme.example")
    files(desk, mail())
    assert desk.run("apply", "--yes").code == 0
    files(desk, mail("helpline", more=f', id: "{channel}"'))
    assert desk.run("apply", "--yes").code == 3  # the delete of the old one was not reviewed
    assert [*workflows(desk).values()] == [(MARK, True, [channel])]
    assert desk.apply().code == 0
    assert [*workflows(desk).values()] == [("automation.channel.helpline", True, [channel])]


def test_a_part_of_the_plan_does_not_double_the_workflow_of_a_renamed_channel(desk: Desk) -> None:
    channel = connect(desk, "email", address="s@acme.example")
    files(desk, mail())
    assert desk.run("apply", "--yes").code == 0
    files(desk, mail("helpline"))
    planned = desk.run("plan", "--only", "channel.helpline", "--out", "plan.json")
    assert planned.code == 3
    assert "and this plan does not delete it: both would act" in planned.out
    assert desk.run("apply", "plan.json").code == 3
    assert [*workflows(desk).values()] == [(MARK, True, [channel])]


def test_another_project_that_declares_the_same_channel_adds_no_workflow(desk: Desk) -> None:
    channel = connect(desk, "email", address="s@acme.example")
    files(desk, mail())
    assert desk.run("apply", "--yes").code == 0
    shutil.move(desk.folder / ".pipelinectl", desk.folder / "first")
    files(desk, mail("inbound"))
    assert desk.run("apply", "--yes").code == 3
    assert [*workflows(desk).values()] == [(MARK, True, [channel])]


def test_another_project_with_the_same_key_does_not_replace_our_workflow(desk: Desk) -> None:
    ours = connect(desk, "email", address="s@acme.example")
    connect(desk, "email", address="other@acme.example")
    files(desk, mail())
    assert desk.run("apply", "--yes").code == 0
    before = workflows(desk)
    shutil.move(desk.folder / ".pipelinectl", desk.folder / "first")
    files(desk, mail(box="other"))
    planned = desk.run("plan", "--format", "json")
    assert planned.code == 3
    assert changes(planned.json)[MARK] == ("create", ["label_taken"])
    assert desk.run("apply", "--yes").code == 3
    assert workflows(desk) == before == {next(iter(before)): (MARK, True, [ours])}


def test_without_a_ledger_a_workflow_follows_its_channel_that_was_connected_anew(
    desk: Desk,
) -> None:
    old = connect(desk, "email", address="s@acme.example")
    files(desk, mail())
    assert desk.run("apply", "--yes").code == 0
    shutil.rmtree(desk.folder / ".pipelinectl")
    disconnect(desk, old)
    new = connect(desk, "email", address="s@acme.example")
    assert desk.run("apply", "--yes").code == 0
    assert [*workflows(desk).values()] == [(MARK, True, [new])]


def test_channels_that_cannot_be_read_are_not_called_unconnected(tmp_path: Path) -> None:
    data = str(tmp_path / "account.json")
    with new_desk(tmp_path, "--data", data) as desk:
        connect(desk, "email", address="s@acme.example")
        files(desk, mail())
        assert desk.run("apply", "--yes").code == 0
        before = workflows(desk)
    with new_desk(tmp_path, "--data", data, "--profile", "missing_conversations_scope") as desk:
        planned = desk.run("plan", "--format", "json").json
        assert [code for code, _, _ in told(planned)] == ["PC637"]
        assert desk.run("apply", "--yes").code == 0
        assert workflows(desk) == before
    with new_desk(tmp_path, "--data", data) as desk:
        assert desk.run("plan", "--detailed-exitcode").code == 0
        assert desk.run("drift").code == 0


def test_a_setting_that_a_workflow_took_over_is_not_forgotten_in_the_help_desk(desk: Desk) -> None:
    """An acknowledgement that stays would also close the step once the files go back."""
    connect(desk, "email", address="s@acme.example")
    files(desk, mail(more=", realise: manual"))
    assert desk.run("apply", "--yes").code == 0
    assert desk.run("ack", "channel.support.ticket_properties").code == 0
    files(desk, mail())
    twice = ("PC638", "warning", "channel.support.ticket_properties")
    assert twice in told(desk.run("plan", "--format", "json").json)
    (desk.folder / "acknowledged.yaml").write_text("")
    assert twice not in told(desk.run("plan", "--format", "json").json)
    assert desk.run("apply", "--yes").code == 0
    files(desk, mail(more=", realise: manual"))
    back = desk.run("plan", "--format", "json").json
    assert changes(back) == {
        "channel.support.ticket_properties": ("create", []),
        MARK: ("delete", ["dependency"]),
    }


@pytest.mark.parametrize(
    ("declared", "connected"),
    [
        ({"type": "email", "address": "S+EU@acme.example"}, {"address": "s+eu@ACME.example"}),
        ({"type": "facebook_messenger", "page": "Acme Support"}, {"page": "ACME support"}),
    ],
)
def test_other_letters_in_an_address_or_a_name_are_no_difference(
    desk: Desk, declared: dict[str, str], connected: dict[str, str]
) -> None:
    connect(desk, declared["type"], "Inbox", **connected)
    settings = ", ".join(f"{name}: {value}" for name, value in declared.items())
    files(desk, f"{HEAD}channels:\n  one: {{{settings}, connected_to: inbox}}\n")
    planned = desk.run("plan", "--format", "json").json
    states = [each["state"] for each in planned["manual_steps"]]
    assert states == ["verified"]
    assert desk.run("apply", "--yes").code == 0
    assert desk.run("plan", "--detailed-exitcode").code == 0


def test_a_number_that_the_account_does_not_show_leaves_no_step_open(tmp_path: Path) -> None:
    seed = tmp_path / "seed.json"
    seed.write_text(
        '{"channels": [{"id": "77", "channelId": "1007", "inbox": "help_desk", '
        '"name": "Our number", "active": true, "authorized": true}]}'
    )
    with new_desk(tmp_path, "--seed", str(seed)) as desk:
        number = 'type: whatsapp, number: "+46701234567", id: "77"'
        files(desk, f"{HEAD}channels:\n  wa: {{{number}, connected_to: help_desk}}\n")
        planned = desk.run("plan", "--format", "json").json
        assert [each["state"] for each in planned["manual_steps"]] == ["verified"]


def test_a_plan_says_which_channel_is_left_behind_when_an_address_changes(desk: Desk) -> None:
    connect(desk, "email", address="s@acme.example")
    connect(desk, "email", address="new@acme.example")
    files(desk, mail())
    assert desk.run("apply", "--yes").code == 0
    files(desk, mail(box="new"))
    assert "s@acme.example" in desk.run("plan").out


def test_the_workflow_of_a_channel_whose_move_is_blocked_is_held_back_too(desk: Desk) -> None:
    connect(desk, "email", "Inbox", address="s@acme.example")
    files(desk, mail())
    assert desk.run("apply", "--yes").code == 3
    assert workflows(desk) == {}


def test_a_workflow_goes_only_once_a_person_has_taken_its_place(desk: Desk) -> None:
    connect(desk, "email", address="s@acme.example")
    files(desk, mail())
    assert desk.run("apply", "--yes").code == 0
    before = workflows(desk)
    files(desk, mail(more=", realise: manual"))
    assert desk.apply().code == 0
    assert workflows(desk) == before
    assert desk.run("ack", "channel.support.ticket_properties").code == 0
    assert desk.apply().code == 0
    assert workflows(desk) == {}
