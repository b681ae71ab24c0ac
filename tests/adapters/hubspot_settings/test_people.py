"""Users and teams as HubSpot's guides show them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelinectl.adapters.hubspot.directory import Directory, Login
from pipelinectl.adapters.hubspot.listing import Listing
from pipelinectl.adapters.hubspot.settings import hours, people
from pipelinectl.adapters.hubspot.settings.teams import teams_part
from pipelinectl.automation.references import USER, reference
from pipelinectl.model import Read, Record
from tests.adapters.hubspot_settings.account import TEAMS, listing, live, script

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
NINE_TO_FIVE = '[{"days":"MONDAY_TO_FRIDAY","startMinute":540,"endMinute":1020}]'
MONDAY_AND_SATURDAY = (
    '[{"days":"MONDAY","startMinute":540,"endMinute":1020},'
    '{"days":"SATURDAY","startMinute":660,"endMinute":840}]'
)
"""Both texts are HubSpot's own examples."""


def record(email: str | None, **properties: str | None) -> dict[str, Any]:
    shown = {"hs_internal_user_id": "1", "hs_email": email, **properties}
    return {"id": "207838823235", "properties": shown, "archived": False}


def settings(*rows: dict[str, Any]) -> dict[str, Any]:
    found = people.raised(rows, Directory(script().http()))
    return {each.id: each.opaque or each.fields["value"] for each in found}


@pytest.mark.row("B-AVAIL-01")
def test_working_hours_are_told_day_by_day() -> None:
    assert hours.raised_hours(NINE_TO_FIVE) == Record(dict.fromkeys(DAYS, ("09:00-17:00",)))
    assert hours.raised_hours(MONDAY_AND_SATURDAY) == Record(
        monday=("09:00-17:00",), saturday=("11:00-14:00",)
    )
    assert hours.raised_hours("") == hours.raised_hours("[]") == Record()


def test_working_hours_are_written_in_the_order_of_the_week() -> None:
    value = Record(sunday=("13:00-24:00", "00:00-12:30"), monday=("09:00 - 17:00",))
    assert hours.lowered_hours(value) == (
        '[{"days":"MONDAY","startMinute":540,"endMinute":1020},'
        '{"days":"SUNDAY","startMinute":0,"endMinute":750},'
        '{"days":"SUNDAY","startMinute":780,"endMinute":1440}]'
    )


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "{}",
        '["MONDAY"]',
        '[{"days":"WEEKEND","startMinute":0,"endMinute":9}]',
        '[{"days":"MONDAY","startMinute":true,"endMinute":9}]',
        '[{"days":"MONDAY","startMinute":0,"endMinute":1441}]',
        '[{"days":"MONDAY"}]',
    ],
)
def test_hours_in_another_form_are_kept_as_they_are_and_never_touched(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        hours.raised_hours(text)
    found = settings(record("ana@acme.example", hs_working_hours=text))
    assert found["ana@acme.example/working_hours"] == (
        "HubSpot shows this in a form that is not known."
    )


@pytest.mark.row("B-AVAIL-02")
def test_absences_last_from_the_first_to_the_last_day_in_the_users_time_zone() -> None:
    value = (Record({"from": "2026-12-24", "to": "2026-12-31"}),)
    text = hours.lowered_absences(value, "Europe/Stockholm")
    assert text == '[{"startTimestamp":1798066800000,"endTimestamp":1798757999999}]'
    assert hours.raised_absences(text, "Europe/Stockholm") == value


def test_days_that_follow_each_other_do_not_overlap_and_are_written_in_their_order() -> None:
    value = (
        Record({"from": "2026-03-29", "to": "2026-03-29"}),
        Record({"from": "2026-03-28", "to": "2026-03-28"}),
    )
    text = hours.lowered_absences(value, "Europe/Stockholm")
    assert hours.raised_absences(text, "Europe/Stockholm") == value[::-1]
    first, second = (int(each.split(":")[1].split(",")[0]) for each in text.split("{")[1:])
    assert second - first == 24 * 3600 * 1000


def test_a_time_of_day_shows_and_midnight_ends_the_day_before() -> None:
    nine, five = 1730379600000, 1730408400000  # 31 October 2024 in New York
    text = f'[{{"startTimestamp":{nine},"endTimestamp":{five}}}]'
    assert hours.raised_absences(text, "America/New_York") == (
        Record({"from": "2024-10-31T09:00", "to": "2024-10-31T17:00"}),
    )
    day = '[{"startTimestamp":1730347200000,"endTimestamp":1730433600000}]'
    assert hours.raised_absences(day, "America/New_York") == (
        Record({"from": "2024-10-31", "to": "2024-10-31"}),
    )


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(0, 60),
    st.sampled_from(["UTC", "Europe/Stockholm", "America/Santiago"]),
)
def test_whole_days_come_back_as_they_were(start: date, days: int, zone: str) -> None:
    value = (Record({"from": str(start), "to": str(start + timedelta(days))}),)
    assert hours.raised_absences(hours.lowered_absences(value, zone), zone) == value


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ('[{"startTimestamp":"soon","endTimestamp":1}]', "UTC"),
        ('[{"startTimestamp":1}]', "UTC"),
        ('[{"startTimestamp":1e30,"endTimestamp":1}]', "UTC"),
        ('[{"startTimestamp":1,"endTimestamp":2}]', "Europe/Atlantis"),
        ('[{"startTimestamp":1,"endTimestamp":2}]', ""),
    ],
)
def test_absences_in_another_form_are_never_touched(text: str, zone: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        hours.raised_absences(text, zone)
    row = record("ana@acme.example", hs_out_of_office_hours=text, hs_standard_time_zone=zone)
    assert settings(row)["ana@acme.example/out_of_office"] == (
        "HubSpot shows this in a form that is not known."
    )


def test_each_setting_of_a_user_stands_for_itself() -> None:
    row = record(
        "Ana@acme.example", hs_standard_time_zone="Europe/Stockholm", hs_working_hours=NINE_TO_FIVE
    )
    assert settings(row) == {
        "ana@acme.example/time_zone": "Europe/Stockholm",
        "ana@acme.example/working_hours": Record(dict.fromkeys(DAYS, ("09:00-17:00",))),
        "ana@acme.example/out_of_office": (),
    }


def test_a_record_without_an_address_is_joined_by_the_id_of_the_user() -> None:
    assert next(iter(settings(record(None)))) == "ana@acme.example/time_zone"
    unknown = {**record(None), "properties": {"hs_internal_user_id": "4711"}}
    assert settings(unknown) == {}


def test_two_records_of_one_address_are_never_touched() -> None:
    twice = settings(record("ana@acme.example"), record("ana@acme.example"))
    assert set(twice.values()) == {"Several users of the account have this e-mail address."}


@pytest.mark.row("B-ROUTE-02")
def test_members_are_named_by_address_in_the_order_of_their_names() -> None:
    part = teams_part(Listing(tuple(TEAMS)), live(), Directory(script().http()))
    found = {each.id: (each.fields["team"], each.fields["value"]) for each in part.objects.values()}
    ana, ben, cyd = (reference(USER, f"{name}@acme.example") for name in ("ana", "ben", "Cyd"))
    assert found == {
        "501/main_members": ("Tier 1", (cyd, ana)),
        "501/extra_members": ("Tier 1", (ben,)),
        "502/main_members": ("Tier 2", (ben,)),
        "502/extra_members": ("Tier 2", ()),
        "503/main_members": ("Empty", ()),
        "503/extra_members": ("Empty", ()),
    }
    assert part.objects["501/main_members"].native == {
        "ana@acme.example": "1",
        "Cyd@acme.example": "3",
    }


def test_teams_are_not_known_where_their_people_are_not() -> None:
    directory = Directory(script(owners=403, users=403).http())
    part = teams_part(Listing(tuple(TEAMS)), live(), directory)
    assert part.trust is Read.UNREADABLE
    assert str(part.why).endswith("Give the token the scope crm.objects.owners.read.")
    empty = teams_part(Listing((TEAMS[2],)), live(), directory)
    assert empty.trust is Read.COMPLETE


def test_a_member_whom_nobody_can_name_is_named_by_id() -> None:
    team = {"id": "501", "name": "Tier 1", "userIds": [99], "secondaryUserIds": []}
    part = teams_part(Listing((team,)), live(), Directory(script().http()))
    assert part.objects["501/main_members"].fields["value"] == (reference(USER, "id:99"),)


def test_seats_are_told_by_the_beta_and_unknown_without_it() -> None:
    plain = listing({"id": "1", "email": "ana@acme.example", "primaryTeamId": "501"})
    seated = listing({**plain["results"][0], "seatNames": ["Service Hub Professional"]})
    with_beta = Directory(script(seats=seated).http())
    assert with_beta.logins.items == (
        Login("1", "ana@acme.example", ("Service Hub Professional",), "501"),
    )
    for refused in (403, 404, listing({"odd": True})):
        directory = Directory(script(seats=refused, users=plain).http())
        assert directory.logins.items == (Login("1", "ana@acme.example", None, "501"),)
