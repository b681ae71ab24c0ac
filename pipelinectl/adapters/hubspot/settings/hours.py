"""Working hours and absences of users: HubSpot's JSON texts to values of settings and back.

HubSpot documents minutes of the day from 0 to 1440 and names of days, grouped ones among them
(users guide). Absences are pairs of timestamps; their unit is not said, and the only example has
one digit too many for seconds and too few for milliseconds. Others read milliseconds, and so does
this: unverified. A whole day lasts until its last millisecond, so that two absences that follow
each other do not overlap.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelinectl.model import Record, as_list

if TYPE_CHECKING:
    from pipelinectl.model import Value

_WEEK = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_DAYS = {
    **{each: (each,) for each in _WEEK},
    "MONDAY_TO_FRIDAY": _WEEK[:5],
    "SATURDAY_SUNDAY": _WEEK[5:],
    "EVERY_DAY": _WEEK,
}
_DAY = timedelta(days=1)
_LAST = timedelta(milliseconds=1)
_MINUTE = timedelta(minutes=1)


def raised_hours(text: str) -> Record:
    """The working hours by days, `{monday: ("09:00-17:00",), …}`; no days where there are none.

    Raises:
        ValueError: the text is not what HubSpot documents.
    """
    by_day: dict[str, set[tuple[int, int]]] = {}
    for each in _listed(text):
        if each.get("days") not in _DAYS:
            raise ValueError(f"days {each.get('days')!r}")
        span = (_minute(each.get("startMinute")), _minute(each.get("endMinute")))
        for day in _DAYS[each["days"]]:
            by_day.setdefault(day.lower(), set()).add(span)
    return Record(
        {
            day: tuple(f"{_clock(start)}-{_clock(end)}" for start, end in sorted(spans))
            for day, spans in by_day.items()
        }
    )


def is_hours(value: Record) -> bool:
    """Whether a value is working hours: there is nothing in it but days."""
    return all(each.upper() in _WEEK for each in value)


def lowered_hours(value: Value) -> str:
    """The opposite, a day at a time in the order of the week."""
    assert isinstance(value, Record), "the language lets nothing else through"
    rows = []
    for day in _WEEK:
        for each in sorted(map(str, as_list(value.get(day.lower(), ())))):
            start, end = (_minutes(clock.strip()) for clock in each.split("-"))
            rows.append({"days": day, "startMinute": start, "endMinute": end})
    return json.dumps(rows, separators=(",", ":"))


def raised_absences(text: str, time_zone: str) -> tuple[Record, ...]:
    """Absences as `{from, to}`, both days inclusive; a time of day is shown where there is one.

    Raises:
        ValueError: the text is not what HubSpot documents, or the time zone is not known here.
    """
    rows = _listed(text)
    zone: tzinfo = zone_of(time_zone) if rows else UTC
    spans = sorted(
        (_moment(each.get("startTimestamp"), zone), _moment(each.get("endTimestamp"), zone))
        for each in rows
    )
    return tuple(
        Record({"from": _first(start, zone), "to": _last(end, zone)}) for start, end in spans
    )


def lowered_absences(value: Value, time_zone: str) -> str:
    """The opposite. The days are those of the time zone.

    Raises:
        ValueError: the time zone is not known here.
    """
    zone = zone_of(time_zone)
    rows = []
    for each in as_list(value):
        assert isinstance(each, Record), "the language lets nothing else through"
        start = _beginning(date.fromisoformat(str(each["from"])), zone)
        end = _beginning(date.fromisoformat(str(each["to"])) + _DAY, zone) - _LAST
        rows.append({"startTimestamp": _stamp(start), "endTimestamp": _stamp(end)})
    rows.sort(key=lambda row: row["startTimestamp"])
    return json.dumps(rows, separators=(",", ":"))


def zone_of(name: str) -> ZoneInfo:
    """A time zone by its IANA name.

    Raises:
        ValueError: it is not known here.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise ValueError(f"time zone {name!r}") from fault


def _listed(text: str) -> list[dict[str, Any]]:
    found = json.loads(text) if text.strip() else []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ValueError("not a list of objects")
    return found


def _minute(found: Any) -> int:
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found <= 1440:
        raise ValueError(f"minute {found!r}")
    return found


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _moment(stamp: Any, zone: tzinfo) -> datetime:
    try:
        return datetime.fromtimestamp(stamp / 1000, zone)
    except (OverflowError, OSError, TypeError) as fault:
        raise ValueError(f"timestamp {stamp!r}") from fault


def _beginning(day: date, zone: tzinfo) -> datetime:
    """When a day begins: not at midnight where the clocks go forward then."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _first(moment: datetime, zone: tzinfo) -> str:
    whole = moment == _beginning(moment.date(), zone)
    return moment.date().isoformat() if whole else _exact(moment)


def _last(moment: datetime, zone: tzinfo) -> str:
    """The last day; its beginning ends the day before, and the last minute counts as its end."""
    day = moment.date()
    if moment == _beginning(day, zone):
        return (day - _DAY).isoformat()
    until = _beginning(day + _DAY, zone) - moment
    return day.isoformat() if until <= _MINUTE else _exact(moment)


def _exact(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")


def _stamp(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
