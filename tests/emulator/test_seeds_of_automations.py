"""Seeds of flows, e-mails, properties and people, as a resolver of names needs them."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from .conformance.steps import EMAILS, FLOWS, PROPERTIES
from .harness import running
from .test_server import failing

if TYPE_CHECKING:
    from pathlib import Path

# What real accounts hold and no request could send: unknown filters, gaps, a version of an app.
ODD_FLOW: dict[str, Any] = {
    "id": "585051946",
    "revisionId": "7",
    "name": "Made by hand",
    "type": "PLATFORM_FLOW",
    "flowType": "WORKFLOW",
    "objectTypeId": "0-5",
    "isEnabled": True,
    "createdAt": "2024-06-07T17:27:08.101Z",
    "updatedAt": "2024-06-07T17:31:11.263Z",
    "startActionId": "135",
    "nextAvailableActionId": "140",
    "actions": [
        {
            "type": "SINGLE_CONNECTION",
            "actionId": "135",
            "actionTypeId": "1-1234567",
            "fields": {"anything": {"goes": 1}},
        }
    ],
    "enrollmentCriteria": {"type": "SOMETHING_NEW", "shouldReEnroll": False},
    "crmObjectCreationStatus": "COMPLETE",
}
SEED: dict[str, list[dict[str, Any]]] = {
    "flows": [ODD_FLOW, {"name": "Short"}],
    "emails": [
        {"id": "5", "name": "CSAT follow-up"},
        {"name": "Draft", "isPublished": False, "type": "BATCH_EMAIL"},
    ],
    "properties": [
        {
            "name": "severity",
            "label": "Severity",
            "type": "enumeration",
            "fieldType": "select",
            "groupName": "ticketinformation",
            "options": [{"label": "1", "value": "sev1"}],
        },
        {
            "name": "hs_ticket_category",
            "label": "Kind",
            "type": "string",
            "fieldType": "text",
            "groupName": "ticketinformation",
            "hubspotDefined": True,
        },
    ],
    "users": [{"id": "9", "email": "eve@acme.example", "seatNames": []}],
    "teams": [{"id": "1", "name": "Tier 1"}, {"id": "2", "name": "Tier 1", "parentTeamId": "1"}],
    "owners": [
        {"id": "71", "userId": 9, "email": "eve@acme.example"},
        {
            "id": "72",
            "userIdIncludingInactive": 8,
            "email": "gone@acme.example",
            "archived": True,
        },
    ],
}


def test_an_account_is_filled_with_automations_and_people(tmp_path: Path) -> None:
    path = tmp_path / "seed.json"
    path.write_text(json.dumps(SEED), "utf-8")
    with running("--seed", str(path)) as started:
        api = started.api
        assert api.get(f"{FLOWS}/585051946").json().items() >= ODD_FLOW.items()
        assert [each["name"] for each in api.get(FLOWS).json()["results"]] == [
            "Made by hand",
            "Short",
        ]
        assert api.patch("/_ui/flows/585051946", {"enabled": False}).json()["revisionId"] == "8"

        listed = api.get(EMAILS).json()
        assert (listed["total"], [each["name"] for each in listed["results"]]) == (
            2,
            ["CSAT follow-up", "Draft"],
        )
        assert [each["state"] for each in listed["results"]] == ["AUTOMATED", "AUTOMATED_DRAFT"]
        published = api.get(EMAILS, params={"isPublished": "true"}).json()
        assert [each["id"] for each in published["results"]] == ["5"]

        severity = api.get(f"{PROPERTIES}/severity").json()
        assert [option["value"] for option in severity["options"]] == ["sev1"]
        assert api.get(f"{PROPERTIES}/hs_ticket_category").json()["label"] == "Kind"
        assert api.get(f"{PROPERTIES}/subject").status_code == 200

        teams = api.get("/settings/users/2026-03/teams").json()["results"]
        assert [(each["id"], each["name"]) for each in teams] == [("1", "Tier 1"), ("2", "Tier 1")]
        gone = api.get("/crm/owners/2026-09?archived=true").json()["results"]
        assert [(each["id"], each.get("userId")) for each in gone] == [("72", None)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"flows": [{"id": "1"}, {"id": "1"}]}, "Seed, flows[1]: There is another flow with ID 1"),
        ({"flows": [{"revisionId": "x"}]}, "Seed, flows[0]: revisionId x is not a number"),
        ({"flows": [{"actions": 1}]}, "Seed, flows[0]: Invalid input JSON: 'actions'"),
        ({"emails": [{"id": "1"}]}, "Seed, emails[0]: Some required fields were not set: [name]"),
        ({"emails": [{"id": "1", "name": "x"}] * 2}, "Seed, emails[1]: There is another email"),
        ({"properties": [{"name": "x"}]}, "Seed, properties[0]: Some required fields were not"),
    ],
    ids=range(6),
)
def test_a_bad_seed_is_one_plain_line(
    tmp_path: Path, content: dict[str, Any], expected: str
) -> None:
    path = tmp_path / "seed.json"
    path.write_text(json.dumps(content), "utf-8")
    assert expected in failing("--seed", str(path))


def test_a_data_file_of_an_earlier_release_gets_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "account.db"
    with running("--data", str(path)):
        pass
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM documents WHERE kind LIKE 'property%' OR kind = 'email'")
    connection.close()
    with running("--data", str(path)) as started:
        assert started.api.get(f"{PROPERTIES}/subject").status_code == 200
        assert started.api.get(EMAILS).json()["total"] == 2
        assert started.api.post(FLOWS, {}).status_code == 400
