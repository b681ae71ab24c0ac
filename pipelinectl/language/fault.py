"""One finding of pydantic, read as a place of the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelinectl.language.models import TAGS
from pipelinectl.language.owners import Owner, owner_at, subject

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from pipelinectl.diagnostics import Span
    from pipelinectl.source.document import Document, Path

_KEY_STEP = "[key]"
"""What pydantic appends to the place of a key that is at fault itself."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding of pydantic: its kind, the place in the document, and the value there."""

    document: Document
    type: str
    path: Path
    value: Any
    on_key: bool
    pattern: str | None

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


def fault(document: Document, error: ErrorDetails) -> Fault:
    """Read one finding of pydantic: leave out of its place what the file does not have."""
    *way, last = error["loc"] or ("",)
    on_key = last == _KEY_STEP and error["type"] != "extra_forbidden"
    path: list[str | int] = [step for step in way if step not in TAGS]
    if not on_key and (last not in TAGS or error["type"] == "extra_forbidden"):
        path.append(last)
    pattern = error.get("ctx", {}).get("pattern")
    return Fault(document, error["type"], tuple(path), error["input"], on_key, pattern)
