"""Flows, which people call workflows: `/automation/v4/flows`, `/automation/2026-09-beta/flows`.

Shapes: HubSpot's API description. There is no dated version that is generally available.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator import profiles, wire
from pipelinectl.emulator.account import now
from pipelinectl.emulator.errors import RefusedError, error_body, invalid, not_found
from pipelinectl.emulator.paging import page
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.wire import Answer
from pipelinectl.emulator.workflows import flowstore
from pipelinectl.emulator.workflows.actiontypes import ACTION_TYPES, definition
from pipelinectl.emulator.workflows.flowinput import read_change, read_new

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject

_LISTED = (
    *("id", "name", "uuid", "isEnabled", "flowType", "objectTypeId"),
    *("revisionId", "createdAt", "updatedAt"),
)
LARGEST_BATCH = 100
_NOTIFICATION = "0-8"


def list_flows(account: Account, call: Call) -> Answer:
    """GET a page of flows: what identifies them, without actions, enrollment and description."""
    shown = [] if account.has(profiles.UNREADABLE_FLOWS) else flowstore.flows(account)
    items = [{key: flow[key] for key in _LISTED if key in flow} for flow in shown]
    return Answer(200, page(items, call.query, default=100, most=100))


def get_flow(account: Account, call: Call) -> Answer:
    """GET one. A new flow says PENDING first."""
    return Answer(200, _shown(account, flowstore.settle(account, _readable(account, call))))


def create_flow(account: Account, call: Call) -> Answer:
    """POST: 201, and the flow is complete a little later."""
    return Answer(201, flowstore.add(account, read_new(account, call.json()), pending=True))


def replace_flow(account: Account, call: Call) -> Answer:
    """PUT: the whole flow. What is left out is cleared; the latest revision must be named."""
    old = _readable(account, call)
    content, revision_id = read_change(account, call.json(), old)
    if old[flowstore.STATUS] == flowstore.PENDING:
        raise invalid(f"Flow {old['id']} is still being created")
    if revision_id != old["revisionId"]:
        message = f"Flow {old['id']} has revision {old['revisionId']}, not {revision_id}"
        raise RefusedError(409, error_body(message, "CONFLICT"))
    return Answer(200, flowstore.change(account, old, content))


def delete_flow(account: Account, call: Call) -> Answer:
    """DELETE: 204, also where the token cannot read the flow."""
    flow = _flow(account, call)
    if account.has(profiles.FLOW_DELETES_REFUSED):
        raise _access_denied()
    flowstore.forget(account, flow["id"])
    return Answer(204)


def read_batch(account: Account, call: Call) -> Answer:
    """POST ids, get flows: 207 where some are unknown, or cannot be read; it is one answer."""
    inputs = wire.objects(call.json(), "inputs")
    if not 1 <= len(inputs) <= LARGEST_BATCH:
        raise invalid(f"inputs must hold from 1 to {LARGEST_BATCH} items, not {len(inputs)}")
    started = now()
    results, errors = [], []
    for item in inputs:
        wire.require(item, "type", "flowId")
        if item["type"] != "FLOW_ID":
            raise invalid("Invalid input JSON: 'type' must be one of [FLOW_ID]")
        flow = flowstore.flow(account, str(item["flowId"]))
        if flow is None or account.has(profiles.UNREADABLE_FLOWS):
            errors.append(_not_in_batch(str(item["flowId"])))
        else:
            results.append(_shown(account, flowstore.settle(account, flow)))
    body: JsonObject = {"status": "COMPLETE", "results": results, "startedAt": started}
    body["completedAt"] = now()
    if not errors:
        return Answer(200, body)
    return Answer(207, body | {"numErrors": len(errors), "errors": errors})


def get_revision(account: Account, call: Call) -> Answer:
    """GET a flow as it was at a revision."""
    flow, revision_id = _readable(account, call), call.params["revision_id"]
    found = flowstore.revision(account, flow["id"], revision_id)
    if found is None:
        raise not_found(f"There is no revision {revision_id} of flow {flow['id']}")
    body = {
        "id": flow["id"],
        "revisionId": revision_id,
        "revisionCreatedAt": found["updatedAt"],
        "flow": _shown(account, found),
    }
    return Answer(200, body)


def list_action_types(_account: Account, call: Call) -> Answer:
    """GET the types of actions that flows on an object type can have, without paging."""
    object_type_id = call.query.get("objectTypeId", "0-5")
    found = [definition(each, object_type_id) for each in ACTION_TYPES.values()]
    return Answer(200, {"results": found})


def _flow(account: Account, call: Call) -> JsonObject:
    flow = flowstore.flow(account, call.params["flow_id"])
    if flow is None:
        raise not_found(f"There is no flow with ID {call.params['flow_id']}")
    return flow


def _readable(account: Account, call: Call) -> JsonObject:
    flow = _flow(account, call)
    if account.has(profiles.UNREADABLE_FLOWS):
        raise _access_denied()
    return flow


def _shown(account: Account, flow: JsonObject) -> JsonObject:
    """A flow as a read answers it, with the fault of September 2026 where that is on."""
    if not account.has(profiles.LOST_FLOW_USER_IDS):
        return flow
    return {**flow, "actions": [_without_users(action) for action in flow["actions"]]}


def _without_users(action: JsonObject) -> JsonObject:
    if action.get("actionTypeId") != _NOTIFICATION:
        return action
    fields = {key: value for key, value in action["fields"].items() if key != "user_ids"}
    return {**action, "fields": fields}


def _access_denied() -> RefusedError:
    message = (
        "Access denied. Flow must be accessible via external APIs and contain no sensitive"
        " properties."
    )
    return RefusedError(403, error_body(message, "FORBIDDEN", subCategory="FLOW_ACCESS_DENIED"))


def _not_in_batch(flow_id: str) -> JsonObject:
    return error_body(
        f"No flow found for flow ID {flow_id}",
        "OBJECT_NOT_FOUND",
        subCategory="FLOW_NOT_FOUND_BY_FLOW_ID",
        context={"flowId": [flow_id]},
    )


FAMILIES = (
    Family(
        (("v4", "/automation/v4"), ("2026-09-beta", "/automation/2026-09-beta")),
        (
            ("GET", "/flows", list_flows),
            ("POST", "/flows", create_flow),
            ("POST", "/flows/batch/read", read_batch),
            ("GET", "/flows/{flow_id}", get_flow),
            ("PUT", "/flows/{flow_id}", replace_flow),
            ("DELETE", "/flows/{flow_id}", delete_flow),
        ),
    ),
    Family(
        (("2026-09-beta", "/automation/2026-09-beta"),),
        (
            ("GET", "/flows/{flow_id}/revisions/{revision_id}", get_revision),
            ("GET", "/action-types", list_action_types),
        ),
    ),
)
