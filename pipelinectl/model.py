"""Help-desk terms, free of files and vendors: addresses, resources, desired and live state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, Union

if TYPE_CHECKING:
    from pipelinectl.diagnostics import Span

Value = Union[str, int, float, bool, None, tuple["Value", ...], "Record"]
"""A field's value in canonical, hashable form; lists are tuples, mappings are records."""


class Record(Mapping[str, Value]):
    """A frozen mapping of names to values, equal and hashed by its content, keys sorted."""

    __slots__ = ("_hash", "_items")

    def __init__(self, items: Mapping[str, Value] | None = None, /, **more: Value) -> None:
        merged = {**(items or {}), **more}
        self._items = {name: merged[name] for name in sorted(merged)}
        self._hash: int | None = None

    def __getitem__(self, name: str) -> Value:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(tuple(self._items.items()))
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and self._items == other._items

    def __repr__(self) -> str:
        return f"Record({self._items!r})"


class Kind(StrEnum):
    """The kinds of resources. A kind is the first word of an address.

    AUTOMATE is a templated automation of a pipeline (a fixed switch), AUTOMATION a chain of
    actions: of a status, of a channel's tickets, or of its own. CHANNEL is a connected channel, or
    with a second key one of its settings; FORM the form of a channel; ACCESS who may see a
    pipeline; USER and TEAM what is set of a person or a team; SKILLS a category of them; SLA and
    SPAM settings of the help desk as a whole.
    """

    PIPELINE = "pipeline"
    STATUS = "status"
    RULES = "rules"
    ACCESS = "access"
    AUTOMATE = "automate"
    SKILLS = "skills"
    TEAM = "team"
    USER = "user"
    FORM = "form"
    CHANNEL = "channel"
    AUTOMATION = "automation"
    SLA = "sla"
    SPAM = "spam"


OF_A_PIPELINE = frozenset({Kind.PIPELINE, Kind.STATUS, Kind.RULES, Kind.ACCESS, Kind.AUTOMATE})
"""The kinds of resources that a pipeline is, or that lie below one."""

OF_A_CHANNEL = "channel"
"""The first key of a workflow that a channel's settings were made into; no pipeline has it."""


class Realisation(StrEnum):
    """How a declared setting becomes true: an API of the help desk, a workflow of ours, a person.

    What is read only is true already, or a person makes it so; it is only looked at.
    """

    API = "api"
    WORKFLOW = "workflow"
    MANUAL = "manual"
    READ_ONLY = "read_only"


class Address(NamedTuple):
    """Names a resource by keys of the YAML, never by labels, files or ids."""

    kind: Kind
    keys: tuple[str, ...]

    def __str__(self) -> str:
        return ".".join((self.kind.value, *self.keys))

    @property
    def root(self) -> Address:
        """The address of the pipeline or channel that this resource is, or belongs to.

        A user, a team and what belongs to neither are their own roots; so is their automation.
        """
        if self.kind in OF_A_PIPELINE or self.of_a_status:
            return Address(Kind.PIPELINE, self.keys[:1])
        if self.of_a_channel:
            return Address(Kind.CHANNEL, self.keys[1:])
        if self.kind is Kind.CHANNEL:
            return Address(Kind.CHANNEL, self.keys[:1])
        return self

    @property
    def of_a_status(self) -> bool:
        """Whether it is the actions of a status."""
        return self._is_automation_below and self.keys[0] != OF_A_CHANNEL

    @property
    def of_a_channel(self) -> bool:
        """Whether it is the workflow that a channel's settings were made into."""
        return self._is_automation_below and self.keys[0] == OF_A_CHANNEL

    @property
    def _is_automation_below(self) -> bool:
        return self.kind is Kind.AUTOMATION and len(self.keys) == 2

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read what `str` writes.

        Raises:
            ValueError: the text is not an address.
        """
        kind, *keys = text.split(".")
        if kind == Kind.USER and len(keys) > 1:  # an e-mail address has dots of its own
            keys = [".".join(keys[:-1]), keys[-1]]
        wanted = _KEYS.get(kind, ())
        if len(keys) not in wanted or not all(keys):
            msg = f"not an address: {text!r}"
            raise ValueError(msg)
        return cls(Kind(kind), tuple(keys))


_KEYS = {
    Kind.PIPELINE.value: (1,),
    Kind.STATUS.value: (2,),
    Kind.RULES.value: (1,),
    Kind.AUTOMATE.value: (2,),
    Kind.AUTOMATION.value: (1, 2),
    Kind.ACCESS.value: (1,),
    Kind.SKILLS.value: (1,),
    Kind.TEAM.value: (1, 2),
    Kind.USER.value: (1, 2),
    Kind.FORM.value: (1,),
    Kind.CHANNEL.value: (1, 2),
    Kind.SLA.value: (1,),
    Kind.SPAM.value: (1,),
}
"""How many keys an address of each kind has."""

ORDER = "statuses"
"""The field of a pipeline that holds the order of its statuses: a list of keys, or of ids."""


class How(StrEnum):
    """By what a declared resource asks to be recognised in the account."""

    KEY = "key"
    ID = "id"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Resource:
    """What the files declare. Only fields that are present are managed.

    In `fields` statuses are named by their keys. `span` is the declaration, `field_spans` the
    places of single fields. `exclusive` concerns pipelines only. `realisation` is chosen where
    there is more than one way; None where the kind has one only. `confirmed` is False where nobody
    has seen that way work on a real account.
    """

    address: Address
    fields: Mapping[str, Value]
    how: How = How.KEY
    id: str | None = None
    exclusive: bool = False
    realisation: Realisation | None = None
    confirmed: bool = True
    span: Span | None = None
    field_spans: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Removal:
    """An entry of `removed:`: reviewed permission to delete.

    `pipeline` and `status` are references as written (key, name or own id); `status` is None
    where the whole pipeline goes. Where a workflow goes, `automation` is its reference (a key, or
    `<pipeline>/<status>` for the actions of a status), and `pipeline` is empty; so it is where a
    channel goes, whose key or name is `channel`.
    """

    pipeline: str
    status: str | None
    id: str | None
    move_tickets_to: str | None
    span: Span | None
    automation: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Migration:
    """An entry of `migrate:`: a channel, by its key, moves from an inbox to the help desk.

    `history` says whether its conversations and tickets go along; None where it is not said.
    """

    channel: str
    source: str
    history: bool | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Desired:
    """The desired state: resources in the order of their declaration, and what is to go.

    `whole` is False where only a part of the configuration was read.
    """

    resources: Mapping[Address, Resource]
    removals: tuple[Removal, ...] = ()
    whole: bool = True
    migrations: tuple[Migration, ...] = ()


class Read(StrEnum):
    """How far a read of one kind can be trusted.

    `unproven` is an empty answer: it may be the truth, and proves nothing.
    """

    COMPLETE = "complete"
    UNPROVEN = "unproven"
    PARTIAL = "partial"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class LiveObject:
    """One object of the account in help-desk terms. In `fields` statuses are named by ids.

    `builtin` marks the account's own default pipeline. `mark` is the address that the object
    itself says it was made for: how objects are found whose ids the help desk chooses. A clone
    that somebody made bears it too: there it stands in `clone_of`. `opaque`
    says in one line why an object cannot be put into help-desk terms: it is never touched.
    `native` belongs to the adapter that read the object.
    """

    kind: Kind
    id: str
    parent: str | None
    fields: Mapping[str, Value]
    builtin: bool = False
    mark: str | None = None
    clone_of: str | None = None
    opaque: str | None = None
    native: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Live:
    """The live state: objects by kind and id, and how far the read of each kind can be trusted.

    The id of a pipeline's rules is the id of the pipeline, the id of a templated automation is
    `<pipeline id>/<setting>`. `why` says in one line, per kind, what kept a read from being
    complete. A kind that was not asked for is not in `reads`. `native` belongs to the adapter.
    """

    account: str
    objects: Mapping[Kind, Mapping[str, LiveObject]]
    reads: Mapping[Kind, Read]
    why: Mapping[Kind, str] = field(default_factory=dict)
    native: Any = field(default=None, compare=False, repr=False)

    def get(self, kind: Kind, identifier: str) -> LiveObject | None:
        """The object, or None where the account has none or it could not be read."""
        return self.objects.get(kind, {}).get(identifier)

    def marked(self, address: Address) -> tuple[LiveObject, ...]:
        """The objects that say they were made for this address, in the order of their ids."""
        mark = str(address)
        found = [each for each in self.objects.get(address.kind, {}).values() if each.mark == mark]
        return tuple(sorted(found, key=lambda each: (len(each.id), each.id)))

    def statuses_of(self, pipeline: str) -> tuple[LiveObject, ...]:
        """The statuses of a pipeline in their order; none where it is unknown."""
        parent = self.get(Kind.PIPELINE, pipeline)
        if parent is None:
            return ()
        found = self.objects.get(Kind.STATUS, {})
        return tuple(found[str(each)] for each in as_list(parent.fields[ORDER]))


OFF: Mapping[str, Value] = {
    "create_only_in": (),
    "no_skipping": False,
    "no_moving_backward": False,
}
"""What a pipeline without rules does: the rules' values where the account has none."""


def as_list(value: Value) -> tuple[Value, ...]:
    """The value of a field that holds a list; anything else counts as an empty one."""
    return value if isinstance(value, tuple) else ()
