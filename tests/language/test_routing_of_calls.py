"""Whom a call rings: users and teams of a calling channel."""

from __future__ import annotations

import pytest

from pipelinectl.automation.references import reference
from pipelinectl.model import Record
from tests.language.reading import spec_of


@pytest.mark.row("B-CALL-02", "CH-CALL-01", "ROUTE-02")
def test_each_number_has_users_and_teams_of_its_own() -> None:
    spec = spec_of("""
channels:
  hotline: {type: calling, number: "+4684000000", routing: {assign_to: {teams: [Tier 1]}}}
  night:
    type: calling
    number: "+4684000001"
    routing: {assign_to: {users: [ana@acme.example], teams: [Tier 2]}, only_available_users: true}
""")
    assert {key: each.settings["routing"] for key, each in spec.channels.items()} == {
        "hotline": Record(assign_to=Record(users=(), teams=(reference("team", "Tier 1"),))),
        "night": Record(
            assign_to=Record(
                users=(reference("user", "ana@acme.example"),),
                teams=(reference("team", "Tier 2"),),
            ),
            only_available_users=True,
        ),
    }
