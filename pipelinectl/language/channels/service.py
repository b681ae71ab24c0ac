"""Settings of the help desk as a whole: the SLA, spam, and what moves into the help desk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelinectl import names as spelling
from pipelinectl.channels import HELP_DESK
from pipelinectl.diagnostics import Diagnostic, Related, diagnostic
from pipelinectl.language.automations.conditions import condition
from pipelinectl.language.automations.durations import duration
from pipelinectl.language.channels.hours import schedule
from pipelinectl.language.spec import Migration, Settings
from pipelinectl.language.wording import excerpt
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from pipelinectl.language.automations.names import Names
    from pipelinectl.language.models.service import (
        GoalModel,
        MigrationModel,
        SlaModel,
        SpamModel,
    )
    from pipelinectl.language.spec import Place
    from pipelinectl.model import Value

_SENDER = re.compile(r"([^@\s/*:]+@)?[^@\s/*:.][^@\s/*:]*")
"""An address or a domain."""
_AROUND_A_DOMAIN = re.compile(r"^([a-z]+://)?(\*?@|\*?\.)?", re.IGNORECASE)
_GOALS = ("first_reply", "next_reply", "close")


def sla(model: SlaModel, place: Place, names_of: Callable[[str], Names]) -> Settings:
    """What is set of the SLA, statuses as references. `names_of` has the look-ups of a setting."""
    found: dict[str, Value] = {}
    if model.enabled is not None:
        found["enabled"] = model.enabled
    if model.schedule is not None:
        found["schedule"] = schedule(model.schedule, place.at("schedule"), names_of("schedule"))
    if model.pause_in is not None:
        at, names = place.at("pause_in"), names_of("pause_in")
        listed = [names.status(text, at.at(row), None) for row, text in enumerate(model.pause_in)]
        found["pause_in"] = tuple(dict.fromkeys(listed))
    if model.goals is not None:
        at, names = place.at("goals"), names_of("goals")
        _goal_of_all_twice(model.goals, at, names)
        found["goals"] = tuple(
            _goal(each, at.at(index), names) for index, each in enumerate(model.goals)
        )
    return Settings("sla", found, place)


def _goal(model: GoalModel, place: Place, names: Names) -> Record:
    when = model.when
    found: dict[str, Value] = {
        "when": None if when is None else condition(when, place.at("when"), names, None)
    }
    for name in (*_GOALS, "due_soon"):
        text = getattr(model, name)
        if text is not None:
            found[name] = duration(text)
    if found.keys().isdisjoint(_GOALS):
        names.refuse(
            "PC141",
            "This goal has no time.",
            place,
            "Write `first_reply`, `next_reply` or `close`.",
        )
    return Record(found)


def _goal_of_all_twice(goals: Sequence[GoalModel], place: Place, names: Names) -> None:
    """Note goals for all tickets beside the first one."""
    first, *others = [index for index, each in enumerate(goals) if each.when is None] or [0]
    for index in others:
        names.refuse(
            "PC108",
            "Two goals are for all tickets: neither has `when`.",
            place.at(index),
            "Write all times into one of them, or say with `when` which tickets it is for.",
            (Related(place.at(first).span, "the first one"),),
        )


def spam(model: SpamModel, place: Place, names_of: Callable[[str], Names]) -> Settings:
    """The lists of addresses and domains."""
    lists = {"allow": model.allow, "deny": model.deny}
    for name, listed in lists.items():
        for index, each in enumerate(listed or ()):
            _check_sender(each.strip(), place.at(name, index), names_of(name))
    found: dict[str, Value] = {
        name: tuple(dict.fromkeys(each.strip() for each in listed))
        for name, listed in lists.items()
        if listed is not None
    }
    return Settings("spam", found, place)


def _check_sender(text: str, place: Place, names: Names) -> None:
    """Note what is neither an address nor a domain."""
    # a variable without a value has been refused where it stands
    if _SENDER.fullmatch(text) or "${" in text:
        return
    bare = _AROUND_A_DOMAIN.sub("", text).partition("/")[0]
    names.refuse(
        "PC106",
        f'"{excerpt(text)}" is neither an address nor a domain.',
        place,
        f"Write `{bare}`."
        if _SENDER.fullmatch(bare)
        else "Write an address such as `noise@ads.example`, or a domain such as `ads.example`.",
    )


def migrations(
    entries: Sequence[tuple[Place, MigrationModel]], channels: Collection[str], *, whole: bool
) -> tuple[tuple[Migration, ...], list[Diagnostic]]:
    """The entries of `migrate`, each channel once, and what none of them can mean.

    Args:
        entries: the entries with their places.
        channels: the keys of the channels of the files, faulty ones too.
        whole: False where the configuration has more files than those that were read.
    """
    found: dict[str, Migration] = {}
    faults = []
    for place, model in entries:
        one = Migration(model.channel.strip(), model.from_.strip(), model.history, place)
        if whole and one.channel not in channels:
            faults.append(_unknown_channel(one, channels))
        if is_help_desk(one.source):
            faults.append(_from_help_desk(one))
        first = found.setdefault(one.channel, one)
        if first is not one:
            faults.append(
                diagnostic(
                    "PC108",
                    f'Channel "{excerpt(one.channel)}" is named twice in migrate.',
                    span=place.span,
                    hint="Keep one of the two entries.",
                    related=[Related(first.place.span, "the first entry")],
                )
            )
    return tuple(found.values()), faults


def is_help_desk(text: str) -> bool:
    """Whether a text means the help desk, however it is written."""
    return spelling.key_from_name(text).replace("_", "") == HELP_DESK.replace("_", "")


def _unknown_channel(entry: Migration, channels: Collection[str]) -> Diagnostic:
    near = spelling.near(entry.channel, sorted(channels))
    meant = f' Did you mean "{near}"?' if near else ""
    return diagnostic(
        "PC217",
        f'"{excerpt(entry.channel)}" is not the key of a channel of the files.{meant}',
        span=entry.place.at("channel").span,
        hint=None if near else "Declare it under `channels`, with `connected_to: help_desk`.",
    )


def _from_help_desk(entry: Migration) -> Diagnostic:
    return diagnostic(
        "PC105",
        f'"from" of an entry of migrate names the inbox that "{excerpt(entry.channel)}" is in; '
        "it moves into the help desk.",
        span=entry.place.at("from").span,
        hint="Write the inbox's name, such as `Billing inbox`.",
    )
