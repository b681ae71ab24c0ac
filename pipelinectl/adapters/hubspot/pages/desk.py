"""How a person sets up the SLA and the lists of senders.

Sources: HubSpot's knowledge base, "Set SLA goals in help desk" (2026-03) and "Manage the allow and
deny list" (2024-12).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.pages.where import NAV_SLA, NAV_SPAM, Told, who
from pipelinectl.adapters.hubspot.pages.words import (
    Words,
    duration,
    listed,
    schedule,
    state,
)
from pipelinectl.model import Kind, Record, as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.model import Value
    from pipelinectl.ports import Instruction, Task

_SLA_PAGE = "Help desk automation, SLAs"
_SPAM_PAGE = "Allow & Deny List"
_ON_SAVING = "Save, and choose there whether open tickets get it, too"  # B-SLA-06
_GOALS = {
    "first_reply": "first reply within",
    "next_reply": "next reply within",
    "close": "closed within",
}


def instruction(task: Task, words: Words, link: str) -> Instruction:
    """How a person sets this of the SLA or of the lists of senders."""
    kind, setting = task.address.kind, task.address.keys[0]
    value = task.fields.get("value")
    told = _list(setting, value) if kind is Kind.SPAM else _sla(setting, value, words)
    return told.by(who(kind, setting), link)


def _sla(setting: str, value: Value, words: Words) -> Told:
    if setting == "enabled":  # B-SLA-07
        return Told(
            _SLA_PAGE,
            f"{NAV_SLA} ▸ turn Set SLA goals {state(value)} ▸ Save",
            f"The SLA goals are {state(value)}.",
        )
    if setting == "schedule":  # B-SLA-04
        return _schedule(value)
    if setting == "pause_in":  # B-SLA-05
        statuses = [words.status_of(each) for each in as_list(value)]
        where = f"while a ticket is in {listed(statuses)}" if statuses else "in no status"
        return Told(
            _SLA_PAGE,
            f"{NAV_SLA} ▸ Pausing ▸ a condition for each status ▸ {_ON_SAVING}",
            f"The time stands still {where}.",
        )
    return _goals(value, words)


def _schedule(value: Value) -> Told:
    if not isinstance(value, Record):
        return Told(
            _SLA_PAGE,
            f"{NAV_SLA} ▸ Schedule ▸ at all times ▸ {_ON_SAVING}",
            "The time counts around the clock.",
        )
    return Told(
        _SLA_PAGE,
        f"{NAV_SLA} ▸ Schedule ▸ During specific time ▸ Time Zone and Hours ▸ {_ON_SAVING}",
        f"The time counts {schedule(value)}.",
    )


def _goals(value: Value, words: Words) -> Told:
    """B-SLA-01, B-SLA-02, B-SLA-03."""
    goals = [each for each in as_list(value) if isinstance(each, Record)]
    by_property = any(each.get("when") is not None for each in goals)
    choice = (
        "Apply based on ticket properties ▸ Create rule for each goal, in the order below"
        if by_property
        else "Apply to all tickets ▸ Goals"
    )
    said = [f"{number}. {_goal(each, words)}" for number, each in enumerate(goals, 1)]
    return Told(
        _SLA_PAGE,
        f"{NAV_SLA} ▸ Choose how to set SLA goals ▸ {choice} ▸ Mark as due soon ▸ {_ON_SAVING}",
        f"The goals are: {'; '.join(said)}." if said else "There are no goals.",
    )


def _goal(goal: Record, words: Words) -> str:
    when = goal.get("when")
    whose = "all tickets" if when is None else f"tickets whose {words.condition(when)}"
    return f"{whose}: {', '.join(_times(goal))}"


def _times(goal: Record) -> Iterator[str]:
    for name, said in _GOALS.items():
        if goal.get(name) is not None:
            yield f"{said} {duration(goal[name])}"
    if goal.get("due_soon") is not None:
        yield f"due soon {duration(goal['due_soon'])} before"


def _list(setting: str, value: Value) -> Told:
    """B-SPAM-01."""
    name = f"{setting.capitalize()} list"
    entries = [str(each) for each in as_list(value)]
    return Told(
        _SPAM_PAGE,
        f"{NAV_SPAM} ▸ {name} ▸ Add email or domain for each that is missing; remove what is not "
        "named here",
        f"The {name} holds {listed(entries)}." if entries else f"The {name} is empty.",
    )
