"""How a command that cannot go on says why, in the format that was asked for."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from pipelinectl.diagnostics import in_order
from pipelinectl.operations.endings import Refused, Stopped
from pipelinectl.plan.model import Exit
from pipelinectl.ports import RemoteError
from pipelinectl.render.diagnostics import document, text
from pipelinectl.source import Sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipelinectl.cli.console import Console
    from pipelinectl.diagnostics import Diagnostic


def print_document(diagnostics: Sequence[Diagnostic], code: Exit = Exit.ERROR) -> None:
    """The JSON document of diagnostics on stdout."""
    found = document(in_order(diagnostics), code)
    sys.stdout.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")


def show(  # noqa: PLR0913 - two values and how to show them, by keyword
    console: Console,
    diagnostics: Sequence[Diagnostic],
    *,
    form: str,
    root: Path,
    code: Exit = Exit.ERROR,
    data: bool = False,
) -> None:
    """Diagnostics as JSON on stdout, or as text: on stdout where they are what was asked for."""
    if form == "json":
        print_document(diagnostics, code)
        return
    lines = Sources(root)
    secret = {
        (each.span.file, each.span.line)
        for each in diagnostics
        if each.code == "PC121" and each.span
    }

    def line_of(file: str, number: int) -> str | None:
        """A line to show, but for one that may hold a token that was pasted by mistake."""
        return None if (file, number) in secret else lines.line(file, number)

    found = text(in_order(diagnostics), line_of=line_of, style=console.style(data=data))
    if data:
        console.data(found)
    else:
        console.problem(found)


@contextmanager
def reported(console: Console, form: str, root: Path) -> Iterator[None]:
    """End the command with its diagnostics and exit code where an operation stops.

    A stop and a failed call where nothing was written are exit 1, a refused plan is exit 4.
    """
    try:
        yield
    except Stopped as stop:
        show(console, stop.diagnostics, form=form, root=root)
        raise click.exceptions.Exit(int(Exit.ERROR)) from None
    except RemoteError as error:
        show(console, [error.diagnostic], form=form, root=root)
        raise click.exceptions.Exit(int(Exit.ERROR)) from None
    except Refused as refused:
        show(console, refused.diagnostics, form=form, root=root, code=Exit.STALE)
        raise click.exceptions.Exit(int(Exit.STALE)) from None
