"""Workflows and lists as HubSpot may answer them, and an emulated account does not."""

from __future__ import annotations

from typing import Any

import pytest

from pipelinectl.adapters.hubspot.directory import Directory, Person
from pipelinectl.adapters.hubspot.flowlive import with_flows
from pipelinectl.adapters.hubspot.flowreader import FlowReader
from pipelinectl.adapters.hubspot.listing import pages
from pipelinectl.model import Kind, Live, LiveObject, Read
from pipelinectl.ports import RemoteError
from tests.adapters.hubspot_io.script import Script
from tests.contract.rigs import BY_HAND

OWNERS = "/crm/owners/2026-09"
USERS = "/settings/users/2026-03"


def row(identifier: str, of: str = "0-5") -> dict[str, Any]:
    return {"id": identifier, "objectTypeId": of, "name": f"W{identifier}", "isEnabled": True}


def flow(identifier: str) -> dict[str, Any]:
    return {**BY_HAND, "id": identifier, "revisionId": "1"}


def listing(*rows: dict[str, Any], after: str | None = None) -> dict[str, Any]:
    return {"results": list(rows), **({"paging": {"next": {"after": after}}} if after else {})}


def test_what_the_list_does_not_show_is_asked_for_by_its_id() -> None:
    script = Script().on("GET /", listing(row("1"))).on("POST /batch/read", listing(flow("1")))
    script.on("GET /2", flow("2")).on("GET /3", 404)
    fetched = FlowReader(script.http()).fetch({"1", "2", "3"})
    assert [each["id"] for each in fetched.flows] == ["1", "2"]
    assert (fetched.trust, fetched.why) == (Read.COMPLETE, None)
    assert script.asked == ["GET /", "POST /batch/read", "GET /2", "GET /3"]


def test_a_known_workflow_of_something_else_is_not_one_of_tickets() -> None:
    script = Script().on("GET /", listing(row("1", of="0-1")))
    script.on("GET /2", {**flow("2"), "objectTypeId": "0-1"})
    fetched = FlowReader(script.http()).fetch({"1", "2"})
    assert (fetched.flows, fetched.trust) == ((), Read.COMPLETE)


def test_a_known_workflow_that_may_not_be_read_outweighs_what_could_be_read() -> None:
    script = Script().on("GET /", listing(row("1"))).on("POST /batch/read", listing(flow("1")))
    script.on("GET /2", 403).on("GET /3", 403)
    fetched = FlowReader(script.http()).fetch({"2", "3"})
    assert fetched.trust is Read.UNREADABLE
    assert "the workflows 2, 3" in str(fetched.why)
    assert len(fetched.flows) == 1


def test_what_a_batch_does_not_show_is_listed_as_it_is_and_never_absent() -> None:
    script = Script().on("GET /", listing(row("1"), row("2")))
    errors = {"numErrors": 1, "errors": [{"subCategory": "FLOW_NOT_FOUND_BY_FLOW_ID"}]}
    script.on("POST /batch/read", {**listing(flow("1")), **errors})
    fetched = FlowReader(script.http()).fetch(set())
    assert (fetched.trust, fetched.why) == (Read.COMPLETE, None)
    live = Live("1", {Kind.PIPELINE: {}}, {})
    live = with_flows(live, fetched, Directory(script.http()), {Kind.AUTOMATION})
    assert live.objects[Kind.AUTOMATION]["2"] == LiveObject(
        Kind.AUTOMATION,
        "2",
        None,
        {"name": "W2", "enabled": True},
        opaque="HubSpot lists this workflow and does not show its content.",
    )


def test_a_read_without_what_we_made_is_partial() -> None:
    script = Script().on("GET /", listing(row("1"), row("2")))
    script.on("POST /batch/read", listing(flow("1")))
    fetched = FlowReader(script.http()).fetch({"2"})
    assert fetched.trust is Read.PARTIAL
    assert fetched.why == "the account lists the workflow 2 and does not show more."


def test_contents_that_may_not_be_read_at_all_are_unreadable() -> None:
    script = Script().on("GET /", listing(row("1"))).on("POST /batch/read", 403)
    assert FlowReader(script.http()).fetch(set()).trust is Read.UNREADABLE


def test_a_list_goes_on_until_there_is_no_cursor() -> None:
    script = Script().on(f"GET {OWNERS}", listing({"id": "1"}, after="a"))
    script.on(f"GET {OWNERS}?a", listing({"id": "2"}, after="b"))
    script.on(f"GET {OWNERS}?b", listing({"id": "3"}))
    found = pages(script.http(), OWNERS, "Reading")
    assert [each["id"] for each in found] == ["1", "2", "3"]


def test_a_cursor_that_leads_nowhere_is_an_error() -> None:
    script = Script().on(f"GET {OWNERS}", listing({"id": "1"}, after="a"))
    script.on(f"GET {OWNERS}?a", listing({"id": "1"}, after="a"))
    with pytest.raises(RemoteError) as failed:
        pages(script.http(), OWNERS, "Reading")
    assert failed.value.diagnostic.code == "PC507"


def test_owners_tell_both_ids_and_queues_are_nobody() -> None:
    script = Script().on(
        f"GET {OWNERS}",
        listing(
            {"id": "7", "email": "ana@acme.example", "userId": 4},
            {"id": "8", "type": "QUEUE"},
            {"id": "9", "email": "eva@acme.example", "userIdIncludingInactive": 5},
        ),
    )
    directory = Directory(script.http())
    assert directory.people.items == (
        Person("ana@acme.example", "4", "7"),
        Person("eva@acme.example", "5", "9"),
    )
    assert directory.people.unreadable is None
    assert len(script.asked) == 1


def test_where_owners_may_not_be_read_users_are() -> None:
    script = Script().on(f"GET {OWNERS}", 403)
    script.on(f"GET {USERS}", listing({"id": "4", "email": "ana@acme.example"}))
    directory = Directory(script.http())
    assert directory.people.items == (Person("ana@acme.example", "4", None),)
    assert directory.former.unreadable is not None


def test_where_neither_may_be_read_people_are_unreadable() -> None:
    script = Script().on(f"GET {OWNERS}", 403).on(f"GET {USERS}", 403)
    directory = Directory(script.http())
    assert directory.people.items == ()
    assert "status 403" in str(directory.people.unreadable)


def test_a_list_that_fails_is_read_again_when_it_is_asked_for_again() -> None:
    teams = f"{USERS}/teams"
    script = Script().on(f"GET {teams}", 500, listing({"id": 1, "name": "Tier 1"}))
    directory = Directory(script.http())
    with pytest.raises(RemoteError):
        _ = directory.teams
    assert [each.name for each in directory.teams.items] == ["Tier 1"]


@pytest.mark.parametrize("strange", [{"name": "x"}, "x", None, 5])
def test_a_strange_row_is_an_error_of_the_port(strange: object) -> None:
    script = Script().on(f"GET {USERS}/teams", {"results": [strange]})
    with pytest.raises(RemoteError) as failed:
        _ = Directory(script.http()).teams
    assert failed.value.diagnostic.code == "PC507"
