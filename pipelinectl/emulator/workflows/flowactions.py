"""Shapes of the actions of a flow.

Sources: HubSpot's API description for the shapes, its page on actions and public workflows for the
fields by type. Which fields HubSpot requires is unverified: an action without one that every
source has is refused here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipelinectl.emulator import shapes
from pipelinectl.emulator.errors import RefusedError, internal_error, invalid
from pipelinectl.emulator.shapes import Check, by, list_of, mapping, one_of, record, text, unset
from pipelinectl.emulator.workflows.actiontypes import ACTION_TYPES, DEAD
from pipelinectl.emulator.workflows.flowfilters import branch

if TYPE_CHECKING:
    from pipelinectl.emulator.wire import JsonObject

_TYPE_ID = re.compile(r"\d+-\d+")

input_value = by(
    "type",
    {
        "STATIC_VALUE": record({"staticValue": text}),
        "OBJECT_PROPERTY": record({"propertyName": text}),
        "FIELD_DATA": record({"actionId": text, "dataKey": text}),
        "RELATIVE_DATETIME": record({"timeDelay": mapping}),
        "TIMESTAMP": record({"timestampType": one_of("EXECUTION_TIME")}),
        "INCREMENT": record({"incrementAmount": shapes.real}),
        "FETCHED_OBJECT_PROPERTY": record({"propertyToken": text}),
        **dict.fromkeys(
            (
                *("APPEND_OBJECT_PROPERTY", "STATIC_APPEND_VALUE", "ENROLLMENT_EVENT_PROPERTY"),
                *("ENROLLMENT_DATASET_COLUMN", "ACTION_OUTPUT_OBJECT_PROPERTY"),
                *("SINGLE_OBJECT_COORDINATES", "LIST", "MAP"),
            ),
            mapping,
        ),
    },
)
connection = record({"edgeType": one_of("STANDARD", "GOTO"), "nextActionId": text})


def _default_branch(value: Any, place: str) -> JsonObject:
    if value == {}:
        # Reported by others: an empty default branch breaks the server.
        raise internal_error()
    kept: JsonObject = connection(value, place)
    return kept


def _single(value: Any, place: str) -> JsonObject:
    action: JsonObject = _plain(value, place)
    type_id = action["actionTypeId"]
    if type_id in DEAD:
        # Reported by others: 500 without a body.
        raise RefusedError(500, None)
    if not _TYPE_ID.fullmatch(type_id):
        raise invalid(f"Unknown actionTypeId: {type_id}")
    action_type = ACTION_TYPES.get(type_id)
    needed = action_type.required if action_type else ()
    missing = [key for key in needed if action["fields"].get(key) is None]
    if missing:
        raise unset(*missing)
    if type_id == "0-5":
        value_shape = input_value(action["fields"]["value"], f"{place}.fields.value")
        action["fields"] = {**action["fields"], "value": value_shape}
    return action


_id: dict[str, Check] = {"actionId": text}
_next: dict[str, Check] = {"connection": connection}
_default: dict[str, Check] = {"defaultBranch": _default_branch, "defaultBranchName": text}
_plain = record(
    {**_id, "actionTypeId": text, "actionTypeVersion": shapes.whole, "fields": mapping},
    _next,
    {"actionTypeVersion": 0},
)
_auth = by(
    "type",
    {
        "AUTH_KEY": record(
            {"name": text, "location": one_of("HEADER", "QUERY_PARAM"), "secretName": text}
        ),
        "SIGNATURE": record({"appId": shapes.anything}),
    },
)
action = by(
    "type",
    {
        "SINGLE_CONNECTION": _single,
        "LIST_BRANCH": record(
            {
                **_id,
                "listBranches": list_of(
                    record({"filterBranch": branch}, {"branchName": text, **_next})
                ),
            },
            _default,
        ),
        "STATIC_BRANCH": record(
            {
                **_id,
                "inputValue": input_value,
                "staticBranches": list_of(record({"branchValue": text}, _next)),
            },
            _default,
        ),
        "AB_TEST_BRANCH": record(
            {**_id, "testBranches": list_of(record(_next, {"percentage": shapes.real}))}
        ),
        "WEBHOOK": record(
            {
                **_id,
                "method": one_of("GET", "POST", "PUT", "PATCH", "DELETE"),
                "webhookUrl": text,
                "queryParams": list_of(mapping),
            },
            {"authSettings": _auth, **_next},
        ),
        "CUSTOM_CODE": record(
            {
                **_id,
                "runtime": text,
                "sourceCode": text,
                "inputFields": list_of(mapping),
                "outputFields": list_of(mapping),
                "secretNames": list_of(text),
            },
            _next,
        ),
    },
)
