"""Write by write to any goal, from any state, without HubSpot ever refusing a step.

The emulated account refuses what HubSpot refuses, at every single write. Plan, goal and loop are
the real ones; the wanted state is given in help-desk terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given

from pipelinectl.adapters.hubspot.desk import HubSpotDesk
from pipelinectl.apply.run import Outcome, Run, carry_out
from pipelinectl.ledger.journal import Journal
from pipelinectl.model import Kind, Live
from tests.contract.rigs import PIPELINES
from tests.desk import TOKEN
from tests.property.desks import Status
from tests.property.laws import law
from tests.property.ways import Way, planned, seed, ways, without_ledger

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from pipelinectl.apply.report import Row
    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.plan.model import Plan
    from pipelinectl.ports import Write
    from tests.property.emulated import Emulated


class Witness:
    """Sees every write, and that it touches what the plan names and nothing else."""

    def __init__(self, ours: frozenset[str]) -> None:
        self._ours = ours
        self.writes: list[Write] = []

    def writing(self, write: Write) -> None:
        self.writes.append(write)
        touched = {each.id for each in write.touches if each.kind is Kind.STATUS}
        assert touched <= self._ours, "a write touches a status that is not managed"

    def finished(self, row: Row) -> None:
        del row


def _fault(fault: OSError) -> Diagnostic:
    raise fault


def reached(way: Way, account: Emulated, folder: Path) -> tuple[Live, Live, Plan, Outcome]:
    """Fill the account, plan, and carry out: the states before and after."""
    assert account.fill(seed(way.live))
    desk = HubSpotDesk(account.api.url, TOKEN)
    live = desk.read(PIPELINES)
    plan = planned(without_ledger(way, live))
    journal = Journal(folder / "journal.jsonl", "1")
    run = Run("run", desk, journal, lambda: "2026-01-01T00:00:00Z", Witness(way.ours), _fault)
    outcome = carry_out(plan, live, run)
    return live, desk.read(PIPELINES), plan, outcome


def anchors(order: tuple[str, ...], managed: frozenset[str]) -> dict[str, str | None]:
    """For each status that is not managed, the managed one that stands nearest before it."""
    found: dict[str, str | None] = {}
    last: str | None = None
    for each in order:
        if each in managed:
            last = each
        else:
            found[each] = last
    return found


def ids(live: Live, pipeline: str) -> tuple[str, ...]:
    return tuple(each.id for each in live.statuses_of(pipeline))


def check(way: Way, account: Emulated, folder: Path) -> None:
    """The goal is reached, and what is not managed is as it was."""
    before, after, plan, outcome = reached(way, account, folder)
    assert outcome.diagnostics == []
    blocked = {each.address for each in plan.changes if each.blocked_by}
    if not blocked:
        _is_as_wanted(way, after)
    for pipeline in way.live:
        staying = {one.key for each in way.wanted for one in each.statuses}
        staying &= set(ids(before, pipeline.key))
        was = anchors(
            tuple(
                each
                for each in ids(before, pipeline.key)
                if each in staying or each not in way.ours
            ),
            frozenset(staying),
        )
        now = anchors(ids(after, pipeline.key), way.ours)
        assert blocked or now == was, "a status that is not managed lost its place"
        for one in pipeline.statuses:
            if one.key not in way.ours:
                found = after.get(Kind.STATUS, one.key)
                assert found is not None
                assert found.fields == {"name": one.name, "state": one.state}


def _is_as_wanted(way: Way, after: Live) -> None:
    for each in way.wanted:
        found = after.get(Kind.PIPELINE, each.key)
        assert found is not None
        assert found.fields["name"] == each.name
        standing = [one for one in after.statuses_of(each.key) if one.id in way.ours]
        seen = [
            Status(one.id, str(one.fields["name"]), str(one.fields["state"])) for one in standing
        ]
        assert tuple(seen) == each.statuses
        held = after.get(Kind.RULES, each.key)
        for name, value in each.rules.fields.items():
            wanted = tuple(sorted(value)) if isinstance(value, tuple) else value
            assert (held.fields[name] if held else value or ()) in {wanted, value or ()}


@law(40)
@given(way=ways())
def test_any_goal_is_reached_from_any_state(
    way: Way, account: Emulated, tmp_path_factory: pytest.TempPathFactory
) -> None:
    check(way, account, tmp_path_factory.mktemp("run"))


@law(20)
@given(way=ways())
def test_any_goal_is_reached_where_the_moved_one_counts(
    way: Way, other_reading: Emulated, tmp_path_factory: pytest.TempPathFactory
) -> None:
    check(way, other_reading, tmp_path_factory.mktemp("run"))
