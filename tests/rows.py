"""Which test shows which row of `tests/rows.toml`; `python -m tests.rows` writes docs/rows.md.

A test names its rows with `@pytest.mark.row("ACT-04", "ACT-05")`, a folder below `tests/cases`
with a file `rows.txt` of their names. Both are read from the files: no test is run or imported.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[1]
PAGE = "docs/rows.md"
FAMILIES = {
    "PIPE": "Pipelines",
    "STAT": "Statuses",
    "CDATE": "Close date",
    "SAUT": "Status updates by mail",
    "ACT": "Actions",
}
HEAD = """\
<!-- Made by `make docs` from tests/rows.toml and the tests. Do not edit. -->
# What pipelines and automations can do, and which test shows it

A row is one fact about HubSpot's help desk, taken from its articles. The letters say what became
of it: **F** a field of the language · **VE** a finding that is an error · **VW** one that is a
warning or an info · **M** a step that a person is told to do by hand · **B** something that
tickets do · **D** documentation. Every row with F, VE, VW or M is shown by a test. What tickets
do (B) comes with the engine that runs them; rows of ticket creation (TCRE) and of PIPE-06 come
with the channels.
"""


@dataclass(frozen=True)
class Row:
    """One row. `comes` says what it waits for, where no test can show it yet."""

    name: str
    what: str
    treatment: str
    comes: str | None = None

    @property
    def needs_a_test(self) -> bool:
        return self.comes is None and not {"F", "VE", "VW", "M"}.isdisjoint(self.treatment.split())

    @property
    def without_a_test(self) -> str:
        """What stands in the place of a test."""
        if self.comes is not None:
            return f"comes {self.comes}"
        if self.needs_a_test:
            return "**none yet**"
        return "comes with the engine" if "B" in self.treatment.split() else "documentation"


def rows() -> dict[str, Row]:
    """All rows by name."""
    listed = tomllib.loads((ROOT / "tests" / "rows.toml").read_text("utf-8"))
    return {name: Row(name, **each) for name, each in listed.items()}


def shown() -> dict[str, list[str]]:
    """The tests and case folders that name a row, by its name."""
    found: dict[str, list[str]] = {}
    for test, names in sorted([*_marked(), *_cases()]):
        for name in names:
            found.setdefault(name, []).append(test)
    return found


def page(listed: Mapping[str, Row], tests: Mapping[str, list[str]]) -> str:
    """The table as Markdown."""
    parts = [HEAD]
    for family, title in FAMILIES.items():
        parts.append(f"\n## {title}\n\n| row | what | treatment | shown by |\n|---|---|---|---|\n")
        parts += [_line(row, tests) for row in listed.values() if _family(row.name) == family]
    return "".join(parts)


def _family(name: str) -> str:
    return name.split("-", maxsplit=1)[0]


def _line(row: Row, tests: Mapping[str, list[str]]) -> str:
    named = "<br>".join(f"`{test}`" for test in tests.get(row.name, ()))
    cells = (row.name, row.what, row.treatment, named or row.without_a_test)
    return f"| {' | '.join(cells)} |\n"


def _marked() -> Iterator[tuple[str, list[str]]]:
    for path in (ROOT / "tests").rglob("test_*.py"):
        text = path.read_text("utf-8")
        if "mark.row(" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                names = [name for each in node.decorator_list for name in _names(each)]
                yield f"{path.relative_to(ROOT).as_posix()}::{node.name}", names


def _names(decorator: ast.expr) -> Iterator[str]:
    """The rows that a decorator names, or a parameter inside it."""
    for node in ast.walk(decorator):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.row":
            yield from (str(ast.literal_eval(each)) for each in node.args)


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
