"""What to send for a form: a new one, or the fields of one that exists.

A PATCH leaves alone what it does not name (forms API), and its `fieldGroups` replace all fields. So
those are made from the form as it was read: fields that stay keep everything else they have, and
rows of fields and texts keep their places.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows import terms
from pipelinectl.adapters.hubspot.settings.forms import (
    CONTACT,
    FIELDS,
    PROPERTIES,
    TICKET,
    Json,
    fields_in,
    is_of,
    own_name,
    sets_property,
    vendor_name,
)
from pipelinectl.adapters.hubspot.settings.ticketvalues import ticket_text
from pipelinectl.model import Record, as_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelinectl.adapters.hubspot.directory import Directory
    from pipelinectl.adapters.hubspot.flows import Lookup
    from pipelinectl.model import Value

_BY_DEFAULT = ("email", "ticket.subject", "ticket.content")
"""The fields of a new form where none are declared (CH-FORM-03), and who sends it."""

_LABELS = {
    "email": "Email",
    "firstname": "First name",
    "lastname": "Last name",
    "ticket.subject": "Ticket name",
    "ticket.content": "Ticket description",
}
_TYPES = {
    "email": "email",
    "phone": "phone",
    "mobilephone": "mobile_phone",
    "message": "multi_line_text",
    "ticket.content": "multi_line_text",
}
_BY_PROPERTY = {"number": "number", "date": "datepicker", "bool": "single_checkbox"}
_DIGITS = {"minAllowedDigits": 7, "maxAllowedDigits": 20}
_MORE: dict[str, Json] = {
    "email": {"validation": {"blockedEmailDomains": [], "useDefaultBlockList": False}},
    "phone": {"useCountryCodeSelect": False, "validation": _DIGITS},
    "mobile_phone": {"validation": _DIGITS},
    "number": {"validation": {"minAllowedDigits": 1, "maxAllowedDigits": 20}},
    "dropdown": {"defaultValues": []},
}
"""What some types of fields need beside what all have (forms API)."""

_NEW: Json = {
    "formType": "hubspot",
    "archived": False,
    "configuration": {
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
    },
    "displayOptions": {
        "renderRawHtml": False,
        "theme": "default_style",
        "submitButtonText": "Submit",
        "style": {
            "fontFamily": "arial, helvetica, sans-serif",
            "backgroundWidth": "100%",
            "labelTextColor": "#33475b",
            "labelTextSize": "13px",
            "helpTextColor": "#7c98b6",
            "helpTextSize": "11px",
            "legalConsentTextColor": "#33475b",
            "legalConsentTextSize": "14px",
            "submitColor": "#ff7a59",
            "submitAlignment": "left",
            "submitFontColor": "#ffffff",
            "submitSize": "12px",
        },
    },
    "legalConsentOptions": {"type": "none"},
}
"""What every new form needs and files do not say; all of it is asked for (forms API)."""


def label_of(name: str) -> str:
    """The label of a new field that has none: what HubSpot calls it, or its name in words."""
    plain = name.rpartition(".")[2].replace("_", " ")
    return _LABELS.get(name, plain[:1].upper() + plain[1:])


class FormBodies:
    """Makes bodies for the forms of one account."""

    def __init__(self, lookup: Lookup, directory: Directory) -> None:
        self._lookup = lookup
        self._directory = directory

    def new(self, fields: Mapping[str, Value]) -> Json:
        """A whole form. It lacks the times, which the API asks for too.

        Raises:
            CannotLower: HubSpot's form of something in it is not known.
            Unresolved: the account lacks something that it names.
        """
        default = tuple(Record(name=each) for each in _BY_DEFAULT)
        wanted = as_list(fields.get(FIELDS, default))
        listed = [self._field(each) for each in wanted if isinstance(each, Record)]
        listed += self._hidden(fields.get(PROPERTIES, Record()))
        groups = [_row(each) for each in listed]
        return {**copy.deepcopy(_NEW), "name": fields["name"], "fieldGroups": groups}

    def changed(self, form: Mapping[str, Any], fields: Mapping[str, Value]) -> Json:
        """What differs of a form that exists, to be sent as a PATCH.

        Raises:
            CannotLower: as above.
            Unresolved: as above.
        """
        body: Json = {"name": fields["name"]} if "name" in fields else {}
        groups = copy.deepcopy(form["fieldGroups"])
        if FIELDS in fields:
            groups = self._with_fields(groups, as_list(fields[FIELDS]))
        if PROPERTIES in fields:
            groups = self._with_properties(groups, fields[PROPERTIES])
        if {FIELDS, PROPERTIES} & fields.keys():
            body["fieldGroups"] = groups
        return body

    def _with_properties(self, groups: list[Json], wanted: Value) -> list[Json]:
        """Hidden fields as wanted, in their places; new ones at the end."""
        new = {each["name"]: each for each in self._hidden(wanted)}
        kept = []
        for group in groups:
            fields = []
            for each in group.get("fields") or ():
                found = new.pop(each["name"], None) if is_of(each, TICKET) else None
                if found is not None:
                    fields.append(_with_default(each, str(found["defaultValue"])))
                elif not sets_property(each):
                    fields.append(each)
            kept += _group(group, fields)
        return [*kept, *(_row(each) for each in new.values())]

    def _with_fields(self, groups: list[Json], wanted: Iterable[Value]) -> list[Json]:
        """Fields as wanted, in the rows that there are; what sets a ticket property stays."""
        listed = [each for each in wanted if isinstance(each, Record)]
        old = {own_name(each): each for each in fields_in({"fieldGroups": groups}) if _is_own(each)}
        queue = [self._declared(each, old.get(str(each["name"]))) for each in listed]
        kept = []
        for group in groups:
            fields = []
            for each in group.get("fields") or ():
                if not _is_own(each):
                    fields.append(each)
                elif queue:
                    fields.append(queue.pop(0))
            kept += _group(group, fields)
        return [*kept, *(_row(each) for each in queue)]

    def _declared(self, wanted: Record, old: Json | None) -> Json:
        """A field as declared; of one that exists, what is not declared stays."""
        if old is None:
            return self._field(wanted)
        names = ("hidden", "required", "label")
        return {**old, **{each: wanted[each] for each in names if wanted.get(each) is not None}}

    def _field(self, wanted: Record) -> Json:
        """A new field."""
        name = str(wanted["name"])
        kind, vendor = vendor_name(name)
        found: Json = {
            "objectTypeId": kind,
            "name": vendor,
            "label": wanted.get("label") or label_of(name),
            "required": wanted.get("required") is True,
            "hidden": wanted.get("hidden") is True,
            "dependentFields": [],
            **self._typed(name),
        }
        return {**copy.deepcopy(_MORE.get(found["fieldType"], {})), **found}

    def _typed(self, name: str) -> Json:
        """The type of a field; a ticket's property tells it, of a contact's only some are known."""
        kind, vendor = vendor_name(name)
        if name in _TYPES or kind == CONTACT:
            return {"fieldType": _TYPES.get(name, "single_line_text")}
        listed = self._directory.properties.items
        found = next((each for each in listed if each.name == vendor and kind == TICKET), None)
        if found is not None and found.type == "enumeration" and found.options:
            options = [
                {"label": each, "value": each, "displayOrder": place}
                for place, each in enumerate(found.options)
            ]
            return {"fieldType": "dropdown", "options": options}
        of_property = _BY_PROPERTY.get(found.type if found else "", "single_line_text")
        return {"fieldType": of_property}

    def _hidden(self, wanted: Value) -> list[Json]:
        """Hidden fields of a ticket for these properties, the pipeline first."""
        assert isinstance(wanted, Record), "the language lets nothing else through"
        first = [each for each in (terms.PIPELINE, terms.STATUS) if each in wanted]
        return [
            self._of_a_property(name, ticket_text(name, wanted[name], self._lookup))
            for name in (*first, *(each for each in wanted if each not in first))
        ]

    def _of_a_property(self, name: str, text: str) -> Json:
        return {
            "objectTypeId": TICKET,
            "name": terms.internal(name),
            "label": label_of(name),
            "required": False,
            "hidden": True,
            "fieldType": "single_line_text",
            "defaultValue": text,
            "dependentFields": [],
        }


def _is_own(field: Mapping[str, Any]) -> bool:
    return not sets_property(field)


def _with_default(field: Json, text: str) -> Json:
    """A field that sets a ticket property, in the way of its type."""
    if "defaultValues" in field:
        return {**field, "hidden": True, "defaultValues": [text]}
    return {**field, "hidden": True, "defaultValue": text}


def _row(field: Json) -> Json:
    return {"groupType": "default_group", "richTextType": "text", "fields": [field]}


def _group(group: Json, fields: list[Json]) -> list[Json]:
    """A group with these fields; one that lost all of its fields goes, unless it holds a text."""
    if not fields and group.get("fields") and not group.get("richText"):
        return []
    return [{**group, "fields": fields}]
