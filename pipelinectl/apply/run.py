"""The apply loop: ask for the next write, journal it, carry it out, until the goal is reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pipelinectl.apply.goal import goal_of, is_done
from pipelinectl.apply.report import Result, Row
from pipelinectl.diagnostics import diagnostic
from pipelinectl.plan.model import Action, effective
from pipelinectl.ports import RemoteError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.ledger.journal import Journal
    from pipelinectl.model import Address, Live
    from pipelinectl.plan.model import Change, Plan
    from pipelinectl.ports import Goal, HelpDeskWriter, Want, Write

_SLACK = 20
"""Writes beyond four for each wanted object and status before a loop counts as endless."""


class Watcher(Protocol):
    """Is told what happens while it happens."""

    def writing(self, write: Write) -> None:
        """A write is about to be sent."""

    def finished(self, row: Row) -> None:
        """A change is done, failed, skipped or blocked."""


@dataclass(slots=True)
class Outcome:
    """What was done: a row for each change, the state as last read, and what went wrong.

    `uncertain` says that a call was sent whose end is not known; `failed_at` is the change that
    the last call was for, unless that call succeeded.
    """

    live: Live
    rows: list[Row] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    writes: int = 0
    uncertain: bool = False
    failed_at: Address | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One run over one account: who it is, and what it works with.

    `machine_fault` says that a file of this machine cannot be written.
    """

    id: str
    desk: HelpDeskWriter
    journal: Journal
    now: Callable[[], str]
    watcher: Watcher
    machine_fault: Callable[[OSError], Diagnostic]


def carry_out(plan: Plan, live: Live, run: Run) -> Outcome:
    """Write until every change that is not blocked is done, or a call fails.

    After a failure nothing more is written: what is left is reported as skipped, and running
    again continues from what the account shows.
    """
    outcome = Outcome(live)
    goal = goal_of(plan, live)
    open_changes = {each.address: each for each in effective(plan.changes)}
    try:
        for pipeline in goal.by_pipeline:
            _reach(pipeline, goal, run, outcome, open_changes)
    except RemoteError as error:
        outcome.diagnostics.append(error.diagnostic)
        outcome.uncertain = outcome.uncertain or error.lost
    except KeyboardInterrupt:
        outcome.diagnostics.append(diagnostic("PC512", "The apply was interrupted."))
        outcome.uncertain = True
    except OSError as fault:
        outcome.diagnostics.append(run.machine_fault(fault))
        outcome.uncertain = True
    failed = (
        outcome.failed_at if outcome.failed_at in open_changes else next(iter(open_changes), None)
    )
    for address, change in open_changes.items():
        _report(change, Result.FAILED if address == failed else Result.SKIPPED, run, outcome)
    for change in plan.changes:
        if change.blocked_by:
            _report(change, Result.BLOCKED, run, outcome)
        elif change.action is Action.RELEASE:
            _report(change, Result.DONE, run, outcome)
    return outcome


def verify(outcome: Outcome, goal: Goal) -> None:
    """Take back what was reported as done if the last read of the account does not show it."""
    wants = {want.address: want for want in goal.wants.values()}
    for place, row in enumerate(outcome.rows):
        want = wants.get(row.change.address)
        if row.result is not Result.DONE or want is None or is_done(want, outcome.live):
            continue
        outcome.rows[place] = Row(row.change, Result.FAILED)
        outcome.diagnostics.append(
            diagnostic(
                "PC509",
                f"{want.address} was written, and does not show any more.",
                hint="Somebody else changed it. Run plan to see what is there now.",
                address=str(want.address),
            ),
        )


def _reach(
    pipeline: str,
    goal: Goal,
    run: Run,
    outcome: Outcome,
    open_changes: dict[Address, Change],
) -> None:
    """Write to one pipeline until the goal is reached; report each change once it shows."""
    wants = goal.by_pipeline[pipeline]
    bound = 4 * (len(wants) + len(outcome.live.statuses_of(pipeline))) + _SLACK
    for _ in range(bound):
        write = run.desk.next_write(pipeline, goal, outcome.live)
        for want in wants:
            if want.address in open_changes and is_done(want, outcome.live):
                _report(open_changes.pop(want.address), Result.DONE, run, outcome)
        if write is None:
            _refuse_to_call_done(wants, open_changes)
            return
        _perform(write, run, outcome)
    raise RemoteError(
        diagnostic(
            "PC509",
            f'The pipeline with the id "{pipeline}" does not settle: after {bound} writes it is '
            "still not as planned.",
            hint="Somebody else may be changing it. Run plan to see what is there now.",
        ),
        lost=True,
    )


def _refuse_to_call_done(wants: Iterable[Want], open_changes: Mapping[Address, Change]) -> None:
    """There is nothing left to write, and yet a change does not show: somebody else was there."""
    for want in wants:
        if want.address in open_changes:
            raise RemoteError(
                diagnostic(
                    "PC509",
                    f"{want.address} is not as planned, and nothing more can be written to it: "
                    "somebody else changed it meanwhile.",
                    hint="Run plan to see what is there now.",
                    address=str(want.address),
                ),
            )


def _perform(write: Write, run: Run, outcome: Outcome) -> None:
    number = outcome.writes + 1
    outcome.failed_at = write.address
    run.watcher.writing(write)
    run.journal.intent(run.id, number, run.now(), write)
    try:
        outcome.live = run.desk.perform(write, outcome.live)
    except KeyboardInterrupt:
        outcome.writes = number
        raise
    except RemoteError as error:
        if error.lost:
            outcome.writes = number
        result = "lost" if error.lost else "failed"
        run.journal.outcome(
            run.id,
            number,
            run.now(),
            result=result,
            detail=error.diagnostic.message,
        )
        raise
    outcome.writes = number
    outcome.failed_at = None
    run.journal.outcome(run.id, number, run.now(), result="done")


def _report(change: Change, result: Result, run: Run, outcome: Outcome) -> None:
    row = Row(change, result)
    outcome.rows.append(row)
    run.watcher.finished(row)
