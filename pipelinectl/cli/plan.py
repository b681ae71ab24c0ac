"""`pipelinectl plan` and `pipelinectl show`."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelinectl.adapters.registry import connect, naming_of
from pipelinectl.cli import options
from pipelinectl.cli.announce import announced
from pipelinectl.cli.failures import reported, show
from pipelinectl.operations.planning import Planned, PlanRequest, planned
from pipelinectl.plan.document import to_text
from pipelinectl.plan.model import Exit, Selection, exit_of

if TYPE_CHECKING:
    from pipelinectl.cli.console import Console
    from pipelinectl.plan.model import Plan

_FORMS = ("text", "json", "markdown")


@click.command("plan")
@options.path_argument
@options.env_option
@options.var_option
@options.selection_options
@options.allow_option
@click.option("--out", type=click.Path(path_type=Path), help="Save the plan to this file.")
@click.option("--detailed-exitcode", "detailed", is_flag=True, help="Exit 2 if there are changes.")
@options.strict_option
@options.format_option(*_FORMS)
@options.streams
def plan_command(  # noqa: PLR0913 - one parameter for each option
    *,
    console: Console,
    path: Path | None,
    env: str | None,
    variables: dict[str, str],
    only: tuple[str, ...],
    excluded: tuple[str, ...],
    allow: tuple[str, ...],
    out: Path | None,
    detailed: bool,
    strict: bool,
    form: str,
) -> None:
    """Compare the files with the account and say what would change, and why. Writes nothing."""
    request = PlanRequest(
        files=options.request(path, env, variables),
        selection=Selection(only, excluded),
        allowed=allow,
    )
    root = path or Path()
    with reported(console, form, root), announced(console) as announce:
        found = planned(request, naming_of, connect, announce)
    code = exit_of(found.plan, detailed=detailed, strict=strict)
    plan = replace(found.plan, exit=code)
    if out is not None:
        _save(plan, out)
    console.data(rendered(plan, form, console))
    if form == "text":
        _say_next(console, plan, out, env)
    _say_calls(console, found)
    raise click.exceptions.Exit(int(code))


@click.command("show")
@click.argument("plan_file", metavar="PLAN", type=click.Path(path_type=Path))
@options.format_option(*_FORMS)
@options.streams
def show_command(*, console: Console, plan_file: Path, form: str) -> None:
    """Show a saved plan."""
    plan = loaded(console, plan_file, form)
    console.data(rendered(plan, form, console))


def loaded(console: Console, file: Path, form: str) -> Plan:
    """A saved plan; ends the command where the file is none (exit 1) or was altered (exit 4)."""
    from pipelinectl.diagnostics import Diagnostic, diagnostic  # noqa: PLC0415 - with pydantic
    from pipelinectl.plan.saved import is_plan, read_plan  # noqa: PLC0415 - a tenth of a second

    try:
        content = file.read_bytes()
    except OSError as fault:
        missing = diagnostic("PC001", f"{file} cannot be read: {fault.strerror}.")
        show(console, [missing], form=form, root=Path())
        raise click.exceptions.Exit(int(Exit.ERROR)) from None
    if not is_plan(content):
        raise click.UsageError(f"{file} is not a saved plan; `pipelinectl plan --out` writes one.")
    plan = read_plan(content, str(file))
    if isinstance(plan, Diagnostic):
        show(console, [plan], form=form, root=Path(), code=Exit.STALE)
        raise click.exceptions.Exit(int(Exit.STALE))
    return plan


def rendered(plan: Plan, form: str, console: Console) -> str:
    """The plan in one of its forms."""
    if form == "json":
        return to_text(plan)
    if form == "markdown":
        from pipelinectl.render import plan_markdown  # noqa: PLC0415 - one form at a time

        return plan_markdown.render(plan)
    from pipelinectl.render import plan_text  # noqa: PLC0415 - as above

    return plan_text.text(plan, style=console.style())


def _save(plan: Plan, out: Path) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(to_text(plan), encoding="utf-8")
    except OSError as fault:
        raise click.ClickException(f"{out} cannot be written: {fault.strerror}.") from None


def _say_next(console: Console, plan: Plan, out: Path | None, env: str | None) -> None:
    if not plan.applyable:
        return
    chosen = f" --env {env}" if env else ""
    chosen += "".join(f" --only {shlex.quote(each)}" for each in plan.selection.only)
    chosen += "".join(f" --except {shlex.quote(each)}" for each in plan.selection.excluded)
    chosen += "".join(f" --allow {shlex.quote(each)}" for each in plan.allowed)
    unreviewed = any(
        each.action == "delete" and each.reason != "removed" and not each.blocked_by
        for each in plan.changes
    )
    if out is not None:
        console.say(f"\nTo carry out this very plan: pipelinectl apply {out}")
    elif unreviewed:
        console.say("\nDeletes of what left the files are applied from a saved plan only:")
        console.say(f"  pipelinectl plan{chosen} --out plan.json && pipelinectl apply plan.json")
    else:
        console.say(f"\nTo save it for review: pipelinectl plan{chosen} --out plan.json")
        console.say(f"To carry it out:       pipelinectl apply{chosen}")


def _say_calls(console: Console, found: Planned) -> None:
    console.detail(f"{found.session.desk.calls} calls to the account.")
