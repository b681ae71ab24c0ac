"""The ticket search: groups of filters, of which one group must hold whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator import wire
from pipelinectl.emulator.errors import invalid
from pipelinectl.emulator.paging import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelinectl.emulator.wire import JsonObject

MOST_GROUPS = 5
MOST_FILTERS = 6
LARGEST_PAGE = 200


def search(tickets: Sequence[JsonObject], body: JsonObject) -> JsonObject:
    """The page of tickets that match, with the `total` of all that do.

    Only the operators EQ, NEQ, IN and NOT_IN are known here.

    Raises:
        RefusedError: 400; a filter is malformed, or there are more than HubSpot takes.
    """
    groups = [wire.objects(group, "filters") for group in wire.objects(body, "filterGroups")]
    if len(groups) > MOST_GROUPS or any(len(group) > MOST_FILTERS for group in groups):
        raise invalid(f"At most {MOST_GROUPS} groups of {MOST_FILTERS} filters are allowed")
    found = [ticket for ticket in tickets if not groups or _one_holds(ticket, groups)]
    wanted = {key: str(body[key]) for key in ("limit", "after") if body.get(key) is not None}
    answer = page(found, wanted, default=10, most=LARGEST_PAGE)
    return {"total": len(found)} | answer


def _one_holds(ticket: JsonObject, groups: Sequence[Sequence[JsonObject]]) -> bool:
    properties = ticket["properties"]
    return any(all(_holds(properties, each) for each in group) for group in groups)


def _holds(properties: dict[str, str], filtered: JsonObject) -> bool:
    wire.require(filtered, "propertyName", "operator")
    value = properties.get(str(filtered["propertyName"]), "")
    operator = str(filtered["operator"])
    if operator in {"EQ", "NEQ"}:
        wire.require(filtered, "value")
        return (value == str(filtered["value"])) == (operator == "EQ")
    if operator in {"IN", "NOT_IN"}:
        wire.require(filtered, "values")
        return (value in wire.texts(filtered, "values")) == (operator == "IN")
    raise invalid(f"operator {operator} is not supported by the emulator")
