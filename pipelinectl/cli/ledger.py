"""`pipelinectl ledger`: look at what is remembered, and release a claim that is dead."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelinectl.cli import options
from pipelinectl.cli.failures import reported
from pipelinectl.diagnostics import diagnostic
from pipelinectl.ledger.local import held
from pipelinectl.ledger.model import LedgerError, from_bytes, to_bytes
from pipelinectl.operations.session import Memory, Stopped, chosen
from pipelinectl.project import load_project

if TYPE_CHECKING:
    from pipelinectl.cli.console import Console
    from pipelinectl.ledger.model import Ledger


@click.group("ledger")
def ledger_command() -> None:
    """Look at the ledger of an environment, or release a claim."""


@ledger_command.command("show")
@options.env_option
@options.streams
def show_ledger(*, console: Console, env: str | None) -> None:
    """List what is bound to which id. Opens no connection."""
    with reported(console, "text", Path()):
        _, ledger, _ = _ledger(env)
    claim = ledger.claim
    console.data(f"Account {ledger.account}, serial {ledger.serial}, lineage {ledger.lineage}")
    if claim:
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
        memory, ledger, version = _ledger(env)
        if ledger.claim is None or ledger.claim.run != run:
            raise Stopped(diagnostic("PC619", f"No claim of run {run} stands in the ledger."))
        with held(memory.ledger_path) as is_ours:
            if not is_ours:
                raise Stopped(
                    diagnostic(
                        "PC619",
                        f"Run {run} is alive: its process holds the lock beside the ledger.",
                        hint="End that process first.",
                    ),
                )
            free = replace(ledger, serial=ledger.serial + 1, claim=None)
            memory.store.save(to_bytes(free), version)
    console.say(f"The claim of run {run} is released.")


def _ledger(env: str | None) -> tuple[Memory, Ledger, str]:
    project, found = load_project(Path(), os.environ)
    if project is None:
        raise Stopped(*found)
    memory = Memory.of(project, chosen(project, env).name)
    content, version = memory.store.load()
    if content is None:
        raise Stopped(diagnostic("PC620", "There is no ledger yet: nothing was applied from here."))
    try:
        return memory, from_bytes(content), version
    except LedgerError as fault:
        raise Stopped(diagnostic("PC621", str(fault))) from fault
