"""`<<`: entries of other mappings, for the keys that a mapping does not have itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.source.positions import Entries, Positions


def sources(
    value: Any, node: int, positions: Positions
) -> Iterator[tuple[int, dict[str, Any] | None, int]]:
    """The mappings that a merge key names: its place, the mapping, and the mapping's own node.

    What is no mapping comes as None, at its place.
    """
    origin = positions.aliases.get(node, node)
    if not isinstance(value, list):
        yield node, value if isinstance(value, dict) else None, origin
        return
    for item, (_, place) in zip(
        value, positions.entries_on_tape(origin, value).values(), strict=True
    ):
        yield (
            node if node in positions.aliases else place,
            item if isinstance(item, dict) else None,
            positions.aliases.get(place, place),
        )


def absorb(
    mapping: dict[str, Any],
    entries: Entries,
    source: dict[str, Any],
    source_entries: Entries,
) -> None:
    """Add the entries of `source` that `mapping` lacks; their positions stay where they stand."""
    for key, value in source.items():
        if key not in mapping:
            mapping[key] = value
            entries[key] = source_entries[key]
