"""Which keys HubSpot's objects have, by their type: facts of its API descriptions, as tables.

Sources: the API descriptions of flows (automation v4 and 2026-09-beta) and of lists (2026-09).
`includeObjectsWithNoValueSet` and the parts of an empty branch are required there too, and left
out in real flows: HubSpot takes the defaults of its guide to list filters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Shape(NamedTuple):
    """The keys that an object must have, and all that it may."""

    required: frozenset[str]
    known: frozenset[str]


def _shape(required: str, optional: str = "") -> Shape:
    needed = frozenset(required.split())
    return Shape(needed, needed | frozenset(optional.split()))


def _operation(required: str = "", optional: str = "") -> Shape:
    both = f"operationType operator {required}"
    return _shape(both, f"includeObjectsWithNoValueSet {optional}")


def _refined(required: str, optional: str = "") -> Shape:
    more = f"coalescingRefineBy pruningRefineBy {optional}"
    return _shape(f"filterType {required}", more)


_TIMES = "propertyParser type"

OPERATIONS: Mapping[str, Shape] = {
    "ALL_PROPERTY": _operation(),
    "BOOL": _operation("value"),
    "CALENDAR_DATE": _operation("timeUnit", "fiscalYearStart timeUnitCount useFiscalYear"),
    "COMPARATIVE_DATE": _operation("comparisonPropertyName", "defaultComparisonValue"),
    "COMPARATIVE_PROPERTY_UPDATED": _operation("comparisonPropertyName", "defaultComparisonValue"),
    "DATE": _operation("day month year"),
    "DATETIME": _operation("timestamp", "requiresTimeZoneConversion"),
    "ENUMERATION": _operation("values"),
    "MULTISTRING": _operation("values"),
    "NUMBER": _operation("value"),
    "NUMBER_RANGED": _operation("lowerBound upperBound"),
    "RANGED_DATE": _operation("lowerBound upperBound", "requiresTimeZoneConversion"),
    "ROLLING_DATE_RANGE": _operation("numberOfDays", "requiresTimeZoneConversion"),
    "ROLLING_PROPERTY_UPDATED": _operation("numberOfDays"),
    "STRING": _operation("value"),
    "TIME_POINT": _operation("timePoint", f"endpointBehavior {_TIMES}"),
    "TIME_RANGED": _operation(
        "lowerBoundTimePoint upperBoundTimePoint",
        f"lowerBoundEndpointBehavior upperBoundEndpointBehavior {_TIMES}",
    ),
}
"""Operations of PROPERTY filters, by `operationType`."""

FILTERS: Mapping[str, Shape] = {
    "ADS_SEARCH": _refined("adNetwork entityType operator searchTermType", "searchTerms"),
    "ADS_TIME": _refined("pruningRefineBy"),
    "ASSOCIATION": _refined(
        "associationCategory associationTypeId listId operator", "toObjectType toObjectTypeId"
    ),
    "COMMUNICATION_SUBSCRIPTION": _refined(
        "acceptedOptStates channel subscriptionIds subscriptionType", "businessUnitId"
    ),
    "CONSTANT": _refined("shouldAccept", "source"),
    "CTA": _refined("ctaName operator"),
    "EMAIL_EVENT": _refined("appId emailId level operator", "clickUrl"),
    "EMAIL_SUBSCRIPTION": _refined("acceptedStatuses subscriptionIds", "subscriptionType"),
    "EVENT": _refined("eventId operator"),
    "FORM_SUBMISSION": _refined("operator", "formId"),
    "FORM_SUBMISSION_ON_PAGE": _refined("operator pageId", "formId"),
    "INTEGRATION_EVENT": _refined("eventTypeId filterLines"),
    "IN_LIST": _refined("listId operator", "metadata"),
    "PAGE_VIEW": _refined("operator pageUrl", "enableTracking"),
    "PRIVACY": _refined("operator privacyName"),
    "PROPERTY": _refined("operation property"),
    "SURVEY_MONKEY": _refined("operator surveyId"),
    "SURVEY_MONKEY_VALUE": _refined(
        "operator surveyId surveyQuestion valueComparison", "surveyAnswerColId surveyAnswerRowId"
    ),
    "UNIFIED_EVENTS": _refined("filterLines", "eventTypeId"),
    "WEBINAR": _refined("operator", "webinarId"),
}
"""Filters, by `filterType`."""

_TREE = "filterBranchOperator filterBranches filters"

BRANCHES: Mapping[str, Shape] = {
    **dict.fromkeys(
        ("AND", "NOT_ALL", "NOT_ANY", "OR", "RESTRICTED"), _shape("filterBranchType", _TREE)
    ),
    "ASSOCIATION": _shape(
        "filterBranchType associationCategory associationTypeId objectTypeId operator", _TREE
    ),
    "PROPERTY_ASSOCIATION": _shape(
        "filterBranchType objectTypeId operator propertyWithObjectId", _TREE
    ),
    "UNIFIED_EVENTS": _shape(
        "filterBranchType eventTypeId operator", f"{_TREE} coalescingRefineBy pruningRefineBy"
    ),
}
"""Branches of filters, by `filterBranchType`."""

CRITERIA: Mapping[str, Shape] = {
    "DATASET": _shape("type shouldReEnroll datasetId", "subviewId"),
    "EVENT_BASED": _shape(
        "type shouldReEnroll eventFilterBranches",
        "listMembershipFilterBranches refinementCriteria",
    ),
    "LIST_BASED": _shape(
        "type shouldReEnroll listFilterBranch",
        "reEnrollmentTriggersFilterBranches unEnrollObjectsNotMeetingCriteria",
    ),
    "MANUAL": _shape("type shouldReEnroll"),
}
"""Enrollment criteria, by `type`."""

ACTIONS: Mapping[str, Shape] = {
    "CUSTOM_CODE": _shape("type runtime sourceCode", "inputFields outputFields secretNames"),
    "SINGLE_CONNECTION": _shape("type actionTypeId fields", "actionTypeVersion"),
    "WEBHOOK": _shape("type method webhookUrl", "queryParams authSettings"),
}
"""Actions that do not branch, without id and connection, by `type`."""
