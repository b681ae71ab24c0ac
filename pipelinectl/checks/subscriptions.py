"""Checks against what the account's subscriptions allow, and of rules that promise too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.diagnostics import Diagnostic, diagnostic
from pipelinectl.model import Address, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.language.spec import Spec

_TIERS = ("free", "starter", "professional", "enterprise")
_TIERS_WITH_RULES = frozenset({"professional", "enterprise"})


def second_pipeline(spec: Spec) -> Iterator[Diagnostic]:
    """PC309: a second pipeline where the subscription allows one."""
    tier = spec.account.subscriptions.get("service_hub")
    second = list(spec.pipelines.values())[1:2]
    if tier != "free" or not second:
        return
    yield diagnostic(
        "PC309",
        f"A second ticket pipeline needs Service Hub Starter or higher (declared: {tier}).",
        span=second[0].place.key_span,
        address=str(Address(Kind.PIPELINE, (second[0].key,))),
    )


def may_have_rules(spec: Spec) -> bool:
    """Whether the account may have pipeline rules, as far as its subscriptions are declared."""
    tiers = set(spec.account.subscriptions.values())
    return not tiers or not tiers.isdisjoint(_TIERS_WITH_RULES)


def rules_not_allowed(spec: Spec) -> Iterator[Diagnostic]:
    """PC315: rules of pipelines where no subscription has them."""
    if may_have_rules(spec):
        return
    highest = max(spec.account.subscriptions.values(), key=_TIERS.index)
    for pipeline in spec.pipelines.values():
        if pipeline.rules is not None and pipeline.rules.managed:
            yield diagnostic(
                "PC315",
                "Pipeline rules need a Professional or Enterprise subscription (declared: "
                f"{highest}).",
                span=pipeline.place.at("rules").key_span,
                address=str(Address(Kind.RULES, (pipeline.key,))),
            )


def moving_backward(spec: Spec) -> Iterator[Diagnostic]:
    """PC319: the rule that does not bind everybody."""
    for pipeline in spec.pipelines.values():
        if pipeline.rules is not None and pipeline.rules.no_moving_backward:
            yield diagnostic(
                "PC319",
                "no_moving_backward does not bind workflows, Super Admins or API calls without a "
                "user id; reopening still moves back.",
                span=pipeline.place.at("rules", "no_moving_backward").key_span,
                address=str(Address(Kind.RULES, (pipeline.key,))),
            )
