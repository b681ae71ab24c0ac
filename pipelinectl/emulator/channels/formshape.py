"""What a form must be like, and what HubSpot adds to it.

Shapes: HubSpot's API description. It asks for more than is asked for here: what a configuration
and display options leave out gets a default, and so do `dependentFields` (unverified). At most
three fields stand in a group, as in the editor; unverified for the API.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.emulator.channels.channels import TICKET_TYPE
from pipelinectl.emulator.errors import invalid
from pipelinectl.emulator.shapes import (
    by,
    flag,
    list_of,
    mapping,
    one_of,
    record,
    text,
    whole,
)
from pipelinectl.emulator.tickets.properties import PROPERTY

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.shapes import Check
    from pipelinectl.emulator.wire import JsonObject

MOST_IN_A_GROUP = 3
NEVER_SHOWN = ("hs_pipeline", "hs_pipeline_stage")
_IN_TEXT = (
    *("single_line_text", "multi_line_text", "number", "single_checkbox", "datepicker", "file"),
    *("email", "phone", "mobile_phone"),
)
_OF_OPTIONS = ("dropdown", "radio", "multiple_checkboxes", "payment_link_radio")
_VALIDATED = ("email", "phone", "mobile_phone")
_needed: dict[str, Check] = {
    "objectTypeId": text,
    "name": text,
    "label": text,
    "required": flag,
    "hidden": flag,
}
_further: dict[str, Check] = {
    "description": text,
    "placeholder": text,
    "dependentFields": list_of(mapping),
    "useCountryCodeSelect": flag,
    "allowMultipleFiles": flag,
}
_option = record(
    {"label": text, "value": text},
    {"displayOrder": whole, "description": text},
    {"displayOrder": -1},
)
_text_field = record(
    _needed, {**_further, "defaultValue": text, "validation": mapping}, {"dependentFields": []}
)
_validated_field = record(
    {**_needed, "validation": mapping},
    {**_further, "defaultValue": text},
    {"dependentFields": []},
)
_option_field = record(
    {**_needed, "options": list_of(_option)},
    {**_further, "defaultValues": list_of(text)},
    {"dependentFields": [], "defaultValues": []},
)
_field = by(
    "fieldType",
    {
        **dict.fromkeys(_IN_TEXT, _text_field),
        **dict.fromkeys(_VALIDATED, _validated_field),
        **dict.fromkeys(_OF_OPTIONS, _option_field),
    },
)
_group = record(
    {
        "groupType": one_of("default_group", "progressive", "queued"),
        "richTextType": one_of("text", "image"),
        "fields": list_of(_field),
    },
    {"richText": text},
)
_CONFIGURATION: JsonObject = {
    "language": "en",
    "cloneable": True,
    "editable": True,
    "archivable": True,
    "recaptchaEnabled": False,
    "notifyContactOwner": False,
    "notifyRecipients": [],
    "createNewContactForNewEmail": False,
    "prePopulateKnownValues": True,
    "allowLinkToResetKnownValues": False,
    "postSubmitAction": {"type": "thank_you", "value": "Thanks for submitting the form."},
    "lifecycleStages": [],
}
_DISPLAY: JsonObject = {
    "renderRawHtml": False,
    "theme": "default_style",
    "submitButtonText": "Submit",
    "style": {
        "fontFamily": "arial, helvetica, sans-serif",
        "backgroundWidth": "100%",
        "labelTextColor": "#33475b",
        "labelTextSize": "14px",
        "helpTextColor": "#7C98B6",
        "helpTextSize": "11px",
        "legalConsentTextColor": "#33475b",
        "legalConsentTextSize": "14px",
        "submitColor": "#ff7a59",
        "submitAlignment": "left",
        "submitFontColor": "#ffffff",
        "submitSize": "12px",
    },
}


def _configured(value: Any, place: str) -> JsonObject:
    return {**_CONFIGURATION, **mapping(value, place)}


def _displayed(value: Any, place: str) -> JsonObject:
    given = mapping(value, place)
    style = {**_DISPLAY["style"], **mapping(given.get("style") or {}, f"{place}.style")}
    return {**_DISPLAY, **given, "style": style}


_CHANGEABLE: dict[str, Check] = {
    "name": text,
    "fieldGroups": list_of(_group),
    "configuration": _configured,
    "displayOptions": _displayed,
    "legalConsentOptions": mapping,
}
_STAMPS: dict[str, Check] = {
    "formType": one_of("hubspot"),
    "createdAt": text,
    "updatedAt": text,
    "archived": flag,
}
whole_form = record({**_STAMPS, **_CHANGEABLE})
"""A form as POST and PUT want it: with everything."""
changed_form = record(optional=_CHANGEABLE)
"""What PATCH changes of a form."""
seeded_form = record(
    {"name": text},
    {**_STAMPS, **_CHANGEABLE, "id": text, "archivedAt": text},
    {
        "formType": "hubspot",
        "archived": False,
        "fieldGroups": [],
        "configuration": {},
        "displayOptions": {},
        "legalConsentOptions": {"type": "none"},
    },
)
"""A form as a seed has it: what is missing gets a default."""


def field(
    object_type: str, name: str, label: str, kind: str = "single_line_text", **more: object
) -> JsonObject:
    """One field, shown and not required unless `more` says otherwise."""
    made = {"objectTypeId": object_type, "name": name, "label": label, "fieldType": kind}
    return made | {"required": False, "hidden": False, "dependentFields": []} | more


def group(*fields: JsonObject) -> JsonObject:
    """A group of fields: one row of a form."""
    return {"groupType": "default_group", "richTextType": "text", "fields": list(fields)}


def check_fields(account: Account, form: JsonObject) -> None:
    """Refuse fields that HubSpot has no use for.

    Raises:
        RefusedError: 400; a group is too long, a field stands twice, a ticket property does not
            exist, or a pipeline or status would be shown (unverified: for the API).
    """
    seen: set[tuple[str, str]] = set()
    for each in form["fieldGroups"]:
        if len(each["fields"]) > MOST_IN_A_GROUP:
            raise invalid(f"A group of fields holds at most {MOST_IN_A_GROUP}")
        for one in each["fields"]:
            key = (one["objectTypeId"], one["name"])
            if key in seen:
                raise invalid(f"Field {one['name']} of {one['objectTypeId']} stands twice")
            seen.add(key)
            _check_ticket_field(account, one)


def _check_ticket_field(account: Account, one: JsonObject) -> None:
    if one["objectTypeId"] != TICKET_TYPE:
        return
    found = account.store.get(PROPERTY, one["name"])
    if found is None or found["archived"]:
        raise invalid(f"Tickets have no property {one['name']}")
    if one["name"] in NEVER_SHOWN and not one["hidden"]:
        raise invalid(f"{one['name']} can only be a hidden field")
