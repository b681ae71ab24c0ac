"""What the contract of pipelines is tried with: goals, and the way to reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.model import Address, Kind
from pipelinectl.ports import Goal, RemoteError, Verb, Want, Write
from tests.contract.rigs import PIPELINES
from tests.desk import TOKEN

if TYPE_CHECKING:
    from pipelinectl.model import Live, Value
    from pipelinectl.ports import HelpDesk


DESK = Address(Kind.PIPELINE, ("desk",))
RULES = Address(Kind.RULES, ("desk",))
NEW: dict[str, Any] = {"name": "New", "state": "open"}
DONE: dict[str, Any] = {"name": "Done", "state": "closed"}


def status(key: str) -> Address:
    return Address(Kind.STATUS, ("desk", key))


def want(address: Address, verb: Verb, order: tuple[str, ...] = (), **fields: Value) -> Want:
    """What is wanted of the object at an address, under the id that the adapter would give it."""
    identifier = address.keys[0] if address.kind is not Kind.STATUS else "-".join(address.keys)
    parent = None if address.kind is Kind.PIPELINE else address.keys[0]
    return Want(address, address.kind, identifier, parent, verb, fields, order)


MADE = Goal.of(
    [
        want(DESK, Verb.CREATE, name="Desk ", statuses=("desk-new", "desk-done")),
        want(status("new"), Verb.CREATE, **NEW),
        want(status("done"), Verb.CREATE, **DONE),
        want(RULES, Verb.CREATE, create_only_in=("desk-new",), no_skipping=True),
    ]
)


def reach(desk: HelpDesk, goal: Goal, live: Live, most: int = 20) -> tuple[Live, list[Write]]:
    """Write until there is nothing left to write; after each write a read shows the same."""
    writes: list[Write] = []
    for pipeline in goal.by_pipeline:
        while (write := desk.next_write(pipeline, goal, live)) is not None:
            assert write == desk.next_write(pipeline, goal, live), "a pure function"
            live = desk.perform(write, live)
            assert live == desk.read(PIPELINES), "what is returned is what a read shows"
            writes.append(write)
            assert len(writes) < most
    return live, writes


def made(desk: HelpDesk) -> Live:
    """An account with a pipeline of ours."""
    return reach(desk, MADE, desk.read(PIPELINES))[0]


def first_write(desk: HelpDesk, *wants: Want) -> tuple[Write, Live]:
    """The write that a goal begins with."""
    live = desk.read(PIPELINES)
    goal = Goal.of(wants)
    write = desk.next_write("desk", goal, live)
    assert write is not None
    return write, live


def says_nothing_secret(error: RemoteError) -> None:
    said = f"{error!r} {error.diagnostic} {error.__cause__!r} {error.__context__!r}"
    assert TOKEN not in said
