"""A ticket comes in by each channel and ends where the files say, through compiled workflows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.desk import Desk, new_desk
from tests.live.clicking import Person
from tests.live.helpdesk import ALL_CHANNELS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANA, BEN = "ana@acme.example", "ben@acme.example"
CUSTOMER = "kim@customer.example"
TICKETS = "/crm/objects/2026-09/tickets"
SHOWN = ("hs_pipeline", "hs_pipeline_stage", "hs_ticket_priority", "hubspot_owner_id")

WANTED = {
    "support-email": ("care", "care-incoming", "HIGH", {ANA}),
    "billing-email": ("money", "money-asked", "LOW", {BEN}),
    "web-chat": ("care", "care-waiting", None, {BEN}),
    "facebook": ("care", "care-waiting", "MEDIUM", {ANA}),
    "refund-form": ("money", "money-asked", None, {BEN}),
    "whatsapp": ("care", "care-incoming", None, {ANA}),
    "hotline": ("care", "care-incoming", "HIGH", {ANA, BEN}),
    "telegram": ("care", "care-incoming", None, {ANA}),
}
"""Pipeline, status and priority as the files say, and who may own the ticket; Ben is in Billing."""


@pytest.fixture(scope="module", params=["at_once", "late_channel"])
def person(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Person]:
    """All channels are connected and their workflows made; nothing else was clicked."""
    flags = [f"--profile={request.param}"] if request.param == "late_channel" else []
    folder: Path = tmp_path_factory.mktemp(str(request.param))
    with new_desk(folder, *flags) as desk:
        desk.write("pipelines/desk.yaml", ALL_CHANNELS)
        assert desk.run("apply", "--yes").code == 0
        person = Person(desk, yaml.safe_load(ALL_CHANNELS))
        plan = desk.run("plan", "--format", "json").json
        for step in plan["manual_steps"]:
            if step["address"] in {f"channel.{each}" for each in WANTED}:
                person.follow(step)
        assert desk.run("apply", "--yes").code == 0
        yield person


def _arrived(person: Person, channel: str) -> dict[str, Any]:
    """The ticket of a message, once everything has run that begins with it."""
    api = person.desk.api
    api.patch(f"/_ui/contacts/{CUSTOMER}", {"owner": ANA, "cookie": True})
    message = {"from": CUSTOMER, "subject": "Help", "text": "It does not work."}
    answer = api.post(f"/_ui/channels/{person.channel_id(channel)}/messages", message)
    assert answer.status_code == 201, answer.text
    api.post("/_ui/clock", {"advance": "1 minute"})
    names = ",".join(SHOWN)
    found = api.get(f"{TICKETS}/{answer.json()['ticketId']}?properties={names}").json()
    return dict(found["properties"])


def _owner(desk: Desk, owner: str | None) -> str | None:
    listed = desk.api.get("/crm/owners/2026-09").json()["results"]
    return next((each["email"] for each in listed if each["id"] == owner), None)


@pytest.mark.row(
    "CH-GEN-06", "PIPE-06", "TCRE-07", "ROUTE-02", "ASSIGN-02", "ASSIGN-03", "B-API-02"
)
@pytest.mark.parametrize("channel", WANTED)
def test_a_ticket_ends_where_the_files_say(person: Person, channel: str) -> None:
    pipeline, status, priority, owners = WANTED[channel]
    found = _arrived(person, channel)
    assert [found.get(name) for name in SHOWN[:3]] == [pipeline, status, priority]
    assert _owner(person.desk, found["hubspot_owner_id"]) in owners


@pytest.mark.row("CH-EMAIL-01")
def test_two_addresses_are_told_apart(person: Person) -> None:
    first, second = (_arrived(person, each) for each in ("support-email", "billing-email"))
    assert (first["hs_pipeline"], second["hs_pipeline"]) == ("care", "money")
