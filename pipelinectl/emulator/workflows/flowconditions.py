"""The filters of a flow as conditions of the engine.

What the engine cannot decide, such as lists and associations, becomes a condition that says why;
a workflow then behaves as if it did not hold.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pipelinectl.engine import conditions
from pipelinectl.engine.conditions import All, Condition, Not, Test, Undecided

if TYPE_CHECKING:
    from pipelinectl.emulator.wire import JsonObject

_TREES = {"AND": True, "OR": False, "NOT_ALL": True, "NOT_ANY": False}
_WORDS = {
    "IS_EQUAL_TO": "is",
    "IS_NOT_EQUAL_TO": "is_not",
    "CONTAINS": "contains",
    "DOES_NOT_CONTAIN": "contains_not",
    "STARTS_WITH": "starts_with",
    "ENDS_WITH": "ends_with",
}
_TESTS = {
    "ENUMERATION": {"IS_ANY_OF": "is", "IS_NONE_OF": "is_not"},
    "STRING": _WORDS,
    "MULTISTRING": _WORDS,
    "NUMBER": {
        "IS_EQUAL_TO": "is",
        "IS_NOT_EQUAL_TO": "is_not",
        "IS_GREATER_THAN": "above",
        "IS_GREATER_THAN_OR_EQUAL_TO": "at_least",
        "IS_LESS_THAN": "below",
        "IS_LESS_THAN_OR_EQUAL_TO": "at_most",
    },
    "BOOL": {"IS_EQUAL_TO": "is", "IS_NOT_EQUAL_TO": "is_not"},
    "ALL_PROPERTY": {"IS_KNOWN": "known", "IS_UNKNOWN": "unknown"},
    "TIME_RANGED": {"IS_BETWEEN": "changed_within", "IS_NOT_BETWEEN": "not_changed_within"},
    "TIME_POINT": {"IS_BEFORE": "older_than", "IS_AFTER": "newer_than"},
}


def condition_of(branch: JsonObject) -> Condition:
    """The condition that a branch of filters asks."""
    kind = branch.get("filterBranchType")
    if kind not in _TREES:
        return Undecided(f"filters of the kind {kind} are not known here")
    parts = (
        *(filter_condition(each) for each in branch.get("filters") or ()),
        *(condition_of(each) for each in branch.get("filterBranches") or ()),
    )
    joint = All(parts) if _TREES[kind] else conditions.Any(parts)
    return Not(joint) if kind.startswith("NOT_") else joint


def filter_condition(asked: JsonObject, name: str | None = None) -> Condition:
    """The condition that one filter asks, of its own property or of another."""
    operation = asked.get("operation")
    if asked.get("filterType") != "PROPERTY" or not isinstance(operation, dict):
        return Undecided(f"filters of the kind {asked.get('filterType')} are not known here")
    try:
        return _of_operation(name or str(asked["property"]), operation)
    except (KeyError, TypeError, ValueError, AttributeError):
        return Undecided(f"a filter on {asked.get('property')} cannot be read")


def _of_operation(name: str, operation: JsonObject) -> Condition:
    kind, operator = str(operation.get("operationType")), str(operation.get("operator"))
    test = _TESTS.get(kind, {}).get(operator)
    if test is None:
        return Undecided(f"{kind} {operator} is not known here")
    return Test(
        property=name,
        test=test,
        values=_values(operation),
        span=_span(kind, operation),
        unset=operation.get("includeObjectsWithNoValueSet") is True,
    )


def _values(operation: JsonObject) -> tuple[str, ...]:
    given = operation.get("values", operation.get("value"))
    many = given if isinstance(given, list) else [] if given is None else [given]
    return tuple(_text(each) for each in many)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _span(kind: str, operation: JsonObject) -> timedelta:
    """How long ago a test of time begins: counted from now, in an offset before it."""
    if kind not in {"TIME_RANGED", "TIME_POINT"}:
        return timedelta()
    updated = kind == "TIME_RANGED"
    if (operation.get("propertyParser") == "UPDATED_AT") is not updated:
        raise ValueError(kind)
    point = operation["lowerBoundTimePoint" if updated else "timePoint"]
    if point["timeType"] != "INDEXED" or point["indexReference"]["referenceType"] != "NOW":
        raise ValueError(point)
    ((unit, amount),) = point["offset"].items()
    return timedelta(**{unit: -amount})
