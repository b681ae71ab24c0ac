"""Checks of channels, people and goals against what the account's subscriptions have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.channels import AS_WORKFLOW, CALLING, CUSTOM, WHATSAPP
from pipelinectl.checks import connected, sla, tiers
from pipelinectl.diagnostics import Diagnostic, Severity, diagnostic
from pipelinectl.model import Address, Kind, Record, as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.checks.tiers import Gate
    from pipelinectl.diagnostics import Span
    from pipelinectl.language.spec import Spec
    from pipelinectl.model import Value

_TYPES = {
    WHATSAPP: ("PC384", "WhatsApp needs", tiers.WHATSAPP),
    CALLING: ("PC385", "Calling needs", tiers.CALLING),
    CUSTOM: ("PC386", "Custom channels need", tiers.CUSTOM_CHANNELS),
}

_OF_USERS = {
    "out_of_office": ("PC374", tiers.OUT_OF_OFFICE),
    "capacity": ("PC379", tiers.CAPACITY),
}


def channel_types(spec: Spec) -> Iterator[Diagnostic]:
    """PC384, PC385 and PC386: channels of types that the subscriptions do not have."""
    for channel in connected.of_type(spec, *_TYPES):
        code, words, gate = _TYPES[channel.type]
        elsewhere = channel.type == CALLING and connected.outside(channel)
        if elsewhere and _has(spec, tiers.CALLING_IN_AN_INBOX):
            continue
        place, address = channel.place.at("type"), connected.address(channel)
        yield from _refused(spec, code, f"{words} {gate.needs}", gate, place.span, address)


def help_desk(spec: Spec) -> Iterator[Diagnostic]:
    """PC361: channels of the help desk where there is none."""
    if not _lacks(spec, tiers.HELP_DESK):
        return
    tier = spec.account.subscriptions["service_hub"]
    for channel in spec.channels.values():
        if connected.in_help_desk(channel):
            yield diagnostic(
                "PC361",
                f"connected_to: help_desk needs {tiers.HELP_DESK.needs}; use an inbox name on "
                f"{tier.capitalize()}.",
                span=channel.place.at("connected_to").span,
                address=connected.address(channel),
            )


def skills(spec: Spec) -> Iterator[Diagnostic]:
    """PC397: skills, people with skills, and routing by skills."""
    needs = tiers.SKILLS.needs
    if not _lacks(spec, tiers.SKILLS):
        return
    if spec.skills is not None and spec.skills.settings:
        yield diagnostic("PC397", f"skills need {needs}.", span=spec.skills.place.key_span)
    for user in spec.users.values():
        if user.settings.get("skills"):
            yield diagnostic(
                "PC397",
                f'skills of "{user.key}" need {needs}.',
                span=user.place.at("skills").key_span,
                address=connected.of_user(user, "skills"),
            )
    for channel in spec.channels.values():
        routing = channel.settings.get("routing")
        if isinstance(routing, Record) and routing.get("rules"):
            yield diagnostic(
                "PC397",
                f'routing.rules (skills) of "{channel.key}" need {needs}.',
                span=channel.place.at("routing", "rules").key_span,
                hint="`assign_to` alone needs no skills.",
                address=connected.address(channel, "routing"),
            )


def of_users(spec: Spec) -> Iterator[Diagnostic]:
    """PC374 and PC379: absences and limits of users."""
    for user in spec.users.values():
        for setting, (code, gate) in _OF_USERS.items():
            if user.settings.get(setting):
                words = f'{setting} of "{user.key}" needs {gate.needs}'
                place, address = user.place.at(setting), connected.of_user(user, setting)
                yield from _refused(spec, code, words, gate, place.key_span, address)


def _refused(  # noqa: PLR0913, PLR0917 - a finding has this many parts
    spec: Spec, code: str, words: str, gate: Gate, span: Span, address: str
) -> Iterator[Diagnostic]:
    """An error where the subscriptions lack it; an info where an undeclared hub may have it."""
    unnamed = tiers.unnamed(gate, spec.account.subscriptions)
    if _lacks(spec, gate):
        yield diagnostic(code, f"{words}.", span=span, address=address)
    elif unnamed:
        yield diagnostic(
            code,
            f"{words}; account.subscriptions does not say which {unnamed} there is.",
            span=span,
            address=address,
            severity=Severity.INFO,
        )


def sla_not_allowed(spec: Spec) -> Iterator[Diagnostic]:
    """PC369: an SLA where there is none."""
    declared = spec.sla.settings if spec.sla else {}
    wanted = any(each is not False and each != () for each in declared.values())
    if spec.sla is not None and wanted and _lacks(spec, tiers.SLA):
        yield diagnostic("PC369", f"sla needs {tiers.SLA.needs}.", span=spec.sla.place.key_span)


def combinations(spec: Spec) -> Iterator[Diagnostic]:
    """PC371: goals for tickets that several properties pick, unless the SLA itself is refused."""
    if spec.sla is None or not _lacks(spec, tiers.SLA_COMBINATIONS) or _lacks(spec, tiers.SLA):
        return
    for index, goal in sla.goals(spec):
        properties = _properties(goal.get("when"))
        if len(properties) > 1:
            yield diagnostic(
                "PC371",
                f"A goal for a combination of properties ({connected.listed(properties)}) needs "
                f"{tiers.SLA_COMBINATIONS.needs}.",
                span=spec.sla.place.at("goals", index, "when").key_span,
                hint="One property alone needs less.",
                address=str(Address(Kind.SLA, ("goals",))),
            )


def _properties(condition: Value) -> list[str]:
    """The properties that a condition in normal form asks for."""
    found: dict[str, None] = {}
    for alternative in as_list(condition.get("any")) if isinstance(condition, Record) else ():
        leaves = alternative.get("all") if isinstance(alternative, Record) else None
        for leaf in as_list(leaves):
            if isinstance(leaf, Record):
                found.setdefault(str(leaf.get("property")))
    return sorted(found)


def access(spec: Spec) -> Iterator[Diagnostic]:
    """PC372: pipelines that only some people see."""
    if not _lacks(spec, tiers.PIPELINE_ACCESS):
        return
    for pipeline in spec.pipelines.values():
        if pipeline.access is not None and any(pipeline.access.values()):
            yield diagnostic(
                "PC372",
                f'access of pipeline "{pipeline.name}" needs {tiers.PIPELINE_ACCESS.needs}.',
                span=pipeline.place.at("access").key_span,
                address=str(Address(Kind.ACCESS, (pipeline.key,))),
            )


def as_workflows(spec: Spec) -> Iterator[Diagnostic]:
    """PC389: settings that the files want as a workflow where there are none."""
    if tiers.has_workflows(spec.account.subscriptions) is not False:
        return
    for channel in spec.channels.values():
        for setting in AS_WORKFLOW:
            if setting in channel.settings and channel.realise.get(setting) == "workflow":
                yield diagnostic(
                    "PC389",
                    f'{setting} of "{channel.key}" as a workflow needs {tiers.WORKFLOWS.needs}.',
                    span=channel.place.at("realise").span,
                    hint=f"`realise: {{{setting}: manual}}` lets a person set it.",
                    address=connected.address(channel, setting),
                )


def _lacks(spec: Spec, gate: Gate) -> bool:
    return tiers.allows(gate, spec.account.subscriptions) is False


def _has(spec: Spec, gate: Gate) -> bool:
    return tiers.allows(gate, spec.account.subscriptions) is True
