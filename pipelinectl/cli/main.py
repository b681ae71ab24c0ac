"""The commands by name, each imported when it is called, and how any failure ends."""

from __future__ import annotations

import itertools
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from pipelinectl import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMANDS = {
    "init": ("project", "Write a project that validates."),
    "validate": ("validate", "Check the files, without any connection."),
    "plan": ("plan", "Compare the files with the account; writes nothing."),
    "show": ("plan", "Show a saved plan."),
    "apply": ("apply", "Carry out a plan."),
    "drift": ("account", "Show what changed in the account since the last apply."),
    "ack": ("ack", "Say that a manual step was done."),
    "import": ("account", "Write files from what the account holds."),
    "explain": ("reference", "Explain a diagnostic code."),
    "schema": ("reference", "Print a published JSON Schema."),
    "ledger": ("ledger", "Look at the ledger, or release a claim."),
    "emulator": ("emulator", "Run an emulated account on this machine."),
    "demo": ("demo", "Show all of it in a minute, on an emulated account."),
}


class _Commands(click.Group):
    """Knows all commands by name and imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"pipelinectl.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in _COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from pipelinectl.names import near  # noqa: PLC0415 - only for a wrong word

            guess = near(args[0], _COMMANDS)
            hint = f' Did you mean "{guess}"?' if guess else ""
            raise click.UsageError(f'There is no command "{args[0]}".{hint}', ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with `pipelinectl demo`, or with `pipelinectl init`.",
)
@click.version_option(__version__, message="pipelinectl %(version)s")
def cli() -> None:
    """Configuration as code for help desks.

    Write ticket pipelines as YAML, review the plan, apply it, and watch for drift.
    """


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; no failure ends in a traceback."""
    try:
        result = cli.main(args=list(arguments), prog_name="pipelinectl", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as fault:
        return _usage(fault, arguments)
    except click.ClickException as fault:
        _tell(f"error[PC130]: {fault.format_message()}")
        return 1
    except (click.Abort, KeyboardInterrupt):
        _tell("Stopped.")
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as fault:  # noqa: BLE001 - the last wall before a traceback
        return _internal(fault, arguments)
    return result if isinstance(result, int) else 0


def _usage(fault: click.UsageError, arguments: Sequence[str]) -> int:
    command = fault.ctx.command_path if fault.ctx else "pipelinectl"
    message = fault.format_message()
    if isinstance(fault, click.exceptions.NoArgsIsHelpError):
        click.echo(message)
        return 0
    hint = f"`{command} --help` lists what the command takes."
    if "json" in _format(arguments):
        from pipelinectl.cli.failures import print_document  # noqa: PLC0415 - only on failure
        from pipelinectl.diagnostics import diagnostic  # noqa: PLC0415

        print_document([diagnostic("PC130", message, hint=hint)])
    else:
        _tell(f"error[PC130]: {message}\n  = help: {hint}")
    return 1


def _format(arguments: Sequence[str]) -> set[str]:
    """What follows `--format`, even where the rest of the line makes no sense."""
    joined = [each.removeprefix("--format=") for each in arguments if each.startswith("--format=")]
    follows = itertools.pairwise(arguments)
    return {*joined, *(value for name, value in follows if name == "--format")}


def _internal(fault: Exception, arguments: Sequence[str]) -> int:
    if "--verbose" in arguments:
        import traceback  # noqa: PLC0415 - only when it is asked for

        traceback.print_exc()
    _tell(
        f"error[PC901]: pipelinectl failed: {type(fault).__name__}: {fault}\n"
        "  = help: This is a fault of pipelinectl. Please report it with the command, and what "
        "--verbose shows.",
    )
    return 1


def _tell(text: str) -> None:
    click.echo(text, err=True)
