"""Values of ticket properties in a form: HubSpot's texts to values of settings and back.

A status, a pipeline and an owner are references, numbers and yes or no are told by the type of the
property, and anything else is text: as in automations, whose names the properties have here too.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.flows import CannotLower, terms
from pipelinectl.adapters.hubspot.flows.values import (
    REFERRING,
    lowered_value,
    quoted,
    raised_value,
    value_text,
)

if TYPE_CHECKING:
    from pipelinectl.adapters.hubspot.flows import Lookup
    from pipelinectl.model import Value

_NUMBER = re.compile(r"-?[0-9]{1,300}(\.[0-9]{1,300})?")
_PLAIN = {"number": "a number", "bool": "true or false"}
_YES_NO = {"true": True, "false": False}


def ticket_value(name: str, text: str, lookup: Lookup) -> Value:
    """The value of a property by its name in the files; the text itself where there is none."""
    try:
        if name in REFERRING or name == terms.SOURCE:
            return raised_value(name, text, lookup)
        kind = terms.type_of(name, lookup)
    except (ValueError, CannotLower):
        return text
    if kind == "bool":
        return _YES_NO.get(text, text)
    return _number(text) if kind == "number" else text


def ticket_text(name: str, value: Value, lookup: Lookup) -> str:
    """The text for a value, which reads back as that value.

    Raises:
        CannotLower: it would read back as another one.
        Unresolved: the account has nothing of that name.
    """
    if name in REFERRING or name == terms.SOURCE:
        return lowered_value(name, value, lookup)
    text, kind = value_text(value), terms.type_of(name, lookup)
    read_back = ticket_value(name, text, lookup)
    if kind in _PLAIN and isinstance(read_back, str):
        raise CannotLower("", f"`{name}` holds {_PLAIN[kind]}, and {text} is not that.")
    if kind in _PLAIN and isinstance(value, str):
        raise CannotLower("", f"`{name}` holds {_PLAIN[kind]}: write {text} without quotes.")
    if read_back != value:
        raise CannotLower(
            "", f"`{name}` holds text, or its type could not be read: write {quoted(value)}."
        )
    return text


def _number(text: str) -> Value:
    if _NUMBER.fullmatch(text) is None:
        return text
    found: int | float = json.loads(text)
    return found if json.dumps(found) == text else text
