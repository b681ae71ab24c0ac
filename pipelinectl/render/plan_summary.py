"""The counts of a plan, of an apply and of drift: counted once, for text, Markdown and reports."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.model import Realisation
from pipelinectl.plan.model import Action, Reason, Side, waiting
from pipelinectl.render.phrases import count

if TYPE_CHECKING:
    from pipelinectl.plan.model import Change, Plan

NO_CHANGES = "No changes. The account is as the files say."

_RECORDS = {
    Reason.SIDE_UNKNOWN: "as the files say already; apply records {it} for the first time.",
    Reason.ADOPTED: "as the files say already; apply records {it} as adopted.",
    Reason.CHANGED: "as the files say already; apply brings the ledger up to date.",
    Reason.RELEASED: "under another key now; apply notes it in the ledger.",
    Reason.ABSENT: "gone from the files and from the account; apply takes {it} out of the ledger.",
}
"""What apply does about a change that changes nothing in the account, after "1 resource is"."""


_FORGOTTEN = frozenset({Reason.ABSENT, Reason.RELEASED})


@dataclass(frozen=True, slots=True)
class Summary:
    """How many changes there are of each sort. Every change is counted in one place only.

    A blocked change counts as blocked, one that waits for a channel as waiting, a manual one as
    manual, one that only puts back what moved in the account as `put_back`; the others count by
    action. `unchanged` includes resources that are merely recorded, by reason, in `records`.
    `nothing` says that there are no changes, and no more than is known then.
    """

    actions: dict[Action, int]
    put_back: int
    blocked: int
    manual: int
    unchanged: int
    records: dict[Reason, int]
    nothing: str = NO_CHANGES
    waiting: int = 0

    @property
    def changes(self) -> int:
        """All that a reader would call a change."""
        later = self.blocked + self.waiting + self.manual
        return sum(self.actions.values()) + self.put_back + later

    @property
    def headline(self) -> str:
        """`2 to create, 1 to delete; 1 blocked; 14 unchanged`, or that there are no changes."""
        if not self.changes:
            return self.nothing
        acting = [f"{n} to {action.value}" for action, n in self.actions.items()]
        parts = [", ".join(acting)] if acting else []
        if self.put_back:
            parts.append(f"{self.put_back} changed in the account, to put back")
        if self.blocked:
            parts.append(f"{self.blocked} blocked")
        if self.waiting:
            parts.append(f"{self.waiting} waiting")
        if self.manual:
            parts.append(f"{self.manual} by hand")
        parts.append(f"{self.unchanged} unchanged")
        return "; ".join(parts)

    @property
    def line(self) -> str:
        """The headline as the last line of a plan."""
        return f"Plan: {self.headline}." if self.changes else self.headline

    @property
    def record_lines(self) -> tuple[str, ...]:
        """What apply would only write into the ledger, one line for each sort."""
        return tuple(
            _record_line(number, words)
            for reason, words in _RECORDS.items()
            if (number := self.records.get(reason, 0))
        )


def summary(plan: Plan) -> Summary:
    """Count what a plan holds."""
    held = {str(each.address) for each in plan.changes if each.blocked_by}
    pending = [each for each in plan.pending if not each.blocked_by]
    by_api = [each for each in pending if not is_manual(each)]
    by_hand = _open_manual(plan) | {str(each.address) for each in pending if is_manual(each)}
    ours = Counter(each.action for each in by_api if not only_puts_back(each))
    records = Counter(each.reason for each in plan.changes if each.action is Action.NONE)
    return Summary(
        actions={action: ours[action] for action in Action if ours[action]},
        put_back=sum(map(only_puts_back, by_api)),
        blocked=len(plan.blocked),
        manual=len(by_hand - held),
        unchanged=plan.unchanged + sum(n for why, n in records.items() if why not in _FORGOTTEN),
        records=dict(records),
        nothing=_nothing(plan),
        waiting=len(waiting(plan.changes)),
    )


def is_manual(change: Change) -> bool:
    """Whether a person must do it."""
    return change.realisation is Realisation.MANUAL


def only_puts_back(change: Change) -> bool:
    """Whether the change does nothing but undo what moved in the account."""
    if change.reason is Reason.MISSING_IN_ACCOUNT:
        return True
    return bool(change.paths) and all(each.side is Side.LIVE for each in change.paths)


def drift_line(rows: int) -> str:
    """How much moved in the account since the last apply."""
    return f"Drift: {count(rows, 'resource')} changed in the account." if rows else "No drift."


def _nothing(plan: Plan) -> str:
    if plan.errored:
        return "No changes are planned."
    if plan.selection.only or plan.selection.excluded:
        return "No changes in what was selected."
    if not plan.selection.whole:
        return "No changes in the files that were read."
    return NO_CHANGES if plan.complete else "No changes are planned."


def _record_line(number: int, words: str) -> str:
    verb, pronoun = ("is", "it") if number == 1 else ("are", "them")
    return f"{count(number, 'resource')} {verb} {words.format(it=pronoun)}"


def _open_manual(plan: Plan) -> set[str]:
    return {each.address for each in plan.manual_steps if each.state == "open"}
