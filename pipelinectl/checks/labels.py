"""Checks of the names that people see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl import names
from pipelinectl.diagnostics import Diagnostic, Related, diagnostic
from pipelinectl.model import Address, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.checks.naming import Naming
    from pipelinectl.language.spec import Pipeline, Place, Spec, Status


def status_name_twice(spec: Spec) -> Iterator[Diagnostic]:
    """PC303: names that two statuses of one pipeline have."""
    for pipeline in spec.pipelines.values():
        first: dict[str, Status] = {}
        for status in pipeline.statuses:
            other = first.setdefault(names.label_key(status.name), status)
            if other is not status:
                yield _status_twice(pipeline, status, other)


def _status_twice(pipeline: Pipeline, status: Status, other: Status) -> Diagnostic:
    return diagnostic(
        "PC303",
        f'Status "{status.name}" appears twice in pipeline "{pipeline.name}"; names must be '
        "unique inside a pipeline.",
        span=_name_place(pipeline, status).span,
        address=_status_address(pipeline, status),
        related=[Related(_name_place(pipeline, other).span, "the first one")],
    )


def pipeline_name_twice(spec: Spec) -> Iterator[Diagnostic]:
    """PC317: names that two pipelines have."""
    first: dict[str, Pipeline] = {}
    for pipeline in spec.pipelines.values():
        other = first.setdefault(names.label_key(pipeline.name), pipeline)
        if other is not pipeline:
            yield diagnostic(
                "PC317",
                f'Pipeline "{pipeline.name}" appears twice; names must be unique in the account.',
                span=pipeline.place.at("name").span,
                address=str(Address(Kind.PIPELINE, (pipeline.key,))),
                related=[Related(other.place.at("name").span, "the first one")],
            )


def long_names(spec: Spec, naming: Naming) -> Iterator[Diagnostic]:
    """PC310: names that the help desk may refuse."""
    most = naming.name_warning
    for pipeline in spec.pipelines.values():
        if len(pipeline.name) > most:
            address = str(Address(Kind.PIPELINE, (pipeline.key,)))
            yield _long("Pipeline", pipeline.name, most, pipeline.place.at("name"), address)
        for status in pipeline.statuses:
            if len(status.name) > most:
                place, address = _name_place(pipeline, status), _status_address(pipeline, status)
                yield _long("Status", status.name, most, place, address)


def _long(kind: str, name: str, most: int, place: Place, address: str) -> Diagnostic:
    return diagnostic(
        "PC310",
        f'{kind} name "{name}" is longer than {most} characters; HubSpot may refuse it.',
        span=place.span,
        address=address,
    )


def _name_place(pipeline: Pipeline, status: Status) -> Place:
    """The place of a status's name; a status in short form is its name."""
    return pipeline.status_place(status).at("name")


def _status_address(pipeline: Pipeline, status: Status) -> str:
    return str(Address(Kind.STATUS, (pipeline.key, status.key)))
