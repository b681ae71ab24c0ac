"""`pipelinectl init`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelinectl.cli import options

if TYPE_CHECKING:
    from pipelinectl.cli.console import Console


@click.command("init")
@click.argument("folder", required=False, default=".", type=click.Path(path_type=Path))
@click.option("--account", type=int, help="The account's portal id.")
@click.option("--ci", type=click.Choice(["github", "gitlab"]), help="Write CI files too.")
@options.streams
def init_command(*, console: Console, folder: Path, account: int | None, ci: str | None) -> None:
    """Write a project that validates into FOLDER. Nothing is overwritten."""
    from pipelinectl.scaffold import scaffold  # noqa: PLC0415 - beside its only use

    files = scaffold(folder.resolve().name, account, ci)
    taken = [name for name in files if (folder / name).exists() and name != ".gitignore"]
    if taken:
        raise click.UsageError(f"{', '.join(taken)} exists already; nothing was written.")
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            _extend(target, content)
        else:
            target.write_text(content, encoding="utf-8")
        console.data(str(target))
    place = "" if folder == Path() else f" {folder}"
    console.say(f"\nNext: pipelinectl validate{place}")


def _extend(target: Path, content: str) -> None:
    """Add the lines that a file lacks, and leave the rest as it is."""
    old = target.read_text(encoding="utf-8")
    lacking = [line for line in content.splitlines() if line and line not in old.splitlines()]
    if lacking:
        glue = "" if old.endswith("\n") or not old else "\n"
        target.write_text(old + glue + "\n".join(lacking) + "\n", encoding="utf-8")
