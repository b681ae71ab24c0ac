"""One read file: plain values, and the places where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipelinectl.diagnostics import Span
from pipelinectl.source.positions import NO_KEY, Mark, Path, Positions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from pipelinectl.source.attachments import Attachments

__all__ = ["Document", "Mark", "Path"]


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A file relative to the project folder, its plain value, and the positions of the value.

    Values that an alias shares are one object: change none in place. `uses_variables` says that
    `${` may stand in a key or value: where it is False, nothing needs to look for one.
    `attachments` reads the files that it names; None where it lies in no folder.
    """

    file: str
    value: Any
    positions: Positions
    uses_variables: bool = False
    trap_nodes: Mapping[int, str] = field(default_factory=dict)
    refused_nodes: AbstractSet[int] = frozenset()
    attachments: Attachments | None = None

    def span(self, path: Path = ()) -> Span:
        """Where the value at `path` stands; of its nearest ancestor where `path` leads nowhere.

        A block collection is spanned by its first key or dash, and nothing by the key before it.
        """
        key_node, node, _ = self.positions.find(self.value, path)
        return Span(self.file, *self.positions.mark(node, key_node))

    def key_span(self, path: Path) -> Span:
        """Where the key of the entry at `path` stands; the value itself where it has no key."""
        key_node, node, found = self.positions.find(self.value, path)
        if found and key_node != NO_KEY:
            node = key_node
        return Span(self.file, *self.positions.mark(node, key_node))

    def written(self, path: Path) -> str | None:
        """How the number, boolean or null at `path` is written in the file; None for the rest.

        `+46701234567` is the number 46701234567, and what a hint must quote is the former.
        """
        _, node, found = self.positions.find(self.value, path)
        if not found or isinstance(value_at(self.value, path), str | list | dict):
            return None
        words = self.positions.written(self.positions.aliases.get(node, node)).split()
        return words[-1] if words else ""

    def comment_after(self, path: Path) -> str | None:
        """The comment that stands where the value at `path` would; None where there is none."""
        key_node, _, found = self.positions.find(self.value, path)
        if not found or key_node == NO_KEY:
            return None
        return self.positions.comment_after(key_node)

    def is_refused(self, path: Path) -> bool:
        """Whether reading has refused how the value at `path` is written, and said so."""
        if not self.refused_nodes:
            return False
        _, node, found = self.positions.find(self.value, path)
        return found and node in self.refused_nodes

    def old_reading(self, path: Path) -> str | None:
        """What YAML 1.1 readers take the plain scalar at `path` for ("a time"), if they differ."""
        return self.trap_nodes.get(self._origin(path)) if self.trap_nodes else None

    def _origin(self, path: Path) -> int:
        _, node, found = self.positions.find(self.value, path)
        return self.positions.aliases.get(node, node) if found else -1


def value_at(root: Any, path: Path) -> Any:
    """The value at a path that leads to its end."""
    for step in path:
        root = root[step]
    return root
