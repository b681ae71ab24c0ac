"""Whatever a client or a person sends of channels, forms and people: an answer, never a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .conformance.desksteps import FORMS, TEAMS, USERS, field, form_body, group, results
from .desk import CLICKS, CUSTOM, connect

if TYPE_CHECKING:
    from .harness import Api

JUNK: tuple[Any, ...] = (None, 0, 1.5, True, "", "x", [], [1], [None], [[]], {}, {"x": 1}, [{}])
OF_A_CHANNEL = (
    *("active", "authorized", "name", "create_tickets", "ticket_properties", "routing", "from"),
    *("mailbox", "signature", "forwarded_emails_from", "chatflows", "consent", "greeting"),
    *("appearance", "availability", "instant_reply"),
)
OF_ROUTING = ("assign_to", "only_available_users", "rules")
OF_A_USER = (
    *("seat", "availability", "time_zone", "working_hours", "out_of_office", "capacity"),
    *("skills", "personal_email", "phone_numbers"),
)


def send(api: Api, method: str, path: str, body: object) -> None:
    status = api.send(method, path, body).status_code
    assert status < 500, f"{method} {path} {body}: {status}"


@pytest.mark.parametrize("kind", ["email", "chat", "facebook_messenger", "form"])
def test_settings_of_a_channel(api: Api, kind: str) -> None:
    path = f"{CLICKS}/{connect(api, kind)['id']}"
    for junk in JUNK:
        send(api, "PATCH", path, junk)
        for key in OF_A_CHANNEL:
            send(api, "PATCH", path, {key: junk})
        for key in OF_ROUTING:
            send(api, "PATCH", path, {"routing": {key: junk}})
        for key in ("users", "teams"):
            send(api, "PATCH", path, {"routing": {"assign_to": {key: junk}}})
        send(api, "POST", f"{path}/migrate", {"history": junk})
    assert api.get(path).status_code == 200


def test_connecting(api: Api) -> None:
    email: dict[str, Any] = {"type": "email", "inbox": "help_desk", "address": "a@acme.example"}
    form: dict[str, Any] = {"type": "form", "inbox": "help_desk", "form": "x"}
    for junk in JUNK:
        send(api, "POST", CLICKS, junk)
        send(api, "POST", "/_ui/inboxes", {"name": junk, "type": junk})
        for key in email.keys() | {"mailbox", "name"}:
            send(api, "POST", CLICKS, email | {key: junk})
        for new in (junk, {"new": junk}):
            send(api, "POST", CLICKS, form | {"form": new})
    assert api.get(CLICKS).status_code == 200


def test_people_and_the_help_desk(api: Api) -> None:
    record = results(api, USERS)[0]["id"]
    for junk in JUNK:
        send(api, "PATCH", "/_ui/skills", {"Languages": junk})
        send(api, "PATCH", "/_ui/pipelines/0/access", {"users": junk, "teams": junk})
        for key in ("enabled", "schedule", "pause_in", "goals"):
            send(api, "PATCH", "/_ui/sla", {key: junk})
        for key in ("allow", "deny"):
            send(api, "PATCH", "/_ui/spam", {key: junk})
        for key in OF_A_USER:
            send(api, "PATCH", "/_ui/users/ana@acme.example", {key: junk})
        for name in ("hs_working_hours", "hs_out_of_office_hours", "hs_standard_time_zone"):
            send(api, "PATCH", f"{USERS}/{record}", {"properties": {name: junk}})
            send(api, "PATCH", f"{USERS}/{record}", {"properties": {name: str(junk)}})
        send(api, "PATCH", f"{USERS}/{record}", {"properties": junk})
    assert api.get("/_ui/users/ana@acme.example").status_code == 200


def test_forms_teams_and_custom_channels(api: Api) -> None:
    body = form_body("Contact", group(field("subject")))
    team: dict[str, Any] = {"name": "New", "members": []}
    for junk in JUNK:
        for key in body:
            send(api, "POST", FORMS, body | {key: junk})
        for key in field("subject"):
            send(api, "POST", FORMS, form_body("X", group(field("subject") | {key: junk})))
        send(api, "POST", FORMS, body | {"displayOptions": {"style": junk}})
        send(api, "POST", FORMS, body | {"fieldGroups": [group() | {"fields": junk}]})
        for key in (*team, "parentTeamId"):
            send(api, "POST", TEAMS, team | {key: junk})
            send(api, "PATCH", f"{TEAMS}/501", {key: junk})
        send(api, "POST", f"{TEAMS}/501/members", {"userId": junk, "type": "EXTRA"})
        send(api, "POST", f"{CUSTOM}/1/channel-accounts", junk)
    assert api.get(FORMS).status_code == 200
    assert api.get("/_ui/channels").status_code == 200
