"""What goes wrong while automations are written: nothing is doubled, and what is left is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelinectl.model import Kind, Read
from pipelinectl.ports import Goal, RemoteError, Verb
from tests.contract.workflows import (
    ESCALATE,
    create,
    failing,
    first_write,
    made,
    names,
    reach,
    read,
    sent,
    want,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.model import Live
    from pipelinectl.ports import HelpDesk, Write
    from tests.contract.rigs import Rig


def said(error: RemoteError) -> tuple[str, bool, tuple[tuple[str, str], ...]]:
    """The code of an error, whether its end is unknown, and what it left."""
    left = tuple((str(address), identifier) for address, identifier in error.created)
    return error.diagnostic.code, error.lost, left


def renaming(desk: HelpDesk, live: Live, identifier: str) -> Write:
    """The write that renames a workflow."""
    goal = Goal.of([want(Verb.UPDATE, {"name": "Later"}, identifier)])
    write = desk.next_automation_write(goal, live)
    assert write is not None
    return write


def deleting(desk: HelpDesk, live: Live, identifier: str) -> Write:
    """The write that deletes a workflow."""
    write = desk.next_automation_write(Goal.of([want(Verb.DELETE, identifier=identifier)]), live)
    assert write is not None
    return write


# --- a token that cannot read what it creates (design.md section 5, rule 1)


def test_what_cannot_be_read_back_is_taken_away_again(
    adapter: str, accounts: Callable[..., Rig]
) -> None:
    rig = accounts(adapter, "unreadable_flows")
    desk = rig.desk()
    write, live = first_write(desk, create())
    error = failing(desk, write, live)
    assert said(error) == ("PC523", False, ())
    assert "Escalate" in error.diagnostic.message
    assert "nothing more is created" in error.diagnostic.message
    assert error.diagnostic.hint
    assert rig.workflows() == []
    assert [each.split(" ")[0] for each in sent(rig, write=True)] == ["POST", "DELETE"]


def test_ten_runs_with_such_a_token_leave_nothing(
    adapter: str, accounts: Callable[..., Rig]
) -> None:
    rig = accounts(adapter, "unreadable_flows")
    for _ in range(10):
        desk = rig.desk()
        write, live = first_write(desk, create())
        assert said(failing(desk, write, live)) == ("PC523", False, ())
    assert rig.workflows() == []
    made_and_gone = [each.split(" ")[0] for each in sent(rig, write=True)]
    assert made_and_gone == ["POST", "DELETE"] * 10, "never two at once"


def test_what_can_be_neither_read_nor_deleted_is_named_and_stays_one(
    adapter: str, accounts: Callable[..., Rig]
) -> None:
    rig = accounts(adapter, "unreadable_flows", "flow_deletes_refused")
    desk = rig.desk()
    write, live = first_write(desk, create())
    error = failing(desk, write, live)
    (flow,) = rig.workflows()
    identifier = flow["id"]
    assert flow["isEnabled"] is False
    assert said(error) == ("PC524", True, (("automation.escalate", identifier),))
    for words in (identifier, "Escalate", "switched off"):
        assert words in error.diagnostic.message
    assert identifier in (error.diagnostic.hint or "")
    live = read(rig.desk(), identifier)
    assert live.reads[Kind.AUTOMATION] is Read.UNREADABLE
    assert identifier in live.why[Kind.AUTOMATION]


@pytest.mark.parametrize("fault", ["drop_before_write", "fail_write", "ignore_write"])
def test_a_delete_whose_end_is_not_known_leaves_what_is_named(
    adapter: str, accounts: Callable[..., Rig], fault: str
) -> None:
    rig = accounts(adapter, "unreadable_flows")
    desk = rig.desk()
    write, live = first_write(desk, create())
    rig.fault(fault, method="DELETE")
    error = failing(desk, write, live)
    (flow,) = rig.workflows()
    assert said(error) == ("PC524", True, (("automation.escalate", flow["id"]),))


def test_a_delete_whose_answer_is_lost_and_that_was_done_leaves_nothing(
    adapter: str, accounts: Callable[..., Rig]
) -> None:
    rig = accounts(adapter, "unreadable_flows")
    desk = rig.desk()
    write, live = first_write(desk, create())
    rig.fault("drop_after_write", method="DELETE")
    assert said(failing(desk, write, live)) == ("PC523", False, ())
    assert rig.workflows() == []


def test_what_was_created_is_named_where_reading_it_back_fails_for_another_reason(
    rig: Rig, no_waiting: list[float]
) -> None:
    desk = rig.desk()
    write, live = first_write(desk, create())
    rig.fault("fail_read", path_contains="/flows/", times=99, status=503)
    error = failing(desk, write, live)
    (flow,) = rig.workflows()
    assert said(error) == ("PC507", True, (("automation.escalate", flow["id"]),))
    assert len(no_waiting) == 4


# --- creates


def test_a_create_whose_answer_is_lost_is_found_by_its_mark(rig: Rig) -> None:
    desk = rig.desk()
    write, live = first_write(desk, create())
    rig.fault("drop_after_write")
    live = desk.perform(write, live)
    assert names(live) == {"Escalate": False}
    assert [each.split(" ")[0] for each in sent(rig, write=True)] == ["POST"]


def test_of_several_with_that_mark_the_new_one_is_found(rig: Rig) -> None:
    desk = rig.desk()
    live, old = made(rig, desk)
    goal = Goal.of([want(Verb.REPLACE, {**create().fields, "re_enroll": True}, old)])
    write = desk.next_automation_write(goal, live)
    assert write is not None
    rig.fault("garble_write")
    live = desk.perform(write, live)
    assert [each.fields["enabled"] for each in live.marked(ESCALATE)] == [True, False]


def test_what_another_run_created_meanwhile_is_not_created_again(rig: Rig) -> None:
    desk, other = rig.desk(), rig.desk()
    write, live = first_write(desk, create())
    _, identifier = made(rig, other)
    error = failing(desk, write, live)
    assert said(error) == ("PC525", False, ())
    assert identifier in error.diagnostic.message
    assert sent(rig, write=True) == []


@pytest.mark.parametrize("fault", ["drop_before_write", "fail_write"])
def test_a_create_that_shows_nowhere_is_lost_and_not_sent_again(
    rig: Rig, fault: str, no_waiting: list[float]
) -> None:
    desk = rig.desk()
    write, live = first_write(desk, create())
    rig.fault(fault)
    error = failing(desk, write, live)
    assert said(error) == ("PC510", True, ())
    assert "automation.escalate" in error.diagnostic.message
    assert "Run plan" in (error.diagnostic.hint or "")
    assert rig.workflows() == []
    assert len(sent(rig, write=True)) == 1
    assert len(no_waiting) == 11


def test_a_create_that_is_accepted_and_not_there_is_said(rig: Rig, no_waiting: list[float]) -> None:
    desk = rig.desk()
    write, live = first_write(desk, create())
    rig.fault("ignore_write", method="POST")
    assert said(failing(desk, write, live)) == ("PC509", True, ())
    assert len(no_waiting) == 11


@pytest.mark.parametrize("status", [400, 403])
def test_a_create_that_is_refused_is_sent_once(rig: Rig, status: int) -> None:
    desk = rig.desk()
    write, live = first_write(desk, create())
    rig.fault("fail_write", status=status)
    error = failing(desk, write, live)
    assert said(error) == ({400: "PC505", 403: "PC503"}[status], False, ())
    assert len(sent(rig, write=True)) == 1


@pytest.mark.parametrize("status", [423, 429])
def test_what_passes_is_waited_for(rig: Rig, status: int, no_waiting: list[float]) -> None:
    desk = rig.desk()
    write, live = first_write(desk, create())
    rig.fault("fail_write", status=status, times=2)
    assert names(desk.perform(write, live)) == {"Escalate": False}
    assert len(rig.workflows()) == 1
    assert len(no_waiting) >= 2


def test_a_workflow_that_takes_its_time_to_be_created_is_waited_for(
    adapter: str, accounts: Callable[..., Rig], no_waiting: list[float]
) -> None:
    rig = accounts(adapter, "slow_flow_creation")
    desk = rig.desk()
    live, _ = reach(rig, desk, read(desk), create())
    assert names(live) == {"Escalate": True}
    assert no_waiting


@pytest.mark.usefixtures("no_waiting")
def test_recipients_that_a_read_leaves_out_stop_a_run_and_double_nothing(
    adapter: str, accounts: Callable[..., Rig]
) -> None:
    rig = accounts(adapter, "lost_flow_user_ids")
    write, live = first_write(rig.desk(), create())
    error = failing(rig.desk(), write, live)
    (flow,) = rig.workflows()
    assert said(error) == ("PC509", True, (("automation.escalate", flow["id"]),))
    desk = rig.desk()
    again, live = first_write(desk, create())
    assert again.what == 'change workflow "Escalate"'
    assert failing(desk, again, live).diagnostic.code == "PC509"
    assert [each["isEnabled"] for each in rig.workflows()] == [False]


# --- changes


def test_a_change_of_what_somebody_changed_meanwhile_is_not_sent(rig: Rig) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    write = renaming(desk, live, identifier)
    rig.edit(identifier, enabled=False)
    error = failing(desk, write, live)
    assert said(error) == ("PC525", False, ())
    assert sent(rig, write=True) == []
    assert "Plan again" in (error.diagnostic.hint or "")


def test_a_new_revision_of_the_same_content_is_no_obstacle(rig: Rig) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    write = renaming(desk, live, identifier)
    rig.edit(identifier, enabled=False)
    rig.edit(identifier, enabled=True)
    assert names(desk.perform(write, live)) == {"Later": True}


def test_a_change_of_what_somebody_deleted_is_not_sent(rig: Rig) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    write = renaming(desk, live, identifier)
    rig.delete_workflow(identifier)
    assert said(failing(desk, write, live)) == ("PC506", False, ())
    assert sent(rig, write=True) == []


@pytest.mark.parametrize("status", [400, 409])
def test_a_change_that_is_refused_is_sent_once(rig: Rig, status: int) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    write = renaming(desk, live, identifier)
    rig.fault("fail_write", status=status)
    assert said(failing(desk, write, live)) == ("PC505", False, ())
    assert len(sent(rig, write=True)) == 1


@pytest.mark.parametrize("fault", ["drop_after_write", "garble_write"])
def test_a_change_whose_answer_is_lost_is_found_by_reading(rig: Rig, fault: str) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    write = renaming(desk, live, identifier)
    rig.fault(fault)
    assert names(desk.perform(write, live)) == {"Later": True}
    assert len(sent(rig, write=True)) == 1


def test_a_change_that_never_arrived_is_sent_again_on_the_same_revision(rig: Rig) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    write = renaming(desk, live, identifier)
    rig.fault("drop_before_write")
    assert names(desk.perform(write, live)) == {"Later": True}
    assert len(sent(rig, write=True)) == 2


def test_a_change_that_never_arrives_is_lost(rig: Rig, no_waiting: list[float]) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    write = renaming(desk, live, identifier)
    rig.fault("drop_before_write", times=9)
    assert said(failing(desk, write, live)) == ("PC509", True, ())
    assert len(sent(rig, write=True)) == 2
    assert no_waiting


def test_a_change_that_was_accepted_and_does_not_show_is_said(
    rig: Rig, no_waiting: list[float]
) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    write = renaming(desk, live, identifier)
    rig.fault("ignore_write")
    assert said(failing(desk, write, live)) == ("PC509", True, ())
    assert len(sent(rig, write=True)) == 1
    assert no_waiting


# --- deletes


@pytest.mark.parametrize("fault", ["drop_after_write", "garble_write", "drop_before_write"])
def test_a_delete_whose_answer_is_lost_ends_as_any_other(rig: Rig, fault: str) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    write = deleting(desk, live, identifier)
    rig.fault(fault)
    assert names(desk.perform(write, live)) == {}
    assert rig.workflows() == []


def test_a_delete_of_what_is_gone_is_done(rig: Rig) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    write = deleting(desk, live, identifier)
    rig.delete_workflow(identifier)
    assert names(desk.perform(write, live)) == {}


def test_a_delete_that_is_refused_is_said(adapter: str, accounts: Callable[..., Rig]) -> None:
    rig = accounts(adapter, "flow_deletes_refused")
    desk = rig.desk()
    live, identifier = made(rig, desk)
    write = deleting(desk, live, identifier)
    assert said(failing(desk, write, live)) == ("PC503", False, ())
    assert len(rig.workflows()) == 1


def test_a_delete_that_was_accepted_and_is_not_done_is_said(
    rig: Rig, no_waiting: list[float]
) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    write = deleting(desk, live, identifier)
    rig.fault("ignore_write")
    assert said(failing(desk, write, live)) == ("PC509", True, ())
    assert no_waiting
