"""A plan arranged for readers: by pipeline, with words, names and blocks; no layout yet.

Text and Markdown both walk this view, so that they say the same. Every text in it is already
safe for a terminal; Markdown escapes it once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.diagnostics import Severity
from pipelinectl.model import ORDER, Kind
from pipelinectl.plan.guards import CODES
from pipelinectl.plan.model import Reason, Side
from pipelinectl.render import automation_fields, item_words, keeping, manual
from pipelinectl.render.escape import visible
from pipelinectl.render.fields import moved_rows, order, rows_for
from pipelinectl.render.plan_summary import Summary, summary
from pipelinectl.render.words import BLOCKS, last_edit, reason, title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.model import Address
    from pipelinectl.plan.model import Block, Change, DriftRow, Moved, Plan
    from pipelinectl.render.fields import FieldRow, Order
    from pipelinectl.render.manual import ByHand
    from pipelinectl.render.steps import Steps


AUTOMATIONS = "automations"
"""The heading of the automations that belong to no pipeline."""


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
    what is in the account, `steps` what an automation does.
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


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one pipeline, its own first, or those of the automations of none."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class MovedRow:
    """What moved in the account at one address, from what was last applied to what is there."""

    title: str
    fields: tuple[FieldRow, ...]
    order: Order | None
    missing: bool
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
    return MovedRow(
        title=title(row.address, names.get(row.address)),
        fields=moved_rows(shown, row.base, row.live, words),
        order=order(row.base.get(ORDER), row.live.get(ORDER)) if ordered else None,
        missing=row.missing,
        edit=last_edit(row.who, row.when),
        steps=automation_fields.moved_steps(row.address, row.base, row.live, names)
        if stepped
        else None,
    )


class _Arranger:
    """Knows the names, the drift and the blocks of one plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._names = item_words.names_of(plan)
        self._drift = {each.address: each for each in plan.drift}
        self._changes = {each.address: each for each in plan.changes}
        self._blocks = {
            (each.address, each.code): each
            for each in plan.diagnostics
            if each.severity is Severity.BLOCKED
        }

    def groups(self, part: Callable[[Change], Item | None]) -> tuple[Group, ...]:
        """The items that `part` makes of the changes, by pipeline, in the order of the plan.

        Automations of no pipeline come last, together. Changes that are listed as steps for a
        person are left out.
        """
        by_hand = {each.address for each in self._plan.manual_steps}
        found: dict[Address, list[Item]] = {}
        alone: list[Item] = []
        for change in self._plan.pending:
            item = part(change)
            if item is not None and str(change.address) not in by_hand:
                root = change.address.root
                group = alone if root.kind is Kind.AUTOMATION else found.setdefault(root, [])
                group.append(item)
        groups = [
            Group(title(address, self._names.get(address)), tuple(items))
            for address, items in found.items()
        ]
        return (*groups, *([Group(AUTOMATIONS, tuple(alone))] if alone else []))

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
        pending = {each.address: each for each in self._plan.pending}
        for row in self._plan.drift:
            change = pending.get(row.address)
            shown = {each.path for each in change.paths} if change else set()
            paths = tuple(each for each in row.paths if each not in shown)
            if paths or (row.missing and change is None):
                yield moved_row(row, self._names, paths)

    def by_hand(self) -> ByHand:
        """The steps for a person."""
        return manual.arranged(self._plan.manual_steps, self._names)

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
        is_second = 0 < len(paths) < len(change.paths) and paths[0].side is Side.LIVE
        return Item(
            change=change,
            title=title(change.address, self._names.get(change.address)),
            reason=reason(change.action, item_words.reason_of(change, paths)),
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
                for each in change.blocked_by
            ),
            edit=edit,
            keep=keep,
            steps=automation_fields.steps_of(change, paths, self._names),
        )

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
