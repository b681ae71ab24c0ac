"""How a person sets up skills, teams, users, and who can work in a pipeline.

Sources: HubSpot's knowledge base, skills (2023 and 2024-05), teams (2025-09), working hours and out
of office (2025), capacity limits (2025-10), limiting access to pipelines (2026-03).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.pages.where import (
    NAV_PIPELINE,
    NAV_ROUTING,
    NAV_USERS,
    Told,
    setting_of,
    who,
)
from pipelinectl.adapters.hubspot.pages.words import Words, hours, listed, plain, quoted
from pipelinectl.model import Kind, Record, as_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.model import Value
    from pipelinectl.ports import Instruction, Task

_TOTAL = "total"


def instruction(task: Task, words: Words, link: str) -> Instruction:
    """How a person sets this of a pipeline's access, a category of skills, a team or a user."""
    address, value = task.address, task.fields.get("value")
    setting = setting_of(address)
    if address.kind is Kind.ACCESS:
        told = _access(address.keys[0], value, words)
    elif address.kind is Kind.SKILLS:
        told = _skills(str(task.fields.get("category", address.keys[0])), value)
    elif address.kind is Kind.TEAM:
        told = _team(str(task.fields.get("team", address.keys[0])), setting, value, words)
    else:
        told = _user(address.keys[0], setting, value)
    return told.by(who(address.kind, setting), link)


def _access(key: str, value: Value, words: Words) -> Told:
    """B-PIPE-08."""
    name = words.names.pipeline(key)
    given = value if isinstance(value, Record) else Record()
    people = words.people(given.get("users"), given.get("teams"))
    choice = (
        f"Select users and teams who can edit ▸ {people}" if people else "Available to everyone"
    )
    return Told(
        f"Pipelines of tickets: {name}",
        f'{NAV_PIPELINE}"{name}" ▸ Actions ▸ Manage Access ▸ {choice} ▸ Save',
        f'Only {people} can work in "{name}".' if people else f'Everyone can work in "{name}".',
    )


def _skills(category: str, value: Value) -> Told:
    """B-SKILL-01, B-SKILL-02."""
    names = [quoted(each) for each in as_list(value)]
    return Told(
        "Routing, tab Skills",
        f"{NAV_ROUTING} ▸ Skills ▸ Create skill for each that is missing ▸ category "
        f'"{category}" ▸ name ▸ Save',
        f'The category "{category}" has the skills {listed(names)}.'
        if names
        else f'The category "{category}" has no skills.',
    )


def _team(name: str, setting: str, value: Value, words: Words) -> Told:
    """B-ROUTE-02. A user has one main team, which is set at the user, not at the team."""
    people = [words.value(each) for each in as_list(value)]
    members = listed(people) if people else "nobody"
    if setting == "main_members":
        return Told(
            "Users & Teams, tab Users",
            f'{NAV_USERS} ▸ Users ▸ each of the users ▸ Edit ▸ main team ▸ "{name}" ▸ Save',
            f'"{name}" is the main team of {members}.',
        )
    return Told(
        "Users & Teams, tab Teams",
        f'{NAV_USERS} ▸ Teams ▸ hover over "{name}" ▸ Edit ▸ Team Members ▸ Save',
        f'"{name}" has as extra members {members}.',
    )


def _user(email: str, setting: str, value: Value) -> Told:
    """B-AVAIL-01, B-AVAIL-02, B-CAP-01, B-SKILL-01."""
    hours_page = f"Users & Teams: {email}, Working hours"
    to_hours = f"{NAV_USERS} ▸ Users ▸ {email} ▸ Preferences ▸ Working hours"
    if setting == "working_hours":
        return Told(
            hours_page,
            f"{to_hours} ▸ General working hours ▸ Add hours for each span of time ▸ Save",
            f"The working hours of {email} are {hours(value)}.",
        )
    if setting == "time_zone":
        return Told(
            hours_page,
            f"{to_hours} ▸ Timezone ▸ {value} ▸ Save",
            f"The time zone of {email} is {value}.",
        )
    if setting == "out_of_office":
        away = [_dates(each) for each in as_list(value) if isinstance(each, Record)]
        return Told(
            hours_page,
            f"{to_hours} ▸ Out of office ▸ Add dates for each absence ▸ Save",
            f"{email} is out of office {listed(away)}."
            if away
            else f"{email} has no out of office dates.",
        )
    if setting == "capacity":
        return _capacity(email, value if isinstance(value, Record) else Record())
    skills = [quoted(each) for each in as_list(value)]
    return Told(
        "Routing, tab Skills",
        f"{NAV_ROUTING} ▸ Skills ▸ edit the skills of {email} ▸ Save",
        f"{email} has the skills {listed(skills)}." if skills else f"{email} has no skills.",
    )


def _dates(away: Mapping[str, Value]) -> str:
    start, end = away.get("from"), away.get("to")
    return f"from {start} to {end}" if end not in {None, start} else f"on {start}"


def _capacity(email: str, limits: Record) -> Told:
    amounts = [f"{plain(name)} {each}" for name, each in limits.items()]
    if _TOTAL in limits:
        choice = f"Total ticket capacity ▸ {limits[_TOTAL]}"
    else:
        kinds = ", ".join(amounts) or "none"
        choice = f"a limit for each kind of ticket ▸ {kinds}"
    return Told(
        "Routing, tab Capacity limits",
        f"{NAV_ROUTING} ▸ Capacity limits ▸ hover over {email} ▸ Edit capacity ▸ {choice} ▸ Save",
        f"The capacity of {email} is {listed(amounts)}." if amounts else f"{email} has no limit.",
    )
