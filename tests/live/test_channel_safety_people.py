"""Users and teams: a plan says who loses what, and promises nothing that HubSpot refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.apply.goal import is_done
from pipelinectl.model import Address, Kind, Live, LiveObject, Read
from pipelinectl.ports import Goal, Verb, Want
from tests.live.channelsafety import HEAD, changes, files, told

if TYPE_CHECKING:
    from tests.desk import Desk

TEAM = "team.tier_1.main_members"
HOURS = "user.ana@acme.example.working_hours"


def _hours(more: str = "") -> str:
    hours = '{mon-fri: "09:00-17:00"}'
    return f"{HEAD}users:\n  Ana@Acme.Example: {{working_hours: {hours}{more}}}\n"


def _team(*people: str) -> str:
    return f"{HEAD}teams:\n  Tier 1: {{main_members: [{', '.join(people)}]}}\n"


def _user(desk: Desk) -> Any:
    return desk.api.get("/_ui/users/ana@acme.example").json()


def test_hours_of_a_user_without_a_time_zone_are_an_error_of_the_plan(desk: Desk) -> None:
    files(desk, _hours())
    planned = desk.run("plan", "--format", "json")
    assert planned.code == 1
    assert told(planned.json) == [("PC543", "error", HOURS)]
    assert desk.run("apply", "--yes").code == 1
    assert "desk" not in desk.pipelines()
    files(desk, _hours(", time_zone: Europe/Stockholm"))
    assert desk.run("apply", "--yes").code == 0
    assert (_user(desk)["time_zone"], len(_user(desk)["working_hours"])) == ("Europe/Stockholm", 5)


def test_hours_that_stand_already_need_no_time_zone(desk: Desk) -> None:
    files(desk, _hours(", time_zone: Europe/Stockholm"))
    assert desk.run("apply", "--yes").code == 0
    files(desk, _hours())
    assert desk.run("apply", "--yes").code == 0  # the zone is the account's own now


def test_hours_that_somebody_cleared_are_shown_and_put_back(desk: Desk) -> None:
    files(desk, _hours(", time_zone: Europe/Stockholm"))
    assert desk.run("apply", "--yes").code == 0
    assert desk.api.patch("/_ui/users/ana@acme.example", {"working_hours": []}).ok
    assert desk.run("drift").code == 2
    assert changes(desk.run("plan", "--format", "json").json) == {HOURS: ("update", [])}
    kept = "To keep it, take working_hours out of pipelines/desk.yaml:7."
    assert kept in desk.run("plan").out  # there is no way to write that somebody has none
    assert desk.run("apply", "--yes").code == 0
    assert len(_user(desk)["working_hours"]) == 5


def test_a_plan_names_those_whom_a_list_takes_out_of_a_team(desk: Desk) -> None:
    files(desk, _team("ben@acme.example"))
    planned = desk.run("plan", "--format", "json").json
    left = [each for each in planned["diagnostics"] if each["code"] == "PC547"]
    assert [(each["severity"], each["address"], each["message"]) for each in left] == [
        (
            "warning",
            TEAM,
            (
                'ana@acme.example is no longer in the main members of the team "Tier 1" once this '
                "is applied."
            ),
        )
    ]
    assert desk.run("plan", "--strict").code == 1


@pytest.mark.parametrize("name", ["ana@acme.example", "ANA@acme.example"])
def test_nobody_leaves_a_team_that_is_as_declared(desk: Desk, name: str) -> None:
    files(desk, _team(name))
    codes = [code for code, _, _ in told(desk.run("plan", "--format", "json").json)]
    assert codes == []


def test_a_setting_of_one_user_is_not_done_because_another_has_the_same() -> None:
    """A user without a record of settings, beside one whose time zone is the wanted one."""
    value = {"value": "Europe/Stockholm"}
    ben = "ben@acme.example/time_zone"
    live = Live(
        "1",
        {Kind.USER: {ben: LiveObject(Kind.USER, ben, None, value)}},
        {Kind.USER: Read.COMPLETE},
    )
    want = Want(
        Address(Kind.USER, ("ana@acme.example", "time_zone")),
        Kind.USER,
        "ana@acme.example/time_zone",
        None,
        Verb.CREATE,
        value,
    )
    assert not is_done(want, live, Goal.of((want,)))
