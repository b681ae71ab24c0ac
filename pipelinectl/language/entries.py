"""Sections of a document that stand alone: each entry is checked for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from pipelinectl.language.fault import Fault, fault

if TYPE_CHECKING:
    from collections.abc import Hashable

    from pipelinectl.source.document import Document, Path


class Section:
    """Reads one kind of section, and gathers what is wrong in those that were read.

    What it is built of is built when the first is read.
    """

    def __init__(self, annotation: Any) -> None:
        """Take what pydantic shall read a section as."""
        self._adapter: TypeAdapter[Any] = TypeAdapter(
            annotation | None, config=ConfigDict(defer_build=True)
        )

    def whole(self, document: Document, path: Path, value: Any, faults: list[Fault]) -> Any:
        """A section that is one thing; None where it is omitted or has a fault."""
        try:
            return self._adapter.validate_python(value)
        except ValidationError as error:
            faults += _faults(document, path, error)
            return None

    def by_key(
        self, document: Document, path: Path, value: Any, faults: list[Fault]
    ) -> dict[str, Any]:
        """The entries of a mapping; those with a fault are None."""
        read, bad = self._read(document, path, value, faults)
        if not bad or not isinstance(value, dict):
            return read or {}
        sound = {key: each for key, each in value.items() if key not in bad}
        read = self._adapter.validate_python(sound)
        return {key: read.get(key) for key in value}

    def listed(
        self, document: Document, path: Path, value: Any, faults: list[Fault]
    ) -> tuple[tuple[int, Any], ...]:
        """The entries of a list that have no fault, each with its index."""
        read, bad = self._read(document, path, value, faults)
        if not bad or not isinstance(value, list):
            return tuple(enumerate(read or ()))
        kept = [index for index in range(len(value)) if index not in bad]
        read = self._adapter.validate_python([value[index] for index in kept])
        return tuple(zip(kept, read, strict=True))

    def _read(
        self, document: Document, path: Path, value: Any, faults: list[Fault]
    ) -> tuple[Any, set[Hashable]]:
        """What was read, None where there is a fault; and the keys or indexes of such entries."""
        try:
            return self._adapter.validate_python(value), set()
        except ValidationError as error:
            faults += _faults(document, path, error)
            locations = [each["loc"] for each in error.errors(include_url=False)]
        return None, {location[0] for location in locations if location}


def _faults(document: Document, path: Path, error: ValidationError) -> list[Fault]:
    return [fault(document, each, path) for each in error.errors(include_url=False)]
