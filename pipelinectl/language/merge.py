"""From the shapes of several files to one: by key, and never with a silent winner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.diagnostics import Diagnostic, Related, diagnostic
from pipelinectl.language.spec import Place
from pipelinectl.language.wording import excerpt
from pipelinectl.model import Address, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipelinectl.language.models import (
        AccountModel,
        PipelineModel,
        RemovedPipelineModel,
        RemovedStatusModel,
    )
    from pipelinectl.language.structure import Shape


@dataclass(frozen=True, slots=True)
class Merged:
    """All files as one. A pipeline is None where it is declared and faulty."""

    account: AccountModel | None
    pipelines: Mapping[str, tuple[Place, PipelineModel | None]]
    removed: Sequence[tuple[Place, RemovedPipelineModel | RemovedStatusModel]]
    complete: bool


def merge(shapes: Sequence[Shape]) -> tuple[Merged, list[Diagnostic]]:
    """Join the files: pipelines by key, entries of `removed` one after the other.

    What two files declare is found; the first declaration stays.
    """
    account, unlike = _account(shapes)
    pipelines, twice = _pipelines(shapes)
    removed = [
        (Place(shape.document, ("removed", index)), entry)
        for shape in shapes
        for index, entry in shape.removed
    ]
    complete = all(shape.complete for shape in shapes) and not unlike and not twice
    return Merged(account, pipelines, removed, complete), unlike + twice


def _account(shapes: Sequence[Shape]) -> tuple[AccountModel | None, list[Diagnostic]]:
    declared = [
        (shape.account, Place(shape.document, ("account",)))
        for shape in shapes
        if shape.account is not None
    ]
    if not declared:
        return None, []
    first, place = declared[0]
    return first, [
        diagnostic(
            "PC108",
            f"account is declared in {place.document.file} too, and the two differ.",
            span=other_place.key_span,
            hint="Keep one of the two.",
            related=[Related(place.key_span, "the first declaration")],
        )
        for other, other_place in declared[1:]
        if other != first
    ]


def _pipelines(
    shapes: Sequence[Shape],
) -> tuple[dict[str, tuple[Place, PipelineModel | None]], list[Diagnostic]]:
    merged: dict[str, tuple[Place, PipelineModel | None]] = {}
    twice = []
    for shape in shapes:
        for key, pipeline in shape.pipelines.items():
            place = Place(shape.document, ("pipelines", key))
            if key in merged:
                twice.append(_declared_twice(key, place, merged[key][0]))
            else:
                merged[key] = (place, pipeline)
    return merged, twice


def _declared_twice(key: str, place: Place, first: Place) -> Diagnostic:
    return diagnostic(
        "PC108",
        f'Pipeline "{excerpt(key)}" is declared in {first.document.file} too.',
        span=place.key_span,
        hint="Keep one of the two declarations.",
        address=str(Address(Kind.PIPELINE, (key,))),
        related=[Related(first.key_span, "the first declaration")],
    )
