"""Settings of channels and people that want more than to be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from pipelinectl.automation.conditions import normal
from pipelinectl.automation.references import reference
from pipelinectl.model import Address, Kind, Record
from pipelinectl.plan.model import Action, Block, Change, DriftRow, Moved, Plan, Reason, Side
from pipelinectl.render import drift, plan_markdown, plan_text
from tests.render import usual
from tests.render.reading import alive, cells, steering
from tests.render.test_hostile import NAMES, anything, drifted

if TYPE_CHECKING:
    from pipelinectl.model import Value


def settings_of(name: str) -> list[Change]:
    """Settings of every kind, new, changed and moved in the account, the name in all of them."""
    when = normal(Record(property=name, test="is", values=(name,)))
    people = Record(users=(reference("user", name),), teams=(reference("team", name),))
    deep: Value = Record({name: Record({name: (name, Record({name: name}))})})
    values: dict[str, tuple[Value, ...]] = {
        "routing": (Record(assign_to=people, rules=(Record(when=when, skill=name),)), deep, False),
        "ticket_properties": (Record({name: name, "status": reference("status", name)}), name),
        "signature": (name * 60, name, (name,)),
        "chatflows": ((Record(name=name, type=name), name, deep), deep),
        "availability": (Record(hours=Record({name: (name,)}), time_zone=name), name),
        "consent": (Record(type=name, text=name), deep),
        "working_hours": (Record({name: (name,), "monday": (name,)}), Record(monday=deep), name),
        "out_of_office": ((Record({"from": name, "to": name}),), deep),
        "goals": ((Record(when=when, close=Record(amount=name, unit=name)), name), deep),
        "deny": ((name,) * 9, (name, deep)),
        "fields": ((Record(name=name, label=name, hidden=True), deep), name),
        "main_members": ((reference("user", name), name), deep),
        name: (name, deep),
    }
    kinds = (Kind.CHANNEL, Kind.USER, Kind.FORM, Kind.SLA, Kind.SPAM, Kind.TEAM, Kind.ACCESS)
    return [
        Change(
            Address(kinds[place % len(kinds)], (name, setting)),
            action,
            Reason.CHANGED_IN_ACCOUNT if action is Action.UPDATE else Reason.NEW,
            {"value": each[-1], setting: each[0], "team": name},
            {"value": each[0], setting: each[-1], "team": name},
            paths=(Moved("value", Side.LIVE), Moved(setting, side)),
            depends_on=(Address(Kind.CHANNEL, (name,)),),
            blocked_by=() if place else (Block.DEPENDENCY,),
        )
        for place, (setting, each) in enumerate(values.items())
        for action, side in ((Action.UPDATE, Side.BOTH), (Action.CREATE, Side.CONFIG))
    ]


def plan_of(name: str) -> Plan:
    changes = settings_of(name)
    rows = [
        *(
            DriftRow(each.address, tuple(each.after or {}), {}, each.after or {})
            for each in changes
        ),
        DriftRow(
            Address(Kind.CHANNEL, ("moved",)),
            ("connected_to", "enabled", name),
            {},
            {"connected_to": name, "enabled": name, name: name},
        ),
        DriftRow(Address(Kind.CHANNEL, (name,)), (), {}, {}, missing=True),
    ]
    connected = Change(Address(Kind.CHANNEL, (name,)), Action.CREATE, Reason.NEW, None, {})
    return replace(usual.plan((connected, *changes), drift=tuple(rows)), environment=name)


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_hostile_setting_is_only_read(name: str) -> None:
    plan = plan_of(name)
    found = drifted(name, plan)
    marked = [plan_markdown.render(plan), drift.markdown(found)]
    for text in (*marked, plan_text.text(plan), drift.text(found)):
        assert steering(text) == set()
        assert "Record(" not in text
    for text in marked:
        assert alive(text) == []
        assert cells(text) <= {3}
    assert drift.text(found).count("\n") == drift.text(drifted("x", plan_of("x"))).count("\n")


@settings(deadline=None, max_examples=25)
@given(anything)
def test_any_setting_is_only_read(name: str) -> None:
    test_a_hostile_setting_is_only_read(name)
