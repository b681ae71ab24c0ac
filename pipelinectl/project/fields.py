"""Reading one mapping of the project file field by field; every fault is noted, none raised."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipelinectl.diagnostics import Diagnostic, Span, diagnostic
from pipelinectl.names import near
from pipelinectl.source.findings import noun, shortened

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipelinectl.source import Document
    from pipelinectl.source.document import Path


class Fields:
    """The mapping at `path`. A method returns None for a field that is left out or faulty."""

    def __init__(self, document: Document, path: Path, found: list[Diagnostic]) -> None:
        """Read the mapping at `path`, whose value is a mapping; note faults in `found`."""
        self.document = document
        self.path = path
        self.found = found
        self.values: dict[str, Any] = document.value
        for step in path:
            self.values = self.values[step]  # type: ignore[index]  # the path leads through mappings
        self.before = len(found)
        self._misspelt: set[str | None] = set()

    @property
    def faultless(self) -> bool:
        """Whether nothing was noted since this mapping was begun."""
        return len(self.found) == self.before

    def span(self, *path: str | int) -> Span:
        """Where the value below this mapping stands."""
        return self.document.span((*self.path, *path))

    def report(self, code: str, message: str, *path: str | int, hint: str | None) -> None:
        """Note a fault of the value at `path` below this mapping."""
        self.found.append(diagnostic(code, message, span=self.span(*path), hint=hint))

    def report_key(self, code: str, message: str, name: str, *, hint: str) -> None:
        """Note a fault of the key of a field itself."""
        span = self.document.key_span((*self.path, name))
        self.found.append(diagnostic(code, message, span=span, hint=hint))

    def only(self, known: Collection[str]) -> None:
        """Refuse all fields but the known ones and those that begin with `x-`."""
        for name in self.values:
            if name in known or name.startswith("x-"):
                continue
            guess = near(name, known)
            self._misspelt.add(guess)
            hint = f"Did you mean `{guess}`?" if guess else f"Known here: {', '.join(known)}."
            self.found.append(
                diagnostic(
                    "PC101",
                    f"The field `{shortened(name)}` is unknown here.",
                    span=self.document.key_span((*self.path, name)),
                    hint=hint,
                )
            )

    def require(self, name: str, example: str) -> None:
        """Note a field that is left out, unless `only` took another one for a slip of it."""
        if self.values.get(name) is None and name not in self._misspelt:
            where = f"`{shortened(str(self.path[-1]))}`" if self.path else "The project file"
            self.found.append(
                diagnostic(
                    "PC102",
                    f"{where} lacks the field `{name}`.",
                    span=self.document.key_span(
                        (*self.path, name) if name in self.values else self.path
                    ),
                    hint=f"Write `{name}: {example}`.",
                )
            )

    def text(self, name: str) -> str | None:
        """A text that is not empty."""
        return self.text_at(name, name)

    def text_at(self, label: str, *path: str | int) -> str | None:
        """The text at a path below this mapping, that is not empty; `label` is its name."""
        value: Any = self.values
        for step in path:
            value = value[step] if step in value or isinstance(step, int) else None
        if value is None:
            return None
        if isinstance(value, bool | int | float):
            written = self.document.written((*self.path, *path)) or str(value)
            self.report(
                "PC104",
                f"`{label}` takes a text; `{written}` is {noun(value)}.",
                *path,
                hint=f"Write {json.dumps(written)} in quotes.",
            )
        elif not isinstance(value, str):
            self._wrong(label, "a text", value, path, None)
        elif not value.strip():
            self.report(
                "PC112", f"`{label}` is empty.", *path, hint="Write a text, or leave it out."
            )
        else:
            return value
        return None

    def number(self, name: str, least: int, most: int | None = None) -> int | None:
        """A whole number within bounds."""
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, float):
            written = self.document.written((*self.path, name))
            hint = f"Write `{name}: {int(value)}`." if value.is_integer() else None
            self.report("PC103", f"`{name}` takes a whole number, not {written}.", name, hint=hint)
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            quoted = isinstance(value, str) and value.isascii() and value.isdigit()
            hint = f"Write `{name}: {value}` without quotes." if quoted else None
            if isinstance(value, str) and "${" in value:
                hint = "The project file itself takes no variables; write the number."
            self._wrong(name, "a whole number", value, (name,), hint)
            return None
        if value < least or (most is not None and value > most):
            bounds = f"at least {least}" if most is None else f"from {least} to {most}"
            self.report(
                "PC105", f"`{name}` is {value}; it takes a number {bounds}.", name, hint=None
            )
            return None
        return value

    def boolean(self, name: str) -> bool | None:
        """`true` or `false`."""
        value = self.values.get(name)
        if value is None or isinstance(value, bool):
            return value
        switch = "false" if value in ("no", "No", "off", "Off", "false") else "true"
        self._wrong(name, "`true` or `false`", value, (name,), f"Write `{name}: {switch}`.")
        return None

    def word(self, name: str, allowed: Collection[str]) -> str | None:
        """One of a fixed set of words."""
        value = self.text(name)
        if value is None or value in allowed:
            return value
        guess = near(value, allowed)
        self.report(
            "PC105",
            f"`{name}` takes {_listed(allowed)}, not `{shortened(value)}`.",
            name,
            hint=f"Did you mean `{guess}`?" if guess else None,
        )
        return None

    def mapping(self, name: str) -> Fields | None:
        """A mapping, to be read in the same way."""
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            self._wrong(name, "a mapping", value, (name,), None)
            return None
        return Fields(self.document, (*self.path, name), self.found)

    def texts(self, name: str) -> tuple[str, ...] | None:
        """A list of texts; the faulty ones are left out."""
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, list):
            hint = f"Write `{name}: [{value}]`." if isinstance(value, str) else None
            self._wrong(name, "a list", value, (name,), hint)
            return None
        read = (self.text_at(f"{name}[{index}]", name, index) for index in range(len(value)))
        return tuple(text for text in read if text is not None)

    def _wrong(
        self, label: str, wanted: str, value: Any, path: tuple[str | int, ...], hint: str | None
    ) -> None:
        self.report("PC103", f"`{label}` takes {wanted}, not {noun(value)}.", *path, hint=hint)


def _listed(words: Collection[str]) -> str:
    *first, last = (f"`{word}`" for word in words)
    return f"{', '.join(first)} or {last}" if first else last
