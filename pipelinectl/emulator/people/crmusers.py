"""Users as records of the CRM: `/crm/v3/objects/users` and `/crm/objects/{version}/users`.

Source: HubSpot's users guide, which names the properties that can be written and their form. Only
users that exist have a record, and its id is neither the user's nor the owner's. Observed by
others: the time zone is there before the working hours are; both in one request pass (HubSpot's
own example). What a refusal answers is unverified.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeGuard
from zoneinfo import available_timezones

from pipelinectl.emulator import wire
from pipelinectl.emulator.errors import invalid, not_found
from pipelinectl.emulator.paging import page
from pipelinectl.emulator.people.agents import (
    AVAILABLE,
    AWAY,
    CRM_USER,
    OUT_OF_OFFICE,
    STATUS,
    TIME_ZONE,
    WORKING_HOURS,
    record_of,
    save_record,
)
from pipelinectl.emulator.people.people import OWNER, USER
from pipelinectl.emulator.people.skills import uncategorized
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject

_DAY = 24 * 60
SKILLS = "hs_uncategorized_skills"
_WEEK = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_DAYS = {
    **{day: (day,) for day in _WEEK},
    "MONDAY_TO_FRIDAY": _WEEK[:5],
    "SATURDAY_SUNDAY": _WEEK[5:],
    "EVERY_DAY": _WEEK,
}
_ALWAYS = ("hs_createdate", "hs_lastmodifieddate", "hs_object_id")
_READ_ONLY = (*_ALWAYS, "hs_internal_user_id", "hs_email", "hs_given_name", "hs_family_name")
_OF_THE_OWNER = "hubspot_owner_id"


def list_records(account: Account, call: Call) -> Answer:
    """GET a page of users; a property is told where `properties` names it."""
    found = page(account.store.all(USER), call.query, default=10, most=100)
    records = [record_of(account, user["id"]) for user in found["results"]]
    return Answer(200, found | {"results": [_shown(account, each, call) for each in records]})


def get_record(account: Account, call: Call) -> Answer:
    """GET one user by the id of the record."""
    return Answer(200, _shown(account, _record(account, call), call))


def patch_record(account: Account, call: Call) -> Answer:
    """PATCH properties of one user. The answer tells those that were sent."""
    old, asked = _record(account, call), call.json().get("properties")
    if not isinstance(asked, dict):
        raise invalid("Some required fields were not set: [properties]")
    new = write(account, old, {name: _text(name, value) for name, value in asked.items()})
    return Answer(200, _told(account, new, tuple(asked)))


def write(account: Account, record: JsonObject, asked: dict[str, str]) -> JsonObject:
    """The CRM record after these properties were set; an empty text clears one.

    Raises:
        RefusedError: 400; a property is unknown, read-only, or the value is none of its.
    """
    properties = dict(record["properties"])
    for name, value in asked.items():
        if name in {*_READ_ONLY, _OF_THE_OWNER}:
            raise _wrong(name, "it is read-only", "READ_ONLY_VALUE")
        if name == SKILLS:
            record = record | {"skills": _skills(account, record, value)}
        elif name not in _CHECKS:
            raise _wrong(name, f'Property "{name}" does not exist', "PROPERTY_DOESNT_EXIST")
        elif value:
            _CHECKS[name](name, value)
            properties[name] = value
        else:
            properties.pop(name, None)
    if properties.get(WORKING_HOURS) and not properties.get(TIME_ZONE):
        raise _wrong(WORKING_HOURS, f"{TIME_ZONE} must be set first", "INVALID_WORKING_HOURS")
    return save_record(account, record | {"properties": properties})


def _shown(account: Account, record: JsonObject, call: Call) -> JsonObject:
    named = [name for each in call.listed("properties") for name in each.split(",")]
    return _told(account, record, tuple(named))


def _told(account: Account, record: JsonObject, named: tuple[str, ...]) -> JsonObject:
    """A record with the properties that are always told and those that are named.

    One that is known and not set is null, and an unknown one is left out.
    """
    everything = _properties(account, record)
    wanted = [name for name in (*_ALWAYS, *named) if name in everything]
    return {
        "id": record["id"],
        "properties": {name: everything[name] for name in sorted(set(wanted))},
        "createdAt": record["createdAt"],
        "updatedAt": record["updatedAt"],
        "archived": False,
    }


def _properties(account: Account, record: JsonObject) -> dict[str, str | None]:
    user = account.store.get(USER, record["userId"]) or {"id": "", "email": None}
    owners = [one for one in account.store.all(OWNER) if str(one.get("userId")) == user["id"]]
    skills = [name for name in record["skills"] if name in uncategorized(account)]
    return {
        **dict.fromkeys(_CHECKS),
        **record["properties"],
        SKILLS: ";".join(skills) or None,
        "hs_createdate": record["createdAt"],
        "hs_lastmodifieddate": record["updatedAt"],
        "hs_object_id": record["id"],
        "hs_internal_user_id": record["userId"],
        "hs_email": user["email"],
        "hs_given_name": user.get("firstName"),
        "hs_family_name": user.get("lastName"),
        _OF_THE_OWNER: owners[0]["id"] if owners else None,
    }


def _skills(account: Account, record: JsonObject, value: str) -> list[str]:
    names, known = [name for name in value.split(";") if name], uncategorized(account)
    for name in names:
        if name not in known:
            raise _wrong(SKILLS, f"there is no skill {name}", "INVALID_OPTION")
    return [*(each for each in record["skills"] if each not in known), *names]


def _status(name: str, value: str) -> None:
    if value not in {AVAILABLE, AWAY}:
        raise _wrong(name, f"{value} is not available or away", "INVALID_OPTION")


def _zone(name: str, value: str) -> None:
    if value not in available_timezones():
        raise _wrong(name, f"{value} is no time zone", "INVALID_OPTION")


def _hours(name: str, value: str) -> None:
    minutes: dict[str, list[tuple[int, int]]] = {day: [] for day in _WEEK}
    for each in _list(name, value):
        start, end = _range(name, each, "startMinute", "endMinute")
        if start < 0 or end > _DAY:
            raise _wrong(name, f"minutes are from 0 to {_DAY}", "INVALID_RANGE")
        if str(each.get("days")) not in _DAYS:
            raise _wrong(name, f"days must be one of [{', '.join(_DAYS)}]", "INVALID_RANGE")
        for day in _DAYS[each["days"]]:
            minutes[day].append((start, end))
    for ranges in minutes.values():
        _apart(name, ranges)


def _away(name: str, value: str) -> None:
    _apart(
        name,
        [_range(name, each, "startTimestamp", "endTimestamp") for each in _list(name, value)],
    )


def _range(name: str, each: JsonObject, first: str, last: str) -> tuple[int, int]:
    start, end = each.get(first), each.get(last)
    if not (_whole(start) and _whole(end)) or start >= end:
        raise _wrong(name, f"{first} must be before {last}, both numbers", "INVALID_RANGE")
    return start, end


def _apart(name: str, ranges: list[tuple[int, int]]) -> None:
    for (_, end), (start, _) in pairwise(sorted(ranges)):
        if start < end:
            raise _wrong(name, "ranges must not overlap", "OVERLAPPING_RANGES")


def _list(name: str, value: str) -> list[JsonObject]:
    try:
        found = wire.read_json(value.encode())
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise _wrong(name, "a JSON list of objects is expected", "INVALID_JSON")
    return found


def _whole(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _text(name: str, value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise _wrong(name, "a text is expected", "INVALID_STRING")
    return value or ""


def _wrong(name: str, why: str, code: str) -> Exception:
    message = f"Property values were not valid: {name}: {why}"
    return invalid(message, context={name: [why], "code": [code]})


def _record(account: Account, call: Call) -> JsonObject:
    record_id = call.params["record_id"]
    for user in account.store.all(USER):
        record_of(account, user["id"])
    record = account.store.get(CRM_USER, record_id)
    if record is None:
        raise not_found(f"Object not found. objectId={record_id}")
    return record


def _anything(_name: str, _value: str) -> None:
    return None


_CHECKS: dict[str, Callable[[str, str], None]] = {
    STATUS: _status,
    TIME_ZONE: _zone,
    WORKING_HOURS: _hours,
    OUT_OF_OFFICE: _away,
    "hs_job_title": _anything,
    "hs_additional_phone": _anything,
    "hs_main_user_language_skill": _anything,
    "hs_secondary_user_language_skill": _anything,
}
FAMILY = Family(
    (
        ("v3", "/crm/v3/objects/users"),
        ("2026-03", "/crm/objects/2026-03/users"),
        ("2026-09", "/crm/objects/2026-09/users"),
    ),
    (
        ("GET", "", list_records),
        ("GET", "/{record_id}", get_record),
        ("PATCH", "/{record_id}", patch_record),
    ),
)
