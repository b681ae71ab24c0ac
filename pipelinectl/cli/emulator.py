"""`pipelinectl emulator serve`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelinectl.cli import options

if TYPE_CHECKING:
    from pipelinectl.cli.console import Console


@click.group("emulator")
def emulator_command() -> None:
    """An emulated account that answers like HubSpot's API."""


@emulator_command.command("serve")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8787,
    show_default=True,
    help="0 takes a free one.",
)
@click.option("--account", type=int, default=1111111, show_default=True, help="Its portal id.")
@click.option("--token", help="The only token that is accepted; default: any.")
@click.option("--data", type=click.Path(path_type=Path), help="Keep the account in this file.")
@click.option("--seed", type=click.Path(path_type=Path), help="Start from this JSON file.")
@click.option("--profile", "profiles", multiple=True, help="Behave differently; may be repeated.")
@options.streams
def serve_command(  # noqa: PLR0913 - one parameter for each option
    *,
    console: Console,
    port: int,
    account: int,
    token: str | None,
    data: Path | None,
    seed: Path | None,
    profiles: tuple[str, ...],
) -> None:
    """Serve the emulated account on 127.0.0.1 until it is stopped with Ctrl-C."""
    try:
        from pipelinectl.emulator.errors import EmulatorError  # noqa: PLC0415
        from pipelinectl.emulator.server import serve  # noqa: PLC0415 - an extra, may be missing
        from pipelinectl.emulator.settings import Settings  # noqa: PLC0415
    except ModuleNotFoundError as fault:
        raise click.ClickException(
            f"The emulator was not installed ({fault.name} is missing). In a checkout: pip install "
            "'.[emulator]'. Do not install the name from PyPI: it is another program.",
        ) from None
    settings = Settings(
        account=account, port=port, token=token, data=data, seed=seed, profiles=profiles
    )

    def announce(url: str) -> None:
        console.data(f"Emulator ready at {url} (account {account})")
        console.out.flush()

    try:
        serve(settings, announce=announce)
    except EmulatorError as fault:
        raise click.ClickException(str(fault)) from None
