"""Whole outputs kept as files beside the tests; `UPDATE_GOLDEN=1` writes them anew."""

from __future__ import annotations

import difflib
import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def check(path: Path, text: str) -> None:
    """Fail with a unified diff where the text is not the file's, one final line break apart."""
    text = text.rstrip("\n") + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    if kept != text:
        lines = difflib.unified_diff(
            kept.splitlines(keepends=True),
            text.splitlines(keepends=True),
            str(path),
            "what was rendered",
        )
        pytest.fail(f"{''.join(lines)}\nUPDATE_GOLDEN=1 writes it anew.", pytrace=False)
