"""How long a claim on a ledger counts that several machines share: no lock tells who is alive.

A claim counts for two hours from the time in it. The run that holds it begins no write in the last
ten minutes of these, so two clocks that differ by less than that never let two runs write at once.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelinectl.ledger.model import Claim

LEASE = timedelta(hours=2)
MARGIN = timedelta(minutes=10)


def is_over(claim: Claim, at: datetime) -> bool:
    """Whether a claim counts no more. One whose time is ahead, or cannot be read, does count."""
    begun = _begun(claim)
    return begun is not None and at - begun > LEASE


def may_write(claim: Claim, at: datetime) -> bool:
    """Whether the run that holds the claim may still begin a write."""
    begun = _begun(claim)
    return begun is not None and at - begun < LEASE - MARGIN


def _begun(claim: Claim) -> datetime | None:
    try:
        begun = datetime.fromisoformat(claim.at)
    except ValueError:
        return None
    return begun if begun.tzinfo else begun.replace(tzinfo=UTC)
