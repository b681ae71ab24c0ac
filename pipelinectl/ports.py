"""The port to a help desk, and the port to where the ledger is kept. Free of any vendor.

An adapter reads an account in help-desk terms and carries out one write at a time. What to write
next is asked of it again after each write, against what was read back: so an interrupted apply
is continued from whatever the account shows, and vendor quirks of order stay in the adapter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from pipelinectl.model import OF_A_PIPELINE, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pipelinectl.capabilities import Capability
    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.model import Address, Live, LiveObject, Value


class RemoteError(Exception):
    """A call to the account failed; `diagnostic` says how.

    `lost` is True where the answer never came, so the call may or may not have been carried out.
    `created` names what the call left in the account all the same, by address and id. `undone`
    is True where the call was carried out and taken back.
    """

    def __init__(
        self,
        diagnostic: Diagnostic,
        *,
        lost: bool = False,
        created: tuple[tuple[Address, str], ...] = (),
        undone: bool = False,
    ) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
        self.lost = lost
        self.created = created
        self.undone = undone


class Verb(StrEnum):
    """What is wanted of an object."""

    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Want:
    """What one object of the account shall become. In `fields` statuses are named by ids.

    For a create or a replace `fields` is everything, for an update what differs, for a delete
    nothing. `order` is, for a status that is created, the ids of all statuses of its pipeline as
    they shall stand in the end, those that nobody manages among them.

    Of a kind whose ids the help desk chooses, `id` is the address as a text until the object
    exists: it stands for whatever bears that mark. A replace names the object that goes.
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
    """All that an apply wants: by kind and id, by the id of the pipeline concerned, and workflows.

    `automations` come in the order in which they can be created: what is referred to goes first.
    `settings` are what an API writes of forms, users, teams and channels.
    `later` are deletes whose time has not come, since workflows still name what goes.
    """

    wants: Mapping[tuple[Kind, str], Want]
    by_pipeline: Mapping[str, tuple[Want, ...]]
    automations: tuple[Want, ...] = ()
    settings: tuple[Want, ...] = ()
    later: frozenset[tuple[Kind, str]] = frozenset()

    @classmethod
    def of(cls, wants: Iterable[Want], later: frozenset[tuple[Kind, str]] = frozenset()) -> Goal:
        """A goal of these wants, kept in their order."""
        by_pipeline: dict[str, list[Want]] = {}
        listed = tuple(wants)
        automations = tuple(each for each in listed if each.kind is Kind.AUTOMATION)
        settings = []
        for each in listed:
            if each.kind in OF_A_PIPELINE:
                by_pipeline.setdefault(each.parent or each.id, []).append(each)
            elif each.kind is not Kind.AUTOMATION:
                settings.append(each)
        return cls(
            {(each.kind, each.id): each for each in listed},
            {name: tuple(found) for name, found in by_pipeline.items()},
            automations,
            tuple(settings),
            later,
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

    `what` says it in words. `pipeline` is the id of the pipeline concerned, or empty. `call`
    belongs to the adapter that made it: plain JSON values.
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


@dataclass(frozen=True, slots=True)
class Scope:
    """What a read shall cover: which kinds, and ids that are known to have existed."""

    kinds: frozenset[Kind]
    known: Mapping[Kind, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Instruction:
    """How a person makes a setting true in the help desk's own pages.

    `page` names the page, `path` says where to click, `expected` what it shows in the end, `who`
    may do it (empty where it is not known).
    """

    page: str
    path: str
    link: str | None
    expected: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """What a person is asked to make true: the fields at an address, in the terms of the files.

    `paths` are the fields that differ, empty where the account has nothing of it (or shows
    nothing). `gone` means that the object, whose fields these are, shall go.
    """

    address: Address
    fields: Mapping[str, Value]
    paths: tuple[str, ...] = ()
    gone: bool = False


class Lack(StrEnum):
    """What an objection means for the automation."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    NOT_AS_WORKFLOW = "not_as_workflow"
    DOUBTFUL = "doubtful"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Objection:
    """Why the account cannot take an automation as it is, or may not.

    MISSING: what it names does not exist: an error. UNREADABLE: that could not be found out.
    NOT_AS_WORKFLOW: a person must set it up by hand. DOUBTFUL: a warning. NOT_YET: a person makes
    it first, so that it is an error only where a program is to go on from it. `path` is the field,
    or `actions` and the way of an action (`actions.0.1.2`); `code` is the diagnostic's.
    """

    lack: Lack
    code: str
    message: str
    hint: str | None = None
    path: str = ""


class HelpDeskReader(Protocol):
    """Reads an account. Every method may raise RemoteError."""

    @property
    def host(self) -> str:
        """Where the account is reached, for people to read."""

    @property
    def calls(self) -> int:
        """How many calls were made so far."""

    @property
    def capabilities(self) -> tuple[Capability, ...]:
        """What can be done with each setting, in the order in which a person would click."""

    def account(self) -> str:
        """The id of the account that the credentials lead to: the first call of every command."""

    def read(self, scope: Scope) -> Live:
        """The live state of these kinds, with for each how far the read can be trusted.

        An id of `scope.known` that cannot be read makes the kind unreadable, and `why` names it.
        """

    def tickets(self, statuses: Collection[str]) -> Mapping[str, int]:
        """How many tickets each of these statuses holds; a status that is missing is unknown."""

    def last_edit(self, found: LiveObject) -> LastEdit | None:
        """Who changed the object last; None where the account does not tell."""

    def limits(self) -> Limits:
        """What the account allows now."""

    def link(self, pipeline: str) -> str | None:
        """The address of the settings page of a pipeline, for people to open."""

    def objections(self, fields: Mapping[str, Value], live: Live) -> tuple[Objection, ...]:
        """What speaks against this automation in this account: nothing where it can be created.

        `fields` are an automation's, statuses and pipelines by their keys.
        """

    def settled(self, kind: Kind, fields: Mapping[str, Value], live: Live) -> Mapping[str, Value]:
        """The fields of an automation or a form as they would read back, in the account's terms.

        Names become those that the account leads back to, and the vendor's own JSON gets its ids.
        Fields that cannot be written stay as they are: `objections` says why.
        """

    def setting_objections(
        self, address: Address, fields: Mapping[str, Value], live: Live
    ) -> tuple[Objection, ...]:
        """What speaks against a setting of a channel, a user, a team or the help desk here.

        `fields` are in the terms of the files. A setting that a person makes is asked about too.
        """

    def instruction(self, task: Task, names: Names) -> Instruction:
        """How a person does this in the help desk's own pages."""


class HelpDeskWriter(Protocol):
    """Changes an account, one write at a time."""

    @property
    def fixed_fields(self) -> frozenset[str]:
        """The fields of an automation that do not change in place: it is replaced then.

        `automation.inplace` says what else may stand here.
        """

    def next_automation_write(self, goal: Goal, live: Live) -> Write | None:
        """The next write that brings the automations nearer to the goal; None once all are there.

        A pure function of its arguments. Objects are found by id, else by mark.
        """

    def next_setting_write(self, goal: Goal, live: Live) -> Write | None:
        """The next write of a form, a user, a team or a channel; None once all are there.

        A pure function of its arguments.
        """

    def own_id(self, address: Address, parent: str | None) -> str:
        """The id that an object is created under; the same for the same address, always."""

    def next_write(self, pipeline: str, goal: Goal, live: Live) -> Write | None:
        """The next write that brings this pipeline nearer to the goal; None once it is there.

        A pure function of its arguments.
        """

    def perform(self, write: Write, live: Live) -> Live:
        """Carry out one write, read back what it touched, and return the live state as read.

        What is created under an id of the help desk's choice is read back by that id, and taken
        away again if it cannot be read (design.md section 5, rule 1).

        Raises:
            RemoteError: the call failed, or what was read back does not show it.
        """


class Names(Protocol):
    """How people call pipelines and statuses, by their keys, and what files say of channels."""

    def pipeline(self, key: str) -> str:
        """The name of a pipeline."""

    def status(self, pipeline: str, key: str) -> str:
        """The name of a status."""

    def channel(self, key: str) -> Mapping[str, Value]:
        """All that the files declare of a channel, `type` and `name` among it."""


class HelpDesk(HelpDeskReader, HelpDeskWriter, Protocol):
    """Both halves."""


class LedgerStore(Protocol):
    """Where a ledger is kept. Two methods: compare-and-swap is all that is asked of a backend."""

    def load(self) -> tuple[bytes | None, str]:
        """The content (None: there is none yet) and an opaque version of it."""

    def save(self, content: bytes, version: str) -> bool:
        """Write the content if the stored version is still `version`; False where it is not."""
