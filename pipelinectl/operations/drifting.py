"""What changed in the account since the last apply."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipelinectl.compile import compile_spec
from pipelinectl.diagnostics import Severity, diagnostic
from pipelinectl.model import Kind
from pipelinectl.operations.configuration import Request, validated
from pipelinectl.operations.endings import Stopped
from pipelinectl.operations.planning import with_editors
from pipelinectl.plan.drift import Unmanaged, drift, unmanaged
from pipelinectl.plan.model import Exit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipelinectl.checks.naming import Naming
    from pipelinectl.diagnostics import Span
    from pipelinectl.model import Address
    from pipelinectl.operations.session import Session
    from pipelinectl.plan.model import DriftRow


@dataclass(frozen=True, slots=True)
class Drifted:
    """What moved, and what was added by hand, which is listed and does not count.

    `declared` says where the files declare what moved, as far as they can be read.
    """

    environment: str
    account: str
    rows: tuple[DriftRow, ...]
    unmanaged: tuple[Unmanaged, ...]
    declared: Mapping[Address, Span] = field(default_factory=dict)

    @property
    def exit(self) -> Exit:
        """Differences, or none."""
        return Exit.DIFFERENCES if self.rows else Exit.DONE


def positions(
    request: Request, environment: str, naming_of: Callable[[str], Naming]
) -> Mapping[Address, Span]:
    """Where the files declare each resource; nothing where they have errors."""
    configuration = validated(replace(request, environment=environment), naming_of)
    spec = configuration.specs.get(environment)
    if spec is None or not spec.complete:
        return {}
    resources = compile_spec(spec, whole=False).resources.values()
    return {each.address: each.span for each in resources if each.span is not None}


def drifted(session: Session, declared: Mapping[Address, Span]) -> Drifted:
    """Compare the ledger's base with the account. The files give positions only.

    Raises:
        Stopped: nothing was applied from here yet.
        RemoteError: the account cannot be read.
    """
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
    live = session.desk.read()
    cut = [words for kind, words in live.why.items() if kind is not Kind.RULES]
    if cut:
        raise Stopped(
            diagnostic(
                "PC607",
                f"The account cannot be compared: {cut[0]}",
                hint="Run the command again later.",
                severity=Severity.ERROR,
            ),
        )
    rows = drift(ledger, live, session.memory.journal.written())
    return Drifted(
        session.environment.name,
        session.account,
        with_editors(rows, live, session.desk, ledger),
        unmanaged(ledger, live),
        {row.address: declared[row.address] for row in rows if row.address in declared},
    )
