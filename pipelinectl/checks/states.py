"""Checks of pipelines and of the statuses that they must have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl import names
from pipelinectl.diagnostics import Diagnostic, Related, Severity, diagnostic
from pipelinectl.model import Address, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.checks.naming import Naming
    from pipelinectl.language.spec import Pipeline, Spec


def too_many_statuses(spec: Spec, naming: Naming) -> Iterator[Diagnostic]:
    """PC302: pipelines with more statuses than the help desk takes."""
    most = naming.statuses_max
    for pipeline in spec.pipelines.values():
        if len(pipeline.statuses) > most:
            yield diagnostic(
                "PC302",
                f'Pipeline "{pipeline.name}" has {len(pipeline.statuses)} statuses; ticket '
                f"pipelines hold at most {most}.",
                span=pipeline.status_place(pipeline.statuses[most]).span,
                address=_address(pipeline),
            )


def no_open_status(spec: Spec) -> Iterator[Diagnostic]:
    """PC305: pipelines without a status that tickets can reopen into."""
    for pipeline in spec.pipelines.values():
        if all(status.state == "closed" for status in pipeline.statuses):
            yield _lacks_state(
                "PC305",
                pipeline,
                f'Pipeline "{pipeline.name}" has no open status, so a reply on a closed ticket '
                "has nowhere to reopen to.",
            )


def no_closed_status(spec: Spec) -> Iterator[Diagnostic]:
    """PC306: pipelines whose tickets can never be closed."""
    for pipeline in spec.pipelines.values():
        if all(status.state == "open" for status in pipeline.statuses):
            yield _lacks_state(
                "PC306",
                pipeline,
                f'Pipeline "{pipeline.name}" has no closed status: HubSpot refuses to create one '
                "like that, close dates would never be set and Ticket closed mails never go out.",
                hint="Write `state: closed` on the last status: {name: Closed, state: closed}.",
            )


def _lacks_state(
    code: str, pipeline: Pipeline, message: str, hint: str | None = None
) -> Diagnostic:
    return diagnostic(
        code,
        message,
        span=pipeline.place.at("statuses").key_span,
        hint=hint,
        address=_address(pipeline),
        severity=Severity.WARNING if pipeline.adopted else None,
    )


def several_defaults(spec: Spec) -> Iterator[Diagnostic]:
    """PC307: every default pipeline after the first."""
    defaults = [pipeline for pipeline in spec.pipelines.values() if pipeline.default]
    for pipeline in defaults[1:]:
        yield diagnostic(
            "PC307",
            "More than one pipeline is marked default.",
            span=pipeline.place.at("default").span,
            hint="Keep `default: true` on the pipeline that is the account's own.",
            address=_address(pipeline),
            related=[Related(defaults[0].place.at("default").span, "the first one")],
        )


def same_statuses(spec: Spec) -> Iterator[Diagnostic]:
    """PC312: pipelines that repeat the statuses of an earlier one."""
    seen: dict[tuple[str, ...], Pipeline] = {}
    for pipeline in spec.pipelines.values():
        labels = tuple(
            f"{names.label_key(status.name)}\n{status.state}" for status in pipeline.statuses
        )
        first = seen.setdefault(labels, pipeline)
        if first is not pipeline:
            yield diagnostic(
                "PC312",
                f'Pipelines "{first.name}" and "{pipeline.name}" have the same statuses; one '
                "pipeline with team permissions may be enough.",
                span=pipeline.place.at("statuses").key_span,
                address=_address(pipeline),
                related=[Related(first.place.at("statuses").key_span, "the same statuses")],
            )


def _address(pipeline: Pipeline) -> str:
    return str(Address(Kind.PIPELINE, (pipeline.key,)))
