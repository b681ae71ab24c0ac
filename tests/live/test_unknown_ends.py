"""A create whose answer was lost where the account shows no workflow: it is not sent again."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.desk import Desk, new_desk
from tests.ledger.stores import bare, clone

if TYPE_CHECKING:
    from pathlib import Path

GIT = {"git": {"branch": "pipelinectl-ledger"}}
MADE = "automation.billing.new"
FILES = """
account: {subscriptions: {service_hub: professional}}
pipelines:
  billing:
    name: Billing
    statuses: [New, {name: Closed, state: closed}]
    when_status_reaches:
      New: [send_email: Ticket received]
"""
UNREADABLE = ("--profile=unreadable_flows", "--profile=flow_deletes_refused")


def _names(desk: Desk) -> list[str]:
    return [each["name"] for each in desk.api.get("/_ui/flows").json()["results"]]


def _lose_the_next_create(desk: Desk) -> None:
    desk.fault("drop_after_write", path_contains="/automation/", method="POST")


def test_another_machine_does_not_create_it_again(tmp_path: Path) -> None:
    with new_desk(tmp_path / "one", *UNREADABLE) as first:
        source = bare(tmp_path / "origin.git")
        desks = [replace(first, folder=clone(source, tmp_path / name)) for name in ("a", "b")]
        for desk in desks:
            desk.project(ledger=GIT)
            desk.write("pipelines/billing.yaml", FILES)
        _lose_the_next_create(first)
        lost = desks[0].run("apply", "--yes")
        first.api.delete("/_emulator/faults")
        again = desks[1].run("apply", "--yes")

        assert lost.code == 5
        assert "PC510" in lost.err
        assert again.code == 3
        assert f"pipelinectl ledger confirm {MADE}" in again.out
        assert _names(first) == ["Billing / New"]


def test_a_run_that_died_on_another_machine_counts_too(tmp_path: Path) -> None:
    with new_desk(tmp_path / "one", *UNREADABLE) as first:
        source = bare(tmp_path / "origin.git")
        desks = [replace(first, folder=clone(source, tmp_path / name)) for name in ("a", "b")]
        for desk in desks:
            desk.project(ledger=GIT)
            desk.write("pipelines/billing.yaml", FILES)
        first.fault("hold_after_write", path_contains="/automation/", method="POST")
        with desks[0].start("apply", "--yes") as process:
            while not _names(first):
                assert process.poll() is None, process.communicate()
            process.kill()
        first.api.delete("/_emulator/faults")
        claimed = desks[1].run("apply", "--yes")
        run = claimed.err.partition("`pipelinectl ledger release ")[2].partition("`")[0]
        assert desks[1].run("ledger", "release", run).code == 0
        again = desks[1].run("apply", "--yes")

        assert claimed.code == 1
        assert again.code == 3
        assert MADE in again.out
        assert _names(first) == ["Billing / New"]


def test_who_has_looked_says_so_and_goes_on(tmp_path: Path) -> None:
    with new_desk(tmp_path) as desk:
        desk.write("pipelines/billing.yaml", FILES)
        desk.fault("drop_before_write", path_contains="/automation/", method="POST")
        assert desk.run("apply", "--yes").code == 5
        desk.api.delete("/_emulator/faults")
        held = desk.run("apply", "--yes")
        wrong = desk.run("ledger", "confirm", "automation.other")
        said = desk.run("ledger", "confirm", MADE)
        ended = desk.run("apply", "--yes")

        assert held.code == 3
        assert wrong.code == 1
        assert MADE in wrong.err
        assert said.code == 0
        assert ended.code == 0, ended.out
        assert _names(desk) == ["Billing / New"]
        assert desk.run("plan", "--detailed-exitcode").code == 0


def test_a_folder_that_was_deleted_loses_what_only_it_knew(tmp_path: Path) -> None:
    """Without a shared ledger a new machine knows nothing: what protects is the read by mark."""
    with new_desk(tmp_path) as desk:
        desk.write("pipelines/billing.yaml", FILES)
        _lose_the_next_create(desk)
        desk.run("apply", "--yes")
        desk.api.delete("/_emulator/faults")
        shutil.rmtree(desk.folder / ".pipelinectl", ignore_errors=True)

        assert desk.run("apply", "--yes").code == 0
        assert _names(desk) == ["Billing / New"]
