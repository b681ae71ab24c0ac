"""The contact of a ticket inside a flow: what `dataSources` fetches, and the value that names it.

Sources: HubSpot's API description of flows (values FETCHED_OBJECT_PROPERTY with `propertyToken`;
data sources ASSOCIATION_TIMESTAMP with these keys; an update has no `dataSources`), its guide to
associations (type 16 leads from a ticket to its contacts). Observed by others, in flows that copy
an owner from an associated record by 0-5: the form of the token, `fetched_object_` and a number as
the name of a source, and that ASSOCIATION_TIMESTAMP means the record associated last. Unverified:
that a ticket's contact is associated when a flow that its creation starts gets here, and that a
contact without an owner leaves the ticket without one.

0-25, "copy owner", is not used: the one flow of public origin that shows it starts from contacts
and has `target_object` CONTACT, so that names the record that is written; from which record the
owner comes stands nowhere in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows.lookup import CannotLower

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Json = dict[str, Any]

_SOURCES = "dataSources"
_NAME = "fetched_object_16"
_KIND: Json = {
    "type": "ASSOCIATION_TIMESTAMP",
    "objectTypeId": "0-1",
    "associationCategory": "HUBSPOT_DEFINED",
    "associationTypeId": 16,
}
"""A ticket's contact, of several the one associated last."""


def _owner_of(source: str) -> Json:
    token = "{{ fetched_objects." + source + ".hubspot_owner_id }}"
    return {"type": "FETCHED_OBJECT_PROPERTY", "propertyToken": token}


CONTACT_OWNER = _owner_of(_NAME)
"""The value of a property that becomes the owner of the ticket's contact."""


def with_sources(body: Json, old: Mapping[str, Any] | None, *, in_place: bool) -> Json:
    """The body with the data source that its values need, under the name that `old` has for it.

    Raises:
        CannotLower: an update in place cannot bring the source in, or its name is taken.
    """
    if not any(_value(each) == CONTACT_OWNER for each in body["actions"]):
        return body
    name = _source_in(old or {})
    if name is not None:
        actions = _with_value(body["actions"], CONTACT_OWNER, _owner_of(name))
        return {**body, "actions": actions}
    if in_place:
        reason = "only a new workflow can come to read the ticket's contact: updates do not say it."
        raise CannotLower("actions", reason)
    known = body[_SOURCES]
    if any(each.get("name") == _NAME for each in known):
        raise CannotLower("actions", f"{_NAME} is the name of something else in this workflow.")
    return {**body, _SOURCES: [*known, {"name": _NAME, **_KIND}]}


def in_our_words(flow: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The actions of a flow; where they take the contact's owner, under the name that we have."""
    actions = flow.get("actions") or ()
    name = _source_in(flow)
    return actions if name is None else _with_value(actions, _owner_of(name), CONTACT_OWNER)


def _source_in(flow: Mapping[str, Any]) -> str | None:
    """What a flow calls the ticket's contact; None where it does not fetch it."""
    for each in flow.get(_SOURCES) or ():
        said = {name: value for name, value in each.items() if value is not None}
        if {**said, "name": None} == {**_KIND, "name": None}:
            return str(each.get("name"))
    return None


def _value(action: Mapping[str, Any]) -> Any:
    fields = action.get("fields")
    return fields.get("value") if isinstance(fields, dict) else None


def _with_value(actions: Sequence[Mapping[str, Any]], before: Json, after: Json) -> list[Json]:
    return [
        {**each, "fields": {**each["fields"], "value": after}}
        if _value(each) == before
        else dict(each)
        for each in actions
    ]
