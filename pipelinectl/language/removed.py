"""Entries of `removed:`: what they name, and where the tickets shall go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelinectl import names
from pipelinectl.diagnostics import Diagnostic, Related, diagnostic
from pipelinectl.language.keys import id_in, unknown_environments
from pipelinectl.language.models import (
    RemovedAutomationModel,
    RemovedChannelModel,
    RemovedPipelineModel,
)
from pipelinectl.language.references import Index, ambiguous, unknown_status
from pipelinectl.language.spec import Removed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelinectl.language.models.file import RemovedModel
    from pipelinectl.language.references import Directory
    from pipelinectl.language.spec import EnvironmentView, Place


_Identity = tuple[str, str | None]
"""A pipeline and perhaps a status, equal for two ways to write one name."""


@dataclass(frozen=True, slots=True)
class _Going:
    """What the entries remove of pipelines: by name, or by an id, where the name is only a note."""

    by_name: frozenset[_Identity]
    by_id: frozenset[_Identity]

    @classmethod
    def of(cls, removed: Sequence[Removed]) -> _Going:
        return cls(
            frozenset(_identity(one) for one in removed if one.id is None and one.pipeline),
            frozenset(_identity(one) for one in removed if one.id is not None and one.pipeline),
        )

    def has(self, pipeline: str, status: str, *, declared: bool) -> bool:
        """Whether a status goes. One that is declared stays when only an old id goes."""
        either = {(pipeline, _folded(status)), (pipeline, None)}
        return bool(either & self.by_name) or (not declared and bool(either & self.by_id))


def _identity(one: Removed) -> _Identity:
    return one.pipeline, None if one.status is None else _folded(one.status)


def _folded(status: str) -> str:
    return names.key_from_name(status) or names.label_key(status)


def resolve_removed(
    entries: Sequence[tuple[Place, RemovedModel]],
    directory: Directory,
    environment: EnvironmentView,
    *,
    whole: bool,
) -> tuple[tuple[Removed, ...], list[Diagnostic]]:
    """Read the entries, and find what none of them can mean.

    An entry without a usable name is left out. Where not the `whole` configuration was read, a
    destination may lie in a pipeline that is not known here.
    """
    found: list[Diagnostic] = []
    named: list[tuple[RemovedModel, Removed]] = []
    for place, entry in entries:
        found += unknown_environments(entry.id, place.at("id"), environment)
        one = _named(entry, place, directory, id_in(environment, entry.id))
        if isinstance(one, Diagnostic):
            found.append(one)
        else:
            named.append((entry, one))
    found += _twice([one for _, one in named])
    going = _Going.of([one for _, one in named])
    removed = []
    for entry, one in named:
        target = _destination(entry, one.place, directory, going, whole=whole)
        if isinstance(target, Diagnostic):
            found.append(target)
            target = None
        removed.append(replace(one, move_tickets_to=target))
    return tuple(removed), found


def _named(
    entry: RemovedModel, place: Place, directory: Directory, own_id: str | None
) -> Removed | Diagnostic:
    """What an entry names, its destination left out."""
    if isinstance(entry, RemovedAutomationModel):
        text = _workflow(entry.automation, directory)
        return Removed("", None, own_id, None, place, automation=text)
    if isinstance(entry, RemovedChannelModel):
        return Removed("", None, own_id, None, place, channel=entry.channel.strip())
    if isinstance(entry, RemovedPipelineModel):
        text = entry.pipeline.strip()
        return Removed(directory.key(text) or text, None, own_id, None, place)
    pipeline, status = _split(entry.status)
    if not pipeline or not status:
        return _without_pipeline(entry.status, place.at("status"))
    return Removed(directory.key(pipeline) or pipeline, status, own_id, None, place)


def _workflow(text: str, directory: Directory) -> str:
    """A workflow as it is written; the actions of a status by keys, where the files have them."""
    left, right = _split(text)
    key = directory.key(left) if left else None
    if key is None or not right:
        return text.strip()
    pipeline = directory.pipelines.get(key)
    hits = () if pipeline is None else Index.of(pipeline).find(right)
    return f"{key}/{hits[0].key if len(hits) == 1 else right}"


def _split(text: str) -> tuple[str, str]:
    left, slash, right = text.partition("/")
    return (left.strip(), right.strip()) if slash else ("", text.strip())


def _without_pipeline(text: str, place: Place) -> Diagnostic:
    return diagnostic(
        "PC208",
        f'"{text.strip()}" does not say which pipeline the status belongs to.',
        span=place.span,
        hint="Write `pipeline/Status`, for example `support/On hold`.",
    )


def _twice(removed: Sequence[Removed]) -> list[Diagnostic]:
    first: dict[object, Removed] = {}
    found = []
    for one in removed:
        other = first.setdefault((_identity(one), one.automation, one.channel, one.id), one)
        if other is not one:
            found.append(
                diagnostic(
                    "PC108",
                    "The same object is named twice in removed.",
                    span=one.place.span,
                    hint="Keep one of the two entries.",
                    related=[Related(other.place.span, "the first entry")],
                )
            )
    return found


def _destination(
    entry: RemovedModel,
    place: Place,
    directory: Directory,
    going: _Going,
    *,
    whole: bool,
) -> str | Diagnostic | None:
    """`<pipeline key>/<status key>` of `move_tickets_to`; None where it is unset or unknowable."""
    if isinstance(entry, RemovedAutomationModel | RemovedChannelModel):
        return None
    if entry.move_tickets_to is None:
        return None
    at = place.at("move_tickets_to")
    left, right = _split(entry.move_tickets_to)
    if not left or not right:
        return _without_pipeline(entry.move_tickets_to, at)
    key = directory.key(left)
    pipeline = directory.pipelines.get(key or left)
    index = None if pipeline is None else Index.of(pipeline)
    declared = index is not None and bool(index.find(right))
    if going.has(key or left, right, declared=declared):
        return _goes_too(entry.move_tickets_to, at)
    if index is not None:
        return _status_in(index, right, at, prefix=f"{left}/")
    return _unknown_pipeline(left, at, directory) if whole and key is None else None


def _status_in(index: Index, text: str, place: Place, prefix: str) -> str | Diagnostic:
    match index.find(text):
        case (status,):
            return f"{index.pipeline.key}/{status.key}"
        case ():
            return unknown_status(index, text, place, None, prefix)
    return ambiguous(index, text, place, None)


def _goes_too(text: str, place: Place) -> Diagnostic:
    return diagnostic(
        "PC206",
        f'move_tickets_to "{text.strip()}" is itself being removed.',
        span=place.span,
        hint="Name a status that stays.",
    )


def _unknown_pipeline(text: str, place: Place, directory: Directory) -> Diagnostic:
    near = directory.near(text)
    meant = f' Did you mean "{near}"?' if near else ""
    return diagnostic(
        "PC205",
        f'"{text}" is not a pipeline of the files.{meant}',
        span=place.span,
        hint=None if near else "Write `pipeline/Status` with the key of a pipeline of the files.",
    )
