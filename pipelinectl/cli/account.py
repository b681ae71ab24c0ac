"""`pipelinectl drift` and `pipelinectl import`: what is in the account."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelinectl.adapters.registry import connect, naming_of
from pipelinectl.cli import options
from pipelinectl.cli.announce import announced
from pipelinectl.cli.failures import reported, show
from pipelinectl.operations.drifting import drifted, readable
from pipelinectl.operations.endings import Stopped
from pipelinectl.operations.importing import imported as import_account
from pipelinectl.operations.session import Session, chosen, connected
from pipelinectl.project import Project, load_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.cli.console import Console


@click.command("drift")
@options.path_argument
@options.env_option
@options.format_option("text", "json", "markdown")
@options.streams
def drift_command(*, console: Console, path: Path | None, env: str | None, form: str) -> None:
    """Show what changed in the account since the last apply: exit 2 if anything did."""
    from pipelinectl.render import drift as render  # noqa: PLC0415 - only this command needs it

    with reported(console, form, Path()), announced(console) as announce:
        _, session = _session(path, env, announce)
        request = options.request(path, env, {})
        found = drifted(session, readable(request, session.environment.name, naming_of))
    if form == "json":
        console.data(json.dumps(render.document(found), indent=2, ensure_ascii=False))
    elif form == "markdown":
        console.data(render.markdown(found))
    else:
        console.data(render.text(found, style=console.style()))
        if found.rows:
            name = f" --env {env}" if env else ""
            console.say(f"\nTo put it back, or see what the files say: pipelinectl plan{name}")
    raise click.exceptions.Exit(int(found.exit))


@click.command("import")
@options.env_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder to write to; default: the project's configuration.",
)
@options.streams
def import_command(*, console: Console, env: str | None, out: Path | None) -> None:
    """Write files from what the account holds; the plan of the result is empty."""
    from pipelinectl.importing import import_files  # noqa: PLC0415 - with ruamel.yaml, slow

    with reported(console, "text", Path()), announced(console) as announce:
        project, session = _session(None, env, announce)
        folder = out or project.root / project.configuration
        naming = naming_of(session.environment.adapter)
        imported = import_account(session, import_files, naming)
        taken = [name for name in imported.files if (folder / name).exists()]
    if taken or _has_yaml(folder):
        raise click.UsageError(
            f"{_shown(folder)} holds YAML files already, and nothing is overwritten. Choose "
            "another folder with --out, or delete what `pipelinectl init` wrote.",
        )
    for name, content in imported.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
        console.data(_shown(folder / name))
    if imported.diagnostics:
        show(console, imported.diagnostics, form="text", root=Path())
    name = f" --env {env}" if env else ""
    target = f" {out}" if out else ""
    console.say(f"\nNext, see that nothing would change: pipelinectl plan{target}{name}")


def _shown(path: Path) -> str:
    """The path from here, where it lies below."""
    here = Path.cwd()
    whole = path.resolve()
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else str(path)


def _has_yaml(folder: Path) -> bool:
    return folder.is_dir() and any(each.suffix in {".yaml", ".yml"} for each in folder.rglob("*"))


def _session(
    path: Path | None,
    env: str | None,
    announce: Callable[[Session], None],
) -> tuple[Project, Session]:
    project, found = load_project(path or Path(), os.environ)
    if project is None or any(each.severity == "error" for each in found):
        raise Stopped(*found)
    session = connected(project, chosen(project, env), os.environ, connect)
    announce(session)
    return project, session
