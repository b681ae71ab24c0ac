"""A live session: the environment, its help desk behind the account guard, ledger and journal."""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from pipelinectl.diagnostics import Diagnostic, diagnostic
from pipelinectl.ledger.git import GitStore
from pipelinectl.ledger.journal import Journal
from pipelinectl.ledger.local import LocalStore
from pipelinectl.ledger.model import Ledger, LedgerError, from_bytes
from pipelinectl.ledger.program import StoreError
from pipelinectl.operations.endings import Stopped
from pipelinectl.project import pick_environment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipelinectl.ports import HelpDesk, LedgerStore
    from pipelinectl.project import Environment, Project


class Connect(Protocol):
    """Makes a help desk of an adapter's name, a base URL and a token."""

    def __call__(self, adapter: str, base_url: str | None, token: str) -> HelpDesk:
        """Without any call to it."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Where an environment's ledger and journal are kept.

    `shared` says that other machines reach the ledger too: the lock in `folder` tells nothing of
    them, so only its age tells whether a claim is dead.
    """

    folder: Path
    store: LedgerStore
    journal: Journal
    place: str
    shared: bool = False

    @classmethod
    def of(cls, project: Project, environment: Environment) -> Memory:
        """Where the project file says; the journal and the lock are always beside it."""
        folder = project.root / ".pipelinectl" / environment.name
        journal = Journal(folder / "journal.jsonl", str(environment.account))
        git = environment.ledger
        if git is None:
            place = f".pipelinectl/{environment.name}/ledger.json"
            return cls(folder, LocalStore(folder / "ledger.json"), journal, place)
        name = f"{environment.name}/{environment.account}.json"
        store = GitStore(project.root, git.remote, git.branch, name, os.environ)
        place = f"the branch {git.branch} of {git.remote}"
        return cls(folder, store, journal, place, shared=True)

    @property
    def lock_path(self) -> Path:
        """What a run of this folder holds the lock of; a local ledger is this very file."""
        return self.folder / "ledger.json"


@dataclass(frozen=True, slots=True)
class Session:
    """Everything that a live command works with, once the account is known to be the right one."""

    environment: Environment
    account: str
    desk: HelpDesk
    memory: Memory

    def ledger(self) -> tuple[Ledger | None, str]:
        """The ledger and the version of its content; None where there is none yet.

        Raises:
            Stopped: it cannot be read, or is another account's.
        """
        try:
            content, version = self.memory.store.load()
        except OSError as fault:
            raise Stopped(machine_fault(fault)) from fault
        if content is None:
            return None, version
        try:
            ledger = from_bytes(content)
        except LedgerError as fault:
            raise Stopped(
                diagnostic(
                    "PC621",
                    str(fault),
                    hint=f"It is kept in {self.memory.place}. Restore it from a backup, or move "
                    "it away: without a ledger nothing is deleted by absence.",
                ),
            ) from fault
        if ledger.account != self.account:
            raise Stopped(
                diagnostic(
                    "PC508",
                    f"The ledger of {self.environment.name} is of account {ledger.account}, the "
                    f"environment's account is {self.account}.",
                    hint="Move the ledger away if the environment got a new account.",
                ),
            )
        return ledger, version


def chosen(project: Project, name: str | None) -> Environment:
    """The environment that a live command uses.

    Raises:
        Stopped: it is not clear which.
    """
    picked = pick_environment(project, name)
    if isinstance(picked, Diagnostic):
        raise Stopped(picked)
    return picked


def connected(
    project: Project,
    environment: Environment,
    environ: Mapping[str, str],
    connect: Connect,
) -> Session:
    """Connect, and refuse any account but the environment's before anything is read from it.

    Raises:
        Stopped: the token is missing, or leads to another account.
        RemoteError: the account cannot be reached.
    """
    token = environ.get(environment.token_env, "").strip()
    if not token:
        raise Stopped(
            diagnostic(
                "PC124",
                f"The environment variable {environment.token_env} is not set.",
                hint=f"It holds the token of account {environment.account}: "
                f"export {environment.token_env}=...",
            ),
        )
    if not token.isascii() or not token.isprintable() or " " in token:
        raise Stopped(
            diagnostic(
                "PC124",
                f"The environment variable {environment.token_env} does not hold a token: it has "
                "characters that no token has.",
            ),
        )
    desk = connect(environment.adapter, environment.base_url, token)
    account = desk.account()
    if account != str(environment.account):
        raise Stopped(
            diagnostic(
                "PC508",
                f"The token in {environment.token_env} leads to account {account}; the "
                f"environment {environment.name} is account {environment.account}.",
                span=environment.spans.get("account"),
                hint="Use the token of the right account. Nothing was read or written.",
            ),
        )
    return Session(environment, account, desk, Memory.of(project, environment))


def machine_fault(fault: OSError) -> Diagnostic:
    """A file of this machine, or a remote ledger, that could not be read or written."""
    if isinstance(fault, StoreError):
        return fault.diagnostic
    return diagnostic(
        "PC513",
        f"The ledger or the journal cannot be kept: {fault.strerror} ({fault.filename}).",
        hint="Make room or give permission, then run the command again: it reads the account "
        "first.",
    )


def now() -> str:
    """The time, ISO 8601 in UTC, to the second."""
    return datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_run() -> str:
    """A name for a run, never used before."""
    return uuid.uuid4().hex[:12]
