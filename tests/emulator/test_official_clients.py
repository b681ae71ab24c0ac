from __future__ import annotations

from typing import TYPE_CHECKING, Any

import hubspot  # type: ignore[import-untyped]
import pytest
from hubspot.crm import pipelines as v3  # type: ignore[import-untyped]
from hubspot_sdk import BadRequestError, HubSpot, NotFoundError

if TYPE_CHECKING:
    from .harness import Api

STAGES: Any = [
    {"label": "Open", "display_order": 0, "metadata": {"ticketState": "OPEN"}, "stage_id": "p-o"},
    {"label": "Done", "display_order": 1, "metadata": {"ticketState": "CLOSED"}, "stage_id": "p-d"},
]


@pytest.fixture
def sdk(api: Api) -> HubSpot:
    """The newer client. It refuses every answer that lacks a required field."""
    return HubSpot(
        access_token=api.token,
        base_url=api.url,
        max_retries=0,
        _strict_response_validation=True,
    )


@pytest.fixture
def classic(api: Api) -> Any:
    """The older client, which speaks v3."""
    client = hubspot.Client.create(access_token=api.token)
    client.config["host"] = api.url
    client.config["base_url"] = api.url
    return client


def create(sdk: HubSpot) -> Any:
    return sdk.crm.pipelines.create(
        "tickets", label="Made by SDK", display_order=1, stages=STAGES, pipeline_id="p"
    )


@pytest.mark.row("B-PIPE-01")
def test_the_sdk_reads_a_fresh_account(sdk: HubSpot) -> None:
    (support,) = sdk.crm.pipelines.list("tickets").results
    assert (support.id, support.label, support.created_at.year) == ("0", "Support Pipeline", 1970)
    assert [stage.label for stage in support.stages] == [
        "New",
        "Waiting on contact",
        "Waiting on us",
        "Closed",
    ]


def test_the_sdk_manages_pipelines(sdk: HubSpot) -> None:
    pipelines = sdk.crm.pipelines
    assert create(sdk).id == "p"
    assert pipelines.update("p", object_type="tickets", label="Renamed").label == "Renamed"
    read = pipelines.get("p", object_type="tickets")
    assert [stage.id for stage in read.stages] == ["p-o", "p-d"]
    replaced = pipelines.update_all_properties(
        "p", object_type="tickets", label="Replaced", display_order=2, stages=STAGES[1:]
    )
    assert replaced.label == "Replaced"
    audit = pipelines.list_audit("p", object_type="tickets").results
    assert [entry.action for entry in audit] == ["UPDATE", "UPDATE", "CREATE"]
    assert {entry.portal_id for entry in audit} == {1111111}
    pipelines.delete("p", object_type="tickets")
    with pytest.raises(NotFoundError):
        pipelines.get("p", object_type="tickets")


def test_the_sdk_manages_stages(sdk: HubSpot) -> None:
    pipelines = sdk.crm.pipelines
    create(sdk)
    here: Any = {"object_type": "tickets", "pipeline_id": "p"}
    made = pipelines.create_stage(
        "p",
        object_type="tickets",
        label="Third",
        display_order=2,
        metadata={"ticketState": "OPEN"},
        stage_id="p-t",
    )
    assert made.id == "p-t"
    pipelines.update_stage("p-t", **here, metadata={}, label="Renamed")
    assert pipelines.get_stage("p-t", **here).label == "Renamed"
    pipelines.update_stage_all_properties(
        "p-t", **here, label="Put", display_order=0, metadata={"ticketState": "OPEN"}
    )
    listed = pipelines.list_stages("p", object_type="tickets").results
    assert [stage.label for stage in listed] == ["Open", "Put", "Done"]
    audit = pipelines.list_stage_audit("p-t", **here).results
    assert len(audit) == 3
    pipelines.delete_stage("p-t", **here)
    with pytest.raises(BadRequestError, match="closed stage"):
        pipelines.delete_stage("p-d", **here)


def test_the_sdk_reads_account_limits_and_people(sdk: HubSpot) -> None:
    create(sdk)
    assert sdk.account.get().portal_id == 1111111
    limits = sdk.crm.limits.get_pipeline_limits().hubspot_defined_object_types
    tickets = next(found for found in limits if found.object_type_id == "0-5")
    assert (tickets.limit, tickets.usage) == (100, 1)
    owners = list(sdk.crm.owners.list().results)
    assert [owner.email for owner in owners] == ["ana@acme.example", "ben@acme.example"]
    assert sdk.crm.owners.get(int(owners[0].id)).user_id == owners[0].user_id
    users = sdk.settings.users
    assert [user.email for user in users.list().results] == [owner.email for owner in owners]
    assert users.list_roles().results
    teams = users.list_teams().results
    assert [team.name for team in teams] == ["Tier 1", "Tier 2", "Billing"]


def test_the_sdk_handles_tickets(sdk: HubSpot) -> None:
    tickets = sdk.crm.objects.tickets
    made = tickets.create(associations=[], properties={"hs_pipeline_stage": "1", "subject": "x"})
    assert tickets.get(made.id).properties["hs_pipeline"] == "0"
    tickets.batch.update(inputs=[{"id": made.id, "properties": {"hs_pipeline_stage": "2"}}])
    equals: Any = {"propertyName": "hs_pipeline_stage", "operator": "EQ", "value": "2"}
    groups: Any = [{"filters": [equals]}]
    found = tickets.search(filter_groups=groups, limit=1, after="0", properties=[], sorts=[])
    assert found.total == 1
    tickets.delete(made.id)


def test_the_classic_client_manages_pipelines_and_stages(classic: Any) -> None:
    pipelines = classic.crm.pipelines
    stages = [
        v3.PipelineStageInput(label="Done", display_order=0, metadata={"ticketState": "CLOSED"})
    ]
    made = pipelines.pipelines_api.create(
        "tickets", v3.PipelineInput(label="Made by v3", display_order=1, stages=stages)
    )
    listed = pipelines.pipelines_api.get_all("tickets").results
    assert [found.label for found in listed] == ["Support Pipeline", "Made by v3"]
    stage = pipelines.pipeline_stages_api.create(
        "tickets",
        made.id,
        v3.PipelineStageInput(label="Open", display_order=0, metadata={"ticketState": "OPEN"}),
    )
    patch = v3.PipelineStagePatchInput(label="Renamed", metadata={})
    pipelines.pipeline_stages_api.update("tickets", made.id, stage.id, patch)
    read = pipelines.pipelines_api.get_by_id("tickets", made.id)
    assert [found.label for found in read.stages] == ["Done", "Renamed"]
    assert pipelines.pipeline_audits_api.get_audit("tickets", made.id).results
    pipelines.pipeline_stages_api.archive("tickets", made.id, stage.id)
    pipelines.pipelines_api.archive("tickets", made.id)
    with pytest.raises(v3.ApiException) as caught:
        pipelines.pipelines_api.get_by_id("tickets", made.id)
    assert caught.value.status == 404


def test_the_classic_client_reaches_other_paths(classic: Any) -> None:
    assert classic.crm.owners.owners_api.get_page().results[0].email == "ana@acme.example"
    rules = "/crm/pipelines-rules/2026-09/0-5/0"
    answer = classic.api_request({"method": "GET", "path": rules})
    assert answer.status_code == 404
