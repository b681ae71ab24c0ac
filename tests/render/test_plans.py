from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipelinectl.plan.model import Action, Block, Reason, StepState
from pipelinectl.render import plan_markdown, plan_text
from pipelinectl.render.fields import order
from pipelinectl.render.plan_markdown import LONGEST
from pipelinectl.render.plan_summary import summary
from pipelinectl.render.style import Style
from tests.golden import check
from tests.render import examples, usual
from tests.render.reading import without_colour

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", examples.PLANS)
def test_a_plan_as_text(name: str) -> None:
    check(GOLDEN / f"plan_{name}.txt", plan_text.text(examples.PLANS[name]))


@pytest.mark.parametrize("name", examples.PLANS)
def test_a_plan_as_markdown(name: str) -> None:
    check(GOLDEN / f"plan_{name}.md", plan_markdown.render(examples.PLANS[name]))


@pytest.mark.parametrize("name", examples.PLANS)
def test_colour_says_nothing_that_words_do_not(name: str) -> None:
    plan = examples.PLANS[name]
    coloured = plan_text.text(plan, style=Style(color=True))
    assert "\x1b[" in coloured
    assert without_colour(coloured) == plan_text.text(plan)


def test_the_examples_cover_everything() -> None:
    changes = [change for plan in examples.PLANS.values() for change in plan.changes]
    assert {change.action for change in changes} == set(Action)
    assert {change.reason for change in changes} == set(Reason)
    assert {block for change in changes for block in change.blocked_by} == set(Block)


@pytest.mark.parametrize("name", examples.PLANS)
def test_every_change_is_counted_once(name: str) -> None:
    plan = examples.PLANS[name]
    waiting = {step.address for step in plan.manual_steps if step.state is StepState.OPEN}
    assert summary(plan).changes == len(waiting | {str(each.address) for each in plan.pending})


def test_source_lines_stand_under_findings_where_there_are_any() -> None:
    text = plan_text.text(usual.USUAL, line_of=lambda _file, _line: "  statuses:")
    assert "4 |   statuses:\n  |     ^^^^^^^\n" in text


def test_a_plan_that_is_too_long_for_a_comment_keeps_counts_blocks_and_digest() -> None:
    many = tuple(
        replace(usual.PLACED, address=usual.address(f"status.support.{'s' * 80}_{number}"))
        for number in range(600)
    )
    plan = replace(usual.USUAL, changes=(*many, usual.BLOCKED))
    text = plan_markdown.render(plan)
    assert len(text) <= LONGEST
    assert "600 to create" in text
    assert "The changes are too many for a comment" in text
    assert "still holds 12 tickets" in text
    assert "Review digest: `sha256:" in text


def test_many_changes_are_folded_away() -> None:
    many = tuple(
        replace(usual.PLACED, address=usual.address(f"status.support.s{number}"))
        for number in range(30)
    )
    assert "<details><summary>30 changes</summary>" in plan_markdown.render(usual.plan(many))


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("abcd", "abcd", {}),
        ("abcd", "bcda", {"a": "moved"}),
        ("abcd", "dabc", {"d": "moved"}),
        ("ab", "axb", {"x": "new"}),
        ("abc", "ac", {}),
        ("", "a", {"a": "new"}),
    ],
)
def test_only_what_moved_is_marked(before: str, after: str, marked: dict[str, str]) -> None:
    found = order(tuple(before), tuple(after))
    assert {place.key: place.remark for place in found.after if place.remark} == marked
