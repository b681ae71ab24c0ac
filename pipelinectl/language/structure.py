"""From a document to its shape: every part that is well formed, and a finding for every other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipelinectl.language.fault import fault
from pipelinectl.language.faults import explain
from pipelinectl.language.models import FileModel
from pipelinectl.language.owners import OF_CHANNELS

if TYPE_CHECKING:
    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.language.channels.sections import Sections
    from pipelinectl.language.fault import Fault
    from pipelinectl.language.models import AccountModel, PipelineModel
    from pipelinectl.language.models.automations import (
        AutomateModel,
        AutomationModel,
        StatusActions,
    )
    from pipelinectl.language.models.file import RemovedModel
    from pipelinectl.source.document import Document, Path

IN_PIPELINES = frozenset({"automate", "when_status_reaches"})
"""The fields of a pipeline that hold automations."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The well-formed parts of one document.

    None stands for a pipeline or an automation that is declared and faulty. `automate` and
    `reactions`, the actions of statuses, are by the keys of pipelines. `removed` holds each entry
    with its index in the file. `sections` are those that concern channels, None where there are
    none. `complete` says that nothing was left out.
    """

    document: Document
    account: AccountModel | None = None
    pipelines: dict[str, PipelineModel | None] = field(default_factory=dict)
    removed: tuple[tuple[int, RemovedModel], ...] = ()
    automate: dict[str, AutomateModel | None] = field(default_factory=dict)
    reactions: dict[str, dict[str, StatusActions | None]] = field(default_factory=dict)
    automations: dict[str, AutomationModel | None] = field(default_factory=dict)
    sections: Sections | None = None
    complete: bool = True


def shape(document: Document) -> tuple[Shape, list[Diagnostic]]:
    """Check the structure of one document.

    Returns the parts without a fault, and every fault of the others.
    """
    assert isinstance(document.value, dict), "the reader makes documents of mappings only"
    value = {key: part for key, part in document.value.items() if not key.startswith("x-")}
    channels = {key: value.pop(key) for key in tuple(value) if key in OF_CHANNELS}
    value, parts = _apart(value)
    whole, faults = _plain(document, value)
    if parts:
        from pipelinectl.language.parts import read_parts  # noqa: PLC0415 - see there

        read = read_parts(document, parts)
        faults += read.faults
        whole = replace(
            whole, automate=read.automate, reactions=read.reactions, automations=read.automations
        )
    if channels:
        from pipelinectl.language.channels.sections import read_sections  # noqa: PLC0415 - there

        sections = read_sections(document, channels)
        faults += sections.faults
        whole = replace(whole, sections=sections)
    return replace(whole, complete=not faults), explain(faults)


def _apart(value: dict[str, Any]) -> tuple[dict[str, Any], dict[Path, Any]]:
    """A document without its automations, and those by the ways to them."""
    rest = dict(value)
    parts: dict[Path, Any] = {}
    if "automations" in value:
        parts["automations",] = rest.pop("automations")
    pipelines = value.get("pipelines")
    if not isinstance(pipelines, dict):
        return rest, parts
    bare = {}
    for key, pipeline in pipelines.items():
        if not isinstance(pipeline, dict) or IN_PIPELINES.isdisjoint(pipeline):
            continue
        bare[key] = {name: each for name, each in pipeline.items() if name not in IN_PIPELINES}
        for name in pipeline.keys() & IN_PIPELINES:
            parts["pipelines", key, name] = pipeline[name]
    if bare:
        rest["pipelines"] = {**pipelines, **bare}
    return rest, parts


def _plain(document: Document, value: dict[str, Any]) -> tuple[Shape, list[Fault]]:
    """The shape of a document that is without its automations, and its faults."""
    try:
        return _whole(document, FileModel.model_validate(value)), []
    except ValidationError as error:
        faults = [fault(document, details) for details in error.errors(include_url=False)]
    return _sound(document, value, {found.path for found in faults}), faults


def _whole(document: Document, file: FileModel) -> Shape:
    return Shape(
        document,
        account=file.account,
        pipelines=dict(file.pipelines or {}),
        removed=tuple(enumerate(file.removed or ())),
    )


def _sound(document: Document, value: dict[str, Any], faulty: set[Path]) -> Shape:
    """The shape of a document without the parts that hold a fault.

    Pipelines and entries of `removed` stand alone; of everything else the whole section goes.
    """
    sections = {
        path[0] for path in faulty if len(path) == 1 or path[0] not in {"pipelines", "removed"}
    }
    sound = {key: part for key, part in value.items() if key not in sections}
    parts = {path[:2] for path in faulty}
    pipelines = sound.get("pipelines") or {}
    removed = sound.get("removed") or []
    kept = [index for index in range(len(removed)) if ("removed", index) not in parts]
    sound["pipelines"] = {
        key: part for key, part in pipelines.items() if ("pipelines", key) not in parts
    }
    sound["removed"] = [removed[index] for index in kept]
    file = FileModel.model_validate(sound)
    wellformed = file.pipelines or {}
    return Shape(
        document,
        account=file.account,
        pipelines={key: wellformed.get(key) for key in pipelines},
        removed=tuple(zip(kept, file.removed or (), strict=True)),
        complete=False,
    )
