"""One finding of pydantic, read as a place of the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelinectl.diagnostics import diagnostic
from pipelinectl.language.models import TAGS
from pipelinectl.language.owners import Owner, owner_at, subject, value_at

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from pipelinectl.diagnostics import Diagnostic, Span
    from pipelinectl.source.document import Document, Path

_KEY_STEP = "[key]"
"""What pydantic appends to the place of a key that is at fault itself."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding of pydantic: its kind, the place in the document, and the value there.

    `pattern` is the form that a text should have, `expected` the words one of which is wanted.
    """

    document: Document
    type: str
    path: Path
    value: Any
    on_key: bool
    pattern: str | None
    expected: str | None = None

    @property
    def owner(self) -> Owner:
        """The mapping whose field is at fault."""
        return owner_at(self.document, self.path[:-1])

    @property
    def field(self) -> str:
        """The name of the field that is at fault; for an item of a list, the list's."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")

    @property
    def subject(self) -> str:
        """The value at fault, at the start of a sentence."""
        return subject(self.document, self.path)

    @property
    def span(self) -> Span:
        """Where the value stands."""
        return self.document.span(self.path)

    @property
    def key_span(self) -> Span:
        """Where the key stands."""
        return self.document.key_span(self.path)


def fault(document: Document, error: ErrorDetails, at: Path = ()) -> Fault:
    """Read one finding of pydantic: leave out of its place what the file does not have.

    `at` is the way to the value that pydantic was given.
    """
    way = error["loc"]
    on_key = way[-1:] == (_KEY_STEP,) and error["type"] != "extra_forbidden"
    inner = _without_tags(value_at(document.value, at), way[:-1])
    if way and not on_key and (way[-1] not in TAGS or error["type"] == "extra_forbidden"):
        inner.append(way[-1])
    context = error.get("ctx", {})
    pattern = context.get("pattern")
    on_key = on_key or (pattern is not None and _is_free_key(document, (*at, *inner), error))
    return Fault(
        document,
        error["type"],
        (*at, *inner),
        error["input"],
        on_key,
        pattern,
        context.get("expected"),
    )


def said(
    found: Fault, code: str, message: str, hint: str | None = None, *, key: bool = False
) -> Diagnostic:
    """A fault in words, at its value or, for a fault of the key, at the key."""
    return diagnostic(
        code,
        message,
        span=found.key_span if key else found.span,
        hint=hint,
        address=found.owner.address,
    )


def _without_tags(value: Any, way: Path) -> list[str | int]:
    """The steps that the file has: no names of branches, unless a key is called so."""
    kept: list[str | int] = []
    for step in way:
        if step not in TAGS or (isinstance(value, dict) and step in value):
            kept.append(step)
            value = value_at(value, (step,))
    return kept


def _is_free_key(document: Document, path: Path, error: ErrorDetails) -> bool:
    """Whether a text of a wrong form is the key of a mapping that takes any: no step says so."""
    at_fault = error["input"]
    return bool(path) and at_fault == path[-1] and value_at(document.value, path) != at_fault
