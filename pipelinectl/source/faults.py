"""The parser's errors in plain English, each with its frequent cause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelinectl.diagnostics import Related, Span, diagnostic
from pipelinectl.source.positions import Positions

if TYPE_CHECKING:
    from pipelinectl.diagnostics import Diagnostic

FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]",
)
"""What YAML does not allow in a text; a byte-order mark is allowed at the very beginning only."""

_NO_SPACE = re.compile(r"^[ ]*(?:- +)*([A-Za-z_][\w-]*):[^\s:/]")
_VALUE_BEGUN = re.compile(r"([ ]*(?:- +)*)[\w-]+: +[^\s#|>]")
_BARE_KEY = re.compile(r"([ ]*)[\w-]+:(?:\s|$)")
_NO_DASH = re.compile(r"([ ]*-)([A-Za-z][^:#]*)$")
_TWO_WORDS = re.compile(r"([ ]*)([a-z_]+) ([^\s:#-][^:#]*)$")
_STOPPED = "The YAML cannot be read any further"
_FOREIGN = {
    "@": "A value cannot begin with `@`.",
    "`": "A value cannot begin with a backtick.",
    "%": "A value cannot begin with `%`.",
}


class _Plain(NamedTuple):
    """How one of libyaml's errors reads here; `opener`: the caret belongs to what was opened."""

    message: str
    hint: str
    opener: bool = False


_QUOTE = _Plain(
    "The quote that opens here is not closed.",
    "Write the closing quote. An apostrophe inside '...' is written twice.",
    opener=True,
)
_FLOW = _Plain(
    "The bracket that opens here is not closed, or a comma is missing in it.",
    "Separate the items with commas and write the closing bracket.",
    opener=True,
)
_INDENT = _Plain(
    "The indentation of this line fits no line above it.",
    "Give entries of one mapping or list the same number of spaces.",
)
_COLON = _Plain(
    "A colon stands where none can be.",
    "Quote the whole value if the colon belongs to it; otherwise check the indentation.",
)
_TOO_FAR = (
    "This line has more spaces before it than the one above, whose value has begun already: "
    "give both the same number."
)
_VARIABLE = _Plain(
    "A variable inside brackets needs quotes: its `{` begins a mapping there.",
    'Write `"${var.name}"`.',
)
_PLAIN = {
    "mapping values are not allowed in this context": _COLON,
    "could not find expected ':'": _Plain(
        "A colon is missing after this key.",
        "Write `key: value`, with a space after the colon.",
        opener=True,
    ),
    "did not find expected key": _INDENT,
    "did not find expected '-' indicator": _Plain(
        "A list item is wanted here.",
        "Begin the line with `- `, at the same indentation as the items above.",
    ),
    "did not find expected ',' or '}'": _FLOW,
    "did not find expected ',' or ']'": _FLOW,
    "did not find expected node content": _Plain(
        "A value is missing in the brackets.",
        "Write a value, or delete the comma that is too many.",
    ),
    "found unexpected end of stream": _QUOTE,
    "found unexpected document indicator": _QUOTE,
    "found unknown escape character": _Plain(
        'A backslash in "..." begins an escape, and this one is unknown.',
        "Write `\\\\` for a backslash, or use '...', where a backslash is an ordinary character.",
    ),
    "did not find expected hexdecimal number": _Plain(
        "This escape needs hexadecimal digits.",
        "Write two digits after `\\x`, four after `\\u`, eight after `\\U`.",
    ),
    "block sequence entries are not allowed in this context": _Plain(
        "A list item cannot begin here.",
        "Put `- ` on a line of its own; quote a value that begins with a dash.",
    ),
    "mapping keys are not allowed in this context": _Plain(
        "A value cannot begin with `? `.",
        "Quote the value.",
    ),
    "did not find expected <document start>": _Plain(
        "This does not belong to the value above it.",
        "Check the indentation: a file holds one mapping.",
    ),
    "did not find expected alphabetic or numeric character": _Plain(
        "`&` and `*` begin the name of an anchor, and here is none.",
        "Quote a value that begins with `&` or `*`.",
        opener=True,
    ),
    "did not find expected comment or line break": _Plain(
        "Nothing but a comment may follow `|` or `>` on its line.",
        "Begin the text on the next line, or quote a value that begins with `|` or `>`.",
    ),
    "found unknown directive name": _Plain(
        "A line cannot begin with `%`.",
        "Quote the value, or delete the line.",
    ),
}
_TAG = _Plain(
    "A value cannot begin with `!`.",
    "Quote the value; tags are not part of the language.",
    opener=True,
)
_OPEN_END = _Plain("The file ends inside a bracket.", "Write the value and the closing bracket.")
_NO_KEY = _Plain("A key is missing before this colon.", "Write the key, or quote the whole value.")
_AFTER_VALUE = _Plain(
    "Something follows a value that has already ended.",
    "Quote the whole value. An apostrophe inside '...' is written twice.",
)
_SECOND_COLON = _Plain(
    "An unquoted value holds a colon and a space, which begin another mapping.",
    "Put the whole value in quotes.",
)


def syntax_fault(error: Any, text: str, file: str) -> Diagnostic:
    """The finding for an error of the parser.

    Args:
        error: what the parser raised: `yaml.YAMLError`, or `UnicodeEncodeError`.
        text: what it read.
        file: the file's name in spans.
    """
    forbidden = forbidden_character(text, file)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return forbidden or diagnostic("PC004", f"{_STOPPED}.", span=Span(file, 1, 1, 1, 1))
    fault = _Fault(error, text, file)
    return (
        fault.tab()
        or fault.missing_sign()
        or fault.missing_space()
        or fault.foreign_sign()
        or fault.plain()
    )


def forbidden_character(text: str, file: str) -> Diagnostic | None:
    """The finding for the first character that YAML does not allow."""
    found = FORBIDDEN.search(text)
    if found is None:
        return None
    code = ord(found[0])
    name = {0: "a NUL byte", 0xFEFF: "a byte-order mark"}.get(code, "a control character")
    return diagnostic(
        "PC003",
        f"The file holds {name} (U+{code:04X}), which YAML does not allow here.",
        span=_span(Positions(text), file, found.start()),
        hint='Delete it, or write it as an escape in "...".' if code else "Delete it.",
    )


class _Fault:
    """One error of the parser, and the text around it."""

    def __init__(self, error: Any, text: str, file: str) -> None:
        self.problem = str(error.problem)
        self.file = file
        self.positions = Positions(text)
        here = error.problem_mark or error.context_mark
        self.here = self._visible(here.index)
        self.opened = min(error.context_mark.index, len(text)) if error.context_mark else self.here

    def tab(self) -> Diagnostic | None:
        """A tab in the indentation of the line, whatever the parser made of it."""
        start = self._line_start(self.here)
        indentation = re.compile(r"[ \t]*").match(self.positions.text, start)
        before = indentation[0] if indentation else ""
        if "\t" not in before:
            return None
        return diagnostic(
            "PC005",
            "A tab is used for indentation; YAML indents with spaces only.",
            span=self._span(start + before.index("\t")),
            hint="Replace the tab with two spaces for each level.",
        )

    def missing_space(self) -> Diagnostic | None:
        """`key:value` on this line or the one before: YAML takes it for a text."""
        if not self.problem.startswith(("mapping values", "could not find expected ':'")):
            return None
        start = self._line_start(self.here)
        for line_start in (self._line_start(max(start - 1, 0)), start):
            line = self._line(line_start)
            found = _NO_SPACE.match(line)
            if found and ": " not in line:
                key = found[1]
                return diagnostic(
                    "PC004",
                    f"A space is missing after `{key}:`.",
                    span=self._span(line_start + found.end(1)),
                    hint=f"Write `{key}: ` and then the value.",
                )
        return None

    def missing_sign(self) -> Diagnostic | None:
        """`name Support` or `-Support` on the line above: YAML reads on into the next line."""
        start = self._line_start(self.here)
        above = self._line_start(max(start - 1, 0))
        line, below = self._line(above), self._line(start)
        dash, words = _NO_DASH.match(line), _TWO_WORDS.match(line)
        if dash and self.problem.startswith(("mapping values", "could not find expected ':'")):
            return diagnostic(
                "PC004",
                "A space is missing after the dash.",
                span=self._span(above + dash.end(1)),
                hint=f"Write `- {dash[2]}`.",
            )
        key = _BARE_KEY.match(below) or _VALUE_BEGUN.match(below)
        if words and key and words[1] == key[1] and self.problem.startswith("mapping values"):
            return diagnostic(
                "PC004",
                f"A colon is missing after `{words[2]}`.",
                span=self._span(above + words.end(2)),
                hint=f"Write `{words[2]}: {words[3]}`.",
            )
        return None

    def foreign_sign(self) -> Diagnostic | None:
        """A value that begins with a sign that YAML keeps for itself."""
        if self.problem != "found character that cannot start any token":
            return None
        sign = self.positions.text[self.here : self.here + 1]
        message = _FOREIGN.get(sign, f"A value cannot begin with {sign!r}.")
        return diagnostic(
            "PC004", message, span=self._span(self.here), hint="Put the value in quotes."
        )

    def plain(self) -> Diagnostic:
        """Every other error, by the table."""
        known = self._known()
        if known is None:
            return diagnostic(
                "PC004",
                f"{_STOPPED}: {self.problem}.",
                span=self._span(self.here),
                hint="The cause is often a line above: an open quote, a missing colon.",
            )
        primary, other = self.here, None
        if known.opener and self.opened != self.here:
            primary, other = self.opened, self.here
        related = [] if other is None else [Related(self._span(other), "reading stopped here")]
        return diagnostic(
            "PC004", known.message, span=self._span(primary), hint=known.hint, related=related
        )

    def _known(self) -> _Plain | None:
        before = self.positions.text[self._line_start(self.here) : self.here]
        if " tag" in self.problem or self.problem == "did not find expected '!'":
            return _TAG
        known = _PLAIN.get(self.problem)
        if known is _INDENT and self.positions.text.startswith(":", self.here):
            return _NO_KEY
        if known is _FLOW and self.positions.text.startswith("${", max(self.here - 1, 0)):
            return _VARIABLE
        if "node content" in self.problem and not self.positions.text[self.here :].strip():
            return _OPEN_END
        if known is _INDENT and before.strip(" -"):
            return _AFTER_VALUE
        return self._colon(before) if known is _COLON else known

    def _colon(self, before: str) -> _Plain:
        """What a colon that is one too many on its line, or on any line, comes from."""
        if re.search(r":\s", before):
            return _SECOND_COLON
        return _COLON._replace(hint=_TOO_FAR) if self._is_indented_too_far() else _COLON

    def _is_indented_too_far(self) -> bool:
        """Whether this line is a `key:` that stands deeper than the `key: value` above it."""
        start = self._line_start(self.here)
        above = self._line(self._line_start(max(start - 1, 0)))
        below = self._line(start)
        value = _VALUE_BEGUN.match(above)
        key = _BARE_KEY.match(below)
        return bool(value and key and len(key[1]) > len(value[1]))

    def _visible(self, offset: int) -> int:
        """The place itself, or the last character before it where it is the end of the file."""
        text = self.positions.text
        return offset if offset < len(text) else len(text.rstrip()) or 0

    def _line_start(self, offset: int) -> int:
        text = self.positions.text
        return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1

    def _line(self, start: int) -> str:
        return re.split(r"[\r\n]", self.positions.text[start : start + 1000], maxsplit=1)[0]

    def _span(self, offset: int) -> Span:
        return _span(self.positions, self.file, offset)


def _span(positions: Positions, file: str, offset: int) -> Span:
    """One character, or nothing at the end of a line."""
    line, column = positions.place(offset)
    sign = positions.text[offset : offset + 1]
    return Span(file, line, column, line, column + (sign not in {"", "\r", "\n"}))
