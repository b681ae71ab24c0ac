"""`pipelinectl ack`: say that manual steps were done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelinectl.adapters.registry import capabilities_of, instruction_of, naming_of
from pipelinectl.cli import options
from pipelinectl.cli.failures import reported
from pipelinectl.operations.acknowledging import FILE, acknowledge, matching, on_page
from pipelinectl.operations.meaning import meant
from pipelinectl.operations.planning import PlanRequest, prepared
from pipelinectl.operations.runbook import pages_of
from pipelinectl.plan.model import Selection

if TYPE_CHECKING:
    from pipelinectl.cli.console import Console


@click.command("ack")
@click.argument("step", required=False)
@click.option("--page", help="Every step that is taken on this page, as the plan names it.")
@options.env_option
@options.var_option
@options.streams
def ack_command(
    *,
    console: Console,
    step: str | None,
    page: str | None,
    env: str | None,
    variables: dict[str, str],
) -> None:
    """Say that a manual STEP was done, by its address or a glob, or every step of a page.

    `pipelinectl plan` shows steps with their addresses and pages. Writes who, when and what was
    expected into acknowledged.yaml, for git. Once an expected value changes, its step is open
    again. Reads no token and opens no connection.
    """
    if (step is None) == (page is None):
        raise click.UsageError("Name a STEP, or a --page: one of the two.")
    request = PlanRequest(options.request(None, env, variables), Selection())
    with reported(console, "text", Path()):
        configuration, environment = prepared(request, naming_of)
        spec = configuration.specs[environment.name]
        desired = meant(spec, capabilities_of(environment.adapter), whole=configuration.whole)
        pages = pages_of(desired, instruction_of(environment.adapter))
        chosen = on_page(str(page), pages) if step is None else matching(step, desired)
        done = acknowledge(configuration.root, environment.name, chosen, desired)
    for address in done:
        console.data(f"{address} is acknowledged for {environment.name}.")
    console.say(f"\nNext: commit {FILE}, so that CI knows it too.")
