"""What is not written, whatever is wanted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.adapters.hubspot.directory import Directory
from pipelinectl.adapters.hubspot.settings.writes import next_write
from pipelinectl.model import Address, Kind, LiveObject, Record
from pipelinectl.ports import Goal, RemoteError, Verb, Want
from tests.adapters.hubspot_settings.account import live, script

if TYPE_CHECKING:
    from pipelinectl.model import Value
    from pipelinectl.ports import Write

WHY = "HubSpot shows this in a form that is not known."
ABSENCE = (Record({"from": "2026-12-24", "to": "2026-12-24"}),)


def written(found: LiveObject, address: str, **fields: Value) -> Write | None:
    state = replace(
        live(**{found.kind.value: {found.id: found}}), native=Directory(script().http())
    )
    wanted = Want(Address.parse(address), found.kind, found.id, None, Verb.UPDATE, fields)
    return next_write(Goal.of([wanted]), state)


def user(setting: str, zone: str, opaque: str | None = None) -> LiveObject:
    native = {"id": "7", "properties": {"hs_standard_time_zone": zone}}
    identifier = f"ana@acme.example/{setting}"
    fields: dict[str, Any] = {"value": ()}
    return LiveObject(Kind.USER, identifier, None, fields, opaque=opaque, native=native)


def test_what_is_not_understood_is_never_written() -> None:
    form = LiveObject(Kind.FORM, "1", None, {"name": "Contact"}, opaque=WHY)
    assert written(form, "form.contact", ticket_properties=Record(priority="LOW")) is None
    hours = user("working_hours", "UTC", WHY)
    assert written(hours, "user.ana@acme.example.working_hours", value=Record()) is None
    team = LiveObject(Kind.TEAM, "5/main_members", None, {"value": ()}, opaque=WHY)
    assert written(team, "team.tier_1.main_members", value=()) is None


def test_a_setting_that_no_api_writes_is_not_written() -> None:
    assert written(user("capacity", "UTC"), "user.ana@acme.example.capacity", value=()) is None


def test_days_in_a_time_zone_that_is_not_known_here_cannot_be_written() -> None:
    with pytest.raises(RemoteError) as refused:
        written(
            user("out_of_office", "Europe/Atlantis"),
            "user.ana@acme.example.out_of_office",
            value=ABSENCE,
        )
    assert refused.value.diagnostic.message == (
        "user.ana@acme.example.out_of_office cannot be written: time zone 'Europe/Atlantis' is "
        "not known on this machine."
    )


def test_a_value_of_the_wrong_type_cannot_be_written() -> None:
    form = LiveObject(
        Kind.FORM,
        "1",
        None,
        {"name": "Contact", "fields": (), "ticket_properties": Record()},
        native={"id": "1", "name": "Contact", "fieldGroups": []},
    )
    with pytest.raises(RemoteError) as refused:
        written(form, "form.contact", ticket_properties=Record(severity="3"))
    assert refused.value.diagnostic.code == "PC543"
    assert "`severity` holds a number: write 3 without" in refused.value.diagnostic.message
