"""`pipelinectl validate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipelinectl.adapters.registry import naming_of
from pipelinectl.cli import options
from pipelinectl.cli.failures import show
from pipelinectl.diagnostics import has_errors
from pipelinectl.operations.configuration import Configuration, validated
from pipelinectl.plan.model import Exit

if TYPE_CHECKING:
    from pathlib import Path

    from pipelinectl.cli.console import Console


@click.command("validate")
@options.path_argument
@options.env_option
@options.var_option
@options.strict_option
@options.format_option("text", "json")
@options.streams
def validate_command(  # noqa: PLR0913 - one parameter for each option
    *,
    console: Console,
    path: Path | None,
    env: str | None,
    variables: dict[str, str],
    strict: bool,
    form: str,
) -> None:
    """Check the files: syntax, structure, references and every check that needs no account.

    Reads no token and opens no connection. PATH is a project folder, a folder of YAML or a file.
    """
    with console.waiting(lambda: "Still reading the files ..."):
        configuration = validated(options.request(path, env, variables), naming_of)
    failed = has_errors(configuration.diagnostics, strict=strict)
    code = Exit.ERROR if failed else Exit.DONE
    if configuration.diagnostics or form == "json":
        show(
            console,
            configuration.diagnostics,
            form=form,
            root=configuration.root,
            code=code,
            data=True,
        )
    if form == "text" and not failed:
        console.data(_summary(configuration))
    raise click.exceptions.Exit(int(code))


def _summary(configuration: Configuration) -> str:
    spec = next(iter(configuration.specs.values()))
    statuses = sum(len(each.statuses) for each in spec.pipelines.values())
    words = f"Valid: {_count(len(spec.pipelines), 'pipeline')}, {_count(statuses, 'status')}"
    if spec.channels:
        words += f", {_count(len(spec.channels), 'channel')}"
    names = [name for name in configuration.specs if name]
    if not names:
        return f"{words}."
    return f"{words} (checked for {', '.join(names)})."


def _count(number: int, noun: str) -> str:
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun}es" if noun.endswith("s") else f"{number} {noun}s"
