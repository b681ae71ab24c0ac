"""What a spec holds of users, teams, skills, the SLA and spam."""

from __future__ import annotations

import pytest

from pipelinectl.automation.references import reference
from pipelinectl.language import build
from pipelinectl.language.spec import Place, Settings
from pipelinectl.model import Record
from tests.language.reading import SANDBOX, as_text, documents, spec_of

NOWHERE = Place(documents("{}")[0])
"""Places are not compared."""

SUPPORT = """
pipelines:
  support: {name: Support, statuses: [New, Waiting, {name: Closed, state: closed}]}
"""
ANA, BEN = reference("user", "ana@acme.example"), reference("user", "id:12")


@pytest.mark.row("B-AVAIL-01", "B-AVAIL-02", "B-CAP-01", "B-SKILL-01")
def test_what_is_set_of_a_user() -> None:
    spec = spec_of("""
users:
  Ana@acme.example:
    working_hours: {mon-tue: "08:00-16:00"}
    time_zone: Europe/Stockholm
    out_of_office: [{from: "2026-12-24", to: "2026-12-24"}]
    capacity: {total: 20, calling: 2, messaging: ~}
    skills: [Swedish, "Swedish "]
  ben@acme.example: {out_of_office: [], skills: [], capacity: ~}
""")
    assert spec.users == {
        "ana@acme.example": Settings(
            "ana@acme.example",
            {
                "working_hours": Record(monday=("08:00-16:00",), tuesday=("08:00-16:00",)),
                "time_zone": "Europe/Stockholm",
                "out_of_office": (Record({"from": "2026-12-24", "to": "2026-12-24"}),),
                "capacity": Record(total=20, calling=2),
                "skills": ("Swedish",),
            },
            NOWHERE,
        ),
        "ben@acme.example": Settings(
            "ben@acme.example", {"out_of_office": (), "skills": ()}, NOWHERE
        ),
    }


@pytest.mark.row("B-ROUTE-02")
def test_who_is_in_a_team() -> None:
    spec = spec_of("""
teams:
  Tier 1: {main_members: [ana@acme.example], extra_members: ["id:12"]}
  Billing: {main_members: []}
""")
    assert spec.teams == {
        "Tier 1": Settings("Tier 1", {"main_members": (ANA,), "extra_members": (BEN,)}, NOWHERE),
        "Billing": Settings("Billing", {"main_members": ()}, NOWHERE),
    }


@pytest.mark.row("B-SKILL-01")
def test_the_skills_that_there_are() -> None:
    spec = spec_of("skills: {Languages: [Swedish, German, Swedish], Product: []}")
    assert spec.skills == Settings(
        "skills", {"Languages": ("Swedish", "German"), "Product": ()}, NOWHERE
    )


@pytest.mark.row("B-SLA-01", "B-SLA-02", "B-SLA-03", "B-SLA-04", "B-SLA-05")
def test_the_goals_of_the_sla() -> None:
    spec = spec_of(
        SUPPORT,
        """
sla:
  schedule: {hours: {mon: 09:00-17:00}, time_zone: UTC}
  pause_in: [support/Waiting]
  goals:
    - {first_reply: 1h, next_reply: 4 hours, close: 2d, due_soon: 15m}
    - {when: {priority: URGENT}, close: 8h}
""",
    )
    urgent = Record(property="priority", test="is", values=("URGENT",))
    assert spec.sla == Settings(
        "sla",
        {
            "schedule": Record(hours=Record(monday=("09:00-17:00",)), time_zone="UTC"),
            "pause_in": (reference("status", "support/waiting"),),
            "goals": (
                Record(
                    when=None,
                    first_reply=Record(amount=1, unit="hours"),
                    next_reply=Record(amount=4, unit="hours"),
                    close=Record(amount=2, unit="days"),
                    due_soon=Record(amount=15, unit="minutes"),
                ),
                Record(
                    when=Record(any=(Record(all=(urgent,)),)),
                    close=Record(amount=8, unit="hours"),
                ),
            ),
        },
        NOWHERE,
    )


@pytest.mark.row("B-SLA-04", "B-SLA-07")
def test_the_sla_may_be_switched_off_or_run_all_the_time() -> None:
    assert spec_of("sla: {enabled: false}").sla == Settings("sla", {"enabled": False}, NOWHERE)
    assert spec_of("sla: {schedule: always, goals: []}").sla == Settings(
        "sla", {"schedule": "always", "goals": ()}, NOWHERE
    )


@pytest.mark.row("B-SPAM-01")
def test_the_lists_of_spam() -> None:
    spec = spec_of("spam: {allow: [partner.example], deny: []}")
    assert spec.spam == Settings("spam", {"allow": ("partner.example",), "deny": ()}, NOWHERE)


def test_sections_without_anything_are_omitted() -> None:
    spec = spec_of("{channels: ~, migrate: ~, users: ~, teams: ~, skills: ~, sla: ~, spam: ~}")
    assert (spec.channels, spec.migrations, spec.users, spec.teams) == ({}, (), {}, {})
    assert (spec.skills, spec.sla, spec.spam) == (None, None, None)


def test_an_sla_of_a_pipeline_that_was_not_read_is_left_out() -> None:
    text = "sla: {schedule: always, pause_in: [sales/New]}"
    spec, found = build(documents(text), SANDBOX, whole=False)
    assert (spec.sla, spec.complete) == (None, True)
    assert as_text(found) == (
        "a.yaml:1:36-45 PC212 info: pause_in of the SLA is left out: a pipeline or channel that it "
        "needs is not in the files that were read.\n"
        "    hint: Name the project folder to have all files read.\n"
        "    address: sla.pause_in"
    )
