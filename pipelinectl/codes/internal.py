"""Faults of pipelinectl itself."""

from __future__ import annotations

from pipelinectl.codes.row import Code

ROWS = (
    Code(
        "PC901",
        "error",
        "pipelinectl failed",
        "This is a fault of pipelinectl, not of your files. Please report it with the "
        "command, and what `--verbose` shows.",
    ),
)
