"""What writing automations promises: the order of writes, what they carry, how runs continue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.automation.references import USER, WORKFLOW, reference
from pipelinectl.model import Address, Kind, Record
from pipelinectl.ports import Goal, RemoteError, Verb
from tests.contract.rigs import BY_HAND
from tests.contract.workflows import (
    ESCALATE,
    HIGH,
    LOW,
    NEW,
    REACHES,
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
    sent,
    steps,
    want,
)
from tests.desk import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.model import Live
    from pipelinectl.ports import Want
    from tests.contract.rigs import Rig

AGAIN = fields(re_enroll=True)


def description(address: Address, text: str = "") -> str:
    line = f"managed-by: pipelinectl {address}"
    return f"{text}\n\n{line}" if text else line


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
    assert rig.desk().fixed_fields == {"trigger", "only_if", "re_enroll"}


# --- create


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


# --- update


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


# --- replace


@pytest.mark.row("ACT-29", "ACT-30")
def test_a_replaced_workflow_is_off_before_the_new_one_is_on_and_goes_last(rig: Rig) -> None:
    desk = rig.desk()
    live, old = made(rig, desk)
    seen = []
    for write, after in steps(rig, desk, live, want(Verb.REPLACE, AGAIN, old)):
        state = {each.id == old: each.fields["enabled"] for each in after.marked(ESCALATE)}
        seen.append((write.what.split(" ")[0], state.get(True), state.get(False)))
    assert seen == [
        ("create", True, False),
        ("disable", False, False),
        ("enable", False, True),
        ("delete", None, True),
    ]
    (found,) = read(desk).marked(ESCALATE)
    assert found.fields == {**AGAIN, "description": ""}


def test_what_is_replaced_by_one_that_is_off_is_only_deleted(rig: Rig) -> None:
    desk = rig.desk()
    live, old = made(rig, desk)
    _, said = reach(rig, desk, live, want(Verb.REPLACE, fields(re_enroll=True, enabled=False), old))
    assert [each.split(" ")[0] for each in said] == ["create", "delete"]


def test_the_new_one_has_what_files_cannot_say(rig: Rig) -> None:
    blocked = [{"dayOfMonth": 24, "month": "DECEMBER", "year": 2026}]
    old = rig.build(blockedDates=blocked, uuid="somebodys", description="Built by Ana")
    desk = rig.desk()
    live, _ = reach(rig, desk, read(desk), want(Verb.REPLACE, fields(), old))
    (flow,) = rig.workflows()
    assert flow["blockedDates"] == blocked
    assert "uuid" not in flow
    assert flow["description"] == description(ESCALATE, "Built by Ana")
    assert old not in live.objects[Kind.AUTOMATION]


def test_what_refers_to_a_replaced_workflow_is_led_to_the_new_one_before_the_old_goes(
    rig: Rig,
) -> None:
    desk = rig.desk()
    survey = create(LOW, address=SURVEY, name="Survey")
    live, _ = reach(rig, desk, read(desk), survey, create(enroll_in(SURVEY)))
    (old,), (source,) = live.marked(SURVEY), live.marked(ESCALATE)
    wants = (
        want(Verb.REPLACE, fields(LOW, name="Survey", re_enroll=True), old.id, SURVEY),
        want(Verb.UPDATE, {"actions": (enroll_in(SURVEY),)}, source.id),
    )
    live, said = reach(rig, desk, live, *wants)
    assert [each.split(" ")[0] for each in said] == [
        *("create", "disable", "enable", "change", "delete"),
    ]
    (new,) = live.marked(SURVEY)
    assert new.id != old.id
    assert live.marked(ESCALATE)[0].fields["actions"] == (enroll_in(new.id),)


# --- delete


def test_what_refers_to_another_goes_before_it(rig: Rig) -> None:
    desk = rig.desk()
    survey = create(LOW, address=SURVEY, name="Survey")
    live, _ = reach(rig, desk, read(desk), survey, create(enroll_in(SURVEY)))
    (target,), (source,) = live.marked(SURVEY), live.marked(ESCALATE)
    wants = (
        want(Verb.DELETE, identifier=target.id, address=SURVEY),
        want(Verb.DELETE, identifier=source.id),
    )
    live, said = reach(rig, desk, live, *wants)
    assert said == ['delete workflow "Escalate"', 'delete workflow "Survey"']
    assert rig.workflows() == []


def test_a_delete_holds_all_that_was_there(rig: Rig) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    write = desk.next_automation_write(Goal.of([want(Verb.DELETE, identifier=identifier)]), live)
    assert write is not None
    (touched,) = write.touches
    assert (touched.id, touched.after) == (identifier, None)
    assert touched.before == {**fields(), "description": ""}


def test_what_is_gone_already_takes_no_write(rig: Rig) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    rig.delete_workflow(identifier)
    write = desk.next_automation_write(Goal.of([want(Verb.DELETE, identifier=identifier)]), live)
    assert write is not None
    live = desk.perform(write, live)
    assert live.objects[Kind.AUTOMATION] == {}
    assert (
        desk.next_automation_write(Goal.of([want(Verb.DELETE, identifier=identifier)]), live)
        is None
    )


# --- what a run left, and the next one

RUNS: dict[tuple[str, int], Callable[[str], tuple[Want, ...]]] = {
    ("create", 4): lambda _: (
        create(LOW, address=SURVEY, name="Survey"),
        create(enroll_in(SURVEY), address=NEW, name="New tickets"),
    ),
    ("update", 1): lambda old: (want(Verb.UPDATE, {"name": "Later", "actions": (LOW,)}, old),),
    ("replace", 4): lambda old: (want(Verb.REPLACE, AGAIN, old),),
    ("replace and delete", 6): lambda old: (
        create(LOW, address=SURVEY, name="Survey"),
        want(Verb.REPLACE, {**AGAIN, "actions": (enroll_in(SURVEY),)}, old),
    ),
}


MOMENTS = [(run, number) for run in RUNS for number in range(1, run[1] + 1)]
"""Every write of every run, by its number."""


@pytest.mark.parametrize("run", RUNS)
def test_a_run_takes_as_many_writes_as_are_disturbed_below(rig: Rig, run: tuple[str, int]) -> None:
    desk = rig.desk()
    live, old = made(rig, desk)
    _, said = reach(rig, desk, live, *RUNS[run](old))
    assert len(said) == run[1]


@pytest.mark.parametrize(("run", "after"), MOMENTS)
def test_a_run_that_stopped_after_any_write_is_continued_by_another(
    rig: Rig, run: tuple[str, int], after: int
) -> None:
    desk = rig.desk()
    live, old = made(rig, desk)
    wants = RUNS[run](old)
    for number, (_, after_it) in enumerate(steps(rig, desk, live, *wants)):
        live = after_it
        if number + 1 == after:
            break
    other = rig.desk()
    live, _ = reach(rig, other, read(other), *wants)
    expected = {**dict.fromkeys((each.address for each in wants), 1), ESCALATE: 1}
    assert {each: len(live.marked(each)) for each in expected} == expected
    assert all(names(live).values())
    assert len(rig.workflows()) == len(expected)


@pytest.mark.parametrize(("run", "at"), MOMENTS)
@pytest.mark.parametrize("fault", ["drop_after_write", "garble_write", "drop_before_write"])
@pytest.mark.usefixtures("no_waiting")
def test_a_run_whose_answers_get_lost_ends_as_any_other(
    rig: Rig, run: tuple[str, int], at: int, fault: str
) -> None:
    desk = rig.desk()
    live, old = made(rig, desk)
    rig.fault(fault, at=at)
    wants = RUNS[run](old)
    stopped = None
    try:
        live, _ = reach(rig, desk, live, *wants)
    except RemoteError as error:
        stopped = error
    if stopped is not None:
        assert stopped.lost
        assert fault == "drop_before_write", "a create that never arrived"
        desk = rig.desk()
        live, _ = reach(rig, desk, read(desk), *wants)
    expected = {**dict.fromkeys((each.address for each in wants), 1), ESCALATE: 1}
    assert {each: len(live.marked(each)) for each in expected} == expected
    assert len(rig.workflows()) == len(expected)


def test_copies_that_a_run_left_are_deleted(rig: Rig) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    rig.build(description=description(ESCALATE), isEnabled=True)
    live = read(desk)
    goal = Goal.of([want(Verb.UPDATE, {}, identifier)])
    said = []
    while (write := desk.next_automation_write(goal, live)) is not None:
        said.append(write.what)
        live = desk.perform(write, live)
    assert said == ['disable workflow "By hand"', 'delete workflow "By hand"']
    assert [each.id for each in live.marked(ESCALATE)] == [identifier]


def test_a_reference_stands_for_the_one_that_stays(rig: Rig) -> None:
    trigger = Record({**REACHES})
    desk = rig.desk()
    live, old = made(rig, desk)
    itself = Record(do="enroll_in", workflow=reference(WORKFLOW, str(ESCALATE)))
    wants = (
        want(Verb.REPLACE, fields(re_enroll=True, trigger=trigger), old),
        create(itself, address=SURVEY, name="Survey"),
    )
    live, _ = reach(rig, desk, live, *wants)
    (new,), (survey,) = live.marked(ESCALATE), live.marked(SURVEY)
    assert survey.fields["actions"] == (enroll_in(new.id),)
    assert new.id != old


def others(live: Live) -> Any:
    return {kind: each for kind, each in live.objects.items() if kind is not Kind.AUTOMATION}


def test_a_write_to_a_workflow_leaves_the_rest_as_it_was_read(rig: Rig) -> None:
    by_hand = rig.build()
    desk = rig.desk()
    before = read(desk)
    live, _ = reach(rig, desk, before, create())
    assert others(live) == others(before)
    assert live.objects[Kind.AUTOMATION][by_hand] == before.objects[Kind.AUTOMATION][by_hand]


def test_a_write_costs_a_read_before_and_a_read_after(rig: Rig) -> None:
    desk = rig.desk()
    live, identifier = made(rig, desk)
    goal = Goal.of([want(Verb.UPDATE, {"name": "Later"}, identifier)])
    write = desk.next_automation_write(goal, live)
    assert write is not None
    rig.forget()
    desk.perform(write, live)
    assert sent(rig) == [f"{method} /{identifier} 200" for method in ("GET", "PUT", "GET")]


def test_fields_as_they_will_read_are_what_a_read_shows_once_they_are_written(rig: Rig) -> None:
    by_id = Record({**TELL_ANA, "to": Record(users=(reference(USER, "id:40000001"),))})
    shouted = Record({**TELL_ANA, "to": Record(users=(reference(USER, "ANA@acme.example"),))})
    desk = rig.desk()
    wanted = fields(by_id, shouted)
    told = dict(desk.settled(wanted, read(desk)))
    assert told == fields(TELL_ANA, TELL_ANA)
    live, _ = made(rig, desk, by_id, shouted)
    assert live.marked(ESCALATE)[0].fields == {**told, "description": ""}


def test_fields_that_cannot_be_written_read_as_they_stand(rig: Rig) -> None:
    desk = rig.desk()
    nobody = Record({**TELL_ANA, "to": Record(users=(reference(USER, "eve@acme.example"),))})
    wanted = fields(nobody, HIGH)
    assert desk.settled(wanted, read(desk)) == wanted


def test_a_workflow_of_the_files_is_called_by_its_address_until_it_is_there(rig: Rig) -> None:
    desk = rig.desk()
    wanted = fields(enroll_in(SURVEY))
    assert desk.settled(wanted, read(desk)) == wanted
