"""What an apply did: a line while it goes on, a report at its end, and the same as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.apply.report import Result
from pipelinectl.plan.document import diagnostic_row, exit_row
from pipelinectl.plan.model import Block, Exit
from pipelinectl.render.escape import visible
from pipelinectl.render.item_words import name_of
from pipelinectl.render.phrases import count, listed
from pipelinectl.render.style import PLAIN, Style
from pipelinectl.render.text_parts import padded
from pipelinectl.render.waiting import connected_first, waits_for
from pipelinectl.render.words import BLOCKS, title

if TYPE_CHECKING:
    from pipelinectl.apply.report import ApplyReport, Row
    from pipelinectl.plan.model import Change

_WIDEST = max(len(each.value) for each in Result)

_NEXT = {
    Exit.PARTLY_APPLIED: (
        "Not all of it was applied. Once the cause is gone, run apply again: it reads the account "
        "first and continues from what is there."
    ),
    Exit.ERROR: "Nothing was changed in the account. Once the cause is gone, run apply again.",
    Exit.STALE: "Nothing was changed in the account. Plan again, and review the new plan.",
    Exit.BLOCKED: "What is blocked was left as it is: `pipelinectl plan` says what lifts it.",
}
"""What to do next, by the exit code."""

_CLICKS = (
    "Steps for a person are open: `pipelinectl plan` shows what to click (or `pipelinectl show "
    "PLAN`)."
)

_REVIEW = (
    "Deletes of what left the files need a review: `pipelinectl plan --out plan.json`, then "
    "`pipelinectl apply plan.json`."
)


def summary(report: ApplyReport, *, style: Style = PLAIN) -> str:
    """What stands below the lines of the changes: the counts, and what to do next.

    The diagnostics of the report are not in it: they are rendered as all diagnostics are.
    """
    blocks = [style.bold(_counts(report))]
    if any(Block.UNREVIEWED in each.change.blocked_by for each in report.rows):
        blocks.append(_REVIEW)
    elif report.exit in _NEXT:
        blocks.append(_NEXT[report.exit])
    if report.count(Result.OPEN):
        blocks.append(_CLICKS)
    return "\n\n".join(blocks)


def progress(row: Row, number: int, total: int, *, style: Style = PLAIN) -> str:
    """One line for a change that has come to its end: ` [3/12] done  update status...`."""
    place = f"[{number:>{len(str(total))}}/{total}]"
    return f"{style.dim(place)} {_row(row, style)}"


def document(report: ApplyReport) -> dict[str, Any]:
    """The report as plain JSON values."""
    return {
        "run": report.run,
        "environment": report.environment,
        "account": report.account,
        "changes": [_row_document(each) for each in report.rows],
        "counts": {each.value: report.count(each) for each in Result},
        "writes": report.writes,
        "calls": report.calls,
        "diagnostics": [diagnostic_row(each) for each in report.diagnostics],
        "exit": exit_row(report.exit),
    }


def _row(row: Row, style: Style) -> str:
    change = row.change
    paint = {
        Result.DONE: style.green,
        Result.FAILED: style.red,
        Result.SKIPPED: style.yellow,
        Result.BLOCKED: style.magenta,
        Result.WAITING: style.cyan,
        Result.OPEN: style.cyan,
    }[row.result]
    what = title(change.address, name_of(change))
    if row.result is not Result.OPEN:
        what = f"{change.action.value} {what}"
    why = {
        Result.BLOCKED: listed([BLOCKS[each] for each in change.blocked_by]),
        Result.WAITING: _waits(change),
        Result.OPEN: "a step for a person",
    }.get(row.result)
    return f"{paint(padded(row.result.value, _WIDEST))}  {what}{f': {why}' if why else ''}"


def _waits(change: Change) -> str | None:
    channel = connected_first(change)
    return None if channel is None else waits_for(channel)


def _counts(report: ApplyReport) -> str:
    calls = f"{count(report.calls, 'call')} to the account, {count(report.writes, 'write')}"
    counted = [f"{n} {each.value}" for each in Result if (n := report.count(each))]
    if not counted:
        return f"Nothing had to be changed in the account. {calls}. Run {visible(report.run)}."
    return f"Apply: {', '.join(counted)}. {calls}. Run {visible(report.run)}."


def _row_document(row: Row) -> dict[str, Any]:
    return {
        "address": str(row.change.address),
        "action": row.change.action.value,
        "reason": row.change.reason.value,
        "result": row.result.value,
        "blocked_by": [each.value for each in row.change.blocked_by],
    }
