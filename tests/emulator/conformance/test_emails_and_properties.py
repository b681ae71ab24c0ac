from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .flowsteps import branch, is_any_of, listed
from .steps import EMAILS, PROPERTIES, VALIDATION, refusal, unique

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .steps import Api

case = pytest.mark.case
OTHER_PATHS = (
    "/crm/v3/properties/tickets",
    "/crm/properties/2026-03/tickets",
    "/crm/properties/2026-09/0-5",
)
OPTIONS = [
    {"value": value, "label": value.title(), "displayOrder": place, "hidden": False}
    for place, value in enumerate(("red", "green"))
]


@pytest.fixture
def colour(target: Api) -> Iterator[str]:
    """The name of a new property with two options."""
    name = unique("colour").lower()
    assert target.post(PROPERTIES, wanted(name)).status_code == 201
    yield name
    target.delete(f"{PROPERTIES}/{name}")


def wanted(name: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "label": name,
        "type": "enumeration",
        "fieldType": "select",
        "groupName": "ticketinformation",
        "options": OPTIONS,
    } | more


def names(api: Api, **query: str) -> set[str]:
    return {each["name"] for each in api.get(PROPERTIES, params=query).json()["results"]}


@case("HB-EMAIL-01")
def test_emails_are_listed_and_filtered(target: Api) -> None:
    everything = target.get(EMAILS).json()
    assert everything["total"] >= len(everything["results"])
    of_tickets = target.get(EMAILS, params={"type": "TICKET_EMAIL", "isPublished": "true"}).json()
    assert {(each["type"], each["isPublished"]) for each in of_tickets["results"]} <= {
        ("TICKET_EMAIL", True)
    }
    for each in everything["results"]:
        assert target.get(f"{EMAILS}/{each['id']}").json()["name"] == each["name"]
    assert refusal(target.get(f"{EMAILS}/1"))[0] == 404


@case("HB-EMAIL-02")
def test_a_new_account_has_the_two_emails_of_tickets(target: Api) -> None:
    found = {each["subcategory"]: each for each in target.get(EMAILS).json()["results"]}
    for name in ("opened", "closed"):
        email = found[f"ticket_{name}_kickback_email"]
        assert (email["type"], email["isPublished"]) == ("TICKET_EMAIL", True)


@case("HB-PROPERTY-01")
@pytest.mark.parametrize("base", OTHER_PATHS)
def test_properties_are_listed_without_paging(target: Api, colour: str, base: str) -> None:
    assert target.get(base).json().keys() == {"results"}
    assert target.get(f"{base}/{colour}").json() == target.get(f"{PROPERTIES}/{colour}").json()
    assert {"subject", "content", "hs_pipeline", "hs_pipeline_stage", colour} <= names(target)


@case("HB-PROPERTY-02")
def test_a_taken_name_is_a_conflict(target: Api, colour: str) -> None:
    answer = target.post(PROPERTIES, wanted(colour))
    expected = (409, "OBJECT_ALREADY_EXISTS", "Properties.PROPERTY_WITH_NAME_EXISTS")
    assert refusal(answer) == expected


@case("HB-PROPERTY-03")
def test_an_archived_name_is_restored(target: Api, colour: str) -> None:
    assert target.delete(f"{PROPERTIES}/{colour}").status_code == 204
    assert target.get(f"{PROPERTIES}/{colour}").status_code == 404
    assert colour in names(target, archived="true")
    assert target.post(PROPERTIES, wanted(colour, label="Again")).status_code == 201
    assert target.get(f"{PROPERTIES}/{colour}").json()["label"] == "Again"
    assert colour not in names(target, archived="true")


@case("HB-PROPERTY-04")
def test_a_property_that_a_flow_uses_stays(
    target: Api, colour: str, make: Callable[..., Any]
) -> None:
    make(enrollmentCriteria=listed(branch("AND", is_any_of(colour, "red"))))
    answer = target.delete(f"{PROPERTIES}/{colour}")
    assert refusal(answer)[2] == "PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE"


@case("HB-PROPERTY-05")
def test_options_are_replaced_as_a_whole(target: Api, colour: str) -> None:
    answer = target.patch(f"{PROPERTIES}/{colour}", {"options": [OPTIONS[1]]})
    assert answer.status_code == 200
    found = target.get(f"{PROPERTIES}/{colour}").json()
    assert [option["value"] for option in found["options"]] == ["green"]
    assert found["label"] == colour


@case("HB-PROPERTY-06")
def test_hubspots_own_properties_stay(target: Api) -> None:
    found = target.get(f"{PROPERTIES}/subject").json()
    assert found["hubspotDefined"] is True
    assert found["modificationMetadata"]["readOnlyDefinition"] is True
    assert refusal(target.patch(f"{PROPERTIES}/subject", {"label": "x"})) == VALIDATION
    assert refusal(target.delete(f"{PROPERTIES}/subject")) == VALIDATION


@case("HB-PROPERTY-07")
def test_the_options_that_help_desks_use(target: Api) -> None:
    def values(name: str) -> set[str]:
        options = target.get(f"{PROPERTIES}/{name}").json()["options"]
        return {option["value"] for option in options}

    assert values("hs_ticket_priority") == {"LOW", "MEDIUM", "HIGH", "URGENT"}
    assert values("source_type") == {"CHAT", "EMAIL", "FORM", "PHONE"}


@case("HB-PROPERTY-08")
@pytest.mark.parametrize(
    "more",
    [
        {"name": "Not A Name"},
        {"label": None},
        {"type": "colour"},
        {"groupName": "nothing"},
        {"options": [OPTIONS[0], OPTIONS[0]]},
        {"options": [{"label": "x"}]},
    ],
    ids=str,
)
def test_a_property_has_a_shape(target: Api, more: dict[str, Any]) -> None:
    asked = wanted(unique("odd").lower()) | more
    assert refusal(target.post(PROPERTIES, asked)) == VALIDATION


@case("HB-PEOPLE-03")
def test_seats_are_told_by_the_beta_only(target: Api) -> None:
    beta = "/settings/users/2026-09-beta"
    (seat, *_) = target.get(f"{beta}/seats").json()["results"]
    assert {"name", "remainingSeats"} <= seat.keys()
    assert "seatNames" in target.get(beta).json()["results"][0]
    older = "/settings/users/2026-03"
    assert target.get(f"{older}/seats").status_code == 404
    assert "seatNames" not in target.get(older).json()["results"][0]
