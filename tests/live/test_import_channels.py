"""The channels of an account as a file: everything that a read shows, and an empty plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.desk import Desk, new_desk
from tests.golden import check

GOLDEN = Path(__file__).parents[1] / "importing" / "channels" / "channels.yaml"
BY_CHANNEL = {
    "eventTypeId": "4-655002",
    "filterBranchType": "UNIFIED_EVENTS",
    "filterBranchOperator": "AND",
    "operator": "HAS_COMPLETED",
    "filterBranches": [],
    "filters": [
        {
            "filterType": "PROPERTY",
            "property": "hs_name",
            "operation": {
                "operationType": "STRING",
                "operator": "IS_EQUAL_TO",
                "value": "hs_originating_channel_instance_id",
                "includeObjectsWithNoValueSet": False,
            },
        },
        {
            "filterType": "PROPERTY",
            "property": "hs_value",
            "operation": {
                "operationType": "ENUMERATION",
                "operator": "IS_ANY_OF",
                "values": ["8841"],
                "includeObjectsWithNoValueSet": False,
            },
        },
    ],
}
SEED: dict[str, Any] = {
    "inboxes": [
        {"id": "1", "name": "Inbox: yes"},
        {"id": "2", "name": "Help Desk", "type": "HELP_DESK"},
    ],
    "custom_channels": [{"name": "Telegram for HubSpot"}],
    "forms": [{"id": "f-1", "name": "# Contact us"}],
    "channels": [
        {"id": "8841", "type": "email", "address": "support@acme.example", "inbox": "help_desk"},
        {"id": "8842", "type": "email", "address": "gone@acme.example", "inbox": "help_desk"}
        | {"authorized": False},
        {"id": "8843", "type": "chat", "name": "Web", "inbox": "help_desk"},
        {"id": "8844", "type": "chat", "name": "Web", "inbox": "Inbox: yes", "active": False},
        {"id": "8845", "type": "facebook_messenger", "page": "日本", "inbox": "help_desk"},
        {"id": "8846", "type": "form", "form": "# Contact us", "name": "# Contact us"}
        | {"inbox": "help_desk"},
        {"id": "8847", "type": "whatsapp", "number": "+46700000001", "inbox": "help_desk"},
        {"id": "8848", "type": "calling", "number": "+46800000001", "inbox": "help_desk"},
        {"id": "8849", "type": "custom", "app": "Telegram for HubSpot", "inbox": "help_desk"},
    ],
    "flows": [
        {
            "id": "901",
            "name": "By e-mail",
            "type": "PLATFORM_FLOW",
            "flowType": "WORKFLOW",
            "objectTypeId": "0-5",
            "isEnabled": True,
            "enrollmentCriteria": {
                "type": "EVENT_BASED",
                "shouldReEnroll": False,
                "eventFilterBranches": [BY_CHANNEL],
                "listMembershipFilterBranches": [],
            },
            "startActionId": "1",
            "actions": [
                {
                    "actionId": "1",
                    "type": "SINGLE_CONNECTION",
                    "actionTypeId": "0-1",
                    "actionTypeVersion": 0,
                    "fields": {"delta": "60", "time_unit": "MINUTES"},
                }
            ],
        }
    ],
}


def test_every_channel_that_works_is_written_down_and_its_plan_is_empty(tmp_path: Path) -> None:
    seed = tmp_path / "seed.json"
    seed.write_text(json.dumps(SEED))
    with new_desk(tmp_path, f"--seed={seed}") as desk:
        imported = desk.run("import", "--out", "pipelines")
        assert imported.code == 0, imported
        check(GOLDEN, (desk.folder / "pipelines/channels.yaml").read_text("utf-8"))
        assert imported.err.count(" is left out: ") == 1
        assert 'The channel "gone@acme.example" (id 8842) is left out: its sign-in' in imported.err
        workflows = (desk.folder / "pipelines/automations.yaml").read_text("utf-8")
        assert "\n        channel: support_acme_example\n" in workflows
        _is_empty(desk)


def _is_empty(desk: Desk) -> None:
    desk.forget_requests()
    for command in (("plan", "--detailed-exitcode"), ("apply", "--yes"), ("drift",)):
        ended = desk.run(*command)
        assert ended.code == 0, ended
    assert desk.run("plan", "--detailed-exitcode").code == 0
    assert desk.writes() == []


def test_without_the_scope_the_channels_are_left_out_and_said(tmp_path: Path) -> None:
    with new_desk(tmp_path, "--profile=missing_conversations_scope") as desk:
        imported = desk.run("import", "--out", "pipelines")
        assert imported.code == 0, imported
        assert "The channels of the account could not be read" in imported.err
        assert not (desk.folder / "pipelines/channels.yaml").exists()
        _is_empty(desk)
