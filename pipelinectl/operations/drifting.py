"""What changed in the account since the last apply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.diagnostics import diagnostic
from pipelinectl.operations.endings import Stopped
from pipelinectl.operations.planning import with_editors
from pipelinectl.plan.drift import Unmanaged, drift, unmanaged
from pipelinectl.plan.model import Exit

if TYPE_CHECKING:
    from pipelinectl.operations.session import Session
    from pipelinectl.plan.model import DriftRow


@dataclass(frozen=True, slots=True)
class Drifted:
    """What moved, and what was added by hand, which is listed and does not count."""

    environment: str
    account: str
    rows: tuple[DriftRow, ...]
    unmanaged: tuple[Unmanaged, ...]

    @property
    def exit(self) -> Exit:
        """Differences, or none."""
        return Exit.DIFFERENCES if self.rows else Exit.DONE


def drifted(session: Session) -> Drifted:
    """Compare the ledger's base with the account.

    Raises:
        Stopped: nothing was applied from here yet.
        RemoteError: the account cannot be read.
    """
    ledger, _ = session.ledger()
    if ledger is None or not ledger.entries:
        raise Stopped(
            diagnostic(
                "PC620",
                f"There is nothing to compare with: nothing was applied to "
                f"{session.environment.name} from here yet.",
                hint="Run `pipelinectl plan` to compare the files with the account.",
            ),
        )
    live = session.desk.read()
    rows = drift(ledger, live, session.memory.journal.written())
    return Drifted(
        session.environment.name,
        session.account,
        with_editors(rows, live, session.desk, ledger),
        unmanaged(ledger, live),
    )
