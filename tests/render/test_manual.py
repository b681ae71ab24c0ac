from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipelinectl.plan.model import ManualStep, StepState
from pipelinectl.render.manual import arranged, markdown, text
from pipelinectl.render.markdown import prose
from pipelinectl.render.style import PLAIN
from tests.render.usual import address

if TYPE_CHECKING:
    from pipelinectl.model import Address

STEP = ManualStep("a", "Page", "Here ▸ there", None, "It is on.", StepState.OPEN)
SEEN = replace(STEP, state=StepState.VERIFIED)
SAID = replace(STEP, state=StepState.ACKNOWLEDGED, by="ana@acme.example", at="2026-02-27T16:05:12Z")
NAMES = {address("automation.support.new"): "Support / New"}


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((), ""),
        ((SEEN,), "1 step for a person is done: 1 seen in the account."),
        ((SAID, SAID), "2 steps for a person are done: 2 acknowledged."),
        (
            (SEEN, SAID, SEEN),
            "3 steps for a person are done: 2 seen in the account, 1 acknowledged.",
        ),
    ],
)
def test_steps_that_are_done_are_one_line(steps: tuple[ManualStep, ...], words: str) -> None:
    found = arranged(steps, {})
    assert text(found, PLAIN) == words
    assert markdown(found) == words


@pytest.mark.parametrize(
    ("at", "names", "title"),
    [
        (
            "automate.support.set_close_date",
            {},
            'automate.support.set_close_date: "The close date is set when a ticket is closed"',
        ),
        (
            "automate.support.customer_replies",
            {},
            'automate.support.customer_replies: "A customer replies to an email"',
        ),
        (
            "automate.support.email_sent_to_customer",
            {},
            'automate.support.email_sent_to_customer: "An email is sent to a customer"',
        ),
        ("automate.support.something", {}, "automate.support.something"),
        ("automation.support.new", NAMES, 'automation.support.new "Support / New"'),
        ("automation.support.new", {}, "automation.support.new"),
        ("no address", {}, "no address"),
    ],
)
def test_an_open_step_is_headed_by_what_it_is_about(
    at: str, names: dict[Address, str], title: str
) -> None:
    found = arranged((replace(STEP, address=at), SEEN), names)
    assert text(found, PLAIN).splitlines()[1] == f"  [ ] {title}"
    assert markdown(found).splitlines()[2].startswith(f"- [ ] `{title}`<br>Page")


def test_a_path_of_clicks_is_text_and_names_in_it_stay_inert() -> None:
    path = 'Settings ▸ Objects ▸ "@team" ▸ <b> ▸ http://evil ▸ Save'
    assert prose(path) == ('Settings ▸ Objects ▸ `"@team"` ▸ `<b>` ▸ `http://evil` ▸ Save')


def test_a_command_in_ticks_is_code() -> None:
    assert prose("Run `a --b c`, then `@d`.") == "Run `a --b c`, then `@d`."
    assert prose("A tick ` alone") == "A tick <code>&#96;</code> alone"
