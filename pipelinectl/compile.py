"""From the spec of one environment to the desired state: what it means, in help-desk terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipelinectl.model import ORDER, Address, Desired, How, Kind, Removal, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.diagnostics import Span
    from pipelinectl.language.spec import Pipeline, Place, Removed, Rules, Spec, Status
    from pipelinectl.model import Value


class FieldSpans(Mapping[str, "Span"]):
    """The places of the fields of one resource, looked up when somebody asks."""

    __slots__ = ("_names", "_place")

    def __init__(self, place: Place, names: Mapping[str, object]) -> None:
        self._place = place
        self._names = names

    def __getitem__(self, name: str) -> Span:
        if name not in self._names:
            raise KeyError(name)
        return self._place.at(name).span

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def compile_spec(spec: Spec, *, whole: bool) -> Desired:
    """Say what the spec asks for, resource by resource, in the order of the files.

    Args:
        spec: a spec that was built without errors.
        whole: whether it is the whole configuration of the project.

    Raises:
        ValueError: the spec is not complete, and what it lacks would look like a delete.
    """
    if not spec.complete:
        msg = "a spec with errors must not be compiled"
        raise ValueError(msg)
    return Desired(
        resources={
            resource.address: resource
            for pipeline in spec.pipelines.values()
            for resource in _resources(pipeline)
        },
        removals=tuple(_removal(entry) for entry in spec.removed),
        whole=whole,
    )


def _resources(pipeline: Pipeline) -> Iterator[Resource]:
    yield _pipeline(pipeline)
    for status in pipeline.statuses:
        yield _status(pipeline, status)
    if pipeline.rules is not None and pipeline.rules.managed:
        yield _rules(pipeline, pipeline.rules)


def _pipeline(pipeline: Pipeline) -> Resource:
    order = tuple(status.key for status in pipeline.statuses)
    fields: dict[str, Value] = {"name": pipeline.name, ORDER: order}
    unnamed = How.DEFAULT if pipeline.default else How.KEY
    return Resource(
        Address(Kind.PIPELINE, (pipeline.key,)),
        fields,
        how=unnamed if pipeline.id is None else How.ID,
        id=pipeline.id,
        exclusive=pipeline.exclusive,
        span=pipeline.place.key_span,
        field_spans=FieldSpans(pipeline.place, fields),
    )


def _status(pipeline: Pipeline, status: Status) -> Resource:
    place = pipeline.status_place(status)
    fields = {"name": status.name, "state": status.state}
    return Resource(
        Address(Kind.STATUS, (pipeline.key, status.key)),
        fields,
        how=How.KEY if status.id is None else How.ID,
        id=status.id,
        span=place.span,
        field_spans=FieldSpans(place, fields),
    )


def _rules(pipeline: Pipeline, rules: Rules) -> Resource:
    place = pipeline.place.at("rules")
    fields = rules.managed
    return Resource(
        Address(Kind.RULES, (pipeline.key,)),
        fields,
        span=place.key_span,
        field_spans=FieldSpans(place, fields),
    )


def _removal(entry: Removed) -> Removal:
    return Removal(
        pipeline=entry.pipeline,
        status=entry.status,
        id=entry.id,
        move_tickets_to=entry.move_tickets_to,
        span=entry.place.span,
    )
