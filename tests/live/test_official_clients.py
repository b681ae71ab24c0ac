"""Both official HubSpot clients beside pipelinectl on one account: each sees what the other did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import hubspot  # type: ignore[import-untyped]
import pytest
from hubspot.crm import pipelines as v3  # type: ignore[import-untyped]
from hubspot_sdk import HubSpot

from tests.desk import TOKEN

if TYPE_CHECKING:
    from tests.desk import Desk

FILES = """
pipelines:
  support:
    name: Support
    statuses:
      - New
      - {key: waiting, name: "Waiting on us "}
      - {name: Closed, state: closed}
    rules: {create_only_in: [New]}
"""

HERE: Any = {"object_type": "tickets", "pipeline_id": "support"}


@pytest.fixture
def sdk(desk: Desk) -> HubSpot:
    """The newer client. It refuses every answer that lacks a required field."""
    return HubSpot(
        access_token=TOKEN,
        base_url=desk.api.url,
        max_retries=0,
        _strict_response_validation=True,
    )


@pytest.fixture
def classic(desk: Desk) -> Any:
    """The older client, which speaks v3."""
    client = hubspot.Client.create(access_token=TOKEN)
    client.config["host"] = desk.api.url
    client.config["base_url"] = desk.api.url
    return client


@pytest.fixture
def applied(desk: Desk) -> Desk:
    """A desk to which the files were applied."""
    desk.write("pipelines/desk.yaml", FILES)
    ended = desk.apply()
    assert ended.code == 0, ended
    desk.forget_requests()
    return desk


def rows(ended: Any) -> dict[str, tuple[str, str, dict[str, str]]]:
    """The changes of a plan: action, reason, and the side of each field."""
    return {
        each["address"]: (
            each["action"],
            each["reason"],
            {path["path"]: path["side"] for path in each["paths"]},
        )
        for each in ended.json["changes"]
    }


def is_empty(desk: Desk) -> None:
    ended = desk.run("plan", "--detailed-exitcode")
    assert ended.code == 0, ended
    assert desk.run("drift").code == 0


def put_back(desk: Desk) -> None:
    ended = desk.apply()
    assert ended.code == 0, ended
    is_empty(desk)
    assert desk.pipelines()["Support"] == [
        ("support-new", "New", "OPEN"),
        ("support-waiting", "Waiting on us ", "OPEN"),
        ("support-closed", "Closed", "CLOSED"),
    ]


def test_the_sdk_sees_what_apply_made(applied: Desk, sdk: HubSpot) -> None:
    del applied
    found = sdk.crm.pipelines.get("support", object_type="tickets")
    assert (found.id, found.label) == ("support", "Support")
    assert [(each.id, each.label, each.metadata) for each in found.stages] == [
        ("support-new", "New", {"ticketState": "OPEN", "isClosed": "false"}),
        ("support-waiting", "Waiting on us ", {"ticketState": "OPEN", "isClosed": "false"}),
        ("support-closed", "Closed", {"ticketState": "CLOSED", "isClosed": "true"}),
    ]
    assert [each.display_order for each in found.stages] == [0, 1, 2]
    rules: Any = sdk.get("/crm/pipelines-rules/2026-09/0-5/support", cast_to=object)
    assert rules["objectCreationRule"] == {"pipelineStageIds": ["support-new"]}
    listed = [each.label for each in sdk.crm.pipelines.list("tickets").results]
    assert listed == ["Support Pipeline", "Support"]


def test_the_classic_client_sees_what_apply_made(applied: Desk, classic: Any) -> None:
    del applied
    found = classic.crm.pipelines.pipelines_api.get_by_id("tickets", "support")
    assert [(each.id, each.label) for each in found.stages] == [
        ("support-new", "New"),
        ("support-waiting", "Waiting on us "),
        ("support-closed", "Closed"),
    ]


def test_what_the_sdk_renames_is_shown_as_theirs_and_put_back(applied: Desk, sdk: HubSpot) -> None:
    sdk.crm.pipelines.update_stage("support-new", **HERE, metadata={}, label="Fresh")
    sdk.crm.pipelines.update("support", object_type="tickets", label="Help")
    planned = applied.run("plan", "--format", "json")
    assert planned.code == 0
    assert rows(planned) == {
        "pipeline.support": ("update", "changed_in_account", {"name": "live"}),
        "status.support.new": ("update", "changed_in_account", {"name": "live"}),
    }
    drift = applied.run("drift", "--format", "json")
    assert drift.code == 2
    (pipeline, status) = planned.json["drift"]
    assert (pipeline["live"], status["live"]) == ({"name": "Help"}, {"name": "Fresh"})
    assert (status["who"], status["base"]) == ("ana@acme.example", {"name": "New"})
    put_back(applied)


def test_what_the_sdk_opens_moves_and_deletes_is_put_back(applied: Desk, sdk: HubSpot) -> None:
    pipelines = sdk.crm.pipelines
    closed: Any = {"ticketState": "CLOSED"}
    opened: Any = {"ticketState": "OPEN"}
    pipelines.update_stage("support-new", **HERE, metadata=closed)
    pipelines.update_stage("support-closed", **HERE, metadata=opened)
    pipelines.update_stage("support-new", **HERE, metadata={}, display_order=2)
    pipelines.delete_stage("support-waiting", **HERE)
    assert rows(applied.run("plan", "--format", "json")) == {
        "pipeline.support": ("update", "changed_in_account", {"statuses": "live"}),
        "status.support.new": ("update", "changed_in_account", {"state": "live"}),
        "status.support.waiting": ("create", "missing_in_account", {}),
        "status.support.closed": ("update", "changed_in_account", {"state": "live"}),
    }
    put_back(applied)


def test_what_the_sdk_adds_is_left_alone_and_listed(applied: Desk, sdk: HubSpot) -> None:
    opened: Any = {"ticketState": "OPEN"}
    sdk.crm.pipelines.create_stage(
        "support", object_type="tickets", label="Theirs", display_order=0, metadata=opened
    )
    is_empty(applied)
    (added,) = applied.run("drift", "--format", "json").json["unmanaged"]
    assert added["name"] == "Theirs"
    assert applied.writes()[1:] == []


def test_what_the_sdk_deletes_is_made_again(applied: Desk, sdk: HubSpot) -> None:
    sdk.delete("/crm/pipelines-rules/2026-09/0-5/support", cast_to=type(None))
    assert rows(applied.run("plan", "--format", "json")) == {
        "rules.support": ("update", "changed_in_account", {"create_only_in": "live"})
    }
    sdk.crm.pipelines.delete("support", object_type="tickets")
    changes = rows(applied.run("plan", "--format", "json"))
    assert {each[:2] for each in changes.values()} <= {
        ("create", "missing_in_account"),
        ("update", "changed_in_account"),
    }
    assert changes["pipeline.support"][0] == "create"
    put_back(applied)


def test_what_both_sides_changed_is_a_conflict_until_somebody_decides(
    applied: Desk, sdk: HubSpot
) -> None:
    sdk.crm.pipelines.update_stage("support-new", **HERE, metadata={}, label="Theirs")
    applied.write(
        "pipelines/desk.yaml",
        FILES.replace("- New", "- {key: new, name: Ours}").replace("[New]", "[new]"),
    )
    planned = applied.run("plan", "--format", "json", "--out", "plan.json")
    assert planned.code == 3
    (change,) = planned.json["changes"]
    assert (change["reason"], change["blocked_by"]) == ("changed_on_both_sides", ["conflict"])
    assert change["paths"] == [{"path": "name", "side": "both"}]
    applied.forget_requests()
    assert applied.run("apply", "plan.json").code == 3
    assert applied.writes() == []
    allow = ("--allow", "status.support.new")
    assert applied.run("plan", "--out", "plan.json", *allow).code == 0
    assert applied.run("apply", "plan.json").code == 0
    assert applied.pipelines()["Support"][0] == ("support-new", "Ours", "OPEN")
    is_empty(applied)


def test_a_file_that_takes_the_value_of_the_account_has_no_conflict(
    applied: Desk, sdk: HubSpot
) -> None:
    sdk.crm.pipelines.update_stage("support-new", **HERE, metadata={}, label="Theirs")
    applied.write(
        "pipelines/desk.yaml",
        FILES.replace("- New", "- {key: new, name: Theirs}").replace("[New]", "[new]"),
    )
    applied.forget_requests()
    assert applied.run("plan", "--detailed-exitcode").code == 0
    assert applied.run("apply", "--yes").code == 0
    assert applied.writes() == []
    is_empty(applied)


def test_what_the_classic_client_changes_is_seen_and_put_back(applied: Desk, classic: Any) -> None:
    stages = classic.crm.pipelines.pipeline_stages_api
    patch = v3.PipelineStagePatchInput(label="Waiting", metadata={"ticketState": "CLOSED"})
    stages.update("tickets", "support", "support-waiting", patch)
    assert rows(applied.run("plan", "--format", "json")) == {
        "status.support.waiting": (
            "update",
            "changed_in_account",
            {"name": "live", "state": "live"},
        )
    }
    assert applied.run("drift").code == 2
    stages.archive("tickets", "support", "support-waiting")
    put_back(applied)


def fill_by_sdk(sdk: HubSpot) -> None:
    stages: Any = [
        {"label": " Odd ", "display_order": 3, "metadata": {"ticketState": "CLOSED"}},
        {"label": "Åter", "display_order": 1, "metadata": {"ticketState": "OPEN"}},
        {
            "label": "yes",
            "display_order": 1,
            "metadata": {"ticketState": "OPEN"},
            "stage_id": "3e1a235d-1a64-4b7a-9ed5-7f0273ebd774",
        },
    ]
    made = sdk.crm.pipelines.create("tickets", label="By SDK", display_order=7, stages=stages)
    rules = {
        "objectCreationRule": {"pipelineStageIds": [made.stages[1].id]},
        "noSkippingStagesRule": {"enabledForAllStages": True, "pipelineStageIds": []},
        "noBackwardsMovementRule": {
            "enabledForAllStages": False,
            "pipelineStageIds": [made.stages[0].id],
        },
    }
    path = f"/crm/pipelines-rules/2026-09/0-5/{made.id}"
    sdk.put(path, body={"governanceValidationRules": rules}, cast_to=object)


def fill_by_classic(classic: Any) -> None:
    stages = [
        v3.PipelineStageInput(label=label, display_order=place, metadata={"ticketState": state})
        for place, (label, state) in enumerate((("Done ", "CLOSED"), ("Åter", "OPEN")))
    ]
    body = v3.PipelineInput(label="By v3", display_order=0, stages=stages)
    classic.crm.pipelines.pipelines_api.create("tickets", body)


@pytest.mark.parametrize("client", ["sdk", "classic"])
def test_the_import_of_an_account_that_a_client_filled_has_an_empty_plan(
    desk: Desk, sdk: HubSpot, classic: Any, client: str
) -> None:
    if client == "sdk":
        fill_by_sdk(sdk)
    else:
        fill_by_classic(classic)
    desk.forget_requests()
    imported = desk.run("import", "--out", "pipelines")
    assert imported.code == 0, imported
    assert len(imported.out.splitlines()) == 2
    assert desk.run("plan", "--detailed-exitcode").code == 0
    assert desk.run("apply", "--yes").code == 0
    assert desk.writes() == []
    is_empty(desk)
