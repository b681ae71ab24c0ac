"""Automations for the contract, and an apply of them that looks at the account at every moment."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pipelinectl.automation.references import PIPELINE, STATUS, TEAM, USER, WORKFLOW, reference
from pipelinectl.model import Address, Kind, Record
from pipelinectl.ports import Goal, RemoteError, Verb, Want
from tests.adapters.flow_shapes import checked
from tests.contract.rigs import AUTOMATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.model import Live, Value
    from pipelinectl.ports import HelpDesk, Write
    from tests.contract.rigs import Rig

ESCALATE = Address(Kind.AUTOMATION, ("escalate",))
SURVEY = Address(Kind.AUTOMATION, ("survey",))
NEW = Address(Kind.AUTOMATION, ("support", "new"))

LOW = Record(do="set", property="priority", value="LOW")
HIGH = Record(do="set", property="priority", value="HIGH")
TELL_ANA = Record(
    do="send_internal_email_notification",
    to=Record(users=(reference(USER, "ana@acme.example"),)),
    subject="Escalated: {{ticket.subject}}",
    body="Please look.",
)
TELL_TIER_1 = Record({**TELL_ANA, "to": Record(teams=(reference(TEAM, "Tier 1"),))})
REACHES = Record(
    on="status_reaches",
    pipeline=reference(PIPELINE, "0"),
    statuses=(reference(STATUS, "2"),),
)


def fields(*actions: Record, **more: Value) -> dict[str, Value]:
    """An automation's fields in the terms of the account."""
    whole: dict[str, Value] = {
        "name": "Escalate",
        "enabled": True,
        "re_enroll": False,
        "trigger": REACHES,
        "only_if": None,
        "actions": actions or (HIGH, TELL_ANA),
    }
    return {**whole, **more}


def enroll_in(workflow: str | Address) -> Record:
    return Record(do="enroll_in", workflow=reference(WORKFLOW, str(workflow)))


def want(
    verb: Verb,
    wanted: dict[str, Value] | None = None,
    identifier: str = "",
    address: Address = ESCALATE,
) -> Want:
    """What is wanted of a workflow; of one that does not exist yet the id is its address."""
    return Want(address, Kind.AUTOMATION, identifier or str(address), None, verb, wanted or {})


def create(*actions: Record, address: Address = ESCALATE, **more: Value) -> Want:
    """What is wanted where nothing is yet."""
    return want(Verb.CREATE, fields(*actions, **more), address=address)


def read(desk: HelpDesk, *known: str) -> Live:
    scope = AUTOMATIONS
    if known:
        scope = type(scope)(scope.kinds, {Kind.AUTOMATION: frozenset(known)})
    return desk.read(scope)


def steps(rig: Rig, desk: HelpDesk, live: Live, *wants: Want) -> Iterator[tuple[Write, Live]]:
    """Every write of an apply and the state after it, checked at every moment.

    What is asked for twice is the same; what comes back is what a read shows; every body has the
    shape that the API asks for; no two workflows of one mark are ever switched on.
    """
    goal = Goal.of(wants)
    for _ in range(12 * len(wants) + 4):
        write = desk.next_automation_write(goal, live)
        if write is None:
            return
        assert write == desk.next_automation_write(goal, live), "a pure function"
        assert checked(write.call["body"]) == [] if "body" in write.call else True
        live = desk.perform(write, live)
        assert live.objects == read(desk).objects, "what is returned is what a read shows"
        assert doubled(rig) == []
        yield write, live
    raise AssertionError("it does not settle")


def reach(rig: Rig, desk: HelpDesk, live: Live, *wants: Want) -> tuple[Live, list[str]]:
    """The state once there is nothing left to write, and every write in words."""
    said = []
    for write, after in steps(rig, desk, live, *wants):
        said.append(write.what)
        live = after
    return live, said


def made(rig: Rig, desk: HelpDesk, *actions: Record, **more: Value) -> tuple[Live, str]:
    """An account with a workflow of ours, and its id."""
    live, _ = reach(rig, desk, read(desk), want(Verb.CREATE, fields(*actions, **more)))
    (found,) = live.marked(ESCALATE)
    rig.forget()
    return live, found.id


def first_write(desk: HelpDesk, *wants: Want) -> tuple[Write, Live]:
    live = read(desk)
    write = desk.next_automation_write(Goal.of(wants), live)
    assert write is not None
    return write, live


def failing(desk: HelpDesk, write: Write, live: Live) -> RemoteError:
    """The error that a write ends with."""
    try:
        desk.perform(write, live)
    except RemoteError as error:
        return error
    raise AssertionError("it did not fail")


def doubled(rig: Rig) -> list[str]:
    """The descriptions that several workflows share which are switched on."""
    on = Counter(each.get("description") for each in rig.workflows() if each["isEnabled"])
    return [str(text) for text, number in on.items() if text and number > 1]


def sent(rig: Rig, *, write: bool | None = None) -> list[str]:
    """What the account was asked about workflows, in words."""
    listed = rig.requests(write=write)
    about = [each for each in listed if "/flows" in each["path"]]
    return [f"{each['method']} {_end(each['path'])} {each['status']}" for each in about]


def _end(path: str) -> str:
    return path.split("/flows", 1)[1] or "/"


def names(live: Live) -> dict[str, Any]:
    """The workflows by name: whether they are on."""
    listed = live.objects[Kind.AUTOMATION].values()
    return {str(each.fields["name"]): each.fields["enabled"] for each in listed}
