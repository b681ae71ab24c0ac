"""`pipelinectl explain` and `pipelinectl schema`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from pipelinectl import codes
from pipelinectl.cli import options
from pipelinectl.names import near

if TYPE_CHECKING:
    from pipelinectl.cli.console import Console


@click.command("explain")
@click.argument("code", required=False)
@options.streams
def explain_command(*, console: Console, code: str | None) -> None:
    """Explain a diagnostic CODE such as PC201; without one, list them all."""
    from pipelinectl.reference import page  # noqa: PLC0415 - beside its only use

    if code is None:
        for row in codes.TABLE.values():
            console.data(f"{row.code}  {row.title}")
        return
    wanted = code.upper()
    rows = [row for row in codes.TABLE.values() if wanted in {row.code, row.row}]
    if not rows:
        guess = near(wanted, codes.TABLE)
        hint = f" Did you mean {guess}?" if guess else ""
        raise click.UsageError(f"There is no code {code}.{hint} `pipelinectl explain` lists all.")
    console.data("\n".join(page(row) for row in rows))


@click.command("schema")
@click.argument(
    "which", type=click.Choice(["configuration", "project", "plan"]), default="configuration"
)
@options.streams
def schema_command(*, console: Console, which: str) -> None:
    """Print the JSON Schema of the configuration, the project file or a saved plan."""
    from pipelinectl import schema  # noqa: PLC0415 - with pydantic, a tenth of a second

    console.data(json.dumps(schema.SCHEMAS[which](), indent=2, ensure_ascii=False))
