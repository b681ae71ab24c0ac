"""The port to a help desk, and the port to where the ledger is kept. Free of any vendor.

An adapter reads an account in help-desk terms and carries out one write at a time. What to write
next is asked of it again after each write, against what was read back: so an interrupted apply
is continued from whatever the account shows, and vendor quirks of order stay in the adapter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.model import Address, Kind, Live, LiveObject, Value


class RemoteError(Exception):
    """A call to the account failed; `diagnostic` says how.

    `lost` is True where the answer never came, so the call may or may not have been carried out.
    """

    def __init__(self, diagnostic: Diagnostic, *, lost: bool = False) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
        self.lost = lost


class Verb(StrEnum):
    """What is wanted of an object."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Want:
    """What one object of the account shall become. In `fields` statuses are named by ids.

    For a create `fields` is everything, for an update what differs, for a delete nothing.
    `order` is, for a status that is created, the ids of all statuses of its pipeline as they shall
    stand in the end, those that nobody manages among them.
    """

    address: Address
    kind: Kind
    id: str
    parent: str | None
    verb: Verb
    fields: Mapping[str, Value] = field(default_factory=dict)
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """All that an apply wants: by kind and id, and by the id of the pipeline concerned."""

    wants: Mapping[tuple[Kind, str], Want]
    by_pipeline: Mapping[str, tuple[Want, ...]]

    @classmethod
    def of(cls, wants: Iterable[Want]) -> Goal:
        """A goal of these wants, kept in their order."""
        by_pipeline: dict[str, list[Want]] = {}
        listed = tuple(wants)
        for each in listed:
            by_pipeline.setdefault(each.parent or each.id, []).append(each)
        return cls(
            {(each.kind, each.id): each for each in listed},
            {name: tuple(found) for name, found in by_pipeline.items()},
        )


@dataclass(frozen=True, slots=True)
class Touched:
    """One object that a write touches: its fields before (None: absent) and after (None: gone)."""

    kind: Kind
    id: str
    before: Mapping[str, Value] | None
    after: Mapping[str, Value] | None


@dataclass(frozen=True, slots=True)
class Write:
    """One call that changes the account.

    `what` says it in words. `call` belongs to the adapter that made it: plain JSON values.
    """

    address: Address
    what: str
    pipeline: str
    touches: tuple[Touched, ...]
    call: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LastEdit:
    """Who changed an object last, and when, as far as the account tells (ISO 8601, UTC)."""

    who: str | None
    when: str | None


@dataclass(frozen=True, slots=True)
class Limits:
    """What the help desk allows; None where that is not known."""

    pipelines: int | None = None
    statuses_per_pipeline: int | None = None
    needs_closed_status: bool = True


class HelpDeskReader(Protocol):
    """Reads an account. Every method may raise RemoteError."""

    @property
    def host(self) -> str:
        """Where the account is reached, for people to read."""

    @property
    def calls(self) -> int:
        """How many calls were made so far."""

    def account(self) -> str:
        """The id of the account that the credentials lead to: the first call of every command."""

    def read(self) -> Live:
        """The live state, with for each kind how far the read can be trusted."""

    def tickets(self, statuses: Collection[str]) -> Mapping[str, int]:
        """How many tickets each of these statuses holds; a status that is missing is unknown."""

    def last_edit(self, found: LiveObject) -> LastEdit | None:
        """Who changed the object last; None where the account does not tell."""

    def limits(self) -> Limits:
        """What the account allows now."""

    def link(self, pipeline: str) -> str | None:
        """The address of the settings page of a pipeline, for people to open."""


class HelpDeskWriter(Protocol):
    """Changes an account, one write at a time."""

    def own_id(self, address: Address, parent: str | None) -> str:
        """The id that an object is created under; the same for the same address, always."""

    def next_write(self, pipeline: str, goal: Goal, live: Live) -> Write | None:
        """The next write that brings this pipeline nearer to the goal; None once it is there.

        A pure function of its arguments.
        """

    def perform(self, write: Write, live: Live) -> Live:
        """Carry out one write, read back what it touched, and return the live state as read.

        Raises:
            RemoteError: the call failed, or what was read back does not show it.
        """


class HelpDesk(HelpDeskReader, HelpDeskWriter, Protocol):
    """Both halves."""


class LedgerStore(Protocol):
    """Where a ledger is kept. Two methods: compare-and-swap is all that is asked of a backend."""

    def load(self) -> tuple[bytes | None, str]:
        """The content (None: there is none yet) and an opaque version of it."""

    def save(self, content: bytes, version: str) -> bool:
        """Write the content if the stored version is still `version`; False where it is not."""
