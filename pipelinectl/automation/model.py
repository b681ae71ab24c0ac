"""The chain of actions of an automation, and its form as a field's value.

An automation is a resource with the fields `name`, `enabled`, `re_enroll`, `trigger`, `only_if`,
`actions` and, where it is managed, `description`. Its chain is a tree: an action that branches
holds chains, and whatever follows it follows every branch that does not end. `docs/automations.md`
lists every trigger, test and action with its settings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipelinectl.diagnostics import Span
    from pipelinectl.model import Value

Way = tuple[int, ...]
"""Where an action stands: its index in the chain, then index of branch and index in its chain,
and so on. The `else` of an action is the branch behind its last one. The first action is (0,)."""

BRANCHES, ELSE, DO = "branches", "else", "do"


@dataclass(frozen=True, slots=True)
class Branch:
    """One way that records take: a name, what leads there, and the chain that follows.

    `when` is a condition for `if`, the value of the property for `switch`, and None for the way
    of all others.
    """

    actions: tuple[Action, ...] = ()
    name: str | None = None
    when: Record | str | None = None
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Action:
    """One action: its kind, its settings by name, and the ways that part from it.

    `otherwise` is the way of the records that no branch takes; None where it has neither name nor
    actions. `span` is where the files say so.
    """

    kind: str
    settings: Record
    branches: tuple[Branch, ...] = ()
    otherwise: Branch | None = None
    span: Span | None = field(default=None, compare=False)


def to_value(actions: Iterable[Action]) -> tuple[Record, ...]:
    """A chain as the value of the field `actions`."""
    return tuple(_action_value(each) for each in actions)


def from_value(value: Value) -> tuple[Action, ...]:
    """The chain that `to_value` wrote; spans are not kept.

    Raises:
        ValueError: the value is not a chain.
    """
    if not isinstance(value, tuple):
        raise _malformed(value)
    return tuple(_action(each) for each in value)


def walk(actions: Iterable[Action], way: Way = ()) -> Iterator[tuple[Way, Action]]:
    """Every action with its way, each before what follows it, branches in their order."""
    for place, each in enumerate(actions):
        here = (*way, place)
        yield here, each
        for number, branch in enumerate(each.branches):
            yield from walk(branch.actions, (*here, number))
        if each.otherwise is not None:
            yield from walk(each.otherwise.actions, (*here, len(each.branches)))


def _action_value(action: Action) -> Record:
    whole: dict[str, Value] = {DO: action.kind, **action.settings}
    if action.branches:
        whole[BRANCHES] = tuple(_branch_value(each) for each in action.branches)
    if action.otherwise is not None:
        whole[ELSE] = _branch_value(action.otherwise)
    return Record(whole)


def _branch_value(branch: Branch) -> Record:
    whole: dict[str, Value] = {"actions": to_value(branch.actions)}
    if branch.name is not None:
        whole["name"] = branch.name
    if branch.when is not None:
        whole["when"] = branch.when
    return Record(whole)


def _action(value: Value) -> Action:
    if not isinstance(value, Record) or not isinstance(value.get(DO), str):
        raise _malformed(value)
    branches = value.get(BRANCHES, ())
    if not isinstance(branches, tuple):
        raise _malformed(value)
    other = value.get(ELSE)
    return Action(
        kind=str(value[DO]),
        settings=_without(value, {DO, BRANCHES, ELSE}),
        branches=tuple(_branch(each) for each in branches),
        otherwise=None if other is None else _branch(other),
    )


def _branch(value: Value) -> Branch:
    if not isinstance(value, Record):
        raise _malformed(value)
    name, when = value.get("name"), value.get("when")
    if not isinstance(name, str | None) or not isinstance(when, Record | str | None):
        raise _malformed(value)
    return Branch(from_value(value.get("actions", ())), name, when)


def _without(value: Mapping[str, Value], names: set[str]) -> Record:
    return Record({name: each for name, each in value.items() if name not in names})


def _malformed(value: object) -> ValueError:
    return ValueError(f"not a chain of actions: {value!r:.80}")
