"""The cases of `cases/*.md`: files as a person writes them, and all that is found in them.

A case is a heading, one block of YAML for each file, and a block with the findings of build and
check together. `UPDATE_GOLDEN=1` writes the findings anew: read the difference before it stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelinectl.codes import TABLE
from tests.golden import check
from tests.language.reading import as_text, findings

FOLDER = Path(__file__).parent / "cases"
BLOCK = re.compile(r"```(yaml|text)\n(.*?)```\n", re.DOTALL)


@dataclass(frozen=True)
class Case:
    page: str
    title: str
    files: tuple[str, ...]
    expected: str

    def __str__(self) -> str:
        return f"{self.page}: {self.title}"


def cases_of(page: Path) -> list[Case]:
    _, *sections = re.split(r"^## ", page.read_text("utf-8"), flags=re.MULTILINE)
    cases = []
    for section in sections:
        title, _, body = section.partition("\n")
        blocks = BLOCK.findall(body)
        files = tuple(text for kind, text in blocks if kind == "yaml")
        expected = "".join(text for kind, text in blocks if kind == "text").rstrip("\n")
        cases.append(Case(page.stem, title, files, expected))
    return cases


PAGES = sorted(FOLDER.glob("*.md"))
CASES = [case for page in PAGES for case in cases_of(page)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_exactly_what_is_found(page: Path) -> None:
    heading = page.read_text("utf-8").partition("## ")[0]
    check(page, heading + "\n".join(map(_written, cases_of(page))))


def test_titles_are_unique() -> None:
    assert len({str(case) for case in CASES}) == len(CASES)


def test_every_code_of_the_language_has_a_case() -> None:
    """All but those of variables, the project file and the checks of automations."""
    own = {code for code in TABLE if code[:3] in {"PC1", "PC2", "PC3"}}
    elsewhere = {"PC109", "PC110", "PC207", "PC212", "PC311"}
    project = {code for code in own if "PC120" <= code <= "PC139"}
    own = {code for code in own if code[:3] != "PC3" or code < "PC320"}
    shown = {code for case in CASES for code in re.findall(r"PC\d{3}", case.expected)}
    assert own - elsewhere - project <= shown


def _written(case: Case) -> str:
    files = "".join(f"```yaml\n{text}```\n" for text in case.files)
    found = as_text(findings(*case.files))
    return (
        f"## {case.title}\n{files}```text\n{found}\n```\n" if found else f"## {case.title}\n{files}"
    )
