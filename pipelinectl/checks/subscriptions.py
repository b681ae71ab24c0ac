"""Checks against what the account's subscriptions allow, and of rules that promise too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.checks import tiers
from pipelinectl.diagnostics import Diagnostic, diagnostic
from pipelinectl.model import Address, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.language.spec import Spec


def second_pipeline(spec: Spec) -> Iterator[Diagnostic]:
    """PC309: a second pipeline where the subscription allows one."""
    second = list(spec.pipelines.values())[1:2]
    subscriptions = spec.account.subscriptions
    if not second or tiers.allows(tiers.SECOND_PIPELINE, subscriptions) is not False:
        return
    yield diagnostic(
        "PC309",
        f"A second ticket pipeline needs {tiers.SECOND_PIPELINE.needs} (declared: "
        f"{subscriptions['service_hub']}).",
        span=second[0].place.key_span,
        address=str(Address(Kind.PIPELINE, (second[0].key,))),
    )


def may_have_rules(spec: Spec) -> bool:
    """Whether the account may have pipeline rules, as far as its subscriptions are declared."""
    return tiers.allows(tiers.PIPELINE_RULES, spec.account.subscriptions) is not False


def rules_not_allowed(spec: Spec) -> Iterator[Diagnostic]:
    """PC315: rules of pipelines where no subscription has them."""
    if may_have_rules(spec):
        return
    declared = tiers.highest(spec.account.subscriptions)
    for pipeline in spec.pipelines.values():
        if pipeline.rules is not None and pipeline.rules.managed:
            yield diagnostic(
                "PC315",
                f"Pipeline rules need {tiers.PIPELINE_RULES.needs} (declared: {declared}).",
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
