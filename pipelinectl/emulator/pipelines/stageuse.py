"""What stops a stage or a pipeline from being deleted: tickets, workflows, pipeline rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator import profiles
from pipelinectl.emulator.account import TICKET
from pipelinectl.emulator.errors import bracketed, invalid
from pipelinectl.emulator.pipelines.model import TICKETS
from pipelinectl.emulator.workflows import flowstore, flowuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.pipelines.model import Pipeline, Stage
    from pipelinectl.emulator.wire import Call

LISTED_TICKETS = 100


def stages_unused(
    account: Account, call: Call, pipeline: Pipeline, stages: Sequence[Stage]
) -> None:
    """No ticket stands in one of the stages, and no workflow and no pipeline rule names one."""
    if not stages or not _validates(account, call):
        return
    _no_tickets(account, pipeline, stages)
    _no_flows(account, pipeline, stages)
    named = [stage.id for stage in stages if stage.id in _stages_in_rules(account, pipeline)]
    if named and not account.has(profiles.RULES_DO_NOT_BLOCK):
        rule = f"{pipeline.object_type.id}-{pipeline.id}"
        raise _in_use(named, f"pipeline rules: [{rule}]", {"pipelineRuleIds": [f"[{rule}]"]})


def pipeline_unused(account: Account, call: Call, pipeline: Pipeline) -> None:
    """None of its stages is in use, and no workflow names the pipeline itself."""
    stages_unused(account, call, pipeline, pipeline.stages)
    if not _validates(account, call) or pipeline.object_type is not TICKETS:
        return
    flows = _flows_that_name(account, flowuse.PIPELINE, {pipeline.id})
    if flows:
        ids = bracketed(flows)
        raise invalid(
            f"Pipeline ID: {pipeline.id} is being referenced by workflow IDs: {ids}",
            context={"pipelineIds": [bracketed([pipeline.id])], "flowIds": [ids]},
        )


def _no_tickets(account: Account, pipeline: Pipeline, stages: Sequence[Stage]) -> None:
    holding = {
        stage.id: account.store.tagged(TICKET, stage.id, limit=LISTED_TICKETS) for stage in stages
    }
    used = [stage_id for stage_id, tickets in holding.items() if tickets]
    if used and pipeline.object_type is TICKETS:
        ids = [ticket["id"] for stage_id in used for ticket in holding[stage_id]]
        raise _in_use(used, f"object IDs: {bracketed(ids)}", {"objectIds": [bracketed(ids)]})


def _no_flows(account: Account, pipeline: Pipeline, stages: Sequence[Stage]) -> None:
    if pipeline.object_type is not TICKETS:
        return
    for stage in stages:
        flows = _flows_that_name(account, flowuse.STAGE, {stage.id})
        if flows:
            ids = bracketed(flows)
            raise _in_use([stage.id], f"workflow IDs: {ids}", {"flowIds": [ids]})


def _flows_that_name(account: Account, name: str, values: set[str]) -> list[str]:
    """The ids of the flows on tickets that name one of the values of a property."""
    if account.has(profiles.FLOWS_IGNORE_STAGE_REFERENCES):
        return []
    on_tickets = [flow for flow in flowstore.flows(account) if flow["objectTypeId"] == TICKETS.id]
    return [flow["id"] for flow in on_tickets if flowuse.uses_of(flow).get(name, set()) & values]


def _in_use(stage_ids: Sequence[str], by: str, context: dict[str, list[str]]) -> Exception:
    # HubSpot's own oddity: each list of the context holds one text that looks like a list.
    ids = bracketed(stage_ids)
    return invalid(
        f"Stage IDs: {ids} are being referenced by {by}",
        "PipelineError.STAGE_ID_IN_USE",
        {"stageIds": [ids]} | context,
    )


def _validates(account: Account, call: Call) -> bool:
    if call.version == "2026-09" or not account.has(profiles.OLD_VERSIONS_DELETE):
        return True
    return call.query.get("validateReferencesBeforeDelete", "").lower() == "true"


def _stages_in_rules(account: Account, pipeline: Pipeline) -> set[str]:
    rules = account.rules(pipeline) or {}
    named = [rule for rule in rules.values() if isinstance(rule, dict)]
    return {stage_id for rule in named for stage_id in rule["pipelineStageIds"]}
