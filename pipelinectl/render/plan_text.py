"""A plan as text, for a terminal and for a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.plan.document import review_digest
from pipelinectl.render import diagnostics as findings
from pipelinectl.render import manual
from pipelinectl.render.escape import visible
from pipelinectl.render.plan_view import view
from pipelinectl.render.style import PLAIN, Style
from pipelinectl.render.text_parts import (
    entry,
    field_lines,
    indented,
    moved_lines,
    order_lines,
    step_lines,
)
from pipelinectl.render.words import SYMBOLS, where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipelinectl.plan.model import Plan
    from pipelinectl.render.plan_view import Group, Item, View

ACCOUNT_HEADING = "Changed in the account since the last apply"
MOVED_HEADING = "Changed in the account, and not written back by this plan"


def text(
    plan: Plan,
    *,
    style: Style = PLAIN,
    line_of: Callable[[str, int], str | None] = lambda _file, _line: None,
) -> str:
    """The plan for people: changes by pipeline, what moved in the account, findings, digest.

    Begins after the line that names environment, account and host; ends without a line break.
    `line_of` hands out source lines for the findings.
    """
    arranged = view(plan)
    writer = _Writer(style)
    blocks = [
        *writer.frame(plan),
        *writer.groups(arranged.groups),
        *writer.account(arranged),
        manual.text(arranged.manual, style),
        *["\n".join(arranged.summary.record_lines)],
        *(findings.block(each, line_of=line_of, style=style) for each in arranged.diagnostics),
        "\n".join(writer.ending(plan, arranged)),
    ]
    return "\n\n".join(each for each in blocks if each)


class _Writer:
    """Lays out the parts of a view in one style."""

    def __init__(self, style: Style) -> None:
        self._style = style

    def frame(self, plan: Plan) -> Iterator[str]:
        """What the plan covers and permits, where that is not simply everything."""
        lines = []
        if plan.selection.only:
            lines.append(f"Only: {_listed(plan.selection.only)}")
        if plan.selection.excluded:
            lines.append(f"Left out: {_listed(plan.selection.excluded)}")
        if plan.allowed:
            lines.append(f"Permitted by --allow: {_listed(plan.allowed)}")
        if lines:
            yield "\n".join(lines)

    def groups(self, groups: tuple[Group, ...], indent: int = 0) -> Iterator[str]:
        """One block for each pipeline."""
        for group in groups:
            head = self._style.bold(group.title)
            lines = [head, *(line for item in group.items for line in self._item(item))]
            yield "\n".join(indented(lines, indent))

    def account(self, arranged: View) -> Iterator[str]:
        """What moved in the account: what is put back, then what needs no change."""
        if arranged.account:
            yield self._style.bold(ACCOUNT_HEADING)
            yield from self.groups(arranged.account, 2)
        if arranged.moved:
            lines = [self._style.bold(MOVED_HEADING)]
            for row in arranged.moved:
                lines += indented(moved_lines(row, self._style), 2)
            yield "\n".join(lines)

    def ending(self, plan: Plan, arranged: View) -> Iterator[str]:
        """The counts, whether the plan can be applied, and the digest to review."""
        yield self._style.bold(arranged.summary.line)
        if plan.errored:
            yield self._style.red("The plan has errors and cannot be applied.")
        yield f"Review digest: {review_digest(plan)}"

    def _item(self, item: Item) -> Iterator[str]:
        change = item.change
        what = entry(f"{SYMBOLS[change.action]} {change.action.value}", change.action, self._style)
        place = (
            f" {self._style.dim(f'({where(change.declared_at)})')}" if change.declared_at else ""
        )
        yield f"  {what} {item.title}: {item.reason}{place}"
        yield from indented(field_lines(item.fields), 6)
        yield from indented(step_lines(item.steps, self._style), 6)
        yield from indented(order_lines(item.order, ("before", "after")), 6)
        for note in item.notes:
            yield f"      {note}"
        if item.edit:
            yield f"      {item.edit}"
        if item.keep:
            yield f"      {self._style.cyan(item.keep)}"
        if item.waits:
            yield f"      {self._style.cyan(item.waits)}"
        for held in item.held:
            yield f"      {self._style.magenta(f'blocked: {held.block.value}')}. {held.message}"
            if held.hint:
                yield f"        {self._style.cyan('help')}: {held.hint}"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(map(visible, names))
