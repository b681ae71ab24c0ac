"""`pipelinectl apply`: of a saved plan, or of a fresh one."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelinectl.adapters.registry import connect, naming_of
from pipelinectl.cli import options
from pipelinectl.cli.announce import announced
from pipelinectl.cli.failures import reported, show
from pipelinectl.cli.plan import loaded, rendered
from pipelinectl.diagnostics import diagnostic
from pipelinectl.operations import applying, claiming
from pipelinectl.operations.endings import Refused, Stopped
from pipelinectl.operations.planning import PlanRequest, planned_with, prepared
from pipelinectl.operations.reading import kinds_in, read_for, workflows_of
from pipelinectl.operations.session import Session, connected
from pipelinectl.plan.model import Exit, Selection
from pipelinectl.project import load_project

if TYPE_CHECKING:
    from pipelinectl.apply.report import ApplyReport, Row
    from pipelinectl.cli.console import Console
    from pipelinectl.plan.model import Plan
    from pipelinectl.ports import Write


@dataclass(frozen=True, slots=True)
class _Options:
    """What was asked for beside what to apply."""

    console: Console
    form: str
    yes: bool
    expect: str | None
    strict: bool
    fail_on_manual: bool


@click.command("apply")
@options.path_argument
@options.env_option
@options.var_option
@options.selection_options
@options.allow_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--expect", metavar="DIGEST", help="Apply only the plan with this review digest.")
@click.option("--fail-on", type=click.Choice(["manual"]), help="Exit 2 while these are left.")
@options.strict_option
@options.format_option("text", "json")
@options.streams
def apply_command(  # noqa: PLR0913 - one parameter for each option
    *,
    console: Console,
    path: Path | None,
    env: str | None,
    variables: dict[str, str],
    only: tuple[str, ...],
    excluded: tuple[str, ...],
    allow: tuple[str, ...],
    yes: bool,
    expect: str | None,
    fail_on: str | None,
    strict: bool,
    form: str,
) -> None:
    """Carry out a saved plan (PATH is its file), or plan, ask, and carry that out.

    Without a terminal there is nobody to ask: give a saved plan, --expect or --yes.
    """
    given = _Options(console, form, yes, expect, strict, fail_on == "manual")
    if path is not None and _is_saved_plan(path):
        _refuse_with_saved_plan(only, excluded, allow, variables, expect)
        code = _apply_saved(path, env, given)
    else:
        _refuse_without_answer(given)
        request = PlanRequest(
            files=options.request(path, env, variables),
            selection=Selection(only, excluded),
            allowed=allow,
            reviewed=expect is not None,
        )
        code = _apply_fresh(request, given)
    raise click.exceptions.Exit(int(code))


def _is_saved_plan(path: Path) -> bool:
    from pipelinectl.plan.saved import is_plan  # noqa: PLC0415 - with pydantic, a tenth of a second

    try:
        return path.is_file() and is_plan(path.read_bytes())
    except OSError:
        return False


def _refuse_with_saved_plan(*given: object) -> None:
    names = ("--only", "--except", "--allow", "--var", "--expect")
    wrong = [name for name, value in zip(names, given, strict=True) if value]
    if wrong:
        raise click.UsageError(
            f"{' and '.join(wrong)} cannot be given with a saved plan, which says it all itself.",
        )


def _refuse_without_answer(given: _Options) -> None:
    if not given.yes and given.expect is None and not sys.stdin.isatty():
        raise click.UsageError(
            "There is no terminal to ask on. Give a saved plan, --expect DIGEST or --yes.",
        )


def _apply_saved(file: Path, env: str | None, given: _Options) -> Exit:
    console = given.console
    plan = loaded(console, file, given.form)
    with reported(console, given.form, Path()), announced(console) as announce:
        session = _session_for(plan, env)
        announce(session)
        applying.refuse_foreign(plan, session)
        _refuse_errored(plan)
        with claiming.locked(session) as held:
            live = read_for(session, held.ledger, kinds_in(plan), workflows_of(plan))
            applying.refuse_stale(plan, session, live)
            applying.refuse_forbidden(plan, held, live)
            report = applying.apply_plan(plan, live, held, _Teller(given, plan, session))
    return _finished(report, plan, given)


def _session_for(plan: Plan, env: str | None) -> Session:
    project, found = load_project(Path(), os.environ)
    if project is None or any(each.severity == "error" for each in found):
        raise Stopped(*found)
    name = env or plan.environment
    environment = project.environments.get(name)
    if environment is None or name != plan.environment:
        raise Refused(
            diagnostic(
                "PC617",
                f"The plan is for the environment {plan.environment}, not for {name}."
                if environment
                else f"The plan is for the environment {plan.environment}, which the project "
                "file does not name.",
            ),
        )
    return connected(project, environment, os.environ, connect)


def _refuse_errored(plan: Plan) -> None:
    if plan.errored:
        raise Stopped(*(each for each in plan.diagnostics if each.severity == "error"))


def _apply_fresh(request: PlanRequest, given: _Options) -> Exit:
    console = given.console
    root = request.files.path or Path()
    with reported(console, given.form, root):
        configuration, environment = prepared(request, naming_of)
        project = configuration.project
        assert project is not None  # `prepared` refuses to go on without one
        with announced(console) as announce:
            session = connected(project, environment, request.files.environ, connect)
            announce(session)
        with claiming.locked(session) as held:
            with console.waiting(lambda: "Still reading the account ..."):
                found = planned_with(request, configuration, session, held.ledger)
            plan, live = found.plan, found.live
            if given.expect is not None:
                applying.refuse_unexpected(plan, given.expect)
            if given.form == "text":
                console.data(rendered(plan, "text", console) + "\n")
            _refuse_errored(plan)
            if _needs_answer(plan, given):
                if not _agreed(plan, given):
                    console.say("Nothing was changed.")
                    return Exit.DONE
                live = read_for(session, held.ledger, kinds_in(plan), workflows_of(plan))
                applying.refuse_stale(plan, session, live)
            report = applying.apply_plan(plan, live, held, _Teller(given, plan, session))
    return _finished(report, plan, given)


def _needs_answer(plan: Plan, given: _Options) -> bool:
    """Whether there is something to ask about. Recording what is so already needs no answer."""
    return plan.applyable and not given.yes and given.expect is None


def _agreed(plan: Plan, given: _Options) -> bool:
    """Show what is asked about, where the data on stdout is not for people, and ask."""
    if given.form != "text":
        given.console.problem(rendered(plan, "text", given.console))
    return click.confirm(f"\nApply this to account {plan.account}?", default=False, err=True)


class _Teller:
    """Says what is done while it is done: as the report itself, or beside a JSON document."""

    def __init__(self, given: _Options, plan: Plan, session: Session) -> None:
        self._console = given.console
        self._is_report = given.form == "text"
        self._total = len(plan.pending)
        self._number = 0
        if os.environ.get("CI") and plan.pending and not session.memory.shared:
            given.console.say(
                "warning[PC626]: The ledger is a local file, and CI runners lose those: the next "
                "plan cannot tell which side moved, and deletes nothing by absence.\n"
                "  = help: Keep it in a git branch: write `ledger: {git: {branch: "
                f"pipelinectl-ledger}}}}` below {plan.environment} in the project file.",
            )

    def writing(self, write: Write) -> None:
        """A write is about to be sent."""
        self._console.detail(f"  {write.what}", event="write", address=str(write.address))

    def finished(self, row: Row) -> None:
        """A change is done, or will not be."""
        from pipelinectl.render.apply_text import progress  # noqa: PLC0415 - only if any is done

        self._number += 1
        style = self._console.style(data=self._is_report)
        line = progress(row, self._number, self._total, style=style)
        if self._is_report:
            self._console.data(line)
            self._console.out.flush()
        else:
            address = str(row.change.address)
            self._console.say(line, event="change", address=address, result=row.result.value)


def _finished(report: ApplyReport, plan: Plan, given: _Options) -> Exit:
    import json  # noqa: PLC0415 - only for one form

    from pipelinectl.render import apply_text  # noqa: PLC0415 - only once something was applied

    console = given.console
    if given.form == "json":
        console.data(json.dumps(apply_text.document(report), indent=2, ensure_ascii=False))
    else:
        gap = "\n" if report.rows else ""
        console.data(gap + apply_text.summary(report, style=console.style()))
        if report.diagnostics:
            show(console, report.diagnostics, form="text", root=Path())
    waits = any(each.state == "open" for each in plan.manual_steps)
    if report.exit is Exit.DONE and given.fail_on_manual and waits:
        return Exit.DIFFERENCES
    return report.exit
