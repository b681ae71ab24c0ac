"""Help-desk terms, free of files and vendors: addresses, resources, desired and live state."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.diagnostics import Span

Value = str | int | bool | None | tuple["Value", ...]
"""A field's value in canonical, hashable form; lists are tuples."""


class Kind(StrEnum):
    """The kinds of resources. A kind is the first word of an address."""

    PIPELINE = "pipeline"
    STATUS = "status"
    RULES = "rules"


class Address(NamedTuple):
    """Names a resource by keys of the YAML, never by labels, files or ids."""

    kind: Kind
    keys: tuple[str, ...]

    def __str__(self) -> str:
        return ".".join((self.kind.value, *self.keys))

    @property
    def pipeline(self) -> Address:
        """The address of the pipeline that this resource is, or belongs to."""
        return Address(Kind.PIPELINE, self.keys[:1])

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read what `str` writes.

        Raises:
            ValueError: the text is not an address.
        """
        kind, *keys = text.split(".")
        wanted = 2 if kind == Kind.STATUS else 1
        if len(keys) != wanted or not all(keys):
            msg = f"not an address: {text!r}"
            raise ValueError(msg)
        return cls(Kind(kind), tuple(keys))


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
    places of single fields. `exclusive` concerns pipelines only.
    """

    address: Address
    fields: Mapping[str, Value]
    how: How = How.KEY
    id: str | None = None
    exclusive: bool = False
    span: Span | None = None
    field_spans: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Removal:
    """An entry of `removed:`: reviewed permission to delete.

    `pipeline` and `status` are references as written (key, name or own id); `status` is None
    where the whole pipeline goes.
    """

    pipeline: str
    status: str | None
    id: str | None
    move_tickets_to: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Desired:
    """The desired state: resources in the order of their declaration, and what is to go.

    `whole` is False where only a part of the configuration was read.
    """

    resources: Mapping[Address, Resource]
    removals: tuple[Removal, ...] = ()
    whole: bool = True


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

    `builtin` marks the account's own default pipeline.
    """

    kind: Kind
    id: str
    parent: str | None
    fields: Mapping[str, Value]
    builtin: bool = False


@dataclass(frozen=True, slots=True)
class Live:
    """The live state: objects by kind and id, and how far the read of each kind can be trusted.

    The id of a pipeline's rules is the id of the pipeline. `why` says in one line, per kind, what
    kept a read from being complete.
    """

    account: str
    objects: Mapping[Kind, Mapping[str, LiveObject]]
    reads: Mapping[Kind, Read]
    why: Mapping[Kind, str] = field(default_factory=dict)

    def get(self, kind: Kind, identifier: str) -> LiveObject | None:
        """The object, or None where the account has none or it could not be read."""
        return self.objects.get(kind, {}).get(identifier)

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
