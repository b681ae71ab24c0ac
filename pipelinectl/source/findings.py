"""What the builder finds wrong with one file, with the place of each event or node."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from yaml.events import MappingStartEvent

from pipelinectl.diagnostics import Diagnostic, Related, Span, diagnostic
from pipelinectl.source.limits import TooLargeError

if TYPE_CHECKING:
    from pipelinectl.source.positions import Positions


_LONGEST_SHOWN = 60


class Findings:
    """The diagnostics of one file, in the order of the text."""

    def __init__(self, file: str, positions: Positions) -> None:
        """Note faults of `file`, whose nodes stand at `positions`."""
        self.diagnostics: list[Diagnostic] = []
        self._file = file
        self._positions = positions

    def report(self, code: str, message: str, span: Span, hint: str, *related: Related) -> None:
        """Note a finding."""
        self.diagnostics.append(diagnostic(code, message, span=span, hint=hint, related=related))

    def too_large(
        self, node: int, message: str, hint: str = "Split the file, or write less."
    ) -> NoReturn:
        """Note that a limit is exceeded.

        Raises:
            TooLargeError: always; reading ends.
        """
        self.report("PC011", message, self.span(node), hint)
        raise TooLargeError

    def collection_key(self, event: Any) -> None:
        """Note that a collection begins where a key is wanted."""
        noun = "a mapping" if type(event) is MappingStartEvent else "a list"
        braces = event.flow_style and type(event) is MappingStartEvent
        self.report(
            "PC007",
            f"The key is {noun}, not text.",
            self.event_span(event),
            'Keys are text. Quote a value that begins with `{`, such as `"{name}"`.'
            if braces
            else "Keys are text: write a name before the colon.",
        )

    def refused_key(self, node: int, message: str, text: str | None) -> None:
        """Note that a key is not text; `text` is what to quote, if that helps."""
        hint = f'Quote it: `"{shortened(text)}":`.' if text else "Write the key as text."
        if text and not text[0].isalpha():
            hint = "Begin the key with a letter, for example `tier_1:`."
        self.report("PC007", message, self.span(node), hint)

    def span(self, node: int) -> Span:
        """Where a node stands."""
        return Span(self._file, *self._positions.mark(node))

    def event_span(self, event: Any) -> Span:
        """Where an event stands; where that is more than a line, its first character."""
        start, end = event.start_mark, event.end_mark
        place = self._positions.place
        stop = end.index if end.line == start.line else start.index
        return Span(self._file, *place(start.index), *place(max(stop, start.index + 1)))

    def tag(self, event: Any) -> None:
        """Note that an event bears a tag."""
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        hint = "Write the value itself"
        if tag == "!!str":
            hint = "Delete the tag and put the value in quotes"
        self.report(
            "PC008",
            f"The tag `{shortened(tag)}` stands before this value; tags are not part of the "
            "language.",
            self.event_span(event),
            f"{hint}.",
        )


def shortened(text: str) -> str:
    """A text of the file as it may stand in a message: short, on one line, and harmless."""
    shown = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 3] + "..."
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in shown
    )


def noun(value: Any) -> str:
    """What a value is, for a message."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a text"
    return "a list" if isinstance(value, list) else "a mapping"
