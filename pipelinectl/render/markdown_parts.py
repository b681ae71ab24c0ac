"""Pieces of Markdown that plans and drift share: fields, orders, what moved in the account."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from pipelinectl.render.markdown import cell, code, details, prose, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.render.fields import FieldRow, Order
    from pipelinectl.render.plan_view import MovedRow
    from pipelinectl.render.steps import Line, Steps

_JSON = '{"'
"""What a line holds that has the vendor's own JSON in it, which is no prose."""

_LONG = 20
"""A list with more lines is folded away."""


def field_texts(rows: tuple[FieldRow, ...]) -> list[str]:
    """One line for each field, from its value before to the one after."""
    return [_field(each) for each in rows]


def order_table(order: Order, heads: tuple[str, str]) -> str:
    """Two orders side by side, statuses that moved or are new marked."""
    rows = zip_longest(order.before, order.after)
    return table(
        ("", *heads),
        (
            (
                str(number),
                "" if before is None else code(before),
                "" if after is None else _marked(after.key, after.remark),
            )
            for number, (before, after) in enumerate(rows, 1)
        ),
    )


def step_list(title: str, steps: Steps) -> str:
    """What an automation does, or what of it differs, as a list; folded away where it is long."""
    lines = "\n".join(map(_line, steps.lines))
    if len(steps.lines) > _LONG:
        lines = details(f"{len(steps.lines)} lines", lines)
    return f"{prose(steps.heading.capitalize())} of {code(title)}:\n\n{lines}"


def moved_blocks(rows: tuple[MovedRow, ...]) -> Iterator[str]:
    """What moved in the account: each resource, its fields, and who changed it last."""
    yield table(("Resource", "Last applied, and now", "Who and when"), map(_moved, rows))
    for row in rows:
        if row.steps is not None:
            yield step_list(row.title, row.steps)


def _line(line: Line) -> str:
    place = " ".join(filter(None, (line.sign, line.place)))
    text = code(line.text) if _JSON in line.text else prose(line.text)
    said = ": ".join(filter(None, [text, " → ".join(map(code, line.values or ()))]))
    return f"{'  ' * line.depth}- {f'{code(place)} ' if place else ''}{said}"


def _moved(row: MovedRow) -> tuple[str, str, str]:
    lines = [prose(each) for each in row.told]
    lines += field_texts(row.fields)
    if row.order is not None:
        before, after = row.order.before, tuple(each.key for each in row.order.after)
        lines.append(f"order of statuses: {_sequence(before)} → {_sequence(after)}")
    return code(row.title), cell(lines), prose(row.edit or "")


def _sequence(keys: tuple[str, ...]) -> str:
    return code(", ".join(keys)) if keys else "none"


def _field(row: FieldRow) -> str:
    before = "" if row.before is None else f"{code(row.before)} → "
    remark = f" ({prose(row.remark)})" if row.remark else ""
    return f"{prose(row.name)}: {before}{code(row.after)}{remark}"


def _marked(key: str, remark: str | None) -> str:
    return code(key) if remark is None else f"{code(key)} ({remark})"
