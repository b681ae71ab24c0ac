"""Tickets of the emulator run through the help desk: messages, mails, the Automate tab."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from . import deskplay as play
from .conformance.steps import put_rules
from .desk import IDENTIFIED
from .deskplay import ANA, APP, BEN, ORIGIN, TICKETS
from .harness import running
from .test_flow_clicks import TAB

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .harness import Api

SOURCES = {
    "email": "EMAIL",
    "chat": "CHAT",
    "facebook_messenger": "CHAT",
    "form": "FORM",
    "calling": "PHONE",
}


@pytest.fixture(scope="module")
def with_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """An emulator in which an app for custom channels is installed."""
    path = tmp_path_factory.mktemp("seed") / "seed.json"
    path.write_text(json.dumps({"custom_channels": [{"id": "5001", "name": APP}]}), "utf-8")
    with running("--seed", str(path)) as emulator:
        yield emulator.api


@pytest.mark.row("TCRE-01", "TCRE-03", "TCRE-06", "TCRE-07", "CH-GEN-01")
@pytest.mark.parametrize("kind", [*IDENTIFIED, "custom"])
def test_a_message_on_each_type_of_channel_makes_a_ticket_as_configured(
    with_app: Api, kind: str
) -> None:
    api = with_app
    wanted = {"hs_pipeline": "0", "hs_pipeline_stage": "3", "hs_ticket_priority": "HIGH"}
    channel = play.connect(api, kind, ticket_properties=wanted)
    answer = play.message(api, channel, subject="Broken")
    found = play.properties(api, answer["ticketId"])
    assert wanted.items() <= found.items()
    assert found[ORIGIN] == channel
    assert found["hs_conversations_originating_thread_id"] == answer["threadId"]
    assert found["hs_object_source_label"] == "CONVERSATIONS"
    assert found.get("source_type") == SOURCES.get(kind)
    account = api.get(f"/conversations/conversations/2026-09/channel-accounts/{channel}").json()
    assert found["hs_originating_generic_channel_id"] == account["channelId"]


@pytest.mark.row("TCRE-01", "TCRE-04", "TCRE-06")
def test_a_channel_of_an_inbox_makes_tickets_only_where_that_is_switched_on(api: Api) -> None:
    assert api.post("/_ui/inboxes", {"name": "Sales", "type": "INBOX"}).status_code == 201
    channel = play.connect(api, inbox="Sales")
    answer = play.message(api, channel)
    assert answer["threadId"]
    assert answer["ticketId"] is None
    api.patch(f"/_ui/channels/{channel}", {"create_tickets": True})
    assert play.message(api, channel)["ticketId"]


@pytest.mark.row("TCRE-11")
def test_the_help_desk_shows_all_tickets_but_those_of_an_inbox(api: Api) -> None:
    api.post("/_ui/inboxes", {"name": "Sales", "type": "INBOX"})
    channel = play.connect(api, inbox="Sales", create_tickets=True)
    assert not play.ticket(api, play.message(api, channel)["ticketId"])["inHelpDesk"]
    assert play.ticket(api, play.create(api))["inHelpDesk"]


@pytest.mark.row("MIG-01", "MIG-02")
@pytest.mark.parametrize("history", [True, False])
def test_a_channel_that_moves_takes_its_tickets_along_only_with_its_history(
    api: Api, *, history: bool
) -> None:
    api.post("/_ui/inboxes", {"name": "Sales", "type": "INBOX"})
    channel = play.connect(api, inbox="Sales", create_tickets=True)
    old = play.message(api, channel)["ticketId"]
    assert api.post(f"/_ui/channels/{channel}/migrate", {"history": history}).status_code == 200
    assert play.ticket(api, old)["inHelpDesk"] is history
    assert play.ticket(api, play.message(api, channel)["ticketId"])["inHelpDesk"]


@pytest.mark.row("CH-GEN-05")
def test_a_channel_that_is_switched_off_receives_nothing(api: Api) -> None:
    channel = play.connect(api, active=False)
    assert play.message(api, channel) == {"threadId": None, "ticketId": None}


@pytest.mark.row("CH-FORM-03", "CH-FORM-04", "CH-FORM-05", "CH-FORM-07")
def test_a_form_asks_for_name_and_description_and_hides_pipeline_and_status(api: Api) -> None:
    hidden = {"hs_pipeline": "0", "hs_pipeline_stage": "2"}
    channel = play.connect(api, "form", ticket_properties=hidden)
    asked = {"subject": "A lamp", "content": "It is dark"}
    answer = play.message(api, channel, text="", fields=asked)
    assert (asked | hidden).items() <= play.properties(api, answer["ticketId"]).items()
    (thread,) = play.ticket(api, answer["ticketId"])["threads"]
    assert "hs_pipeline" not in str(thread)


@pytest.mark.row("CH-FORM-06", "CH-FORM-11")
def test_a_form_that_is_no_channel_any_more_makes_no_tickets(api: Api) -> None:
    channel = play.connect(api, "form")
    assert api.delete(f"/_ui/channels/{channel}").status_code == 204
    answer = api.post(f"/_ui/channels/{channel}/messages", {"from": "kim@cust.example"})
    assert answer.status_code == 404


@pytest.mark.row("ASSIGN-02", "ASSIGN-06", "B-ROUTE-02", "B-ROUTE-03")
def test_tickets_are_routed_to_users_and_teams_in_turn(api: Api) -> None:
    to = {"users": ["ana@acme.example"], "teams": ["Tier 2"]}
    channel = play.connect(api, routing={"assign_to": to})
    found = [play.properties(api, play.message(api, channel)["ticketId"]) for _ in range(3)]
    assert [each["hubspot_owner_id"] for each in found] == [ANA, BEN, ANA]
    assert [each["hs_assigned_team_ids"] for each in found] == ["501", "502", "501"]


@pytest.mark.row("B-ROUTE-02")
def test_extra_members_of_a_team_are_not_assigned(api: Api) -> None:
    channel = play.connect(api, routing={"assign_to": {"teams": ["Billing"]}})
    found = play.properties(api, play.message(api, channel)["ticketId"])
    assert "hubspot_owner_id" not in found


@pytest.mark.row("ASSIGN-06", "ASSIGN-07", "ASSIGN-08", "B-AVAIL-01", "B-CAP-02")
@pytest.mark.parametrize(
    ("settings", "only_available", "assigned"),
    [
        ({}, True, True),
        ({"availability": "away"}, True, False),
        ({"availability": "away"}, False, True),
        ({"seat": False}, False, False),
    ],
    ids=str,
)
def test_what_is_known_of_a_user_decides(
    api: Api, settings: dict[str, Any], *, only_available: bool, assigned: bool
) -> None:
    to = {"assign_to": {"users": ["ben@acme.example"]}, "only_available_users": only_available}
    channel = play.connect(api, routing=to)
    assert api.patch("/_ui/users/ben@acme.example", settings).status_code == 200
    found = play.properties(api, play.message(api, channel)["ticketId"])
    assert ("hubspot_owner_id" in found) is assigned


@pytest.mark.row("B-CAP-02")
def test_who_has_as_many_open_tickets_as_they_may_gets_no_more(api: Api) -> None:
    assert api.patch("/_ui/users/ben@acme.example", {"capacity": {"total": 1}}).status_code == 200
    channel = play.connect(api, routing={"assign_to": {"users": ["ben@acme.example"]}})
    first, second = (play.message(api, channel)["ticketId"] for _ in range(2))
    owners = [play.properties(api, each).get("hubspot_owner_id") for each in (first, second)]
    assert owners == [BEN, None]
    play.write(api, first, hs_pipeline_stage="4")
    third = play.message(api, channel)["ticketId"]
    assert play.properties(api, third)["hubspot_owner_id"] == BEN
    assert play.write(api, second, hubspot_owner_id=BEN)["hubspot_owner_id"] == BEN


@pytest.mark.row("ASSIGN-03", "ASSIGN-04", "ASSIGN-05")
def test_the_owner_of_the_contact_gets_the_ticket(api: Api) -> None:
    channel = play.connect(api, routing={"assign_to": "contact_owner"})
    known = {"owner": "ben@acme.example", "cookie": True}
    assert api.patch("/_ui/contacts/kim@cust.example", known).status_code == 200
    api.patch("/_ui/users/ben@acme.example", {"availability": "away"})
    found = play.properties(api, play.message(api, channel)["ticketId"])
    assert found["hubspot_owner_id"] == BEN
    (sent,) = api.get("/_ui/outbox").json()["results"]
    assert (sent["kind"], sent["to"]) == ("owner_mailed", "ben@acme.example")


@pytest.mark.row("ROUTE-01")
def test_skills_come_first(api: Api) -> None:
    assert api.patch("/_ui/skills", {"Languages": ["Swedish"]}).status_code == 200
    assert api.patch("/_ui/users/ben@acme.example", {"skills": ["Swedish"]}).status_code == 200
    rules = [{"when": {"subject": "Hej"}, "skill": "Swedish"}]
    to = {"assign_to": {"users": ["ana@acme.example"]}, "rules": rules}
    channel = play.connect(api, routing=to)
    owners = [
        play.properties(api, play.message(api, channel, subject=each)["ticketId"])[
            "hubspot_owner_id"
        ]
        for each in ("Hello", "Hej")
    ]
    assert owners == [ANA, BEN]


@pytest.mark.row("B-CHAT-01", "CH-CHAT-04")
@pytest.mark.parametrize(
    ("hours", "assigned"),
    [({"mon-fri": [], "saturday": []}, False), ({"every_day": ["00:00-24:00"]}, True)],
    ids=str,
)
def test_a_closed_chat_assigns_nobody(
    api: Api, hours: dict[str, list[str]], *, assigned: bool
) -> None:
    channel = play.connect(
        api,
        "chat",
        availability={"hours": hours, "time_zone": "Europe/Stockholm"},
        routing={"assign_to": {"users": ["ben@acme.example"]}},
    )
    found = play.properties(api, play.message(api, channel)["ticketId"])
    assert ("hubspot_owner_id" in found) is assigned


@pytest.mark.row("B-SLA-07")
def test_the_sla_is_for_tickets_of_the_help_desk(api: Api) -> None:
    channel = play.connect(api)
    assert not play.ticket(api, play.message(api, channel)["ticketId"])["sla"]
    assert api.patch("/_ui/sla", {"enabled": True}).status_code == 200
    assert play.ticket(api, play.message(api, channel)["ticketId"])["sla"]
    assert not play.ticket(api, play.create(api))["sla"]


@pytest.mark.row("CONSENT-03")
def test_explicit_consent_comes_before_the_first_message(api: Api) -> None:
    consent = {"type": "explicit", "text": "We keep your messages."}
    channel = play.connect(api, "facebook_messenger", consent=consent)
    assert play.message(api, channel, "Robin")["ticketId"] is None
    assert play.message(api, channel, "Robin", agrees=True)["ticketId"]


@pytest.mark.row("SAUT-01", "SAUT-04", "SAUT-12", "SAUT-15", "CDATE-01", "CDATE-02")
def test_the_switches_of_the_automate_tab_move_tickets(api: Api) -> None:
    channel = play.connect(api)
    switches = {"email_sent_to_customer": "2", "customer_replies": "3"}
    assert api.patch(TAB, switches).status_code == 200
    assert len(api.get(play.FLOWS).json()["results"]) == 2
    ticket_id = play.message(api, channel)["ticketId"]
    mails = f"/_ui/tickets/{ticket_id}/emails"
    seen = [
        api.post(mails, {"direction": each}).json()["properties"]["hs_pipeline_stage"]
        for each in ("out", "in")
    ]
    closed = play.write(api, ticket_id, hs_pipeline_stage="4")
    reopened = api.post(mails, {"direction": "in"}).json()["properties"]
    assert [*seen, reopened["hs_pipeline_stage"]] == ["2", "3", "1"]
    assert ("closed_date" in closed, "closed_date" in reopened) == (True, False)


@pytest.mark.row("B-ROUTE-01")
def test_who_replies_gets_the_ticket(api: Api) -> None:
    ticket_id = play.message(api, play.connect(api))["ticketId"]
    mail = {"direction": "out", "by": "ben@acme.example"}
    assert api.post(f"/_ui/tickets/{ticket_id}/emails", mail).status_code == 201
    assert play.properties(api, ticket_id)["hubspot_owner_id"] == BEN


@pytest.mark.row("CDATE-03", "CDATE-04", "CDATE-05")
def test_the_close_date_follows_its_switch_from_then_on(api: Api) -> None:
    api.patch(TAB, {"set_close_date": False})
    off = play.create(api, hs_pipeline_stage="4")
    api.patch(TAB, {"set_close_date": True})
    on = play.create(api, hs_pipeline_stage="4")
    dated = ["closed_date" in play.properties(api, each) for each in (off, on)]
    assert dated == [False, True]


@pytest.mark.row("CDATE-01")
def test_a_batch_runs_each_ticket(api: Api) -> None:
    ids = [play.create(api), play.create(api)]
    closing = [{"id": each, "properties": {"hs_pipeline_stage": "4"}} for each in ids]
    assert api.post(f"{TICKETS}/batch/update", {"inputs": closing}).status_code == 200
    assert all("closed_date" in play.properties(api, each) for each in ids)


@pytest.mark.row("B-RULE-04", "PIPE-05")
def test_pipeline_rules_bind_neither_the_api_nor_a_reply(api: Api) -> None:
    assert put_rules(api, "0", everywhere=True).status_code == 200
    ticket_id = play.message(api, play.connect(api))["ticketId"]
    assert play.write(api, ticket_id, hs_pipeline_stage="4")["hs_pipeline_stage"] == "4"
    answer = api.post(f"/_ui/tickets/{ticket_id}/emails", {"direction": "in"})
    assert answer.json()["properties"]["hs_pipeline_stage"] == "1"
    assert play.write(api, ticket_id, hs_pipeline_stage="3")["hs_pipeline_stage"] == "3"
    assert play.write(api, ticket_id, hs_pipeline_stage="2")["hs_pipeline_stage"] == "2"


def test_conversations_are_read_by_the_api(api: Api) -> None:
    channel = play.connect(api)
    answer = play.message(api, channel, text="It broke")
    base = "/conversations/conversations/2026-09/threads"
    (thread,) = api.get(base, params={"associatedTicketId": answer["ticketId"]}).json()["results"]
    assert thread["id"] == answer["threadId"]
    assert thread["originalChannelAccountId"] == channel
    assert api.get(f"{base}/{thread['id']}").json() == thread
    (said,) = api.get(f"{base}/{thread['id']}/messages").json()["results"]
    assert (said["text"], said["direction"]) == ("It broke", "INCOMING")
    assert api.get(f"{base}/{thread['id']}/messages/{said['id']}").json() == said
    assert api.get(f"{base}/nothing").status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("channels/nothing/messages", {"from": "kim@cust.example"}, 404),
        ("tickets/nothing/emails", {"direction": "in"}, 404),
        ("clock", {"advance": "soon"}, 400),
        ("clock", {"advance": -1}, 400),
        ("clock", {"advance": "999999 weeks"}, 400),
        ("contacts/kim@cust.example", {"owner": "nobody@acme.example"}, 404),
    ],
    ids=str,
)
def test_what_is_not_there_is_refused(
    api: Api, path: str, body: dict[str, Any], status: int
) -> None:
    assert api.post(f"/_ui/{path}", body).status_code == status


def test_mails_and_messages_name_conversations_that_are_there(api: Api) -> None:
    channel, other = play.connect(api), play.connect(api, "chat")
    answer = play.message(api, channel)
    for body in ({"thread": "nothing"}, {"thread": 3}, {"direction": "up"}):
        sent = {"direction": "in"} | body
        path = f"/_ui/tickets/{answer['ticketId']}/emails"
        assert api.post(path, sent).status_code in {400, 404}
    wrong = {"from": "kim@cust.example", "thread": answer["threadId"]}
    assert api.post(f"/_ui/channels/{other}/messages", wrong).status_code == 400
