"""Who may write: the lock of this folder, and the claim in the ledger.

On a local ledger the lock tells who is alive, so a claim that is found under it is a dead run's.
A ledger that machines share has no lock: there a claim counts until it is released or over.
"""

from __future__ import annotations

import getpass
import os
import socket
import uuid
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipelinectl.diagnostics import diagnostic
from pipelinectl.ledger.leases import is_over, may_write
from pipelinectl.ledger.local import held
from pipelinectl.ledger.model import Claim, Ledger, to_bytes
from pipelinectl.operations.endings import Stopped
from pipelinectl.operations.reading import written_by
from pipelinectl.operations.session import machine_fault, now
from pipelinectl.ports import RemoteError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.apply.report import Row
    from pipelinectl.apply.run import Watcher
    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.operations.session import Session
    from pipelinectl.ports import Write


@dataclass(frozen=True, slots=True)
class Held:
    """A session whose ledger nobody else may claim: the ledger as it is now, and its version."""

    session: Session
    ledger: Ledger | None
    version: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A session whose ledger bears the claim of a run; the version is that of the claim."""

    session: Session
    claim: Claim
    ledger: Ledger
    version: str


@contextmanager
def locked(session: Session) -> Iterator[Held]:
    """Hold the lock of this folder for the whole of an apply, planning included.

    Raises:
        Stopped: another run is at work, or the ledger cannot be kept.
    """
    with ExitStack() as stack:
        try:
            is_ours = stack.enter_context(held(session.memory.lock_path))
        except OSError as fault:
            raise Stopped(machine_fault(fault)) from fault
        ledger, version = session.ledger()
        if not is_ours or _is_claimed(session, ledger):
            raise Stopped(_at_work(session, ledger))
        yield Held(session, ledger, version)


def claim(found: Held, run: str, creates: tuple[str, ...] = ()) -> Claimed:
    """The first of the two writes of the ledger: who is at work. A dead run's claim goes.

    `creates` are the workflows that the run will create. What a dead run may have created is kept.

    Raises:
        Stopped: another run was faster, or the ledger cannot be kept.
    """
    session, store = found.session, found.session.memory.store
    old = found.ledger or Ledger(uuid.uuid4().hex, 0, session.account, session.environment.name)
    ours = Claim(run, _who(), _where(), now(), creates)
    ledger = replace(
        old, serial=old.serial + 1, claim=ours, uncertain=_uncertain(session, found.ledger)
    )
    claimed = Claimed(session, ours, ledger, found.version)
    content = to_bytes(ledger)
    try:
        saved = store.save(content, found.version)
    except OSError as fault:
        raise Stopped(machine_fault(fault)) from fault
    if not saved:
        raise Stopped(_overtaken(session))
    try:
        kept, version = store.load()
    except OSError as fault:
        raise Stopped(machine_fault(fault), *standing(claimed)) from fault
    if kept != content:  # released, or claimed by another run, in this very moment
        raise Stopped(_overtaken(session))
    return replace(claimed, version=version)


class Leased:
    """Watches an apply, and lets no write begin once others may take the run's claim for dead."""

    def __init__(self, watcher: Watcher, claimed: Claimed) -> None:
        self._watcher = watcher
        self._claimed = claimed

    def writing(self, write: Write) -> None:
        """A write is about to be sent.

        Raises:
            RemoteError: the claim is too old.
        """
        claimed = self._claimed
        if claimed.session.memory.shared and not may_write(claimed.claim, datetime.now(tz=UTC)):
            raise RemoteError(
                diagnostic(
                    "PC534",
                    f"Run {claimed.claim.run} has its claim on the ledger since "
                    f"{claimed.claim.at}. Claims end after two hours, so nothing more is written.",
                    hint="Run the command again: it continues from what is there.",
                ),
            )
        self._watcher.writing(write)

    def finished(self, row: Row) -> None:
        """A change is done, failed, skipped or blocked."""
        self._watcher.finished(row)


def dropped(claimed: Claimed) -> tuple[Diagnostic, ...]:
    """Take the run's own claim out of a shared ledger, and leave the rest as it was.

    For a run that ends without a result. The claim in a local ledger ends with the lock.
    """
    memory = claimed.session.memory
    if not memory.shared:
        return ()
    free = replace(
        claimed.ledger,
        serial=claimed.ledger.serial + 1,
        claim=None,
        uncertain=_uncertain(claimed.session, claimed.ledger),
    )
    try:
        is_free = memory.store.save(to_bytes(free), claimed.version)
    except OSError as fault:
        return (machine_fault(fault), *standing(claimed))
    return () if is_free else standing(claimed)


def _uncertain(session: Session, ledger: Ledger | None) -> tuple[str, ...]:
    return tuple(sorted(written_by(session, ledger).uncertain))


def standing(claimed: Claimed) -> tuple[Diagnostic, ...]:
    """What to say where a shared ledger could not be written at the end: it keeps the claim."""
    if not claimed.session.memory.shared:
        return ()
    run = claimed.claim.run
    return (
        diagnostic(
            "PC535",
            f"The claim of run {run} still stands in the ledger, and its result does not.",
            hint=f"Run `pipelinectl ledger release {run}`, then the command again: what was "
            "written is found by its ids. The claim ends by itself two hours after its start.",
        ),
    )


def _is_claimed(session: Session, ledger: Ledger | None) -> bool:
    """Whether a run that may be alive has a claim, the lock of this folder being ours."""
    if ledger is None or ledger.claim is None or not session.memory.shared:
        return False
    return not is_over(ledger.claim, datetime.now(tz=UTC))


def _at_work(session: Session, ledger: Ledger | None) -> Diagnostic:
    """Why there is no claim to be had, with all that is known of the run that is in the way."""
    shared = session.memory.shared
    found = ledger.claim if ledger else None
    if found is None:
        return diagnostic(
            "PC619",
            "The ledger is held by another run on this machine. Nothing was written.",
            hint="Wait until that run ends. If it hangs, end its process.",
        )
    release = f"`pipelinectl ledger release {found.run}`"
    return diagnostic(
        "PC619",
        f"The ledger is held by run {found.run} of {found.who} on {found.host}, since {found.at}. "
        "Nothing was written.",
        hint=f"Wait until that run ends. If it is dead, run {release}; else its claim ends two "
        "hours after its start, by the clock of this machine."
        if shared
        else "Wait until that run ends. If it hangs, end its process: the claim ends with it, or "
        f"run {release}.",
    )


def _overtaken(session: Session) -> Diagnostic:
    """Why the claim was lost to another one: the run that has it, or one that has ended since."""
    ledger, _ = session.ledger()
    if ledger is not None and ledger.claim is not None:
        return _at_work(session, ledger)
    return diagnostic(
        "PC619",
        f"Another run changed the ledger in {session.memory.place} while this one was planning. "
        "Nothing was written.",
        hint="Run the command again.",
    )


def _who() -> str:
    if actor := os.environ.get("GITHUB_ACTOR") or os.environ.get("GITLAB_USER_LOGIN"):
        return actor
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _where() -> str:
    """The page of the CI job, where there is one: the name of a runner leads nobody to it."""
    environ = os.environ
    if job := environ.get("CI_JOB_URL"):
        return job
    github = [environ.get(f"GITHUB_{part}") for part in ("SERVER_URL", "REPOSITORY", "RUN_ID")]
    if all(github):
        return "{}/{}/actions/runs/{}".format(*github)
    return socket.gethostname()
