"""Small pieces of layout that the texts of plans, reports and drift share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.plan.model import Action
from pipelinectl.render.escape import columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelinectl.render.fields import FieldRow, Order
    from pipelinectl.render.plan_view import MovedRow
    from pipelinectl.render.steps import Steps
    from pipelinectl.render.style import Style


def indented(lines: Iterable[str], blanks: int) -> list[str]:
    """The lines with blanks in front."""
    return [f"{' ' * blanks}{line}" for line in lines]


def padded(text: str, width: int) -> str:
    """The text filled up with blanks to a width in columns of a terminal."""
    return text + " " * (width - columns(text))


def entry(text: str, action: Action, style: Style) -> str:
    """The words of an action in its colour."""
    paint = {
        Action.CREATE: style.green,
        Action.DELETE: style.red,
        Action.REPLACE: style.red,
        Action.UPDATE: style.yellow,
        Action.ADOPT: style.cyan,
    }.get(action, style.dim)
    return paint(text)


def field_lines(rows: tuple[FieldRow, ...]) -> Iterator[str]:
    """`name: "Old" -> "New"`, one line for each field."""
    for row in rows:
        shown = row.after if row.before is None else f"{row.before} -> {row.after}"
        yield f"{row.name}: {shown}{f'  ({row.remark})' if row.remark else ''}"


def order_lines(order: Order | None, heads: tuple[str, str]) -> Iterator[str]:
    """Two columns of statuses, those that moved or are new marked at the right."""
    if order is None:
        return
    left = [heads[0], *(f"{n}. {key}" for n, key in enumerate(order.before, 1))]
    right = [heads[1], *(_place(n, each.key, each.remark) for n, each in enumerate(order.after, 1))]
    wide = max(map(columns, left)) + 3
    yield "order of statuses:"
    for row in range(max(len(left), len(right))):
        first = left[row] if row < len(left) else ""
        second = right[row] if row < len(right) else ""
        yield f"  {padded(first, wide)}{second}".rstrip()


def step_lines(steps: Steps | None, style: Style) -> Iterator[str]:
    """`1. wait 60 minutes` and, of what differs, `+ 2, branch "New", 1: wait 60 minutes`."""
    if steps is None:
        return
    yield f"{steps.heading}:"
    paint = {"+": style.green, "-": style.red, "~": style.yellow}
    for line in steps.lines:
        sign = f"{paint[line.sign](line.sign)} " if line.sign else ""
        end = ". " if line.place.isdigit() else ": " if line.place else ""
        said = ": ".join(filter(None, [line.text, " -> ".join(line.values or ())]))
        yield f"  {'  ' * line.depth}{sign}{line.place}{end}{said}"


def moved_lines(row: MovedRow, style: Style) -> Iterator[str]:
    """One resource that moved in the account: what was last applied, what is there, who, when."""
    told = f": {'; '.join(row.told)}" if row.told else ""
    yield f"{style.yellow('~')} {row.title}{told}"
    yield from indented(field_lines(row.fields), 4)
    yield from indented(step_lines(row.steps, style), 4)
    yield from indented(order_lines(row.order, ("last applied", "now")), 4)
    if row.edit:
        yield f"    {row.edit}"


def _place(number: int, key: str, remark: str | None) -> str:
    return f"{number}. {key}{f'  ({remark})' if remark else ''}"
