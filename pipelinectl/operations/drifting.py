"""What changed in the account since the last apply."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipelinectl.diagnostics import Severity, diagnostic
from pipelinectl.model import Desired, Kind, Read
from pipelinectl.operations.configuration import Request, validated
from pipelinectl.operations.endings import Stopped
from pipelinectl.operations.handwork import handwork
from pipelinectl.operations.meaning import meant
from pipelinectl.operations.planning import with_editors
from pipelinectl.operations.reading import AUTOMATIONS, kinds_of, read_for, written_by
from pipelinectl.operations.runbook import instructions
from pipelinectl.plan import build
from pipelinectl.plan.drift import Unmanaged, drift, unmanaged
from pipelinectl.plan.model import Exit, StepState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pipelinectl.checks.naming import Naming
    from pipelinectl.diagnostics import Span
    from pipelinectl.language import Spec
    from pipelinectl.ledger.model import Ledger
    from pipelinectl.model import Address, Live
    from pipelinectl.operations.session import Session
    from pipelinectl.plan.model import DriftRow, ManualStep


@dataclass(frozen=True, slots=True)
class Drifted:
    """What moved, and what was added by hand, which is listed and does not count.

    `declared` says where the files declare what moved, as far as they can be read. `steps` are
    the open manual steps of the files; they do not count either, nor do those of `unverifiable`,
    which somebody acknowledged and which no read of the account shows.
    """

    environment: str
    account: str
    rows: tuple[DriftRow, ...]
    unmanaged: tuple[Unmanaged, ...]
    declared: Mapping[Address, Span] = field(default_factory=dict)
    steps: tuple[ManualStep, ...] = ()
    unverifiable: tuple[ManualStep, ...] = ()

    @property
    def exit(self) -> Exit:
        """Differences, or none."""
        return Exit.DIFFERENCES if self.rows else Exit.DONE


@dataclass(frozen=True, slots=True)
class Files:
    """What the files declare, where they have no errors."""

    root: Path
    spec: Spec
    whole: bool


def readable(
    request: Request, environment: str, naming_of: Callable[[str], Naming]
) -> Files | None:
    """What the files declare; None where they have errors, which `drift` does not look at."""
    configuration = validated(replace(request, environment=environment), naming_of)
    spec = configuration.specs.get(environment)
    if spec is None or not spec.complete or configuration.errored:
        return None
    return Files(configuration.root, spec, configuration.whole)


def drifted(session: Session, files: Files | None) -> Drifted:
    """Compare the ledger's base with the account. The files give positions and steps only.

    Raises:
        Stopped: nothing was applied from here yet.
        RemoteError: the account cannot be read.
    """
    ledger = _ledger(session)
    desired = Desired({})
    if files:
        desired = meant(files.spec, session.desk.capabilities, whole=files.whole)
    live = read_for(session, ledger, kinds_of(desired))
    cut = _cut(live, ledger)
    if cut:
        raise Stopped(
            diagnostic(
                "PC607",
                f"The account cannot be compared: {cut[0]}",
                hint="Run the command again later.",
                severity=Severity.ERROR,
            ),
        )
    rows = drift(ledger, live, written_by(session, ledger))
    spans = {address: each.span for address, each in desired.resources.items()}
    return Drifted(
        session.environment.name,
        session.account,
        with_editors(rows, live, session.desk, ledger),
        unmanaged(ledger, live),
        {row.address: span for row in rows if (span := spans.get(row.address)) is not None},
        *(_steps(files, desired, session, live, ledger) if files else ((), ())),
    )


def _steps(
    files: Files, desired: Desired, session: Session, live: Live, ledger: Ledger
) -> tuple[tuple[ManualStep, ...], tuple[ManualStep, ...]]:
    """The open steps, and those that were acknowledged and that no read shows."""
    manual = handwork(desired, files.spec, files.root, session, live)
    if not manual.by_hand.addresses:
        return (), ()
    drafted = build.draft(
        build.States(
            desired,
            live,
            ledger,
            written_by(session, ledger),
            session.desk.own_id,
            session.desk.fixed_fields,
            manual.by_hand,
            session.desk.settled,
        ),
        lambda _: True,
    )
    found = tuple(instructions(drafted.steps, desired, session.desk, drafted.ids))
    return (
        tuple(each for each in found if each.state is StepState.OPEN),
        tuple(each for each in found if each.state is StepState.ACKNOWLEDGED),
    )


def _ledger(session: Session) -> Ledger:
    """The ledger that there is something to compare with."""
    ledger, _ = session.ledger()
    if ledger is not None and ledger.claim and not ledger.entries:
        raise Stopped(
            diagnostic(
                "PC620",
                f"The first apply (run {ledger.claim.run}) did not finish, so there is nothing to "
                "compare with yet.",
                hint="Run `pipelinectl apply` again: it continues from what is there.",
            ),
        )
    if ledger is None or not ledger.entries:
        raise Stopped(
            diagnostic(
                "PC620",
                f"There is nothing to compare with: nothing was applied to "
                f"{session.environment.name} from here yet.",
                hint="Run `pipelinectl plan` to compare the files with the account.",
            ),
        )
    return ledger


def _cut(live: Live, ledger: Ledger) -> list[str]:
    """Why the account cannot be compared with what the ledger knows.

    An empty list of workflows is no reason: those that are remembered were asked for by their ids.
    """
    kinds = {each.kind for each in ledger.entries} - {Kind.RULES}
    return [
        words
        for kind, words in live.why.items()
        if kind in kinds and not (kind in AUTOMATIONS and live.reads.get(kind) is Read.UNPROVEN)
    ]
