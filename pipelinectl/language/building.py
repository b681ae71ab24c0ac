"""The steps from documents to a spec, one after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelinectl.diagnostics import Diagnostic, has_errors
from pipelinectl.language.keys import environment_faults, key_faults, pipeline
from pipelinectl.language.merge import Merged, merge
from pipelinectl.language.references import Directory, resolve_rules
from pipelinectl.language.removed import resolve_removed
from pipelinectl.language.spec import Account, EnvironmentView, Pipeline, Spec
from pipelinectl.language.structure import Shape, shape
from pipelinectl.language.traps import text_paths
from pipelinectl.source.traps import trap_diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipelinectl.language.models import AccountModel
    from pipelinectl.language.spec import Automation
    from pipelinectl.model import Address
    from pipelinectl.source.document import Document


def build(
    documents: Sequence[Document], environment: EnvironmentView, *, whole: bool
) -> tuple[Spec, list[Diagnostic]]:
    """As `pipelinectl.language.build` says."""
    shapes, found = _shapes(documents)
    for each in shapes:
        found += _misleading(each)
    merged, faults = merge(shapes)
    found += faults
    pipelines, faults = _pipelines(merged, environment)
    found += faults
    directory = Directory(pipelines, merged.pipelines.keys() - pipelines.keys())
    resolved, faults = _with_rules(pipelines, merged, directory)
    found += faults
    removed, faults = resolve_removed(merged.removed, directory, environment, whole=whole)
    found += faults
    automations: Mapping[Address, Automation] = {}
    if merged.automate or merged.reactions or merged.automations:
        # their models take a while to build, and few of many files have any
        from pipelinectl.language.automations.resolving import resolve  # noqa: PLC0415

        done = resolve(merged, directory, environment, whole=whole)
        automations, faults = done.automations, done.found
        found += faults
        for key, switches in done.automate.items():
            resolved[key] = replace(resolved[key], automate=switches)
    spec = Spec(
        account=_account(merged.account, environment),
        pipelines=resolved,
        automations=automations,
        removed=removed,
        complete=merged.complete and not has_errors(found),
    )
    return spec, found


def _shapes(documents: Sequence[Document]) -> tuple[list[Shape], list[Diagnostic]]:
    shapes, found = [], []
    for document in documents:
        each, faults = shape(document)
        shapes.append(each)
        found += faults
    return shapes, found


def _misleading(each: Shape) -> Iterator[Diagnostic]:
    if not each.document.trap_nodes:
        return
    for path in text_paths(each):
        found = trap_diagnostic(each.document, path)
        if found is not None:
            yield found


def _pipelines(
    merged: Merged, environment: EnvironmentView
) -> tuple[dict[str, Pipeline], list[Diagnostic]]:
    pipelines: dict[str, Pipeline] = {}
    found: list[Diagnostic] = []
    for key, (place, model) in merged.pipelines.items():
        if model is None:
            continue
        pipelines[key] = pipeline(key, model, place, environment)
        found += key_faults(pipelines[key], model)
        found += environment_faults(model, place, environment)
    return pipelines, found


def _with_rules(
    pipelines: Mapping[str, Pipeline], merged: Merged, directory: Directory
) -> tuple[dict[str, Pipeline], list[Diagnostic]]:
    resolved = dict(pipelines)
    found: list[Diagnostic] = []
    for key, each in pipelines.items():
        _, model = merged.pipelines[key]
        if model is not None and model.rules is not None:
            resolved[key], faults = resolve_rules(each, model.rules, directory)
            found += faults
    return resolved, found


def _account(model: AccountModel | None, environment: EnvironmentView) -> Account:
    """What is known of the account; the environment wins, key by key."""
    declared = model.subscriptions if model is not None else None
    subscriptions = {} if declared is None else declared.model_dump(exclude_none=True)
    if environment.subscriptions is not None:
        subscriptions = dict(environment.subscriptions)
    add_ons: tuple[str, ...] = tuple(model.add_ons or ()) if model is not None else ()
    if environment.add_ons is not None:
        add_ons = environment.add_ons
    privacy = model.data_privacy if model is not None else None
    if environment.data_privacy is not None:
        privacy = environment.data_privacy
    return Account(subscriptions, add_ons, privacy)
