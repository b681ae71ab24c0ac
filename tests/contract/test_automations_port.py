"""What every adapter writes of workflows: one at a time, read back, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.model import Address, Kind
from pipelinectl.ports import Goal, RemoteError, Verb
from tests.contract.rigs import BY_HAND
from tests.contract.workflows import (
    ESCALATE,
    HIGH,
    LOW,
    NEW,
    SURVEY,
    TELL_ANA,
    create,
    enroll_in,
    fields,
    first_write,
    made,
    names,
    reach,
    read,
    steps,
    want,
)
from tests.desk import TOKEN

if TYPE_CHECKING:
    from tests.contract.rigs import Rig
from tests.contract.automation_goals import description


def test_ids_are_the_help_desks_so_the_address_stands_for_them(rig: Rig) -> None:
    desk = rig.desk()
    assert desk.own_id(ESCALATE, None) == "automation.escalate"
    assert desk.own_id(NEW, None) == "automation.support.new"
    assert desk.own_id(Address(Kind.AUTOMATE, ("support", "customer_replies")), "0") == (
        "0/customer_replies"
    )
    assert desk.calls == 0


@pytest.mark.row("ACT-29")
def test_what_begins_a_workflow_does_not_change_in_place(rig: Rig) -> None:
    assert rig.desk().fixed_fields == {
        "trigger",
        "only_if",
        "re_enroll",
        "actions.contact_owner",
    }


@pytest.mark.row("ACT-21")
def test_a_workflow_is_created_off_read_back_and_then_switched_on(rig: Rig) -> None:
    desk = rig.desk()
    seen = []
    for write, live in steps(rig, desk, read(desk), create()):
        seen.append((write.what, names(live)))
    assert seen == [
        ('create workflow "Escalate" (disabled)', {"Escalate": False}),
        ('enable workflow "Escalate"', {"Escalate": True}),
    ]
    (found,) = read(desk).marked(ESCALATE)
    assert found.fields == {**fields(), "description": ""}
    (flow,) = rig.workflows()
    assert flow["description"] == description(ESCALATE)


def test_a_workflow_that_shall_be_off_takes_one_write(rig: Rig) -> None:
    desk = rig.desk()
    _, said = reach(rig, desk, read(desk), create(enabled=False, description="Asked by Ana"))
    assert said == ['create workflow "Escalate" (disabled)']
    (flow,) = rig.workflows()
    assert flow["description"] == description(ESCALATE, "Asked by Ana")


def test_a_write_holds_plain_values_and_the_images_from_before_and_after(rig: Rig) -> None:
    write, live = first_write(rig.desk(), create(HIGH))
    (touched,) = write.touches
    assert (touched.id, touched.before) == ("automation.escalate", None)
    assert touched.after == fields(HIGH, enabled=False)
    assert write.pipeline == ""
    assert TOKEN not in f"{write} {live}"


def test_a_goal_that_is_reached_takes_no_write_and_no_call(rig: Rig) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    for wanted in (create(), want(Verb.UPDATE, fields(), identifier)):
        assert desk.next_automation_write(Goal.of([wanted]), live) is None
    assert desk.next_automation_write(Goal.of([]), live) is None
    assert rig.requests() == []


def test_what_is_referred_to_exists_before_what_refers_to_it(rig: Rig) -> None:
    desk = rig.desk()
    survey = create(LOW, address=SURVEY, name="Survey")
    live, said = reach(rig, desk, read(desk), survey, create(enroll_in(SURVEY)))
    assert [each.split(" (")[0] for each in said] == [
        'create workflow "Survey"',
        'enable workflow "Survey"',
        'create workflow "Escalate"',
        'enable workflow "Escalate"',
    ]
    (target,), (source,) = live.marked(SURVEY), live.marked(ESCALATE)
    assert source.fields["actions"] == (enroll_in(target.id),)


def test_what_cannot_be_put_into_the_help_desks_form_is_said_and_nothing_is_sent(rig: Rig) -> None:
    desk = rig.desk()
    live = read(desk)
    rig.forget()
    goal = Goal.of([create(enroll_in(SURVEY))])
    with pytest.raises(RemoteError) as failed:
        desk.next_automation_write(goal, live)
    assert failed.value.diagnostic.code == "PC521"
    assert failed.value.diagnostic.address == "automation.escalate"
    assert not failed.value.lost
    assert rig.requests(write=True) == []


@pytest.mark.row("ACT-22")
@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Escalate at once"},
        {"actions": (TELL_ANA, HIGH)},
        {"actions": (HIGH, LOW, TELL_ANA)},
        {"actions": (HIGH,)},
        {"description": "Asked by Ana"},
        {"enabled": False, "name": "Off"},
    ],
    ids="+".join,
)
def test_what_differs_is_changed_in_one_write_and_nothing_else(
    rig: Rig, changes: dict[str, Any]
) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    before = live.objects[Kind.AUTOMATION][identifier]
    wanted = want(Verb.UPDATE, changes, identifier)
    (write, live), *more = steps(rig, desk, live, wanted)
    assert more == []
    assert write.what == 'change workflow "Escalate"'
    after = live.objects[Kind.AUTOMATION][identifier]
    assert after.fields == {**before.fields, **changes}
    assert (write.touches[0].before, write.touches[0].after) == (before.fields, after.fields)
    assert after.mark == before.mark


@pytest.mark.row("ACT-21")
def test_switching_on_and_off_is_said_as_that(rig: Rig) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    live, said = reach(rig, desk, live, want(Verb.UPDATE, {"enabled": False}, identifier))
    assert said == ['disable workflow "Escalate"']
    _, said = reach(rig, desk, live, want(Verb.UPDATE, {"enabled": True}, identifier))
    assert said == ['enable workflow "Escalate"']


def test_what_is_off_gets_its_content_before_it_is_switched_on(rig: Rig) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk, enabled=False)
    both = want(Verb.UPDATE, {"enabled": True, "actions": (LOW,)}, identifier)
    _, said = reach(rig, desk, live, both)
    assert said == ['change workflow "Escalate"', 'enable workflow "Escalate"']


def test_what_somebody_built_is_marked_once_it_is_written_to_and_keeps_the_rest(rig: Rig) -> None:
    window = {
        "day": "MONDAY",
        "startTime": {"hour": 9, "minute": 0},
        "endTime": {"hour": 17, "minute": 0},
    }
    identifier = rig.build(description="Built by Ana", timeWindows=[window])
    desk = rig.desk()
    live = read(desk)
    same = want(Verb.UPDATE, {"name": "By hand"}, identifier)
    assert desk.next_automation_write(Goal.of([same]), live) is None
    reach(rig, desk, live, want(Verb.UPDATE, {"name": "Adopted"}, identifier))
    (flow,) = rig.workflows()
    assert flow["name"] == "Adopted"
    assert flow["description"] == description(ESCALATE, "Built by Ana")
    assert flow["timeWindows"] == [window]
    assert flow["actions"] == BY_HAND["actions"]


def test_what_has_no_form_here_is_not_touched(rig: Rig) -> None:
    action = {**BY_HAND["actions"][0], "connection": {"edgeType": "GOTO", "nextActionId": "1"}}
    identifier = rig.build(actions=[action])
    desk = rig.desk()
    live = read(desk)
    wanted = want(Verb.UPDATE, {"name": "Mine"}, identifier)
    assert desk.next_automation_write(Goal.of([wanted]), live) is None
