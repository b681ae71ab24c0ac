from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .desksteps import BETA_FORMS, FORMS, field, fields_of, form_body, group, results
from .steps import VALIDATION, refusal, unique

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from requests import Response

    from .steps import Api

case = pytest.mark.case
NEEDED = (
    *("formType", "name", "createdAt", "updatedAt", "archived", "fieldGroups"),
    *("configuration", "displayOptions", "legalConsentOptions"),
)
HIDDEN = field("hs_ticket_priority", hidden=True, defaultValue="HIGH")


@pytest.fixture
def post(target: Api) -> Iterator[Callable[[dict[str, Any]], Response]]:
    """Posts a form; what came into being is deleted afterwards."""
    made: list[str] = []

    def send(asked: dict[str, Any]) -> Response:
        answer = target.post(FORMS, asked)
        if answer.status_code == 201:
            made.append(answer.json()["id"])
        return answer

    yield send
    for form_id in made:
        target.delete(f"{FORMS}/{form_id}")


@pytest.fixture
def form(post: Callable[[dict[str, Any]], Response]) -> dict[str, Any]:
    """A new form: the ticket's name, and a hidden priority."""
    answer = post(form_body(unique("Form"), group(field("subject")), group(HIDDEN)))
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


@case("HB-FORM-01")
@pytest.mark.parametrize("missing", NEEDED)
def test_a_new_form_needs_everything(
    post: Callable[[dict[str, Any]], Response], missing: str
) -> None:
    body = form_body(unique("Form"), group(field("subject")))
    del body[missing]
    assert refusal(post(body)) == VALIDATION


@case("HB-FORM-02")
def test_hidden_ticket_fields_are_kept(target: Api, form: dict[str, Any]) -> None:
    for base in (FORMS, BETA_FORMS):
        found = target.get(f"{base}/{form['id']}").json()
        assert fields_of(found) == [("subject", False, None), ("hs_ticket_priority", True, "HIGH")]


@case("HB-FORM-03")
def test_a_patch_names_what_changes(target: Api, form: dict[str, Any]) -> None:
    path = f"{FORMS}/{form['id']}"
    assert target.patch(path, {"fieldGroups": [group(HIDDEN)]}).status_code == 200
    found = target.get(path).json()
    assert fields_of(found) == [("hs_ticket_priority", True, "HIGH")]
    assert found["name"] == form["name"]


@case("HB-FORM-04")
def test_a_put_is_whole(target: Api, form: dict[str, Any]) -> None:
    path = f"{FORMS}/{form['id']}"
    assert refusal(target.put(path, {"name": form["name"]})) == VALIDATION
    name = unique("Form")
    whole = form_body(name, group(field("content"))) | {"id": form["id"]}
    assert target.put(path, whole).status_code == 200
    found = target.get(path).json()
    assert (found["name"], fields_of(found)) == (name, [("content", False, None)])
    assert found["id"] == form["id"]


@case("HB-FORM-05")
def test_a_deleted_form_is_archived(target: Api, form: dict[str, Any]) -> None:
    path = f"{FORMS}/{form['id']}"
    assert target.delete(path).status_code == 204
    assert target.get(path).status_code == 404
    found = target.get(path, params={"archived": "true"}).json()
    assert (found["id"], found["archived"]) == (form["id"], True)


@case("HB-FORM-06")
def test_a_name_is_taken(post: Callable[[dict[str, Any]], Response], form: dict[str, Any]) -> None:
    answer = post(form_body(form["name"], group(field("subject"))))
    assert refusal(answer) == (409, "OBJECT_ALREADY_EXISTS", None)


@case("HB-FORM-07")
def test_a_group_holds_three_fields(post: Callable[[dict[str, Any]], Response]) -> None:
    fields = [field(name) for name in ("subject", "content", "hs_resolution", "source_type")]
    assert refusal(post(form_body(unique("Form"), group(*fields)))) == VALIDATION
    assert post(form_body(unique("Form"), group(*fields[:3]))).status_code == 201


@case("HB-FORM-08")
@pytest.mark.parametrize("name", ["hs_pipeline", "hs_pipeline_stage"])
def test_pipeline_and_status_are_never_shown(
    post: Callable[[dict[str, Any]], Response], name: str
) -> None:
    assert refusal(post(form_body(unique("Form"), group(field(name))))) == VALIDATION


@case("HB-FORM-09")
def test_a_ticket_field_is_a_property(post: Callable[[dict[str, Any]], Response]) -> None:
    assert refusal(post(form_body(unique("Form"), group(field("no_such"))))) == VALIDATION


@case("HB-FORM-10")
def test_a_token_needs_the_scope(profiled: Callable[[str], Api]) -> None:
    api = profiled("missing_forms_scope")
    for path in (FORMS, BETA_FORMS):
        answer = api.get(path)
        assert (answer.status_code, answer.json()["category"]) == (403, "MISSING_SCOPES")


@case("HB-FORM-11")
def test_forms_are_paged(target: Api, form: dict[str, Any]) -> None:
    found = target.get(FORMS, params={"limit": 1}).json()
    assert len(found["results"]) == 1
    everything = results(target, FORMS, limit=100)
    assert form["id"] in [each["id"] for each in everything]
    assert ("paging" in found) == (len(everything) > 1)
