"""The steps from documents to a spec, one after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelinectl.diagnostics import Diagnostic, diagnostic, has_errors
from pipelinectl.language.automations.names import Desk, Names
from pipelinectl.language.automations.workflows import Workflows
from pipelinectl.language.channels.members import EVERYBODY, people
from pipelinectl.language.keys import environment_faults, key_faults, pipeline
from pipelinectl.language.merge import Merged, merge
from pipelinectl.language.references import Directory, resolve_rules
from pipelinectl.language.removed import resolve_removed
from pipelinectl.language.spec import Account, EnvironmentView, Pipeline, Reading, Spec
from pipelinectl.language.structure import Shape, shape
from pipelinectl.language.traps import text_paths
from pipelinectl.language.wording import excerpt
from pipelinectl.model import OF_A_CHANNEL, Address, Kind
from pipelinectl.source.traps import trap_diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipelinectl.language.models import AccountModel
    from pipelinectl.language.spec import Automation, Place
    from pipelinectl.source.document import Document


def build(
    documents: Sequence[Document], environment: EnvironmentView, reading: Reading
) -> tuple[Spec, list[Diagnostic]]:
    """As `pipelinectl.language.build` says."""
    whole = reading.whole
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
    resolved, faults = _with_access(resolved, merged, directory, whole=whole)
    found += faults
    removed, faults = resolve_removed(merged.removed, directory, environment, whole=whole)
    found += faults
    automations: Mapping[Address, Automation] = {}
    if merged.automate or merged.reactions or merged.automations:
        # their models take a while to build, and few of many files have any
        from pipelinectl.language.automations.resolving import resolve  # noqa: PLC0415

        done = resolve(merged, directory, environment, reading)
        automations, faults = done.automations, done.found
        found += faults
        for key, switches in done.automate.items():
            resolved[key] = replace(resolved[key], automate=switches)
    spec = Spec(
        account=_account(merged.account, environment),
        pipelines=resolved,
        automations=automations,
        removed=removed,
    )
    if any(each.sections is not None for each in shapes):
        spec, faults = _with_channels(spec, shapes, directory, environment, reading)
        found += faults
    return replace(spec, complete=merged.complete and not has_errors(found)), found


def _with_channels(
    spec: Spec,
    shapes: Sequence[Shape],
    directory: Directory,
    environment: EnvironmentView,
    reading: Reading,
) -> tuple[Spec, list[Diagnostic]]:
    # as the models of automations, those of channels take a while to build
    from pipelinectl.language.channels.merging import merge_sections  # noqa: PLC0415
    from pipelinectl.language.channels.resolving import resolve_sections  # noqa: PLC0415

    merged = merge_sections(shapes)
    done = resolve_sections(merged, directory, environment, reading)
    joined = replace(
        spec,
        channels=done.channels,
        migrations=done.migrations,
        users=done.users,
        teams=done.teams,
        skills=done.skills,
        sla=done.sla,
        spam=done.spam,
    )
    return joined, [*merged.found, *done.found]


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
        if key == OF_A_CHANNEL:
            found.append(_reserved(place))
        found += key_faults(pipelines[key], model)
        found += environment_faults(model, place, environment)
    return pipelines, found


def _reserved(place: Place) -> Diagnostic:
    return diagnostic(
        "PC165",
        f'No pipeline has the key "{OF_A_CHANNEL}": it is a word of addresses.',
        span=place.key_span,
        hint="Give the pipeline another key.",
    )


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


def _with_access(
    pipelines: Mapping[str, Pipeline], merged: Merged, directory: Directory, *, whole: bool
) -> tuple[dict[str, Pipeline], list[Diagnostic]]:
    resolved = dict(pipelines)
    found: list[Diagnostic] = []
    for key, each in pipelines.items():
        place, model = merged.pipelines[key]
        if model is None or model.access is None:
            continue
        if model.access is False:
            resolved[key] = replace(each, access=EVERYBODY)
            continue
        names = Names(Desk(directory, Workflows({}, {}), whole), Address(Kind.ACCESS, (key,)))
        limit = people(model.access, place.at("access"), names)
        if limit == EVERYBODY:
            names.refuse(
                "PC141",
                f'access of pipeline "{excerpt(each.name)}" names nobody.',
                place.at("access"),
                "Write `{teams: [Tier 1]}`, or `false` to let everybody.",
            )
        resolved[key] = replace(each, access=limit)
        found += names.found
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
