"""Writes every file of the repository that is made from the code.

Run `python -m pipelinectl.published` in the root of a checkout. A test compares each
file with what is made here.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipelinectl.adapters.registry import DEFAULT, capabilities_of
from pipelinectl.checks.tiers import subscriptions_page
from pipelinectl.manual import commands_page, language_page
from pipelinectl.reference import capabilities_page, diagnostics_page
from pipelinectl.schema import SCHEMAS, as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILES: Mapping[str, Callable[[], str]] = {
    "schema/pipelinectl.schema.json": lambda: as_text(SCHEMAS["configuration"]()),
    "schema/project.schema.json": lambda: as_text(SCHEMAS["project"]()),
    "schema/plan.schema.json": lambda: as_text(SCHEMAS["plan"]()),
    "docs/diagnostics.md": diagnostics_page,
    "docs/language.md": language_page,
    "docs/commands.md": commands_page,
    "docs/subscriptions.md": subscriptions_page,
    "docs/capabilities.md": lambda: capabilities_page(DEFAULT, capabilities_of(DEFAULT)),
}
"""What makes the text of each file, by its path in the repository."""


def write(root: Path) -> list[str]:
    """Write the files that are missing or differ below `root`; returns their paths."""
    written = []
    for name, made in FILES.items():
        path, text = root / name, made()
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
        written.append(name)
    return written


def main() -> int:
    """Write into the current folder, which must be the root of a checkout."""
    root = Path()
    if not (root / "pipelinectl" / "published.py").is_file():
        sys.stderr.write("Run this in the root of a checkout of pipelinectl.\n")
        return 1
    for name in write(root):
        sys.stdout.write(f"wrote {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
