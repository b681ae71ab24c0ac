"""From the models of pipelines to pipelines with keys and the ids of one environment."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pipelinectl import names
from pipelinectl.diagnostics import Diagnostic, Related, diagnostic
from pipelinectl.language.spec import Pipeline, Status
from pipelinectl.language.wording import excerpt
from pipelinectl.model import Address, Kind
from pipelinectl.names import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelinectl.language.models import PipelineModel, StatusModel
    from pipelinectl.language.spec import EnvironmentView, Place

_from_name = lru_cache(maxsize=8192)(names.key_from_name)  # most names recur in many pipelines

IdModel = str | dict[str, str | None] | None
"""An id as it is declared: one text, or one for each environment."""


def id_in(environment: EnvironmentView, declared: IdModel) -> str | None:
    """The declared id that holds in `environment`, None where it has none."""
    if isinstance(declared, dict):
        return None if environment.name is None else declared.get(environment.name)
    return declared


def pipeline(
    key: str, model: PipelineModel, place: Place, environment: EnvironmentView
) -> Pipeline:
    """A pipeline with the keys and ids of its statuses. Its rules are left to the references."""
    return Pipeline(
        key=key,
        name=model.name,
        default=bool(model.default),
        id=id_in(environment, model.id),
        exclusive=bool(model.exclusive),
        statuses=_statuses(model.statuses, environment),
        rules=None,
        place=place,
    )


def _statuses(
    declared: Sequence[str | StatusModel], environment: EnvironmentView
) -> tuple[Status, ...]:
    return tuple(
        Status(_from_name(model), model, "open", None, index)
        if isinstance(model, str)
        else Status(
            model.key or _from_name(model.name),
            model.name,
            model.state or "open",
            None if model.id is None else id_in(environment, model.id),
            index,
        )
        for index, model in enumerate(declared)
    )


def key_faults(found: Pipeline, model: PipelineModel) -> Iterator[Diagnostic]:
    """Statuses whose key is missing or taken. Equal names are left to the check of names."""
    first: dict[str, Status] = {}
    for status in found.statuses:
        if not KEY.fullmatch(status.key):
            yield _no_key(found, status)
            continue
        other = first.setdefault(status.key, status)
        if other is status or names.label_key(other.name) == names.label_key(status.name):
            continue
        if _has_key(model, status) and _has_key(model, other):
            yield _same_key(found, status, other)
        else:
            yield _taken_key(found, status, other)


def _has_key(model: PipelineModel, status: Status) -> bool:
    declared = model.statuses[status.index]
    return not isinstance(declared, str) and declared.key is not None


def _no_key(found: Pipeline, status: Status) -> Diagnostic:
    return diagnostic(
        "PC113",
        f'The name "{status.name}" gives no key for the status; pipeline "{found.name}" needs an '
        "explicit one.",
        span=found.status_place(status).span,
        hint=f'Write {{key: my_key, name: "{status.name}"}} with a key of your choice.',
        address=str(Address(Kind.PIPELINE, (found.key,))),
    )


def _taken_key(found: Pipeline, status: Status, other: Status) -> Diagnostic:
    return diagnostic(
        "PC113",
        f'Statuses "{other.name}" and "{status.name}" of pipeline "{found.name}" have the same '
        f'key "{status.key}".',
        span=found.status_place(status).span,
        hint=f'Write {{key: {status.key}_2, name: "{status.name}"}} or another key.',
        address=str(Address(Kind.STATUS, (found.key, status.key))),
        related=[Related(found.status_place(other).span, "the first status with this key")],
    )


def _same_key(found: Pipeline, status: Status, other: Status) -> Diagnostic:
    return diagnostic(
        "PC108",
        f'Status key "{status.key}" is declared twice in pipeline "{found.name}".',
        span=found.status_place(status).at("key").span,
        hint="Give one of the two another key.",
        address=str(Address(Kind.STATUS, (found.key, status.key))),
        related=[Related(found.status_place(other).at("key").span, "the first declaration")],
    )


def environment_faults(
    model: PipelineModel, place: Place, environment: EnvironmentView
) -> Iterator[Diagnostic]:
    """Ids of the pipeline and its statuses that name an environment which does not exist."""
    if environment.known is None:
        return
    yield from unknown_environments(model.id, place.at("id"), environment)
    for index, status in enumerate(model.statuses):
        if not isinstance(status, str) and status.id is not None:
            at = place.at("statuses", index, "id")
            yield from unknown_environments(status.id, at, environment)


def unknown_environments(
    declared: IdModel, place: Place, environment: EnvironmentView
) -> Iterator[Diagnostic]:
    """What an `id:` names that is no environment of the project file."""
    if environment.known is None or not isinstance(declared, dict):
        return
    for name in declared:
        if name in environment.known:
            continue
        near = names.near(name, environment.known)
        listed = ", ".join(sorted(environment.known))
        yield diagnostic(
            "PC111",
            f'"{excerpt(name)}" is not an environment of the project file.',
            span=place.at(name).key_span,
            hint=f'Did you mean "{near}"?' if near else f"Known: {listed}.",
        )
