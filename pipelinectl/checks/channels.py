"""Checks of what all channels have: who they are, and where their tickets begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelinectl import names
from pipelinectl.channels import (
    CALLING,
    CHAT,
    CUSTOM,
    EMAIL,
    FORM,
    IDENTIFIERS,
    MESSENGER,
    WHATSAPP,
)
from pipelinectl.checks import connected, moves, tiers
from pipelinectl.diagnostics import Diagnostic, Related, diagnostic
from pipelinectl.model import Address, Kind, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.language.spec import Channel, Spec

MOST_WHATSAPP_NUMBERS = 25
"""How many numbers an account may have connected (HubSpot's knowledge base, 2024)."""

_MOVE = frozenset({CHAT, EMAIL, CALLING, FORM})
"""The types that can be moved into the help desk (HubSpot's knowledge base, May 2025)."""

_NOT_OF_A_NUMBER = re.compile(r"[^0-9]")


def status_without_pipeline(spec: Spec) -> Iterator[Diagnostic]:
    """PC353: channels that name a status and leave its pipeline to be guessed."""
    for channel in spec.channels.values():
        properties = channel.settings.get("ticket_properties")
        pipeline = spec.pipelines.get(connected.pipeline_of(channel) or "")
        if pipeline is None or not isinstance(properties, Record) or "pipeline" in properties:
            continue
        yield diagnostic(
            "PC353",
            f'"{channel.key}" names a status but no pipeline; "{pipeline.name}" is assumed.',
            span=channel.place.at("ticket_properties", "status").span,
            hint=f"Write `pipeline: {pipeline.key}` beside it.",
            address=connected.address(channel, "ticket_properties"),
        )


def starts_closed(spec: Spec) -> Iterator[Diagnostic]:
    """PC354: channels whose new tickets are closed already."""
    statuses = moves.statuses_of(spec)
    for channel in spec.channels.values():
        standing = statuses.get(connected.status_of(channel) or "")
        if standing is not None and standing.status.state == "closed":
            yield diagnostic(
                "PC354",
                f'New tickets of "{channel.key}" start in the closed status '
                f'"{standing.status.name}".',
                span=channel.place.at("ticket_properties", "status").span,
                hint="Name an open status, or nobody sees them.",
                address=connected.address(channel, "ticket_properties"),
                related=[
                    Related(
                        standing.pipeline.status_place(standing.status).span,
                        "this status is closed",
                    )
                ],
            )


def no_tickets(spec: Spec) -> Iterator[Diagnostic]:
    """PC356: channels of the help desk whose messages make no tickets."""
    for channel in spec.channels.values():
        if connected.in_help_desk(channel) and not connected.makes_tickets(channel):
            yield diagnostic(
                "PC356",
                f'create_tickets is false on "{channel.key}", a help desk channel; messages '
                "arrive without a ticket.",
                span=channel.place.at("create_tickets").span,
                address=connected.address(channel, "create_tickets"),
            )


def fed_by_nothing(spec: Spec) -> Iterator[Diagnostic]:
    """PC357: pipelines that no channel makes tickets in, where all channels say where they do."""
    fed = connected.feeding(spec)
    if not spec.channels or fed.unknown or not spec.complete:
        return
    for pipeline in spec.pipelines.values():
        if pipeline.key not in fed.known:
            yield diagnostic(
                "PC357",
                f'No channel feeds pipeline "{pipeline.name}"; only imports, API or workflows '
                "will create its tickets.",
                span=pipeline.place.key_span,
                address=str(Address(Kind.PIPELINE, (pipeline.key,))),
            )


def created_only_elsewhere(spec: Spec) -> Iterator[Diagnostic]:
    """PC350: channels that make tickets where a rule lets none be made."""
    statuses = moves.statuses_of(spec)
    for channel in spec.channels.values():
        standing = statuses.get(connected.status_of(channel) or "")
        if standing is None or not connected.makes_tickets(channel):
            continue
        pipeline, status = standing
        allowed = pipeline.rules.create_only_in if pipeline.rules else None
        if allowed and status.key not in allowed:
            yield diagnostic(
                "PC350",
                f'create_only_in excludes "{status.name}", where channel "{channel.key}" creates '
                "tickets.",
                span=channel.place.at("ticket_properties", "status").span,
                hint=f'Name "{status.name}" in create_only_in too, or let the channel begin '
                "elsewhere.",
                address=connected.address(channel, "ticket_properties"),
                related=[
                    Related(pipeline.place.at("rules", "create_only_in").key_span, "the rule")
                ],
            )


def claimed_twice(spec: Spec) -> Iterator[Diagnostic]:
    """PC366: two channels that stand for one. Messenger's pages have a finding of their own."""
    first: dict[tuple[str, str], Channel] = {}
    for channel in spec.channels.values():
        setting = IDENTIFIERS[channel.type]
        identity = _identity(channel)
        if channel.type == MESSENGER or identity is None:
            continue
        other = first.setdefault((channel.type, identity), channel)
        if other is channel or _told_apart(channel, other):
            continue
        yield diagnostic(
            "PC366",
            f'"{channel.settings[setting]}" is used by channels "{other.key}" and "{channel.key}".',
            span=channel.place.at(setting).span,
            hint="Each channel of the account belongs to one declaration.",
            address=connected.address(channel),
            related=[Related(other.place.at(setting).span, "the first one")],
        )


def _identity(channel: Channel) -> str | None:
    """What the account tells the channel by, whatever way it is written."""
    written = channel.settings.get(IDENTIFIERS[channel.type])
    if not isinstance(written, str):
        return None
    if channel.type in {WHATSAPP, CALLING}:
        return _NOT_OF_A_NUMBER.sub("", written)
    return names.label_key(written)


def _told_apart(channel: Channel, other: Channel) -> bool:
    """Whether ids tell two channels apart: an app may have several, and chats share names."""
    return channel.type in {CHAT, CUSTOM} and None not in {channel.id, other.id}


def outside_help_desk(spec: Spec) -> Iterator[Diagnostic]:
    """PC365: channels in inboxes, where the help desk is in use."""
    if tiers.allows(tiers.HELP_DESK, spec.account.subscriptions) is False:
        return
    if not any(map(connected.in_help_desk, spec.channels.values())):
        return
    for channel in spec.channels.values():
        if connected.outside(channel):
            yield diagnostic(
                "PC365",
                f'"{channel.key}" is connected to an inbox; HubSpot recommends connecting every '
                "support channel to the help desk.",
                span=channel.place.at("connected_to").span,
                address=connected.address(channel),
            )


def many_whatsapp_numbers(spec: Spec) -> Iterator[Diagnostic]:
    """PC390: more WhatsApp numbers than an account takes."""
    found = list(connected.of_type(spec, WHATSAPP))
    if len(found) > MOST_WHATSAPP_NUMBERS:
        beyond = found[MOST_WHATSAPP_NUMBERS]
        yield diagnostic(
            "PC390",
            f"The files connect {len(found)} WhatsApp numbers; an account takes at most "
            f"{MOST_WHATSAPP_NUMBERS}.",
            span=beyond.place.key_span,
            address=connected.address(beyond),
        )


def existing_numbers(spec: Spec) -> Iterator[Diagnostic]:
    """PC388: numbers of calling channels, which people may be using."""
    for channel in connected.of_type(spec, CALLING):
        if "number" in channel.settings:
            yield diagnostic(
                "PC388",
                f'Using an existing HubSpot number for "{channel.key}" removes the users assigned '
                "to it.",
                span=channel.place.at("number").span,
                address=connected.address(channel),
            )


def cannot_move(spec: Spec) -> Iterator[Diagnostic]:
    """PC391: entries of `migrate` for channels that cannot be moved into the help desk."""
    for entry in spec.migrations:
        channel = spec.channels.get(entry.channel)
        if channel is not None and channel.type not in _MOVE:
            yield diagnostic(
                "PC391",
                f'"{channel.key}" cannot be moved into the help desk: only chat, email, form and '
                "calling channels can.",
                span=entry.place.at("channel").span,
                hint="Disconnect it from the inbox and connect it to the help desk by hand.",
                address=connected.address(channel),
                related=[Related(channel.place.key_span, f"a channel of type {channel.type}")],
            )
