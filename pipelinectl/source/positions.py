"""Where every value of a document stands: a flat tape, indexed on the first question.

Reading asks for no positions, and a file without findings hardly does. So the reader only notes
three numbers for each node, in the order of the text; lines are counted, and the tree over the
nodes is built, for what a path leads through.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from array import array

Mark = tuple[int, int, int, int]
"""Line, column, end line, end column; from 1, the end column exclusive."""

Path = tuple[str | int, ...]
"""The way to a value: keys of mappings and indices of lists."""

Entries = dict[str | int, tuple[int, int]]
"""Of one collection: key or index, to the nodes of key and value; in a list both are the item."""

NO_KEY = -1
STRIDE = 3

_LINE_BREAK = re.compile(r"\r\n?|\n")
_COMMENT = re.compile(r"[ \t]*:[ \t]+(#[^\r\n]*)")


class Positions:
    """The tape of one text. A node is a key, a scalar, an alias or a collection.

    `tape` holds for each node where it begins and ends in the text, and how much of the tape it
    takes with all that is in it; the node's number is its place on the tape. `entries` holds the
    collections whose entries are not simply those on the tape (merged, repeated or refused
    keys). `aliases` leads from the node of an alias to the node that it stands for.
    """

    __slots__ = ("_lines", "aliases", "entries", "tape", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.tape: list[int] | array[int] = []
        self.aliases: dict[int, int] = {}
        self.entries: dict[int, Entries] = {}
        self._lines: list[int] = []

    def find(self, root: Any, path: Path) -> tuple[int, int, bool]:
        """Node of the key and of the value at `path`, and whether `path` leads to its end.

        Where it does not, they are those of the nearest ancestor. Without a key: `NO_KEY`.
        """
        key_node, node, value = NO_KEY, 0, root
        for step in path:
            target = self.aliases.get(node, node)
            try:
                key_node, node = self.entries_of(target, value)[step]
                value = value[step]
            except KeyError:
                return key_node, node, False
        return key_node, node, True

    def mark(self, node: int, key_node: int = NO_KEY) -> Mark:
        """What to underline for a node: its text, and for nothing the key before it.

        A block collection is underlined by its first key or dash only, a block text by its sign.
        """
        start, end, size = self.tape[node : node + STRIDE]
        if start == end and size > STRIDE:
            return self.mark(node + STRIDE)
        if start == end and key_node not in {NO_KEY, node}:
            return self.mark(key_node)
        if start == end and start > 0 and self.text[start - 1] not in "\r\n":
            start -= 1
        if self.text[start : start + 1] in {"|", ">"}:
            end = start + 1
        return (*self.place(start), *self.place(end))

    def written(self, node: int) -> str:
        """The text of a node as it stands in the file, its anchor included."""
        return self.text[self.tape[node] : self.tape[node + 1]]

    def comment_after(self, key_node: int) -> str | None:
        """The comment that follows a key at once, on its line."""
        found = _COMMENT.match(self.text, self.tape[key_node + 1])
        return None if found is None else found[1]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of a place in the text."""
        if not self._lines:
            self._lines = [0, *(found.end() for found in _LINE_BREAK.finditer(self.text))]
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def entries_of(self, node: int, value: Any) -> Entries:
        """The entries of a collection, computed once."""
        known = self.entries.get(node)
        if known is None:
            known = self.entries[node] = self.entries_on_tape(node, value)
        return known

    def entries_on_tape(self, node: int, value: Any) -> Entries:
        """The entries of a collection in the order of the text, which is that of `value`."""
        tape = self.tape
        entries: Entries = {}
        node += STRIDE
        if isinstance(value, dict):
            for key in value:
                entries[key] = (node, node + STRIDE)
                node += STRIDE + tape[node + STRIDE + 2]
        elif isinstance(value, list):
            for index in range(len(value)):
                entries[index] = (node, node)
                node += tape[node + 2]
        return entries
