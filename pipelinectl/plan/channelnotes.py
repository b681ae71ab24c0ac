"""What a reader of a plan should know of channels. None of it stops anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation.model import from_value, walk
from pipelinectl.channels import FORM, MESSENGER
from pipelinectl.diagnostics import diagnostic
from pipelinectl.model import OF_A_CHANNEL, Address, Kind, Read, as_list
from pipelinectl.plan.automations import is_connection
from pipelinectl.plan.model import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.ledger.model import Ledger
    from pipelinectl.model import Desired, Live
    from pipelinectl.plan.automations import Acknowledgement
    from pipelinectl.plan.identity import Binding
    from pipelinectl.plan.model import Change


_MADE = frozenset({Action.CREATE, Action.UPDATE, Action.REPLACE, Action.ADOPT})
"""What makes a workflow what it shall be: whether it then does it is another question."""

_STANDS_IN = {"ticket_properties": {"set"}, "routing": {"rotate_owner", "assign_owner"}}
"""The actions of a channel's workflow that stand in for each of its settings."""


def notes(
    changes: Iterable[Change],
    desired: Desired,
    live: Live,
    binding: Binding,
    ledger: Ledger | None,
) -> Iterator[Diagnostic]:
    """The notes of a plan, before its guards were asked."""
    listed = tuple(changes)
    yield from _unread(desired, live)
    if live.reads.get(Kind.CHANNEL) is Read.COMPLETE:
        yield from _not_connected(listed, desired)
    yield from _unverified(listed, desired)
    for change in listed:
        yield from _disconnected(change)
    yield from _unmanaged_chatflows(desired, binding)
    yield from _left_behind(desired, live, binding, ledger)


def _not_connected(changes: tuple[Change, ...], desired: Desired) -> Iterator[Diagnostic]:
    """V051: the channels that a person has to connect, together."""
    missing = [
        each.address
        for each in changes
        if is_connection(each.address) and each.is_manual and each.action is Action.CREATE
    ]
    if missing:
        names = ", ".join(f'"{each.keys[0]}"' for each in missing)
        one = len(missing) == 1
        yield diagnostic(
            "PC632",
            f"Channel {names} is not connected yet."
            if one
            else f"{len(missing)} channels are not connected yet: {names}.",
            span=desired.resources[missing[0]].span,
            hint="Connecting needs a browser: follow the steps of the plan, then run it again.",
            address=str(missing[0]) if one else None,
        )


def _disconnected(change: Change) -> Iterator[Diagnostic]:
    """V083: what else goes when a form channel is removed."""
    before = change.before or {}
    goes = is_connection(change.address) and change.action is Action.DELETE
    if goes and before.get("type") == FORM:
        yield diagnostic(
            "PC635",
            f'Removing the form channel "{change.address.keys[0]}" also removes the ticket '
            f'properties from the form "{before.get("form")}". The form itself stays.',
            span=change.declared_at,
            address=str(change.address),
        )


def _unread(desired: Desired, live: Live) -> Iterator[Diagnostic]:
    """Channels that are declared while those of the account cannot be read."""
    declared = any(each.kind is Kind.CHANNEL for each in desired.resources)
    if declared and live.reads.get(Kind.CHANNEL) is not Read.COMPLETE:
        why = live.why.get(Kind.CHANNEL, "the read was not complete")
        yield diagnostic(
            "PC637",
            f"The channels of the account cannot be read, so nothing of them is verified: {why}",
            hint="The steps that connect them stay open, and no workflow is made for their "
            "tickets. The token needs the scope conversations.read.",
        )


def _unverified(changes: tuple[Change, ...], desired: Desired) -> Iterator[Diagnostic]:
    """What the workflows of channels are not, said once where some are made."""
    made = [
        each.address
        for each in changes
        if each.address.of_a_channel
        and each.action in _MADE
        and not desired.resources[each.address].confirmed
    ]
    if made:
        names = ", ".join(f'"{each.keys[1]}"' for each in made)
        yield diagnostic(
            "PC634",
            f"Workflows stand in for routing or ticket properties of {names}, which is unverified "
            "on HubSpot: each begins once a ticket shows which channel it came by.",
            span=desired.resources[made[0]].span,
            hint="A ticket is first created where the channel's own settings put it, so that "
            "status's actions may run before the move. The workflow looks neither at who is "
            "available nor at skills, and at capacity only as HubSpot's rotation does; "
            "`realise: manual` leaves the setting to a person.",
            address=str(made[0]) if len(made) == 1 else None,
        )


def _unmanaged_chatflows(desired: Desired, binding: Binding) -> Iterator[Diagnostic]:
    """V072: HubSpot makes a chatflow when a Messenger page is connected; no API shows it."""
    for address, resource in desired.resources.items():
        if address.kind is not Kind.CHANNEL or resource.fields.get("type") != MESSENGER:
            continue
        declared = Address(Kind.CHANNEL, (address.keys[0], "chatflows")) in desired.resources
        if binding.bound[address].live is not None and not declared:
            yield diagnostic(
                "PC636",
                f'Connecting the page of channel "{address.keys[0]}" created a chatflow in the '
                "help desk; add it under chatflows: or it stays unmanaged.",
                span=resource.span,
                address=str(address),
            )


def made_twice(desired: Desired, said: Mapping[Address, Acknowledgement]) -> Iterator[Diagnostic]:
    """Settings that somebody made by hand, and that a workflow stands in for by now."""
    for address, word in said.items():
        if address.kind is not Kind.CHANNEL or address.keys[-1] not in _STANDS_IN:
            continue
        workflow = desired.resources.get(Address(Kind.AUTOMATION, (OF_A_CHANNEL, address.keys[0])))
        if workflow is None or address in desired.resources:
            continue
        done = {action.kind for _, action in walk(from_value(as_list(workflow.fields["actions"])))}
        if not done.isdisjoint(_STANDS_IN[address.keys[-1]]):
            yield diagnostic(
                "PC638",
                f"{address} was acknowledged as made by hand ({word.by}, {word.at}), and a "
                "workflow stands in for it: both act.",
                span=workflow.span,
                hint="Switch it off in the channel's own settings, and take its entry out of "
                "acknowledged.yaml.",
                address=str(address),
            )


def _left_behind(
    desired: Desired, live: Live, binding: Binding, ledger: Ledger | None
) -> Iterator[Diagnostic]:
    """Channels that were meant until now, and that stand beside those that are meant now."""
    for address, entry in (ledger.entries if ledger else {}).items():
        bound = binding.bound.get(address)
        old = live.get(Kind.CHANNEL, entry.id) if is_connection(address) else None
        if bound is None or old is None or bound.id == entry.id:
            continue
        if (Kind.CHANNEL, old.id) not in binding.owners:
            called = next(filter(None, map(old.fields.get, _CALLED)), old.id)
            yield diagnostic(
                "PC639",
                f'{address} meant the channel "{called}" (id {old.id}) until now. It stays '
                "connected, and is no longer managed.",
                span=desired.resources[address].span,
                hint="To have it disconnected, name it under removed:.",
                address=str(address),
            )


_CALLED = ("address", "number", "page", "app", "form", "name")
"""The fields that may say how people know a channel."""
