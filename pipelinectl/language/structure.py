"""From a document to its shape: every part that is well formed, and a finding for every other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipelinectl.language.fault import fault
from pipelinectl.language.faults import explain
from pipelinectl.language.models import FileModel

if TYPE_CHECKING:
    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.language.models import (
        AccountModel,
        PipelineModel,
        RemovedPipelineModel,
        RemovedStatusModel,
    )
    from pipelinectl.source.document import Document, Path


@dataclass(frozen=True, slots=True)
class Shape:
    """The well-formed parts of one document.

    `pipelines` holds None for a pipeline that is declared and faulty. `removed` holds each entry
    with its index in the file. `complete` says that nothing was left out.
    """

    document: Document
    account: AccountModel | None = None
    pipelines: dict[str, PipelineModel | None] = field(default_factory=dict)
    removed: tuple[tuple[int, RemovedPipelineModel | RemovedStatusModel], ...] = ()
    complete: bool = True


def shape(document: Document) -> tuple[Shape, list[Diagnostic]]:
    """Check the structure of one document.

    Returns the parts without a fault, and every fault of the others.
    """
    assert isinstance(document.value, dict), "the reader makes documents of mappings only"
    value = {key: part for key, part in document.value.items() if not key.startswith("x-")}
    try:
        return _whole(document, FileModel.model_validate(value)), []
    except ValidationError as error:
        faults = [fault(document, details) for details in error.errors(include_url=False)]
    return _sound(document, value, {found.path for found in faults}), explain(faults)


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
