"""What a person does on a pipeline's Automate tab, below `/_ui/pipelines/{id}/automate`.

Observed by others: the status triggers and the actions of a status come back from the flows API as
ordinary flows with a uuid that tells which they are; one of the uuids is misspelt. What else these
flows hold is unverified, and so is that a trigger which is switched off keeps its flow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.emulator import wire
from pipelinectl.emulator.account import AUTOMATE
from pipelinectl.emulator.errors import invalid, not_found, refusal
from pipelinectl.emulator.pipelines.model import TICKETS
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.wire import Answer
from pipelinectl.emulator.workflows import flowstore
from pipelinectl.emulator.workflows.editor import UI, edited
from pipelinectl.emulator.workflows.flowgraph import edges_of
from pipelinectl.emulator.workflows.flowinput import read_new

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.pipelines.model import Pipeline, Stage
    from pipelinectl.emulator.wire import Call, JsonObject

CLOSE_DATE = "set_close_date"
CREATE_TICKETS = "create_tickets"
TRIGGERS = {"email_sent_to_customer": "email-sent", "customer_replies": "email-recieved"}
_CHAINED = ("SINGLE_CONNECTION", "WEBHOOK", "CUSTOM_CODE")
_EMAIL_EVENT, _CHANGE_EVENT = "4-666440", "4-655002"


def get_automate(account: Account, call: Call) -> Answer:
    """The templated automations of a pipeline. Only here can the close date's switch be read."""
    return Answer(200, settings_of(account, _pipeline(account, call)))


def patch_automate(account: Account, call: Call) -> Answer:
    """Switch templated automations: a trigger to a stage id, or false for off."""
    pipeline, asked = _pipeline(account, call), call.json()
    if CREATE_TICKETS in asked:
        raise refusal(409, "Whether tickets are created is a setting of each connected channel")
    strange = asked.keys() - {CLOSE_DATE, *TRIGGERS}
    if strange:
        raise invalid(f"The Automate tab has no '{min(strange)}'")
    if CLOSE_DATE in asked:
        if not isinstance(asked[CLOSE_DATE], bool):
            raise invalid(f"'{CLOSE_DATE}' is true or false")
        account.store.put(AUTOMATE, pipeline.id, {CLOSE_DATE: asked[CLOSE_DATE]})
    for trigger in TRIGGERS:
        if trigger in asked:
            _switch(account, pipeline, trigger, asked[trigger])
    return Answer(200, settings_of(account, pipeline))


def set_actions(account: Account, call: Call) -> Answer:
    """Give a stage its actions: `{stage, actions, enabled}`; the first action comes first.

    A ticket that comes to the stage again does not enter them again: for that, HubSpot's knowledge
    base says, the workflow is cloned and re-enrollment switched on.
    """
    pipeline, asked = _pipeline(account, call), call.json()
    wire.require(asked, "stage", "actions")
    stage, actions = _stage(pipeline, asked["stage"]), wire.objects(asked, "actions")
    if not actions:
        raise invalid("'actions' must name an action")
    content = {
        **_empty(f"{pipeline.label}: {stage.label}", _uuid(pipeline, stage.id)),
        "isEnabled": asked.get("enabled", True),
        "enrollmentCriteria": _on_stage(stage.id) | {"shouldReEnroll": False},
        "actions": actions,
        "startActionId": actions[0].get("actionId"),
    }
    return Answer(200, _put(account, content))


def delete_action(account: Account, call: Call) -> Answer:
    """Delete an action of a stage, or with `after=true` it and all that follow it: 204.

    What follows a deleted action takes its place.
    """
    pipeline = _pipeline(account, call)
    flow = flowstore.flow_with_uuid(account, _uuid(pipeline, call.params["stage"]))
    actions = list(flow["actions"]) if flow else []
    gone = next((each for each in actions if each["actionId"] == call.params["action_id"]), None)
    if flow is None or gone is None:
        raise not_found(f"There is no action {call.params['action_id']}")
    if "connection" not in gone and gone["type"] not in _CHAINED:
        raise invalid("An action that branches is deleted in the workflow editor")
    following = None if call.query.get("after") == "true" else gone.get("connection")
    kept = [_led_past(each, gone["actionId"], following) for each in actions if each is not gone]
    start = flow["startActionId"]
    if start == gone["actionId"]:
        start = following["nextActionId"] if following else None
    reached = _chain(kept, start)
    change = {"actions": reached, "startActionId": start}
    edited(account, flow, change if start else {**change, "isEnabled": False})
    return Answer(204)


def settings_of(account: Account, pipeline: Pipeline) -> JsonObject:
    """The switches of a pipeline's tab: true or false, and a trigger's stage or false."""
    stored = account.store.get(AUTOMATE, pipeline.id) or {CLOSE_DATE: True}
    return stored | {trigger: _target(account, pipeline, trigger) for trigger in TRIGGERS}


def _target(account: Account, pipeline: Pipeline, trigger: str) -> str | bool:
    flow = flowstore.flow_with_uuid(account, _uuid(pipeline, TRIGGERS[trigger]))
    if flow is None or not flow["isEnabled"]:
        return False
    fields = [action.get("fields", {}) for action in flow["actions"]]
    values = [each["value"] for each in fields if each.get("property_name") == "hs_pipeline_stage"]
    return str(values[0].get("staticValue")) if values else False


def _switch(account: Account, pipeline: Pipeline, trigger: str, target: Any) -> None:
    uuid = _uuid(pipeline, TRIGGERS[trigger])
    if target is False:
        old = flowstore.flow_with_uuid(account, uuid)
        if old is not None:
            edited(account, old, {"isEnabled": False})
        return
    stage = _stage(pipeline, target)
    value = {"type": "STATIC_VALUE", "staticValue": stage.id}
    move = {
        "type": "SINGLE_CONNECTION",
        "actionId": "1",
        "actionTypeId": "0-5",
        "actionTypeVersion": 0,
        "fields": {"property_name": "hs_pipeline_stage", "association": {}, "value": value},
    }
    content = {
        **_empty(f"{pipeline.label}: {trigger.replace('_', ' ')}", uuid),
        "enrollmentCriteria": _event_based(_EMAIL_EVENT, [], "hs_pipeline", pipeline.id),
        "actions": [move],
        "startActionId": "1",
    }
    _put(account, content)


def _led_past(action: JsonObject, gone: str, following: JsonObject | None) -> JsonObject:
    """An action that leads to where the one led that goes, or nowhere."""
    connection = action.get("connection")
    if not connection or connection["nextActionId"] != gone:
        return action
    rest = {key: value for key, value in action.items() if key != "connection"}
    return rest | ({"connection": following} if following else {})


def _chain(actions: list[JsonObject], start: str | None) -> list[JsonObject]:
    """The actions that are still reached."""
    sources = {each["actionId"]: [edge.target for edge in edges_of(each)] for each in actions}
    found, waiting = set(), [] if start is None else [start]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting.extend(sources.get(each, ()))
    return [each for each in actions if each["actionId"] in found]


def _put(account: Account, content: JsonObject) -> JsonObject:
    """Make the flow of that uuid, or change the one that is there."""
    old = flowstore.flow_with_uuid(account, content["uuid"])
    if old is not None:
        return edited(account, old, content)
    return flowstore.add(account, read_new(account, content), pending=False)


def _empty(name: str, uuid: str) -> JsonObject:
    return {
        "type": "PLATFORM_FLOW",
        "flowType": "WORKFLOW",
        "objectTypeId": TICKETS.id,
        "name": name,
        "uuid": uuid,
        "isEnabled": True,
    }


def _on_stage(stage_id: str) -> JsonObject:
    filters = [
        _filter("hs_name", "STRING", "IS_EQUAL_TO", value="hs_pipeline_stage"),
        _filter("hs_value", "ENUMERATION", "IS_ANY_OF", values=[stage_id]),
    ]
    return _event_based(_CHANGE_EVENT, filters, "hs_pipeline_stage", stage_id)


def _event_based(event: str, filters: list[JsonObject], name: str, value: str) -> JsonObject:
    narrowed = _branch("AND", filters=[_filter(name, "ENUMERATION", "IS_ANY_OF", values=[value])])
    trigger = _branch("UNIFIED_EVENTS", filters=filters)
    trigger |= {"filterBranchOperator": "AND", "eventTypeId": event, "operator": "HAS_COMPLETED"}
    return {
        "type": "EVENT_BASED",
        "shouldReEnroll": True,
        "eventFilterBranches": [trigger],
        "listMembershipFilterBranches": [],
        "refinementCriteria": _branch("OR", branches=[narrowed]),
    }


def _branch(
    kind: str, *, filters: list[JsonObject] | None = None, branches: list[JsonObject] | None = None
) -> JsonObject:
    return {
        "filterBranchType": kind,
        "filterBranchOperator": kind,
        "filterBranches": branches or [],
        "filters": filters or [],
    }


def _filter(name: str, kind: str, operator: str, **values: object) -> JsonObject:
    operation = {"operationType": kind, "operator": operator, "includeObjectsWithNoValueSet": False}
    return {"filterType": "PROPERTY", "property": name, "operation": operation | values}


def _uuid(pipeline: Pipeline, ending: str) -> str:
    return f"ticket-{pipeline.id}-{ending}"


def _pipeline(account: Account, call: Call) -> Pipeline:
    pipeline = account.pipeline(TICKETS, call.params["pipeline_id"])
    if pipeline is None:
        raise not_found(f"There is no pipeline {call.params['pipeline_id']}")
    return pipeline


def _stage(pipeline: Pipeline, stage_id: Any) -> Stage:
    stage = pipeline.stage(stage_id) if isinstance(stage_id, str) else None
    if stage is None:
        raise invalid(f"{stage_id} is not a stage of pipeline {pipeline.id}")
    return stage


FAMILY = Family(
    UI,
    (
        ("GET", "/pipelines/{pipeline_id}/automate", get_automate),
        ("PATCH", "/pipelines/{pipeline_id}/automate", patch_automate),
        ("POST", "/pipelines/{pipeline_id}/automate/actions", set_actions),
        ("DELETE", "/pipelines/{pipeline_id}/automate/actions/{stage}/{action_id}", delete_action),
    ),
)
