"""`pipelinectl explain` and `pipelinectl schema`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import click

from pipelinectl import codes
from pipelinectl.adapters.registry import DEFAULT, capabilities_of
from pipelinectl.channels import TYPES
from pipelinectl.cli import options
from pipelinectl.names import near

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelinectl.capabilities import Capability
    from pipelinectl.cli.console import Console


_CODE = re.compile(r"[A-Za-z]+[0-9]+")


@click.command("explain")
@click.argument("what", required=False)
@click.argument("channel_type", metavar="[TYPE]", required=False)
@options.streams
def explain_command(*, console: Console, what: str | None, channel_type: str | None) -> None:
    """Explain a diagnostic such as PC201, or a setting such as channel.routing.

    Of a setting it says by which ways it can be made true, on channels of one TYPE if you name
    it. Without WHAT, list the diagnostics.
    """
    from pipelinectl.reference import page, setting_page  # noqa: PLC0415 - beside its only use

    if what is None:
        for row in codes.TABLE.values():
            console.data(f"{row.code}  {row.title}")
        return
    wanted = what.upper()
    found = [row for row in codes.TABLE.values() if wanted in {row.code, row.row}]
    if found and channel_type is None:
        console.data("\n".join(page(row) for row in found))
        return
    console.data("\n".join(setting_page(row) for row in _settings(what, channel_type)))


def _settings(what: str, channel_type: str | None) -> list[Capability]:
    """The rows of a setting, of channels of one type if that is named.

    Raises:
        click.UsageError: there is no such setting or type, or several settings are called so.
    """
    table = capabilities_of(DEFAULT)
    found = _named(what, table)
    if channel_type is None:
        return found
    if channel_type not in TYPES:
        raise click.UsageError(
            f"There is no type of channels {channel_type}.{_hint(channel_type, TYPES)}"
        )
    of_the_type = [row for row in found if not row.types or channel_type in row.types]
    if not of_the_type:
        types = ", ".join(dict.fromkeys(each for row in found for each in row.types))
        raise click.UsageError(
            f"Channels of type {channel_type} have no {what}. It is of: {types}."
        )
    return of_the_type


def _named(what: str, table: tuple[Capability, ...]) -> list[Capability]:
    """By name (`channel.routing`), by setting alone if one kind has it, else a whole kind."""
    from pipelinectl.reference import setting_name  # noqa: PLC0415 - beside its only use

    word = what.lower()
    exact = [row for row in table if setting_name(row) == word]
    if exact:
        return exact
    alone = [row for row in table if row.setting == word]
    names = list(dict.fromkeys(setting_name(row) for row in alone))
    if len(names) > 1:
        raise click.UsageError(f"{what} may be {' or '.join(names)}: name one of them.")
    found = alone or [row for row in table if row.kind == word]
    if not found and _CODE.fullmatch(what):
        raise click.UsageError(
            f"There is no code {what}.{_hint(what, codes.TABLE)} `pipelinectl explain` lists all."
        )
    if not found:
        known = (*(setting_name(row) for row in table), *_settings_of(table))
        hint = _hint(what, known)
        raise click.UsageError(
            f"There is no setting and no code {what}.{hint} docs/capabilities.md lists the "
            "settings, `pipelinectl explain` the codes."
        )
    return found


def _settings_of(table: tuple[Capability, ...]) -> list[str]:
    return [row.setting for row in table if row.setting]


def _hint(word: str, known: Iterable[str]) -> str:
    guess = near(word, known)
    return f" Did you mean {guess}?" if guess else ""


@click.command("schema")
@click.argument(
    "which", type=click.Choice(["configuration", "project", "plan"]), default="configuration"
)
@options.streams
def schema_command(*, console: Console, which: str) -> None:
    """Print the JSON Schema of the configuration, the project file or a saved plan."""
    from pipelinectl import schema  # noqa: PLC0415 - with pydantic, a tenth of a second

    console.data(json.dumps(schema.SCHEMAS[which](), indent=2, ensure_ascii=False))
