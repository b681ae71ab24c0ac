"""Where an account lives: JSON documents in SQLite, in one file or in memory."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipelinectl.emulator.errors import EmulatorError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelinectl.emulator.wire import JsonObject

_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    tag TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL,
    UNIQUE (kind, key)
);
CREATE INDEX IF NOT EXISTS by_tag ON documents (kind, tag);
CREATE TABLE IF NOT EXISTS numbers (name TEXT PRIMARY KEY, next INTEGER NOT NULL);
"""
_PUT = """
INSERT INTO documents (kind, key, tag, body) VALUES (?, ?, ?, ?)
ON CONFLICT (kind, key) DO UPDATE SET tag = excluded.tag, body = excluded.body
"""
_NEXT = """
INSERT INTO numbers (name, next) VALUES (?, ?)
ON CONFLICT (name) DO UPDATE SET next = next + 1 RETURNING next
"""


class Store:
    """Documents by kind and key, each kind in the order of creation; `tag` finds some of a kind.

    Used by one thread. A committed transaction survives the death of the process.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @contextmanager
    def transaction(self, *, keep: bool = True) -> Iterator[None]:
        """All writes of the block or none; none when it raises, and none when `keep` is false."""
        self._connection.execute("BEGIN IMMEDIATE")
        done = False
        try:
            yield
            done = keep
        finally:
            self._connection.execute("COMMIT" if done else "ROLLBACK")

    def all(self, kind: str) -> list[JsonObject]:
        """Every document of a kind."""
        return self._bodies("SELECT body FROM documents WHERE kind = ? ORDER BY sequence", kind)

    def tagged(self, kind: str, tag: str, *, limit: int = -1) -> list[JsonObject]:
        """The documents of a kind with a tag; a negative limit is none."""
        query = "SELECT body FROM documents WHERE kind = ? AND tag = ? ORDER BY sequence LIMIT ?"
        return self._bodies(query, kind, tag, limit)

    def get(self, kind: str, key: str) -> JsonObject | None:
        """One document, or None."""
        query = "SELECT body FROM documents WHERE kind = ? AND key = ?"
        return next(iter(self._bodies(query, kind, key)), None)

    def put(self, kind: str, key: str, body: JsonObject, *, tag: str = "") -> None:
        """Create or replace a document; a replaced one keeps its place."""
        self._connection.execute(_PUT, (kind, key, tag, json.dumps(body)))

    def drop(self, kind: str, key: str) -> None:
        """Forget a document, whether or not there is one."""
        self._connection.execute("DELETE FROM documents WHERE kind = ? AND key = ?", (kind, key))

    def number(self, name: str, *, start: int) -> int:
        """The next number of a named sequence, which begins at `start`."""
        row = self._connection.execute(_NEXT, (name, start)).fetchone()
        return int(row[0])

    def clear(self) -> None:
        """Forget everything."""
        self._connection.execute("DELETE FROM documents")
        self._connection.execute("DELETE FROM numbers")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _bodies(self, query: str, *values: object) -> list[JsonObject]:
        return [json.loads(row[0]) for row in self._connection.execute(query, values)]


def open_store(path: Path | None) -> Store:
    """The store in the file, created where there is none; in memory for None.

    Raises:
        EmulatorError: the file cannot be used, is no data file of ours, or another emulator has it.
    """
    try:
        connection = sqlite3.connect(
            path or ":memory:", timeout=0, isolation_level=None, check_same_thread=False
        )
        # Held for as long as we run, so that two emulators never share a file.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_SCHEMA)
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise EmulatorError(_trouble(path, error)) from None
    return Store(connection)


def _trouble(path: Path | None, error: sqlite3.Error) -> str:
    if "locked" in str(error):
        return f"The data file {path} is in use by another emulator."
    return f"The data file {path} cannot be used: {error}."
