"""What a plan says of channels, from hand-written states: which is meant, what moves, what goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelinectl.automation.references import reference
from pipelinectl.ledger.journal import NOTHING_WRITTEN
from pipelinectl.ledger.model import Entry, Ledger, Origin
from pipelinectl.model import (
    Address,
    Desired,
    How,
    Kind,
    Live,
    LiveObject,
    Migration,
    Read,
    Realisation,
    Record,
    Removal,
    Resource,
)
from pipelinectl.plan import build
from pipelinectl.plan.identity import By, bind
from pipelinectl.plan.model import Action, Block, Plan, Reason, Selection
from pipelinectl.plan.scene import Facts, Policy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.model import Value

MAIL = Address(Kind.CHANNEL, ("mail",))
OF_MAIL = Address(Kind.AUTOMATION, ("channel", "mail"))
SUPPORT: dict[str, Value] = {"type": "email", "address": "support@acme.example"}
CHAT: dict[str, Value] = {"type": "chat"}


def _own_id(address: Address, parent: str | None) -> str:
    del parent
    return str(address)


def _channel(identifier: str, **fields: Value) -> LiveObject:
    usual: dict[str, Value] = {"connected_to": "help_desk", "enabled": True, "authorized": True}
    return LiveObject(Kind.CHANNEL, identifier, None, {**usual, **fields})


def _mail(identifier: str, address: str = "support@acme.example", **more: Value) -> LiveObject:
    return _channel(identifier, type="email", address=address, name=address, **more)


def _chat(identifier: str, name: str = "Web", **more: Value) -> LiveObject:
    return _channel(identifier, type="chat", **{"name": name, **more})


def _workflow(identifier: str, mark: str, channel: str, opaque: str | None = None) -> LiveObject:
    fields: dict[str, Value] = {
        "name": "Tickets",
        "trigger": Record(to=(reference("channel", channel),)),
    }
    return LiveObject(Kind.AUTOMATION, identifier, None, fields, mark=mark, opaque=opaque)


def _live(*objects: LiveObject, read: Read = Read.COMPLETE) -> Live:
    found: dict[Kind, dict[str, LiveObject]] = {kind: {} for kind in Kind}
    for each in objects:
        found[each.kind][each.id] = each
    return Live("1", found, {**dict.fromkeys(Kind, Read.COMPLETE), Kind.CHANNEL: read})


def _declared(identifier: str | None = None, /, **fields: Value) -> Resource:
    how = How.KEY if identifier is None else How.ID
    wanted = {"authorized": True, "connected_to": "help_desk", **fields}
    return Resource(MAIL, wanted, how=how, id=identifier, realisation=Realisation.MANUAL)


def _ledger(identifier: str, **base: Value) -> Ledger:
    entry = Entry(identifier, Origin.ADOPTED, base)
    return Ledger("lineage", 1, "1", "sandbox", None, {MAIL: entry})


def _bound(
    resource: Resource, live: Live, ledger: Ledger | None = None
) -> tuple[str | None, By, list[str]]:
    """The id of the channel that is meant, how it was found, and what is said of that."""
    binding = bind(Desired({MAIL: resource}), live, ledger, NOTHING_WRITTEN, _own_id)
    bound = binding.bound[MAIL]
    codes = [each.code for each in binding.diagnostics]
    return (bound.live.id if bound.live else None, bound.by, codes)


# --- which channel is meant


@pytest.mark.parametrize(
    ("channels", "expected"),
    [
        ((), (None, By.NOTHING, [])),
        ((_mail("1"),), ("1", By.IDENTIFIER, [])),
        ((_mail("1", "SUPPORT@acme.example "),), ("1", By.IDENTIFIER, [])),
        ((_mail("1", "other@acme.example"),), (None, By.NOTHING, [])),
        ((_channel("1", type="chat", name="support@acme.example"),), (None, By.NOTHING, [])),
        ((_mail("1"), _mail("2")), (None, By.NOTHING, ["PC633"])),
        ((_mail("1", connected_to="Inbox"), _mail("2")), ("2", By.IDENTIFIER, [])),
        ((_mail("1", connected_to="Inbox"),), ("1", By.IDENTIFIER, [])),
    ],
)
def test_a_channel_is_found_by_what_tells_it_apart(
    channels: tuple[LiveObject, ...], expected: object
) -> None:
    assert _bound(_declared(**SUPPORT), _live(*channels)) == expected


@pytest.mark.parametrize(
    ("channels", "expected"),
    [
        ((_chat("1"),), ("1", By.IDENTIFIER, [])),
        ((_chat("1"), _chat("2", "Shop")), (None, By.NOTHING, ["PC633"])),
        ((_chat("1", connected_to="Inbox"), _chat("2")), ("2", By.IDENTIFIER, [])),
    ],
)
def test_a_chat_without_a_name_is_the_one_chat_there_is(
    channels: tuple[LiveObject, ...], expected: object
) -> None:
    assert _bound(_declared(**CHAT), _live(*channels)) == expected


@pytest.mark.parametrize(
    ("channels", "expected"),
    [
        ((_mail("1"),), ("1", By.LEDGER, [])),
        ((_mail("1"), _mail("2")), ("1", By.LEDGER, [])),
        ((_mail("1", "old@acme.example"),), ("1", By.LEDGER, [])),
        ((_mail("1", "old@acme.example"), _mail("2")), ("2", By.IDENTIFIER, [])),
        ((_mail("2"),), ("2", By.IDENTIFIER, [])),
        ((_mail("2"), _mail("3")), (None, By.NOTHING, ["PC633"])),
    ],
)
def test_what_the_ledger_remembers_counts_as_long_as_nothing_fits_better(
    channels: tuple[LiveObject, ...], expected: object
) -> None:
    assert _bound(_declared(**SUPPORT), _live(*channels), _ledger("1")) == expected


@pytest.mark.parametrize(
    ("channels", "expected"),
    [
        ((_mail("7", "x@acme.example"), _mail("1")), ("7", By.ID, [])),
        ((_mail("1"),), ("1", By.IDENTIFIER, [])),
        ((), (None, By.NOTHING, [])),
    ],
)
def test_an_id_counts_before_all_else_where_the_account_has_it(
    channels: tuple[LiveObject, ...], expected: object
) -> None:
    assert _bound(_declared("7", **SUPPORT), _live(*channels)) == expected


@pytest.mark.parametrize(
    ("read", "expected"),
    [(Read.COMPLETE, "channel.mail"), (Read.PARTIAL, "1"), (Read.UNREADABLE, "1")],
)
def test_a_channel_that_cannot_be_read_keeps_its_id(read: Read, expected: str) -> None:
    binding = bind(
        Desired({MAIL: _declared(**SUPPORT)}),
        _live(read=read),
        _ledger("1"),
        NOTHING_WRITTEN,
        _own_id,
    )
    assert binding.bound[MAIL].id == expected


# --- what moves and what goes


def _plan(
    desired: Desired, live: Live, ledger: Ledger | None = None, policy: Policy | None = None
) -> Plan:
    states = build.States(desired, live, ledger, NOTHING_WRITTEN, _own_id)
    drafted = build.draft(states, lambda _: True)
    frame = build.Frame("0", "sandbox", "now", "sha256:0", Selection(), policy or Policy(), ())
    return build.finish(drafted, Facts(), frame, ())


def _blocks(plan: Plan) -> dict[str, tuple[Block, ...]]:
    return {str(each.address): each.blocked_by for each in plan.changes}


@pytest.mark.parametrize("channel_type", ["email", "chat", "calling", "form"])
@pytest.mark.parametrize(
    ("entry", "allowed", "expected"),
    [
        (None, True, (Block.IRREVERSIBLE,)),
        ("Inbox", False, (Block.IRREVERSIBLE,)),
        ("Other", True, (Block.IRREVERSIBLE,)),
        (" inbox", True, ()),
    ],
)
@pytest.mark.row("MIG-01", "B-MIG-01")
def test_a_move_takes_an_entry_and_leave(
    channel_type: str,
    entry: str | None,
    allowed: bool,  # noqa: FBT001 - a table
    expected: object,
) -> None:
    entries = () if entry is None else (Migration("mail", entry, None, None),)
    declared = _declared("1", type=channel_type)
    live = _live(_channel("1", type=channel_type, connected_to="Inbox"))
    policy = Policy(allowed=frozenset({"channel.mail"} if allowed else ()))
    plan = _plan(Desired({MAIL: declared}, migrations=entries), live, policy=policy)
    assert _blocks(plan) == {"channel.mail": expected}


@pytest.mark.parametrize("channel_type", ["whatsapp", "facebook_messenger", "custom"])
@pytest.mark.row("MIG-01")
def test_a_channel_of_another_type_does_not_move(channel_type: str) -> None:
    entries = (Migration("mail", "Inbox", None, None),)
    live = _live(_channel("1", type=channel_type, connected_to="Inbox"))
    policy = Policy(allowed=frozenset({"channel.mail"}))
    declared = _declared("1", type=channel_type)
    plan = _plan(Desired({MAIL: declared}, migrations=entries), live, policy=policy)
    assert _blocks(plan) == {"channel.mail": (Block.REFUSED,)}


@pytest.mark.row("MIG-01")
def test_a_channel_does_not_move_back() -> None:
    declared = _declared("1", type="email", connected_to="Inbox")
    policy = Policy(allowed=frozenset({"channel.mail"}))
    plan = _plan(Desired({MAIL: declared}), _live(_mail("1")), policy=policy)
    assert _blocks(plan) == {"channel.mail": (Block.REFUSED,)}


def _removed(text: str = "support@acme.example") -> Desired:
    return Desired({}, (Removal("", None, None, None, None, channel=text),))


def test_a_channel_that_is_removed_takes_its_own_workflow_along() -> None:
    others = (
        _workflow("12", "automation.channel.other", "2"),
        _workflow("13", "automation.channel.odd", "9", opaque="not understood"),
        _workflow("14", "automation.greet", "1"),
    )
    live = _live(_mail("1"), _workflow("11", "automation.channel.mail", "1"), *others)
    plan = _plan(_removed(), live)
    going = [(str(each.address), each.action, each.reason) for each in plan.changes]
    assert going == [
        ("automation.channel.mail", Action.DELETE, Reason.REMOVED),
        ("channel.support_acme_example", Action.DELETE, Reason.REMOVED),
    ]


def test_a_protected_channel_keeps_its_workflow() -> None:
    live = _live(_mail("1"), _workflow("11", str(OF_MAIL), "1"))
    entries: Mapping[Address, Entry] = {
        MAIL: Entry("1", Origin.ADOPTED, {}),
        OF_MAIL: Entry("11", Origin.CREATED, {}),
    }
    ledger = Ledger("lineage", 1, "1", "sandbox", None, entries)
    policy = Policy(protect=frozenset({"channel.mail"}))
    plan = _plan(_removed("mail"), live, ledger, policy)
    protected = (Block.PROTECTED,)
    assert _blocks(plan) == {"automation.channel.mail": protected, "channel.mail": protected}
    said = [each.message for each in plan.diagnostics if each.code == "PC601"]
    assert sorted(said) == [
        'Channel "support@acme.example" would be deleted, but "channel.mail" is protected.',
        'Workflow "Tickets" would be deleted, but "channel.mail" is protected.',
    ]


def test_two_channels_of_one_name_are_not_removed() -> None:
    plan = _plan(_removed("Web"), _live(_chat("1"), _chat("2")))
    assert plan.changes == ()
    assert "PC207" in [each.code for each in plan.diagnostics]
