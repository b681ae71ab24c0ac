"""Forms: their fields, and the ticket properties that hidden fields of them set.

A field belongs to an object type: `0-1` is a contact's, `0-5` a ticket's (forms API). A hidden
field of a ticket that has a value is a ticket property of the form's channel; every other field is
one of the form. That a form channel takes its tickets' pipeline and status from such fields is how
HubSpot's knowledge base tells it (CH-FORM-03 to 05); which type of field they are is unverified.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows import terms
from pipelinectl.adapters.hubspot.settings.part import Part, lacking, part_of
from pipelinectl.adapters.hubspot.settings.ticketvalues import ticket_value
from pipelinectl.model import Kind, LiveObject, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipelinectl.adapters.hubspot.flows import Lookup
    from pipelinectl.adapters.hubspot.listing import Listing
    from pipelinectl.model import Value

SCOPE = "forms"
FIELDS, PROPERTIES = "fields", "ticket_properties"
TICKET, CONTACT = "0-5", "0-1"
OF_A_TICKET = "ticket."
_APART = "/"
"""Stands between the object type and the name of a field of anything but contacts and tickets."""

_NOT_UNDERSTOOD = "HubSpot shows this form in a shape that is not known."

Json = dict[str, Any]


def forms_part(rows: Listing[Any], lookup: Lookup) -> Part:
    """All forms; archived ones are not there any more."""
    unreadable = lacking(SCOPE, rows)
    return unreadable or part_of(raised(each, lookup) for each in rows.items if _is_there(each))


def raised(form: Mapping[str, Any], lookup: Lookup) -> LiveObject:
    """A form; one of an unknown shape is only known by its name."""
    name = str(form.get("name") or "")
    try:
        fields: dict[str, Value] = {
            "name": name,
            FIELDS: tuple(_field(each) for each in fields_in(form) if not sets_property(each)),
            PROPERTIES: ticket_properties(form, lookup),
        }
    except (KeyError, TypeError, AttributeError):
        known: dict[str, Value] = {"name": name}
        opaque = _NOT_UNDERSTOOD
        return LiveObject(Kind.FORM, str(form["id"]), None, known, opaque=opaque, native=dict(form))
    return LiveObject(Kind.FORM, str(form["id"]), None, fields, native=dict(form))


def ticket_properties(form: Mapping[str, Any], lookup: Lookup) -> Record:
    """What the hidden fields of a ticket hold, by the names of automations."""
    found = {}
    for each in fields_in(form):
        if sets_property(each):
            name = terms.own(str(each["name"]))
            found[name] = ticket_value(name, default_of(each) or "", lookup)
    return Record(found)


def fields_in(form: Mapping[str, Any]) -> Iterator[Json]:
    """The fields of a form in their order; a group stands for what is shown in one row."""
    for group in form["fieldGroups"]:
        yield from group.get("fields") or ()


def sets_property(field: Mapping[str, Any]) -> bool:
    """Whether a field sets a ticket property, unseen."""
    return is_of(field, TICKET) and field.get("hidden") is True and default_of(field) is not None


def is_of(field: Mapping[str, Any], object_type: str) -> bool:
    """Whether a field belongs to an object type."""
    return str(field["objectTypeId"]) == object_type


def default_of(field: Mapping[str, Any]) -> str | None:
    """The value that a field has by itself; fields with options hold a list of values."""
    several = field.get("defaultValues")
    if isinstance(several, list) and several:
        return ";".join(str(each) for each in several)
    value = field.get("defaultValue")
    return None if value in {None, ""} else str(value)


def own_name(field: Mapping[str, Any]) -> str:
    """The name of a field in files: as it is for a contact's, `ticket.` before a ticket's."""
    kind, name = str(field["objectTypeId"]), str(field["name"])
    if kind == TICKET:
        return OF_A_TICKET + terms.own(name)
    return name if kind == CONTACT else f"{kind}{_APART}{name}"


def vendor_name(name: str) -> tuple[str, str]:
    """The opposite: object type and HubSpot's name.

    Raises:
        CannotLower: it is HubSpot's name of a ticket property that has a name of ours.
    """
    if name.startswith(OF_A_TICKET):
        return TICKET, terms.internal(name.removeprefix(OF_A_TICKET))
    kind, apart, rest = name.partition(_APART)
    return (kind, rest) if apart else (CONTACT, name)


def same_fields(wanted: Iterable[Value], found: Iterable[Value]) -> bool:
    """Whether a form has these fields, as far as each is declared."""
    pairs = list(wanted), list(found)
    return len(pairs[0]) == len(pairs[1]) and all(
        isinstance(one, Record)
        and isinstance(other, Record)
        and all(other.get(key) == value for key, value in one.items() if value is not None)
        for one, other in zip(*pairs, strict=True)
    )


def _field(field: Mapping[str, Any]) -> Record:
    return Record(
        name=own_name(field),
        hidden=field.get("hidden") is True,
        required=field.get("required") is True,
        label=str(field.get("label") or ""),
    )


def _is_there(form: Any) -> bool:
    return isinstance(form, dict) and "id" in form and not form.get("archived")
