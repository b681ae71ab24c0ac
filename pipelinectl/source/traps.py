"""Plain scalars that YAML 1.1 readers take for something else, as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.diagnostics import diagnostic
from pipelinectl.source.document import value_at

if TYPE_CHECKING:
    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.source.document import Document, Path


def trap_diagnostic(document: Document, path: Path) -> Diagnostic | None:
    """The warning for the value at `path`, if YAML 1.1 readers read it otherwise.

    Only the language knows where a text is wanted, so only it asks.
    """
    reading = document.old_reading(path)
    if reading is None:
        return None
    value = value_at(document.value, path)
    written = document.written(path) or value
    if not isinstance(value, str):
        return diagnostic(
            "PC012",
            f'"{written}" is {reading} to YAML 1.1 readers and {value} here; write {value}.',
            span=document.span(path),
            hint=f"Write `{value}` for the number, or put it in quotes for a text.",
        )
    return diagnostic(
        "PC012",
        f'"{written}" is {reading} to YAML 1.1 readers; quote it.',
        span=document.span(path),
        hint=f'Write `"{written}"`.',
    )


def traps(document: Document) -> dict[Path, str]:
    """All paths whose values YAML 1.1 readers read otherwise, and what they take them for."""
    if not document.trap_nodes:
        return {}
    found: dict[Path, str] = {}
    pending: list[tuple[Path, Any, int]] = [((), document.value, 0)]
    while pending:
        path, value, node = pending.pop()
        node = document.positions.aliases.get(node, node)
        if node in document.trap_nodes:
            found[path] = document.trap_nodes[node]
        if isinstance(value, dict | list):
            entries = document.positions.entries_of(node, value)
            pending += [((*path, key), value[key], at) for key, (_, at) in entries.items()]  # type: ignore[index]  # the keys of `entries` are those of `value`
    return found
