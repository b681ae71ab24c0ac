"""Checks of who is at work when tickets come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl import names
from pipelinectl.automation import references
from pipelinectl.channels import MESSENGER, people
from pipelinectl.checks import connected
from pipelinectl.diagnostics import Diagnostic, diagnostic
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.language.spec import Channel, Spec
    from pipelinectl.model import Value

WORKING_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday")
WEEK = (*WORKING_WEEK, "saturday", "sunday")

Days = frozenset[str]


def nobody_at_work(spec: Spec) -> Iterator[Diagnostic]:
    """PC396: days on which a channel has nobody to assign tickets to.

    Only where the files say who is reached and when each of them works. Saturday and Sunday
    count where the channel or the SLA says that somebody is expected then.
    """
    at_work = _at_work(spec)
    promised = _days(spec.sla.settings.get("schedule")) if spec.sla else frozenset()
    for channel in spec.channels.values():
        worked = _worked(spec, channel, at_work)
        if worked is None:
            continue
        expected = {*WORKING_WEEK, *promised, *_days(channel.settings.get("availability"))}
        free = [day.capitalize() for day in WEEK if day in expected and day not in worked]
        if free:
            yield diagnostic(
                "PC396",
                f'Nobody in "{channel.key}" has working hours on {connected.listed(free, 7)}; '
                "tickets will wait unassigned.",
                span=channel.place.at("routing", "assign_to").span,
                address=connected.address(channel, "routing"),
            )


def _at_work(spec: Spec) -> dict[str, Days]:
    """The days on which each user works whose hours the files declare."""
    found = {}
    for user in spec.users.values():
        hours = user.settings.get("working_hours")
        if isinstance(hours, Record):
            found[names.label_key(user.key)] = frozenset(day for day in hours if hours[day])
    return found


def _worked(spec: Spec, channel: Channel, at_work: dict[str, Days]) -> Days | None:
    """The days on which somebody works whom it reaches; None where the files do not say."""
    routing = channel.settings.get("routing")
    if channel.type == MESSENGER or not isinstance(routing, Record):
        return None
    if routing.get("only_available_users") is False:
        return None
    users, teams = people(routing)
    reached = list(connected.named(users, references.USER))
    for team in connected.named(teams, references.TEAM):
        declared = spec.teams.get(team)
        if declared is None or "main_members" not in declared.settings:
            return None
        reached += connected.named(declared.settings["main_members"], references.USER)
    days = [at_work.get(names.label_key(each)) for each in reached]
    known = [each for each in days if each is not None]
    return frozenset().union(*known) if known and len(known) == len(days) else None


def _days(schedule: Value) -> Days:
    """The days that a schedule speaks of."""
    if schedule == "always":
        return frozenset(WEEK)
    hours = schedule.get("hours") if isinstance(schedule, Record) else None
    return frozenset(hours) if isinstance(hours, Record) else frozenset()
