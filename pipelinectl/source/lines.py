"""Source lines for the caret, read when one is shown."""

from __future__ import annotations

import os
import re
from pathlib import Path

from pipelinectl.source.disk import read_bytes

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class Sources:
    """The lines of the project's files; each file is read at most once."""

    def __init__(self, root: Path) -> None:
        """Read files of the project folder `root` only."""
        self._root = os.path.realpath(root)
        self._lines: dict[str, list[str]] = {}

    def line(self, file: str, number: int) -> str | None:
        """A line of a file, counted from 1, without its end.

        None where the file or the line does not exist, is binary, or lies outside the project.
        Bytes that are not UTF-8 come as U+FFFD.
        """
        lines = self._lines.get(file)
        if lines is None:
            lines = self._lines[file] = self._read(file)
        return lines[number - 1] if 0 < number <= len(lines) else None

    def _read(self, file: str) -> list[str]:
        try:
            path = os.path.realpath(Path(self._root, file), strict=True)
            if os.path.commonpath([path, self._root]) != self._root:
                return []
            data = read_bytes(path)
        except (OSError, ValueError):
            return []
        if b"\x00" in data:
            return []
        return _LINE_BREAK.split(data.decode("utf-8", "replace").removeprefix("\ufeff"))
