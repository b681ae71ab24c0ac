"""The parts of a document that hold automations: each checked for itself, apart from the rest.

This module imports their models, which takes time: only what has found such a part imports it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from pipelinectl.language.fault import Fault, fault
from pipelinectl.language.models.automations import AutomateModel
from pipelinectl.language.models.whole import Automations, WhenStatusReaches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.language.models.automations import AutomationModel, StatusActions
    from pipelinectl.source.document import Document, Path


@dataclass(slots=True)
class Parts:
    """The well-formed automations of one document; None stands for one that is faulty.

    `automate` and `reactions` (the actions of statuses) are by the keys of pipelines.
    """

    automate: dict[str, AutomateModel | None] = field(default_factory=dict)
    reactions: dict[str, dict[str, StatusActions | None]] = field(default_factory=dict)
    automations: dict[str, AutomationModel | None] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


_WHEN_NEEDED = ConfigDict(defer_build=True)
_AUTOMATE: TypeAdapter[Any] = TypeAdapter(AutomateModel | None, config=_WHEN_NEEDED)
_REACTIONS: TypeAdapter[Any] = TypeAdapter(WhenStatusReaches | None, config=_WHEN_NEEDED)
_AUTOMATIONS: TypeAdapter[Any] = TypeAdapter(Automations | None, config=_WHEN_NEEDED)


def read_parts(document: Document, values: Mapping[Path, Any]) -> Parts:
    """Check the parts of a document, given by the ways to them."""
    parts = Parts()
    for path, value in values.items():
        match path:
            case ("automations",):
                parts.automations = _entries(parts, _AUTOMATIONS, document, path, value)
            case (_, str(key), "automate"):
                parts.automate[key] = _single(parts, document, path, value)
            case (_, str(key), _):
                parts.reactions[key] = _entries(parts, _REACTIONS, document, path, value)
    return parts


def _single(parts: Parts, document: Document, path: Path, value: Any) -> AutomateModel | None:
    try:
        found: AutomateModel | None = _AUTOMATE.validate_python(value)
    except ValidationError as error:
        parts.faults += _faults(document, path, error)
        return None
    return found


def _entries(
    parts: Parts, adapter: TypeAdapter[Any], document: Document, path: Path, value: Any
) -> dict[str, Any]:
    """The entries of a mapping; those with a fault are None."""
    try:
        return adapter.validate_python(value) or {}
    except ValidationError as error:
        parts.faults += _faults(document, path, error)
        bad = {each["loc"][0] for each in error.errors(include_url=False) if each["loc"]}
    if not isinstance(value, dict):
        return {}
    sound = adapter.validate_python({key: each for key, each in value.items() if key not in bad})
    return {key: sound.get(key) for key in value}


def _faults(document: Document, path: Path, error: ValidationError) -> list[Fault]:
    return [fault(document, each, path) for each in error.errors(include_url=False)]
