"""Settings for the contract, and an apply of them that looks at the account at every moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.automation.references import PIPELINE, STATUS, USER, reference
from pipelinectl.model import Address, Kind, Record
from pipelinectl.ports import Goal, Verb, Want
from tests.contract.rigs import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.model import Live, Value
    from pipelinectl.ports import HelpDesk, Write
    from tests.contract.rigs import Rig

ANA, BEN, CYD = (reference(USER, f"{name}@acme.example") for name in ("ana", "ben", "cyd"))
STOCKHOLM = "Europe/Stockholm"
NINE_TO_FIVE = Record(monday=("09:00-17:00",), friday=("08:00-12:00", "13:00-16:00"))
CHRISTMAS = (Record({"from": "2026-12-24", "to": "2026-12-26"}),)
CONTACT = Address(Kind.FORM, ("contact",))
TELEGRAM = Address(Kind.CHANNEL, ("telegram",))
TIER_1, TIER_2 = "501/main_members", "502/main_members"
IN_SUPPORT = Record(pipeline=reference(PIPELINE, "0"), status=reference(STATUS, "2"))
FIELDS = (
    Record(name="email", required=True, hidden=False, label="Your e-mail"),
    Record(name="ticket.subject", required=False, hidden=False, label="Subject"),
)
SEED: dict[str, Any] = {
    "custom_channels": [{"name": "Telegram for HubSpot"}],
    "inboxes": [
        {"id": "448", "name": "Billing inbox", "type": "INBOX"},
        {"id": "449", "name": "Help Desk", "type": "HELP_DESK"},
    ],
}


def want(address: Address, identifier: str = "", /, **fields: Value) -> Want:
    """What is wanted of what exists, or, without an id, of what does not."""
    verb = Verb.UPDATE if identifier else Verb.CREATE
    return Want(address, address.kind, identifier or str(address), None, verb, fields)


def of_user(setting: str, value: Value, email: str = "ana@acme.example") -> Want:
    return want(Address(Kind.USER, (email, setting)), f"{email}/{setting}", value=value)


def of_team(identifier: str, *members: Value) -> Want:
    address = Address(Kind.TEAM, ("tier", identifier.split("/")[1]))
    return want(address, identifier, value=members)


def form(identifier: str = "", **fields: Value) -> Want:
    return want(CONTACT, identifier, **fields)


def read(desk: HelpDesk) -> Live:
    return desk.read(SETTINGS)


def steps(desk: HelpDesk, live: Live, *wants: Want) -> Iterator[tuple[Write, Live]]:
    """Every write of an apply and the state after it, checked at every moment.

    What is asked for twice is the same; what comes back is what a read shows.
    """
    goal = Goal.of(wants)
    for _ in range(8 * len(wants) + 4):
        write = desk.next_setting_write(goal, live)
        if write is None:
            return
        assert write == desk.next_setting_write(goal, live), "a pure function"
        live = desk.perform(write, live)
        assert live.objects == read(desk).objects, "what is returned is what a read shows"
        yield write, live
    raise AssertionError("it does not settle")


def reach(desk: HelpDesk, live: Live, *wants: Want) -> tuple[Live, list[str]]:
    """The state once there is nothing left to write, and every write in words."""
    said = []
    for write, after in steps(desk, live, *wants):
        said.append(write.what)
        live = after
    return live, said


def value(live: Live, kind: Kind, identifier: str) -> Value:
    found = live.get(kind, identifier)
    assert found is not None
    return found.fields["value"]


def called(live: Live, kind: Kind, name: str) -> dict[str, Any]:
    """The id and the fields of the only object of this name."""
    named = [each for each in live.objects[kind].values() if each.fields["name"] == name]
    (found,) = named
    return {"id": found.id, **found.fields}


def first_write(desk: HelpDesk, *wants: Want) -> tuple[Write, Live]:
    live = read(desk)
    write = desk.next_setting_write(Goal.of(wants), live)
    assert write is not None
    return write, live


def writes(rig: Rig) -> list[str]:
    """The writes that the account was sent, in words."""
    return [
        f"{each['method']} {each['path']} {each['status']}" for each in rig.requests(write=True)
    ]
