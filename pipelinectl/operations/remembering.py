"""Looks at the ledger of an environment, and releases a claim that is dead.

Nothing here connects to the account; a ledger in a git branch is read from its remote.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelinectl.diagnostics import diagnostic
from pipelinectl.ledger.local import held
from pipelinectl.ledger.model import Ledger, LedgerError, from_bytes, to_bytes
from pipelinectl.operations.endings import Stopped
from pipelinectl.operations.session import Memory, chosen, machine_fault, now
from pipelinectl.project import load_project

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipelinectl.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Remembered:
    """A ledger, where it is kept, and the version of its content."""

    ledger: Ledger
    memory: Memory
    version: str


def remembered(folder: Path, environment: str | None, environ: Mapping[str, str]) -> Remembered:
    """The ledger of an environment.

    Raises:
        Stopped: there is no project, no such environment, or no ledger that can be read.
    """
    project, found = load_project(folder, environ)
    if project is None:
        raise Stopped(*found)
    memory = Memory.of(project, chosen(project, environment))
    try:
        content, version = memory.store.load()
    except OSError as fault:
        raise Stopped(machine_fault(fault)) from fault
    if content is None:
        raise Stopped(diagnostic("PC620", "There is no ledger yet: nothing was applied from here."))
    try:
        return Remembered(from_bytes(content), memory, version)
    except LedgerError as fault:
        raise Stopped(diagnostic("PC621", str(fault))) from fault


def release(found: Remembered, run: str) -> None:
    """Take the claim of a dead run out of the ledger.

    Raises:
        Stopped: the run has no claim, or it is alive.
    """
    ledger, memory = found.ledger, found.memory
    if ledger.claim is None or ledger.claim.run != run:
        raise Stopped(diagnostic("PC619", f"No claim of run {run} stands in the ledger."))
    unknown = () if memory.journal.knows(run) else ledger.claim.creates
    free = replace(
        ledger,
        serial=ledger.serial + 1,
        claim=None,
        uncertain=tuple(sorted({*ledger.uncertain, *unknown})),
    )
    _saved(free, found)


def confirm(found: Remembered, address: str) -> None:
    """Somebody has looked: no workflow stands where a create was sent whose end nobody knew.

    Raises:
        Stopped: no such create is known, or a run is at work.
    """
    ledger, memory = found.ledger, found.memory
    waiting = {*ledger.uncertain, *memory.journal.written().uncertain}
    if address not in waiting:
        listed = ", ".join(sorted(waiting)) or "none"
        raise Stopped(
            diagnostic(
                "PC620",
                f"No create at {address} waits for an answer. Those that do: {listed}.",
            )
        )
    rest = tuple(each for each in ledger.uncertain if each != address)
    _saved(replace(ledger, serial=ledger.serial + 1, uncertain=rest), found)
    memory.journal.confirm(address, now())


def _saved(ledger: Ledger, found: Remembered) -> None:
    """Write the ledger while nobody is at work."""
    memory = found.memory
    try:
        with held(memory.lock_path) as is_ours:
            if not is_ours:
                raise Stopped(_alive(memory))
            saved = memory.store.save(to_bytes(ledger), found.version)
    except OSError as fault:
        raise Stopped(machine_fault(fault)) from fault
    if not saved:
        raise Stopped(diagnostic("PC619", "Another run has changed the ledger just now."))


def _alive(memory: Memory) -> Diagnostic:
    return diagnostic(
        "PC619",
        f"A run is alive: it holds the lock in {memory.folder}.",
        hint="Wait until it ends, or end its process first.",
    )
