"""Leaves of conditions and HubSpot's property filters, both ways from one table.

Sources: HubSpot's guides to list filters and to segments (operations, operators, TIME_RANGED with
UPDATED_AT, IS_BEFORE with INDEXED, IS_NOT_EQUAL_TO; an offset in hours or minutes is in its API
description only). Flows take the same filters (API description of flows; real flows show
ENUMERATION, MULTISTRING, NUMBER, BOOL, ALL_PROPERTY, TIME_POINT). That times count from NOW, and
not from the start of TODAY, is what our words say; the combination is not shown in a guide.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelinectl.adapters.hubspot.flows import terms
from pipelinectl.adapters.hubspot.flows.canonical import TREE, plain, tree_of
from pipelinectl.adapters.hubspot.flows.json_values import record_of, resolved
from pipelinectl.adapters.hubspot.flows.lookup import CannotLower, CannotRaise
from pipelinectl.adapters.hubspot.flows.values import lowered_value, raised_value, value_text
from pipelinectl.automation.conditions import normal
from pipelinectl.canonical import text_of
from pipelinectl.model import Record, as_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelinectl.adapters.hubspot.flows.lookup import Lookup
    from pipelinectl.model import Value

Json = dict[str, Any]

_CHOICE, _TEXT, _NUMBER, _YES_NO = "choice", "text", "number", "yes or no"
_FAMILIES = {
    "enumeration": _CHOICE,
    "string": _TEXT,
    "phone_number": _TEXT,
    "number": _NUMBER,
    "bool": _YES_NO,
}
_DATES = {"date", "datetime"}
UNITS = ("minutes", "hours", "days")


class Row(NamedTuple):
    """A test of properties of one family, and HubSpot's operation.

    `negative` tests also match tickets without a value.
    """

    test: str
    family: str
    operation: str
    operator: str
    negative: bool = False


ROWS = (
    Row("is", _CHOICE, "ENUMERATION", "IS_ANY_OF"),
    Row("is_not", _CHOICE, "ENUMERATION", "IS_NONE_OF", negative=True),
    Row("is", _TEXT, "MULTISTRING", "IS_EQUAL_TO"),
    Row("is_not", _TEXT, "MULTISTRING", "IS_NOT_EQUAL_TO", negative=True),
    Row("contains", _TEXT, "MULTISTRING", "CONTAINS"),
    Row("contains_not", _TEXT, "MULTISTRING", "DOES_NOT_CONTAIN", negative=True),
    Row("is", _NUMBER, "NUMBER", "IS_EQUAL_TO"),
    Row("is_not", _NUMBER, "NUMBER", "IS_NOT_EQUAL_TO", negative=True),
    Row("above", _NUMBER, "NUMBER", "IS_GREATER_THAN"),
    Row("at_least", _NUMBER, "NUMBER", "IS_GREATER_THAN_OR_EQUAL_TO"),
    Row("below", _NUMBER, "NUMBER", "IS_LESS_THAN"),
    Row("at_most", _NUMBER, "NUMBER", "IS_LESS_THAN_OR_EQUAL_TO"),
    Row("is", _YES_NO, "BOOL", "IS_EQUAL_TO"),
    Row("is_not", _YES_NO, "BOOL", "IS_NOT_EQUAL_TO", negative=True),
)
_KNOWN = {"known": "IS_KNOWN", "unknown": "IS_UNKNOWN"}
_CHANGED = {"changed_within": "IS_BETWEEN", "not_changed_within": "IS_NOT_BETWEEN"}
_AGED = {"older_than": "IS_BEFORE", "newer_than": "IS_AFTER"}


def lowered_condition(condition: Value, lookup: Lookup, first: Iterable[Json] = ()) -> Json:
    """A condition in normal form as a filter branch, with more filters ahead of each alternative.

    Raises:
        CannotLower: HubSpot's form of a leaf is not known.
        Unresolved: the account does not have what a leaf names.
    """
    assert isinstance(condition, Record)
    alternatives = [
        choice
        for each in as_list(condition["any"])
        if isinstance(each, Record)
        for choice in product(*(_choices(leaf, lookup) for leaf in as_list(each["all"])))
    ]
    return branch_of([[*first, *each] for each in alternatives])


def branch_of(alternatives: Iterable[Iterable[Json]]) -> Json:
    """OR over AND, as HubSpot's guide to list filters asks for."""
    return _branch("OR", (), [_and(each) for each in alternatives])


def and_branch(filters: Iterable[Json]) -> Json:
    """An AND of filters, among them such branches as may stand in one."""
    return _and(filters)


def raised_condition(branch: Mapping[str, Any], lookup: Lookup) -> Record:
    """The condition of a filter branch; filters that have no leaf of ours are raw.

    Raises:
        ValueError: the branch has no normal form.
    """
    tree = tree_of(branch, lambda each: raised_leaf(each, lookup))
    if tree is None or branch.get("filterBranchType") not in TREE:
        raise CannotRaise("a branch of filters is empty, or of a kind that is not known.")
    return normal(tree)


def property_filter(name: str, operation: Json) -> Json:
    """A filter on a property by HubSpot's name."""
    return {"filterType": "PROPERTY", "property": name, "operation": operation}


def operation(kind: str, operator: str, *, unset: bool = False, **more: Any) -> Json:
    """An operation; `unset` also takes records without a value."""
    return {
        "operationType": kind,
        "operator": operator,
        **more,
        "includeObjectsWithNoValueSet": unset,
    }


def lowered_leaf(leaf: Record, lookup: Lookup) -> Json:
    """One leaf as a filter, or as a branch where a raw leaf is one."""
    if leaf["test"] == "raw":
        raw: Json = resolved(leaf["json"], lookup)
        return raw
    name = str(leaf["property"])
    return property_filter(terms.internal(name), lowered_test(leaf, lookup))


def lowered_test(leaf: Record, lookup: Lookup) -> Json:
    """What a leaf asks of a property: an operation."""
    test, name = str(leaf["test"]), str(leaf["property"])
    if test in _KNOWN:
        return operation("ALL_PROPERTY", _KNOWN[test])
    if test in _CHANGED:
        return _changed(leaf)
    kind = terms.type_of(name, lookup)
    if test in _AGED:
        if kind not in _DATES:
            raise CannotLower("", f"`{test}` asks for a date, and `{name}` is {_said(kind)}.")
        return _aged(leaf)
    row = next((each for each in ROWS if (each.test, each.family) == (test, _family(kind))), None)
    if row is None:
        reason = f"how HubSpot tests `{test}` on `{name}` ({_said(kind)}) is not known."
        raise CannotLower("", reason)
    unset = row.negative or leaf.get("unset") is True
    return operation(row.operation, row.operator, unset=unset, **_asked(row, leaf, lookup))


def raised_leaf(each: Any, lookup: Lookup) -> Record:
    """The leaf of a filter: one that is lowered to this very filter, else a raw one."""
    for leaf in _candidates(each, lookup):
        try:
            if text_of(plain(lowered_leaf(leaf, lookup))) == text_of(plain(each)):
                return leaf
        except (CannotLower, LookupError):
            continue
    return Record(property="", test="raw", json=record_of(each))


def singles(leaf: Record, lookup: Lookup) -> list[Record]:
    """The leaf as leaves of which one must match: NUMBER and BOOL compare with one value only."""
    values = as_list(leaf.get("values", ()))
    if leaf["test"] == "is" and len(values) > 1:
        kind = terms.type_of(str(leaf["property"]), lookup)
        if _family(kind) in {_NUMBER, _YES_NO}:
            return [Record({**leaf, "values": (value,)}) for value in values]
    return [leaf]


def _choices(leaf: Value, lookup: Lookup) -> list[Json]:
    assert isinstance(leaf, Record)
    return [lowered_leaf(each, lookup) for each in singles(leaf, lookup)]


def _asked(row: Row, leaf: Record, lookup: Lookup) -> Json:
    name = str(leaf["property"])
    if row.family in {_CHOICE, _TEXT}:
        return {"values": [lowered_value(name, each, lookup) for each in as_list(leaf["values"])]}
    values = as_list(leaf["values"]) if "values" in leaf else (leaf["value"],)
    if len(values) != 1:
        raise CannotLower("", f"HubSpot compares `{name}` with one value at a time.")
    (value,) = values
    fits = isinstance(value, bool) is (row.family == _YES_NO) and isinstance(value, int | float)
    if not fits:
        raise CannotLower("", f"`{name}` is a {row.family}: {value_text(value)} is not one.")
    return {"value": value}


def _changed(leaf: Record) -> Json:
    test = str(leaf["test"])
    return operation(
        "TIME_RANGED",
        _CHANGED[test],
        unset=test == "not_changed_within",
        type="TIME_RANGED",
        propertyParser="UPDATED_AT",
        lowerBoundEndpointBehavior="INCLUSIVE",
        upperBoundEndpointBehavior="INCLUSIVE",
        lowerBoundTimePoint=_ago(leaf),
        upperBoundTimePoint=_NOW,
    )


def _aged(leaf: Record) -> Json:
    return operation(
        "TIME_POINT",
        _AGED[str(leaf["test"])],
        type="TIME_POINT",
        propertyParser="VALUE",
        endpointBehavior="EXCLUSIVE",
        timePoint=_ago(leaf),
    )


_NOW: Json = {
    "timeType": "INDEXED",
    "timezoneSource": "CUSTOM",
    "zoneId": "UTC",
    "indexReference": {"referenceType": "NOW"},
}


def _ago(leaf: Record) -> Json:
    amount, unit = leaf["amount"], str(leaf["unit"])
    assert isinstance(amount, int)
    assert unit in UNITS
    return {**_NOW, "offset": {unit: -amount}}


def _candidates(each: Any, lookup: Lookup) -> Iterable[Record]:
    """Leaves that a filter may be; whether one is, only lowering it tells."""
    try:
        name, asked = terms.own(each["property"]), each["operation"]
        operator, kind = asked["operator"], asked["operationType"]
        found = [
            _valued(name, row, asked, lookup)
            for row in ROWS
            if (row.operation, row.operator) == (kind, operator)
        ]
        tests = {"ALL_PROPERTY": _KNOWN, "TIME_RANGED": _CHANGED, "TIME_POINT": _AGED}.get(kind, {})
        for test in (test for test, wanted in tests.items() if wanted == operator):
            point = asked.get("lowerBoundTimePoint") or asked.get("timePoint")
            found.append(Record(property=name, test=test, **_age(point)))
    except (LookupError, TypeError, ValueError, AttributeError):
        return []
    return found


def _valued(name: str, row: Row, asked: Json, lookup: Lookup) -> Record:
    more: dict[str, Value]
    if row.family in {_CHOICE, _TEXT}:
        values = [raised_value(name, str(each), lookup) for each in asked["values"]]
        more = {"values": tuple(values)}
    elif row.test in {"is", "is_not"}:
        more = {"values": (asked["value"],)}
    else:
        more = {"value": asked["value"]}
        if asked.get("includeObjectsWithNoValueSet") is True:
            more["unset"] = True
    return Record(property=name, test=row.test, **more)


def _age(point: Any) -> dict[str, Value]:
    if not point:
        return {}
    ((unit, days),) = point["offset"].items()
    return {"amount": -days, "unit": unit}


def _family(kind: str | None) -> str | None:
    return None if kind is None else _FAMILIES.get(kind)


def _said(kind: str | None) -> str:
    return "of a type that could not be read" if kind is None else f"of type {kind}"


def _and(filters: Iterable[Json]) -> Json:
    parts = list(filters)
    branches = [each for each in parts if "filterBranchType" in each]
    return _branch("AND", [each for each in parts if each not in branches], branches)


def _branch(kind: str, filters: Iterable[Json], branches: Iterable[Json]) -> Json:
    return {
        "filterBranchType": kind,
        "filterBranchOperator": kind,
        "filterBranches": list(branches),
        "filters": list(filters),
    }
