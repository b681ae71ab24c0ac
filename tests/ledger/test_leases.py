"""How long a claim counts, and that two clocks which differ a little never let two runs write."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelinectl.ledger.leases import LEASE, MARGIN, is_over, may_write
from pipelinectl.ledger.model import Claim
from tests.property.laws import law

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def claimed(at: str) -> Claim:
    return Claim("run", "ana", "desk", at)


@pytest.mark.parametrize(
    ("at", "over", "writes"),
    [
        ("2026-03-01T12:00:00Z", False, True),
        ("2026-03-01T10:10:01Z", False, True),
        ("2026-03-01T10:10:00Z", False, False),
        ("2026-03-01T10:00:00Z", False, False),
        ("2026-03-01T09:59:59Z", True, False),
        ("2026-03-01T10:59:59+01:00", True, False),
        ("2026-03-01T09:59:59", True, False),
        ("2025-01-01T00:00:00Z", True, False),
        ("2026-03-01T18:00:00Z", False, True),
        ("soon", False, False),
        ("", False, False),
    ],
)
def test_a_claim_at_noon(at: str, *, over: bool, writes: bool) -> None:
    assert (is_over(claimed(at), NOON), may_write(claimed(at), NOON)) == (over, writes)


@law(100)
@given(
    age=st.timedeltas(timedelta(0), timedelta(hours=6)),
    skew=st.timedeltas(-MARGIN, MARGIN),
    zone=st.integers(-12, 12),
)
def test_who_may_still_write_is_never_taken_for_dead_by_a_clock_that_differs_a_little(
    age: timedelta, skew: timedelta, zone: int
) -> None:
    claim = claimed(NOON.isoformat())
    theirs = (NOON + age + skew).astimezone(timezone(timedelta(hours=zone)))
    assert not (may_write(claim, NOON + age) and is_over(claim, theirs))


def test_every_claim_ends() -> None:
    assert is_over(claimed(NOON.isoformat()), NOON + LEASE + timedelta(seconds=1))
