"""What was read of one kind of settings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pipelinectl.model import Read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelinectl.adapters.hubspot.listing import Listing
    from pipelinectl.model import Kind, Live, LiveObject


@dataclass(frozen=True, slots=True)
class Part:
    """Objects by id, how far the read can be trusted, and why not further."""

    objects: Mapping[str, LiveObject] = field(default_factory=dict)
    trust: Read = Read.COMPLETE
    why: str | None = None


def part_of(objects: Iterable[LiveObject]) -> Part:
    """What a complete read found."""
    return Part({each.id: each for each in objects})


def lacking(scope: str, *listings: Listing[Any]) -> Part | None:
    """The part of a kind that needs these lists, if one of them may not be read.

    HubSpot answers 403, and not an empty list, to a token without the scope (seen by others).
    """
    for each in listings:
        if each.unreadable is not None:
            why = f"{each.unreadable} Give the token the scope {scope}."
            return Part(trust=Read.UNREADABLE, why=why)
    return None


def with_part(live: Live, kind: Kind, part: Part) -> Live:
    """The live state with what was read of a kind."""
    return replace(
        live,
        objects={**live.objects, kind: part.objects},
        reads={**live.reads, kind: part.trust},
        why={**live.why, **({kind: part.why} if part.why else {})},
    )


def with_objects(live: Live, kind: Kind, objects: Iterable[LiveObject]) -> Live:
    """The live state with these objects of a kind in the place of those of their ids."""
    listed = {**live.objects.get(kind, {}), **{each.id: each for each in objects}}
    return replace(live, objects={**live.objects, kind: listed})
