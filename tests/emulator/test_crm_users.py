"""Users as records of the CRM, and teams with their members."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from .conformance.desksteps import TEAMS, USERS, results

if TYPE_CHECKING:
    from collections.abc import Callable

    from .harness import Api

ASKED = "hs_email,hs_internal_user_id,hubspot_owner_id,hs_working_hours,hs_standard_time_zone"
HOURS = [{"days": "MONDAY_TO_FRIDAY", "startMinute": 540, "endMinute": 1020}]
ZONE = "hs_standard_time_zone"


def record(api: Api, email: str = "ana@acme.example", also: str = "") -> dict[str, Any]:
    found = results(api, USERS, properties=f"{ASKED},{also}")
    return next(each for each in found if each["properties"]["hs_email"] == email)


def patch(api: Api, **properties: Any) -> Any:
    return api.patch(f"{USERS}/{record(api)['id']}", {"properties": properties})


def hours(*ranges: tuple[str, int, int]) -> str:
    return json.dumps(
        [{"days": days, "startMinute": start, "endMinute": end} for days, start, end in ranges]
    )


def test_the_three_ids_of_a_user_differ(api: Api) -> None:
    found = record(api)
    properties = found["properties"]
    assert properties["hs_internal_user_id"] == "40000001"
    assert properties["hubspot_owner_id"] == "70000001"
    assert found["id"] == properties["hs_object_id"]
    assert len({found["id"], "40000001", "70000001"}) == 3
    assert api.get(f"{USERS}/40000001").status_code == 404


@pytest.mark.parametrize(
    "base", [USERS, "/crm/objects/2026-03/users", "/crm/v3/objects/users", f"{USERS}/"]
)
def test_a_property_is_told_where_it_is_asked_for(api: Api, base: str) -> None:
    found = results(api, base)
    assert len(found) == 2
    for each in found:
        assert each["properties"].keys() == {
            *("hs_createdate", "hs_lastmodifieddate", "hs_object_id")
        }
    asked = {"properties": ["hs_email", "hs_working_hours", "hs_nothing_like_it"]}
    one = api.get(f"{base.rstrip('/')}/{found[0]['id']}", params=asked).json()["properties"]
    assert (one["hs_email"], one["hs_working_hours"]) == ("ana@acme.example", None)
    assert "hs_nothing_like_it" not in one


@pytest.mark.row("B-AVAIL-01")
def test_the_time_zone_is_there_before_the_working_hours(api: Api) -> None:
    assert patch(api, hs_working_hours=json.dumps(HOURS)).status_code == 400
    assert record(api)["properties"]["hs_working_hours"] is None
    answer = patch(api, hs_standard_time_zone="Europe/Stockholm")
    assert (answer.status_code, answer.json()["properties"][ZONE]) == (200, "Europe/Stockholm")
    assert patch(api, hs_working_hours=json.dumps(HOURS)).status_code == 200
    properties = record(api)["properties"]
    assert json.loads(properties["hs_working_hours"]) == HOURS
    assert patch(api, hs_standard_time_zone="").status_code == 400
    assert patch(api, hs_standard_time_zone="", hs_working_hours="").status_code == 200
    assert record(api)["properties"][ZONE] is None


def test_zone_and_hours_pass_in_one_request(api: Api) -> None:
    both = {ZONE: "America/Detroit", "hs_working_hours": hours(("SATURDAY", 0, 1440))}
    assert patch(api, **both).status_code == 200


@pytest.mark.row("B-AVAIL-02")
def test_times_out_of_office(api: Api) -> None:
    dates = [{"startTimestamp": 1000, "endTimestamp": 2000}]
    assert patch(api, hs_out_of_office_hours=json.dumps(dates)).status_code == 200
    found = record(api, also="hs_out_of_office_hours")["properties"]["hs_out_of_office_hours"]
    assert json.loads(found) == dates


def test_skills_without_a_category_are_a_property(api: Api) -> None:
    api.patch("/_ui/skills", {"Uncategorized": ["Refunds", "Setup"], "Languages": ["Swedish"]})
    api.patch("/_ui/users/ana@acme.example", {"skills": ["Swedish", "Setup"]})
    assert patch(api, hs_uncategorized_skills="Refunds;Setup").status_code == 200
    found = record(api, also="hs_uncategorized_skills")["properties"]
    assert found["hs_uncategorized_skills"] == "Refunds;Setup"
    assert api.get("/_ui/users/ana@acme.example").json()["skills"] == [
        *("Swedish", "Refunds", "Setup")
    ]
    assert patch(api, hs_uncategorized_skills="Swedish").status_code == 400


@pytest.mark.parametrize(
    "properties",
    [
        {"hs_availability_status": "busy"},
        {"hs_standard_time_zone": "Stockholm"},
        {"hs_working_hours": "monday to friday"},
        {"hs_working_hours": "{}"},
        {"hs_working_hours": "[[]]"},
        {"hs_working_hours": json.dumps([{"days": "MONDAY"}])},
        {"hs_working_hours": hours(("WORKDAYS", 1, 2))},
        {"hs_working_hours": hours(("MONDAY", 60, 60))},
        {"hs_working_hours": hours(("MONDAY", -1, 60))},
        {"hs_working_hours": hours(("MONDAY", 0, 1441))},
        {"hs_working_hours": hours(("MONDAY", 0, 60), ("EVERY_DAY", 59, 90))},
        {"hs_out_of_office_hours": json.dumps([{"startTimestamp": 2, "endTimestamp": 1}])},
        {"hs_out_of_office_hours": json.dumps([{"startTimestamp": "today"}])},
        {
            "hs_out_of_office_hours": json.dumps(
                [
                    {"startTimestamp": 1, "endTimestamp": 3},
                    {"startTimestamp": 2, "endTimestamp": 4},
                ]
            )
        },
        {"hs_email": "other@acme.example"},
        {"hubspot_owner_id": "1"},
        {"hs_shoe_size": "41"},
        {"hs_job_title": 1},
    ],
    ids=str,
)
def test_values_that_are_refused(api: Api, properties: dict[str, Any]) -> None:
    assert patch(api, hs_standard_time_zone="Europe/London").status_code == 200
    before = record(api, also="hs_availability_status,hs_additional_phone")
    answer = patch(api, **{"hs_additional_phone": "+46700000001", **properties})
    assert (answer.status_code, answer.json()["category"]) == (400, "VALIDATION_ERROR")
    assert record(api, also="hs_availability_status,hs_additional_phone") == before


def test_users_cannot_be_made_here(api: Api) -> None:
    assert api.post(USERS, {"properties": {"hs_email": "new@acme.example"}}).status_code == 404
    assert api.patch(f"{USERS}/1", {"properties": {}}).status_code == 404
    assert api.patch(f"{USERS}/{record(api)['id']}", {}).status_code == 400


@pytest.mark.parametrize("profile", ["missing_users_write_scope", "missing_people_scope"])
def test_a_token_without_the_scope(profile: str, profiled: Callable[[str], Api]) -> None:
    api = profiled(profile)
    reads = {api.get(path).status_code for path in (USERS, TEAMS, "/crm/v3/objects/users")}
    assert reads == ({403} if profile == "missing_people_scope" else {200})
    assert api.patch(f"{USERS}/1", {"properties": {}}).status_code == 403
    assert api.post(TEAMS, {"name": "New", "members": []}).status_code == 403


def members(api: Api, team_id: str) -> list[tuple[str, str]]:
    found = results(api, f"{TEAMS}/{team_id}/members")
    return [(each["userId"], each["type"]) for each in found]


@pytest.mark.row("B-ROUTE-02")
def test_a_team_is_made_with_main_and_extra_members(api: Api) -> None:
    ana, ben = "40000001", "40000002"
    asked = {
        "name": "Tier 3",
        "parentTeamId": "503",
        "members": [{"userId": ana, "type": "EXTRA"}, {"userId": ben, "type": "DEFAULT"}],
    }
    answer = api.post(TEAMS, asked)
    assert answer.status_code == 201
    team = answer.json()
    assert team == {"id": team["id"], "name": "Tier 3", "parentTeamId": "503"}
    assert api.get(f"{TEAMS}/{team['id']}").json() == team
    assert members(api, team["id"]) == [(ben, "DEFAULT"), (ana, "EXTRA")]
    assert members(api, "502") == []
    user = api.get(f"/settings/users/2026-03/{ben}").json()
    assert user["primaryTeamId"] == team["id"]
    (owner,) = results(api, "/crm/owners/2026-09", email="ben@acme.example")
    assert owner["teams"] == [{"id": team["id"], "name": "Tier 3", "primary": True}]


def test_members_come_and_go(api: Api) -> None:
    path = f"{TEAMS}/502/members"
    added = api.post(path, {"userId": 40000001, "type": "EXTRA"})
    assert (added.status_code, added.json()) == (201, {"userId": "40000001", "type": "EXTRA"})
    assert members(api, "502") == [("40000002", "DEFAULT"), ("40000001", "EXTRA")]
    api.post(path, {"userId": "40000002", "type": "EXTRA"})
    assert members(api, "502") == [("40000001", "EXTRA"), ("40000002", "EXTRA")]
    assert api.delete(f"{path}/40000001").status_code == 204
    assert api.delete(f"{path}/40000001").status_code == 404
    assert members(api, "502") == [("40000002", "EXTRA")]
    assert "primaryTeamId" not in api.get("/settings/users/2026-03/40000002").json()


def test_a_team_is_renamed_and_deleted(api: Api) -> None:
    assert api.patch(f"{TEAMS}/503", {"name": "Invoices"}).json()["name"] == "Invoices"
    (owner,) = results(api, "/crm/owners/2026-09", email="ana@acme.example")
    assert [team["name"] for team in owner["teams"]] == ["Tier 1", "Invoices"]
    assert api.delete(f"{TEAMS}/503").status_code == 204
    assert [team["name"] for team in results(api, TEAMS)] == ["Tier 1", "Tier 2"]
    assert "secondaryTeamIds" not in api.get("/settings/users/2026-03/40000001").json()


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"name": "Tier 1", "members": []}, 409),
        ({"name": "Tier 1", "parentTeamId": "503", "members": []}, 201),
        ({"name": " ", "members": []}, 400),
        ({"members": []}, 400),
        ({"name": "New"}, 400),
        ({"name": "New", "members": [], "parentTeamId": "99"}, 400),
        ({"name": "New", "members": [{"userId": "1", "type": "DEFAULT"}]}, 400),
        ({"name": "New", "members": [{"userId": "40000001", "type": "MAIN"}]}, 400),
    ],
    ids=str,
)
def test_which_teams_can_be_made(api: Api, asked: dict[str, Any], status: int) -> None:
    before = results(api, TEAMS)
    assert api.post(TEAMS, asked).status_code == status
    assert (results(api, TEAMS) == before) == (status != 201)
