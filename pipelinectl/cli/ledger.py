"""`pipelinectl ledger`: look at what is remembered, and release a claim that is dead."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelinectl.cli import options
from pipelinectl.cli.failures import reported
from pipelinectl.operations.remembering import confirm, release, remembered

if TYPE_CHECKING:
    from pipelinectl.cli.console import Console


@click.group("ledger")
def ledger_command() -> None:
    """Look at the ledger of an environment, or release a claim."""


@ledger_command.command("show")
@options.env_option
@options.streams
def show_ledger(*, console: Console, env: str | None) -> None:
    """List what is bound to which id. Opens no connection to the account."""
    with reported(console, "text", Path()):
        found = remembered(Path(), env, os.environ)
    ledger = found.ledger
    console.data(f"Account {ledger.account}, serial {ledger.serial}, lineage {ledger.lineage}")
    console.data(f"Kept in {found.memory.place}")
    if claim := ledger.claim:
        console.data(f"Claimed by run {claim.run} of {claim.who} on {claim.host}, {claim.at}")
    for address, entry in ledger.entries.items():
        console.data(f"{address}  {entry.id}  {entry.origin.value}")


@ledger_command.command("release")
@click.argument("run")
@options.env_option
@options.streams
def release_claim(*, console: Console, run: str, env: str | None) -> None:
    """Release the claim of RUN, once you know that it is dead."""
    with reported(console, "text", Path()):
        release(remembered(Path(), env, os.environ), run)
    console.say(f"The claim of run {run} is released.")


@ledger_command.command("confirm")
@click.argument("address")
@options.env_option
@options.streams
def confirm_absence(*, console: Console, address: str, env: str | None) -> None:
    """Say that no workflow was created at ADDRESS, once you have looked in the help desk.

    For a create that was sent and whose answer was lost. If the workflow is there, delete it first.
    """
    with reported(console, "text", Path()):
        confirm(remembered(Path(), env, os.environ), address)
    console.say(f"{address} was not created, you say: the next apply creates it.")
