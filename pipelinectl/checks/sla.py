"""Checks of the SLA: goals that cannot be kept, and tickets that it does not cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation import references
from pipelinectl.automation.model import walk
from pipelinectl.channels import minutes
from pipelinectl.checks import connected, moves, tiers
from pipelinectl.diagnostics import Diagnostic, Related, diagnostic
from pipelinectl.model import Address, Kind, Record, as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.checks.naming import Naming
    from pipelinectl.language.spec import Automation, Settings, Spec
    from pipelinectl.model import Value

TIMES = ("first_reply", "next_reply", "close")
_MOST_PLACES = 5


def due_too_soon(spec: Spec) -> Iterator[Diagnostic]:
    """PC351: goals that are due soon from the beginning."""
    for index, goal in goals(spec):
        soon = goal.get("due_soon")
        before = minutes(soon)
        for name in TIMES:
            time = minutes(goal.get(name))
            if before is not None and time is not None and before >= time and spec.sla:
                yield diagnostic(
                    "PC351",
                    f"due_soon ({duration(soon)}) must be shorter than the goal {name} "
                    f"({duration(goal.get(name))}).",
                    span=spec.sla.place.at("goals", index, "due_soon").span,
                    address=_address("goals"),
                    related=[Related(spec.sla.place.at("goals", index, name).span, "the goal")],
                )


def goals(spec: Spec) -> Iterator[tuple[int, Record]]:
    """The goals with their places in the list."""
    listed = as_list(spec.sla.settings.get("goals")) if spec.sla else ()
    return ((index, each) for index, each in enumerate(listed) if isinstance(each, Record))


def duration(value: Value) -> str:
    """A duration in words: `15 minutes`, `1 hour`."""
    if not isinstance(value, Record):
        return ""
    amount, unit = value["amount"], str(value["unit"])
    return f"{amount} {unit.removesuffix('s') if amount == 1 else unit}"


def not_covered(spec: Spec, naming: Naming) -> Iterator[Diagnostic]:
    """PC352: tickets without goals, once, with the channels and workflows that make them."""
    refused = tiers.allows(tiers.SLA, spec.account.subscriptions) is False
    if spec.sla is None or refused or not _counts(spec.sla):
        return
    places = [
        *(
            (f'channel "{each.key}"', each.place)
            for each in spec.channels.values()
            if connected.outside(each) and connected.makes_tickets(each)
        ),
        *(
            (f'workflow "{each.name}"', each.place)
            for each in spec.automations.values()
            if creates_tickets(each, naming)
        ),
    ]
    if places:
        named = connected.listed([name for name, _ in places])
        yield diagnostic(
            "PC352",
            "SLAs do not cover tickets created by workflows or from channels outside help desk, "
            f"here {named}.",
            span=spec.sla.place.key_span,
            address=_address("goals"),
            related=[
                Related(place.key_span, "makes tickets without goals")
                for _, place in places[:_MOST_PLACES]
            ],
        )


def _counts(sla: Settings) -> bool:
    return sla.settings.get("enabled") is not False and bool(sla.settings.get("goals"))


def creates_tickets(automation: Automation, naming: Naming) -> bool:
    """Whether an automation makes tickets: no word of the language does, only a raw action."""
    for _, action in walk(automation.actions):
        raw = action.settings.get("json") if action.kind == "raw" else None
        if isinstance(raw, Record) and naming.creates_ticket(raw):
            return True
    return False


def pauses_when_closed(spec: Spec) -> Iterator[Diagnostic]:
    """PC355: statuses in which the time stands still that has ended already."""
    if spec.sla is None:
        return
    statuses = moves.statuses_of(spec)
    for index, each in enumerate(as_list(spec.sla.settings.get("pause_in"))):
        standing = statuses.get(references.named(each, references.STATUS) or "")
        if standing is not None and standing.status.state == "closed":
            yield diagnostic(
                "PC355",
                f'pause_in lists the closed status "{standing.status.name}".',
                span=spec.sla.place.at("pause_in", index).span,
                hint="Closing ends the time; there is nothing left to pause.",
                address=_address("pause_in"),
                related=[
                    Related(
                        standing.pipeline.status_place(standing.status).span,
                        "this status is closed",
                    )
                ],
            )


def _address(setting: str) -> str:
    return str(Address(Kind.SLA, (setting,)))
