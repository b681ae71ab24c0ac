"""What a new HubSpot account comes with, in HubSpot's shapes.

Sources: the knowledge base for the names of the Support Pipeline's statuses; public examples for
its ids (unverified). The people and teams are ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.emulator.pipelines.model import EPOCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelinectl.emulator.wire import JsonObject


def _default(
    pipeline_id: str, label: str, key: str, stages: Sequence[tuple[str, str, str]]
) -> JsonObject:
    """A pipeline that came with the account, from stages as (id, label, state)."""
    return {
        "id": pipeline_id,
        "label": label,
        "displayOrder": 0,
        "createdAt": EPOCH,
        "stages": [
            {
                "id": stage_id,
                "label": name,
                "displayOrder": place,
                "metadata": {key: state},
                "createdAt": EPOCH,
            }
            for place, (stage_id, name, state) in enumerate(stages)
        ],
    }


TICKET_PIPELINES = [
    _default(
        "0",
        "Support Pipeline",
        "ticketState",
        [
            ("1", "New", "OPEN"),
            ("2", "Waiting on contact", "OPEN"),
            ("3", "Waiting on us", "OPEN"),
            ("4", "Closed", "CLOSED"),
        ],
    )
]
DEAL_PIPELINES = [
    _default(
        "default",
        "Sales Pipeline",
        "probability",
        [
            ("appointmentscheduled", "Appointment scheduled", "0.2"),
            ("closedwon", "Closed won", "1.0"),
            ("closedlost", "Closed lost", "0.0"),
        ],
    )
]

SERVICE_SEAT = "Service Hub Professional"
PEOPLE: dict[str, list[dict[str, Any]]] = {
    "users": [
        {
            "id": "40000001",
            "email": "ana@acme.example",
            "firstName": "Ana",
            "lastName": "Acosta",
            "superAdmin": True,
            "primaryTeamId": "501",
            "secondaryTeamIds": ["503"],
            "seatNames": [SERVICE_SEAT],
        },
        {
            "id": "40000002",
            "email": "ben@acme.example",
            "firstName": "Ben",
            "lastName": "Brandt",
            "primaryTeamId": "502",
            "seatNames": [SERVICE_SEAT],
        },
    ],
    "teams": [
        {"id": "501", "name": "Tier 1", "userIds": ["40000001"]},
        {"id": "502", "name": "Tier 2", "userIds": ["40000002"]},
        {"id": "503", "name": "Billing", "secondaryUserIds": ["40000001"]},
    ],
}

DEFAULTS: dict[str, JsonObject] = {
    "user": {
        "superAdmin": False,
        "roleIds": [],
        "sendWelcomeEmail": False,
        "seatNames": [],
    },
    "team": {"userIds": [], "secondaryUserIds": []},
    "owner": {"type": "PERSON", "archived": False, "createdAt": EPOCH, "updatedAt": EPOCH},
}

NO_RULES: dict[str, JsonObject] = {
    "noBackwardsMovementRule": {"enabledForAllStages": False, "pipelineStageIds": []},
    "noSkippingStagesRule": {"enabledForAllStages": False, "pipelineStageIds": []},
    "objectCreationRule": {"pipelineStageIds": []},
}


def owners(users: Sequence[JsonObject], teams: Sequence[JsonObject]) -> list[JsonObject]:
    """One owner per user. The three id spaces differ, so an owner's id is not the user's."""
    return [_owner(number, user, teams) for number, user in enumerate(users)]


def _owner(number: int, user: JsonObject, teams: Sequence[JsonObject]) -> JsonObject:
    mine = [(team, user.get("primaryTeamId")) for team in teams if _member(user, team)]
    names = {key: user[key] for key in ("email", "firstName", "lastName") if key in user}
    return names | {
        "id": str(70000001 + number),
        "userId": _user_id(user),
        "userIdIncludingInactive": _user_id(user),
        "teams": [
            {"id": team["id"], "name": team["name"], "primary": team["id"] == primary}
            for team, primary in mine
        ],
    }


def _user_id(user: JsonObject) -> int:
    text = str(user.get("id"))
    return int(text) if text.isdigit() else 0


def _member(user: JsonObject, team: JsonObject) -> bool:
    ids = {user.get("primaryTeamId"), *user.get("secondaryTeamIds", [])}
    return {"id", "name"} <= team.keys() and team["id"] in ids
