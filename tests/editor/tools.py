"""The tools of tests/editor/package.json, and what happens where they are not installed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BIN = Path(__file__).parent / "node_modules" / ".bin"


def npm_tool(name: str) -> str:
    """The path of a tool. Without it the test is skipped, or fails where its tier must run."""
    path = _BIN / name
    if path.exists():
        return str(path)
    reason = f"tier npm: {name} is not installed in tests/editor: run `make editor` (needs npm)"
    if "npm" in os.environ.get("PIPELINECTL_TIERS", "").replace(",", " ").split():
        pytest.fail(f"{reason}; PIPELINECTL_TIERS asks for it")
    pytest.skip(reason)
