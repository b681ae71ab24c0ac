"""Pipeline rules: `/crm/pipelines-rules/2026-09/{objectTypeId}/{pipelineId}`.

Shapes: HubSpot's API description and pipeline rules guide. Rules are kept and not enforced:
HubSpot does not enforce them for calls without a user id either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator import profiles, wire
from pipelinectl.emulator.account import RULES, now, rules_key
from pipelinectl.emulator.errors import RefusedError, error_body, invalid, not_found
from pipelinectl.emulator.pipelines.model import OBJECT_TYPES, TICKETS, Pipeline
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject

BACKWARDS, SKIPPING, CREATION = (
    "noBackwardsMovementRule",
    "noSkippingStagesRule",
    "objectCreationRule",
)
_RULES = (BACKWARDS, SKIPPING, CREATION)


def get_rules(account: Account, call: Call) -> Answer:
    """GET: 200, or 404 with a JSON body where no rules are set."""
    return Answer(200, _rules(account, _pipeline(account, call)))


def replace_rules(account: Account, call: Call) -> Answer:
    """PUT all three rules, inside `governanceValidationRules`."""
    pipeline, body = _pipeline(account, call), call.json()
    wire.require(body, "governanceValidationRules")
    asked = body["governanceValidationRules"]
    if not isinstance(asked, dict):
        raise invalid("Invalid input JSON: 'governanceValidationRules' is not an object")
    wire.require(asked, *_RULES)
    _refuse_approvals(pipeline, body)
    rules = {name: read_rule(pipeline, name, asked[name]) for name in _RULES}
    old = account.rules(pipeline) or {}
    return Answer(200, _save(account, pipeline, old.get("createdAt"), rules))


def patch_rules(account: Account, call: Call) -> Answer:
    """PATCH some of the rules, at the top level of the body. 404 where no rules are set."""
    pipeline, body = _pipeline(account, call), call.json()
    _refuse_approvals(pipeline, body)
    old = _rules(account, pipeline)
    rules = {
        name: read_rule(pipeline, name, body[name]) if body.get(name) else old[name]
        for name in _RULES
    }
    return Answer(200, _save(account, pipeline, old["createdAt"], rules))


def delete_rules(account: Account, call: Call) -> Answer:
    """DELETE: 204, whether or not rules are set."""
    account.store.drop(RULES, rules_key(_pipeline(account, call)))
    return Answer(204)


def read_rule(pipeline: Pipeline, name: str, asked: object) -> JsonObject:
    """One rule of a request, or of a seed.

    Raises:
        RefusedError: 400; a stage is not of the pipeline, or all stages and some are named.
    """
    if not isinstance(asked, dict):
        raise invalid(f"Invalid input JSON: '{name}' is not an object")
    wire.require(asked, "pipelineStageIds")
    stage_ids = wire.texts(asked, "pipelineStageIds")
    strange = [stage_id for stage_id in stage_ids if pipeline.stage(stage_id) is None]
    if strange:
        raise invalid(f"{name}: no stages of pipeline {pipeline.id}: [{', '.join(strange)}]")
    if name == CREATION:
        return {"pipelineStageIds": stage_ids}
    wire.require(asked, "enabledForAllStages")
    everywhere = asked["enabledForAllStages"]
    if not isinstance(everywhere, bool):
        raise invalid(f"Invalid input JSON: 'enabledForAllStages' of {name} is not a boolean")
    if everywhere and stage_ids:
        raise invalid(f"{name}: pipelineStageIds must be empty when enabledForAllStages is true")
    return {"enabledForAllStages": everywhere, "pipelineStageIds": stage_ids}


def _save(
    account: Account, pipeline: Pipeline, created: str | None, rules: JsonObject
) -> JsonObject:
    time = now()
    stamps = {"id": rules_key(pipeline), "createdAt": created or time, "updatedAt": time}
    account.store.put(RULES, rules_key(pipeline), stamps | rules)
    return stamps | rules


def _rules(account: Account, pipeline: Pipeline) -> JsonObject:
    rules = account.rules(pipeline)
    if rules is None:
        raise not_found(f"There are no rules for pipeline {pipeline.id}")
    return rules


def _pipeline(account: Account, call: Call) -> Pipeline:
    if account.has(profiles.STARTER_ACCOUNT):
        message = "This account does not have access to pipeline rules. Upgrade to Professional."
        raise RefusedError(403, error_body(message, "FORBIDDEN"))
    # Only ids are allowed in this path, not the names that the other paths take.
    wanted = call.params["object_type_id"]
    object_type = next((found for found in OBJECT_TYPES if found.id == wanted), None)
    if object_type is None:
        raise invalid(f"Unable to infer object type from: {wanted}")
    pipeline = account.pipeline(object_type, call.params["pipeline_id"])
    if pipeline is None:
        raise not_found(f"There is no pipeline with ID {call.params['pipeline_id']}")
    return pipeline


def _refuse_approvals(pipeline: Pipeline, body: JsonObject) -> None:
    asked = [key for key in ("approvalStage", "approvalStageRules") if body.get(key)]
    if asked and pipeline.object_type is TICKETS:
        raise invalid(f"{asked[0]} is available for deal pipelines only")


FAMILY = Family(
    (("2026-09", "/crm/pipelines-rules/2026-09/{object_type_id}/{pipeline_id}"),),
    (
        ("GET", "", get_rules),
        ("PUT", "", replace_rules),
        ("PATCH", "", patch_rules),
        ("DELETE", "", delete_rules),
    ),
)
