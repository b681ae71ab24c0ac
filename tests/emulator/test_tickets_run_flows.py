"""Flows of the emulator run: what begins one, what it does, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from . import deskplay as play
from .conformance.flowsteps import body_of_flow, branch, if_branch, is_any_of, listed
from .deskplay import ANA, BEN, ORIGIN
from .test_flow_clicks import TAB

if TYPE_CHECKING:
    from collections.abc import Callable

    from .harness import Api

PRIORITY = "hs_ticket_priority"
HIGH = play.set_to(PRIORITY, "HIGH")


def compiled(api: Api, channel: str) -> str:
    """A flow as pipelinectl makes it of a channel's ticket properties and routing."""
    stage = play.set_to("hs_pipeline_stage", "3")
    return play.flow(
        api, play.changes(ORIGIN, channel), stage, HIGH, play.rotate("40000001", "40000002")
    )


def moved(api: Api, channel: str) -> list[str | None]:
    ticket_id = play.message(api, channel)["ticketId"]
    play.advance(api, "2 seconds")
    found = play.properties(api, ticket_id)
    return [found.get(each) for each in ("hs_pipeline_stage", PRIORITY, "hubspot_owner_id")]


@pytest.mark.row("CH-GEN-06", "ASSIGN-02")
def test_a_flow_stands_in_for_the_settings_of_a_channel(api: Api) -> None:
    channel, other = play.connect(api), play.connect(api, "chat")
    compiled(api, channel)
    assert [moved(api, channel) for _ in range(2)] == [["3", "HIGH", ANA], ["3", "HIGH", BEN]]
    assert moved(api, other) == ["1", None, None]


def test_so_it_does_where_the_channel_is_told_late(profiled: Callable[[str], Api]) -> None:
    api = profiled("late_channel")
    api.post("/_emulator/reset")
    channel = play.connect(api)
    compiled(api, channel)
    ticket_id = play.message(api, channel)["ticketId"]
    before = play.ticket(api, ticket_id)["properties"]
    assert (ORIGIN in before, before["hs_pipeline_stage"]) == (False, "1")
    assert moved(api, channel) == ["3", "HIGH", BEN]
    assert play.properties(api, ticket_id)["hubspot_owner_id"] == ANA


@pytest.mark.row("ACT-01", "ACT-27", "ACT-28", "ACT-30")
def test_actions_of_a_stage_run_once_and_leave_chat_alone(api: Api) -> None:
    action = HIGH | {"type": "SINGLE_CONNECTION", "actionTypeVersion": 0, "actionId": "1"}
    assert api.post(f"{TAB}/actions", {"stage": "3", "actions": [action]}).status_code == 200
    by_mail = play.message(api, play.connect(api))["ticketId"]
    by_chat = play.message(api, play.connect(api, "chat"))["ticketId"]
    assert play.write(api, by_mail, hs_pipeline_stage="3")[PRIORITY] == "HIGH"
    assert PRIORITY not in play.write(api, by_chat, hs_pipeline_stage="3")
    play.write(api, by_mail, hs_pipeline_stage="1", hs_ticket_priority="")
    assert PRIORITY not in play.write(api, by_mail, hs_pipeline_stage="3")


@pytest.mark.row("ACT-21", "ACT-22", "ACT-26")
def test_actions_are_edited_and_switched_off_in_the_workflow_editor(api: Api) -> None:
    action = HIGH | {"type": "SINGLE_CONNECTION", "actionTypeVersion": 0, "actionId": "1"}
    flow = api.post(f"{TAB}/actions", {"stage": "3", "actions": [action]}).json()["id"]
    edited = play.set_to(PRIORITY, "LOW") | {key: action[key] for key in action if key != "fields"}
    edited["fields"] = play.set_to(PRIORITY, "LOW")["fields"]
    assert api.patch(f"/_ui/flows/{flow}", {"actions": [edited]}).status_code == 200
    ids = [play.create(api), play.create(api)]
    assert play.write(api, ids[0], hs_pipeline_stage="3")[PRIORITY] == "LOW"
    assert api.patch(f"/_ui/flows/{flow}", {"enabled": False}).status_code == 200
    assert PRIORITY not in play.write(api, ids[1], hs_pipeline_stage="3")


@pytest.mark.row("ACT-24")
@pytest.mark.parametrize(
    ("action", "query", "expected"),
    [
        ("1", "", ["2", "3"]),
        ("2", "", ["1", "3"]),
        ("2", "?after=true", ["1"]),
        ("3", "", ["1", "2"]),
    ],
)
def test_an_action_is_deleted_alone_or_with_all_after_it(
    api: Api, action: str, query: str, expected: list[str]
) -> None:
    names = ("subject", "content", PRIORITY)
    actions = [
        play.set_to(name, "LOW")
        | {"type": "SINGLE_CONNECTION", "actionTypeVersion": 0, "actionId": str(place)}
        | (
            {"connection": {"edgeType": "STANDARD", "nextActionId": str(place + 1)}}
            if place < 3
            else {}
        )
        for place, name in enumerate(names, start=1)
    ]
    flow = api.post(f"{TAB}/actions", {"stage": "3", "actions": actions}).json()["id"]
    assert api.delete(f"{TAB}/actions/3/{action}{query}").status_code == 204
    left = api.get(f"/_ui/flows/{flow}").json()
    assert [each["actionId"] for each in left["actions"]] == expected
    found = play.write(api, play.create(api), hs_pipeline_stage="3")
    done = [str(place) for place, name in enumerate(names, start=1) if found.get(name) == "LOW"]
    assert done == expected


@pytest.mark.row("ACT-24")
def test_without_its_last_action_a_stage_has_none(api: Api) -> None:
    action = HIGH | {"type": "SINGLE_CONNECTION", "actionTypeVersion": 0, "actionId": "1"}
    flow = api.post(f"{TAB}/actions", {"stage": "3", "actions": [action]}).json()["id"]
    assert api.delete(f"{TAB}/actions/3/1").status_code == 204
    left = api.get(f"/_ui/flows/{flow}").json()
    assert (left["actions"], left["isEnabled"]) == ([], False)
    assert api.delete(f"{TAB}/actions/3/1").status_code == 404


@pytest.mark.row("ACT-29", "ACT-30")
def test_a_clone_with_re_enrollment_takes_the_place_of_the_original(api: Api) -> None:
    old = play.flow(api, play.changes("hs_pipeline_stage", "3"), HIGH)
    copy = api.post(f"/_ui/flows/{old}/clone").json()["id"]
    again = play.changes("hs_pipeline_stage", "3", again=True)
    api.patch(f"/_ui/flows/{copy}", {"enrollmentCriteria": again, "isEnabled": True})
    assert api.delete(f"/_ui/flows/{old}").status_code == 204
    ticket_id = play.create(api)
    for _ in range(2):
        play.write(api, ticket_id, hs_pipeline_stage="1", hs_ticket_priority="")
        assert play.write(api, ticket_id, hs_pipeline_stage="3")[PRIORITY] == "HIGH"


def test_the_answer_to_a_write_tells_what_was_written_and_a_read_what_came_of_it(api: Api) -> None:
    play.flow(api, play.changes("hs_pipeline_stage", "3"), play.set_to("hs_pipeline_stage", "2"))
    ticket_id = play.create(api)
    asked = {"properties": {"hs_pipeline_stage": "3"}}
    told = api.patch(f"{play.TICKETS}/{ticket_id}", asked).json()["properties"]
    assert told["hs_pipeline_stage"] == "3"
    assert play.properties(api, ticket_id)["hs_pipeline_stage"] == "2"


def test_delays_wait_for_the_clock(api: Api) -> None:
    play.flow(api, play.changes("hs_pipeline_stage", "3"), play.delay(2, "HOURS"), HIGH)
    ticket_id = play.create(api, hs_pipeline_stage="3")
    play.advance(api, "1 hour")
    assert PRIORITY not in play.properties(api, ticket_id)
    play.advance(api, "1 hour")
    assert play.properties(api, ticket_id)[PRIORITY] == "HIGH"


def test_time_comes_by_itself_too(api: Api) -> None:
    play.flow(api, play.changes("hs_pipeline_stage", "3"), play.delay(0, "MINUTES"), HIGH)
    assert play.properties(api, play.create(api, hs_pipeline_stage="3"))[PRIORITY] == "HIGH"


def test_tickets_that_come_to_match_take_part(api: Api) -> None:
    asked = branch("AND", is_any_of(PRIORITY, "URGENT"))
    play.flow(api, listed(asked), play.set_to("subject", "Urgent!"))
    assert play.write(api, play.create(api), hs_ticket_priority="URGENT")["subject"] == "Urgent!"


def test_branches_lead_one_way(api: Api) -> None:
    action = play.set_to("subject", "High") | {
        "type": "SINGLE_CONNECTION",
        "actionTypeVersion": 0,
        "actionId": "2",
    }
    criteria = play.changes("hs_pipeline_stage", "3")
    body = body_of_flow(
        actions=[if_branch("1", "2"), action], enrollmentCriteria=criteria, isEnabled=True
    )
    assert api.post(play.FLOWS, body).status_code == 201
    high = play.create(api, hs_pipeline_stage="3", hs_ticket_priority="HIGH")
    low = play.create(api, hs_pipeline_stage="3", hs_ticket_priority="LOW")
    found = [play.properties(api, each).get("subject") for each in (high, low)]
    assert found == ["High", None]


@pytest.mark.row("ACT-07", "ACT-08", "ACT-12", "ACT-13", "ACT-15")
def test_mails_and_notifications_are_in_the_outbox(api: Api) -> None:
    mail = {"actionTypeId": "0-4", "fields": {"content_id": "180000001"}}
    telling = {
        "actionTypeId": "0-8",
        "fields": {
            "team_ids": ["501"],
            "subject": "New: {{ enrolled_object.subject }}",
            "body": "Look",
        },
    }
    play.flow(api, play.changes(PRIORITY), mail, telling)
    ticket_id = play.message(api, play.connect(api), subject="Broken")["ticketId"]
    play.write(api, ticket_id, hs_ticket_priority="HIGH")
    sent, told = api.get("/_ui/outbox").json()["results"]
    assert (sent["kind"], sent["mail"], sent["to"], sent["sender"], sent["branded"]) == (
        "mail_sent",
        "Ticket received",
        "kim@cust.example",
        "help@acme.example",
        True,
    )
    (thread,) = play.ticket(api, ticket_id)["threads"]
    assert [each["at"] for each in thread["sent"]] == [sent["at"]]
    assert (told["kind"], told["to"], told["subject"]) == (
        "notified",
        ["ana@acme.example"],
        "New: Broken",
    )


OWNER = "hubspot_owner_id"
FETCHING = {
    "name": "fetched_object_16",
    "type": "ASSOCIATION_TIMESTAMP",
    "objectTypeId": "0-1",
    "associationCategory": "HUBSPOT_DEFINED",
    "associationTypeId": 16,
}
COPYING = {
    "copy owner": ("0-25", {"source_property": OWNER, "target_property": OWNER}),
    "fetched": (
        "0-5",
        {
            "property_name": OWNER,
            "association": {},
            "value": {
                "type": "FETCHED_OBJECT_PROPERTY",
                "propertyToken": "{{ fetched_objects.fetched_object_16.hubspot_owner_id }}",
            },
        },
    ),
}


@pytest.mark.row("ASSIGN-03")
@pytest.mark.parametrize("form", COPYING)
def test_the_owner_of_the_contact_is_copied(api: Api, form: str) -> None:
    kind, fields = COPYING[form]
    channel = play.connect(api)
    action = {"actionTypeId": kind, "fields": fields}
    play.flow(api, play.changes(ORIGIN, channel), action, dataSources=[FETCHING])
    without = play.message(api, channel, "sam@cust.example")["ticketId"]
    api.patch("/_ui/contacts/kim@cust.example", {"owner": "ben@acme.example"})
    ticket_id = play.message(api, channel)["ticketId"]
    assert play.properties(api, ticket_id)[OWNER] == BEN
    assert OWNER not in play.properties(api, without)


def test_a_person_enrolls_a_ticket(api: Api) -> None:
    flow = play.flow(api, {"type": "MANUAL", "shouldReEnroll": False}, HIGH)
    ticket_id = play.create(api)
    answer = api.post(f"/_ui/tickets/{ticket_id}/enroll", {"flow": flow})
    assert answer.json()["properties"][PRIORITY] == "HIGH"
    assert api.post(f"/_ui/tickets/{ticket_id}/enroll", {"flow": "0"}).status_code == 404


UNKNOWN: list[dict[str, Any]] = [
    {"actionTypeId": "1-2825058", "fields": {"note": "an app's"}},
    {"actionTypeId": "0-29", "fields": {"event_filter_branches": []}},
    {"actionTypeId": "0-1", "fields": {"delta": "soon", "time_unit": "DAYS"}},
]


@pytest.mark.parametrize("action", UNKNOWN, ids=lambda each: str(each["actionTypeId"]))
def test_what_is_not_known_is_skipped_and_told(api: Api, action: dict[str, Any]) -> None:
    play.flow(api, play.changes("hs_pipeline_stage", "3"), action, HIGH)
    ticket_id = play.create(api, hs_pipeline_stage="3")
    assert play.properties(api, ticket_id)[PRIORITY] == "HIGH"
    (skipped,) = api.get("/_ui/outbox").json()["results"]
    assert (skipped["kind"], skipped["what"]) == ("step_skipped", action["actionTypeId"])


def test_flows_that_chase_each_other_end(api: Api) -> None:
    for here, there in (("2", "3"), ("3", "2")):
        to = play.set_to("hs_pipeline_stage", there)
        play.flow(api, play.changes("hs_pipeline_stage", here, again=True), to)
    ticket_id = play.create(api, hs_pipeline_stage="2")
    events = [each["kind"] for each in play.ticket(api, ticket_id)["events"]]
    assert events.count("stopped") == 1
