"""Hours of the week: from days and times as they are written to times by weekday."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from pipelinectl import names as spelling
from pipelinectl.language.wording import excerpt
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.language.automations.names import Names
    from pipelinectl.language.models.hours import ScheduleModel
    from pipelinectl.language.spec import Place

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {day[:3]: number for number, day in enumerate(WEEK)}


def schedule(model: str | ScheduleModel, place: Place, names: Names) -> str | Record:
    """A word as it is; hours with their time zone."""
    if isinstance(model, str):
        return model
    return Record(
        hours=hours(model.hours, place.at("hours"), names),
        time_zone=time_zone(model.time_zone, place.at("time_zone"), names),
    )


def hours(declared: Mapping[str, str | list[str] | None], place: Place, names: Names) -> Record:
    """The times of each weekday that has any, in their order, as `09:00-17:00`."""
    week: dict[str, list[tuple[str, str]]] = {}
    for text, given in declared.items():
        listed = [given] if isinstance(given, str) else given or []
        for index, each in enumerate(listed):
            at = place.at(text) if isinstance(given, str) else place.at(text, index)
            _add(week, _days(text), _times(each), at, names)
    return Record({day: tuple("-".join(each) for each in sorted(week[day])) for day in week})


def _add(
    week: dict[str, list[tuple[str, str]]],
    days: list[str],
    times: tuple[str, str],
    place: Place,
    names: Names,
) -> None:
    start, end = times
    if start >= end:
        names.refuse(
            "PC162",
            f"{start}-{end} ends before it begins.",
            place,
            "Hours that go past midnight are two: one until 24:00, one of the next day.",
        )
        return
    for day in days:
        others = week.setdefault(day, [])
        clash = next((each for each in others if each[0] < end and start < each[1]), None)
        if clash is not None:
            names.refuse(
                "PC162",
                f"{start}-{end} overlaps with {'-'.join(clash)} on {day.capitalize()}.",
                place,
                "Write each hour of a day once.",
            )
            return
        others.append(times)


def _days(text: str) -> list[str]:
    """The weekdays that a text such as `mon-wed, fri` names, each once."""
    found: dict[str, None] = {}
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        start = _SHORT[first[:3]]
        end = _SHORT[last[:3]] if last else start
        length = (end - start) % len(WEEK) + 1
        found |= dict.fromkeys(WEEK[(start + each) % len(WEEK)] for each in range(length))
    return list(found)


def _times(text: str) -> tuple[str, str]:
    start, _, end = text.partition("-")
    return start.strip(), end.strip()


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def time_zone(text: str, place: Place, names: Names) -> str:
    """A time zone of the IANA database.

    A machine without that database cannot say; there any text passes.
    """
    word, known = text.strip(), _zones()
    if known and word not in known:
        near = spelling.near(word, sorted(known)) or _city(word, known)
        names.refuse(
            "PC163",
            f'"{excerpt(word)}" is not a time zone.',
            place,
            f"Did you mean `{near}`?" if near else "Write an IANA name such as `Europe/Stockholm`.",
        )
    return word


def _city(word: str, known: frozenset[str]) -> str | None:
    """The time zone whose place has this name: Stockholm is in Europe/Stockholm."""
    places = {zone.rpartition("/")[2]: zone for zone in sorted(known, reverse=True)}
    near = spelling.near(word.rpartition("/")[2].replace(" ", "_"), places)
    return None if near is None else places[near]
