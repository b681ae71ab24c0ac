"""The conformance suite is the folder `conformance`: each case shows one row of the table.

The cases make what they need under names of their own and take it away again, so that they can run
against a real developer test account too. Cases that need a profile run against the emulator only.
"""

from __future__ import annotations

import re
from pathlib import Path

TABLE = Path(__file__).parents[2] / "docs" / "hubspot-behaviour.md"
CASES = Path(__file__).parent / "conformance"


def rows() -> dict[str, str]:
    """The ids of the table, each with its last cell: whether there is a case."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("| HB-")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert all(len(row) == 5 for row in cells)
    labels = {row[2] for row in cells}
    assert labels <= {"*documented*", "*observed by others*", "*unverified*"}
    ids = [row[0] for row in cells]
    assert len(ids) == len(set(ids))
    return {row[0]: row[4] for row in cells}


def test_every_row_has_its_case_and_every_case_its_row() -> None:
    sources = [path.read_text("utf-8") for path in CASES.glob("test_*.py")]
    named = re.compile(r'^@case\("(HB-[A-Z]+-\d+)"\)', re.MULTILINE)
    cases = {row for source in sources for row in named.findall(source)}
    assert cases == {row for row, has_case in rows().items() if has_case == "case: yes"}
