"""Checks of e-mail channels: their mailbox, their sender, their signature."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelinectl import names
from pipelinectl.channels import EMAIL
from pipelinectl.checks import connected
from pipelinectl.diagnostics import Diagnostic, Span, diagnostic
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.language.spec import Channel, Place, Spec

OFFICE, OTHER = "office_365", "other"
TOKENS = ("sender.full_name", "sender.first_name", "sender.last_name")
"""What a signature may say of whoever writes."""

_MEANT = {
    f"{who}.{name}": f"sender.{meant}"
    for who in ("agent", "user", "owner", "sender")
    for name, meant in (
        *(("name", "full_name"), ("fullname", "full_name"), ("full_name", "full_name")),
        *(("firstname", "first_name"), ("first_name", "first_name")),
        *(("lastname", "last_name"), ("last_name", "last_name")),
    )
}
"""What people write for a token."""

_TOKEN = re.compile(r"\{\{([^{}]*)\}\}")
_GROUP_DOMAIN = re.compile(r"(^|\.)(googlegroups\.com$|groups?\.|lists?\.)")
_GROUP_WORDS = frozenset({"group", "groups", "list", "lists", "alias"})
_WORDS = re.compile(r"[._-]")


def sender_name(spec: Spec) -> Iterator[Diagnostic]:
    """PC362 and PC363: names of senders that Office 365 has not, and that lack the company."""
    for channel in connected.of_type(spec, EMAIL):
        sender = channel.settings.get("from")
        if not isinstance(sender, Record) or "name" not in sender:
            continue
        if channel.settings.get("mailbox") == OFFICE:
            yield diagnostic(
                "PC362",
                f'"{channel.key}": from.name is not supported for Office 365 inboxes; remove it.',
                span=channel.place.at("from", "name").key_span,
                hint="Office 365 shows the name that the mailbox has there.",
                address=connected.address(channel, "from"),
            )
        elif not sender.get("company"):
            yield diagnostic(
                "PC363",
                f'"{channel.key}": from.name needs from.company.',
                span=channel.place.at("from", "name").span,
                hint="Both names of senders are made with the company's: `company: Acme`.",
                address=connected.address(channel, "from"),
            )


def unknown_tokens(spec: Spec) -> Iterator[Diagnostic]:
    """PC364: tokens that a signature does not know, each once."""
    for channel in connected.of_type(spec, EMAIL):
        signature = channel.settings.get("signature")
        found = _TOKEN.findall(signature) if isinstance(signature, str) else []
        for token in dict.fromkeys(each.strip() for each in found):
            if token not in TOKENS:
                yield diagnostic(
                    "PC364",
                    f'Unknown signature token "{token}"; allowed: {", ".join(TOKENS)}.',
                    span=_line_of(token, channel.place.at("signature")),
                    hint=f"Did you mean `{{{{{_MEANT[token]}}}}}`?"
                    if token in _MEANT
                    else names.did_you_mean(token, TOKENS),
                    address=connected.address(channel, "signature"),
                )


def _line_of(token: str, place: Place) -> Span:
    """Where a token stands in a block text; the text itself where it is no such, or not seen."""
    span = place.span
    first, *below = place.document.positions.text.splitlines()[span.line - 1 :]
    if first[span.column - 1 : span.column] not in {"|", ">"}:
        return span
    margin = len(first) - len(first.lstrip())
    for number, line in enumerate(below, span.line + 1):
        if line.strip() and len(line) - len(line.lstrip()) <= margin:
            break
        hit = re.search(rf"\{{\{{\s*{re.escape(token)}\s*\}}\}}", line)
        if hit:
            return Span(span.file, number, hit.start() + 1, number, hit.end() + 1)
    return span


def forwarding(spec: Spec) -> Iterator[Diagnostic]:
    """PC367: mailboxes that get mail only if somebody sets up forwarding elsewhere."""
    for channel in connected.of_type(spec, EMAIL):
        if channel.settings.get("mailbox") == OTHER:
            yield diagnostic(
                "PC367",
                f'mailbox other receives mail only after "{_called(channel)}" forwards to the '
                "hosted address.",
                span=channel.place.at("mailbox").span,
                hint="Set the forwarding up where the mailbox is; HubSpot shows the address.",
                address=connected.address(channel, "mailbox"),
            )


def groups(spec: Spec) -> Iterator[Diagnostic]:
    """PC368: addresses that cannot be signed in to, because they are no mailboxes."""
    for channel in connected.of_type(spec, EMAIL):
        address = channel.settings.get("address")
        mailbox = channel.settings.get("mailbox")
        if isinstance(address, str) and mailbox not in {None, OTHER} and _is_group(address):
            yield diagnostic(
                "PC368",
                f'"{address}" looks like a group or alias; connect it as other.',
                span=channel.place.at("mailbox").span,
                hint="Groups and aliases cannot be signed in to, wherever they are hosted. Write "
                "`mailbox: other`.",
                address=connected.address(channel, "mailbox"),
            )


def _is_group(address: str) -> bool:
    """Whether an address has the form of a group's or an alias's: nothing tells for sure."""
    local, _, domain = address.casefold().rpartition("@")
    return (
        "+" in local
        or not _GROUP_WORDS.isdisjoint(_WORDS.split(local))
        or _GROUP_DOMAIN.search(domain) is not None
    )


def _called(channel: Channel) -> str:
    return str(channel.settings.get("address", channel.key))
