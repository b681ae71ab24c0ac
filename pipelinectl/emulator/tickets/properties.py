"""Ticket properties: `/crm/v3/properties/tickets` and `/crm/properties/{version}/tickets`.

Shapes: HubSpot's API description. Observed by others on 2026-09: a taken name is 409, an archived
name is restored, a property in use cannot be deleted, and options are replaced as a whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelinectl.emulator.account import now
from pipelinectl.emulator.errors import conflict, invalid, not_found
from pipelinectl.emulator.pipelines.model import TICKETS
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.shapes import flag, list_of, one_of, record, text, whole
from pipelinectl.emulator.tickets import ticketproperties
from pipelinectl.emulator.wire import Answer
from pipelinectl.emulator.workflows import flowstore
from pipelinectl.emulator.workflows.flowuse import uses_of

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.shapes import Check
    from pipelinectl.emulator.wire import Call, JsonObject

PROPERTY, GROUP = "property", "property group"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,99}")
_TYPES = ("bool", "date", "datetime", "enumeration", "number", "phone_number", "string")
_FIELD_TYPES = (
    *("booleancheckbox", "calculation_equation", "checkbox", "date", "file", "html", "number"),
    *("phonenumber", "radio", "select", "text", "textarea"),
)
_changeable: dict[str, Check] = {
    "label": text,
    "type": one_of(*_TYPES),
    "fieldType": one_of(*_FIELD_TYPES),
    "groupName": text,
}
_further: dict[str, Check] = {
    "description": text,
    "options": list_of(
        record(
            {"label": text, "value": text},
            {"displayOrder": whole, "hidden": flag, "description": text},
            {"hidden": False, "displayOrder": -1},
        )
    ),
    "displayOrder": whole,
    "hidden": flag,
    "formField": flag,
    "calculationFormula": text,
}
_fixed: dict[str, Check] = {
    "hasUniqueValue": flag,
    "externalOptions": flag,
    "referencedObjectType": text,
    "dataSensitivity": one_of("non_sensitive", "sensitive", "highly_sensitive"),
}
_new = record({"name": text, **_changeable}, {**_further, **_fixed})
_changed = record(optional={**_changeable, **_further})
_group = record({"name": text, "label": text}, {"displayOrder": whole}, {"displayOrder": -1})
_OURS = {
    "archivable": True,
    "readOnlyDefinition": False,
    "readOnlyOptions": False,
    "readOnlyValue": False,
}


def list_properties(account: Account, call: Call) -> Answer:
    """GET all properties, without paging; `archived=true` answers the archived ones."""
    archived = call.query.get("archived", "").lower() == "true"
    found = [each for each in account.store.all(PROPERTY) if each["archived"] == archived]
    return Answer(200, {"results": found})


def get_property(account: Account, call: Call) -> Answer:
    """GET one."""
    return Answer(200, _property(account, call))


def create_property(account: Account, call: Call) -> Answer:
    """POST: 201. A name that was archived comes back with what the request says."""
    return Answer(201, new_property(account, call.json()))


def patch_property(account: Account, call: Call) -> Answer:
    """PATCH what is named; options are replaced as a whole."""
    old = _property(account, call)
    asked: JsonObject = _changed(call.json(), "")
    if asked.keys() - {"options"} and old["modificationMetadata"]["readOnlyDefinition"]:
        raise invalid(f"The definition of property {old['name']} is read-only")
    return Answer(200, _save(account, {**old, **asked, "updatedAt": now()}))


def delete_property(account: Account, call: Call) -> Answer:
    """DELETE archives: 204. Refused for HubSpot's own properties, and for what a flow uses."""
    old = _property(account, call)
    if not old["modificationMetadata"]["archivable"]:
        raise invalid(f"Property {old['name']} cannot be archived")
    used = [flow["id"] for flow in flowstore.flows(account) if old["name"] in uses_of(flow)]
    if used:
        raise invalid(
            f"Property {old['name']} is used by workflows: [{', '.join(used)}]",
            "PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE",
        )
    _save(account, {**old, "archived": True, "archivedAt": now()})
    return Answer(204)


def list_groups(account: Account, _call: Call) -> Answer:
    """GET the groups of properties, without paging."""
    return Answer(200, {"results": account.store.all(GROUP)})


def create_group(account: Account, call: Call) -> Answer:
    """POST a group: 201."""
    group: JsonObject = {**_group(call.json(), ""), "archived": False}
    if account.store.get(GROUP, group["name"]):
        raise conflict(f"A property group named {group['name']} already exists")
    account.store.put(GROUP, group["name"], group)
    return Answer(201, group)


def fill_properties(account: Account) -> None:
    """Give a new account HubSpot's own properties."""
    for group in ticketproperties.GROUPS:
        account.store.put(GROUP, group["name"], group)
    for each in ticketproperties.built_in():
        account.store.put(PROPERTY, each["name"], each)


def new_property(
    account: Account, body: JsonObject, *, kept: JsonObject | None = None
) -> JsonObject:
    """Store a property that a request or a seed describes, and return it.

    Args:
        account: where.
        body: the property.
        kept: further keys of a seed that are kept as they are.

    Raises:
        RefusedError: 400 or 409.
    """
    asked: JsonObject = _new(body, "")
    name = asked["name"]
    if not _NAME.fullmatch(name):
        raise invalid(f"Property name {name} must be of the letters a to z, digits and underscores")
    old = account.store.get(PROPERTY, name)
    if old and not old["archived"]:
        raise conflict(
            f"A property named {name} already exists", "Properties.PROPERTY_WITH_NAME_EXISTS"
        )
    time = now()
    stamps = {"createdAt": time, "updatedAt": time, "modificationMetadata": _OURS}
    return _save(account, {**ticketproperties.DEFAULTS, **stamps, **asked, **(kept or {})})


def _save(account: Account, made: JsonObject) -> JsonObject:
    if account.store.get(GROUP, made["groupName"]) is None:
        raise invalid(f"There is no property group named {made['groupName']}")
    values = [option["value"] for option in made["options"]]
    if len(values) != len(set(values)):
        raise invalid(f"Property {made['name']} has one option value twice")
    account.store.put(PROPERTY, made["name"], made)
    return made


def _property(account: Account, call: Call) -> JsonObject:
    name = call.params["name"]
    found = account.store.get(PROPERTY, name)
    if found is None or found["archived"]:
        raise not_found(f"There is no property named {name}")
    return found


FAMILY = Family(
    tuple(
        (version, f"{prefix}/{tickets}")
        for version, prefix in (
            ("v3", "/crm/v3/properties"),
            ("2026-03", "/crm/properties/2026-03"),
            ("2026-09", "/crm/properties/2026-09"),
        )
        for tickets in (TICKETS.name, TICKETS.id)
    ),
    (
        ("GET", "", list_properties),
        ("POST", "", create_property),
        ("GET", "/groups", list_groups),
        ("POST", "/groups", create_group),
        ("GET", "/{name}", get_property),
        ("PATCH", "/{name}", patch_property),
        ("DELETE", "/{name}", delete_property),
    ),
)
