"""How an automation begins, and HubSpot's enrollment criteria, both ways.

A trigger is raised by a guess that must prove itself: one that is not lowered to the very
criteria that were read is none, and the criteria stay HubSpot's own JSON.

Sources: HubSpot's API description of flows (the four types and their keys); its workflow skill
for agents and real flows (event types, `hs_name` and `hs_value`, events without filters). That a
flow of several events begins with any of them is how its editor words it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pipelinectl.adapters.hubspot.flows import terms
from pipelinectl.adapters.hubspot.flows.canonical import plain
from pipelinectl.adapters.hubspot.flows.conditions import (
    and_branch,
    branch_of,
    lowered_condition,
    lowered_leaf,
    lowered_test,
    operation,
    property_filter,
    raised_condition,
    raised_leaf,
    singles,
)
from pipelinectl.adapters.hubspot.flows.json_values import record_of, resolved
from pipelinectl.adapters.hubspot.flows.lookup import CannotLower, located
from pipelinectl.automation.references import named, reference
from pipelinectl.canonical import text_of
from pipelinectl.model import Record, as_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pipelinectl.adapters.hubspot.flows.conditions import Json
    from pipelinectl.adapters.hubspot.flows.lookup import Lookup
    from pipelinectl.model import Value

REENROLLS = "shouldReEnroll"
_OPERATIONS_OF_EVENTS = {"ENUMERATION", "MULTISTRING", "NUMBER", "BOOL", "ALL_PROPERTY"}


class Begin(NamedTuple):
    """The fields of an automation that say how it begins."""

    trigger: Record
    only_if: Record | None
    re_enroll: bool


def lowered_begin(begin: Begin, lookup: Lookup) -> Json:
    """The enrollment criteria.

    Raises:
        CannotLower: HubSpot's form is not known, or would read back as another trigger.
        Unresolved: the account does not have what is named.
    """
    lower = _TRIGGERS[str(begin.trigger["on"])]
    with located("trigger"):
        return lower(begin, lookup)


def raised_begin(criteria: Mapping[str, Any], lookup: Lookup) -> Begin:
    """How an automation of these criteria begins.

    Raises:
        ValueError: the criteria are no JSON object.
    """
    again = criteria.get(REENROLLS) is True
    for trigger, only_if in _candidates(criteria, lookup):
        begin = Begin(trigger, only_if, again)
        try:
            if text_of(plain(lowered_begin(begin, lookup))) == text_of(plain(criteria)):
                return begin
        except (CannotLower, LookupError):
            continue
    return Begin(Record(on="raw", json=record_of({REENROLLS: False, **criteria})), None, again)


def _manual(begin: Begin, _: Lookup) -> Json:
    return {"type": "MANUAL", REENROLLS: begin.re_enroll}


def _raw(begin: Begin, lookup: Lookup) -> Json:
    found: Json = resolved(begin.trigger["json"], lookup)
    if found.get(REENROLLS) is not begin.re_enroll:
        said = "true" if begin.re_enroll else "false"
        reason = f"HubSpot's JSON must hold {REENROLLS}: {said}, for `re_enroll` is {said}."
        raise CannotLower("", reason)
    return found


def _matches(begin: Begin, lookup: Lookup) -> Json:
    when = begin.trigger["when"]
    assert isinstance(when, Record)
    return {
        "type": "LIST_BASED",
        REENROLLS: begin.re_enroll,
        "unEnrollObjectsNotMeetingCriteria": False,
        "listFilterBranch": lowered_condition(when, lookup),
        "reEnrollmentTriggersFilterBranches": _again(when, lookup) if begin.re_enroll else [],
    }


def _again(when: Record, lookup: Lookup) -> list[Json]:
    """What enrolls a ticket anew: each property of the condition coming to what is asked of it."""
    leaves = [
        single
        for each in as_list(when["any"])
        if isinstance(each, Record)
        for leaf in as_list(each["all"])
        if isinstance(leaf, Record)
        for single in singles(leaf, lookup)
    ]
    found = [and_branch(each) for each in (_change(leaf, lookup) for leaf in leaves) if each]
    return list({text_of(each): each for each in found}.values())


def _change(leaf: Record, lookup: Lookup) -> list[Json]:
    """A property's change to what a leaf asks; what no event tells is any change."""
    lowered = lowered_leaf(leaf, lookup)
    if lowered.get("filterType") != "PROPERTY":
        return []
    asked = lowered["operation"]
    name = _named_property(str(lowered["property"]))
    if asked.get("operationType") not in _OPERATIONS_OF_EVENTS:
        return [name]
    return [name, property_filter("hs_value", asked)]


def _status_reaches(begin: Begin, lookup: Lookup) -> Json:
    pipeline = reference("pipeline", named(begin.trigger["pipeline"], "pipeline") or "")
    changes = _leaf(terms.STATUS, as_list(begin.trigger["statuses"]))
    inside = lowered_leaf(_leaf(terms.PIPELINE, (pipeline,)), lookup)
    return _events(_changed(changes, lookup), begin, lookup, [inside])


def _property_changes(begin: Begin, lookup: Lookup) -> Json:
    name, values = str(begin.trigger["property"]), as_list(begin.trigger["to"])
    if not values:
        asked = [[_named_property(terms.internal(name))]]
    else:
        asked = _changed(_leaf(name, values), lookup)
    criteria = _events(asked, begin, lookup, [])
    if name == terms.STATUS and _begins_alike(criteria, "hs_pipeline"):
        reason = "that is `status_reaches`: name the pipeline and the statuses there."
        raise CannotLower("only_if", reason)
    return criteria


def _ticket_created(begin: Begin, lookup: Lookup) -> Json:
    values = as_list(begin.trigger["source"])
    first = [lowered_leaf(_leaf(terms.SOURCE, values), lookup)] if values else []
    criteria = _events([[]], begin, lookup, first, event=terms.OBJECT_CREATED)
    if not values and _begins_alike(criteria, "source_type"):
        reason = "that is a source of the trigger: write `ticket_created: {source: …}`."
        raise CannotLower("only_if", reason)
    return criteria


def _events(
    asked: list[list[Json]],
    begin: Begin,
    lookup: Lookup,
    first: list[Json],
    event: str = terms.PROPERTY_CHANGED,
) -> Json:
    """Criteria of events that ask these filters, narrowed by `first` and `only_if`."""
    criteria: Json = {
        "type": "EVENT_BASED",
        REENROLLS: begin.re_enroll,
        "eventFilterBranches": [_event(event, filters) for filters in asked],
        "listMembershipFilterBranches": [],
    }
    if begin.only_if is not None:
        with located("only_if"):
            criteria["refinementCriteria"] = lowered_condition(begin.only_if, lookup, first)
    elif first:
        criteria["refinementCriteria"] = branch_of([first])
    return criteria


def _event(event: str, filters: list[Json]) -> Json:
    return {
        "filterBranchType": "UNIFIED_EVENTS",
        "filterBranchOperator": "AND",
        "eventTypeId": event,
        "operator": "HAS_COMPLETED",
        "filterBranches": [],
        "filters": filters,
    }


def _changed(leaf: Record, lookup: Lookup) -> list[list[Json]]:
    """The filters of each event that a change to one of the values is."""
    name = _named_property(terms.internal(str(leaf["property"])))
    return [
        [name, property_filter("hs_value", lowered_test(single, lookup))]
        for single in singles(leaf, lookup)
    ]


def _named_property(internal: str) -> Json:
    return property_filter("hs_name", operation("STRING", "IS_EQUAL_TO", value=internal))


def _leaf(name: str, values: tuple[Value, ...]) -> Record:
    return Record(property=name, test="is", values=values)


def _begins_alike(criteria: Json, internal: str) -> bool:
    """Whether every alternative begins with one and the same choice of values of a property."""
    narrowed = criteria.get("refinementCriteria")
    return narrowed is not None and _head(narrowed, internal) is not None


def _head(refinement: Mapping[str, Any], internal: str) -> Any:
    """The filter that every alternative begins with, if it chooses values of the property."""
    heads = [each["filters"][0] if each["filters"] else None for each in _alternatives(refinement)]
    asked = heads[0] if heads else None
    if asked is None or asked.get("property") != internal or any(each != asked for each in heads):
        return None
    return asked if asked["operation"].get("operator") == "IS_ANY_OF" else None


def _alternatives(refinement: Mapping[str, Any]) -> list[Any]:
    branches = refinement.get("filterBranches") or []
    return list(branches) if refinement["filterBranchType"] == "OR" else [refinement]


def _candidates(
    criteria: Mapping[str, Any], lookup: Lookup
) -> Iterator[tuple[Record, Record | None]]:
    """Triggers that criteria may be; whether one is, only lowering it tells."""
    try:
        kind = criteria.get("type")
        if kind == "MANUAL":
            yield Record(on="manual"), None
        elif kind == "LIST_BASED":
            when = raised_condition(criteria["listFilterBranch"], lookup)
            yield Record(on="ticket_matches", when=when), None
        elif kind == "EVENT_BASED":
            yield from _of_events(criteria, lookup)
    except (LookupError, TypeError, ValueError, AttributeError):
        return


def _of_events(
    criteria: Mapping[str, Any], lookup: Lookup
) -> Iterator[tuple[Record, Record | None]]:
    events = criteria["eventFilterBranches"]
    narrowed = criteria.get("refinementCriteria")
    only_if = raised_condition(narrowed, lookup) if narrowed else None
    if events[0]["eventTypeId"] == terms.OBJECT_CREATED:
        if narrowed and (head := _head(narrowed, "source_type")):
            values = as_list(raised_leaf(head, lookup)["values"])
            yield Record(on="ticket_created", source=values), _rest(narrowed, lookup)
        yield Record(on="ticket_created", source=()), only_if
        return
    name = terms.own(events[0]["filters"][0]["operation"]["value"])
    values = tuple(value for each in events for value in _values(each, lookup))
    if name == terms.STATUS and narrowed and (head := _head(narrowed, "hs_pipeline")):
        (pipeline,) = as_list(raised_leaf(head, lookup)["values"])
        trigger = Record(on="status_reaches", pipeline=pipeline, statuses=values)
        yield trigger, _rest(narrowed, lookup)
    yield Record(on="property_changes", property=name, to=values), only_if


def _values(event: Mapping[str, Any], lookup: Lookup) -> tuple[Value, ...]:
    """What a property changes to; nothing where any value will do."""
    asked, *others = event["filters"]
    if not others:
        return ()
    changed = property_filter(asked["operation"]["value"], others[0]["operation"])
    return as_list(raised_leaf(changed, lookup)["values"])


def _rest(refinement: Mapping[str, Any], lookup: Lookup) -> Record | None:
    """What else is asked, without the first filter of each alternative."""
    left = [{**each, "filters": each["filters"][1:]} for each in _alternatives(refinement)]
    if len(left) == 1 and not left[0]["filters"] and not left[0].get("filterBranches"):
        return None
    return raised_condition({"filterBranchType": "OR", "filterBranches": left}, lookup)


_TRIGGERS: Mapping[str, Callable[[Begin, Lookup], Json]] = {
    "manual": _manual,
    "property_changes": _property_changes,
    "raw": _raw,
    "status_reaches": _status_reaches,
    "ticket_created": _ticket_created,
    "ticket_matches": _matches,
}
"""How each trigger is lowered."""
