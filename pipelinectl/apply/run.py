"""The apply loop: ask for the next write, journal it, carry it out, until the goal is reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pipelinectl.apply.goal import goal_of, is_done
from pipelinectl.apply.report import Result, Row
from pipelinectl.diagnostics import diagnostic
from pipelinectl.model import OF_A_PIPELINE, Kind, Read
from pipelinectl.plan.model import Action, effective, waiting
from pipelinectl.ports import Goal, RemoteError, Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.ledger.journal import Journal
    from pipelinectl.model import Address, Live
    from pipelinectl.plan.model import Change, Plan
    from pipelinectl.ports import HelpDeskWriter, Want, Write

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
    the last call was for, unless that call succeeded. `left` is what a failed create could not
    take away again, by address and id.
    """

    live: Live
    rows: list[Row] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    writes: int = 0
    uncertain: bool = False
    failed_at: Address | None = None
    left: tuple[tuple[Address, str], ...] = ()


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


@dataclass(frozen=True, slots=True)
class _Steps:
    """What is to be reached, and by which writes: `next` is asked again after each."""

    what: str
    goal: Goal
    wants: tuple[Want, ...]
    bound: int
    next: Callable[[Live], Write | None]


def carry_out(plan: Plan, live: Live, run: Run) -> Outcome:
    """Write until every change that is not blocked is done, or a call fails.

    After a failure nothing more is written: what is left is reported as skipped, and running
    again continues from what the account shows.
    """
    outcome = Outcome(live)
    goal = goal_of(plan, live)
    open_changes = {each.address: each for each in effective(plan.changes)}
    try:
        for part in parts_of(goal):
            for pipeline in part.by_pipeline:
                _reach_pipeline(pipeline, part, run, outcome, open_changes)
            if part.settings:
                _reach_settings(part, run, outcome, open_changes)
            if part.automations:
                _reach_automations(part, run, outcome, open_changes)
    except RemoteError as error:
        outcome.diagnostics.append(error.diagnostic)
        outcome.uncertain = outcome.uncertain or error.lost
        outcome.left += error.created
    except KeyboardInterrupt:
        outcome.diagnostics.append(diagnostic("PC512", "The apply was interrupted."))
        outcome.uncertain = True
    except OSError as fault:
        outcome.diagnostics.append(run.machine_fault(fault))
        outcome.uncertain = True
    _report_rest(plan, open_changes, run, outcome)
    return outcome


def _report_rest(
    plan: Plan, open_changes: Mapping[Address, Change], run: Run, outcome: Outcome
) -> None:
    """Report what was not carried out: what failed, what was skipped, blocked or is a person's."""
    failed = (
        outcome.failed_at if outcome.failed_at in open_changes else next(iter(open_changes), None)
    )
    for address, change in open_changes.items():
        _report(change, Result.FAILED if address == failed else Result.SKIPPED, run, outcome)
    waits = waiting(plan.changes)
    for change in plan.changes:
        if change.address in waits:
            _report(change, Result.WAITING, run, outcome)
        elif change.blocked_by:
            _report(change, Result.BLOCKED, run, outcome)
        elif change.is_manual:
            _report(change, Result.OPEN, run, outcome)
        elif change.action is Action.RELEASE:
            _report(change, Result.DONE, run, outcome)


def verify(outcome: Outcome, goal: Goal) -> None:
    """Take back what was reported as done if the last read of the account does not show it."""
    wants = {want.address: want for want in goal.wants.values()}
    for place, row in enumerate(outcome.rows):
        want = wants.get(row.change.address)
        if row.result is not Result.DONE or want is None or is_done(want, outcome.live, goal):
            continue
        read = outcome.live.reads.get(want.kind)
        outcome.rows[place] = Row(row.change, Result.FAILED)
        outcome.diagnostics.append(
            diagnostic(
                "PC509",
                f"{want.address} was written, and does not show any more.",
                hint="Somebody else changed it. Run plan to see what is there now."
                if read is Read.COMPLETE
                else "It could not be read again: "
                f"{outcome.live.why.get(want.kind, 'the read was not complete')}",
                address=str(want.address),
            ),
        )


def parts_of(goal: Goal) -> tuple[Goal, ...]:
    """The goal in the order in which its parts are reached.

    Pipelines first, then forms, people and channels, then the workflows that name them, and last
    the deletes of statuses and pipelines that a workflow of the plan may still name: the help desk
    refuses those before.
    """
    if not goal.automations:
        return (goal,)
    wants = [each for each in goal.wants.values() if each.kind in OF_A_PIPELINE]
    going = frozenset((each.kind, each.id) for each in wants if each.verb is Verb.DELETE)
    parts = (Goal.of([*wants, *goal.settings], going), Goal.of(goal.automations))
    return (*parts, Goal.of(wants)) if going else parts


def _reach_pipeline(
    pipeline: str,
    goal: Goal,
    run: Run,
    outcome: Outcome,
    open_changes: dict[Address, Change],
) -> None:
    """Write to one pipeline until the goal is reached."""
    whole = goal.by_pipeline[pipeline]
    wants = tuple(each for each in whole if (each.kind, each.id) not in goal.later)
    size = len(wants) + len(outcome.live.statuses_of(pipeline))
    steps = _Steps(
        f'The pipeline with the id "{pipeline}"',
        goal,
        wants,
        4 * size + _SLACK,
        lambda live: run.desk.next_write(pipeline, goal, live),
    )
    _reach(steps, run, outcome, open_changes)


def _reach_automations(
    goal: Goal, run: Run, outcome: Outcome, open_changes: dict[Address, Change]
) -> None:
    """Write to the workflows until the goal is reached."""
    steps = _Steps(
        "The workflows",
        goal,
        goal.automations,
        8 * len(goal.automations) + _SLACK,
        lambda live: run.desk.next_automation_write(goal, live),
    )
    _reach(steps, run, outcome, open_changes)


def _reach_settings(
    goal: Goal, run: Run, outcome: Outcome, open_changes: dict[Address, Change]
) -> None:
    """Write to forms, people and channels until the goal is reached."""
    steps = _Steps(
        "What is set of forms, people and channels",
        goal,
        goal.settings,
        4 * len(goal.settings) + _SLACK,
        lambda live: run.desk.next_setting_write(goal, live),
    )
    _reach(steps, run, outcome, open_changes)


def _reach(steps: _Steps, run: Run, outcome: Outcome, open_changes: dict[Address, Change]) -> None:
    """Write until there is nothing more to write; report each change once it shows."""
    wants = steps.wants
    for _ in range(steps.bound):
        write = steps.next(outcome.live)
        for want in wants:
            if want.address in open_changes and is_done(want, outcome.live, steps.goal):
                _report(open_changes.pop(want.address), Result.DONE, run, outcome)
        if write is None:
            _refuse_to_call_done(wants, open_changes)
            return
        _perform(write, run, outcome)
    raise RemoteError(
        diagnostic(
            "PC509",
            f"{steps.what}: after {steps.bound} writes it is still not as planned.",
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
    before = outcome.live
    try:
        outcome.live = run.desk.perform(write, outcome.live)
    except KeyboardInterrupt:
        outcome.writes = number
        raise
    except RemoteError as error:
        if error.lost or error.created or error.undone:
            outcome.writes = number
        result = "lost" if error.lost else "failed"
        run.journal.outcome(
            run.id,
            number,
            run.now(),
            result=result,
            detail=error.diagnostic.message,
            created=[(address.kind, identifier) for address, identifier in error.created],
        )
        raise
    made = _made(before, outcome.live)
    outcome.writes = number
    outcome.failed_at = None
    run.journal.outcome(run.id, number, run.now(), result="done", created=made)


def _made(before: Live, after: Live) -> list[tuple[Kind, str]]:
    """The workflows that a write created: the help desk chose their ids."""
    known = before.objects.get(Kind.AUTOMATION, {})
    new = after.objects.get(Kind.AUTOMATION, {})
    return [(Kind.AUTOMATION, each) for each in new if each not in known and new[each].mark]


def _report(change: Change, result: Result, run: Run, outcome: Outcome) -> None:
    row = Row(change, result)
    outcome.rows.append(row)
    run.watcher.finished(row)
