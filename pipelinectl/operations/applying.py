"""Carries out a plan under the lock, between the two writes of the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelinectl.apply.goal import goal_of, ids_of
from pipelinectl.apply.record import recorded
from pipelinectl.apply.report import ApplyReport, Result
from pipelinectl.apply.run import Outcome, Run, Watcher, carry_out, verify
from pipelinectl.diagnostics import diagnostic
from pipelinectl.ledger.model import to_bytes
from pipelinectl.model import Desired, Kind, Read
from pipelinectl.operations.claiming import Leased, claim, dropped, standing
from pipelinectl.operations.endings import Refused, Stopped
from pipelinectl.operations.reading import is_stand_in, kinds_in, read_for, workflows_of, written_by
from pipelinectl.operations.session import Session, machine_fault, new_run, now
from pipelinectl.plan.document import review_digest
from pipelinectl.plan.fingerprints import moved
from pipelinectl.plan.guards import forbidden
from pipelinectl.plan.model import Action, Block, Exit, effective
from pipelinectl.plan.scene import HOLDS_TICKETS, Facts, Policy, Scene
from pipelinectl.ports import RemoteError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.ledger.journal import Written
    from pipelinectl.ledger.model import Ledger
    from pipelinectl.model import Address, Live
    from pipelinectl.operations.claiming import Claimed, Held
    from pipelinectl.plan.model import Change, Plan


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


def apply_plan(plan: Plan, live: Live, found: Held, watcher: Watcher) -> ApplyReport:
    """Claim the ledger, write, and record the result.

    Raises:
        Stopped: the ledger changed under us, or cannot be kept, before anything was written.
    """
    session = found.session
    journal = session.memory.journal
    claimed = claim(found, new_run(), _creates(plan))
    watched = Leased(watcher, claimed)
    run = Run(claimed.claim.run, session.desk, journal, now, watched, machine_fault)
    try:
        journal.begin(run.id, now(), review_digest(plan))
    except OSError as fault:
        raise Stopped(machine_fault(fault), *dropped(claimed)) from fault
    try:
        outcome = carry_out(plan, live, run)
    except BaseException:  # a fault of ours: others must not wait two hours for it
        dropped(claimed)
        raise
    _settle(plan, outcome, claimed)
    return ApplyReport(
        run=run.id,
        environment=plan.environment,
        account=plan.account,
        rows=tuple(outcome.rows),
        diagnostics=(*outcome.diagnostics, *_unread(plan, live)),
        writes=outcome.writes,
        calls=session.desk.calls,
        exit=_exit(plan, outcome),
    )


def _creates(plan: Plan) -> tuple[str, ...]:
    """The workflows that the plan creates: HubSpot chooses their ids."""
    new = {Action.CREATE, Action.REPLACE}
    workflows = (each for each in effective(plan.changes) if each.address.kind is Kind.AUTOMATION)
    return tuple(str(each.address) for each in workflows if each.action in new)


def _unread(plan: Plan, live: Live) -> Iterator[Diagnostic]:
    """Why changes of workflows were held back: this names what an earlier run left behind."""
    why = live.why.get(Kind.AUTOMATION)
    if why and any(Block.INCOMPLETE_READ in each.blocked_by for each in plan.changes):
        yield diagnostic("PC607", f"The workflows of the account cannot be read: {why}")


def _newly_held(plan: Plan, session: Session, live: Live) -> list[str]:
    """Statuses that would go and hold tickets now: counted again, right before."""
    going: dict[str, Change] = {}
    ids = ids_of(plan)
    for change in effective(plan.changes):
        if change.action is Action.DELETE and change.address.kind in HOLDS_TICKETS:
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


def _settle(plan: Plan, outcome: Outcome, claimed: Claimed) -> None:
    """The second write: the result, and the end of the claim. Whatever fails here is reported.

    The account is read once more, so that the base is what is there. Where it cannot be read, or
    not all was done, the journal keeps what was written until a later run has settled it.
    """
    session = claimed.session
    try:
        if outcome.writes:
            ledger = claimed.ledger
            before = outcome.live
            outcome.live = read_for(session, ledger, kinds_in(plan), workflows_of(plan))
            outcome.left += tuple(_lost_from_sight(plan, before, outcome.live))
            verify(outcome, goal_of(plan, outcome.live))
        result = _save(plan, outcome, claimed)
        written = written_by(session, claimed.ledger)
        settled = (
            result is not None
            and not outcome.uncertain
            and not _unfinished(written, outcome.live, result)
        )
        session.memory.journal.end(claimed.claim.run, now(), settled=settled)
    except RemoteError as error:
        outcome.diagnostics += [error.diagnostic, *dropped(claimed)]
    except OSError as fault:
        outcome.diagnostics.append(machine_fault(fault))
    except KeyboardInterrupt:
        outcome.diagnostics.append(diagnostic("PC512", "The apply was interrupted at its end."))
        outcome.diagnostics += standing(claimed)


def _lost_from_sight(plan: Plan, before: Live, after: Live) -> Iterator[tuple[Address, str]]:
    """What was created and cannot be read any more: the ledger keeps its id all the same."""
    if after.reads.get(Kind.AUTOMATION) is Read.COMPLETE:
        return
    for change in effective(plan.changes):
        if change.address.kind is Kind.AUTOMATION and change.action is Action.CREATE:
            for each in before.marked(change.address):
                found = after.get(Kind.AUTOMATION, each.id)
                if found is None or found.mark is None:
                    yield change.address, each.id


def _unfinished(written: Written, live: Live, ledger: Ledger) -> bool:
    """Whether only the journal knows of a workflow that some run made, or may have made.

    The end of a create is known once the account's list is whole. A copy stands beside what the
    ledger knows while a replace is not finished.
    """
    if written.uncertain and live.reads.get(Kind.AUTOMATION) is not Read.COMPLETE:
        return True
    known = {str(address): entry.id for address, entry in ledger.entries.items()}
    if live.reads.get(Kind.AUTOMATION) is not Read.COMPLETE and _unrecorded(written, ledger):
        return True
    made = (live.get(kind, each) for kind, each in written.created if kind is Kind.AUTOMATION)
    return any(each is not None and known.get(str(each.mark), each.id) != each.id for each in made)


def _unrecorded(written: Written, ledger: Ledger) -> bool:
    """Whether runs created a workflow that the ledger does not know: it could not be read."""
    known = ledger.by_id()
    return any(
        each not in known and each not in written.deleted and not is_stand_in(each[1])
        for each in written.created
        if each[0] is Kind.AUTOMATION
    )


def _still_open(plan: Plan, live: Live, result: Ledger, claimed: Claimed) -> tuple[str, ...]:
    """Where a run may have created a workflow that the ledger does not know yet.

    While the list cannot be believed, everywhere that was not known before. Else where something
    bears the mark and stands in no entry: of a run that set out to make it, or from before the
    first ledger.
    """
    known = written_by(claimed.session, claimed.ledger).uncertain
    if live.reads.get(Kind.AUTOMATION) is not Read.COMPLETE:
        return tuple(sorted(known))
    first = not claimed.ledger.entries
    workflows = [each.address for each in plan.changes if each.address.kind is Kind.AUTOMATION]
    return tuple(
        sorted(
            str(each)
            for each in workflows
            if (first or str(each) in known) and _is_unrecorded(each, live, result)
        )
    )


def _is_unrecorded(address: Address, live: Live, ledger: Ledger) -> bool:
    entry, name = ledger.entries.get(address), str(address)
    return any(
        name in {each.mark, each.clone_of} and (entry is None or each.id != entry.id)
        for each in live.objects.get(Kind.AUTOMATION, {}).values()
    )


def _save(plan: Plan, outcome: Outcome, claimed: Claimed) -> Ledger | None:
    """The ledger with the result, once it is saved; None where it could not be."""
    memory, ledger = claimed.session.memory, claimed.ledger
    try:
        written = memory.journal.written()
        result = recorded(ledger, plan, outcome.live, written, outcome.left)
        uncertain = _still_open(plan, outcome.live, result, claimed)
        result = replace(result, serial=ledger.serial + 1, claim=None, uncertain=uncertain)
        saved = memory.store.save(to_bytes(result), claimed.version)
    except OSError as fault:
        outcome.diagnostics += [machine_fault(fault), *standing(claimed)]
        return None
    if not saved:
        outcome.diagnostics.append(
            diagnostic(
                "PC619",
                "The ledger was changed by another run while this one was at work; its result "
                "was not recorded.",
                hint="Run plan: what was written is found by its id.",
            ),
        )
    return result if saved else None


def _exit(plan: Plan, outcome: Outcome) -> Exit:
    failed = any(row.result is Result.FAILED for row in outcome.rows)
    if failed or outcome.diagnostics:
        return Exit.PARTLY_APPLIED if outcome.writes else Exit.ERROR
    if plan.blocked:
        return Exit.BLOCKED
    return Exit.DONE
