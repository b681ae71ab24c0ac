"""What a person sets of the people and of the help desk as a whole, below `/_ui/`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from .conformance.desksteps import USERS, results
from .desk import CLICKS, connect

if TYPE_CHECKING:
    from .harness import Api

ANA = "/_ui/users/ana@acme.example"


@pytest.mark.row("B-SKILL-01", "B-SKILL-02")
def test_a_skill_that_a_user_has_stays(api: Api) -> None:
    skills = {"Languages": ["Swedish", "Finnish"], "Product": ["Billing"]}
    assert api.patch("/_ui/skills", skills).json() == skills
    assert api.patch(ANA, {"skills": ["Swedish"]}).json()["skills"] == ["Swedish"]
    assert api.patch("/_ui/skills", {"Languages": ["Finnish"]}).status_code == 409
    assert api.patch("/_ui/skills", {"Languages": None}).status_code == 409
    assert api.get("/_ui/skills").json() == skills
    api.patch(ANA, {"skills": None})
    assert api.patch("/_ui/skills", {"Languages": None}).json() == {"Product": ["Billing"]}


@pytest.mark.parametrize(
    "asked",
    [{"Languages": ["a", "a"]}, {"One": ["a"], "Two": ["a"]}, {"Languages": "a"}],
    ids=str,
)
def test_a_skill_stands_once(api: Api, asked: dict[str, Any]) -> None:
    assert api.patch("/_ui/skills", asked).status_code == 400
    assert api.get("/_ui/skills").json() == {}


@pytest.mark.row("B-CAP-01", "B-AVAIL-01", "B-AVAIL-02")
def test_a_user_as_the_pages_show_them(api: Api) -> None:
    new: dict[str, Any] = {
        "id": "40000001",
        "email": "ana@acme.example",
        "seat": True,
        "availability": "available",
        "time_zone": None,
        "working_hours": [],
        "out_of_office": [],
        "capacity": None,
        "skills": [],
        "personal_email": None,
        "phone_numbers": [],
    }
    assert api.get(ANA).json() == new
    asked = {
        "seat": False,
        "availability": "away",
        "time_zone": "Europe/Stockholm",
        "working_hours": [{"days": "MONDAY", "startMinute": 480, "endMinute": 960}],
        "out_of_office": [{"startTimestamp": 1, "endTimestamp": 2}],
        "capacity": {"total": 20},
        "personal_email": "ana@acme.example",
        "phone_numbers": ["+46800000001"],
    }
    assert api.patch(ANA, asked).json() == new | asked
    assert api.get(ANA).json() == new | asked
    (record,) = [
        each["properties"]
        for each in results(api, USERS, properties="hs_email,hs_working_hours")
        if each["properties"]["hs_email"] == "ana@acme.example"
    ]
    assert json.loads(record["hs_working_hours"]) == asked["working_hours"]
    cleared = dict.fromkeys(asked.keys() - {"seat", "availability"})
    assert api.patch(ANA, cleared).json() == new | {"seat": False, "availability": "away"}


@pytest.mark.parametrize(
    "asked",
    [
        {"capacity": {"total": -1}},
        {"capacity": {}},
        {"capacity": {"total": "many"}},
        {"skills": ["Welsh"]},
        {"seat": "yes"},
        {"working_hours": [{"days": "MONDAY", "startMinute": 1, "endMinute": 2}]},
        {"availability": "asleep"},
        {"shoe_size": 41},
    ],
    ids=str,
)
def test_what_a_user_cannot_be(api: Api, asked: dict[str, Any]) -> None:
    before = api.get(ANA).json()
    assert api.patch(ANA, asked).status_code == 400
    assert api.get(ANA).json() == before


def test_seats_of_other_hubs_stay(api: Api) -> None:
    beta = "/settings/users/2026-09-beta"
    api.patch(ANA, {"seat": False})
    assert api.get(f"{beta}/40000001").json()["seatNames"] == []
    assert api.get(f"{beta}/seats").json()["results"][0]["remainingSeats"] == 3
    api.patch(ANA, {"seat": True})
    assert api.get(f"{beta}/40000001").json()["seatNames"] == ["Service Hub Professional"]


@pytest.mark.row("B-SLA-01", "B-SLA-04", "B-SLA-05", "B-SLA-07")
def test_slas_of_the_help_desk(api: Api) -> None:
    new: dict[str, Any] = {"enabled": False, "schedule": None, "pause_in": [], "goals": []}
    assert api.get("/_ui/sla").json() == new
    asked = {
        "enabled": True,
        "schedule": {"hours": {"monday": ["09:00-17:00"]}, "time_zone": "Europe/Stockholm"},
        "pause_in": [{"pipeline": "0", "stage": "2"}],
        "goals": [{"goal": "time_to_first_reply", "within": "4 hours"}],
    }
    assert api.patch("/_ui/sla", asked).json() == asked
    assert api.patch("/_ui/sla", {"enabled": False}).json() == asked | {"enabled": False}
    assert api.patch("/_ui/sla", {"deny": []}).status_code == 400


@pytest.mark.row("B-SPAM-01")
def test_an_entry_stands_on_one_of_the_lists(api: Api) -> None:
    asked = {"allow": ["acme.example"], "deny": ["spam.example"]}
    assert api.patch("/_ui/spam", asked).json() == asked
    assert api.patch("/_ui/spam", {"allow": ["spam.example"]}).status_code == 400
    assert api.get("/_ui/spam").json() == asked


@pytest.mark.row("B-PIPE-08")
def test_who_may_see_a_pipeline(api: Api) -> None:
    path = "/_ui/pipelines/0/access"
    assert api.get(path).json() == {"users": [], "teams": []}
    asked = {"users": ["ana@acme.example"], "teams": ["Tier 2"]}
    assert api.patch(path, asked).json() == asked
    assert api.patch(path, {"teams": ["Nobody"]}).status_code == 400
    assert api.get(path).json() == asked


def test_clicks_are_no_writes_and_need_no_scope(api: Api) -> None:
    api.delete("/_emulator/requests")
    connect(api, "email")
    log = api.get("/_emulator/requests").json()["requests"]
    assert {(each["path"], each["write"]) for each in log if each["method"] == "POST"} == {
        (CLICKS, False)
    }
