"""Reference pages made from the table of codes: for `explain`, and docs/diagnostics.md."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from pipelinectl.codes import TABLE

if TYPE_CHECKING:
    from pipelinectl.codes import Code

_FAMILIES = {
    "PC0": "Syntax",
    "PC1": "Structure and project file",
    "PC2": "References",
    "PC3": "Checks",
    "PC5": "The account and its API",
    "PC6": "Plan safety",
    "PC9": "Faults of pipelinectl",
}


def page(row: Code) -> str:
    """One code, for the terminal."""
    origin = f", check {row.row}" if row.row else ""
    text = textwrap.fill(row.explanation, 88)
    return f"{row.code}: {row.title} ({row.severity}{origin})\n\n{text}\n"


def diagnostics_page() -> str:
    """All codes by family, as Markdown."""
    lines = [
        "<!-- Made by `make docs` from pipelinectl/codes/. Do not edit. -->",
        "# Diagnostics",
        "",
        "Every finding has a code. `pipelinectl explain CODE` shows these pages in the terminal.",
        "Errors end a command with exit 1, what is blocked with exit 3; warnings and infos leave",
        "the exit code alone, and `--strict` turns warnings into errors.",
    ]
    for prefix, title in _FAMILIES.items():
        lines += ["", f"## {title}"]
        for row in TABLE.values():
            if row.code.startswith(prefix):
                origin = f" · {row.row}" if row.row else ""
                lines += ["", f"### {row.code} {row.title}", "", f"*{row.severity}{origin}*", ""]
                lines += textwrap.wrap(row.explanation, 96)
    return "\n".join(lines) + "\n"
