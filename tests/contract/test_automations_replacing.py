"""Workflows that are replaced or deleted: what refers to them is led on before they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelinectl.model import Kind
from pipelinectl.ports import Goal, Verb
from tests.contract.workflows import (
    ESCALATE,
    LOW,
    SURVEY,
    create,
    enroll_in,
    fields,
    made,
    reach,
    read,
    steps,
    want,
)

if TYPE_CHECKING:
    from tests.contract.rigs import Rig
from tests.contract.automation_goals import AGAIN, description


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
