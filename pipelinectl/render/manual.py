"""The steps that a person takes, page by page: what to click where, and how many are done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.plan.model import StepState
from pipelinectl.render.escape import visible
from pipelinectl.render.phrases import count
from pipelinectl.render.step_words import about, step_title
from pipelinectl.render.waiting import waiting
from pipelinectl.render.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipelinectl.model import Address
    from pipelinectl.plan.model import Change, ManualStep
    from pipelinectl.render.style import Style

HEADING = "Steps for a person"
LINK, EXPECTED = "Link", "Expected"
_CLICK, _WHO = "Click", "Who"
_CLOSES, _NEEDS_ACK = "closes by itself", "needs ack"
_HOW_IT_CLOSES = "Closes by itself: the account shows it, and the next plan sees that it is done."
_HOW_TO_ACK = (
    "Needs ack: no API shows it. Once it is done, say so with `pipelinectl ack ADDRESS`, or for "
    'all steps of a page with `pipelinectl ack --page "PAGE"`.'
)
_DONE: dict[StepState, str] = {
    StepState.VERIFIED: "seen in the account",
    StepState.ACKNOWLEDGED: "acknowledged",
}

Row = tuple[str, str]
"""The name of what is said, and what is said."""


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step that is to be taken, by its number in the whole.

    `title` is its address, `about` what to do there where that is not clear, `remark` how it
    closes and what it comes after.
    """

    number: int
    title: str
    about: str
    remark: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The steps on one page; `rows` holds what is the same for all of them.

    A click path that begins with the name of the page goes on from there.
    """

    name: str
    rows: tuple[Row, ...]
    steps: tuple[OpenStep, ...]


@dataclass(frozen=True, slots=True)
class ByHand:
    """The steps that are open, and in one sentence those that are done; empty if none is.

    `hints` say how open steps are closed.
    """

    pages: tuple[Page, ...]
    done: str
    hints: tuple[str, ...]

    @property
    def number(self) -> int:
        """How many steps are open."""
        return sum(len(each.steps) for each in self.pages)


def arranged(
    steps: tuple[ManualStep, ...],
    names: Mapping[Address, str],
    changes: Iterable[Change] = (),
) -> ByHand:
    """The steps as they are read, each page once, where its first step stands.

    `names` are those of the automations and channels, `changes` those of the plan, if there is
    one.
    """
    writer = _Writer(names, tuple(changes))
    pages: dict[str, list[ManualStep]] = {}
    opened = [each for each in steps if each.state == StepState.OPEN]
    for each in opened:
        pages.setdefault(each.page, []).append(each)
    sorts = {each.shown for each in opened}
    hints = ((True, _HOW_IT_CLOSES), (False, _HOW_TO_ACK))
    return ByHand(
        tuple(writer.pages(pages)),
        _done(steps),
        tuple(words for shown, words in hints if shown in sorts),
    )


def text(found: ByHand, style: Style) -> str:
    """A block for each page, then how many are done; empty without steps."""
    if not found.pages:
        return found.done
    blocks = [style.bold(HEADING)]
    blocks += ["\n".join(_page_lines(each, len(str(found.number)), style)) for each in found.pages]
    said = filter(None, (found.done, *found.hints))
    ending = [line for each in said for line in wrapped(each, "  ", 4)]
    return "\n\n".join([*blocks, "\n".join(ending)])


def _page_lines(page: Page, digits: int, style: Style) -> Iterator[str]:
    for line in wrapped(visible(page.name), "  ", 4):
        yield style.bold(line)
    for name, words in page.rows:
        yield from wrapped(visible(words), f"    {name}: ", 6)
    for step in page.steps:
        head = f"    {step.number:>{digits}}. [ ] "
        title = f"{step.title}{f': {step.about}' if step.about else ''}  ({step.remark})"
        yield from wrapped(title, head, len(head) + 2)
        for name, words in step.rows:
            yield from wrapped(visible(words), f"{' ' * len(head)}{name}: ", len(head) + 2)


class _Writer:
    """Numbers the steps of all pages."""

    def __init__(self, names: Mapping[Address, str], changes: tuple[Change, ...]) -> None:
        self._names = names
        self._changes = {str(each.address): each for each in changes}
        self._waiting = {
            str(address): visible(str(first)) for address, first in waiting(changes).items()
        }
        self._number = 0

    def pages(self, pages: Mapping[str, list[ManualStep]]) -> Iterator[Page]:
        """One page after the other. What is the same for all steps of one stands at its head."""
        for name, steps in pages.items():
            links = {each.link for each in steps if each.link}
            whose = {each.who for each in steps}
            shared = [
                *((LINK, each) for each in links if len(links) == 1),
                *((_WHO, each) for each in whose if len(whose) == 1 and each),
            ]
            told = {each for each, _ in shared}
            yield Page(name, tuple(shared), tuple(self._step(each, told) for each in steps))

    def _step(self, step: ManualStep, told: set[str]) -> OpenStep:
        self._number += 1
        rows = (
            (_CLICK, step.path.removeprefix(f"{step.page} ▸ ")),
            (LINK, step.link or ""),
            (_WHO, step.who),
            (EXPECTED, step.expected),
        )
        first = self._waiting.get(step.address)
        remark = _CLOSES if step.shown else _NEEDS_ACK
        return OpenStep(
            self._number,
            step_title(step.address, self._names),
            about(step.address, self._changes.get(step.address)),
            remark if first is None else f"{remark}; after {first}",
            tuple((name, words) for name, words in rows if words and name not in told),
        )


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
