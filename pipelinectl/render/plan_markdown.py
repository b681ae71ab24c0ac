"""A plan as Markdown, for a comment on a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.plan.document import review_digest
from pipelinectl.render.diagnostics import place
from pipelinectl.render.manual_markdown import markdown as steps_for_a_person
from pipelinectl.render.markdown import (
    cell,
    checklist,
    code,
    details,
    joined,
    prose,
    table,
)
from pipelinectl.render.markdown_parts import field_texts, moved_blocks, order_table, step_list
from pipelinectl.render.plan_text import ACCOUNT_HEADING, MOVED_HEADING
from pipelinectl.render.plan_view import view
from pipelinectl.render.words import where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.plan.model import Plan
    from pipelinectl.render.plan_view import Group, Item, View

_LONG = 30
"""From so many changes on, their tables are folded away."""

LONGEST = 60_000
"""What fits into a comment: GitHub takes 65,536 characters."""


def render(plan: Plan) -> str:
    """The plan for a reviewer. Names in it are inert; it ends without a line break.

    Where it would not fit into a comment, the changes are left out and the counts, the blocks,
    the steps and the digest stay.
    """
    arranged = view(plan)
    whole = _document(plan, arranged, _changes(arranged))
    if len(whole) <= LONGEST:
        return whole
    short = "The changes are too many for a comment: see the plan as text."
    kept = _document(plan, arranged, short)
    return kept if len(kept) <= LONGEST else joined([_head(plan, arranged), short, _digest(plan)])


def _document(plan: Plan, arranged: View, changes: str) -> str:
    return joined(
        [
            _head(plan, arranged),
            _frame(plan),
            changes,
            _blocked(arranged),
            steps_for_a_person(arranged.manual),
            "\n".join(arranged.summary.record_lines),
            _findings(arranged.diagnostics),
            _digest(plan),
        ],
    )


def _head(plan: Plan, arranged: View) -> str:
    title = f"### Plan for {code(plan.environment)}, account {code(plan.account)}"
    errored = "**The plan has errors and cannot be applied.**" if plan.errored else ""
    counts = f"**{arranged.summary.headline.rstrip('.')}.**"
    return joined([title, counts, errored])


def _frame(plan: Plan) -> str:
    parts = (
        ("Only", plan.selection.only),
        ("Left out", plan.selection.excluded),
        ("Permitted by `--allow`", plan.allowed),
    )
    return "\n".join(f"- {words}: {', '.join(map(code, names))}" for words, names in parts if names)


def _changes(arranged: View) -> str:
    blocks = list(_groups(arranged.groups))
    if arranged.account:
        blocks += [f"### {ACCOUNT_HEADING}", *_groups(arranged.account)]
    if arranged.moved:
        blocks += [f"### {MOVED_HEADING}", *moved_blocks(arranged.moved)]
    return joined(blocks)


def _groups(groups: tuple[Group, ...]) -> Iterator[str]:
    long = sum(len(each.items) for each in groups) >= _LONG
    for group in groups:
        rows = [_row(item) for item in group.items]
        shown = table(("Change", "Resource", "What and why"), rows)
        yield f"#### {code(group.title)}"
        yield details(f"{len(rows)} changes", shown) if long else shown
        for item in group.items:
            if item.order is not None:
                yield details(
                    "Order of statuses, before and after",
                    order_table(item.order, ("Before", "After")),
                )
            if item.steps is not None:
                yield step_list(item.title, item.steps)


def _row(item: Item) -> tuple[str, str, str]:
    change = item.change
    action = f"**{change.action.value}**"
    lines = [prose(item.reason)]
    lines += field_texts(item.fields)
    lines += ["order of statuses: see below"] if item.order else []
    lines += [f"{prose(item.steps.heading)}: see below"] if item.steps else []
    lines += [prose(note) for note in item.notes]
    lines += [prose(text) for text in (item.edit, item.keep, item.waits) if text]
    lines += [code(where(change.declared_at))] if change.declared_at else []
    held = [f"blocked: {each.block.value}" for each in item.held]
    return cell([action, *held]), code(item.title), cell(lines)


def _blocked(arranged: View) -> str:
    """Each blocked change once, though parts of it may stand under two headings."""
    items = {
        item.change.address: item
        for group in (*arranged.groups, *arranged.account)
        for item in group.items
        if item.held
    }
    if not items:
        return ""
    boxes = checklist(map(_held, items.values()))
    return f"### Blocked\n\n{boxes}"


def _held(item: Item) -> str:
    lines = [f"{code(item.title)} ({item.change.action.value})"]
    for each in item.held:
        hint = f" {prose(each.hint)}" if each.hint else ""
        lines.append(f"{each.block.value}: {prose(each.message)}{hint}")
    return cell(lines)


def _findings(diagnostics: tuple[Diagnostic, ...]) -> str:
    if not diagnostics:
        return ""
    return "### Findings\n\n" + "\n".join(_finding(each) for each in diagnostics)


def _finding(found: Diagnostic) -> str:
    lines = [f"**{found.severity.value}** {code(found.code)} {prose(found.message)}"]
    lines += [f"help: {prose(found.hint)}"] if found.hint else []
    lines += [code(place(found.span))] if found.span else []
    return f"- {cell(lines)}"


def _digest(plan: Plan) -> str:
    return f"Review digest: {code(review_digest(plan))}"
