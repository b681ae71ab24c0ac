"""Carries out a plan under the lock, between the two writes of the ledger."""

from __future__ import annotations

import getpass
import os
import socket
import uuid
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelinectl.apply.goal import goal_of, ids_of
from pipelinectl.apply.record import recorded
from pipelinectl.apply.report import ApplyReport, Result
from pipelinectl.apply.run import Outcome, Run, Watcher, carry_out, verify
from pipelinectl.diagnostics import diagnostic
from pipelinectl.ledger.local import held
from pipelinectl.ledger.model import Claim, Ledger, to_bytes
from pipelinectl.model import Desired, Kind
from pipelinectl.operations.endings import Refused, Stopped
from pipelinectl.operations.session import Session, machine_fault, new_run, now
from pipelinectl.plan.document import review_digest
from pipelinectl.plan.fingerprints import moved
from pipelinectl.plan.guards import forbidden
from pipelinectl.plan.model import Action, Exit, effective
from pipelinectl.plan.scene import Facts, Policy, Scene
from pipelinectl.ports import RemoteError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.model import Live
    from pipelinectl.plan.model import Change, Plan


@dataclass(frozen=True, slots=True)
class _Claimed:
    """The ledger with this run's claim in it, and the version of its content."""

    session: Session
    run: Run
    ledger: Ledger
    version: str


@dataclass(frozen=True, slots=True)
class Held:
    """A session while its ledger is locked: the ledger as it is now, and its version."""

    session: Session
    ledger: Ledger | None
    version: str


@contextmanager
def locked(session: Session) -> Iterator[Held]:
    """Hold the ledger's lock for the whole of an apply, planning included.

    Raises:
        Stopped: another run holds it, or the ledger cannot be kept here.
    """
    with ExitStack() as stack:
        try:
            is_ours = stack.enter_context(held(session.memory.ledger_path))
        except OSError as fault:
            raise Stopped(machine_fault(fault)) from fault
        ledger, version = session.ledger()
        if not is_ours:
            raise Stopped(_claimed(ledger))
        yield Held(session, ledger, version)


def refuse_foreign(plan: Plan, session: Session) -> None:
    """Refuse a saved plan that was made for another account or environment."""
    if (plan.account, plan.environment) != (session.account, session.environment.name):
        raise Refused(
            diagnostic(
                "PC617",
                f"The plan is for {plan.environment} (account {plan.account}), not for "
                f"{session.environment.name} (account {session.account}).",
                hint="Plan again for this environment.",
            ),
        )


def refuse_stale(plan: Plan, session: Session, live: Live) -> None:
    """Refuse a saved plan once something that it relies on has moved, naming it."""
    stale = list(moved(plan.changes, plan.fingerprints, live))
    stale += [each for each in _newly_held(plan, session, live) if each not in stale]
    if stale:
        raise Refused(
            *(
                diagnostic(
                    "PC615",
                    f"{address} has changed in the account since the plan was made.",
                    hint="Plan again and review the new plan. Nothing was written.",
                    address=address,
                )
                for address in stale
            ),
        )


def refuse_unexpected(plan: Plan, expected: str) -> None:
    """Refuse a fresh plan that is not the reviewed one."""
    found = review_digest(plan)
    if found != expected:
        raise Refused(
            diagnostic(
                "PC618",
                f"The plan's review digest is {found}, not the expected {expected}.",
                hint="Review the new plan. Nothing was written.",
            ),
        )


def refuse_forbidden(plan: Plan, claimed: Held, live: Live) -> None:
    """Refuse a saved plan that deletes what the project file protects or limits by now."""
    environment = claimed.session.environment
    ledger = claimed.ledger
    found = forbidden(
        Scene(
            changes=effective(plan.changes),
            ids=ids_of(plan),
            live=live,
            desired=Desired({}),
            managed=len(ledger.entries) if ledger else len(plan.changes),
            policy=Policy(
                protect=frozenset(environment.protect),
                max_delete=environment.max_delete,
                max_delete_percent=environment.max_delete_percent,
                allowed=frozenset(plan.allowed),
            ),
            facts=Facts(),
            own_id=claimed.session.desk.own_id,
        ),
    )
    if found:
        raise Refused(*found)


def apply_plan(plan: Plan, live: Live, claimed: Held, watcher: Watcher) -> ApplyReport:
    """Claim the ledger, write, and record the result.

    Raises:
        Stopped: the ledger changed under us, or cannot be kept, before anything was written.
    """
    session = claimed.session
    journal = session.memory.journal
    run = Run(new_run(), session.desk, journal, now, watcher, machine_fault)
    try:
        claim = _claim(claimed, plan, run)
        journal.begin(run.id, now(), review_digest(plan))
    except OSError as fault:
        raise Stopped(machine_fault(fault)) from fault
    outcome = carry_out(plan, live, run)
    _settle(plan, outcome, claim)
    return ApplyReport(
        run=run.id,
        environment=plan.environment,
        account=plan.account,
        rows=tuple(outcome.rows),
        diagnostics=tuple(outcome.diagnostics),
        writes=outcome.writes,
        calls=session.desk.calls,
        exit=_exit(plan, outcome),
    )


def _newly_held(plan: Plan, session: Session, live: Live) -> list[str]:
    """Statuses that would go and hold tickets now: counted again, right before."""
    going: dict[str, Change] = {}
    ids = ids_of(plan)
    for change in effective(plan.changes):
        if change.action is Action.DELETE and change.address.kind is not Kind.RULES:
            identifier = ids[change.address]
            below = [each.id for each in live.statuses_of(identifier)]
            going |= dict.fromkeys(
                below if change.address.kind is Kind.PIPELINE else [identifier],
                change,
            )
    counts = session.desk.tickets(tuple(going)) if going else {}
    return list(
        dict.fromkeys(
            str(change.address) for status, change in going.items() if counts.get(status) != 0
        ),
    )


def _claimed(ledger: Ledger | None) -> Diagnostic:
    claim = ledger.claim if ledger else None
    by = (
        f"run {claim.run} of {claim.who} on {claim.host}, since {claim.at}"
        if claim
        else "another run on this machine"
    )
    return diagnostic(
        "PC619",
        f"The ledger is held by {by}. Nothing was written.",
        hint="Wait until that run ends. If it hangs, end its process: the claim ends with it"
        + (f", or run `pipelinectl ledger release {claim.run}`." if claim else "."),
    )


def _claim(claimed: Held, plan: Plan, run: Run) -> _Claimed:
    """The first of the two writes: who is at work. A claim that is left over is a dead run's."""
    session = claimed.session
    old = claimed.ledger or Ledger(uuid.uuid4().hex, 0, plan.account, plan.environment)
    claim = Claim(run.id, _who(), socket.gethostname(), now())
    ledger = replace(old, serial=old.serial + 1, claim=claim)
    if not session.memory.store.save(to_bytes(ledger), claimed.version):
        raise Stopped(_claimed(None))
    return _Claimed(session, run, ledger, session.memory.store.load()[1])


def _who() -> str:
    if actor := os.environ.get("GITHUB_ACTOR") or os.environ.get("GITLAB_USER_LOGIN"):
        return actor
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _settle(plan: Plan, outcome: Outcome, claimed: _Claimed) -> None:
    """The second write: the result, and the end of the claim. Whatever fails here is reported.

    The account is read once more, so that the base is what is there. Where it cannot be read, or
    not all was done, the journal keeps what was written until a later run has settled it.
    """
    session, run = claimed.session, claimed.run
    try:
        if outcome.writes:
            outcome.live = session.desk.read()
            verify(outcome, goal_of(plan, outcome.live))
        saved = _save(plan, outcome, claimed)
        session.memory.journal.end(run.id, now(), settled=saved and not outcome.uncertain)
    except RemoteError as error:
        outcome.diagnostics.append(error.diagnostic)
    except OSError as fault:
        outcome.diagnostics.append(machine_fault(fault))
    except KeyboardInterrupt:
        outcome.diagnostics.append(diagnostic("PC512", "The apply was interrupted at its end."))


def _save(plan: Plan, outcome: Outcome, claimed: _Claimed) -> bool:
    memory, ledger = claimed.session.memory, claimed.ledger
    result = recorded(ledger, plan, outcome.live, memory.journal.written())
    result = replace(result, serial=ledger.serial + 1, claim=None)
    saved = memory.store.save(to_bytes(result), claimed.version)
    if not saved:
        outcome.diagnostics.append(
            diagnostic(
                "PC619",
                "The ledger was changed by another run while this one was at work; its result "
                "was not recorded.",
                hint="Run plan: what was written is found by its id.",
            ),
        )
    return saved


def _exit(plan: Plan, outcome: Outcome) -> Exit:
    failed = any(row.result is Result.FAILED for row in outcome.rows)
    if failed or outcome.diagnostics:
        return Exit.PARTLY_APPLIED if outcome.writes else Exit.ERROR
    if any(change.blocked_by for change in plan.changes):
        return Exit.BLOCKED
    return Exit.DONE
