"""What changed in the account since the last apply: text, Markdown and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from pipelinectl.plan.document import drift_row, exit_row, manual_step_row
from pipelinectl.render.escape import quoted, visible
from pipelinectl.render.markdown import code, joined, prose
from pipelinectl.render.markdown_parts import moved_blocks
from pipelinectl.render.phrases import count
from pipelinectl.render.plan_summary import drift_line
from pipelinectl.render.plan_view import moved_row
from pipelinectl.render.setting_names import names_in_drift
from pipelinectl.render.step_words import step_title
from pipelinectl.render.style import PLAIN, Style
from pipelinectl.render.text_parts import moved_lines
from pipelinectl.render.words import moment, where

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.diagnostics import Span
    from pipelinectl.model import Address
    from pipelinectl.plan.drift import Unmanaged
    from pipelinectl.plan.model import DriftRow, Exit, ManualStep
    from pipelinectl.render.plan_view import MovedRow

_UNMANAGED = "Added by hand, not managed, not counted"
_TO_CLICK = "`pipelinectl plan` shows what to click."
_UNVERIFIABLE = "Cannot be verified: no API shows it; not counted"


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
    def unverifiable(self) -> tuple[ManualStep, ...]:
        """The acknowledged manual steps that the account does not show, which do not count."""

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
    if found.unverifiable:
        said = [f"  {_said(each)}" for each in found.unverifiable]
        blocks.append("\n".join([style.bold(_UNVERIFIABLE), *said]))
    if found.steps:
        listed = [f"  {visible(each.address)}" for each in found.steps]
        blocks.append("\n".join([style.bold(_open(found)), *listed, f"  {_TO_CLICK}"]))
    return "\n\n".join([*filter(None, blocks), style.bold(drift_line(len(found.rows)))])


def markdown(found: Drifted) -> str:
    """The drift for an issue or a comment. Names in it are inert."""
    added = "\n".join(f"- {code(_named(each))}" for each in found.unmanaged)
    said = "\n".join(f"- {prose(_said(each))}" for each in found.unverifiable)
    listed = "\n".join(f"- {code(each.address)}" for each in found.steps)
    return joined(
        [
            f"### Drift of {code(found.environment)}, account {code(found.account)}",
            f"**{drift_line(len(found.rows))}**",
            *(moved_blocks(_rows(found)) if found.rows else ()),
            f"#### {_UNMANAGED}\n\n{added}" if added else "",
            f"#### {_UNVERIFIABLE}\n\n{said}" if said else "",
            f"#### {_open(found)}\n\n{listed}\n\n{_TO_CLICK}" if listed else "",
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
        "manual_steps": [manual_step_row(each) for each in found.steps],
        "unverifiable": [manual_step_row(each) for each in found.unverifiable],
        "exit": exit_row(found.exit),
    }


def _rows(found: Drifted) -> tuple[MovedRow, ...]:
    names = names_in_drift(found.rows)
    return tuple(moved_row(each, names) for each in found.rows)


def _open(found: Drifted) -> str:
    number = count(len(found.steps), "step for a person", "steps for a person")
    return f"{number} open, not counted"


def _place(row: DriftRow, found: Drifted) -> list[str]:
    span = found.declared.get(row.address)
    return [f"    Declared at {where(span)}."] if span else []


def _start(row: DriftRow, found: Drifted) -> dict[str, Any] | None:
    span = found.declared.get(row.address)
    return {"file": span.file, "line": span.line, "column": span.column} if span else None


def _said(step: ManualStep) -> str:
    """A step that somebody says was taken, who and when."""
    by = f" by {visible(step.by)}" if step.by is not None else ""
    at = f" on {moment(step.at)}" if step.at is not None else ""
    return f"{step_title(step.address, {})}: acknowledged{by}{at}"


def _named(status: Unmanaged) -> str:
    return (
        f"status {quoted(status.name)} (id {visible(status.id)}) in {visible(str(status.pipeline))}"
    )
