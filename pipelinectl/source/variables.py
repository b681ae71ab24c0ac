"""`${var.name}` in values: a document and variables to a document without them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipelinectl.diagnostics import Diagnostic, Span, diagnostic
from pipelinectl.names import near
from pipelinectl.source.findings import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.source.document import Document
    from pipelinectl.source.positions import Entries

Variable = str | int | float | bool

_PART = re.compile(r"\$\$\{|\$\{(?:var\.([A-Za-z_][A-Za-z0-9_-]*)\}|[^}\n]*\}?)")
"""A literal `${`, a variable (group 1), or any other form that begins like one."""

_MALFORMED = re.compile(r"\$\{\s*(?:vars?[.:])?([A-Za-z_][A-Za-z0-9_-]*)")
"""A form that was probably meant as a variable: `${name}`, `${var.name`, `${ var.name }`."""

_MISSING: Any = object()


def substitute(
    document: Document, variables: Mapping[str, Variable]
) -> tuple[Document, list[Diagnostic]]:
    """The document with every `${var.name}` in a value replaced, and `$${` made `${`.

    A value that is one variable alone keeps the variable's type. The document itself stays as it
    is. Positions are those of the text with the variables in it.

    Returns:
        The new document (the same one where nothing is to replace), and a finding for each
        variable that is unknown, malformed or in a key. Such a part stays as it is written.
    """
    if not document.uses_variables:
        return document, []
    substitution = _Substitution(document, variables)
    value = substitution.run()
    return replace(document, value=value), substitution.diagnostics


class _Substitution:
    """One walk over a document. A value that aliases share is replaced once and stays shared."""

    def __init__(self, document: Document, variables: Mapping[str, Variable]) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._document = document
        self._positions = document.positions
        self._variables = variables
        self._done: dict[int, Any] = {}

    def run(self) -> Any:
        return self._value(self._document.value, 0)

    def _value(self, value: Any, node: int) -> Any:
        """The value with its variables replaced. The depth is that of the file, so bounded."""
        node = self._positions.aliases.get(node, node)
        if not isinstance(value, str | dict | list):
            return value
        if node not in self._done:
            if isinstance(value, str):
                self._done[node] = self._text(value, node)
            else:
                self._done[node] = self._collection(value, node)
        return self._done[node]

    def _collection(self, value: Any, node: int) -> Any:
        entries = self._positions.entries_of(node, value)
        if isinstance(value, list):
            return [
                self._value(item, at) for item, (_, at) in zip(value, entries.values(), strict=True)
            ]
        return {
            key: self._value(below, self._checked(key, entries)) for key, below in value.items()
        }

    def _checked(self, key: str, entries: Entries) -> int:
        """The node of the value; a variable in the key before it is reported once."""
        key_node, node = entries[key]
        if "${" in key and key_node not in self._done:
            self._done[key_node] = key
            for part in _PART.finditer(key):
                if not part[0].startswith("$$"):
                    self._report_key(part[0], key_node)
        return node

    def _text(self, text: str, node: int) -> Any:
        if "${" not in text:
            return text
        whole = _PART.fullmatch(text)
        if whole and whole[1]:
            value = self._variables.get(whole[1], _MISSING)
            return value if value is not _MISSING else self._part(whole, node, {})
        seen: dict[str, int] = {}
        return _PART.sub(lambda part: self._part(part, node, seen), text)

    def _part(self, part: re.Match[str], node: int, seen: dict[str, int]) -> str:
        """What one part of a text becomes; `seen` counts the like parts before it."""
        written = part[0]
        if written == "$${":
            return "${"
        count = seen[written] = seen.get(written, -1) + 1
        name = part[1]
        if name is not None and name in self._variables:
            return _as_text(self._variables[name])
        span = self._span_of(written, node, count)
        self.diagnostics.append(self._unknown(name, written, span))
        return written

    def _unknown(self, name: str | None, written: str, span: Span) -> Diagnostic:
        if name is None:
            meant = _MALFORMED.match(written)
            known = meant is not None and meant[1] in self._variables
            return diagnostic(
                "PC109",
                f"`{shortened(written)}` is no variable: the form is `${{var.name}}`.",
                span=span,
                hint=f"Write `${{var.{meant[1]}}}`."
                if meant is not None and known
                else "Write `$${` where the text itself is meant to hold `${`.",
            )
        guess = near(name, self._variables)
        hint = f"Write `{name}:` under `variables:` in pipelinectl.yaml, or pass `--var`."
        return diagnostic(
            "PC109",
            f"The variable `{name}` is not defined.",
            span=span,
            hint=hint if guess is None else f"Did you mean `${{var.{guess}}}`?",
        )

    def _report_key(self, written: str, node: int) -> None:
        self.diagnostics.append(
            diagnostic(
                "PC110",
                f"`{shortened(written)}` stands in a key; variables stand in values only.",
                span=self._span_of(written, node, 0),
                hint="Write the key out. A name or label below it may hold the variable.",
            )
        )

    def _span_of(self, written: str, node: int, count: int) -> Span:
        """The part itself where the value is written on one line, else the whole value."""
        raw = self._positions.written(node)
        start = -1
        if "\n" not in raw and "\r" not in raw:
            places = [found.start() for found in _PART.finditer(raw) if found[0] == written]
            start = places[count] if count < len(places) else -1
        if start < 0:
            return Span(self._document.file, *self._positions.mark(node))
        start += self._positions.tape[node]
        place = self._positions.place
        return Span(self._document.file, *place(start), *place(start + len(written)))


def _as_text(value: Variable) -> str:
    """A variable inside a longer text: booleans as YAML writes them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
