"""Checks of chat and Messenger channels: what visitors see, and what they agree to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl import names
from pipelinectl.channels import CHAT, MESSENGER
from pipelinectl.checks import connected
from pipelinectl.diagnostics import Diagnostic, Related, Severity, diagnostic
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelinectl.language.spec import Channel, Spec


def no_chatflow(spec: Spec) -> Iterator[Diagnostic]:
    """PC370: chats that nobody can start; only an info where the files do not manage them."""
    for channel in connected.of_type(spec, CHAT):
        if channel.settings.get("chatflows") == ():
            yield diagnostic(
                "PC370",
                f'Chat channel "{channel.key}" has no chatflow; visitors will see nothing.',
                span=channel.place.at("chatflows").key_span,
                address=connected.address(channel, "chatflows"),
            )
        elif "chatflows" not in channel.settings:
            yield diagnostic(
                "PC370",
                f'The files name no chatflow of chat channel "{channel.key}"; without one, '
                "visitors see nothing.",
                span=channel.place.key_span,
                hint="List it under `chatflows`.",
                address=connected.address(channel, "chatflows"),
                severity=Severity.INFO,
            )


def page_twice(spec: Spec) -> Iterator[Diagnostic]:
    """PC373: pages that two channels of one environment claim."""
    first: dict[str, Channel] = {}
    for channel in connected.of_type(spec, MESSENGER):
        page = channel.settings.get("page")
        if not isinstance(page, str):
            continue
        other = first.setdefault(names.label_key(page), channel)
        if other is not channel:
            yield diagnostic(
                "PC373",
                f'Page "{page}" is claimed by channels "{other.key}" and "{channel.key}"; '
                "Messenger allows one HubSpot account.",
                span=channel.place.at("page").span,
                address=connected.address(channel),
                related=[Related(other.place.at("page").span, "the first one")],
            )


def pages_claimed_twice(
    specs: Mapping[str, Spec], accounts: Mapping[str, object]
) -> Iterator[Diagnostic]:
    """PC373: pages that environments of two accounts claim, each page once.

    Args:
        specs: the configuration of each environment, by its name.
        accounts: the account that each environment leads to, by the name of the environment. Two
            environments of one account may claim the same page.
    """
    first: dict[str, tuple[str, Channel]] = {}
    said: set[str] = set()
    for environment, spec in specs.items():
        for channel in connected.of_type(spec, MESSENGER):
            page = channel.settings.get("page")
            if not isinstance(page, str):
                continue
            label = names.label_key(page)
            before, _ = first.setdefault(label, (environment, channel))
            if accounts.get(before) == accounts.get(environment) or label in said:
                continue
            said.add(label)
            yield diagnostic(
                "PC373",
                f'Page "{page}" is claimed by environments {before} and {environment}; Messenger '
                "allows one HubSpot account.",
                span=channel.place.at("page").span,
                hint="Write `page: ${var.page}`, and give each environment a page of its own.",
                address=connected.address(channel),
            )


def only_available_users(spec: Spec) -> Iterator[Diagnostic]:
    """PC375: a setting of other channels."""
    for channel in connected.of_type(spec, MESSENGER):
        routing = channel.settings.get("routing")
        if isinstance(routing, Record) and "only_available_users" in routing:
            yield diagnostic(
                "PC375",
                f'"{channel.key}": only_available_users is not a Messenger setting and is ignored.',
                span=channel.place.at("routing", "only_available_users").key_span,
                hint="Delete the line.",
                address=connected.address(channel, "routing"),
            )


def several_pages(spec: Spec) -> Iterator[Diagnostic]:
    """PC376: a second page, once."""
    pages: dict[str, Channel] = {}
    for channel in connected.of_type(spec, MESSENGER):
        pages.setdefault(names.label_key(str(channel.settings.get("page", channel.key))), channel)
    if len(pages) > 1:
        first, second, *_ = pages.values()
        yield diagnostic(
            "PC376",
            "Two Messenger pages: the same visitor can become two contacts.",
            span=second.place.key_span,
            address=connected.address(second),
            related=[Related(first.place.key_span, "the first one")],
        )


def consent_without_privacy(spec: Spec) -> Iterator[Diagnostic]:
    """PC378: consent where the account's privacy settings are off, or nobody says that they are on.

    The second is only an info, and not said where what the files say could not all be read.
    """
    privacy = spec.account.data_privacy
    if privacy is True or (privacy is None and not spec.complete):
        return
    for channel in spec.channels.values():
        if not isinstance(channel.settings.get("consent"), Record):
            continue
        unsaid = " The files do not say whether they are." if privacy is None else ""
        yield diagnostic(
            "PC378",
            f'"{channel.key}": consent needs data privacy settings turned on in the account.'
            + unsaid,
            span=channel.place.at("consent").key_span,
            hint="Turn them on in HubSpot, then write `data_privacy: true` under `account`.",
            address=connected.address(channel, "consent"),
            severity=Severity.INFO if privacy is None else None,
        )


def no_greeting(spec: Spec) -> Iterator[Diagnostic]:
    """PC380: Messenger channels without the text that connecting them asks for."""
    for channel in connected.of_type(spec, MESSENGER):
        if channel.settings.get("greeting") in {None, ""}:
            yield diagnostic(
                "PC380",
                f'"{channel.key}" has no greeting; HubSpot asks for one when the page is '
                "connected.",
                span=channel.place.key_span,
                address=connected.address(channel, "greeting"),
            )
