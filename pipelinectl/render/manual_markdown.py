"""The steps that a person takes as checklists, each page under a heading of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.render.manual import EXPECTED, HEADING, LINK
from pipelinectl.render.markdown import cell, checklist, code, details, joined, link, prose
from pipelinectl.render.phrases import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.render.manual import ByHand, OpenStep, Page, Row

_LONG = 300
"""A longer text is folded away, such as a signature in HTML."""

_MANY = 15
"""From so many open steps on, those of a page are folded away."""


def markdown(found: ByHand) -> str:
    """The open steps page by page, then how many are done; empty without steps."""
    if not found.pages:
        return found.done
    many = found.number >= _MANY
    pages = (_page(each, folded=many) for each in found.pages)
    return joined([f"### {HEADING}", *pages, found.done, *map(prose, found.hints)])


def _page(page: Page, *, folded: bool) -> str:
    steps = checklist(cell(_lines(each)) for each in page.steps)
    if folded:
        steps = details(count(len(page.steps), "step"), steps)
    head = f"#### {prose(page.name) or code(page.name)}"
    return joined([head, cell(map(_row, page.rows)), steps])


def _lines(step: OpenStep) -> Iterator[str]:
    about = f": {prose(step.about)}" if step.about else ""
    yield f"{step.number}. {code(step.title)}{about} ({prose(step.remark)})"
    yield from map(_row, step.rows)


def _row(row: Row) -> str:
    name, words = row
    if name == LINK:
        return f"{name}: {link(words)}"
    if name == EXPECTED and len(words) > _LONG:
        inner = f"<summary>{name}, {len(words)} characters</summary>{code(words)}"
        return f"<details>{inner}</details>"
    return f"{name}: {prose(words)}"
