"""Checks of automations by the channels that their tickets come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.channels import EMAIL, MESSENGER, minutes
from pipelinectl.checks import connected, mails, moves
from pipelinectl.checks.sla import creates_tickets
from pipelinectl.checks.takers import taken
from pipelinectl.diagnostics import Diagnostic, Related, diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipelinectl.automation.model import Action
    from pipelinectl.checks.naming import Naming
    from pipelinectl.checks.takers import Taken
    from pipelinectl.language.spec import Channel, Spec

WINDOW = 24 * 60
"""For how many minutes an automation may write to a visitor of Messenger (Meta's policy)."""


def no_sender(spec: Spec) -> Iterator[Diagnostic]:
    """PC341: the first mail to customers, where the files connect channels and no e-mail."""
    if not spec.channels or not spec.complete or any(connected.of_type(spec, EMAIL)):
        return
    for automation, action in mails.sent(spec):
        yield diagnostic(
            "PC341",
            "No email channel is connected; automatic customer mails have no sender.",
            span=moves.place_of(action, automation),
            hint="Declare the team's address as a channel of type `email`.",
            address=str(automation.address),
        )
        return


def without_thread(spec: Spec, naming: Naming) -> Iterator[Diagnostic]:
    """PC358: workflows that make tickets for channels that are not in the help desk."""
    for automation in spec.automations.values():
        if not creates_tickets(automation, naming):
            continue
        found = _outside(spec, taken(automation))
        if found:
            yield diagnostic(
                "PC358",
                f'Workflow "{automation.name}" creates tickets for a channel outside help desk: '
                "they will lack subject and thread.",
                span=automation.place.key_span,
                hint="Connect the channel to the help desk: it makes tickets by itself there.",
                address=str(automation.address),
                related=[Related(found[0].place.key_span, "this channel is in an inbox")],
            )


def _outside(spec: Spec, tickets: Taken) -> list[Channel]:
    """The channels that tickets come from, if an inbox has them: one by name, else all of them."""
    if tickets.channels is not None:
        named = [spec.channels[key] for key in sorted(tickets.channels) if key in spec.channels]
        return [each for each in named if connected.outside(each)]
    possible = [each for each in spec.channels.values() if tickets.may_be_of(each.type)]
    return possible if all(map(connected.outside, possible)) else []


def too_late_for_messenger(spec: Spec) -> Iterator[Diagnostic]:
    """PC377: messages that come when Messenger does not let an automation write any more."""
    pages = {each.key: connected.pipeline_of(each) for each in connected.of_type(spec, MESSENGER)}
    if not pages:
        return
    pipelines = frozenset(pages.values())
    for automation in spec.automations.values():
        late: list[tuple[Action, int]] = []
        _follow(automation.actions, 0, late)
        if late and _from_messenger(taken(automation), pages, pipelines):
            action, waited = late[0]
            yield diagnostic(
                "PC377",
                "Automations cannot message Messenger visitors after 24 hours; in "
                f'"{automation.name}" {action.kind} comes after {_long(waited)}.',
                span=moves.place_of(action, automation),
                hint="Wait less, or keep chats out: `only_if: {source: {is_not: chat}}`.",
                address=str(automation.address),
            )


def _from_messenger(
    tickets: Taken, pages: Mapping[str, object], pipelines: frozenset[str | None]
) -> bool:
    """Whether tickets of these channels, in these pipelines, can be among those taken."""
    if tickets.channels is not None:
        return not tickets.channels.isdisjoint(pages)
    if not tickets.may_be_of(MESSENGER):
        return False
    return tickets.pipelines is None or None in pipelines or bool(tickets.pipelines & pipelines)


def _follow(actions: Iterable[Action], waited: int, late: list[tuple[Action, int]]) -> int:
    """Collect the mails to customers that come after the window, with the minutes until then.

    Returns for how long a ticket may have waited in the end, on the longest of its ways.
    """
    for action in actions:
        if action.kind == "delay":
            waited += minutes(action.settings) or 0
        elif mails.mail_of(action) is not None and waited > WINDOW:
            late.append((action, waited))
        ways = [branch.actions for branch in action.branches]
        ways += [action.otherwise.actions] if action.otherwise else []
        waited = max((_follow(each, waited, late) for each in ways), default=waited)
    return waited


def _long(waited: int) -> str:
    """Minutes in words, in the largest unit that they are a whole number of."""
    for unit, size in (("days", 24 * 60), ("hours", 60)):
        if waited % size == 0:
            return f"{waited // size} {unit}"
    return f"{waited} minutes"
