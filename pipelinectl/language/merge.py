"""From the shapes of several files to one: by key, and never with a silent winner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelinectl.diagnostics import Diagnostic, Related, diagnostic
from pipelinectl.language.spec import Place
from pipelinectl.language.wording import excerpt
from pipelinectl.model import Address, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipelinectl.language.models import AccountModel, PipelineModel
    from pipelinectl.language.models.automations import (
        AutomateModel,
        AutomationModel,
        StatusActions,
    )
    from pipelinectl.language.models.file import RemovedModel
    from pipelinectl.language.structure import Shape


@dataclass(frozen=True, slots=True)
class Merged:
    """All files as one. A pipeline or an automation is None where it is declared and faulty.

    `automate` and `reactions`, the actions of statuses, are by the keys of pipelines. `channels`
    are the keys of the channels, which `language.channels` merges.
    """

    account: AccountModel | None
    pipelines: Mapping[str, tuple[Place, PipelineModel | None]]
    removed: Sequence[tuple[Place, RemovedModel]]
    automate: Mapping[str, AutomateModel | None]
    reactions: Mapping[str, Mapping[str, StatusActions | None]]
    automations: Mapping[str, tuple[Place, AutomationModel | None]]
    channels: frozenset[str]
    complete: bool


def merge(shapes: Sequence[Shape]) -> tuple[Merged, list[Diagnostic]]:
    """Join the files: pipelines and workflows by key, entries of `removed` one after the other.

    What two files declare is found; the first declaration stays.
    """
    account, unlike = _account(shapes)
    pipelines, twice = _by_key(shapes, "pipelines")
    automations, again = _by_key(shapes, "automations")
    faults = [*unlike, *twice, *again]
    winners = [
        (shape, key)
        for shape in shapes
        for key in {**shape.automate, **shape.reactions}
        if key in pipelines and pipelines[key][0].document is shape.document
    ]
    merged = Merged(
        account=account,
        pipelines=pipelines,
        removed=[
            (Place(shape.document, ("removed", index)), entry)
            for shape in shapes
            for index, entry in shape.removed
        ],
        automate={key: shape.automate[key] for shape, key in winners if key in shape.automate},
        reactions={key: shape.reactions[key] for shape, key in winners if key in shape.reactions},
        automations=automations,
        channels=frozenset(
            key for shape in shapes if shape.sections for key in shape.sections.channels
        ),
        complete=all(shape.complete for shape in shapes) and not faults,
    )
    return merged, faults


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


_SECTIONS = {
    "pipelines": (Kind.PIPELINE, "Pipeline"),
    "automations": (Kind.AUTOMATION, "Workflow"),
}
"""The sections whose entries have keys, each with what an entry is."""


def _by_key(shapes: Sequence[Shape], section: str) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The entries of a section of all files, each with its place."""
    merged: dict[str, Any] = {}
    twice = []
    for shape in shapes:
        for key, entry in getattr(shape, section).items():
            place = Place(shape.document, (section, key))
            if key in merged:
                twice.append(_declared_twice(section, key, place, merged[key][0]))
            else:
                merged[key] = (place, entry)
    return merged, twice


def _declared_twice(section: str, key: str, place: Place, first: Place) -> Diagnostic:
    kind, noun = _SECTIONS[section]
    return diagnostic(
        "PC108",
        f'{noun} "{excerpt(key)}" is declared in {first.document.file} too.',
        span=place.key_span,
        hint="Keep one of the two declarations.",
        address=str(Address(kind, (key,))),
        related=[Related(first.key_span, "the first declaration")],
    )
