"""Users and teams, and who is available when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

CALLING, MESSAGING, OTHER, TOTAL = "calling", "messaging", "email_and_other", "total"
"""The kinds of tickets that a capacity may limit, and all of them together."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Times of the week, each as (day from Monday 0, first minute, minute after the last).

    `zone` is an IANA name; an unknown one is read as UTC.
    """

    spans: tuple[tuple[int, int, int], ...]
    zone: str = "UTC"

    def include(self, instant: datetime) -> bool:
        """Whether an instant lies in one of the times."""
        local = instant.astimezone(_zone(self.zone))
        minute = local.hour * 60 + local.minute
        return any(
            day == local.weekday() and first <= minute < end for day, first, end in self.spans
        )

    def boundary_between(self, start: datetime, end: datetime) -> bool:
        """Whether one of the times begins or ends after `start`, up to `end`."""
        if end - start >= timedelta(days=7):
            return bool(self.spans)
        zone = _zone(self.zone)
        day = start.astimezone(zone).date()
        while day <= end.astimezone(zone).date():
            midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
            for weekday, first, last in self.spans:
                marks = [midnight + timedelta(minutes=each) for each in (first, last)]
                if weekday == day.weekday() and any(start < mark <= end for mark in marks):
                    return True
            day += timedelta(days=1)
        return False


@dataclass(frozen=True, slots=True)
class Person:
    """A user. `owner` is the id by which tickets name them, which may be another than `id`.

    `away` is what they chose by hand: True, False, or None for nothing; `chosen_at` when. `absent`
    are spans out of office. `capacity` has the most open tickets by kind.
    """

    id: str
    owner: str
    email: str
    seat: bool = True
    main_team: str | None = None
    skills: frozenset[str] = frozenset()
    hours: Hours | None = None
    absent: tuple[tuple[datetime, datetime], ...] = ()
    away: bool | None = None
    chosen_at: datetime | None = None
    capacity: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Team:
    """A team with its members by user id; only main ones are given tickets."""

    id: str
    name: str
    main: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


def is_available(person: Person, now: datetime) -> bool:
    """Whether a person is available at a time.

    Out of office they are not. What they chose by hand holds until their working hours next begin
    or end; where nobody knows when they chose, "away" holds and "available" does not.
    """
    if any(start <= now < end for start, end in person.absent):
        return False
    if person.away is not None and _still_chosen(person, now):
        return not person.away
    return person.hours is None or person.hours.include(now)


def _still_chosen(person: Person, now: datetime) -> bool:
    if person.hours is None:
        return True
    if person.chosen_at is None:
        return person.away is True
    return not person.hours.boundary_between(person.chosen_at, now)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
