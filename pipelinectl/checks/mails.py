"""Checks of the mails that automations send to customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation.model import walk
from pipelinectl.automation.references import EMAIL, named
from pipelinectl.checks import moves, tiers
from pipelinectl.diagnostics import Diagnostic, Related, diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelinectl.automation.model import Action
    from pipelinectl.checks.moves import Standing
    from pipelinectl.language.spec import Automation, Spec

RECEIVED, CLOSED = "Ticket received", "Ticket closed"


def received_when_closed(spec: Spec) -> Iterator[Diagnostic]:
    """PC334: the mail for a new ticket, sent when one is closed."""
    yield from _misplaced(spec, "PC334", RECEIVED, "closed")


def closed_when_open(spec: Spec) -> Iterator[Diagnostic]:
    """PC335: the mail for a closed ticket, sent while one is open."""
    yield from _misplaced(spec, "PC335", CLOSED, "open")


def _misplaced(spec: Spec, code: str, mail: str, state: str) -> Iterator[Diagnostic]:
    statuses = moves.statuses_of(spec)
    for automation in spec.automations.values():
        standing = _first_in(state, automation, statuses)
        if standing is None:
            continue
        for action in moves.before_moves(automation.actions):
            if mail_of(action) == mail and not _is_custom(action):
                yield _found(code, mail, standing, automation, action)


def _first_in(state: str, automation: Automation, statuses: dict[str, Standing]) -> Standing | None:
    """The first status of this state that starts the automation."""
    reached = (statuses.get(name) for name in moves.reached(automation))
    return next((each for each in reached if each and each.status.state == state), None)


def _found(
    code: str, mail: str, standing: Standing, automation: Automation, action: Action
) -> Diagnostic:
    status = standing.status
    return diagnostic(
        code,
        f'{mail} is attached to the {status.state} status "{status.name}".',
        span=moves.place_of(action, automation),
        address=str(automation.address),
        related=[
            Related(standing.pipeline.status_place(status).span, f"this status is {status.state}")
        ],
    )


def in_between(spec: Spec) -> Iterator[Diagnostic]:
    """PC336: mails on statuses that are neither the first open one nor closed."""
    statuses = moves.statuses_of(spec)
    for automation in spec.automations.values():
        standing = statuses.get("/".join(automation.address.keys))
        if standing is None or standing.status.state == "closed":
            continue
        if moves.first_open(standing.pipeline) is standing.status:
            continue
        for action in _sent_to_all(automation.actions):
            yield diagnostic(
                "PC336",
                f'send_email on "{standing.status.name}": customers get a mail each time a ticket '
                "first enters this in-between status.",
                span=moves.place_of(action, automation),
                address=str(automation.address),
            )


def _sent_to_all(actions: Iterable[Action]) -> Iterator[Action]:
    """Mails that no branch keeps from a ticket. Ticket closed has a finding of its own."""
    for action in actions:
        if moves.target(action) is not None:
            return
        if mail_of(action) is not None and (_is_custom(action) or mail_of(action) != CLOSED):
            yield action


def branding(spec: Spec) -> Iterator[Diagnostic]:
    """PC340: the first mail that goes out with HubSpot's branding; the others do the same."""
    if tiers.allows(tiers.UNBRANDED_EMAIL, spec.account.subscriptions) is not False:
        return
    for automation, action in sent(spec):
        yield diagnostic(
            "PC340",
            f"Mails will carry HubSpot branding; removing it needs {tiers.UNBRANDED_EMAIL.least}.",
            span=moves.place_of(action, automation),
            address=str(automation.address),
        )
        return


def sent(spec: Spec) -> Iterator[tuple[Automation, Action]]:
    """The actions that send mails to customers, in the order of their declaration."""
    for automation in spec.automations.values():
        for _, action in walk(automation.actions):
            if mail_of(action) is not None:
                yield automation, action


def custom_not_allowed(spec: Spec) -> Iterator[Diagnostic]:
    """PC332: mails of the marketing tool where the subscription does not send them."""
    if tiers.allows(tiers.CUSTOM_EMAIL, spec.account.subscriptions) is not False:
        return
    for automation, action in sent(spec):
        if _is_custom(action):
            yield diagnostic(
                "PC332",
                f'Custom automated email "{mail_of(action)}" needs {tiers.CUSTOM_EMAIL.needs}.',
                span=moves.place_of(action, automation),
                hint=f'"{RECEIVED}" and "{CLOSED}" can be sent without it.',
                address=str(automation.address),
            )


def mail_of(action: Action) -> str | None:
    """The name of the mail that an action sends to the customer; None for every other action."""
    if action.kind != "send_email":
        return None
    return named(action.settings.get("email"), EMAIL)


def _is_custom(action: Action) -> bool:
    return action.settings.get("custom") is True
