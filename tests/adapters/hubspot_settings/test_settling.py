"""Settings as a read would show them: what the core compares with the account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.directory import Directory
from pipelinectl.adapters.hubspot.settings.formbodies import FormBodies
from pipelinectl.adapters.hubspot.settings.forms import raised
from pipelinectl.adapters.hubspot.settings.settling import settled
from pipelinectl.automation.references import USER, reference
from pipelinectl.model import Kind, LiveObject, Record
from tests.adapters.hubspot_settings.account import live, lookup, script

if TYPE_CHECKING:
    from pipelinectl.model import Value

ANA, BEN = (reference(USER, f"{name}@acme.example") for name in ("ana", "ben"))
DECLARED = (
    Record(name="email", hidden=False, required=True),
    Record(name="ticket.severity", hidden=True, required=False, label="How bad"),
)


def test_a_new_form_reads_back_as_it_settles() -> None:
    fields: dict[str, Value] = {"name": "Support", "fields": DECLARED}
    body = FormBodies(lookup(), Directory(script().http())).new(fields)
    found = raised({**body, "id": "1"}, lookup()).fields["fields"]
    assert settled(Kind.FORM, fields, live())["fields"] == found
    assert settled(Kind.FORM, {"name": "Support", "fields": found}, live())["fields"] == found


def test_a_form_that_is_there_keeps_what_is_not_declared() -> None:
    row = Record(name="email", hidden=False, required=False, label="Your e-mail")
    form = LiveObject(Kind.FORM, "1", None, {"name": "support", "fields": (row,)})
    odd = LiveObject(Kind.FORM, "2", None, {"name": "Support"}, opaque="Not known.")
    fields: dict[str, Any] = {"name": "Support", "fields": DECLARED[:1]}
    assert settled(Kind.FORM, fields, live(form={"1": form, "2": odd}))["fields"] == (
        Record(name="email", hidden=False, required=True, label="Your e-mail"),
    )


def test_members_and_absences_stand_in_order_and_all_else_stays() -> None:
    days = [Record({"from": day, "to": day}) for day in ("2026-12-24", "2026-05-01")]
    team: dict[str, Value] = {"team": "Tier 1", "value": (BEN, ANA, BEN)}
    assert settled(Kind.TEAM, team, live()) == {"team": "Tier 1", "value": (ANA, BEN)}
    away = settled(Kind.USER, {"value": tuple(days)}, live())
    assert away == {"value": tuple(days[::-1])}
    hours = Record(monday=("13:00 - 17:00", "09:00-12:00"))
    assert settled(Kind.USER, {"value": hours}, live()) == {
        "value": Record(monday=("09:00-12:00", "13:00-17:00"))
    }
    for kind, value in (
        (Kind.USER, Record(total=20)),
        (Kind.USER, ("Swedish", "German")),
        (Kind.USER, "Europe/Stockholm"),
        (Kind.FORM, None),
        (Kind.CHANNEL, (BEN, ANA)),
    ):
        assert settled(kind, {"value": value}, live()) == {"value": value}
