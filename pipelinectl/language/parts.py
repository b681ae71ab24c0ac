"""The parts of a document that hold automations: each checked for itself, apart from the rest.

This module imports their models, which takes time: only what has found such a part imports it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipelinectl.language.entries import Section
from pipelinectl.language.models.automations import AutomateModel
from pipelinectl.language.models.whole import Automations, WhenStatusReaches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.language.fault import Fault
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


_AUTOMATE = Section(AutomateModel)
_REACTIONS = Section(WhenStatusReaches)
_AUTOMATIONS = Section(Automations)


def read_parts(document: Document, values: Mapping[Path, Any]) -> Parts:
    """Check the parts of a document, given by the ways to them."""
    parts = Parts()
    for path, value in values.items():
        match path:
            case ("automations",):
                parts.automations = _AUTOMATIONS.by_key(document, path, value, parts.faults)
            case (_, str(key), "automate"):
                parts.automate[key] = _AUTOMATE.whole(document, path, value, parts.faults)
            case (_, str(key), _):
                parts.reactions[key] = _REACTIONS.by_key(document, path, value, parts.faults)
    return parts
