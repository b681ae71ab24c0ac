"""Forms as HubSpot's forms API answers and takes them."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from pipelinectl.adapters.hubspot.directory import Directory
from pipelinectl.adapters.hubspot.flows import CannotLower
from pipelinectl.adapters.hubspot.listing import Listing
from pipelinectl.adapters.hubspot.settings.formbodies import FormBodies
from pipelinectl.adapters.hubspot.settings.forms import forms_part, raised, same_fields
from pipelinectl.automation.references import PIPELINE, STATUS, USER, reference
from pipelinectl.model import Read, Record
from tests.adapters.hubspot_settings.account import lookup, script


def field(name: str, of: str = "0-1", **more: Any) -> dict[str, Any]:
    plain = {"objectTypeId": of, "name": name, "label": name.title(), "fieldType": "any"}
    return {**plain, "required": False, "hidden": False, **more}


def hidden(name: str, value: str) -> dict[str, Any]:
    return field(name, "0-5", hidden=True, defaultValue=value)


def group(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"groupType": "default_group", "richTextType": "text", "fields": list(fields), **more}


EMAIL = field("email", required=True, validation={"blockedEmailDomains": ["spam.example"]})
CONTACT_US: dict[str, Any] = {
    "id": "b6336282-50ec-465e-894e-e368146fa25f",
    "name": "Contact us",
    "formType": "hubspot",
    "archived": False,
    "fieldGroups": [
        group(EMAIL, field("firstname")),
        group(richText="<p>What is it about?</p>"),
        group(field("subject", "0-5"), hidden("hs_pipeline", "0")),
        group(hidden("hs_pipeline_stage", "2")),
        group(hidden("hs_ticket_priority", "HIGH")),
    ],
    "configuration": {"language": "sv"},
}
FIELDS = (
    Record(name="email", hidden=False, required=True, label="Email"),
    Record(name="firstname", hidden=False, required=False, label="Firstname"),
    Record(name="ticket.subject", hidden=False, required=False, label="Subject"),
)
PROPERTIES = Record(
    pipeline=reference(PIPELINE, "0"), status=reference(STATUS, "2"), priority="HIGH"
)


def new(**fields: Any) -> dict[str, Any]:
    return bodies().new(fields)


def bodies() -> FormBodies:
    return FormBodies(lookup(), Directory(script().http()))


def changed(form: dict[str, Any], **wanted: Any) -> dict[str, Any]:
    """The form after a PATCH, as raised; the form itself stays as it was."""
    before = copy.deepcopy(form)
    body = bodies().changed(form, wanted)
    assert form == before
    return dict(raised({**form, **body}, lookup()).fields)


@pytest.mark.row("CH-FORM-04", "CH-FORM-05", "B-FORM-01")
def test_hidden_fields_of_a_ticket_are_its_properties_and_no_fields_of_the_form() -> None:
    found = raised(CONTACT_US, lookup())
    assert found.fields == {"name": "Contact us", "fields": FIELDS, "ticket_properties": PROPERTIES}
    assert (found.id, found.native) == (CONTACT_US["id"], CONTACT_US)


def test_values_have_the_type_of_their_property() -> None:
    rows = [hidden("severity", "3"), hidden("vip", "true"), hidden("source_page", "3")]
    rows += [hidden("hubspot_owner_id", "9002"), hidden("source_type", "FORM")]
    several = {**hidden("topics", ""), "defaultValues": ["a", "b"]}
    form = {**CONTACT_US, "fieldGroups": [group(*rows), group(several)]}
    assert raised(form, lookup()).fields["ticket_properties"] == Record(
        severity=3,
        vip=True,
        source_page="3",
        owner=reference(USER, "ben@acme.example"),
        source="form",
        topics="a;b",
    )


def test_a_value_that_is_none_of_its_property_is_kept_as_text() -> None:
    rows = [hidden("hubspot_owner_id", "4711"), hidden("severity", "high"), hidden("vip", "?")]
    form = {**CONTACT_US, "fieldGroups": [group(*rows)]}
    assert raised(form, lookup()).fields["ticket_properties"] == Record(
        owner="4711", severity="high", vip="?"
    )


def test_a_hidden_field_without_a_value_is_a_field_of_the_form() -> None:
    form = {**CONTACT_US, "fieldGroups": [group(field("source_page", "0-5", hidden=True))]}
    assert raised(form, lookup()).fields["fields"] == (
        Record(name="ticket.source_page", hidden=True, required=False, label="Source_Page"),
    )


def test_a_form_of_an_unknown_shape_is_never_touched() -> None:
    found = raised({"id": "1", "name": "Odd", "fieldGroups": [{"fields": [{}]}]}, lookup())
    assert found.fields == {"name": "Odd"}
    assert found.opaque == "HubSpot shows this form in a shape that is not known."


def test_archived_forms_are_not_there_and_without_the_scope_nothing_is_known() -> None:
    gone = {**CONTACT_US, "id": "2", "archived": True}
    assert [*forms_part(Listing((CONTACT_US, gone)), lookup()).objects] == [CONTACT_US["id"]]
    unread = forms_part(Listing(unreadable="Reading the forms failed."), lookup())
    assert (unread.trust, unread.why) == (
        Read.UNREADABLE,
        "Reading the forms failed. Give the token the scope forms.",
    )


@pytest.mark.row("CH-FORM-05", "CH-GEN-06")
def test_properties_are_set_where_they_stand_and_the_rest_of_the_form_stays() -> None:
    wanted = Record(pipeline=reference(PIPELINE, "0"), status=reference(STATUS, "3"), severity=2)
    body = bodies().changed(CONTACT_US, {"ticket_properties": wanted})
    new = {"objectTypeId": "0-5", "name": "severity", "label": "Severity", "required": False}
    new |= {"hidden": True, "fieldType": "single_line_text", "defaultValue": "2"}
    assert body == {
        "fieldGroups": [
            *CONTACT_US["fieldGroups"][:3],
            group(hidden("hs_pipeline_stage", "3")),
            group({**new, "dependentFields": []}),
        ]
    }


def test_a_field_of_options_keeps_its_way_to_hold_a_value() -> None:
    old = {**field("hs_ticket_priority", "0-5", hidden=True), "defaultValues": ["LOW"]}
    form = {**CONTACT_US, "fieldGroups": [group(old)]}
    body = bodies().changed(form, {"ticket_properties": Record(priority="HIGH")})
    assert body == {"fieldGroups": [group({**old, "defaultValues": ["HIGH"]})]}


@pytest.mark.row("CH-FORM-02")
def test_fields_change_in_their_rows_and_keep_what_is_not_declared() -> None:
    wanted = (
        Record(name="ticket.subject", hidden=False, required=True),
        Record(name="email", label="Your e-mail"),
        Record(name="ticket.content"),
        Record(name="phone"),
    )
    groups = bodies().changed(CONTACT_US, {"fields": wanted})["fieldGroups"]
    names = [[each["name"] for each in one["fields"]] for one in groups]
    assert names == [
        ["subject", "email"],
        [],
        ["content", "hs_pipeline"],
        ["hs_pipeline_stage"],
        ["hs_ticket_priority"],
        ["phone"],
    ]
    assert groups[0]["fields"][1] == {**EMAIL, "label": "Your e-mail"}
    assert groups[0]["fields"][0]["required"] is True
    assert groups[1] == CONTACT_US["fieldGroups"][1]
    assert groups[2]["fields"][0]["fieldType"] == "multi_line_text"
    assert changed(CONTACT_US, fields=wanted)["ticket_properties"] == PROPERTIES


def test_a_row_that_lost_its_fields_goes() -> None:
    wanted = (Record(name="email"),)
    groups = bodies().changed(CONTACT_US, {"fields": wanted})["fieldGroups"]
    assert [len(each["fields"]) for each in groups] == [1, 0, 1, 1, 1]
    assert changed(CONTACT_US, fields=wanted)["fields"] == (FIELDS[0],)


@pytest.mark.row("CH-FORM-03")
def test_a_new_form_asks_who_writes_and_what_about_and_hides_the_rest() -> None:
    body = new(name="Support", ticket_properties=PROPERTIES)
    found = raised({**body, "id": "1"}, lookup())
    assert found.fields == {
        "name": "Support",
        "fields": (
            Record(name="email", hidden=False, required=False, label="Email"),
            Record(name="ticket.subject", hidden=False, required=False, label="Ticket name"),
            Record(name="ticket.content", hidden=False, required=False, label="Ticket description"),
        ),
        "ticket_properties": PROPERTIES,
    }
    assert [each["name"] for one in body["fieldGroups"] for each in one["fields"]][-3:] == [
        "hs_pipeline",
        "hs_pipeline_stage",
        "hs_ticket_priority",
    ]
    assert body.keys() == {
        *("formType", "archived", "configuration", "displayOptions"),
        *("legalConsentOptions", "name", "fieldGroups"),
    }


def test_fields_of_tickets_have_the_type_of_their_property() -> None:
    wanted = tuple(Record(name=f"ticket.{each}") for each in ("severity", "vip", "priority"))
    body = new(name="Support", fields=wanted)
    severity, vip, priority = (one["fields"][0] for one in body["fieldGroups"])
    assert (severity["fieldType"], vip["fieldType"]) == ("number", "single_checkbox")
    assert (priority["fieldType"], [each["value"] for each in priority["options"]]) == (
        "dropdown",
        ["LOW", "HIGH"],
    )


@pytest.mark.parametrize(
    ("name", "value"), [("severity", "3"), ("source_page", 3), ("vip", "true"), ("vip", 1)]
)
def test_a_value_that_would_read_back_as_another_is_refused(name: str, value: Any) -> None:
    with pytest.raises(CannotLower):
        new(name="Support", ticket_properties=Record({name: value}))


def test_fields_agree_as_far_as_they_are_declared() -> None:
    declared = (Record(name="email"), Record(name="firstname", label=None))
    assert same_fields(declared, FIELDS[:2])
    assert not same_fields(declared, FIELDS)
    assert not same_fields(declared[::-1], FIELDS[:2])
    assert not same_fields((Record(name="email", required=False),), FIELDS[:1])
