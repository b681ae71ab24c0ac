"""From a PATH to checked specs, one for each environment that was asked for. No connection."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipelinectl.checks import check, pages_claimed_twice
from pipelinectl.diagnostics import Diagnostic, diagnostic, has_errors, in_order
from pipelinectl.language import EnvironmentView, Spec, build
from pipelinectl.project import PROJECT_FILE, load_project, pick_environment
from pipelinectl.source import load, substitute

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pipelinectl.checks.naming import Naming
    from pipelinectl.project import Environment, Project
    from pipelinectl.source import Document, Loaded, Variable


@dataclass(frozen=True, slots=True)
class Request:
    """What a command was asked to read. `path` None is the project at or above the folder."""

    path: Path | None
    environment: str | None
    variables: Mapping[str, Variable]
    environ: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Configuration:
    """What was read, and everything that was found.

    `specs` holds a spec for each environment that was asked for; the name is None where there is
    no project file. `whole` is False where PATH was a part of the project's configuration.
    """

    root: Path
    project: Project | None
    specs: Mapping[str | None, Spec]
    diagnostics: tuple[Diagnostic, ...]
    digest: str
    whole: bool

    @property
    def errored(self) -> bool:
        """Whether anything found is an error."""
        return has_errors(self.diagnostics)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The files as read once, for all environments."""

    loaded: Loaded
    project: Project | None
    request: Request
    whole: bool


def validated(request: Request, naming_of: Callable[[str], Naming]) -> Configuration:
    """Read, build and check the configuration, for one environment or for all of them."""
    start = request.path or Path()
    if not start.exists():
        missing = diagnostic("PC001", f"{start} does not exist.", hint="Check the path.")
        return Configuration(Path(), None, {}, (missing,), "", whole=False)
    project, found = load_project(start, request.environ)
    if project is None and request.path is not None and _only_missing(found):
        found = []
    elif project is None:
        return Configuration(Path(), None, {}, in_order(found), "", whole=False)
    root, target, whole = _target(start, project)
    loaded = load(root, target)
    environments, faults = _environments(project, request.environment)
    per_environment, specs = {}, {}
    reading = _Reading(loaded, project, request, whole=whole and not loaded.broken)
    for each in environments:
        name = each.name if each else None
        spec, findings = _spec(reading, each, naming_of)
        specs[name], per_environment[name] = spec, findings
    everything = (
        *found,
        *faults,
        *loaded.diagnostics,
        *_joined(per_environment),
        *_between(specs, project),
    )
    return Configuration(
        root=root,
        project=project,
        specs=specs,
        diagnostics=in_order(everything),
        digest=_digest(root, loaded.documents),
        whole=reading.whole,
    )


def _only_missing(found: Sequence[Diagnostic]) -> bool:
    return [each.code for each in found] == ["PC120"]


def _target(start: Path, project: Project | None) -> tuple[Path, Path, bool]:
    """The project folder, what to read, and whether that is the whole configuration."""
    if project is None:
        root = start if start.is_dir() else start.parent
        return root, start.absolute(), True
    configured = project.root / project.configuration
    given = start.resolve()
    inside = {project.root.resolve(), (project.root / PROJECT_FILE).resolve()}
    if given in inside or given == configured.resolve():
        return project.root, configured, True
    if configured.resolve() not in given.parents and given in configured.resolve().parents:
        return project.root, configured, True
    return project.root, start.absolute(), False


def _environments(
    project: Project | None,
    name: str | None,
) -> tuple[list[Environment | None], list[Diagnostic]]:
    if project is None:
        return [None], []
    if name is None:
        return list(project.environments.values()) or [None], []
    picked = pick_environment(project, name)
    return ([], [picked]) if isinstance(picked, Diagnostic) else ([picked], [])


def _spec(
    reading: _Reading,
    environment: Environment | None,
    naming_of: Callable[[str], Naming],
) -> tuple[Spec, list[Diagnostic]]:
    given, project = reading.request.variables, reading.project
    variables = project.variables_of(environment, given) if project else given
    documents, found = [], []
    for document in reading.loaded.documents:
        ready, faults = substitute(document, variables)
        documents.append(ready)
        found += faults
    spec, faults = build(
        documents,
        _view(project, environment),
        whole=reading.whole,
        broken=bool(reading.loaded.broken),
    )
    if reading.loaded.broken or has_errors(found):
        spec = replace(spec, complete=False)
    naming = naming_of(environment.adapter if environment else "hubspot")
    return spec, [*found, *faults, *check(spec, naming)]


def _view(project: Project | None, environment: Environment | None) -> EnvironmentView:
    known = frozenset({*project.environments, *project.faulty}) if project else None
    if environment is None:
        return EnvironmentView(known=known)
    return EnvironmentView(
        name=environment.name,
        known=known,
        subscriptions=environment.subscriptions,
        add_ons=environment.add_ons,
        data_privacy=environment.data_privacy,
    )


def _between(specs: Mapping[str | None, Spec], project: Project | None) -> list[Diagnostic]:
    """What several environments claim from each other."""
    accounts = (
        {each.name: each.account for each in project.environments.values()} if project else {}
    )
    named = {name: spec for name, spec in specs.items() if name is not None}
    return list(pages_claimed_twice(named, accounts))


def _joined(found: Mapping[str | None, Sequence[Diagnostic]]) -> list[Diagnostic]:
    """What all environments have in common once, the rest with the environment's name."""
    if len(found) < 2:
        return [each for findings in found.values() for each in findings]
    sets = [set(findings) for findings in found.values()]
    common = set.intersection(*sets)
    result = list(common)
    for name, findings in found.items():
        result += [
            replace(each, message=f"Environment {name}: {each.message}")
            for each in findings
            if each not in common
        ]
    return result


def _digest(root: Path, documents: Sequence[Document]) -> str:
    """Over the names and bytes of the files, in order."""
    whole = hashlib.sha256()
    for document in documents:
        content = (root / document.file).read_bytes()
        whole.update(f"{len(document.file)}:{document.file}{len(content)}:".encode())
        whole.update(content)
    return "sha256:" + whole.hexdigest()
