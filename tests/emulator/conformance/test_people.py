from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from .desksteps import OTHER_USERS, TEAMS, USERS, results
from .steps import VALIDATION, refusal, unique

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .steps import Api

case = pytest.mark.case
ZONE, HOURS = "hs_standard_time_zone", "hs_working_hours"
AWAY = "hs_out_of_office_hours"
ALWAYS = {"hs_createdate", "hs_lastmodifieddate", "hs_object_id"}


def hours(*ranges: tuple[str, int, int]) -> str:
    return json.dumps(
        [{"days": days, "startMinute": start, "endMinute": end} for days, start, end in ranges]
    )


@pytest.fixture
def user(target: Api) -> Iterator[str]:
    """The record's id of a user without time zone and hours; they come back afterwards."""
    before = results(target, USERS, properties=f"{ZONE},{HOURS},{AWAY}", limit=1)[0]
    path = f"{USERS}/{before['id']}"
    cleared = {AWAY: "", HOURS: "", ZONE: ""}
    assert target.patch(path, {"properties": cleared}).status_code == 200
    yield before["id"]
    target.patch(path, {"properties": cleared})
    kept = {name: before["properties"].get(name) or "" for name in cleared}
    assert target.patch(path, {"properties": kept}).status_code == 200


def patch(api: Api, record: str, **properties: str) -> Any:
    return api.patch(f"{USERS}/{record}", {"properties": properties})


def told(api: Api, record: str, name: str) -> str | None:
    answer = api.get(f"{USERS}/{record}", params={"properties": name}).json()
    value: str | None = answer["properties"][name]
    return value


@case("HB-USER-01")
def test_a_record_has_an_id_of_its_own(target: Api) -> None:
    for each in results(target, USERS, properties="hs_internal_user_id,hs_email"):
        properties = each["properties"]
        assert properties["hs_object_id"] == each["id"] != properties["hs_internal_user_id"]
        (owner,) = results(target, "/crm/owners/2026-09", email=properties["hs_email"])
        assert str(owner["userId"]) == properties["hs_internal_user_id"]
        assert owner["id"] not in {each["id"], str(owner["userId"])}


@case("HB-USER-02")
@pytest.mark.parametrize("base", [USERS, *OTHER_USERS])
def test_properties_are_told_when_asked_for(target: Api, base: str) -> None:
    found = results(target, base)[0]
    assert found["properties"].keys() == ALWAYS
    path = f"{base}/{found['id']}"
    asked = target.get(path, params={"properties": f"hs_email,{ZONE},hs_no_such_thing"}).json()
    assert asked["properties"].keys() == ALWAYS | {"hs_email", ZONE}


@case("HB-USER-03")
def test_the_time_zone_comes_first(target: Api, user: str) -> None:
    asked = hours(("MONDAY_TO_FRIDAY", 540, 1020))
    assert refusal(patch(target, user, hs_working_hours=asked)) == VALIDATION
    assert patch(target, user, hs_standard_time_zone="Europe/Stockholm").status_code == 200
    assert patch(target, user, hs_working_hours=asked).status_code == 200
    assert json.loads(told(target, user, HOURS) or "") == json.loads(asked)


@case("HB-USER-04")
def test_both_may_come_in_one_request(target: Api, user: str) -> None:
    asked = {ZONE: "America/Detroit", HOURS: hours(("SATURDAY", 540, 1020))}
    assert patch(target, user, **asked).status_code == 200
    assert told(target, user, ZONE) == "America/Detroit"


@case("HB-USER-05")
@pytest.mark.parametrize(
    "wrong",
    [
        "9 to 5",
        hours(("WORKDAYS", 540, 1020)),
        hours(("MONDAY", 540, 540)),
        hours(("MONDAY", 540, 1441)),
        hours(("MONDAY", 540, 1020), ("MONDAY_TO_FRIDAY", 1000, 1100)),
    ],
)
def test_working_hours_have_a_form(target: Api, user: str, wrong: str) -> None:
    patch(target, user, hs_standard_time_zone="Europe/London")
    assert refusal(patch(target, user, hs_working_hours=wrong)) == VALIDATION
    assert told(target, user, HOURS) is None


@case("HB-USER-06")
def test_times_out_of_office_have_a_form(target: Api, user: str) -> None:
    day = 24 * 60 * 60 * 1000
    start = 1_900_000_000_000
    one = {"startTimestamp": start, "endTimestamp": start + day}
    over = {"startTimestamp": start + day - 1, "endTimestamp": start + 2 * day}
    back = {"startTimestamp": start, "endTimestamp": start - day}
    assert patch(target, user, hs_out_of_office_hours=json.dumps([one])).status_code == 200
    for wrong in ([one, over], [back]):
        answer = patch(target, user, hs_out_of_office_hours=json.dumps(wrong))
        assert refusal(answer) == VALIDATION
    assert json.loads(told(target, user, AWAY) or "") == [one]


@case("HB-USER-07")
@pytest.mark.parametrize(
    "asked",
    [
        {"hs_availability_status": "busy"},
        {ZONE: "Stockholm"},
        {"hs_no_such_thing": "x"},
        {"hs_internal_user_id": "1"},
    ],
    ids=str,
)
def test_other_values_are_refused(target: Api, user: str, asked: dict[str, str]) -> None:
    assert refusal(patch(target, user, **asked)) == VALIDATION


@case("HB-USER-08")
def test_a_token_needs_the_scope(profiled: Callable[[str], Api]) -> None:
    api = profiled("missing_users_write_scope")
    record = results(api, USERS)[0]["id"]
    assert patch(api, record, hs_job_title="x").status_code == 403
    assert api.post(TEAMS, {"name": "x", "members": []}).status_code == 403
    assert api.get(TEAMS).status_code == 200


@pytest.fixture
def team(target: Api) -> Iterator[str]:
    """The id of a new team without members."""
    made = target.post(TEAMS, {"name": unique("Team"), "members": []})
    assert made.status_code == 201, made.text
    yield made.json()["id"]
    target.delete(f"{TEAMS}/{made.json()['id']}")


def members(api: Api, team_id: str) -> list[tuple[str, str]]:
    found = results(api, f"{TEAMS}/{team_id}/members")
    return [(str(each["userId"]), each["type"]) for each in found]


@case("HB-TEAM-01")
def test_members_are_main_or_extra(target: Api, team: str) -> None:
    someone = str(results(target, "/settings/users/2026-03")[0]["id"])
    path = f"{TEAMS}/{team}/members"
    assert target.post(path, {"userId": someone, "type": "EXTRA"}).ok
    assert members(target, team) == [(someone, "EXTRA")]
    teams = results(target, "/settings/users/2026-03/teams")
    found = next(each for each in teams if each["id"] == team)
    assert (found["userIds"], found["secondaryUserIds"]) == ([], [someone])
    assert target.delete(f"{path}/{someone}").status_code == 204
    assert members(target, team) == []


@case("HB-TEAM-02")
def test_a_team_is_renamed_and_deleted(target: Api, team: str) -> None:
    path = f"{TEAMS}/{team}"
    name = unique("Renamed")
    assert target.patch(path, {"name": name}).status_code == 200
    assert target.get(path).json()["name"] == name
    assert target.delete(path).status_code == 204
    assert target.get(path).status_code == 404


@case("HB-TEAM-03")
def test_a_team_tells_its_members_elsewhere(target: Api, team: str) -> None:
    assert target.get(f"{TEAMS}/{team}").json().keys() <= {"id", "name", "parentTeamId"}


@case("HB-TEAM-04")
def test_a_name_is_taken_within_a_parent(target: Api, team: str) -> None:
    name = target.get(f"{TEAMS}/{team}").json()["name"]
    asked: dict[str, Any] = {"name": name, "members": []}
    answer = target.post(TEAMS, asked)
    below = target.post(TEAMS, asked | {"parentTeamId": team})
    for made in (answer, below):
        if made.status_code == 201:
            target.delete(f"{TEAMS}/{made.json()['id']}")
    assert refusal(answer) == (409, "OBJECT_ALREADY_EXISTS", None)
    assert below.status_code == 201


@case("HB-TEAM-05")
def test_a_team_has_a_shape(target: Api) -> None:
    named = {"name": unique("Team")}
    wrong: tuple[dict[str, Any], ...] = (
        {"members": []},
        named,
        named | {"members": [{"userId": "1", "type": "MAIN"}]},
        named | {"members": [], "parentTeamId": "999999999"},
    )
    for asked in wrong:
        assert refusal(target.post(TEAMS, asked)) == VALIDATION
