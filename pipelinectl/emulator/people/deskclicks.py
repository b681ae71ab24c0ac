"""Settings of the help desk and of its people that only its pages show, below `/_ui/`.

Users' capacity, skills and own addresses; SLAs; the allow and deny lists; who may see a pipeline.
Source: HubSpot's knowledge base. None of them has an API, but for a user's availability, working
hours, time out of office and uncategorized skills, which are the same here and there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipelinectl.emulator import profiles
from pipelinectl.emulator.account import ACCESS
from pipelinectl.emulator.channels.channels import EMAIL, channels
from pipelinectl.emulator.errors import invalid, not_found, refusal
from pipelinectl.emulator.people import agents, crmusers
from pipelinectl.emulator.people.agents import (
    OUT_OF_OFFICE,
    STATUS,
    TIME_ZONE,
    WORKING_HOURS,
    Agent,
)
from pipelinectl.emulator.people.people import TEAM, USER
from pipelinectl.emulator.people.skills import get_skills, patch_skills, skill_names
from pipelinectl.emulator.pipelines.model import TICKETS
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.shapes import anything, flag, list_of, mapping, record, text, whole
from pipelinectl.emulator.wire import Answer
from pipelinectl.emulator.workflows.editor import UI

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject

DESK = "desk"
SLA, SPAM = "sla", "spam"
_PROPERTIES = {
    "availability": STATUS,
    "time_zone": TIME_ZONE,
    "working_hours": WORKING_HOURS,
    "out_of_office": OUT_OF_OFFICE,
}
_BESIDE = ("capacity", "skills", "personal_email", "phone_numbers", "seat")
_texts = list_of(text)
_capacity = record(
    optional=dict.fromkeys(("total", "calling", "messaging", "email_and_other"), whole)
)
_sla = record(
    optional={"enabled": flag, "schedule": anything, "pause_in": list_of(mapping)}
    | {"goals": list_of(mapping)}
)
_spam = record(optional={"allow": _texts, "deny": _texts})
_access = record(optional={"users": _texts, "teams": _texts})
_NONE: dict[str, JsonObject] = {
    SLA: {"enabled": False, "schedule": None, "pause_in": [], "goals": []},
    SPAM: {"allow": [], "deny": []},
}


def get_user(account: Account, call: Call) -> Answer:
    """One user as the pages show them."""
    return Answer(200, _shown(account, _agent(account, call)))


def patch_user(account: Account, call: Call) -> Answer:
    """Change what the body names; null clears."""
    agent, asked = _agent(account, call), call.json()
    change_user(account, agent.user_id, asked)
    return Answer(200, _shown(account, _agent(account, call)))


def change_user(account: Account, user_id: str, asked: JsonObject) -> None:
    """Set what is told of a user beside the API's own keys, for a click or a seed.

    Raises:
        RefusedError: 400, there is no such setting or value; 409, the address is a channel's.
    """
    strange = asked.keys() - {*_PROPERTIES, *_BESIDE}
    if strange:
        raise invalid(f"A user has no '{min(strange)}'")
    found = agents.record_of(account, user_id)
    properties = {name: _text(asked[key]) for key, name in _PROPERTIES.items() if key in asked}
    changed = crmusers.write(account, found, properties)
    beside = {key: _beside(account, key, asked[key]) for key in _BESIDE if key in asked}
    seat = beside.pop("seat", None)
    agents.save_record(account, changed | beside)
    user = account.store.get(USER, user_id)
    if seat is not None and user is not None:
        account.store.put(USER, user_id, agents.with_seat(user, seat=seat))


def get_desk(account: Account, call: Call) -> Answer:
    """The SLAs, or the allow and deny lists."""
    return Answer(200, _desk(account, _which(call)))


def patch_desk(account: Account, call: Call) -> Answer:
    """Change what the body names."""
    which, asked = _which(call), call.json()
    if which == SLA and account.has(profiles.STARTER_ACCOUNT):
        raise refusal(409, "This subscription has no SLAs")
    strange = asked.keys() - _NONE[which].keys()
    if strange:
        raise invalid(f"There is no '{min(strange)}'")
    kept = (_sla if which == SLA else _spam)(asked, "")
    settings = _desk(account, which) | kept
    both = set(settings.get("allow", [])) & set(settings.get("deny", []))
    if both:
        raise invalid(f"{min(both)} stands on both lists")
    account.store.put(DESK, which, settings)
    return Answer(200, settings)


def get_access(account: Account, call: Call) -> Answer:
    """Who may see a pipeline; everybody where nobody is named."""
    return Answer(200, _access_of(account, call))


def patch_access(account: Account, call: Call) -> Answer:
    """Name the users and teams who may see a pipeline."""
    old, asked = _access_of(account, call), _access(call.json(), "")
    emails = {user["email"] for user in account.store.all(USER)}
    names = {team["name"] for team in account.store.all(TEAM)}
    unknown = {*asked.get("users", [])} - emails | {*asked.get("teams", [])} - names
    if unknown:
        raise invalid(f"There is no user or team {min(unknown)}")
    account.store.put(ACCESS, call.params["pipeline_id"], old | asked)
    return Answer(200, old | asked)


def _which(call: Call) -> str:
    return call.path.rsplit("/", 1)[1]


def _desk(account: Account, which: str) -> JsonObject:
    return account.store.get(DESK, which) or _NONE[which]


def _access_of(account: Account, call: Call) -> JsonObject:
    pipeline_id = call.params["pipeline_id"]
    if account.pipeline(TICKETS, pipeline_id) is None:
        raise not_found(f"There is no pipeline {pipeline_id}")
    return account.store.get(ACCESS, pipeline_id) or {"users": [], "teams": []}


def _agent(account: Account, call: Call) -> Agent:
    found = agents.agent_of(account, call.params["email"])
    if found is None:
        raise not_found(f"There is no user {call.params['email']}")
    return found


def _shown(account: Account, agent: Agent) -> JsonObject:
    return {
        "id": agent.user_id,
        "email": agent.email,
        "seat": agent.seat,
        "availability": agent.availability,
        "time_zone": agent.time_zone,
        "working_hours": list(agent.working_hours),
        "out_of_office": list(agent.out_of_office),
        "capacity": agent.capacity,
        "skills": list(agent.skills),
        "personal_email": agent.personal_email,
        "phone_numbers": agents.record_of(account, agent.user_id)["phone_numbers"],
    }


def _text(value: Any) -> str:
    """A property's text: lists become JSON."""
    if isinstance(value, list):
        return json.dumps(value, separators=(",", ":")) if value else ""
    return "" if value is None else text(value, "a property")


def _beside(account: Account, key: str, value: Any) -> Any:
    if key == "seat":
        return flag(value, key)
    if key == "capacity":
        return None if value is None else _limits(_capacity(value, key))
    if key == "personal_email":
        return None if value is None else _own(account, text(value, key))
    names = _texts(value or [], key)
    unknown = set(names) - skill_names(account) if key == "skills" else set()
    if unknown:
        raise invalid(f"There is no skill {min(unknown)}")
    return names


def _limits(capacity: JsonObject) -> JsonObject:
    if not capacity or min(capacity.values()) < 0:
        raise invalid("A limit is 0 or more")
    return capacity


def _own(account: Account, address: str) -> str:
    for channel in channels(account):
        if channel["type"] == EMAIL and channel["address"].casefold() == address.casefold():
            raise refusal(409, f"{address} is connected as channel {channel['id']}")
    return address


FAMILY = Family(
    UI,
    (
        ("GET", "/users/{email}", get_user),
        ("PATCH", "/users/{email}", patch_user),
        ("GET", f"/{SLA}", get_desk),
        ("PATCH", f"/{SLA}", patch_desk),
        ("GET", f"/{SPAM}", get_desk),
        ("PATCH", f"/{SPAM}", patch_desk),
        ("GET", "/skills", get_skills),
        ("PATCH", "/skills", patch_skills),
        ("GET", "/pipelines/{pipeline_id}/access", get_access),
        ("PATCH", "/pipelines/{pipeline_id}/access", patch_access),
    ),
)
