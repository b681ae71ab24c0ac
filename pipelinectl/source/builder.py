"""libyaml's events to plain values and positions, in one loop without recursion."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from pipelinectl.diagnostics import Related
from pipelinectl.source import merging
from pipelinectl.source.findings import Findings, noun, shortened
from pipelinectl.source.limits import (
    MAX_ALIAS_GROWTH,
    MAX_DEPTH,
    MAX_EXPANDED_NODES,
    MAX_SCALAR_LENGTH,
)
from pipelinectl.source.positions import STRIDE, Entries, Positions
from pipelinectl.source.scalars import SPECIAL_WORDS, Scalar, read_plain

if TYPE_CHECKING:
    from collections.abc import Iterable

_REFUSED: Any = object()
"""Stands as the key of an entry whose key was refused, until the mapping ends."""

_MERGE: Any = object()
"""Stands as the key of `<<`, until the mapping ends."""

_ITEM: Any = object()
"""Stands as the key where the next value is an item of a list."""

_COLLECTION: Any = object()
"""Stands as the key while the collection is read that is in its place."""

_CAP = 1 << 40
"""Where counting the nodes behind aliases stops: far beyond the limit."""


class Builder:
    """Reads the events of one file. Afterwards the attributes without `_` hold the result."""

    def __init__(self, file: str, text: str, *, careful: bool, long: bool) -> None:
        """Prepare for one file.

        Args:
            file: its name in spans.
            text: what the events are made from.
            careful: anchors, aliases or tags may occur in it.
            long: a text beyond the limit may occur in it.
        """
        self.root: Any = None
        self.traps: dict[int, str] = {}
        self.positions = Positions(text)
        self._found = Findings(file, self.positions)
        self.diagnostics = self._found.diagnostics
        self._tape: list[int] = []
        self.positions.tape = self._tape
        self._careful = careful
        self._long = long
        self._anchors: dict[str, tuple[int, Any]] = {}
        self._weights: dict[int, int] = {}
        self._extra = 0
        self._merged = 0
        self.refused: set[int] = set()
        self._documents = 0

    def run(self, events: Iterable[Any]) -> None:  # noqa: C901, PLR0912, PLR0915 - one loop: a call for each event would cost a fifth of the time
        """Read all events.

        Raises:
            TooLargeError: a limit was exceeded; `diagnostics` says which.
            yaml.YAMLError: the text is not YAML.
        """
        tape, special, careful = self._tape, SPECIAL_WORDS, self._careful
        check = careful or self._long
        scalar_event, map_start, list_start = ScalarEvent, MappingStartEvent, SequenceStartEvent
        map_end, list_end = MappingEndEvent, SequenceEndEvent
        top: list[Any] = []
        container: Any = top
        key: Any = _ITEM
        odd: Entries | None = None
        here = key_node = -1
        extra = 0
        stack: list[tuple[Any, Any, Entries | None, int, int, int]] = []
        for event in events:
            kind = type(event)
            if kind is scalar_event:
                value: Any = event.value
                node = len(tape)
                tape += (event.start_mark.index, event.end_mark.index, 3)
                if check:
                    self._check(event, node)
                suspect = (value <= ":" or value in special) and not event.style
                if key is None:
                    if suspect or value in container:
                        if odd is None:
                            odd = self.positions.entries_on_tape(here, container)
                        key = self._odd_key(value, node, odd, plain=not event.style)
                    else:
                        key = value
                    key_node = node
                    if careful and event.anchor is not None:
                        self._anchors[event.anchor] = (node, value)
                    continue
                if suspect:
                    value = self._plain(value, node)
                if careful and event.anchor is not None:
                    self._anchors[event.anchor] = (node, value)
            elif kind is map_start or kind is list_start:
                node = len(tape)
                if key is None:
                    if odd is None:
                        odd = self.positions.entries_on_tape(here, container)
                    if not stack or stack[-1][1] is not _COLLECTION:
                        self._found.collection_key(event)
                    key, key_node = _COLLECTION, node
                stack.append((container, key, odd, here, key_node, extra))
                odd, here, extra = None, node, self._extra
                start = event.start_mark.index
                if kind is map_start:
                    container, key = {}, None
                    tape += (start, start + event.flow_style, 0)
                else:
                    container, key = [], _ITEM
                    tape += (start, start + 1, 0)
                if careful:
                    self._decorate(event, node, container)
                if len(stack) > MAX_DEPTH:
                    self._found.too_large(
                        here, f"Values are nested more than {MAX_DEPTH} levels deep."
                    )
                continue
            elif kind is map_end or kind is list_end:
                tape[here + 2] = len(tape) - here
                end = event.end_mark.index
                if end != event.start_mark.index:  # a bracket: the end of a block has no width
                    tape[here + 1] = end
                if self._extra != extra:
                    self._weights[here] = min(tape[here + 2] + self._extra - extra, _CAP)
                if odd is not None:
                    self._finish(here, container, odd)
                node, value = here, container
                container, key, odd, here, key_node, extra = stack.pop()
                if key is _COLLECTION:
                    key = _REFUSED
                    continue
            elif kind is AliasEvent:
                node, value = self._alias(event)
                if key is None:
                    if odd is None:
                        odd = self.positions.entries_on_tape(here, container)
                    key, key_node = self._alias_key(value, node, odd), node
                    continue
            elif kind is DocumentStartEvent:
                if self._begin(event):
                    continue
                break
            else:
                continue
            if key is _ITEM:
                container.append(value)
            else:
                container[key] = value
                if odd is not None:
                    odd[key] = (key_node, node)
                key = None
        self.root = top[0] if top else None
        self._check_growth()
        self.positions.tape = array("I", tape)

    def _begin(self, event: Any) -> bool:
        """Whether to read this document: only the first of a file is."""
        self._documents += 1
        span = self._found.event_span(event)
        if self._documents > 1:
            self._found.report(
                "PC009",
                "A second document begins here; a file holds one.",
                span,
                "Put each document into a file of its own.",
            )
            return False
        if event.version not in {None, (1, 2)}:
            self._found.report(
                "PC004",
                "This file asks for another version of YAML than 1.2.",
                span,
                "Delete the line that begins with `%YAML`.",
            )
        if event.tags:
            self._found.report(
                "PC008",
                "This file declares tags with `%TAG`; tags are not part of the language.",
                span,
                "Delete the line that begins with `%TAG`.",
            )
        return True

    def _decorate(self, event: Any, node: int, container: Any) -> None:
        """Note the anchor of a collection and refuse its tag; it begins behind them."""
        if event.anchor is None and event.tag is None:
            return
        if not event.flow_style:
            start = event.end_mark.index
            self._tape[node] = start
            self._tape[node + 1] = start + (type(event) is SequenceStartEvent)
        self._check(event, node)
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, container)

    def _alias(self, event: Any) -> tuple[int, Any]:
        node = len(self._tape)
        self._tape += (event.start_mark.index, event.end_mark.index, STRIDE)
        target, value = self._anchors.get(event.anchor, (-1, None))
        if target < 0:
            known = ", ".join(f"`&{name}`" for name in list(self._anchors)[:5])
            self._found.report(
                "PC013",
                f"The alias `*{shortened(event.anchor)}` has no anchor before it in this file.",
                self._found.span(node),
                f"Anchors of this file so far: {known}."
                if known
                else f"Write `&{event.anchor}` before the value that it stands for.",
            )
            self.refused.add(node)
            return node, None
        size = self._tape[target + 2]
        if size == 0:
            self._found.report(
                "PC010",
                f"The alias `*{shortened(event.anchor)}` stands inside the value "
                "that it stands for.",
                self._found.span(node),
                "Write the inner value out.",
                Related(self._found.span(self._first_in(target)), "the anchor is here"),
            )
            self.refused.add(node)
            return node, None
        self.positions.aliases[node] = self.positions.aliases.get(target, target)
        self._extra += self._weights.get(target, size) - STRIDE
        return node, value

    def _first_in(self, node: int) -> int:
        """What to underline of an open collection: of a block mapping the first key."""
        start, end = self._tape[node : node + 2]
        return node + STRIDE if start == end else node

    def _plain(self, text: str, node: int) -> Scalar:
        """The value of a plain scalar that may be more than text."""
        try:
            value, trap = read_plain(text)
        except OverflowError:
            self._found.too_large(
                node, "This number has too many digits.", "Quote it if it is a text."
            )
        if trap is not None:
            self.traps[node] = trap
        return value

    def _odd_key(self, text: str, node: int, entries: Entries, *, plain: bool) -> Any:
        """The key to store for one that is plain and special, or stands there already."""
        if plain and text == "<<":
            key: Any = _MERGE
        elif plain and not isinstance(value := self._plain(text, node), str):
            self._found.refused_key(
                node, f"The key `{shortened(text)}` is {noun(value)}, not text.", text
            )
            return _REFUSED
        else:
            key = text
            trap = self.traps.pop(node, None)
            if trap is not None:
                self._found.report(
                    "PC012",
                    f'"{text}" is {trap} to YAML 1.1 readers; quote it.',
                    self._found.span(node),
                    f'Write `"{text}":`.',
                )
        return self._unless_repeated(key, text, node, entries)

    def _alias_key(self, value: Any, node: int, entries: Entries) -> Any:
        if isinstance(value, str):
            return self._unless_repeated(value, value, node, entries)
        if node not in self.refused:
            self._found.refused_key(
                node, f"The key is an alias of {noun(value)}, not of a text.", None
            )
        return _REFUSED

    def _unless_repeated(self, key: Any, text: str, node: int, entries: Entries) -> Any:
        if key not in entries:
            return key
        self._found.report(
            "PC006",
            f"The key `{shortened(text)}` stands twice in this mapping.",
            self._found.span(node),
            "Keep one of the two, or write both mappings into one `<<: [*first, *second]`."
            if key is _MERGE
            else "Keep one of the two, or give this one another key.",
            Related(self._found.span(entries[key][0]), "it stands here first"),
        )
        return _REFUSED

    def _finish(self, node: int, mapping: dict[Any, Any], entries: Entries) -> None:
        """Close a mapping that held merged, repeated or refused keys."""
        mapping.pop(_REFUSED, None)
        entries.pop(_REFUSED, None)
        self.positions.entries[node] = entries
        if _MERGE in mapping:
            value = mapping.pop(_MERGE)
            _, value_node = entries.pop(_MERGE)
            self._merge(mapping, entries, value, value_node)

    def _merge(self, mapping: Any, entries: Entries, value: Any, value_node: int) -> None:
        for place, source, origin in merging.sources(value, value_node, self.positions):
            if source is not None:
                self._merged += len(source)
                self._check_merged(place)
                known = self.positions.entries.get(origin)
                merging.absorb(
                    mapping,
                    entries,
                    source,
                    self.positions.entries_on_tape(origin, source) if known is None else known,
                )
            elif place not in self.refused:
                self._found.report(
                    "PC014",
                    "`<<` takes a mapping or a list of mappings; this is neither.",
                    self._found.span(place),
                    "Write `<<: *name`, where `&name` stands before a mapping.",
                )

    def _check(self, event: Any, node: int) -> None:
        if event.tag is not None:
            self._found.tag(event)
            self.refused.add(node)
        if type(event) is ScalarEvent and len(event.value) > MAX_SCALAR_LENGTH:
            self._found.too_large(node, f"This text is longer than {MAX_SCALAR_LENGTH} characters.")

    def _check_merged(self, place: int) -> None:
        limit = max(MAX_EXPANDED_NODES, MAX_ALIAS_GROWTH * len(self._tape) // STRIDE)
        if self._merged > limit:
            self._found.too_large(
                place, f"The merge keys of this file copy more than {limit} entries."
            )

    def _check_growth(self) -> None:
        own, extra = len(self._tape) // STRIDE, self._extra // STRIDE
        if own + extra > max(MAX_EXPANDED_NODES, MAX_ALIAS_GROWTH * own):
            limit = max(MAX_EXPANDED_NODES, MAX_ALIAS_GROWTH * own)
            self._found.too_large(
                0, f"The aliases of this file stand for more than {limit} values."
            )
