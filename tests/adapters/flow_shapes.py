"""Whether the body of a create or an update has the shape that HubSpot's flow API asks for.

Our own statement of what hubspot-api.md section 3 says (required keys, enums, connections, ids),
for every flow that a test lowers. It shares nothing with the code that lowers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CREATE = {
    "type",
    "flowType",
    "objectTypeId",
    "isEnabled",
    "actions",
    "timeWindows",
    "blockedDates",
    "customProperties",
    "dataSources",
}
OPTIONAL = {
    "name",
    "description",
    "startActionId",
    "enrollmentCriteria",
    "enrollmentSchedule",
    "suppressionFilterBranch",
    "uuid",
}
UPDATE = (CREATE - {"flowType", "objectTypeId", "dataSources"}) | {"revisionId"}

ACTIONS: dict[str, tuple[set[str], set[str]]] = {
    "SINGLE_CONNECTION": ({"actionTypeId", "actionTypeVersion", "fields"}, {"connection"}),
    "LIST_BRANCH": ({"listBranches"}, {"defaultBranch", "defaultBranchName"}),
    "STATIC_BRANCH": ({"inputValue", "staticBranches"}, {"defaultBranch", "defaultBranchName"}),
    "WEBHOOK": ({"method", "webhookUrl", "queryParams"}, {"authSettings", "connection"}),
    "CUSTOM_CODE": (
        {"runtime", "sourceCode", "inputFields", "outputFields", "secretNames"},
        {"connection"},
    ),
}
FIELDS: dict[str, tuple[set[str], set[str]]] = {
    "0-1": ({"delta", "time_unit"}, set()),
    "0-3": (
        {"task_type", "subject", "body", "associations", "use_explicit_associations", "priority"},
        {"owner_assignment", "due_time"},
    ),
    "0-4": ({"content_id"}, set()),
    "0-5": ({"property_name", "association", "value"}, set()),
    "0-8": ({"subject", "body"}, {"user_ids", "team_ids", "owner_properties"}),
    "0-9": ({"subject", "body", "delivery_method", "user_ids"}, set()),
    "0-11": ({"target_property", "overwrite_current_owner"}, {"user_ids", "team_ids"}),
    "0-15": ({"flow_id"}, set()),
    "0-35": ({"date", "delta", "time_unit"}, {"time_of_day"}),
}
VALUES = {
    "STATIC_VALUE": {"staticValue"},
    "OBJECT_PROPERTY": {"propertyName"},
    "TIMESTAMP": {"timestampType"},
    "INCREMENT": {"incrementAmount"},
    "FETCHED_OBJECT_PROPERTY": {"propertyToken"},
}
SOURCES: dict[str, tuple[set[str], set[str]]] = {
    "ASSOCIATION": (
        {"name", "objectTypeId", "associationCategory", "associationTypeId"},
        {"sortBy"},
    ),
    "ASSOCIATION_TIMESTAMP": (
        {"name", "objectTypeId", "associationCategory", "associationTypeId"},
        set(),
    ),
}
FETCHED = re.compile(r"\{\{ fetched_objects\.(\w+)\.\w+ \}\}")
CRITERIA = {
    "EVENT_BASED": (
        {"eventFilterBranches", "listMembershipFilterBranches"},
        {"refinementCriteria"},
    ),
    "LIST_BASED": (
        {
            "listFilterBranch",
            "reEnrollmentTriggersFilterBranches",
            "unEnrollObjectsNotMeetingCriteria",
        },
        set(),
    ),
    "MANUAL": (set(), set()),
    "DATASET": ({"datasetId"}, {"subviewId"}),
}
OPERATIONS: dict[str, tuple[set[str], set[str]]] = {
    "ENUMERATION": ({"values"}, {"IS_ANY_OF", "IS_NONE_OF"}),
    "MULTISTRING": (
        {"values"},
        {"IS_EQUAL_TO", "IS_NOT_EQUAL_TO", "CONTAINS", "DOES_NOT_CONTAIN"},
    ),
    "STRING": ({"value"}, {"IS_EQUAL_TO"}),
    "BOOL": ({"value"}, {"IS_EQUAL_TO", "IS_NOT_EQUAL_TO"}),
    "NUMBER": (
        {"value"},
        {
            "IS_EQUAL_TO",
            "IS_NOT_EQUAL_TO",
            "IS_GREATER_THAN",
            "IS_GREATER_THAN_OR_EQUAL_TO",
            "IS_LESS_THAN",
            "IS_LESS_THAN_OR_EQUAL_TO",
        },
    ),
    "ALL_PROPERTY": (set(), {"IS_KNOWN", "IS_UNKNOWN"}),
    "TIME_POINT": (
        {"type", "timePoint", "endpointBehavior", "propertyParser"},
        {"IS_BEFORE", "IS_AFTER"},
    ),
    "TIME_RANGED": (
        {
            "type",
            "propertyParser",
            "lowerBoundTimePoint",
            "upperBoundTimePoint",
            "lowerBoundEndpointBehavior",
            "upperBoundEndpointBehavior",
        },
        {"IS_BETWEEN", "IS_NOT_BETWEEN"},
    ),
}
TREE = {"filterBranchType", "filterBranchOperator", "filterBranches", "filters"}
BRANCHES = {
    "OR": TREE,
    "AND": TREE,
    "UNIFIED_EVENTS": TREE | {"eventTypeId", "operator"},
    "ASSOCIATION": TREE | {"objectTypeId", "operator", "associationTypeId", "associationCategory"},
}


def checked(body: Mapping[str, Any], *, strict: bool = True) -> list[str]:
    """What is wrong with a body, one line each; nothing where it may be sent.

    `strict` also asks for the fields and operators that we write ourselves: what stands in `raw:`
    may have others.
    """
    is_update = "revisionId" in body
    found = [
        *_keys("flow", body, UPDATE if is_update else CREATE, OPTIONAL),
        *_constants(body, is_update=is_update),
        *_criteria(body.get("enrollmentCriteria") or {}),
        *_actions(body, strict=strict),
        *_sources(body),
    ]
    return [*found, *_everywhere("flow", body.get("suppressionFilterBranch", {}))]


def _constants(body: Mapping[str, Any], *, is_update: bool) -> Iterator[str]:
    wanted = {"type": "PLATFORM_FLOW"}
    if not is_update:
        wanted |= {"flowType": "WORKFLOW", "objectTypeId": "0-5"}
    for name, value in wanted.items():
        if body.get(name) != value:
            yield f"flow: {name} is {body.get(name)!r}"
    if not isinstance(body.get("isEnabled"), bool):
        yield "flow: isEnabled is no boolean"
    if "\n" in str(body.get("name")) or not isinstance(body.get("name"), str):
        yield "flow: name is no line of text"


def _keys(
    what: str, value: Mapping[str, Any], required: set[str], optional: set[str]
) -> Iterator[str]:
    for name in sorted(required - value.keys()):
        yield f"{what}: {name} is missing"
    for name in sorted(value.keys() - required - optional):
        yield f"{what}: {name} is unknown"


def _criteria(criteria: Mapping[str, Any]) -> Iterator[str]:
    kind = str(criteria.get("type"))
    if kind not in CRITERIA:
        yield f"enrollment: type {kind}"
        return
    required, optional = CRITERIA[kind]
    yield from _keys("enrollment", criteria, {"type", "shouldReEnroll", *required}, optional)
    if not isinstance(criteria.get("shouldReEnroll"), bool):
        yield "enrollment: shouldReEnroll is no boolean"
    events = criteria.get("eventFilterBranches", [])
    if kind == "EVENT_BASED" and not events and not criteria.get("listMembershipFilterBranches"):
        yield "enrollment: no event"
    for each in events:
        if each.get("filterBranchType") != "UNIFIED_EVENTS":
            yield "enrollment: an event that is none"
        if each.get("operator") not in {"HAS_COMPLETED", "HAS_NOT_COMPLETED"}:
            yield f"enrollment: an event's operator {each.get('operator')!r}"
    yield from _everywhere("enrollment", criteria)


def _actions(body: Mapping[str, Any], *, strict: bool) -> Iterator[str]:
    yield from _ids(body)
    yield from _ways(body)
    for action in body["actions"]:
        yield from _action(action)
        if strict:
            yield from _fields(f"action {action['actionId']}", action)


def _sources(body: Mapping[str, Any]) -> Iterator[str]:
    """Data sources, and values that name one; an update does not say which ones there are."""
    sources = body.get("dataSources", [])
    for each in sources:
        kind = str(each.get("type"))
        if kind not in SOURCES:
            yield f"data source: type {kind}"
            continue
        required, optional = SOURCES[kind]
        yield from _keys("data source", each, {"type", *required}, optional)
    names = [each.get("name") for each in sources]
    if len(set(names)) != len(names):
        yield "data sources: two have one name"
    for action in body["actions"]:
        value = (action.get("fields") or {}).get("value")
        if isinstance(value, dict) and value.get("type") == "FETCHED_OBJECT_PROPERTY":
            token = FETCHED.fullmatch(str(value["propertyToken"]))
            if token is None or ("dataSources" in body and token[1] not in names):
                yield f"action {action['actionId']}: a token of nothing that is fetched"


def _ids(body: Mapping[str, Any]) -> Iterator[str]:
    ids = [each.get("actionId") for each in body["actions"]]
    if len(set(ids)) != len(ids):
        yield "actions: two have one id"
    if not all(isinstance(each, str) and each.isdecimal() for each in ids):
        yield "actions: an id is no number in text"
    if ("startActionId" in body) != bool(ids):
        yield "flow: startActionId without actions, or actions without it"


def _ways(body: Mapping[str, Any]) -> Iterator[str]:
    ids = {str(each.get("actionId")) for each in body["actions"]}
    start = {body["startActionId"]} if "startActionId" in body else set()
    edges = [edge for each in body["actions"] for edge in _edges(each)]
    reached = {str(edge.get("nextActionId")) for edge in edges}
    for each in sorted((reached | start) - ids):
        yield f"actions: {each!r} is led to and missing"
    for each in sorted(ids - reached - start):
        yield f"actions: {each!r} is never reached"
    drawn = [str(edge.get("nextActionId")) for edge in edges if edge.get("edgeType") == "STANDARD"]
    for each in sorted({*drawn}):
        if drawn.count(each) + (each in start) > 1:
            yield f"actions: {each!r} is led to twice as STANDARD"


def _edges(action: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    holders = [action, *action.get("listBranches", ()), *action.get("staticBranches", ())]
    yield from (each["connection"] for each in holders if "connection" in each)
    if "defaultBranch" in action:
        yield action["defaultBranch"]


def _action(action: Mapping[str, Any]) -> Iterator[str]:
    what = f"action {action.get('actionId')}"
    kind = str(action.get("type"))
    if kind not in ACTIONS:
        yield f"{what}: type {kind}"
        return
    required, optional = ACTIONS[kind]
    yield from _keys(what, action, {"type", "actionId", *required}, optional)
    for edge in _edges(action):
        yield from _keys(f"{what}: connection", edge, {"edgeType", "nextActionId"}, set())
        if edge.get("edgeType") not in {"STANDARD", "GOTO"}:
            yield f"{what}: edge type {edge.get('edgeType')!r}"
    for name, allowed in (
        ("listBranches", {"branchName", "filterBranch", "connection"}),
        ("staticBranches", {"branchValue", "connection"}),
    ):
        if name in action and not action[name]:
            yield f"{what}: no branch"
        for branch in action.get(name, ()):
            needed = {"filterBranch"} if name == "listBranches" else {"branchValue"}
            yield from _keys(f"{what}: branch", branch, needed, allowed)
    yield from _everywhere(what, action)


def _fields(what: str, action: Mapping[str, Any]) -> Iterator[str]:
    fields, type_id = action.get("fields"), str(action.get("actionTypeId"))
    if type_id in FIELDS:
        assert isinstance(fields, dict)
        required, optional = FIELDS[type_id]
        yield from _keys(f"{what}: fields", fields, required, optional)
        if type_id in {"0-8", "0-11"} and len(fields.keys() & FIELDS["0-8"][1]) != 1:
            yield f"{what}: not exactly one kind of recipients"
        for name in ("user_ids", "team_ids", "owner_properties"):
            if name in fields and not _texts(fields[name]):
                yield f"{what}: {name} are no texts"
        for name in ("content_id", "flow_id", "delta", "subject", "body", "property_name"):
            if name in fields and not isinstance(fields[name], str):
                yield f"{what}: {name} is no text"
    for value in (fields or {}).get("value"), action.get("inputValue"):
        if isinstance(value, dict):
            yield from _value(what, value)


def _value(what: str, value: Mapping[str, Any]) -> Iterator[str]:
    kind = str(value.get("type"))
    if kind not in VALUES:
        yield f"{what}: value of type {kind}"
    else:
        yield from _keys(f"{what}: value", value, {"type", *VALUES[kind]}, set())
    if "staticValue" in value and not isinstance(value["staticValue"], str):
        yield f"{what}: a static value that is no text"


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(e, str) for e in value)


def _everywhere(what: str, value: Any) -> Iterator[str]:
    """All filters and branches of filters in a value, and no null, no empty object as an edge."""
    if isinstance(value, list):
        for each in value:
            yield from _everywhere(what, each)
    if not isinstance(value, dict):
        if value is None:
            yield f"{what}: null"
        return
    if value.get("defaultBranch") == {} or value.get("connection") == {}:
        yield f"{what}: an empty connection"
    if "filterBranchType" in value:
        yield from _branch(what, value)
    if value.get("filterType") == "PROPERTY":
        yield from _filter(what, value)
    for each in value.values():
        yield from _everywhere(what, each)


def _branch(what: str, branch: Mapping[str, Any]) -> Iterator[str]:
    kind = str(branch["filterBranchType"])
    yield from _keys(f"{what}: {kind}", branch, BRANCHES.get(kind, TREE), set())
    inner = [each.get("filterBranchType") for each in branch.get("filterBranches", ())]
    if kind == "OR" and (branch.get("filters") or not inner or {*inner} != {"AND"}):
        yield f"{what}: an OR branch of something else than AND branches"
    if kind == "AND" and {*inner} - {"UNIFIED_EVENTS", "ASSOCIATION"}:
        yield f"{what}: an AND branch with {inner}"
    if kind == "AND" and not inner and not branch.get("filters"):
        yield f"{what}: an AND branch of nothing"


def _filter(what: str, found: Mapping[str, Any]) -> Iterator[str]:
    yield from _keys(f"{what}: filter", found, {"filterType", "property", "operation"}, set())
    operation = found["operation"]
    kind = str(operation.get("operationType"))
    if kind not in OPERATIONS:
        yield f"{what}: operation {kind}"
        return
    keys, operators = OPERATIONS[kind]
    common = {"operationType", "operator", "includeObjectsWithNoValueSet"}
    yield from _keys(f"{what}: {kind}", operation, common | keys, set())
    if operation.get("operator") not in operators:
        yield f"{what}: {kind} {operation.get('operator')!r}"
    if "values" in keys and not _texts(operation.get("values")):
        yield f"{what}: values that are no texts"
