"""What every adapter writes of pipelines: as planned, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.model import OFF, ORDER, Address, Kind
from pipelinectl.ports import Goal, Verb
from tests.contract.rigs import PIPELINES
from tests.desk import TOKEN

if TYPE_CHECKING:
    from tests.contract.rigs import Rig
from tests.contract.pipelines import (
    DESK,
    DONE,
    MADE,
    NEW,
    RULES,
    first_write,
    made,
    reach,
    status,
    want,
)


def test_an_own_id_depends_on_the_address_alone(rig: Rig) -> None:
    one, other = rig.desk(), rig.desk()
    addresses = [DESK, status("new"), status("done"), Address(Kind.PIPELINE, ("desk_new",))]
    ids = [one.own_id(each, None) for each in addresses]
    assert ids == [other.own_id(each, "anything") for each in addresses]
    assert len(set(ids)) == len(ids)
    assert one.calls == 0


def test_a_pipeline_is_created_with_its_statuses_and_rules(rig: Rig) -> None:
    desk = rig.desk()
    live, writes = reach(desk, MADE, desk.read(PIPELINES))
    assert live.objects[Kind.PIPELINE]["desk"].fields == {
        "name": "Desk ",
        ORDER: ("desk-new", "desk-done"),
    }
    assert [each.fields for each in live.statuses_of("desk")] == [NEW, DONE]
    rules = {**OFF, "create_only_in": ("desk-new",), "no_skipping": True}
    assert live.objects[Kind.RULES]["desk"].fields == rules
    assert len(writes) == len(rig.requests(write=True)) == 2


def test_each_field_is_updated_and_nothing_else(rig: Rig) -> None:
    desk = rig.desk()
    before = made(desk)
    goal = Goal.of(
        [
            want(DESK, Verb.UPDATE, name="Office", statuses=("desk-done", "desk-new")),
            want(status("new"), Verb.UPDATE, name="Done", state="closed"),
            want(status("done"), Verb.UPDATE, name="New", state="open"),
            want(RULES, Verb.UPDATE, create_only_in=("desk-done",), no_skipping=("desk-new",)),
        ]
    )
    live, _ = reach(desk, goal, before)
    assert live.objects[Kind.PIPELINE]["desk"].fields["name"] == "Office"
    assert [(each.id, each.fields) for each in live.statuses_of("desk")] == [
        ("desk-done", NEW),
        ("desk-new", DONE),
    ]
    assert live.objects[Kind.RULES]["desk"].fields == {
        "create_only_in": ("desk-done",),
        "no_skipping": ("desk-new",),
        "no_moving_backward": False,
    }
    assert live.statuses_of("0") == before.statuses_of("0")


def test_a_status_comes_and_goes(rig: Rig) -> None:
    desk = rig.desk()
    live = made(desk)
    order = ("desk-new", "desk-late", "desk-done")
    later = want(status("late"), Verb.CREATE, order, name="Late", state="open")
    live, _ = reach(desk, Goal.of([later]), live)
    assert live.objects[Kind.PIPELINE]["desk"].fields[ORDER] == order
    live, writes = reach(desk, Goal.of([want(status("late"), Verb.DELETE)]), live)
    assert live.objects[Kind.PIPELINE]["desk"].fields[ORDER] == ("desk-new", "desk-done")
    assert [each.touches[0].after for each in writes] == [None]


def test_a_pipeline_goes_with_all_that_it_holds(rig: Rig) -> None:
    desk = rig.desk()
    live, writes = reach(desk, Goal.of([want(DESK, Verb.DELETE)]), made(desk))
    assert "desk" not in live.objects[Kind.PIPELINE]
    assert "desk" not in live.objects[Kind.RULES]
    assert not {"desk-new", "desk-done"} & live.objects[Kind.STATUS].keys()
    touched = {each.id for write in writes for each in write.touches}
    assert touched == {"desk", "desk-new", "desk-done"}


def test_a_goal_that_is_reached_takes_no_write(rig: Rig) -> None:
    desk = rig.desk()
    live = made(desk)
    rig.forget()
    assert desk.next_write("desk", MADE, live) is None
    assert desk.next_write("another", MADE, live) is None
    assert rig.requests() == []


def test_a_write_holds_plain_values_and_the_image_from_before(rig: Rig) -> None:
    desk = rig.desk()
    made(desk)
    write, live = first_write(desk, want(status("new"), Verb.UPDATE, name="Fresh"))
    (touched,) = write.touches
    assert (touched.before, touched.after) == ({"name": "New"}, {"name": "Fresh"})
    assert TOKEN not in f"{write} {live}"
