"""Teams and their members: `/settings/teams/2026-09-beta`.

Shapes: HubSpot's API description. DEFAULT is a main member, EXTRA an extra one. Unverified: that a
user has one main team, so that a new one takes the place of the old; that a member who is added
again changes the kind; that a name is taken within one parent; what POST of a member answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.emulator.errors import conflict, invalid, not_found
from pipelinectl.emulator.paging import page
from pipelinectl.emulator.people.people import OWNER, TEAM, USER
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.shapes import list_of, one_of, record, text
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject

MAIN, EXTRA = "DEFAULT", "EXTRA"
_KEYS = {MAIN: "userIds", EXTRA: "secondaryUserIds"}


def _id(value: Any, place: str) -> str:
    """An id as a text; a number passes (unverified which it is)."""
    return str(value) if isinstance(value, int) else text(value, place)


_member = record({"userId": _id, "type": one_of(MAIN, EXTRA)})
_new = record({"name": text, "members": list_of(_member)}, {"parentTeamId": text})
_changed = record(optional={"name": text, "parentTeamId": text})


def list_teams(account: Account, call: Call) -> Answer:
    """GET the teams, without members."""
    teams = [_shown(team) for team in account.store.all(TEAM)]
    return Answer(200, page(teams, call.query, default=100, most=100))


def get_team(account: Account, call: Call) -> Answer:
    """GET one team."""
    return Answer(200, _shown(_team(account, call)))


def create_team(account: Account, call: Call) -> Answer:
    """POST a team with its members: 201."""
    asked: JsonObject = _new(call.json(), "")
    members = asked.pop("members")
    team = {"id": account.new_id(), **asked, "userIds": [], "secondaryUserIds": []}
    _save(account, team)
    for member in members:
        _join(account, team["id"], member)
    return Answer(201, _shown(team))


def patch_team(account: Account, call: Call) -> Answer:
    """PATCH the name or the parent."""
    old = _team(account, call)
    asked: JsonObject = _changed(call.json(), "")
    team = _save(account, old | asked)
    _tell_people(account)
    return Answer(200, _shown(team))


def delete_team(account: Account, call: Call) -> Answer:
    """DELETE a team: 204. Its members stay users."""
    account.store.drop(TEAM, _team(account, call)["id"])
    _tell_people(account)
    return Answer(204)


def list_members(account: Account, call: Call) -> Answer:
    """GET a page of members, the main ones first."""
    team = _team(account, call)
    members = [{"userId": one, "type": kind} for kind, key in _KEYS.items() for one in team[key]]
    return Answer(200, page(members, call.query, default=100, most=100))


def add_member(account: Account, call: Call) -> Answer:
    """POST a member: 201."""
    team = _team(account, call)
    member: JsonObject = _member(call.json(), "")
    _join(account, team["id"], member)
    return Answer(201, member)


def remove_member(account: Account, call: Call) -> Answer:
    """DELETE a member: 204."""
    team, user_id = _team(account, call), call.params["user_id"]
    if user_id not in {*team["userIds"], *team["secondaryUserIds"]}:
        raise not_found(f"User {user_id} is no member of team {team['id']}")
    account.store.put(TEAM, team["id"], _left(team, user_id))
    _tell_people(account)
    return Answer(204)


def _join(account: Account, team_id: str, member: JsonObject) -> None:
    user_id, kind = member["userId"], member["type"]
    if account.store.get(USER, user_id) is None:
        raise invalid(f"There is no user {user_id}")
    for team in account.store.all(TEAM):
        if team["id"] == team_id:
            left = _left(team, user_id)
            joined = left | {_KEYS[kind]: [*left[_KEYS[kind]], user_id]}
            account.store.put(TEAM, team_id, joined)
        elif kind == MAIN and user_id in team["userIds"]:
            account.store.put(TEAM, team["id"], _left(team, user_id))
    _tell_people(account)


def _left(team: JsonObject, user_id: str) -> JsonObject:
    return team | {key: [each for each in team[key] if each != user_id] for key in _KEYS.values()}


def _tell_people(account: Account) -> None:
    """Write the memberships of the teams into the users and owners, who tell them too."""
    teams = account.store.all(TEAM)
    for user in account.store.all(USER):
        main = next((team["id"] for team in teams if user["id"] in team["userIds"]), None)
        extra = [team["id"] for team in teams if user["id"] in team["secondaryUserIds"]]
        told = {key: user[key] for key in user.keys() - {"primaryTeamId", "secondaryTeamIds"}}
        told |= {"primaryTeamId": main} if main else {}
        told |= {"secondaryTeamIds": extra} if extra else {}
        account.store.put(USER, user["id"], told)
    for owner in account.store.all(OWNER):
        mine = str(owner.get("userId"))
        told_teams = [
            {"id": team["id"], "name": team["name"], "primary": mine in team["userIds"]}
            for team in teams
            if mine in {*team["userIds"], *team["secondaryUserIds"]}
        ]
        account.store.put(OWNER, owner["id"], owner | {"teams": told_teams})


def _save(account: Account, team: JsonObject) -> JsonObject:
    parent = team.get("parentTeamId")
    if not team["name"].strip():
        raise invalid("A team needs a name")
    if parent is not None and (parent == team["id"] or account.store.get(TEAM, parent) is None):
        raise invalid(f"There is no team {parent} to be the parent")
    for other in account.store.all(TEAM):
        same = other["name"] == team["name"] and other.get("parentTeamId") == parent
        if same and other["id"] != team["id"]:
            raise conflict(f"A team named {team['name']} already exists")
    account.store.put(TEAM, team["id"], team)
    return team


def _team(account: Account, call: Call) -> JsonObject:
    team = account.store.get(TEAM, call.params["team_id"])
    if team is None:
        raise not_found(f"There is no team {call.params['team_id']}")
    return team


def _shown(team: JsonObject) -> JsonObject:
    return {key: team[key] for key in ("id", "name", "parentTeamId") if key in team}


FAMILY = Family(
    (("2026-09-beta", "/settings/teams/2026-09-beta"),),
    (
        ("GET", "", list_teams),
        ("POST", "", create_team),
        ("GET", "/{team_id}", get_team),
        ("PATCH", "/{team_id}", patch_team),
        ("DELETE", "/{team_id}", delete_team),
        ("GET", "/{team_id}/members", list_members),
        ("POST", "/{team_id}/members", add_member),
        ("DELETE", "/{team_id}/members/{user_id}", remove_member),
    ),
)
