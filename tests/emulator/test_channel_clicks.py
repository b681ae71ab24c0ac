"""What a person does with channels: connecting, settings, moving, removing, below `/_ui/`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .conformance.desksteps import FORMS, results
from .desk import CLICKS, IDENTIFIED, connect, hidden, names

if TYPE_CHECKING:
    from collections.abc import Callable

    from .harness import Api

NOBODY = {"assign_to": "none", "only_available_users": True, "rules": []}


@pytest.mark.row(
    "CH-GEN-01", "CH-GEN-05", "TCRE-07", "ASSIGN-06", "ASSIGN-10", "CH-MSGR-07", "CH-MSGR-08"
)
@pytest.mark.parametrize("kind", IDENTIFIED)
def test_a_new_channel_of_the_help_desk_is_on_and_makes_tickets(api: Api, kind: str) -> None:
    made = connect(api, kind)
    assert (made["type"], made["active"], made["authorized"]) == (kind, True, True)
    assert made["settings"]["create_tickets"] is True
    assert made["settings"]["routing"] == (NOBODY if kind in {"email", "form"} else None)


@pytest.mark.row("TCRE-07", "TCRE-04", "TCRE-01")
def test_a_channel_of_an_inbox_makes_tickets_when_it_is_told_to(api: Api) -> None:
    made = connect(api, "email", "Inbox")
    assert made["settings"]["create_tickets"] is False
    path = f"{CLICKS}/{made['id']}"
    assert api.patch(path, {"create_tickets": True}).status_code == 200
    assert api.get(path).json()["settings"]["create_tickets"] is True


@pytest.mark.row("TCRE-03", "TCRE-06", "PIPE-06")
def test_a_pipeline_lists_the_channels_that_make_its_tickets(api: Api) -> None:
    desk, inbox = connect(api, "email"), connect(api, "chat", "Inbox")
    listed = "/_ui/pipelines/0/channels"
    assert [each["name"] for each in results(api, listed)] == [desk["name"]]
    api.patch(f"{CLICKS}/{inbox['id']}", {"create_tickets": True})
    assert [each["id"] for each in results(api, listed)] == [desk["id"], inbox["id"]]
    second = {
        "pipelineId": "second",
        "label": "Second",
        "displayOrder": 1,
        "stages": [{"label": "Done", "displayOrder": 0, "metadata": {"ticketState": "CLOSED"}}],
    }
    assert api.post("/crm/pipelines/2026-09/tickets", second).status_code == 201
    moved = {"ticket_properties": {"hs_pipeline": "second"}}
    assert api.patch(f"{CLICKS}/{desk['id']}", moved).status_code == 200
    assert [each["id"] for each in results(api, listed)] == [inbox["id"]]
    assert [each["id"] for each in results(api, "/_ui/pipelines/second/channels")] == [desk["id"]]


@pytest.mark.row("TCRE-02")
def test_the_automate_tab_cannot_switch_the_creation_of_tickets(api: Api) -> None:
    tab = "/_ui/pipelines/0/automate"
    before = api.get(tab).json()
    answer = api.patch(tab, {"create_tickets": True, "set_close_date": False})
    assert answer.status_code == 409
    assert "setting of each connected channel" in answer.json()["message"]
    assert api.get(tab).json() == before


@pytest.mark.row("CH-MSGR-02", "CH-MSGR-03")
def test_connecting_a_page_makes_and_starts_its_primary_chatflow(api: Api) -> None:
    made = connect(api, "facebook_messenger")
    primary = {
        "name": "Acme Support: Facebook Messenger",
        "type": "live_chat",
        "primary": True,
        "active": True,
    }
    assert made["settings"]["chatflows"] == [primary]
    asked = {"chatflows": [{"name": "Prices", "type": "bot"}]}
    patched = api.patch(f"{CLICKS}/{made['id']}", asked).json()["settings"]["chatflows"]
    assert patched == [primary, {"name": "Prices", "type": "bot", "active": True}]


@pytest.mark.row("CH-MSGR-04")
def test_a_page_is_connected_once(api: Api) -> None:
    first = connect(api, "facebook_messenger")
    again = {"type": "facebook_messenger", "inbox": "Inbox", "page": "ACME Support"}
    assert api.post(CLICKS, again).status_code == 409
    assert api.delete(f"{CLICKS}/{first['id']}").status_code == 204
    assert api.post(CLICKS, again).status_code == 201


@pytest.mark.row("CH-FORM-01", "CH-FORM-02", "CH-FORM-03", "CH-FORM-04", "CH-FORM-05")
def test_a_new_form_has_the_ticket_fields_pipeline_and_status_hidden(api: Api) -> None:
    made = connect(api, "form")
    (form,) = results(api, FORMS)
    assert (form["id"], form["name"]) == (made["form"], "Contact support")
    assert names(form) == ["email", "subject", "content", "hs_pipeline", "hs_pipeline_stage"]
    expected = {"hs_pipeline": "0", "hs_pipeline_stage": "1"}
    assert hidden(form) == made["settings"]["ticket_properties"] == expected
    api.patch(
        f"{CLICKS}/{made['id']}", {"ticket_properties": expected | {"hs_ticket_priority": "HIGH"}}
    )
    assert hidden(results(api, FORMS)[0]) == expected | {"hs_ticket_priority": "HIGH"}
    assert names(results(api, FORMS)[0])[:3] == ["email", "subject", "content"]


@pytest.mark.row("CH-FORM-06", "CH-FORM-11")
def test_removing_a_form_channel_takes_the_ticket_properties_from_the_form(api: Api) -> None:
    made = connect(api, "form")
    assert api.delete(f"{CLICKS}/{made['id']}").status_code == 204
    (form,) = results(api, FORMS)
    assert (form["id"], names(form)) == (made["form"], ["email"])
    assert api.get(f"{CLICKS}/{made['id']}").status_code == 404


@pytest.mark.row("CH-FORM-02")
def test_a_form_is_named_and_connected_once(api: Api) -> None:
    made = connect(api, "form")
    again = {"type": "form", "inbox": "Inbox", "form": made["form"]}
    assert api.post(CLICKS, again).status_code == 409
    assert api.post(CLICKS, again | {"form": "Nothing"}).status_code == 400
    assert api.delete(f"{FORMS}/{made['form']}").status_code == 400
    api.delete(f"{CLICKS}/{made['id']}")
    by_name = connect(api, "form", form="Contact support")
    assert names(results(api, FORMS)[0]) == ["email", "hs_pipeline", "hs_pipeline_stage"]
    assert by_name["form"] == made["form"]


@pytest.mark.row("MIG-01", "MIG-02", "B-MIG-01")
@pytest.mark.parametrize("kind", ["email", "chat", "calling", "form"])
def test_a_channel_moves_to_the_help_desk_and_never_back(api: Api, kind: str) -> None:
    made = connect(api, kind, "Inbox")
    path = f"{CLICKS}/{made['id']}/migrate"
    moved = api.post(path, {"history": True})
    desk = next(each for each in results(api, "/_ui/inboxes") if each["type"] == "HELP_DESK")
    assert (moved.status_code, moved.json()["inboxId"]) == (200, desk["id"])
    assert moved.json()["migration"]["history"] is True
    assert moved.json()["settings"]["create_tickets"] is True
    assert api.post(path, {"history": True}).status_code == 409


@pytest.mark.row("B-MIG-01")
@pytest.mark.parametrize("kind", ["facebook_messenger", "whatsapp"])
def test_other_channels_do_not_move(api: Api, kind: str) -> None:
    made = connect(api, kind, "Inbox")
    path = f"{CLICKS}/{made['id']}"
    assert api.post(f"{path}/migrate", {"history": False}).status_code == 409
    assert api.get(path).json() == made


@pytest.mark.row("B-CALL-01", "CH-CALL-01")
def test_a_number_that_users_have_is_taken_from_them(api: Api) -> None:
    ana = "/_ui/users/ana@acme.example"
    numbers = {"phone_numbers": ["+46800000001", "+46800000002"]}
    assert api.patch(ana, numbers).status_code == 200
    connect(api, "calling", number="+46800000001")
    assert api.get(ana).json()["phone_numbers"] == ["+46800000002"]


@pytest.mark.row("CH-EMAIL-01", "CH-EMAIL-07")
def test_an_address_is_connected_once_and_is_nobodys_own(api: Api) -> None:
    ben = "/_ui/users/ben@acme.example"
    assert api.patch(ben, {"personal_email": "ben@acme.example"}).status_code == 200
    own = {"type": "email", "inbox": "help_desk", "address": "BEN@acme.example"}
    assert api.post(CLICKS, own).status_code == 409
    connect(api, "email")
    asked = {"type": "email", "inbox": "Inbox", "address": "help@acme.example"}
    assert api.post(CLICKS, asked).status_code == 409
    assert api.patch(ben, {"personal_email": "help@acme.example"}).status_code == 409


SETTINGS: dict[str, dict[str, Any]] = {
    "email": {
        "from": {"name": "company", "company": "Acme", "address": "hi@acme.example"},
        "signature": "Acme",
        "forwarded_emails_from": "forwarder",
        "mailbox": "other",
    },
    "chat": {
        "appearance": {"accent_color": "#0B8A6A", "font": "Lato", "avatar": "team"},
        "availability": "always",
    },
    "facebook_messenger": {
        "greeting": "Hi!",
        "instant_reply": "Soon.",
        "consent": {"type": "explicit", "text": "We store it."},
    },
}


@pytest.mark.row(
    "CH-GEN-04", "CH-EMAIL-09", "CH-EMAIL-12", "CH-EMAIL-13", "CH-EMAIL-16", "CH-CHAT-03"
)
@pytest.mark.row("CH-CHAT-04", "CH-MSGR-05", "CH-MSGR-06", "CONSENT-02")
@pytest.mark.parametrize("kind", SETTINGS)
def test_a_type_has_its_own_settings(api: Api, kind: str) -> None:
    made = connect(api, kind)
    path = f"{CLICKS}/{made['id']}"
    asked = SETTINGS[kind] | {"name": "Renamed", "active": False, "authorized": False}
    assert api.patch(path, asked).status_code == 200
    changed = {"name": "Renamed", "active": False, "authorized": False}
    assert api.get(path).json() == made | changed | {"settings": made["settings"] | SETTINGS[kind]}
    for other in SETTINGS.keys() - {kind}:
        answer = api.patch(path, SETTINGS[other])
        assert (answer.status_code, "has no" in answer.json()["message"]) == (400, True)


ROUTED = {"assign_to": {"users": ["ana@acme.example"], "teams": ["Tier 1"]}}


@pytest.mark.row("ROUTE-01", "ROUTE-02", "ASSIGN-01", "ASSIGN-02", "ASSIGN-03", "ASSIGN-08")
def test_routing_of_a_channel(api: Api) -> None:
    api.patch("/_ui/skills", {"Languages": ["Swedish"]})
    path = f"{CLICKS}/{connect(api, 'email')['id']}"
    rules = [{"when": {"hs_language": "sv"}, "skill": "Swedish"}]
    for asked in (
        {**ROUTED, "only_available_users": False, "rules": rules},
        {"assign_to": "contact_owner", "only_available_users": True, "rules": []},
        NOBODY,
    ):
        found = api.patch(path, {"routing": asked}).json()["settings"]["routing"]
        assert found == asked
    assert api.patch(path, {"routing": False}).json()["settings"]["routing"] is None


def _unseated(api: Api) -> None:
    assert api.patch("/_ui/users/ben@acme.example", {"seat": False}).status_code == 200


def _nothing(_api: Api) -> None:
    pass


@pytest.mark.parametrize(
    ("kind", "asked", "before"),
    [
        pytest.param(
            "email",
            {"routing": {"assign_to": {"users": [], "teams": []}}},
            _nothing,
            marks=pytest.mark.row("ASSIGN-02"),
        ),
        pytest.param(
            "email",
            {"routing": {"assign_to": {"users": ["ben@acme.example"]}}},
            _unseated,
            marks=pytest.mark.row("ASSIGN-09", "TIER-09"),
        ),
        pytest.param(
            "chat", {"routing": {"assign_to": "none"}}, _nothing, marks=pytest.mark.row("ASSIGN-01")
        ),
        pytest.param(
            "facebook_messenger",
            {"routing": {"assign_to": "none"}},
            _nothing,
            marks=pytest.mark.row("CH-MSGR-09"),
        ),
        pytest.param(
            "facebook_messenger",
            {"routing": {"assign_to": "contact_owner", "only_available_users": True}},
            _nothing,
            marks=pytest.mark.row("CH-MSGR-09"),
        ),
        pytest.param(
            "email",
            {"routing": {"assign_to": {"users": ["who@acme.example"]}}},
            _nothing,
        ),
        pytest.param("email", {"routing": {"assign_to": {"teams": ["Nobody"]}}}, _nothing),
        pytest.param(
            "email",
            {"routing": {"assign_to": "none", "rules": [{"when": {}, "skill": "Welsh"}]}},
            _nothing,
            marks=pytest.mark.row("ROUTE-01"),
        ),
        pytest.param(
            "email", {"from": {"name": "company"}}, _nothing, marks=pytest.mark.row("CH-EMAIL-10")
        ),
        pytest.param(
            "email",
            {"mailbox": "office_365", "from": {"name": "company", "company": "Acme"}},
            _nothing,
            marks=pytest.mark.row("CH-EMAIL-11"),
        ),
        pytest.param("email", {"mailbox": "imap"}, _nothing, marks=pytest.mark.row("CH-EMAIL-05")),
        pytest.param("email", {"ticket_properties": {"no_such": "x"}}, _nothing),
        pytest.param("email", {"ticket_properties": {"subject": 1}}, _nothing),
        pytest.param("email", {"create_tickets": "yes"}, _nothing),
        pytest.param("email", {"colour": "red"}, _nothing),
        pytest.param("chat", {"availability": "sometimes"}, _nothing),
    ],
)
def test_what_the_pages_do_not_take(
    api: Api, kind: str, asked: dict[str, Any], before: Callable[[Api], None]
) -> None:
    made = connect(api, kind)
    before(api)
    path = f"{CLICKS}/{made['id']}"
    assert api.patch(path, asked).status_code == 400
    assert api.get(path).json() == made


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"type": "fax", "inbox": "help_desk"},
        {"type": "email", "inbox": "help_desk"},
        {"type": "email", "inbox": "Nowhere", "address": "a@acme.example"},
        {"type": "email", "inbox": "help_desk", "address": "a@acme.example", "page": "x"},
        {"type": "email", "inbox": "help_desk", "address": "a@acme.example", "mailbox": "imap"},
        {"type": "custom", "inbox": "help_desk", "name": "No app"},
    ],
    ids=str,
)
def test_what_cannot_be_connected(api: Api, asked: dict[str, Any]) -> None:
    assert api.post(CLICKS, asked).status_code == 400
    assert results(api, CLICKS) == []


def test_there_is_one_help_desk_and_a_name_is_taken_once(api: Api) -> None:
    inboxes = "/_ui/inboxes"
    assert api.post(inboxes, {"name": "Second", "type": "HELP_DESK"}).status_code == 409
    assert api.post(inboxes, {"name": "Inbox"}).status_code == 409
    assert api.post(inboxes, {"name": "Sales", "type": "DESK"}).status_code == 400
    made = api.post(inboxes, {"name": "Sales", "type": "INBOX"})
    assert (made.status_code, made.json()["type"]) == (201, "INBOX")
    assert [each["name"] for each in results(api, inboxes)] == ["Inbox", "Help Desk", "Sales"]


@pytest.mark.row("B-HD-01", "TIER-08")
def test_a_starter_account_has_inboxes_only(profiled: Callable[[str], Api]) -> None:
    api = profiled("starter_account")
    api.post("/_emulator/reset")
    assert [each["type"] for each in results(api, "/_ui/inboxes")] == ["INBOX"]
    asked = {"type": "email", "inbox": "help_desk", "address": "a@acme.example"}
    assert api.post(CLICKS, asked).status_code == 400
    made = connect(api, "email", "Inbox")
    moving = api.post(f"{CLICKS}/{made['id']}/migrate", {"history": False})
    assert moving.status_code == 409
    assert api.post("/_ui/inboxes", {"name": "Desk", "type": "HELP_DESK"}).status_code == 409
    for kind in ("whatsapp", "calling"):
        asked = {"type": kind, "inbox": "Inbox", **IDENTIFIED[kind]}
        assert api.post(CLICKS, asked).status_code == 409
    assert api.patch("/_ui/sla", {"enabled": True}).status_code == 409


def test_unknown_channels_are_not_found(api: Api) -> None:
    for method, path in (
        ("GET", f"{CLICKS}/1"),
        ("PATCH", f"{CLICKS}/1"),
        ("DELETE", f"{CLICKS}/1"),
        ("POST", f"{CLICKS}/1/migrate"),
        ("GET", "/_ui/pipelines/1/channels"),
        ("GET", "/_ui/pipelines/1/access"),
    ):
        assert api.send(method, path, {}).status_code == 404
