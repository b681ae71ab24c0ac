"""Forms by the API, as far as a help desk needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .conformance.desksteps import FORMS, field, form_body, group, results
from .desk import hidden, names

if TYPE_CHECKING:
    from .harness import Api

EMAIL = field(
    "email",
    "email",
    objectTypeId="0-1",
    required=True,
    validation={"blockedEmailDomains": [], "useDefaultBlockList": False},
)
STAGE = field("hs_pipeline_stage", hidden=True, defaultValue="2")
PRIORITY = field(
    "hs_ticket_priority",
    "dropdown",
    hidden=True,
    defaultValues=["HIGH"],
    options=[{"label": "High", "value": "HIGH"}],
)


def create(api: Api, name: str, *groups: dict[str, Any]) -> dict[str, Any]:
    answer = api.post(FORMS, form_body(name, *groups))
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    assert api.get(f"{FORMS}/{made['id']}").json() == made
    return made


@pytest.mark.row("B-FORM-01")
@pytest.mark.parametrize("base", [FORMS, "/marketing/forms/2026-09-beta", f"{FORMS}/"])
def test_a_form_is_created_with_hidden_ticket_properties(api: Api, base: str) -> None:
    little: dict[str, Any] = {"configuration": {}, "displayOptions": {}}
    answer = api.post(base, form_body("Contact", group(EMAIL), group(STAGE), **little))
    assert answer.status_code == 201
    (made,) = results(api, base)
    assert made == answer.json()
    assert names(made) == ["email", "hs_pipeline_stage"]
    assert hidden(made) == {"hs_pipeline_stage": "2"}
    assert made["createdAt"] == made["updatedAt"] != "2026-11-01T00:00:00.000Z"
    assert made["configuration"]["language"] == "en"
    assert made["displayOptions"]["style"]["submitAlignment"] == "left"


def test_a_patch_changes_what_it_names_and_groups_as_a_whole(api: Api) -> None:
    made = create(api, "Contact", group(EMAIL), group(STAGE))
    path = f"{FORMS}/{made['id']}"
    renamed = api.patch(path, {"name": "Support"}).json()
    assert renamed == made | {"name": "Support", "updatedAt": renamed["updatedAt"]}
    changed = api.patch(path, {"fieldGroups": [group(STAGE | {"defaultValue": "3"})]}).json()
    assert (names(changed), hidden(changed)) == (["hs_pipeline_stage"], {"hs_pipeline_stage": "3"})
    assert api.get(path).json() == changed


def test_a_put_replaces_the_form(api: Api) -> None:
    made = create(api, "Contact", group(EMAIL))
    path = f"{FORMS}/{made['id']}"
    assert api.put(path, {"name": "Half"}).status_code == 400
    assert api.get(path).json() == made
    answer = api.put(path, form_body("Whole", group(PRIORITY)))
    assert (answer.status_code, names(answer.json())) == (200, ["hs_ticket_priority"])
    assert (answer.json()["id"], answer.json()["createdAt"]) == (made["id"], made["createdAt"])


def test_a_deleted_form_is_archived(api: Api) -> None:
    made = create(api, "Contact", group(EMAIL))
    path = f"{FORMS}/{made['id']}"
    assert api.delete(path).status_code == 204
    assert results(api, FORMS) == []
    assert [api.get(path).status_code, api.patch(path, {}).status_code] == [404, 404]
    assert api.delete(path).status_code == 404
    (gone,) = results(api, FORMS, archived="true")
    assert (gone["id"], gone["archived"]) == (made["id"], True)
    assert api.get(path, params={"archived": "true"}).json() == gone
    assert create(api, "Contact", group(EMAIL))["id"] != made["id"]


def test_a_name_is_taken(api: Api) -> None:
    create(api, "Contact", group(EMAIL))
    other = create(api, "Other", group(EMAIL))
    assert api.post(FORMS, form_body("contact ", group(EMAIL))).status_code == 409
    assert api.patch(f"{FORMS}/{other['id']}", {"name": "Contact"}).status_code == 409


def test_forms_are_paged(api: Api) -> None:
    for number in range(21):
        create(api, f"Form {number}", group(EMAIL))
    first = api.get(FORMS).json()
    assert len(first["results"]) == 20
    rest = api.get(FORMS, params={"after": first["paging"]["next"]["after"]}).json()
    assert [each["name"] for each in rest["results"]] == ["Form 20"]
    assert len(results(api, FORMS, limit=100, formTypes="hubspot")) == 21
    assert results(api, FORMS, formTypes="captured") == []


@pytest.mark.parametrize(
    "missing",
    [
        *("formType", "name", "createdAt", "updatedAt", "archived", "fieldGroups"),
        *("configuration", "displayOptions", "legalConsentOptions"),
    ],
)
def test_a_new_form_needs_everything(api: Api, missing: str) -> None:
    body = form_body("Contact", group(EMAIL))
    del body[missing]
    answer = api.post(FORMS, body)
    assert (answer.status_code, missing in answer.json()["message"]) == (400, True)
    assert results(api, FORMS) == []


@pytest.mark.parametrize(
    "groups",
    [
        pytest.param(
            [group(STAGE | {"hidden": False})],
            marks=pytest.mark.row("CH-FORM-04"),
            id="visible status",
        ),
        pytest.param(
            [group(field("hs_pipeline", defaultValue="0"))],
            marks=pytest.mark.row("CH-FORM-04"),
            id="visible pipeline",
        ),
        pytest.param([group(field("no_such_property"))], id="no property"),
        pytest.param([group(STAGE), group(STAGE)], id="twice"),
        pytest.param([group(*(field(name) for name in ("a", "b", "c", "d")))], id="four in a row"),
        pytest.param([group(field("subject", "hologram"))], id="unknown type"),
        pytest.param([group(EMAIL | {"validation": None})], id="no validation"),
        pytest.param([group(PRIORITY | {"options": None})], id="no options"),
        pytest.param([group({**field("subject"), "label": None})], id="no label"),
        pytest.param([{"fields": []}], id="no type of group"),
    ],
)
def test_fields_that_are_refused(api: Api, groups: list[dict[str, Any]]) -> None:
    answer = api.post(FORMS, form_body("Contact", *groups))
    assert (answer.status_code, answer.json()["category"]) == (400, "VALIDATION_ERROR")
    assert results(api, FORMS) == []
