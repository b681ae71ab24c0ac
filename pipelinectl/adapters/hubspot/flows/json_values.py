"""HubSpot's own JSON inside automations: as records, and with references resolved to ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.automation import references
from pipelinectl.automation.references import is_reference
from pipelinectl.canonical import from_json
from pipelinectl.model import Record

if TYPE_CHECKING:
    from pipelinectl.adapters.hubspot.flows.lookup import Lookup
    from pipelinectl.model import Value

OWNER = "owner"
"""A reference to a person by the owner's id, where `user` is by the user's."""


def record_of(value: Any) -> Record:
    """A JSON object as a record.

    Raises:
        ValueError: it is no object.
    """
    found = from_json(value)
    if not isinstance(found, Record):
        raise ValueError("not an object")  # noqa: TRY004 - one kind of error for malformed JSON
    return found


def names_an_action(value: Any) -> bool:
    """Whether HubSpot's JSON takes what another action found: it names that by its id.

    Ids are counted anew where a flow is made anew, so what names them would go astray.
    """
    if isinstance(value, str):
        return "action_outputs." in value
    if isinstance(value, list | tuple):
        return any(map(names_an_action, value))
    if isinstance(value, dict):
        return value.get("type") == "FIELD_DATA" or any(map(names_an_action, value.values()))
    return False


def resolved(value: Value, lookup: Lookup) -> Any:
    """The JSON of a value, each reference in it replaced by the id that it names.

    Raises:
        Unresolved: the account does not have what a reference names.
    """
    if isinstance(value, tuple):
        return [resolved(each, lookup) for each in value]
    if not isinstance(value, Record):
        return value
    if is_reference(value):
        kind, name = str(value[references.REF]), str(value[references.NAME])
        return lookup.owner_id(name) if kind == OWNER else lookup.id_of(kind, name)
    return {name: resolved(each, lookup) for name, each in value.items()}
