"""What a run left of workflows, and how the next one goes on from there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.automation.references import USER, WORKFLOW, reference
from pipelinectl.model import Kind, Record
from pipelinectl.ports import Goal, RemoteError, Verb
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
    made,
    names,
    reach,
    read,
    sent,
    steps,
    want,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.model import Live
    from pipelinectl.ports import Want
    from tests.contract.rigs import Rig
from tests.contract.automation_goals import AGAIN, description

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
    told = dict(desk.settled(Kind.AUTOMATION, wanted, read(desk)))
    assert told == fields(TELL_ANA, TELL_ANA)
    live, _ = made(rig, desk, by_id, shouted)
    assert live.marked(ESCALATE)[0].fields == {**told, "description": ""}


def test_fields_that_cannot_be_written_read_as_they_stand(rig: Rig) -> None:
    desk = rig.desk()
    nobody = Record({**TELL_ANA, "to": Record(users=(reference(USER, "eve@acme.example"),))})
    wanted = fields(nobody, HIGH)
    assert desk.settled(Kind.AUTOMATION, wanted, read(desk)) == wanted


def test_a_workflow_of_the_files_is_called_by_its_address_until_it_is_there(rig: Rig) -> None:
    desk = rig.desk()
    wanted = fields(enroll_in(SURVEY))
    assert desk.settled(Kind.AUTOMATION, wanted, read(desk)) == wanted
