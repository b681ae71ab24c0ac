"""Checks of notifications to the owner of a ticket that has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation.model import walk
from pipelinectl.checks import connected, moves
from pipelinectl.checks.takers import taken
from pipelinectl.diagnostics import Diagnostic, diagnostic
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.automation.model import Action
    from pipelinectl.language.spec import Automation, Channel, Spec

_NOTIFY = frozenset({"send_internal_email_notification", "send_in_app_notification"})
_ASSIGN = frozenset({"assign_owner", "rotate_owner"})


def nobody_to_notify(spec: Spec) -> Iterator[Diagnostic]:
    """PC339: notifications to an owner whom neither a channel nor an automation assigns.

    Said once for each automation. Where a channel's routing is not declared, tickets may still
    have no owner when they come in, and get one when somebody replies: then only what happens to
    new tickets is meant.
    """
    unowned = _unowned(spec)
    if not unowned:
        return
    for automation in spec.automations.values():
        action = next(filter(_tells_owner, _actions(automation)), None)
        pipelines = taken(automation).pipelines if action else None
        for key in sorted(pipelines or ()):
            if action and key in unowned and _may_lack(automation, unowned[key], spec, key):
                yield diagnostic(
                    "PC339",
                    "Notification goes to the owner, but no channel of pipeline "
                    f'"{spec.pipelines[key].name}" assigns one.',
                    span=moves.place_of(action, automation),
                    hint="Until somebody replies or takes the ticket, nobody is told. Notify a "
                    "team, or let the channel's `routing` assign users or teams.",
                    address=str(automation.address),
                )
                break


def _unowned(spec: Spec) -> dict[str, list[Channel]]:
    """The pipelines whose tickets nobody is assigned to, with the channels that feed them."""
    fed = connected.feeding(spec)
    if not spec.complete or any(map(_assigns, fed.unknown)):
        return {}
    assigned: set[str] = set()
    for automation in spec.automations.values():
        if any(map(_gives_owner, _actions(automation))):
            pipelines = taken(automation).pipelines
            if pipelines is None:
                return {}
            assigned |= pipelines
    return {
        key: listed
        for key, listed in fed.known.items()
        if key in spec.pipelines and key not in assigned and not any(map(_assigns, listed))
    }


def _may_lack(automation: Automation, fed_by: list[Channel], spec: Spec, pipeline: str) -> bool:
    """Whether tickets may come to the automation before anybody has had to do with them."""
    if all("routing" in channel.settings for channel in fed_by):
        return True
    if automation.trigger.get("on") == "ticket_created":
        return True
    begins = connected.starts(spec, pipeline, fed_by)
    return not begins.isdisjoint(moves.reached(automation))


def _assigns(channel: Channel) -> bool:
    routing = channel.settings.get("routing")
    if not isinstance(routing, Record):
        return False
    return bool(routing.get("rules")) or routing.get("assign_to") not in {None, connected.NOBODY}


def _actions(automation: Automation) -> Iterator[Action]:
    return (action for _, action in walk(automation.actions))


def _tells_owner(action: Action) -> bool:
    to = action.settings.get("to")
    return action.kind in _NOTIFY and isinstance(to, Record) and to.get("owner") is True


def _gives_owner(action: Action) -> bool:
    return action.kind in _ASSIGN and action.settings.get("to") != ""
