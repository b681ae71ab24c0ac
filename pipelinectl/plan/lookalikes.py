"""What leaves and what is created under one parent, and may well be one object renamed."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pipelinectl.model import Kind
from pipelinectl.names import label_key
from pipelinectl.plan.model import Action, Change, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALIKE = 0.6


def pairs(changes: tuple[Change, ...]) -> Iterator[tuple[Change, Change]]:
    """Each delete by absence, or release, with the create that it looks like, each used once.

    As many that leave as are created, of the same states, are alike whatever their names: that is
    what renamed statuses in short form look like.
    """
    yield from _workflows(changes)
    for kind in (Kind.PIPELINE, Kind.STATUS):
        groups: dict[tuple[str, ...], tuple[list[Change], list[Change]]] = {}
        for change in changes:
            if change.address.kind is not kind:
                continue
            gone, new = groups.setdefault(change.address.keys[:-1], ([], []))
            if _leaves(change):
                gone.append(change)
            elif change.action is Action.CREATE and change.reason is Reason.NEW:
                new.append(change)
        for gone, new in groups.values():
            yield from _paired(gone, new)


def _workflows(changes: tuple[Change, ...]) -> Iterator[tuple[Change, Change]]:
    """Workflows under other keys: of the same name, or of the same trigger and actions.

    Both would be switched on side by side, for good where the delete is held back.
    """
    own = [
        each
        for each in changes
        if each.address.kind is Kind.AUTOMATION and len(each.address.keys) == 1
    ]
    new = [each for each in own if each.action is Action.CREATE and each.reason is Reason.NEW]
    for gone in filter(_leaves, own):
        match = next((each for each in new if _does_the_same(gone, each)), None)
        if match is not None:
            new.remove(match)
            yield gone, match


def _does_the_same(one: Change, other: Change) -> bool:
    before, after = one.before or {}, other.after or {}
    does = ("trigger", "only_if", "actions")
    return _name(one) == _name(other) or all(before.get(each) == after.get(each) for each in does)


def _leaves(change: Change) -> bool:
    """Whether the files dropped it without a word: a delete by absence, or a released status."""
    if change.action is Action.RELEASE:
        return change.address.kind is Kind.STATUS
    return change.action is Action.DELETE and change.reason is not Reason.REMOVED


def _paired(gone: list[Change], new: list[Change]) -> Iterator[tuple[Change, Change]]:
    left, unlike = list(new), list(gone)
    for change in gone:
        best = max(left, key=lambda other: _likeness(change, other), default=None)
        if best is None:
            break
        alone = len(gone) == len(new) == 1 and _same_state(change, best)
        if alone or _likeness(change, best) >= _ALIKE:
            left.remove(best)
            unlike.remove(change)
            yield change, best
    if len(unlike) == len(left):
        yield from (pair for pair in zip(unlike, left, strict=True) if _same_state(*pair))


def _likeness(one: Change, other: Change) -> float:
    return SequenceMatcher(None, _name(one), _name(other)).ratio()


def _name(change: Change) -> str:
    return label_key(str((change.before or change.after or {}).get("name")))


def _same_state(one: Change, other: Change) -> bool:
    states = [(each.before or each.after or {}).get("state") for each in (one, other)]
    return states[0] == states[1]
