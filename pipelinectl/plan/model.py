"""The plan as data: changes with closed reasons, fingerprints, and the three honest booleans."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from pipelinectl.diagnostics import has_errors
from pipelinectl.model import Kind, Realisation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelinectl.diagnostics import Diagnostic, Span
    from pipelinectl.model import Address, Value

FORMAT_VERSION = "1.0"


class Action(StrEnum):
    """What happens to an address."""

    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"
    ADOPT = "adopt"
    RELEASE = "release"
    NONE = "none"


class Reason(StrEnum):
    """Why it happens."""

    NEW = "new"
    CHANGED = "changed"
    CHANGED_IN_ACCOUNT = "changed_in_account"
    CHANGED_ON_BOTH_SIDES = "changed_on_both_sides"
    SIDE_UNKNOWN = "side_unknown"
    REORDERED = "reordered"
    MISSING_IN_ACCOUNT = "missing_in_account"
    REMOVED = "removed"
    ABSENT = "absent"
    EXCLUSIVE = "exclusive"
    ADOPTED = "adopted"
    RELEASED = "released"
    CANNOT_CHANGE_IN_PLACE = "cannot_change_in_place"
    REFERENCE_CHANGED = "reference_changed"
    MANUAL = "manual"


class StepState(StrEnum):
    """How far a manual step is known to be done.

    `verified` means that the account shows it, `acknowledged` that somebody says so.
    """

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    VERIFIED = "verified"


class Side(StrEnum):
    """Which side moved a field since the last apply."""

    CONFIG = "config"
    LIVE = "live"
    BOTH = "both"
    UNKNOWN = "unknown"


class Block(StrEnum):
    """What keeps a change from being applied."""

    PROTECTED = "protected"
    LIMIT = "limit"
    TICKETS = "tickets"
    CONFLICT = "conflict"
    LOOKS_LIKE_RENAME = "looks_like_rename"
    IRREVERSIBLE = "irreversible"
    INCOMPLETE_READ = "incomplete_read"
    UNPROVEN_READ = "unproven_read"
    LABEL_TAKEN = "label_taken"
    IN_USE = "in_use"
    REFUSED = "refused"
    UNREVIEWED = "unreviewed"
    DEPENDENCY = "dependency"


class Exit(IntEnum):
    """The exit codes of every command, each with its name."""

    DONE = 0
    ERROR = 1
    DIFFERENCES = 2
    BLOCKED = 3
    STALE = 4
    PARTLY_APPLIED = 5

    @property
    def label(self) -> str:
        """The name that every JSON document repeats beside the code."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Moved:
    """One field that differs, and the side that moved it."""

    path: str
    side: Side


@dataclass(frozen=True, slots=True)
class Change:
    """One planned action on one address.

    `before` and `after` hold the managed fields, statuses by key; None where there is nothing.
    `order`, for a status that is created, lists the keys of its pipeline's statuses in order.
    `tickets` counts those that the change concerns; None where that does not matter.
    """

    address: Address
    action: Action
    reason: Reason
    before: Mapping[str, Value] | None = None
    after: Mapping[str, Value] | None = None
    paths: tuple[Moved, ...] = ()
    order: tuple[str, ...] = ()
    depends_on: tuple[Address, ...] = ()
    tickets: int | None = None
    declared_at: Span | None = None
    blocked_by: tuple[Block, ...] = ()
    realisation: Realisation = Realisation.API

    @property
    def writes(self) -> bool:
        """Whether the tool is to change the account.

        A release, a record of what is so, and what a person does are no writes.
        """
        by_hand = self.realisation is Realisation.MANUAL
        return self.action not in {Action.NONE, Action.RELEASE} and not by_hand

    @property
    def is_manual(self) -> bool:
        """Whether it is an open step for a person."""
        return self.realisation is Realisation.MANUAL


@dataclass(frozen=True, slots=True)
class DriftRow:
    """What moved in the account since the base: fields with base and live value, who, when.

    `missing` is True where the object is gone.
    """

    address: Address
    paths: tuple[str, ...]
    base: Mapping[str, Value]
    live: Mapping[str, Value]
    missing: bool = False
    who: str | None = None
    when: str | None = None


@dataclass(frozen=True, slots=True)
class ManualStep:
    """A step that a person takes in the help desk's own pages, by who may do it.

    `shown` says whether the account shows the result, so that the step closes by itself.
    """

    address: str
    page: str
    path: str
    link: str | None
    expected: str
    state: StepState
    by: str | None = None
    at: str | None = None
    who: str = ""
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The id of a live object (opaque to all but the adapter) and a hash of its managed fields."""

    id: str
    hash: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Which part of the configuration a plan covers."""

    only: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that apply needs, and nothing that it does not.

    `complete` says whether the next plan would be empty once this one is applied.
    """

    tool_version: str
    account: str
    environment: str
    created_at: str
    configuration_digest: str
    selection: Selection
    allowed: tuple[str, ...]
    changes: tuple[Change, ...]
    drift: tuple[DriftRow, ...]
    manual_steps: tuple[ManualStep, ...]
    unchanged: int
    fingerprints: Mapping[str, Fingerprint]
    diagnostics: tuple[Diagnostic, ...]
    complete: bool
    errored: bool
    exit: Exit = field(default=Exit.DONE)
    format_version: str = FORMAT_VERSION

    @property
    def pending(self) -> tuple[Change, ...]:
        """The changes that a reader would call changes: all but records of what is already so."""
        return tuple(each for each in self.changes if each.action is not Action.NONE)

    @property
    def blocked(self) -> tuple[Change, ...]:
        """The changes that a guard holds back; not those that wait for a person."""
        waits = waiting(self.changes)
        return tuple(each for each in self.changes if each.blocked_by and each.address not in waits)

    @property
    def applyable(self) -> bool:
        """Whether at least one change can be carried out."""
        return not self.errored and any(
            not each.blocked_by and each.realisation is not Realisation.MANUAL
            for each in self.pending
        )


def effective(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that are to be carried out: not what is blocked, released or only recorded."""
    return tuple(each for each in changes if each.writes and not each.blocked_by)


def connects(change: Change) -> bool:
    """Whether what needs this change waits for another run.

    A person takes the step, or the help desk chooses the id of the channel that it creates.
    """
    creates = change.action is Action.CREATE
    return change.is_manual or (creates and change.address.kind is Kind.CHANNEL)


def waiting(changes: Iterable[Change]) -> frozenset[Address]:
    """The changes that wait for a channel, themselves or by what they need, and for nothing else.

    No guard holds them back.
    """
    planned = {each.address: each for each in changes}
    found: set[Address] = set()
    while True:
        ready = {
            address for address, each in planned.items() if connects(each) and not each.blocked_by
        }
        more = {
            address
            for address, each in planned.items()
            if each.blocked_by == (Block.DEPENDENCY,)
            and address not in found
            and not (ready | found).isdisjoint(each.depends_on)
            and all(
                one in planned and (not planned[one].blocked_by or one in found)
                for one in each.depends_on
            )
        }
        if not more:
            return frozenset(found)
        found |= more


def exit_of(plan: Plan, *, detailed: bool, strict: bool = False) -> Exit:
    """The exit code that `plan` ends with: an error first, then a block, then differences."""
    if plan.errored or has_errors(plan.diagnostics, strict=strict):
        return Exit.ERROR
    if plan.blocked:
        return Exit.BLOCKED
    return Exit.DIFFERENCES if detailed and plan.pending else Exit.DONE
