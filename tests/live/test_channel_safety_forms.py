"""Forms: what others made keeps what it has, and what the files do not name stays as it is."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.desk import new_desk
from tests.live.channelsafety import (
    EMAIL,
    FORMS,
    changes,
    connect,
    contact,
    field,
    files,
    form,
    hidden,
    make_form,
    told,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desk import Desk

NEW = "{new: Contact, fields: [email, ticket.subject]}"


def _created(desk: Desk) -> str:
    """The id of the form that an apply made."""
    files(desk, contact(NEW))
    assert desk.run("apply", "--yes").code == 0
    (found,) = desk.api.get(FORMS).json()["results"]
    return str(found["id"])


def _change(desk: Desk, identifier: str, **body: Any) -> None:
    answer = desk.api.patch(f"{FORMS}/{identifier}", body)
    assert answer.ok, answer.text


def test_a_new_form_does_not_overwrite_somebodys_form_of_that_name(desk: Desk) -> None:
    theirs = make_form(desk, "Contact", EMAIL, field("firstname", "First"), field("company", "Co"))
    before = form(desk, theirs)
    files(desk, contact(NEW))
    planned = desk.run("plan", "--format", "json")
    assert planned.code == 3
    assert changes(planned.json)["form.contact"] == ("adopt", ["label_taken"])
    assert desk.run("apply", "--yes").code == 3
    assert form(desk, theirs) == before


def test_what_a_form_of_others_sets_of_its_tickets_is_not_dropped_in_passing(desk: Desk) -> None:
    sets = hidden("hs_ticket_priority", "HIGH")
    theirs = make_form(desk, "Contact", EMAIL, sets)
    before = form(desk, theirs)
    files(desk, contact("Contact"))
    planned = desk.run("plan", "--format", "json")
    assert planned.code == 3
    assert changes(planned.json)["form.contact"] == ("adopt", ["label_taken"])
    assert desk.run("apply", "--yes").code == 3
    assert form(desk, theirs) == before
    files(desk, contact("Contact", "pipeline: desk, status: New, priority: HIGH"))
    assert desk.run("apply", "--yes").code == 0
    assert form(desk, theirs)[1] == {
        "email": "Your mail",
        "hs_ticket_priority": "HIGH",
        "hs_pipeline": "desk",
        "hs_pipeline_stage": "desk-new",
    }
    files(desk, contact("Contact"))
    assert desk.run("apply", "--yes").code == 0
    assert "hs_ticket_priority" not in form(desk, theirs)[1]


def test_a_form_of_others_may_get_more_than_it_has(desk: Desk) -> None:
    theirs = make_form(desk, "Contact", EMAIL, field("company", "Co"))
    files(desk, contact("Contact"))
    assert desk.run("apply", "--yes").code == 0
    assert form(desk, theirs)[1] == {
        "email": "Your mail",
        "company": "Co",
        "hs_pipeline": "desk",
        "hs_pipeline_stage": "desk-new",
    }


def test_a_form_of_others_is_not_renamed_for_its_letters_alone(desk: Desk) -> None:
    theirs = make_form(desk, "contact", EMAIL)
    connect(desk, "form", form="contact")
    files(desk, contact("Contact"))
    assert desk.run("apply", "--yes").code == 0
    assert form(desk, theirs)[0] == "contact"
    planned = desk.run("plan", "--format", "json").json
    assert [each["state"] for each in planned["manual_steps"]] == ["verified"]
    assert planned["complete"]


def test_without_a_ledger_our_own_form_is_found_and_not_rewritten(desk: Desk) -> None:
    ours = _created(desk)
    before = form(desk, ours)
    shutil.rmtree(desk.folder / ".pipelinectl")
    assert desk.run("apply", "--yes").code == 0
    assert form(desk, ours) == before
    files(desk, contact("{new: Contact, fields: [email, firstname, ticket.subject]}"))
    assert desk.run("apply", "--yes").code == 0
    assert "firstname" in form(desk, ours)[1]


def test_a_form_that_was_renamed_keeps_the_labels_that_the_files_do_not_name(desk: Desk) -> None:
    ours = _created(desk)
    groups = desk.api.get(f"{FORMS}/{ours}").json()["fieldGroups"]
    groups[0]["fields"][0]["label"] = "Your mail, please"
    _change(desk, ours, name="Get in touch", fieldGroups=groups)
    planned = desk.run("plan", "--format", "json").json
    assert [each["paths"] for each in planned["changes"] if each["address"] == "form.contact"] == [
        [{"path": "name", "side": "live"}]
    ]
    assert desk.run("apply", "--yes").code == 0
    assert form(desk, ours) == (
        "Contact",
        {
            "email": "Your mail, please",
            "subject": "Ticket name",
            "hs_pipeline": "desk",
            "hs_pipeline_stage": "desk-new",
        },
    )


def test_a_saved_plan_is_stale_once_a_form_of_the_name_appeared(desk: Desk) -> None:
    files(desk, contact(NEW))
    assert desk.run("plan", "--out", "plan.json").code == 0
    theirs = make_form(desk, "Contact", EMAIL)
    before = form(desk, theirs)
    assert desk.run("apply", "plan.json").code == 4
    assert form(desk, theirs) == before


def test_forms_that_cannot_be_read_are_not_made_twice(tmp_path: Path) -> None:
    data = str(tmp_path / "account.json")
    with new_desk(tmp_path, "--data", data) as desk:
        ours = _created(desk)
    with new_desk(tmp_path, "--data", data, "--profile", "missing_forms_scope") as desk:
        planned = desk.run("plan", "--format", "json").json
        assert ("PC542", "error", "form.contact") in told(planned)
        assert desk.run("apply", "--yes").code == 1
    with new_desk(tmp_path, "--data", data) as desk:
        assert [each["id"] for each in desk.api.get(FORMS).json()["results"]] == [ours]
        assert changes(desk.run("plan", "--format", "json").json) == {
            "channel.contact": ("create", [])
        }


@pytest.mark.parametrize("times", [1, 2])
def test_a_form_whose_answer_was_lost_is_made_once(desk: Desk, times: int) -> None:
    files(desk, contact(NEW))
    desk.fault("drop_after_write", at=2, times=times)
    desk.run("apply", "--yes")
    desk.api.delete("/_emulator/faults")
    assert desk.run("apply", "--yes").code == 0
    assert [each["name"] for each in desk.api.get(FORMS).json()["results"]] == ["Contact"]
