from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipelinectl.model import Realisation
from pipelinectl.plan.model import Action, Block, Change, ManualStep, Moved, Reason, Side, StepState
from pipelinectl.render.escape import columns
from pipelinectl.render.manual import arranged, text
from pipelinectl.render.manual_markdown import markdown
from pipelinectl.render.markdown import prose
from pipelinectl.render.style import PLAIN
from pipelinectl.render.wrapping import wrapped
from tests.render.usual import address

if TYPE_CHECKING:
    from pipelinectl.model import Address, Value

STEP = ManualStep("a", "Page", "Here ▸ there", None, "It is on.", StepState.OPEN)
SEEN = replace(STEP, state=StepState.VERIFIED)
SAID = replace(STEP, state=StepState.ACKNOWLEDGED, by="ana@acme.example", at="2026-02-27T16:05:12Z")
NAMES = {address("automation.support.new"): "Support / New"}
HOW_TO_ACK = """\
  Needs ack: no API shows it. Once it is done, say so with `pipelinectl ack ADDRESS`, or for all
    steps of a page with `pipelinectl ack --page "PAGE"`."""
CLOSES = "  Closes by itself: the account shows it, and the next plan sees that it is done."


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
    ("at", "names", "title", "about"),
    [
        (
            "automate.support.set_close_date",
            {},
            "automate.support.set_close_date",
            '"The close date is set when a ticket is closed"',
        ),
        (
            "automate.support.customer_replies",
            {},
            "automate.support.customer_replies",
            '"A customer replies to an email"',
        ),
        (
            "automate.support.email_sent_to_customer",
            {},
            "automate.support.email_sent_to_customer",
            '"An email is sent to a customer"',
        ),
        ("automate.support.something", {}, "automate.support.something", ""),
        ("automation.support.new", NAMES, 'automation.support.new "Support / New"', ""),
        ("automation.support.new", {}, "automation.support.new", ""),
        ("no address", {}, "no address", ""),
    ],
)
def test_an_open_step_is_headed_by_what_it_is_about(
    at: str, names: dict[Address, str], title: str, about: str
) -> None:
    found = arranged((replace(STEP, address=at), SEEN), names)
    shown = f"{title}: {about}" if about else title
    head = text(found, PLAIN).partition("    1. [ ] ")[2].partition("Click: ")[0]
    assert " ".join(head.split()) == f"{shown} (needs ack)"
    marked = f"`{title}`: {about}" if about else f"`{title}`"
    assert markdown(found).splitlines()[4].startswith(f"- [ ] 1. {marked} (needs ack)<br>Click")


def test_steps_stand_page_by_page_and_are_numbered_over_all() -> None:
    page = replace(STEP, page="Other", link="https://app.example/b", who="Super Admin")
    steps = (
        replace(STEP, address="x", link="https://app.example/a"),
        replace(page, address="y", shown=True),
        replace(STEP, address="z", who="Ana"),
        replace(page, address="w", link="https://app.example/c"),
    )
    assert text(arranged(steps, {}), PLAIN) == (
        """\
Steps for a person

  Page
    Link: https://app.example/a
    1. [ ] x  (needs ack)
           Click: Here ▸ there
           Expected: It is on.
    2. [ ] z  (needs ack)
           Click: Here ▸ there
           Who: Ana
           Expected: It is on.

  Other
    Who: Super Admin
    3. [ ] y  (closes by itself)
           Click: Here ▸ there
           Link: https://app.example/b
           Expected: It is on.
    4. [ ] w  (needs ack)
           Click: Here ▸ there
           Link: https://app.example/c
           Expected: It is on.

"""
        f"{CLOSES}\n{HOW_TO_ACK}"
    )
    assert markdown(arranged(steps[:2], {})) == (
        """\
### Steps for a person

#### Page

Link: <https://app.example/a>

- [ ] 1. `x` (needs ack)<br>Click: Here ▸ there<br>Expected: It is on.

#### Other

Link: <https://app.example/b><br>Who: Super Admin

- [ ] 2. `y` (closes by itself)<br>Click: Here ▸ there<br>Expected: It is on.

Closes by itself: the account shows it, and the next plan sees that it is done.

Needs ack: no API shows it. Once it is done, say so with `pipelinectl ack ADDRESS`, or for all \
steps of a page with `pipelinectl ack --page "PAGE"`."""
    )


def test_long_lines_are_broken_at_blanks() -> None:
    path = " ▸ ".join(["Settings", "Inbox & Help Desk", "サポート"] * 5)
    found = text(arranged((replace(STEP, path=path, link="https://x/" + "a" * 120),), {}), PLAIN)
    lines = [each for each in found.splitlines() if "https" not in each]
    assert max(map(columns, lines)) <= 100
    assert f"    Link:\n      https://x/{'a' * 120}\n" in found
    start = lines.index(next(each for each in lines if "Click" in each))
    end = lines.index("           Expected: It is on.")
    assert all(each.startswith(" " * 13) for each in lines[start + 1 : end])
    assert " ".join(each.strip() for each in lines[start:end]) == f"Click: {path}"


def test_what_has_no_words_is_one_line() -> None:
    assert list(wrapped("  ", "Click: ", 4)) == ["Click:"]


CHANNEL = address("channel.support")


def change(
    action: Action, before: dict[str, Value] | None, after: dict[str, Value] | None
) -> Change:
    names = {*(before or {})} & {*(after or {})}
    return Change(
        CHANNEL,
        action,
        Reason.MANUAL,
        before,
        after,
        tuple(Moved(each, Side.CONFIG) for each in sorted(names)),
        realisation=Realisation.MANUAL,
    )


@pytest.mark.row("CH-GEN-03", "CH-GEN-05", "MIG-01", "CH-FORM-11")
@pytest.mark.parametrize(
    ("planned", "about"),
    [
        (change(Action.CREATE, None, {"type": "email"}), "connect this channel"),
        (change(Action.DELETE, {"type": "form"}, None), "remove this channel"),
        (change(Action.UPDATE, {"enabled": True}, {"enabled": False}), "switch it off"),
        (
            change(
                Action.UPDATE,
                {"enabled": False, "authorized": False, "name": "a"},
                {"enabled": True, "authorized": True, "name": "b"},
            ),
            "sign in to it again; switch it on",
        ),
        (
            change(Action.UPDATE, {"connected_to": "Billing"}, {"connected_to": "help_desk"}),
            "move it to the help desk: irreversible, it cannot be moved back",
        ),
        (change(Action.UPDATE, {"connected_to": "a"}, {"connected_to": "b"}), ""),
        (replace(change(Action.DELETE, {}, None), address=address("skills.old")), "remove it"),
        (replace(change(Action.CREATE, None, {}), address=address("skills.new")), ""),
    ],
)
def test_a_step_says_what_is_to_be_done_with_a_channel(planned: Change, about: str) -> None:
    step = replace(STEP, address=str(planned.address))
    (page,) = arranged((step,), {}, (planned,)).pages
    assert page.steps[0].about == about


def test_a_step_that_comes_after_another_says_so() -> None:
    connection = change(Action.CREATE, None, {"type": "email"})
    signature = replace(
        connection,
        address=address("channel.support.signature"),
        depends_on=(CHANNEL,),
        blocked_by=(Block.DEPENDENCY,),
    )
    steps = tuple(replace(STEP, address=str(each.address)) for each in (connection, signature))
    (page,) = arranged(steps, {}, (connection, signature)).pages
    assert [each.remark for each in page.steps] == ["needs ack", "needs ack; after channel.support"]


def test_long_values_and_many_steps_are_folded_away_in_markdown() -> None:
    long = markdown(arranged((replace(STEP, expected="<b>@team</b> " * 30),), {}))
    assert "<br><details><summary>Expected, 390 characters</summary><code>&#60;b&#62;" in long
    assert long.count("\n") == markdown(arranged((STEP,), {})).count("\n")
    steps = tuple(replace(STEP, address=str(number), page="ab"[number % 2]) for number in range(15))
    many = markdown(arranged(steps, {}))
    assert "#### a\n\n<details><summary>8 steps</summary>\n\n- [ ] 1. `0`" in many
    assert "details" not in markdown(arranged(steps[:14], {}))


def test_a_path_of_clicks_is_text_and_names_in_it_stay_inert() -> None:
    path = 'Settings ▸ Objects ▸ "@team" ▸ <b> ▸ http://evil ▸ Save'
    assert prose(path) == ('Settings ▸ Objects ▸ `"@team"` ▸ `<b>` ▸ `http://evil` ▸ Save')


def test_a_command_in_ticks_is_code() -> None:
    assert prose("Run `a --b c`, then `@d`.") == "Run `a --b c`, then `@d`."
    assert prose("A tick ` alone") == "A tick <code>&#96;</code> alone"
