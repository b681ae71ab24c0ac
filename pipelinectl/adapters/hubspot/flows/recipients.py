"""People and teams in the fields of HubSpot's actions: ids of users and teams as texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows import terms
from pipelinectl.adapters.hubspot.flows.lookup import CannotLower
from pipelinectl.automation.references import TEAM, USER, named, reference
from pipelinectl.model import Record, as_list

if TYPE_CHECKING:
    from pipelinectl.adapters.hubspot.flows.lookup import Lookup

Json = dict[str, Any]

_LISTS = {"users": (USER, "user_ids"), "teams": (TEAM, "team_ids")}
_OWNERS = "owner_properties"


def lower_people(to: Record, lookup: Lookup) -> Json:
    """Users or teams, by ids; or the owner of the ticket, by the property.

    Raises:
        CannotLower: users and teams stand together.
        Unresolved: the account does not have one of them.
    """
    if "owner" in to:
        return {_OWNERS: [terms.PROPERTIES[terms.OWNER]]}
    if len(to) != 1:
        raise CannotLower("", "how HubSpot names users and teams together is not known.")
    ((own, listed),) = to.items()
    kind, key = _LISTS[own]
    return {key: [lookup.id_of(kind, named(each, kind) or "") for each in as_list(listed)]}


def guess_people(fields: Json, lookup: Lookup) -> Record:
    """The opposite. A fault of HubSpot once left `user_ids` out: then nobody is known."""
    if _OWNERS in fields:
        return Record(owner=True)
    ((own, kind, key),) = [(own, kind, key) for own, (kind, key) in _LISTS.items() if key in fields]
    return Record({own: tuple(reference(kind, lookup.name_of(kind, each)) for each in fields[key])})


def nobody(fields: Any) -> bool:
    """Whether the fields of a notification name no recipient at all."""
    keys = [_OWNERS, *(key for _, key in _LISTS.values())]
    return not isinstance(fields, dict) or not any(fields.get(key) for key in keys)
