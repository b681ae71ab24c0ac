"""What differs between two chains, action by action, for people to read.

An action that is put in between is one edit, whatever its neighbours are, and so is one that is
taken out. An action of the same kind in the same place, with other settings, was changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from pipelinectl.automation.aligning import Item, aligned
from pipelinectl.automation.model import Action, Branch, to_value
from pipelinectl.canonical import text_of, to_json
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.automation.model import Way
    from pipelinectl.model import Value


class Sort(StrEnum):
    """What was done to an action or to a branch."""

    INSERT = "insert"
    DELETE = "delete"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that differs; None where it is not given. Of a branch: `name` or `when`."""

    name: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference.

    An inserted action stands in the later chain, with all of its branches, a deleted one in the
    earlier. Of a changed one `settings` says what differs; what differs in its branches has edits
    of its own. Branches are inserted, deleted and changed too. `way` leads to the action or, with
    an even number of steps, to the branch; `place` says the same as people count.
    """

    sort: Sort
    way: Way
    place: str
    before: Action | Branch | None = None
    after: Action | Branch | None = None
    settings: tuple[Setting, ...] = ()


def edits(before: tuple[Action, ...], after: tuple[Action, ...]) -> tuple[Edit, ...]:
    """What turns one chain into another, in the order of reading."""
    return tuple(_chain(before, after, _Spot(), _Spot()))


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in a chain, as a way and in words."""

    way: Way = ()
    words: tuple[str, ...] = ()

    def action(self, place: int) -> _Spot:
        """An action of the chain that begins here."""
        return _Spot((*self.way, place), (*self.words, str(place + 1)))

    def branch(self, place: int, branch: Branch) -> _Spot:
        """A branch of the action that stands here."""
        name = branch.when if branch.name is None else branch.name
        if isinstance(name, str):
            return self._at(place, f'branch "{name}"')
        return self._at(place, f"branch {place + 1}")

    def otherwise(self, action: Action) -> _Spot:
        """The way of all other records from the action that stands here."""
        return self._at(len(action.branches), "otherwise")

    def _at(self, place: int, words: str) -> _Spot:
        return _Spot((*self.way, place), (*self.words, words))

    def edit(
        self,
        sort: Sort,
        before: Action | Branch | None = None,
        after: Action | Branch | None = None,
        settings: tuple[Setting, ...] = (),
    ) -> Edit:
        """An edit at this place."""
        return Edit(sort, self.way, ", ".join(self.words), before, after, settings)


def _chain(
    before: tuple[Action, ...], after: tuple[Action, ...], old: _Spot, new: _Spot
) -> Iterator[Edit]:
    earlier, later = [*map(_item, before)], [*map(_item, after)]
    for one, two in aligned(earlier, later):
        if one is None and two is not None:
            yield new.action(two).edit(Sort.INSERT, after=after[two])
        elif two is None and one is not None:
            yield old.action(one).edit(Sort.DELETE, before=before[one])
        elif one is not None and two is not None and earlier[one].text != later[two].text:
            yield from _action(before[one], after[two], old.action(one), new.action(two))


def _action(before: Action, after: Action, old: _Spot, new: _Spot) -> Iterator[Edit]:
    settings = _settings(_compared(before).settings, _compared(after).settings)
    if settings:
        yield new.edit(Sort.CHANGE, before, after, settings)
    branches, others = before.branches, after.branches
    for one, two in aligned([*map(_branch_item, branches)], [*map(_branch_item, others)]):
        if one is None and two is not None:
            yield new.branch(two, others[two]).edit(Sort.INSERT, after=others[two])
        elif two is None and one is not None:
            yield old.branch(one, branches[one]).edit(Sort.DELETE, before=branches[one])
        elif one is not None and two is not None:
            spots = old.branch(one, branches[one]), new.branch(two, others[two])
            yield from _branch(branches[one], others[two], *spots)
    first, second = before.otherwise or Branch(), after.otherwise or Branch()
    yield from _branch(first, second, old.otherwise(before), new.otherwise(after))


def _branch(before: Branch, after: Branch, old: _Spot, new: _Spot) -> Iterator[Edit]:
    settings = _settings(_named(before), _named(after))
    if settings:
        yield new.edit(Sort.CHANGE, before, after, settings)
    yield from _chain(before.actions, after.actions, old, new)


def _named(branch: Branch) -> Record:
    return Record(name=branch.name, when=branch.when)


def _settings(before: Record, after: Record) -> tuple[Setting, ...]:
    found = (Setting(each, before.get(each), after.get(each)) for each in {**before, **after})
    return tuple(each for each in found if _text(each.before) != _text(each.after))


def _item(action: Action) -> Item:
    """An action that may be a changed one if it is of the same kind."""
    plain = _compared(action)
    features: set[object] = {(plain.kind,)}
    features |= {(plain.kind, name, _text(each)) for name, each in plain.settings.items()}
    for branch in (*plain.branches, plain.otherwise or Branch()):
        features |= {(plain.kind, each) for each in _branch_item(branch).features}
    return Item(_text(to_value((plain,))), frozenset(features))


def _branch_item(branch: Branch) -> Item:
    """A branch that may be a changed one if it has something in common."""
    actions = to_value(tuple(map(_compared, branch.actions)))
    named = [(name, _text(each)) for name, each in _named(branch).items() if each is not None]
    features = frozenset([*named, *(("does", _text(each)) for each in actions)])
    return Item(_text((_named(branch), actions)), features)


_NOT_COMPARED = {"custom_code": "file"}
"""Settings that no account knows, by kind of action."""


def _compared(action: Action) -> Action:
    """The action as far as files and account can be compared."""
    aside = _NOT_COMPARED.get(action.kind)
    other = action.otherwise
    return replace(
        action,
        settings=Record({name: each for name, each in action.settings.items() if name != aside}),
        branches=tuple(map(_compared_branch, action.branches)),
        otherwise=None if other is None else _compared_branch(other),
    )


def _compared_branch(branch: Branch) -> Branch:
    return replace(branch, actions=tuple(map(_compared, branch.actions)))


def _text(value: Value) -> str:
    return text_of(to_json(value))
