"""`pipelinectl ack`: say that a manual step was done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelinectl.adapters.registry import naming_of
from pipelinectl.cli import options
from pipelinectl.cli.failures import reported
from pipelinectl.operations.acknowledging import FILE, acknowledge
from pipelinectl.operations.planning import PlanRequest, prepared
from pipelinectl.plan.model import Selection

if TYPE_CHECKING:
    from pipelinectl.cli.console import Console


@click.command("ack")
@click.argument("address")
@options.env_option
@options.var_option
@options.streams
def ack_command(
    *, console: Console, address: str, env: str | None, variables: dict[str, str]
) -> None:
    """Say that the manual step at ADDRESS was done, as `pipelinectl plan` shows it.

    Writes who, when and what was expected into acknowledged.yaml, for git. Once the expected value
    changes, the step is open again. Reads no token and opens no connection.
    """
    request = PlanRequest(options.request(None, env, variables), Selection())
    with reported(console, "text", Path()):
        configuration, environment = prepared(request, naming_of)
        spec = configuration.specs[environment.name]
        acknowledge(configuration.root, environment.name, address, spec)
    console.data(f"{address} is acknowledged for {environment.name}.")
    console.say(f"\nNext: commit {FILE}, so that CI knows it too.")
