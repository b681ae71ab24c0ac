"""Options that several commands take, and the requests that they become."""

from __future__ import annotations

import os
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelinectl.cli.console import Console
from pipelinectl.operations.configuration import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., Any]

_STREAMS = (
    click.option("--no-color", is_flag=True, help="Write no colours (NO_COLOR does the same)."),
    click.option("--quiet", "-q", is_flag=True, help="Write only data and errors."),
    click.option("--verbose", "-v", is_flag=True, help="Write more about what is done."),
    click.option("--log-json", is_flag=True, help="Write what goes to stderr as JSON lines."),
)

path_argument = click.argument("path", required=False, type=click.Path(path_type=Path))

env_option = click.option("--env", "env", metavar="NAME", help="Environment of pipelinectl.yaml.")

strict_option = click.option("--strict", is_flag=True, help="Take warnings for errors.")

allow_option = click.option(
    "--allow",
    multiple=True,
    metavar="ADDRESS",
    help="Permit at this address what a guard would block and may be permitted.",
)


def format_option(*forms: str) -> Callable[[Command], Command]:
    """`--format`, with the first form as default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help="How to write the result.",
    )


def streams(command: Command) -> Command:
    """Give a command its console, made of the options that every command takes."""

    @wraps(command)
    def with_console(
        *, no_color: bool, quiet: bool, verbose: bool, log_json: bool, **rest: Any
    ) -> Any:
        console = Console.standard(
            no_color=no_color, quiet=quiet, verbose=verbose, log_json=log_json
        )
        return command(console=console, **rest)

    for option in reversed(_STREAMS):
        with_console = option(with_console)
    return with_console


def selection_options(command: Command) -> Command:
    """`--only` and `--except`."""
    command = click.option(
        "--except",
        "excluded",
        multiple=True,
        metavar="SELECTOR",
        help="Leave out these addresses, with what lies below them.",
    )(command)
    return click.option(
        "--only",
        multiple=True,
        metavar="SELECTOR",
        help="Only these addresses (or globs of them), with what lies below them.",
    )(command)


def var_option(command: Command) -> Command:
    """`--var name=value`, which wins over the project file."""
    return click.option(
        "--var",
        "variables",
        multiple=True,
        metavar="NAME=VALUE",
        callback=_variables,
        help="Set a variable; wins over pipelinectl.yaml.",
    )(command)


def request(path: Path | None, env: str | None, variables: dict[str, str]) -> Request:
    """What to read, with the environment variables of the process."""
    return Request(path, env, variables, os.environ)


def _variables(
    ctx: click.Context, param: click.Parameter, value: tuple[str, ...]
) -> dict[str, str]:
    found = {}
    for each in value:
        name, equals, rest = each.partition("=")
        if not equals or not name.isidentifier():
            raise click.BadParameter(f'"{each}" is not NAME=VALUE.', ctx, param)
        found[name] = rest
    return found
