"""A plan arranged for readers: by pipeline, with words, names and blocks; no layout yet.

Text and Markdown both walk this view, so that they say the same. Every text in it is already
safe for a terminal; Markdown escapes it once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.diagnostics import Severity
from pipelinectl.model import ORDER
from pipelinectl.plan.guards import CODES
from pipelinectl.plan.model import Action, Reason, Side
from pipelinectl.render import automation_fields, headings, item_words, keeping, manual, moved_words
from pipelinectl.render.escape import visible
from pipelinectl.render.fields import moved_rows, order, rows_for
from pipelinectl.render.plan_summary import Summary, summary
from pipelinectl.render.setting_names import names_of
from pipelinectl.render.waiting import waiting, waits_for
from pipelinectl.render.words import BLOCKS, last_edit, reason, title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.model import Address
    from pipelinectl.plan.model import Block, Change, DriftRow, Moved, Plan
    from pipelinectl.render.fields import FieldRow, Order
    from pipelinectl.render.manual import ByHand
    from pipelinectl.render.steps import Steps


_UNVERIFIED = "PC634"
"""The finding of a plan that relies on a way that nobody has confirmed."""

_MADE = frozenset({Action.CREATE, Action.UPDATE, Action.REPLACE, Action.ADOPT})
"""What makes a workflow what it shall be: whether it then does it is another question."""


@dataclass(frozen=True, slots=True)
class Held:
    """One block of a change: its word, what holds it back, and what lifts it."""

    block: Block
    message: str
    hint: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """A change, or the part of one that belongs under a heading.

    `notes` are whole sentences. `edit` says who changed the object last, `keep` how to keep
    what is in the account, `steps` what an automation does. `waits` says which channel or
    step comes first; then nothing else holds the change back, and `held` is empty.
    """

    change: Change
    title: str
    reason: str
    fields: tuple[FieldRow, ...]
    order: Order | None
    notes: tuple[str, ...]
    held: tuple[Held, ...]
    edit: str | None
    keep: str | None = None
    steps: Steps | None = None
    waits: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one pipeline or channel, its own first, or of what belongs to none."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class MovedRow:
    """What moved in the account at one address, from what was last applied to what is there.

    `told` is what a few words say: that it is gone, or moved. The rest is in `fields`.
    """

    title: str
    fields: tuple[FieldRow, ...]
    order: Order | None
    told: tuple[str, ...]
    edit: str | None
    steps: Steps | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A plan as it is read.

    `groups` is what the files ask for, `account` what puts the account back, `moved` what moved
    in the account and needs no change, `diagnostics` those that stand under no change.
    """

    summary: Summary
    groups: tuple[Group, ...]
    account: tuple[Group, ...]
    moved: tuple[MovedRow, ...]
    manual: ByHand
    diagnostics: tuple[Diagnostic, ...]


def view(plan: Plan) -> View:
    """Arrange a plan."""
    arranger = _Arranger(plan)
    return View(
        summary=summary(plan),
        groups=arranger.groups(arranger.of_the_files),
        account=arranger.groups(arranger.of_the_account),
        moved=tuple(arranger.moved_only()),
        manual=arranger.by_hand(),
        diagnostics=arranger.other_diagnostics(),
    )


def moved_row(
    row: DriftRow, names: Mapping[Address, str], paths: tuple[str, ...] | None = None
) -> MovedRow:
    """One row of drift; of its fields only `paths` where they are given."""
    shown = row.paths if paths is None else paths
    ordered, stepped = ORDER in shown, automation_fields.ACTIONS in shown
    words = automation_fields.words_for(row.address, names)
    told = moved_words.sentences(row, shown)
    rest = tuple(each for each in shown if each not in told)
    return MovedRow(
        title=title(row.address, names.get(row.address)),
        fields=moved_rows(rest, row.base, row.live, words),
        order=order(row.base.get(ORDER), row.live.get(ORDER)) if ordered else None,
        told=tuple(told.values()),
        edit=last_edit(row.who, row.when),
        steps=automation_fields.moved_steps(row.address, row.base, row.live, names)
        if stepped
        else None,
    )


class _Arranger:
    """Knows the names, the drift and the blocks of one plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._names = names_of(plan)
        self._drift = {each.address: each for each in plan.drift}
        self._changes = {each.address: each for each in plan.changes}
        self._blocks = {
            (each.address, each.code): each
            for each in plan.diagnostics
            if each.severity is Severity.BLOCKED
        }
        self._waiting = waiting(plan.changes)
        self._unverified = any(each.code == _UNVERIFIED for each in plan.diagnostics)
        held = {str(each.address) for each in plan.blocked}
        self._steps = tuple(each for each in plan.manual_steps if each.address not in held)
        self._of_steps = {each.address for each in self._steps}

    def groups(self, part: Callable[[Change], Item | None]) -> tuple[Group, ...]:
        """The items that `part` makes of the changes, by pipeline, in the order of the plan.

        Channels stand by themselves; what belongs to no pipeline and no channel comes last.
        Changes that are listed as steps for a person are left out.
        """
        found: dict[Address | str, list[Item]] = {}
        for change in self._plan.pending:
            item = part(change)
            if item is not None and not self._is_step(change):
                found.setdefault(headings.heading(change.address), []).append(item)
        return tuple(
            Group(headings.words(each, self._names), tuple(found[each]))
            for each in sorted(found, key=headings.place)
        )

    def of_the_files(self, change: Change) -> Item | None:
        """The part of a change that the files ask for; None where there is none."""
        paths = tuple(each for each in change.paths if each.side is not Side.LIVE)
        if change.reason is Reason.MISSING_IN_ACCOUNT or (change.paths and not paths):
            return None
        conflict = any(each.side is Side.BOTH for each in paths)
        return self._item(change, paths, self._edit(change) if conflict else None)

    def of_the_account(self, change: Change) -> Item | None:
        """The part of a change that undoes what somebody did in the account."""
        if change.reason is Reason.MISSING_IN_ACCOUNT:
            parent = self._changes.get(change.address.root)
            goes_along = parent is not change and _is_missing(parent)
            keep = None if goes_along else keeping.deleted(change)
            return self._item(change, change.paths, self._edit(change), keep)
        paths = tuple(each for each in change.paths if each.side is Side.LIVE)
        if not paths:
            return None
        return self._item(change, paths, self._edit(change), keeping.live(change, paths))

    def moved_only(self) -> Iterator[MovedRow]:
        """The drift that no change of the plan shows."""
        pending = {each.address: each for each in self._plan.pending if not self._is_step(each)}
        for row in self._plan.drift:
            change = pending.get(row.address)
            shown = {each.path for each in change.paths} if change else set()
            paths = tuple(each for each in row.paths if each not in shown)
            if paths or (row.missing and change is None):
                yield moved_row(row, self._names, paths)

    def by_hand(self) -> ByHand:
        """The steps for a person."""
        return manual.arranged(self._steps, self._names, self._plan.changes)

    def other_diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything but what stands under the change that it blocks."""
        shown = {
            (str(each.address), CODES[block])
            for each in self._plan.blocked
            for block in each.blocked_by
        }
        return tuple(
            each
            for each in self._plan.diagnostics
            if each.severity is not Severity.BLOCKED or (each.address, each.code) not in shown
        )

    def _is_step(self, change: Change) -> bool:
        """Whether the steps for a person show it."""
        return str(change.address) in self._of_steps

    def _item(
        self,
        change: Change,
        paths: tuple[Moved, ...],
        edit: str | None,
        keep: str | None = None,
    ) -> Item:
        row = self._drift.get(change.address)
        before, after = change.before or {}, change.after or {}
        ordered = any(each.path == ORDER for each in paths)
        first = self._waiting.get(change.address)
        is_second = 0 < len(paths) < len(change.paths) and paths[0].side is Side.LIVE
        return Item(
            change=change,
            title=title(change.address, self._names.get(change.address)),
            reason=self._reason(change, paths),
            fields=rows_for(
                change,
                paths,
                row.base if row else {},
                automation_fields.words_for(change.address, self._names),
            ),
            order=order(before.get(ORDER), after.get(ORDER)) if ordered else None,
            notes=item_words.notes(change, self._names),
            held=tuple(
                Held(each, "See above.", None) if is_second else self._block(change, each)
                for each in (change.blocked_by if first is None else ())
            ),
            edit=edit,
            keep=keep,
            steps=automation_fields.steps_of(change, paths, self._names),
            waits=None if first is None else waits_for(first),
        )

    def _reason(self, change: Change, paths: tuple[Moved, ...]) -> str:
        """Why, and of the workflow that stands in for settings of a channel, what it is."""
        why = reason(change.action, item_words.reason_of(change, paths))
        if not change.address.of_a_channel or change.action not in _MADE:
            return why
        unverified = ", unverified on HubSpot" if self._unverified else ""
        key = visible(change.address.keys[1])
        return f"{why}; workflow for the tickets of channel {key}{unverified}"

    def _block(self, change: Change, block: Block) -> Held:
        found = self._blocks.get((str(change.address), CODES[block]))
        if found is None:
            return Held(block, f"{BLOCKS[block].capitalize()}.", None)
        return Held(block, visible(found.message), visible(found.hint) if found.hint else None)

    def _edit(self, change: Change) -> str | None:
        row = self._drift.get(change.address)
        return last_edit(row.who, row.when) if row else None


def _is_missing(change: Change | None) -> bool:
    return change is not None and change.reason is Reason.MISSING_IN_ACCOUNT
