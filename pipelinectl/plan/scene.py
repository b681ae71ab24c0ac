"""What guards look at: the changes, the account, the files, and what was permitted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelinectl.model import Kind
from pipelinectl.ports import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipelinectl.model import Address, Desired, Live
    from pipelinectl.plan.model import Block, Change


HOLDS_TICKETS = frozenset({Kind.PIPELINE, Kind.STATUS})
"""The kinds whose objects hold tickets."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What the environment and the command allow. Addresses as texts, taken literally.

    `has_rules` is False where the account's subscription is declared to have no pipeline rules.
    """

    protect: frozenset[str] = frozenset()
    max_delete: int | None = None
    max_delete_percent: int | None = None
    allowed: frozenset[str] = frozenset()
    reviewed: bool = True
    has_rules: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """What was asked of the account for this plan: tickets by status id, and its limits."""

    tickets: Mapping[str, int] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Held:
    """One reason that holds a change back, in words.

    `waits` says that nothing is wrong: a person has to do something first.
    """

    address: Address
    block: Block
    message: str
    hint: str | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that guards look at. `adopted` are what others made and the files took over."""

    changes: tuple[Change, ...]
    ids: Mapping[Address, str]
    live: Live
    desired: Desired
    managed: int
    policy: Policy
    facts: Facts
    own_id: Callable[[Address, str | None], str]
    renames: tuple[tuple[Change, Change], ...] = ()
    adopted: frozenset[Address] = frozenset()


def name_of(change: Change) -> str:
    """The name that people know the object by: as it is in the account, else as declared."""
    fields = change.before or change.after or {}
    return str(fields.get("name", change.address))
