"""The steps that a person takes: what to click where, and how many are done already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.plan.model import StepState
from pipelinectl.render.escape import visible
from pipelinectl.render.markdown import cell, checklist, code, joined, link, prose
from pipelinectl.render.phrases import count
from pipelinectl.render.words import step_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelinectl.model import Address
    from pipelinectl.plan.model import ManualStep
    from pipelinectl.render.style import Style

HEADING = "Steps for a person"
_HELP = "A step that stays open once it is done is closed by `pipelinectl ack ADDRESS`."
_DONE: dict[StepState, str] = {
    StepState.VERIFIED: "seen in the account",
    StepState.ACKNOWLEDGED: "acknowledged",
}
_LINK = "Link"


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step that is to be taken: what it is about, and its rows, each a name and a text."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ByHand:
    """The steps that are open, and in one sentence those that are done; empty if none is."""

    opened: tuple[OpenStep, ...]
    done: str


def arranged(steps: tuple[ManualStep, ...], names: Mapping[Address, str]) -> ByHand:
    """The steps as they are read; `names` are those of the automations."""
    opened = (each for each in steps if each.state == StepState.OPEN)
    return ByHand(
        tuple(OpenStep(step_title(each.address, names), tuple(_rows(each))) for each in opened),
        _done(steps),
    )


def text(found: ByHand, style: Style) -> str:
    """A block for each open step, then how many are done; empty without steps."""
    if not found.opened:
        return found.done
    lines = [style.bold(HEADING)]
    for each in found.opened:
        lines.append(f"  [ ] {each.title}")
        lines += [f"      {name}: {visible(words)}" for name, words in each.rows]
    lines += [f"  {each}" for each in (found.done, _HELP) if each]
    return "\n".join(lines)


def markdown(found: ByHand) -> str:
    """The same, the open steps as a checklist."""
    if not found.opened:
        return found.done
    boxes = checklist(cell(_lines(each)) for each in found.opened)
    return joined([f"### {HEADING}", boxes, found.done, _HELP])


def _done(steps: tuple[ManualStep, ...]) -> str:
    """`3 steps for a person are done: 2 seen in the account, 1 acknowledged.`."""
    states = [each.state for each in steps]
    how = [f"{n} {words}" for state, words in _DONE.items() if (n := states.count(state))]
    if not how:
        return ""
    number = len(states) - states.count(StepState.OPEN)
    verb = "is" if number == 1 else "are"
    steps_done = count(number, "step for a person", "steps for a person")
    return f"{steps_done} {verb} done: {', '.join(how)}."


def _rows(step: ManualStep) -> Iterator[tuple[str, str]]:
    yield "Page", step.page
    yield "Click", step.path
    if step.link:
        yield _LINK, step.link
    yield "Expected", step.expected


def _lines(step: OpenStep) -> Iterator[str]:
    yield code(step.title)
    for name, words in step.rows:
        yield f"{name}: {link(words) if name == _LINK else prose(words)}"
