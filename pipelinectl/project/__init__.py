"""The project file `pipelinectl.yaml`: finding it, reading it, choosing an environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.diagnostics import Diagnostic, diagnostic
from pipelinectl.names import near
from pipelinectl.project.model import Environment, GitLedger, Project
from pipelinectl.project.reader import DEFAULT_FOLDER, read_project
from pipelinectl.source.files import Finder, decode
from pipelinectl.source.reader import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = [
    "DEFAULT_FOLDER",
    "PROJECT_FILE",
    "Environment",
    "GitLedger",
    "Project",
    "find_project",
    "load_project",
    "pick_environment",
]

PROJECT_FILE = "pipelinectl.yaml"


def find_project(start: Path) -> Path | None:
    """The folder at or above `start` that holds the project file.

    The search ends at the top of the file system or at the folder that holds `.git`.
    """
    folder = start.absolute()
    for candidate in (folder, *folder.parents):
        if (candidate / PROJECT_FILE).is_file():
            return candidate
        if (candidate / ".git").exists():
            return None
    return None


def load_project(
    start: Path, environ: Mapping[str, str] | None = None
) -> tuple[Project | None, list[Diagnostic]]:
    """Find and read the project file.

    Args:
        start: where to begin; a file or a folder.
        environ: the process's environment. Only `PIPELINECTL_BASE_URL` is looked up, no token.

    Returns:
        The project, and everything that is wrong with its file. There is no project where the
        file is missing or cannot be read; environments with a fault are in `faulty` only, so a
        command that connects stops on any error among the findings.
    """
    root = find_project(start)
    if root is None:
        missing = diagnostic(
            "PC120",
            f"No {PROJECT_FILE} was found in {start} or above it.",
            hint="Run `pipelinectl init`, or name the project folder.",
        )
        return None, [missing]
    finder = Finder(root)
    found = finder.diagnostics
    for name, path in finder.find(root / PROJECT_FILE):
        text, faults = decode(path, name)
        document = None
        if text is not None:
            document, faults = read_text(text, name)
        found += faults
        if document is not None:
            return read_project(document, root, environ or {}, found), found
        if not faults:
            found.append(diagnostic("PC102", f"{name} is empty.", hint="Begin with `version: 1`."))
    return None, found


def pick_environment(project: Project, name: str | None) -> Environment | Diagnostic:
    """The environment of that name; without a name the only one. Else why there is none."""
    names = sorted({*project.environments, *project.faulty})
    listed = ", ".join(names)
    if not names:
        return diagnostic(
            "PC123",
            f"{project.file} names no environment.",
            hint="Write one below `environments:`.",
        )
    if name is None and len(names) > 1:
        return diagnostic(
            "PC123",
            f"There are {len(names)} environments: {listed}.",
            hint=f"Choose one, for example `--env {next(iter(project.environments), names[0])}`.",
        )
    chosen = names[0] if name is None else name
    if chosen in project.environments:
        return project.environments[chosen]
    if chosen in project.faulty:
        return diagnostic(
            "PC123",
            f"The environment `{chosen}` has errors in {project.file}.",
            hint="Correct them first; `pipelinectl validate` lists them.",
        )
    guess = near(chosen, names)
    return diagnostic(
        "PC123",
        f"There is no environment `{chosen}`; there are: {listed}.",
        hint=None if guess is None else f"Did you mean `{guess}`?",
    )
