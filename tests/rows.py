"""Which test shows which row of `tests/rows.toml`; `python -m tests.rows` writes docs/rows.md.

A test names its rows with `@pytest.mark.row("ACT-04", "ACT-05")`, a folder below `tests/cases`
with a file `rows.txt` of their names. Both are read from the files: no test is run or imported.
What a test can show follows from where it stands, and for a case from what it expects.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).parents[1]
PAGE = "docs/rows.md"
FAMILIES = {
    "PIPE": "Pipelines",
    "STAT": "Statuses",
    "TCRE": "How tickets begin",
    "CDATE": "Close date",
    "SAUT": "Status updates by mail",
    "ACT": "Actions",
    "NAV": "Where the pages are",
    "CH-GEN": "Channels",
    "CH-EMAIL": "E-mail",
    "CH-CHAT": "Chat",
    "CH-MSGR": "Facebook Messenger",
    "CH-FORM": "Forms",
    "CH-WA": "WhatsApp",
    "CH-CALL": "Calling",
    "CH-CUST": "Custom channels",
    "MIG": "Moving to the help desk",
    "ROUTE": "Routing",
    "ASSIGN": "Who is assigned",
    "CONSENT": "Consent",
    "PERM": "Permissions",
    "TIER": "Subscriptions",
    "B": "Beyond these: what HubSpot's other pages tell",
}
"""Beginnings of rows' names, with the heading that each has on the page."""

_FINDINGS = (
    "tests/checks/",
    "tests/contract/test_objections.py",
    "tests/contract/test_setting_objections.py",
    "tests/live/test_channel_findings.py",
    "tests/live/test_permissions.py",
)
KINDS: Mapping[str, tuple[str, ...]] = {
    "F": ("tests/language/", "tests/plan/", "tests/cases/plan/"),
    "VE": _FINDINGS,
    "VW": _FINDINGS,
    "M": (
        "tests/adapters/hubspot_pages/",
        "tests/contract/test_instructions.py",
        "tests/live/test_acknowledging.py",
        "tests/live/test_runbook.py",
        "tests/render/",
    ),
    "B": ("tests/engine/", "tests/emulator/", "tests/live/"),
}
"""Where tests stand that can show a letter. The rest do by what they expect: `_by_expectation`."""

HEAD = """\
<!-- Made by `make docs` from tests/rows.toml and the tests. Do not edit. -->
# What a help desk can do, and which test shows it

A row is one fact about HubSpot's help desk, taken from its articles. The letters say what became
of it: **F** a field of the language · **VE** a finding that is an error · **VW** one that is a
warning or an info · **M** a step that a person is told to do by hand · **B** something that
tickets or the account do · **D** documentation. For each letter of a row there is a test of that
kind: of the language or of a plan, of a check, of a step, of the emulated help desk. **D** links
the paragraph.
"""


@dataclass(frozen=True)
class Row:
    """One row; `docs` is the page and heading that tell it, as `page.md#heading`."""

    name: str
    what: str
    treatment: str
    docs: str | None = None

    @property
    def letters(self) -> frozenset[str]:
        return frozenset(self.treatment.split())

    def open(self, tests: Sequence[str]) -> list[str]:
        """The letters that nothing shows yet."""
        shown = {letter for test in tests for letter in letters_of(test)}
        told = {"D"} if self.docs else set()
        return sorted(self.letters - shown - told)


def rows() -> dict[str, Row]:
    """All rows by name."""
    listed = tomllib.loads((ROOT / "tests" / "rows.toml").read_text("utf-8"))
    return {name: Row(name, **each) for name, each in listed.items()}


def shown() -> dict[str, list[str]]:
    """The tests and case folders that name a row, by its name."""
    found: dict[str, list[str]] = {}
    for test, names in sorted([*_marked(), *_cases()]):
        for name in dict.fromkeys(names):
            found.setdefault(name, []).append(test)
    return found


def letters_of(test: str) -> set[str]:
    """Which letters a test or case can show."""
    return {
        letter for letter, places in KINDS.items() if test.startswith(places)
    } | _by_expectation(test)


def headings(page_name: str) -> dict[str, str]:
    """The headings of a page below docs/, by the anchor that GitHub gives them."""
    text = (ROOT / "docs" / page_name).read_text("utf-8")
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-"): each for each in titles}


def page(listed: Mapping[str, Row], tests: Mapping[str, list[str]]) -> str:
    """The table as Markdown."""
    parts = [HEAD]
    for family, title in FAMILIES.items():
        parts.append(f"\n## {title}\n\n| row | what | treatment | shown by |\n|---|---|---|---|\n")
        parts += [_line(row, tests) for row in listed.values() if family_of(row.name) == family]
    return "".join(parts)


def family_of(name: str) -> str:
    """`CH-EMAIL` for CH-EMAIL-04; all rows that begin with B- are one family."""
    return "B" if name.startswith("B-") else name.rpartition("-")[0]


def calls_of_marks(tree: ast.AST) -> Iterator[ast.Call]:
    """Every `pytest.mark.row(…)`, or a name of the module that stands for it, in source code."""
    marks = {"pytest.mark.row"} | {
        ast.unparse(node.targets[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.value) == "pytest.mark.row"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in marks:
            yield node


def borne(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """The marks that tests bear, parameters of theirs included, each with the name of its test."""
    marks = {id(each) for each in calls_of_marks(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for inside in (each for one in node.decorator_list for each in ast.walk(one)):
                if isinstance(inside, ast.Call) and id(inside) in marks:
                    yield node.name, inside


def modules() -> Iterator[tuple[str, ast.Module]]:
    """The test modules that speak of rows, by path."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        text = path.read_text("utf-8")
        if "mark.row" in text:
            yield path.relative_to(ROOT).as_posix(), ast.parse(text)


def _by_expectation(test: str) -> set[str]:
    """What a case shows by the output that it expects: findings, and steps for a person."""
    output = ROOT / test / "expected.txt"
    if not output.is_file():
        return set()
    text = output.read_text("utf-8")
    found = {
        "VE": re.search(r"\berror\[PC\d|^ +blocked: ", text, re.MULTILINE),
        "VW": re.search(r"\b(warning|info)\[PC(?!614)\d", text),
        "M": re.search(r"^Steps for a person$", text, re.MULTILINE),
    }
    return {letter for letter, match in found.items() if match}


def _line(row: Row, tests: Mapping[str, list[str]]) -> str:
    named = [f"`{test}`" for test in tests.get(row.name, ())]
    if row.docs:
        page_name, _, anchor = row.docs.partition("#")
        named.append(f"[{headings(page_name).get(anchor, anchor)}]({row.docs})")
    missing = [f"**{each}: nothing yet**" for each in row.open(tests.get(row.name, ()))]
    return f"| {' | '.join((row.name, row.what, row.treatment, '<br>'.join(named + missing)))} |\n"


def _marked() -> Iterator[tuple[str, list[str]]]:
    for path, tree in modules():
        found: dict[str, list[str]] = {}
        for test, mark in borne(tree):
            found.setdefault(test, []).extend(_names(mark))
        yield from ((f"{path}::{test}", names) for test, names in found.items())


def _names(mark: ast.Call) -> Iterator[str]:
    for each in mark.args:
        if isinstance(each, ast.Starred):
            yield from map(str, ast.literal_eval(each.value))
        else:
            yield str(ast.literal_eval(each))


def _cases() -> Iterator[tuple[str, list[str]]]:
    for path in (ROOT / "tests" / "cases").rglob("rows.txt"):
        yield path.parent.relative_to(ROOT).as_posix(), path.read_text("utf-8").split()


def main() -> int:
    """Write the page where it is missing or differs."""
    path, text = ROOT / PAGE, page(rows(), shown())
    if not path.is_file() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8", newline="\n")
        sys.stdout.write(f"wrote {PAGE}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
