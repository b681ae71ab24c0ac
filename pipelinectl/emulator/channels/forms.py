"""Forms: `/marketing/v3/forms` and `/marketing/forms/2026-09-beta`.

Shapes: HubSpot's API description. A deleted form is archived, and purged after three months, which
is not imitated. That names are unique stands in the pages of an older version.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from pipelinectl.emulator.account import now
from pipelinectl.emulator.channels import formshape
from pipelinectl.emulator.channels.channels import FORM, FORMS, TICKET_TYPE, channels, ticket_fields
from pipelinectl.emulator.errors import conflict, invalid, not_found
from pipelinectl.emulator.paging import page
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject


def list_forms(account: Account, call: Call) -> Answer:
    """GET a page of forms; `archived=true` answers the archived ones."""
    kinds = call.listed("formTypes")
    found = [
        form
        for form in account.store.all(FORM)
        if form["archived"] == _archived(call)
        and (not kinds or form["formType"] in kinds or "all" in kinds)
    ]
    return Answer(200, page(found, call.query, default=20, most=100))


def get_form(account: Account, call: Call) -> Answer:
    """GET one."""
    return Answer(200, _form(account, call, archived=_archived(call)))


def create_form(account: Account, call: Call) -> Answer:
    """POST: 201. The times of the request are asked for and not kept (unverified)."""
    asked: JsonObject = formshape.whole_form(call.json(), "")
    kept = {key: asked[key] for key in asked.keys() - {"createdAt", "updatedAt", "archived"}}
    return Answer(201, new_form(account, kept))


def patch_form(account: Account, call: Call) -> Answer:
    """PATCH what is named; groups of fields are replaced as a whole."""
    old = _form(account, call)
    asked: JsonObject = formshape.changed_form(call.json(), "")
    return Answer(200, _save(account, old | asked | {"updatedAt": now()}))


def put_form(account: Account, call: Call) -> Answer:
    """PUT: the whole form anew, but for its id and the time at which it was created."""
    old = _form(account, call)
    asked: JsonObject = formshape.whole_form(call.json(), "")
    kept = {key: old[key] for key in ("id", "createdAt", "archived")}
    return Answer(200, _save(account, asked | kept | {"updatedAt": now()}))


def delete_form(account: Account, call: Call) -> Answer:
    """DELETE archives: 204. A form of a connected channel is refused (unverified)."""
    form = _form(account, call)
    connected = [each["form"] for each in channels(account) if each["type"] == FORMS]
    if form["id"] in connected:
        raise invalid(f"Form {form['id']} is connected as a channel")
    account.store.put(FORM, form["id"], form | {"archived": True, "archivedAt": now()})
    return Answer(204)


def new_form(account: Account, body: JsonObject) -> JsonObject:
    """Store a form that a request, a click or a seed describes, and return it.

    Raises:
        RefusedError: 400 or 409.
    """
    time = now()
    stamps = {"createdAt": time, "updatedAt": time, "archived": False}
    form = {"id": str(uuid.uuid4()), **stamps, **body}
    if account.store.get(FORM, form["id"]):
        raise conflict(f"There is another form with ID {form['id']}")
    return _save(account, form)


def form_named(account: Account, name_or_id: str) -> JsonObject | None:
    """The form of that id or name, or None."""
    found = [form for form in account.store.all(FORM) if not form["archived"]]
    return next((form for form in found if name_or_id in {form["id"], form["name"]}), None)


def with_ticket_fields(account: Account, form: JsonObject, *, shown: bool) -> JsonObject:
    """Give a form the ticket fields of a channel, and return it.

    They are the hidden pipeline and status, of the default pipeline's first status, and when
    `shown` the ticket's name and description. A field that is there already stays as it is.
    """
    fields = _shown_fields() if shown else []
    there = {(one["objectTypeId"], one["name"]) for one in _fields(form)}
    added = [
        one
        for one in (*fields, *_hidden_fields(account))
        if (one["objectTypeId"], one["name"]) not in there
    ]
    groups = [*form["fieldGroups"], *(formshape.group(one) for one in added)]
    return _save(account, form | {"fieldGroups": groups, "updatedAt": now()})


def set_hidden(account: Account, form: JsonObject, values: dict[str, str]) -> JsonObject:
    """Make these the ticket properties that a form sets without showing them, and return it."""
    kept = without(form, [one for one in ticket_fields(form) if one["hidden"]])
    labels = {one["name"]: one["label"] for one in _fields(form)}
    added = [
        formshape.field(TICKET_TYPE, name, labels.get(name, name), hidden=True, defaultValue=value)
        for name, value in values.items()
    ]
    groups = [*kept["fieldGroups"], *(formshape.group(one) for one in added)]
    return _save(account, kept | {"fieldGroups": groups, "updatedAt": now()})


def without_ticket_fields(account: Account, form: JsonObject) -> JsonObject:
    """Take every ticket property out of a form, and return it."""
    return _save(account, without(form, ticket_fields(form)) | {"updatedAt": now()})


def without(form: JsonObject, gone: list[JsonObject]) -> JsonObject:
    """A form without some of its fields; a group that is left empty goes too."""
    groups = [
        each | {"fields": [one for one in each["fields"] if one not in gone]}
        for each in form["fieldGroups"]
    ]
    return form | {"fieldGroups": [each for each in groups if each["fields"]]}


def _shown_fields() -> list[JsonObject]:
    return [
        formshape.field(TICKET_TYPE, "subject", "Ticket name"),
        formshape.field(TICKET_TYPE, "content", "Ticket description", "multi_line_text"),
    ]


def _hidden_fields(account: Account) -> list[JsonObject]:
    pipeline = account.default_pipeline()
    if pipeline is None:
        return []
    values = (pipeline.id, pipeline.stages[0].id)
    labels = ("Pipeline", "Ticket status")
    return [
        formshape.field(TICKET_TYPE, name, label, hidden=True, defaultValue=value)
        for name, label, value in zip(formshape.NEVER_SHOWN, labels, values, strict=True)
    ]


def _fields(form: JsonObject) -> list[JsonObject]:
    return [one for each in form["fieldGroups"] for one in each["fields"]]


def _save(account: Account, form: JsonObject) -> JsonObject:
    if not form["name"].strip():
        raise invalid("A form needs a name")
    for other in account.store.all(FORM):
        same = other["name"].strip().casefold() == form["name"].strip().casefold()
        if same and other["id"] != form["id"] and not other["archived"]:
            raise conflict(f"A form named {form['name']} already exists")
    formshape.check_fields(account, form)
    account.store.put(FORM, form["id"], form)
    return form


def _form(account: Account, call: Call, *, archived: bool = False) -> JsonObject:
    form = account.store.get(FORM, call.params["form_id"])
    if form is None or form["archived"] != archived:
        raise not_found(f"There is no form {call.params['form_id']}")
    return form


def _archived(call: Call) -> bool:
    return call.query.get("archived", "").lower() == "true"


FAMILY = Family(
    (("v3", "/marketing/v3/forms"), ("2026-09-beta", "/marketing/forms/2026-09-beta")),
    (
        ("GET", "", list_forms),
        ("POST", "", create_form),
        ("GET", "/{form_id}", get_form),
        ("PATCH", "/{form_id}", patch_form),
        ("PUT", "/{form_id}", put_form),
        ("DELETE", "/{form_id}", delete_form),
    ),
)
