"""`set`, `assign_owner` and `rotate_owner`: HubSpot's actions that write a property (0-5, 0-11).

Sources: HubSpot's reference of workflow actions and API description of flows (kinds of values);
the fields of 0-11 and empty texts that clear a property as in real flows, seen by others. How the
contact's owner is taken: see `fetched`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows import terms
from pipelinectl.adapters.hubspot.flows.fetched import CONTACT_OWNER
from pipelinectl.adapters.hubspot.flows.lookup import CannotLower
from pipelinectl.adapters.hubspot.flows.recipients import guess_people, lower_people
from pipelinectl.adapters.hubspot.flows.values import (
    REFERRING,
    lowered_value,
    quoted,
    raised_value,
    value_text,
)
from pipelinectl.automation.references import is_reference
from pipelinectl.model import Record

if TYPE_CHECKING:
    from pipelinectl.adapters.hubspot.flows.lookup import Lookup
    from pipelinectl.model import Value

Json = dict[str, Any]

_OWNER = terms.PROPERTIES[terms.OWNER]
_NUMBER = re.compile(r"-?[0-9]{1,300}(\.[0-9]{1,300})?")


def lower_set(settings: Record, lookup: Lookup) -> Json:
    """0-5 on the ticket itself."""
    name, value = str(settings["property"]), settings["value"]
    if isinstance(value, Record) and not is_reference(value):
        return _setting(name, _taken(value))
    if name == terms.OWNER:
        raise CannotLower("", "the owner is set by `assign_owner`.")
    if name == terms.CHANNEL:
        raise CannotLower("", "HubSpot sets the channel of a ticket, and nobody else can.")
    return _setting(name, _static(_text(name, value, lookup)))


def guess_set(fields: Json, lookup: Lookup) -> Record:
    """The opposite."""
    name, value = terms.own(fields["property_name"]), fields["value"]
    kind = value["type"]
    found: Value
    if kind == "OBJECT_PROPERTY":
        found = Record(copy=terms.own(value["propertyName"]))
    elif kind == "TIMESTAMP":
        found = Record(now=True)
    elif kind == "INCREMENT":
        found = Record(increase_by=int(value["incrementAmount"]))
    elif kind == "STATIC_VALUE":
        found = _value(name, value["staticValue"], lookup)
    else:
        raise ValueError(kind)
    return Record(property=name, value=found)


def lower_assign(settings: Record, lookup: Lookup) -> Json:
    """0-5 on the owner: one person, nobody, or the owner of the ticket's contact."""
    to = settings["to"]
    if isinstance(to, Record) and to.get("contact_owner") is True:
        return _setting(terms.OWNER, CONTACT_OWNER)
    owner = "" if to == "" else lowered_value(terms.OWNER, to, lookup)
    return _setting(terms.OWNER, _static(owner))


def guess_assign(fields: Json, lookup: Lookup) -> Record:
    """The opposite."""
    if fields["property_name"] != _OWNER:
        raise ValueError(fields["property_name"])
    if fields["value"] == CONTACT_OWNER:
        return Record(to=Record(contact_owner=True))
    if fields["value"]["type"] != "STATIC_VALUE":
        raise ValueError(fields["value"]["type"])
    owner = fields["value"]["staticValue"]
    return Record(to=raised_value(terms.OWNER, owner, lookup) if owner else "")


def lower_rotate(settings: Record, lookup: Lookup) -> Json:
    """0-11."""
    to = settings["to"]
    assert isinstance(to, Record)
    return {
        **lower_people(to, lookup),
        "target_property": _OWNER,
        "overwrite_current_owner": "true" if settings.get("overwrite") is True else "false",
    }


def guess_rotate(fields: Json, lookup: Lookup) -> Record:
    """The opposite."""
    return Record(
        to=guess_people(fields, lookup), overwrite=fields["overwrite_current_owner"] == "true"
    )


def _setting(name: str, value: Json) -> Json:
    return {"property_name": terms.internal(name), "association": {}, "value": value}


def _static(text: str) -> Json:
    return {"type": "STATIC_VALUE", "staticValue": text}


def _taken(value: Record) -> Json:
    if "copy" in value:
        name = terms.internal(str(value["copy"]))
        return {"type": "OBJECT_PROPERTY", "propertyName": name}
    if "now" in value:
        return {"type": "TIMESTAMP", "timestampType": "EXECUTION_TIME"}
    return {"type": "INCREMENT", "incrementAmount": value["increase_by"]}


def _text(name: str, value: Value, lookup: Lookup) -> str:
    """The text that a property is set to; it must read back as the same value."""
    if value == "":
        return ""
    if name in REFERRING or name == terms.SOURCE:
        return lowered_value(name, value, lookup)
    kind = terms.type_of(name, lookup)
    if kind in {"number", "bool"}:
        text = value if isinstance(value, str) else value_text(value)
        if _typed(kind, text) != value or isinstance(value, bool) is not (kind == "bool"):
            wanted = "a number" if kind == "number" else "true or false"
            raise CannotLower("", f"`{name}` holds {wanted}: write {text} without quotes.")
        return text
    if not isinstance(value, str):
        plain = f"write {quoted(value)} for {value_text(value)}"
        raise CannotLower("", f"`{name}` holds text, or its type could not be read: {plain}.")
    return terms.lowered_text(value)


def _value(name: str, text: str, lookup: Lookup) -> Value:
    if text == "":
        return ""
    if name in REFERRING or name == terms.SOURCE:
        return raised_value(name, text, lookup)
    kind = terms.type_of(name, lookup)
    return _typed(kind, text) if kind in {"number", "bool"} else terms.raised_text(text)


def _typed(kind: str, text: str) -> Value:
    """A text as a number or yes or no, where it is one as HubSpot keeps it; else as it is."""
    if kind == "bool":
        return {"true": True, "false": False}.get(text, text)
    if _NUMBER.fullmatch(text) is None:
        return text
    found: int | float = json.loads(text)
    return found if json.dumps(found) == text else text
