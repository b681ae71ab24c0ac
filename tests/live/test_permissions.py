"""A token that lacks a permission: the plan names it, and nothing that needs it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desk import new_desk
from tests.live.flows import PROFESSIONAL

if TYPE_CHECKING:
    from pathlib import Path

FILES = f"""{PROFESSIONAL}
pipelines:
  desk:
    name: Desk
    statuses: [New, {{name: Closed, state: closed}}]
    when_status_reaches:
      New: [{{send_internal_email_notification: {{to: owner}}}}]
"""


@pytest.mark.row("PERM-01")
def test_without_the_right_to_workflows_the_actions_of_a_status_are_blocked(tmp_path: Path) -> None:
    with new_desk(tmp_path, "--profile=missing_automation_scope") as desk:
        desk.write("pipelines/desk.yaml", FILES)
        planned = desk.run("plan", "--format", "json")
        assert planned.code == 3
        blocked = {each["address"]: each["blocked_by"] for each in planned.json["changes"]}
        assert blocked == {
            "pipeline.desk": [],
            "status.desk.new": [],
            "status.desk.closed": [],
            "automation.desk.new": ["incomplete_read"],
        }
        assert "Give the token the scope automation." in desk.run("plan").out
