"""Raises HubSpot's JSON to help-desk terms: stages become statuses, rules become fields.

Tolerant by design: whatever exists in a real account must be readable (observed by others: ties
and gaps in orders, pipelines without a closed stage, default objects dated 1970).
"""

from __future__ import annotations

from typing import Any

from pipelinectl.adapters.hubspot.failures import not_understood
from pipelinectl.model import ORDER, Kind, LiveObject, Read

RULE_FIELDS = {
    "create_only_in": "objectCreationRule",
    "no_skipping": "noSkippingStagesRule",
    "no_moving_backward": "noBackwardsMovementRule",
}
"""Our fields of pipeline rules, and HubSpot's (pipeline rules guide, 2026-09)."""


def trust(listing: Any) -> tuple[Read, str | None]:
    """How far a list of pipelines can be trusted, and why not further.

    Every account has its default pipeline, so an empty list is no likely answer. The list has no
    pages (observed by others); if it ever gets them, the first is not the whole.
    """
    if not isinstance(listing, dict) or not isinstance(listing.get("results"), list):
        raise not_understood("Reading the pipelines")
    if listing.get("paging"):
        return Read.PARTIAL, "the list of pipelines goes on elsewhere."
    if not listing["results"]:
        return Read.UNPROVEN, "the account answered with no pipeline at all; it had some before."
    return Read.COMPLETE, None


def pipelines(listing: Any) -> list[list[LiveObject]]:
    """Each pipeline with its statuses behind it, in HubSpot's order."""
    try:
        found = [each for each in listing["results"] if not each.get("archived")]
        found.sort(key=lambda each: (each["displayOrder"], str(each["label"])))
        default = _default(found)
        return [pipeline(each, builtin=str(each["id"]) == default) for each in found]
    except (KeyError, TypeError, AttributeError) as fault:
        raise not_understood("Reading the pipelines") from fault


def pipeline(body: Any, *, builtin: bool = False) -> list[LiveObject]:
    """One pipeline and its statuses in their order."""
    try:
        identifier = str(body["id"])
        stages = [each for each in body["stages"] if not each.get("archived")]
        stages.sort(key=lambda each: (each["displayOrder"], str(each["label"])))
        order = tuple(str(each["id"]) for each in stages)
        whole = LiveObject(
            Kind.PIPELINE,
            identifier,
            None,
            {"name": str(body["label"]), ORDER: order},
            builtin=builtin,
        )
        return [whole, *(_status(each, identifier) for each in stages)]
    except (KeyError, TypeError, AttributeError) as fault:
        raise not_understood("Reading a pipeline") from fault


def rules(body: Any, identifier: str) -> LiveObject:
    """The rules of a pipeline; a rule that the answer lacks is off."""
    try:
        nested = body.get("governanceValidationRules")
        found = nested if isinstance(nested, dict) else body
        creation = found.get(RULE_FIELDS["create_only_in"]) or {}
        return LiveObject(
            Kind.RULES,
            identifier,
            identifier,
            {
                "create_only_in": tuple(sorted(map(str, creation.get("pipelineStageIds") or ()))),
                "no_skipping": _switch(found.get(RULE_FIELDS["no_skipping"])),
                "no_moving_backward": _switch(found.get(RULE_FIELDS["no_moving_backward"])),
            },
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise not_understood("Reading pipeline rules") from fault


def _status(stage: Any, parent: str) -> LiveObject:
    metadata = stage.get("metadata") or {}
    closed = metadata.get("ticketState") == "CLOSED" or (
        "ticketState" not in metadata and metadata.get("isClosed") == "true"
    )
    return LiveObject(
        Kind.STATUS,
        str(stage["id"]),
        parent,
        {"name": str(stage["label"]), "state": "closed" if closed else "open"},
    )


def _switch(rule: Any) -> bool | tuple[str, ...]:
    """On for all statuses, off, or on for the statuses that it lists."""
    if not rule:
        return False
    if rule.get("enabledForAllStages"):
        return True
    return tuple(sorted(map(str, rule.get("pipelineStageIds") or ()))) or False


def _default(found: list[Any]) -> str | None:
    """The account's own default pipeline: id "0", else the only one created in 1970."""
    if any(str(each["id"]) == "0" for each in found):
        return "0"
    old = [str(each["id"]) for each in found if str(each.get("createdAt")).startswith("1970-01-01")]
    return old[0] if len(old) == 1 else None
