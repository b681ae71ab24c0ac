"""The ledger in a file beside the project, and the lock of the operating system beside it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NO_LEDGER = "none"


class LocalStore:
    """Keeps the ledger in one file; its version is the digest of its content."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> tuple[bytes | None, str]:
        """The content and its version; None and a fixed version where there is no file."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return None, NO_LEDGER
        return content, _version(content)

    def save(self, content: bytes, version: str) -> bool:
        """Replace the file at once, if it still has that version."""
        import filelock  # noqa: PLC0415 - slow to import, and only what applies needs it

        self._path.parent.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(f"{self._path}.write.lock"):
            if self.load()[1] != version:
                return False
            _replace(self._path, content)
        return True


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Hold the lock beside the ledger; yields False where another process holds it.

    The operating system frees the lock of a process that dies, so a held lock is a living run.
    """
    import filelock  # noqa: PLC0415 - as above

    path.parent.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(f"{path}.lock", blocking=False)
    try:
        lock.acquire()
    except filelock.Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _version(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, path)  # noqa: PTH105 - the atomic replace of one name by another
