"""Shapes of filters, and of the enrollment that they make up.

Sources: HubSpot's API description of flows for the shapes; the operators by operation are those of
HubSpot's page on list filters (that flows take the same is unverified); others observed that
IS_NOT_EQUAL_TO is refused for enumerations, and that branches of events cannot be nested.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelinectl.emulator import shapes
from pipelinectl.emulator.errors import invalid
from pipelinectl.emulator.shapes import Check, by, flag, list_of, mapping, one_of, record, text

if TYPE_CHECKING:
    from pipelinectl.emulator.wire import JsonObject

_EQUAL = ("IS_EQUAL_TO", "IS_NOT_EQUAL_TO")
_EVER_EQUAL = ("HAS_EVER_BEEN_EQUAL_TO", "HAS_NEVER_BEEN_EQUAL_TO")
_WORDS = (
    *("CONTAINS", "DOES_NOT_CONTAIN", "STARTS_WITH", "ENDS_WITH"),
    *("HAS_EVER_CONTAINED", "HAS_NEVER_CONTAINED"),
)
_SETS = (
    *("IS_ANY_OF", "IS_NONE_OF", "IS_EXACTLY", "IS_NOT_EXACTLY"),
    *("CONTAINS_ALL", "DOES_NOT_CONTAIN_ALL"),
    *("HAS_EVER_BEEN_ANY_OF", "HAS_NEVER_BEEN_ANY_OF"),
    *("HAS_EVER_BEEN_EXACTLY", "HAS_NEVER_BEEN_EXACTLY"),
    *("HAS_EVER_CONTAINED_ALL", "HAS_NEVER_CONTAINED_ALL"),
)
_SIZES = (
    *("IS_GREATER_THAN", "IS_GREATER_THAN_OR_EQUAL_TO"),
    *("IS_LESS_THAN", "IS_LESS_THAN_OR_EQUAL_TO"),
)
_BETWEEN = ("IS_BETWEEN", "IS_NOT_BETWEEN")


@dataclass(frozen=True, slots=True)
class _Operation:
    """One operation: its operators (none listed: any), and its further keys."""

    operators: tuple[str, ...] = ()
    required: tuple[tuple[str, Check], ...] = ()
    optional: tuple[tuple[str, Check], ...] = ()


_TIMES = (("type", text), ("propertyParser", text))
_FREE = tuple(
    (key, shapes.anything)
    for key in (
        *("day", "month", "year", "timestamp", "requiresTimeZoneConversion", "numberOfDays"),
        *("useFiscalYear", "fiscalYearStart", "timeUnit", "timeUnitCount"),
        *("lowerBound", "upperBound", "comparisonPropertyName", "defaultComparisonValue"),
        *("timezoneSource", "zoneId", "propertyParser", "type", "value", "values"),
    )
)
_OPERATIONS = {
    "ENUMERATION": _Operation(_SETS, (("values", list_of(text)),)),
    "STRING": _Operation((*_EQUAL, *_WORDS, *_EVER_EQUAL), (("value", text),)),
    "MULTISTRING": _Operation(
        (*_EQUAL, *_WORDS, *_EVER_EQUAL, "CONTAINS_EXACTLY", "DOES_NOT_CONTAIN_EXACTLY"),
        (("values", list_of(text)),),
    ),
    "NUMBER": _Operation((*_EQUAL, *_SIZES, *_EVER_EQUAL), (("value", shapes.real),)),
    "BOOL": _Operation((*_EQUAL, *_EVER_EQUAL), (("value", flag),)),
    "ALL_PROPERTY": _Operation(("IS_KNOWN", "IS_UNKNOWN")),
    "NUMBER_RANGED": _Operation(
        _BETWEEN, (("lowerBound", shapes.real), ("upperBound", shapes.real))
    ),
    "TIME_POINT": _Operation(
        ("IS_BEFORE", "IS_AFTER"),
        (("timePoint", mapping),),
        (*_TIMES, ("endpointBehavior", text)),
    ),
    "TIME_RANGED": _Operation(
        _BETWEEN,
        (("lowerBoundTimePoint", mapping), ("upperBoundTimePoint", mapping)),
        (*_TIMES, ("lowerBoundEndpointBehavior", text), ("upperBoundEndpointBehavior", text)),
    ),
    **{
        name: _Operation(optional=_FREE)
        for name in (
            *("DATE", "DATETIME", "RANGED_DATE", "RANGED_TIME", "CALENDAR_DATE"),
            *("ROLLING_DATE_RANGE", "ROLLING_PROPERTY_UPDATED"),
            *("COMPARATIVE_DATE", "COMPARATIVE_PROPERTY_UPDATED"),
            *("RELATIVE_COMPARATIVE_TIMESTAMP", "RELATIVE_RANGED_TIMESTAMP"),
        )
    },
}
_OTHER_FILTERS = (
    *("ADS_SEARCH", "ADS_TIME", "ASSOCIATION", "CAMPAIGN_INFLUENCED", "COMMUNICATION_SUBSCRIPTION"),
    *("CONSTANT", "CTA", "EMAIL_EVENT", "EMAIL_SUBSCRIPTION", "EVENT", "EVENT_EXTENDED_PROPERTY"),
    *("FORM_SUBMISSION", "FORM_SUBMISSION_ON_PAGE", "INTEGRATION_EVENT", "IN_LIST"),
    *("NUM_ASSOCIATIONS", "PAGE_VIEW", "PRIVACY", "PROPERTY_ASSOCIATION", "SURVEY_MONKEY"),
    *("SURVEY_MONKEY_VALUE", "UNIFIED_EVENTS", "WEBINAR"),
)


def _operation(kind: str) -> Check:
    operation = _OPERATIONS[kind]
    operators = operation.operators
    # Observed by others: an operator under a wrong key is ignored, and the filter may come to mean
    # its opposite. So a missing operator has a default; which one is unverified.
    default = {"operator": operators[0]} if operators else {}
    return record(
        {
            "operator": one_of(*operators) if operators else text,
            "includeObjectsWithNoValueSet": flag,
            **dict(operation.required),
        },
        dict(operation.optional),
        {"includeObjectsWithNoValueSet": False, **default},
    )


_operation_of_filter = by("operationType", {kind: _operation(kind) for kind in _OPERATIONS})
_filter = by(
    "filterType",
    {
        "PROPERTY": record({"property": text, "operation": _operation_of_filter}),
        **dict.fromkeys(_OTHER_FILTERS, mapping),
    },
)


def _branch(more: dict[str, Check], optional: dict[str, Check], *, leaf: bool = False) -> Check:
    """A branch with further keys; under a leaf there are no branches."""

    def below(value: Any, place: str) -> list[JsonObject]:
        branches: list[JsonObject] = list_of(branch)(value, place)
        events = [each for each in branches if each["filterBranchType"] == "UNIFIED_EVENTS"]
        if events or (leaf and branches):
            raise invalid(f"Invalid input JSON: '{place}' holds a branch that cannot be nested")
        return branches

    fixed: dict[str, Check] = {
        "filterBranchOperator": text,
        "filterBranches": below,
        "filters": list_of(_filter),
    }
    return record({**fixed, **more}, optional)


_association: dict[str, Check] = {
    "objectTypeId": text,
    "operator": text,
    "associationCategory": text,
    "associationTypeId": shapes.whole,
}
_event = _branch(
    {"eventTypeId": text, "operator": one_of("HAS_COMPLETED", "HAS_NOT_COMPLETED")},
    {"pruningRefineBy": mapping, "coalescingRefineBy": mapping},
    leaf=True,
)
branch = by(
    "filterBranchType",
    {
        **dict.fromkeys(("OR", "AND", "NOT_ALL", "NOT_ANY", "RESTRICTED"), _branch({}, {})),
        "ASSOCIATION": _branch(_association, {}),
        "PROPERTY_ASSOCIATION": mapping,
        "UNIFIED_EVENTS": _event,
    },
)
enrollment = by(
    "type",
    {
        "EVENT_BASED": record(
            {
                "eventFilterBranches": list_of(by("filterBranchType", {"UNIFIED_EVENTS": _event})),
                "listMembershipFilterBranches": list_of(branch),
                "shouldReEnroll": flag,
            },
            {"refinementCriteria": branch},
        ),
        "LIST_BASED": record(
            {
                "listFilterBranch": branch,
                "reEnrollmentTriggersFilterBranches": list_of(branch),
                "shouldReEnroll": flag,
                "unEnrollObjectsNotMeetingCriteria": flag,
            }
        ),
        "MANUAL": record({"shouldReEnroll": flag}),
        "DATASET": record({"datasetId": text, "shouldReEnroll": flag}, {"subviewId": text}),
    },
)
