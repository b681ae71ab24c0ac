"""Checks of actions and workflows against what the subscriptions and HubSpot can run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation.model import walk
from pipelinectl.checks import moves, tiers
from pipelinectl.diagnostics import Diagnostic, diagnostic
from pipelinectl.model import Address, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.automation.model import Action
    from pipelinectl.language.spec import Automation, Spec

WITHOUT_WORKFLOWS = frozenset({"send_email", "send_internal_email_notification"})
"""The actions of a status that need no workflow tool (TIER-03)."""

_BELOW = (
    "Service Hub Starter has send_email and send_internal_email_notification in "
    "when_status_reaches."
)
_CODE = frozenset({"custom_code", "webhook"})
_MOST_BRANCHES = 15


def status_actions_not_allowed(spec: Spec) -> Iterator[Diagnostic]:
    """PC323: actions of statuses where the subscription has none, once for each pipeline."""
    if tiers.allows(tiers.STATUS_ACTIONS, spec.account.subscriptions) is not False:
        return
    having = {each.address.keys[0] for each in spec.automations.values() if moves.of_a_status(each)}
    for pipeline in spec.pipelines.values():
        if pipeline.key in having:
            yield diagnostic(
                "PC323",
                f"when_status_reaches needs {tiers.STATUS_ACTIONS.needs}.",
                span=pipeline.place.at("when_status_reaches").key_span,
                address=str(Address(Kind.PIPELINE, (pipeline.key,))),
            )


def not_allowed(spec: Spec) -> Iterator[Diagnostic]:
    """PC331 and PC342: what needs the workflow tool where the subscription has none."""
    if tiers.has_workflows(spec.account.subscriptions) is not False:
        return
    for automation in spec.automations.values():
        if moves.of_a_status(automation):
            yield from _actions_not_allowed(automation)
            yield from _switches_not_allowed(automation)
        else:
            yield diagnostic(
                "PC331",
                f'Workflow "{automation.name}" needs {tiers.WORKFLOWS.needs}.',
                span=automation.place.key_span,
                hint=_BELOW,
                address=str(automation.address),
            )


def _actions_not_allowed(automation: Automation) -> Iterator[Diagnostic]:
    for action in automation.actions:
        if action.kind not in WITHOUT_WORKFLOWS:
            yield diagnostic(
                "PC331",
                f'Action "{action.kind}" needs {tiers.WORKFLOWS.needs}.',
                span=moves.place_of(action, automation),
                hint=_BELOW,
                address=str(automation.address),
            )


def _switches_not_allowed(automation: Automation) -> Iterator[Diagnostic]:
    switches = {"include_chat": automation.include_chat, "re_enroll": automation.re_enroll}
    for name, value in switches.items():
        if value:
            yield diagnostic(
                "PC342",
                f"{name} needs the workflow tool ({tiers.WORKFLOWS.least}).",
                span=automation.place.at(name).key_span,
                address=str(automation.address),
            )


def code_not_confirmed(spec: Spec) -> Iterator[Diagnostic]:
    """PC348: code and webhooks where, as others report, the subscription does not run them."""
    if tiers.allows(tiers.CODE_AND_WEBHOOKS, spec.account.subscriptions) is not False:
        return
    for automation, action in _all_actions(spec):
        if action.kind in _CODE:
            yield diagnostic(
                "PC348",
                f'Action "{action.kind}" may need {tiers.CODE_AND_WEBHOOKS.needs}.',
                span=moves.place_of(action, automation),
                address=str(automation.address),
            )


def many_branches(spec: Spec) -> Iterator[Diagnostic]:
    """PC347: more branches than HubSpot is known to take everywhere."""
    for automation, action in _all_actions(spec):
        if len(action.branches) > _MOST_BRANCHES:
            yield diagnostic(
                "PC347",
                f"This {action.kind} has {len(action.branches)} branches; HubSpot may refuse more "
                f"than {_MOST_BRANCHES}.",
                span=moves.place_of(action, automation),
                hint="Let the last branch lead to another branching action.",
                address=str(automation.address),
            )


def _all_actions(spec: Spec) -> Iterator[tuple[Automation, Action]]:
    for automation in spec.automations.values():
        for _, action in walk(automation.actions):
            yield automation, action
