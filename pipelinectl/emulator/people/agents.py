"""The people of a help desk: what decides whether a ticket can be assigned to somebody.

A user has three records: the user of the settings (`people.USER`), the owner (`people.OWNER`) and
the record of the CRM (the kind `CRM_USER`), each with an id of its own. The
CRM record holds what the API shows as properties, and beside them what only HubSpot's pages show:

    id, userId, createdAt, updatedAt,
    properties      {hs_availability_status, hs_standard_time_zone, hs_working_hours,
                    hs_out_of_office_hours, …}, texts all
    capacity        null, or {total | calling | messaging | email_and_other: number}
    skills          names of skills
    personal_email  an address that the user has connected as the own one, or null
    phone_numbers   HubSpot-provided numbers that the user has
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelinectl.emulator.account import now
from pipelinectl.emulator.fresh import SERVICE_SEAT
from pipelinectl.emulator.people.people import OWNER, TEAM, USER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import JsonObject

CRM_USER = "crm user"
STATUS, TIME_ZONE = "hs_availability_status", "hs_standard_time_zone"
WORKING_HOURS, OUT_OF_OFFICE = "hs_working_hours", "hs_out_of_office_hours"
AVAILABLE, AWAY = "available", "away"
BESIDE: JsonObject = {"capacity": None, "skills": [], "personal_email": None, "phone_numbers": []}


@dataclass(frozen=True, slots=True)
class Agent:
    """One user as a help desk sees them. `owner_id` is what a ticket's owner property holds.

    `availability` is what was last set, "available" or "away"; working hours are
    `{days, startMinute, endMinute}` in `time_zone`, times out of office `{startTimestamp,
    endTimestamp}` in milliseconds, all as HubSpot's API has them. Who has no working hours is not
    bound by any.
    """

    user_id: str
    owner_id: str | None
    email: str
    seat: bool
    availability: str
    time_zone: str | None
    working_hours: tuple[JsonObject, ...]
    out_of_office: tuple[JsonObject, ...]
    capacity: JsonObject | None
    skills: tuple[str, ...]
    personal_email: str | None


def agents(account: Account) -> list[Agent]:
    """All users, in the order of creation."""
    owners = {str(owner.get("userId")): str(owner["id"]) for owner in account.store.all(OWNER)}
    return [_agent(account, user, owners) for user in account.store.all(USER)]


def agent_of(account: Account, email: str) -> Agent | None:
    """The user of that e-mail address, whatever its case, or None."""
    return next((one for one in agents(account) if one.email.casefold() == email.casefold()), None)


def main_members(account: Account, team_name: str) -> list[Agent]:
    """The main members of a team, by its name; extra members are none. Tickets reach only these."""
    ids = {
        user_id
        for team in account.store.all(TEAM)
        if team["name"] == team_name
        for user_id in team["userIds"]
    }
    return [one for one in agents(account) if one.user_id in ids]


def record_of(account: Account, user_id: str) -> JsonObject:
    """The CRM record of a user, which is made where there is none yet."""
    found = account.store.tagged(CRM_USER, user_id)
    return found[0] if found else _new_record(account, user_id)


def save_record(account: Account, record: JsonObject) -> JsonObject:
    """Replace the CRM record of a user, and return it."""
    kept: JsonObject = record | {"updatedAt": now()}
    account.store.put(CRM_USER, kept["id"], kept, tag=kept["userId"])
    return kept


def listed(text: str | None) -> list[Any]:
    """The list that a property holds as a JSON text; none for an empty one."""
    return list(json.loads(text)) if text else []


def has_seat(user: JsonObject) -> bool:
    """Whether a user of the settings has a seat of Service Hub."""
    seats: Sequence[str] = user.get("seatNames", [])
    return any(name.startswith("Service Hub") for name in seats)


def with_seat(user: JsonObject, *, seat: bool) -> JsonObject:
    """The user with, or without, a seat of Service Hub; other seats stay."""
    others = [name for name in user.get("seatNames", []) if not name.startswith("Service Hub")]
    return user | {"seatNames": [*others, *([SERVICE_SEAT] if seat else [])]}


def _agent(account: Account, user: JsonObject, owners: dict[str, str]) -> Agent:
    record = record_of(account, user["id"])
    properties = record["properties"]
    return Agent(
        user_id=user["id"],
        owner_id=owners.get(user["id"]),
        email=user["email"],
        seat=has_seat(user),
        availability=properties.get(STATUS, AVAILABLE),
        time_zone=properties.get(TIME_ZONE),
        working_hours=tuple(listed(properties.get(WORKING_HOURS))),
        out_of_office=tuple(listed(properties.get(OUT_OF_OFFICE))),
        capacity=record["capacity"],
        skills=tuple(record["skills"]),
        personal_email=record["personal_email"],
    )


def _new_record(account: Account, user_id: str) -> JsonObject:
    time = now()
    record = {
        "id": str(account.store.number(CRM_USER, start=207830000001)),
        "userId": user_id,
        "createdAt": time,
        "updatedAt": time,
        "properties": {STATUS: AVAILABLE},
        **BESIDE,
    }
    account.store.put(CRM_USER, record["id"], record, tag=user_id)
    return record
