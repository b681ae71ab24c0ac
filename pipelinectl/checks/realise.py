"""Checks of `realise:`: whether the help desk offers what the files ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.capabilities import find
from pipelinectl.diagnostics import diagnostic
from pipelinectl.model import Kind, Realisation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.checks.naming import Naming
    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.language.spec import Channel, Spec

CONNECTION = "connection"
"""What `realise:` calls the channel itself."""


def not_offered(spec: Spec, naming: Naming) -> Iterator[Diagnostic]:
    """PC399: a realisation that the help desk does not offer for a setting."""
    for channel in spec.channels.values():
        for setting, word in channel.realise.items():
            if setting == CONNECTION or setting in channel.settings:
                yield from _not_offered(channel, setting, word, naming)


def _not_offered(channel: Channel, setting: str, word: str, naming: Naming) -> Iterator[Diagnostic]:
    name = "" if setting == CONNECTION else setting
    capability = find(naming.capabilities, Kind.CHANNEL, name, channel.type)
    if capability is None or capability.way(Realisation(word)) is not None:
        return
    offered = ", ".join(each.realisation for each in capability.ways)
    yield diagnostic(
        "PC399",
        f"{setting} of {channel.type} channels cannot be realised as {word}. It can as {offered}.",
        span=channel.place.at("realise").span,
        hint=f"`pipelinectl explain channel.{name} {channel.type}` tells more."
        if name
        else "Delete the line: a person connects the channel, and the plan says how.",
        address=f"channel.{channel.key}",
    )
