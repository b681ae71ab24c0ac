"""Texts that readers of YAML 1.1 would take for something else: they ought to be quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.language.owners import OF_CHANNELS
from pipelinectl.source.traps import traps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelinectl.language.channels.sections import Sections
    from pipelinectl.language.keys import IdModel
    from pipelinectl.language.models import PipelineModel, RulesModel
    from pipelinectl.language.structure import Shape
    from pipelinectl.source.document import Path


def text_paths(shape: Shape) -> Iterator[Path]:
    """The place of every name, key, id and reference of one document.

    In automations, and in what concerns channels, every value counts that other readers take for
    something else.
    """
    for key, pipeline in shape.pipelines.items():
        if pipeline is not None:
            yield from _of_pipeline(pipeline, ("pipelines", key))
    for index, entry in shape.removed:
        at = ("removed", index)
        names = ("pipeline", "status", "automation", "channel", "move_tickets_to")
        yield from ((*at, name) for name in names)
        yield from _of_id(entry.id, at)
    if shape.automate or shape.reactions or shape.automations or shape.sections:
        yield from (path for path in traps(shape.document) if _is_sound(shape, path))


def _is_sound(shape: Shape, path: Path) -> bool:
    """Whether a place lies in an automation or a section that has no fault."""
    if path[0] in OF_CHANNELS:
        return shape.sections is not None and _is_in_section(shape.sections, path)
    match path:
        case ("automations", str(key), *_):
            return shape.automations.get(key) is not None
        case ("pipelines", str(key), "automate", *_):
            return shape.automate.get(key) is not None
        case ("pipelines", str(key), "when_status_reaches", str(status), *_):
            return shape.reactions.get(key, {}).get(status) is not None
    return False


def _is_in_section(sections: Sections, path: Path) -> bool:
    """Whether a place lies in an entry that has no fault."""
    match path:
        case ("migrate", int(index), *_):
            return any(each == index for each, _ in sections.migrate)
        case ("sla" | "spam" as name, *_):
            return getattr(sections, name) is not None
        case (str(name), str(key), *_):
            return getattr(sections, name).get(key) is not None
    return False


def _of_pipeline(pipeline: PipelineModel, at: Path) -> Iterator[Path]:
    yield (*at, "name")
    yield from _of_id(pipeline.id, at)
    for index, status in enumerate(pipeline.statuses):
        here = (*at, "statuses", index)
        if isinstance(status, str):
            yield here
        else:
            yield from ((*here, "key"), (*here, "name"))
            yield from _of_id(status.id, here)
    if pipeline.rules is not None:
        yield from _of_rules(pipeline.rules, (*at, "rules"))
    if pipeline.access:
        access = {"users": pipeline.access.users, "teams": pipeline.access.teams}
        for name, texts in access.items():
            yield from ((*at, "access", name, index) for index in range(len(texts or ())))


def _of_id(declared: IdModel, at: Path) -> Iterator[Path]:
    if isinstance(declared, str):
        yield (*at, "id")
    elif declared is not None:
        yield from ((*at, "id", environment) for environment in declared)


def _of_rules(rules: RulesModel, at: Path) -> Iterator[Path]:
    lists: Sequence[tuple[str, object]] = (
        ("create_only_in", rules.create_only_in),
        ("no_skipping", rules.no_skipping),
        ("no_moving_backward", rules.no_moving_backward),
    )
    for name, texts in lists:
        if isinstance(texts, list):
            yield from ((*at, name, index) for index in range(len(texts)))
