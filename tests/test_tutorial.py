"""The tutorial and the README do what they say: every command is run, every output compared.

`UPDATE_GOLDEN=1` writes the outputs into the pages anew.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.golden import check
from tests.walkthrough import Page, Shell, edited, followed, masked

ROOT = Path(__file__).parents[1]
PAGES = ("docs/tutorial.md", "README.md")

pytestmark = pytest.mark.skipif(
    not shutil.which("curl") and not os.environ.get("PIPELINECTL_TIERS"),
    reason="the pages use curl, which is not here",
)
"""Where CI says which tiers it has, a missing curl is a failure."""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_what_its_commands_print(name: str, tmp_path: Path) -> None:
    text = (ROOT / name).read_text("utf-8")
    with Shell(tmp_path) as shell:
        check(ROOT / name, followed(text, shell))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_is_read_and_written_is_the_same(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert str(Page.read(text)) == text


def test_a_diff_changes_the_lines_that_it_shows() -> None:
    assert edited("a\nb\nc\n", [" a", "-b", "+d", "+e"]) == "a\nd\ne\nc\n"


def test_a_diff_of_lines_that_are_not_there_fails() -> None:
    with pytest.raises(AssertionError, match="do not stand there once"):
        edited("a\n", ["-b", "+c"])


def test_masks_hide_only_what_differs_from_run_to_run() -> None:
    line = "Apply: 2 done. 7 calls to the account, 1 write. Run 18bbe25992a4."
    assert masked(line) == line.replace("18bbe25992a4", "<run>")
