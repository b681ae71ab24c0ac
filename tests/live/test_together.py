"""Two applies that begin together: one is carried out, the other stops and writes nothing."""

from __future__ import annotations

import multiprocessing
import os
from dataclasses import replace
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

import pytest

from tests.desk import PIPELINES, Desk, Ended, new_desk
from tests.ledger.stores import bare, clone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Barrier
    from pathlib import Path

    from tests.emulator.harness import Api

ROUNDS = 20
PROCESSES = multiprocessing.get_context("forkserver")
GIT = {"git": {"branch": "pipelinectl-ledger"}}

FILES = """
pipelines:
  support:
    name: Support
    statuses: [New, {{key: us, name: Round {0}}}, {{name: Closed, state: closed}}]
  desk{0}:
    name: Desk {0}
    statuses: [New, {{name: Closed, state: closed}}]
    when_status_reaches:
      New: [send_email: Ticket received]
automations:
  escalate:
    name: Escalate
    when: {{status_reaches: support/New}}
    actions: [delay: 1{0} minutes]
removed:
  - {{pipeline: desk{1}}}
"""
"""What is applied in a round: a rename, a workflow that changes, and a pipeline with the actions of
a status that is created while the one before goes."""


@pytest.fixture(params=["local", "git"])
def machines(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """Two machines and one account: with a shared folder, or with two clones of one repository."""
    with new_desk(tmp_path / "one") as first:
        first.api.post("/_emulator/limit", {"requests": 10_000, "seconds": 1})  # not what is tested
        if request.param == "local":
            yield first, first
            return
        source = bare(tmp_path / "origin.git")
        desks = tuple(
            replace(first, folder=clone(source, tmp_path / f"clone-{number}"))
            for number in range(2)
        )
        for desk in desks:
            desk.project(ledger=GIT)
        yield desks[0], desks[1]


def _machine(desk: Desk, meet: Barrier, answer: Connection) -> None:
    """In a process of its own: apply in each round, at the same time as the other machine."""
    no_settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for _ in range(ROUNDS):
        meet.wait(60)
        answer.send(desk.run("apply", "--yes", **no_settings))


def _together(api: Api, meet: Barrier, answers: list[Connection]) -> tuple[Ended, Ended]:
    """Both apply; the one that writes is held at its first write until the other has ended.

    Returns:
        How the loser ended, and how the winner did.
    """
    meet.wait(60)
    ended = wait(answers, timeout=60)
    assert len(ended) == 1, "both ended, or none did, while a write was held"
    (loser,) = (each for each in answers if each in ended)
    (winner,) = (each for each in answers if each is not loser)
    found: Ended = loser.recv()
    api.delete("/_emulator/faults")
    return found, winner.recv()


def _doubled(desk: Desk) -> list[str]:
    """Names that two objects of the account have."""
    labels = [each["label"] for each in desk.api.get(PIPELINES).json()["results"]]
    labels += [each["name"] for each in desk.api.get("/_ui/flows").json()["results"]]
    return sorted({each for each in labels if labels.count(each) > 1})


def test_twenty_times_one_wins_and_the_other_stops(machines: tuple[Desk, Desk]) -> None:
    meet = PROCESSES.Barrier(3)
    pipes = [PROCESSES.Pipe(duplex=False) for _ in machines]
    processes = [
        PROCESSES.Process(target=_machine, args=(desk, meet, answer), daemon=True)
        for desk, (_, answer) in zip(machines, pipes, strict=True)
    ]
    for process in processes:
        process.start()
    first = machines[0]
    for number in range(ROUNDS):
        for desk in machines:
            desk.write("pipelines/desk.yaml", FILES.format(number, number - 1))
        first.fault("hold_before_write", 1)
        loser, winner = _together(first.api, meet, [here for here, _ in pipes])
        assert loser.code == 1, loser
        assert "error[PC619]: The ledger is held by " in loser.err
        assert "Nothing was written" in loser.err
        assert winner.code == 0, winner
        assert _doubled(first) == []
        assert {*first.pipelines()} == {"Support Pipeline", "Support", f"Desk {number}"}
        flows = {each["name"] for each in first.api.get("/_ui/flows").json()["results"]}
        assert flows == {"Escalate", f"Desk {number} / New"}
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
