"""What changed in the account since the last apply: text, Markdown and JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol

from pipelinectl.plan.document import drift_row, exit_row
from pipelinectl.render import manual
from pipelinectl.render.escape import quoted, visible
from pipelinectl.render.item_words import names_in_drift
from pipelinectl.render.markdown import code, joined
from pipelinectl.render.markdown_parts import moved_blocks
from pipelinectl.render.plan_summary import drift_line
from pipelinectl.render.plan_view import moved_row
from pipelinectl.render.style import PLAIN, Style
from pipelinectl.render.text_parts import moved_lines
from pipelinectl.render.words import where

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.diagnostics import Span
    from pipelinectl.model import Address
    from pipelinectl.plan.drift import Unmanaged
    from pipelinectl.plan.model import DriftRow, Exit, ManualStep
    from pipelinectl.render.manual import ByHand
    from pipelinectl.render.plan_view import MovedRow

_UNMANAGED = "Added by hand, not managed, not counted"


class Drifted(Protocol):
    """What `drift` found: rows that count, and statuses that nobody declared, which do not."""

    @property
    def environment(self) -> str:
        """The environment's name."""

    @property
    def account(self) -> str:
        """The account's id."""

    @property
    def rows(self) -> tuple[DriftRow, ...]:
        """What moved."""

    @property
    def unmanaged(self) -> tuple[Unmanaged, ...]:
        """Statuses that were added by hand."""

    @property
    def declared(self) -> Mapping[Address, Span]:
        """Where the files declare what moved, as far as they can be read."""

    @property
    def steps(self) -> tuple[ManualStep, ...]:
        """The open manual steps, which do not count."""

    @property
    def exit(self) -> Exit:
        """The exit code of the command."""


def text(found: Drifted, *, style: Style = PLAIN) -> str:
    """The drift for people, from what was last applied to what is there now."""
    blocks = [
        "\n".join([*moved_lines(each, style), *_place(row, found)])
        for row, each in zip(found.rows, _rows(found), strict=True)
    ]
    if found.unmanaged:
        added = [f"  {_named(each)}" for each in found.unmanaged]
        blocks.append("\n".join([style.bold(_UNMANAGED), *added]))
    blocks += [manual.text(_steps(found), style)]
    return "\n\n".join([*filter(None, blocks), style.bold(drift_line(len(found.rows)))])


def markdown(found: Drifted) -> str:
    """The drift for an issue or a comment. Names in it are inert."""
    added = "\n".join(f"- {code(_named(each))}" for each in found.unmanaged)
    return joined(
        [
            f"### Drift of {code(found.environment)}, account {code(found.account)}",
            f"**{drift_line(len(found.rows))}**",
            *(moved_blocks(_rows(found)) if found.rows else ()),
            f"#### {_UNMANAGED}\n\n{added}" if added else "",
            manual.markdown(_steps(found)),
        ],
    )


def document(found: Drifted) -> dict[str, Any]:
    """The drift as plain JSON values."""
    return {
        "environment": found.environment,
        "account": found.account,
        "drift": [{**drift_row(each), "declared_at": _start(each, found)} for each in found.rows],
        "unmanaged": [
            {"pipeline": str(each.pipeline), "id": each.id, "name": each.name}
            for each in found.unmanaged
        ],
        "manual_steps": [asdict(each) for each in found.steps],
        "exit": exit_row(found.exit),
    }


def _rows(found: Drifted) -> tuple[MovedRow, ...]:
    names = names_in_drift(found.rows)
    return tuple(moved_row(each, names) for each in found.rows)


def _steps(found: Drifted) -> ByHand:
    return manual.arranged(found.steps, names_in_drift(found.rows))


def _place(row: DriftRow, found: Drifted) -> list[str]:
    span = found.declared.get(row.address)
    return [f"    Declared at {where(span)}."] if span else []


def _start(row: DriftRow, found: Drifted) -> dict[str, Any] | None:
    span = found.declared.get(row.address)
    return {"file": span.file, "line": span.line, "column": span.column} if span else None


def _named(status: Unmanaged) -> str:
    return (
        f"status {quoted(status.name)} (id {visible(status.id)}) in {visible(str(status.pipeline))}"
    )
