"""Finding configuration files, and reading their bytes as UTF-8."""

from __future__ import annotations

import os
from pathlib import Path

from pipelinectl.diagnostics import Diagnostic, Span, diagnostic
from pipelinectl.source.disk import read_bytes
from pipelinectl.source.findings import shortened
from pipelinectl.source.limits import MAX_FILE_BYTES
from pipelinectl.source.reader import too_large

_SUFFIXES = (".yaml", ".yml")
_NOT_CONFIGURATION = frozenset({"pipelinectl.yaml", "acknowledged.yaml"})
"""Files of the project folder that have a reader of their own."""


class Finder:
    """Collects the files below a target in a stable order; `diagnostics` says what was refused."""

    def __init__(self, root: Path) -> None:
        """Look for files of the project folder `root`."""
        self.diagnostics: list[Diagnostic] = []
        self._root = root
        self._real_root = os.path.realpath(root)
        self._seen: set[str] = set()

    def find(self, target: Path) -> list[tuple[str, str]]:
        """The name for spans and the path of each file; each file once, however it is linked."""
        path = str(self._root / target)
        name = self.name(path)
        real = self._inside(path, name)
        if real is None:
            return []
        if not Path(real).is_dir():
            return [(name, real)]
        return self._walk(real, "" if name == "." else name + "/")

    def name(self, path: str) -> str:
        """The name for spans: relative to the project folder, with forward slashes."""
        relative = os.path.relpath(path, self._root)
        printable = relative.encode("utf-8", "replace").decode("utf-8")
        return printable.replace(os.sep, "/")

    def _walk(self, folder: str, prefix: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        pending = [(folder, prefix)]
        while pending:
            folder, prefix = pending.pop()
            if folder in self._seen:
                continue
            self._seen.add(folder)
            below = []
            for entry in self._entries(folder, prefix):
                name = prefix + entry.name.encode("utf-8", "replace").decode("utf-8")
                real = self._inside(entry.path, name) if entry.is_symlink() else entry.path
                if real is None:
                    continue
                if Path(real).is_dir() if entry.is_symlink() else entry.is_dir():
                    below.append((real, name + "/"))
                elif entry.name.endswith(_SUFFIXES) and real not in self._seen:
                    self._seen.add(real)
                    found.append((name, real))
            pending += reversed(below)
        return sorted(found)

    def _entries(self, folder: str, prefix: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return sorted(
                    (
                        entry
                        for entry in entries
                        if not entry.name.startswith(".")
                        and (prefix or entry.name not in _NOT_CONFIGURATION)
                    ),
                    key=lambda entry: entry.name,
                )
        except OSError as error:
            self.diagnostics.append(unreadable(prefix or ".", error))
            return []

    def _inside(self, path: str, name: str) -> str | None:
        """The path with links followed, if it lies in the project folder."""
        try:
            real = os.path.realpath(path, strict=True)
        except OSError as error:
            self.diagnostics.append(unreadable(name, error))
            return None
        if real == self._real_root or real.startswith(self._real_root.rstrip(os.sep) + os.sep):
            return real
        self.diagnostics.append(
            diagnostic(
                "PC016",
                f"{shortened(name)} leads out of the project folder.",
                span=Span(name, 1, 1, 1, 1),
                hint="Put the file itself into the project folder.",
            )
        )
        return None


def decode(path: str, name: str) -> tuple[str | None, list[Diagnostic]]:
    """The text of a file, or why there is none."""
    try:
        data = read_bytes(path)
    except OSError as error:
        return None, [unreadable(name, error)]
    if len(data) > MAX_FILE_BYTES:
        return None, [too_large(name)]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        return None, [_not_utf8(data, error.start, name)]


def unreadable(name: str, error: OSError) -> Diagnostic:
    """The finding for a path that the system does not let us read."""
    reason = (error.strerror or str(error)).lower()
    return diagnostic(
        "PC001",
        f"{shortened(name)} cannot be read: {reason}.",
        span=Span(name, 1, 1, 1, 1),
        hint="Check the path: it does not exist, or is a link that leads nowhere."
        if isinstance(error, FileNotFoundError)
        else "Check the path and its permissions.",
    )


def _not_utf8(data: bytes, offset: int, name: str) -> Diagnostic:
    before = data[:offset].decode("utf-8").removeprefix("\ufeff")
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    place = (len(lines), len(lines[-1]) + 1)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return diagnostic(
        "PC002",
        f"{shortened(name)} is not UTF-8: reading stopped at byte {offset + 1} of {len(data)}.",
        span=Span(name, *place, place[0], place[1] + 1),
        hint="The file looks like UTF-16. Save it as UTF-8."
        if wide
        else "Save the file again with the encoding UTF-8.",
    )
