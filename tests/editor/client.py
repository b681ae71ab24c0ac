"""A small client of a language server: JSON-RPC over the pipes of a process."""

from __future__ import annotations

import json
from contextlib import contextmanager
from queue import Empty, Queue
from subprocess import PIPE, Popen
from threading import Thread
from time import monotonic
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PATIENCE = 30.0
"""Seconds until an answer counts as missing; a whole check takes about one and a half."""


class LanguageServer:
    """A running `yaml-language-server`, and how an editor talks to it."""

    def __init__(self, process: Popen[bytes], settings: dict[str, Any]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._input = process.stdin
        self._settings = settings
        self._arrived: Queue[dict[str, Any]] = Queue()
        self._last = 0
        Thread(target=_read, args=(process.stdout, self._arrived), daemon=True).start()

    def ask(self, method: str, parameters: dict[str, Any]) -> Any:
        """Send a request; what it is answered."""
        self._last += 1
        number = self._last
        self._send(id=number, method=method, params=parameters)
        answer = self._until(lambda each: each.get("id") == number and "method" not in each)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def tell(self, method: str, parameters: dict[str, Any]) -> None:
        """Send a notification, which is not answered."""
        self._send(method=method, params=parameters)

    def open(self, *paths: Path) -> dict[Path, list[dict[str, Any]]]:
        """Open files as an editor does; the diagnostics that are published for each."""
        waiting = {path.as_uri(): path for path in paths}
        for uri, path in waiting.items():
            text = path.read_text("utf-8")
            item = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
            self.tell("textDocument/didOpen", {"textDocument": item})
        found: dict[Path, list[dict[str, Any]]] = {}
        while waiting:
            published = self._until(
                lambda each: each.get("method") == "textDocument/publishDiagnostics"
            )["params"]
            if published["uri"] in waiting:
                found[waiting.pop(published["uri"])] = published["diagnostics"]
        return found

    def at(self, method: str, path: Path, place: tuple[int, int]) -> Any:
        """Ask about a place in an open file: its line and column, from 0."""
        position = {"line": place[0], "character": place[1]}
        return self.ask(method, {"textDocument": {"uri": path.as_uri()}, "position": position})

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._input.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._input.flush()

    def _until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait for a message; requests of the server are answered meanwhile."""
        end = monotonic() + _PATIENCE
        while True:
            try:
                message = self._arrived.get(timeout=max(0.0, end - monotonic()))
            except Empty:
                raise TimeoutError("the language server does not answer") from None
            if "method" in message and "id" in message:
                self._send(id=message["id"], result=self._answer(message))
            if wanted(message):
                return message

    def _answer(self, request: dict[str, Any]) -> Any:
        if request["method"] != "workspace/configuration":
            return None
        return [self._settings.get(each["section"]) for each in request["params"]["items"]]


@contextmanager
def started(program: str, schemas: dict[str, list[str]], root: Path) -> Iterator[LanguageServer]:
    """Start the server with schemas by address, each with the files it is for; end it after."""
    settings = {
        "yaml": {
            "schemas": schemas,
            "validate": True,
            "completion": True,
            "hover": True,
            "schemaStore": {"enable": False},
        }
    }
    with Popen([program, "--stdio"], stdin=PIPE, stdout=PIPE, cwd=root) as process:
        server = LanguageServer(process, settings)
        server.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": root.as_uri(),
                "workspaceFolders": [{"uri": root.as_uri(), "name": "project"}],
                "capabilities": {
                    "workspace": {"configuration": True},
                    "textDocument": {"completion": {"completionItem": {"snippetSupport": True}}},
                },
            },
        )
        server.tell("initialized", {})
        try:
            yield server
        finally:
            server.ask("shutdown", {})
            server.tell("exit", {})
            process.wait(_PATIENCE)


def _read(output: IO[bytes], arrived: Queue[dict[str, Any]]) -> None:
    """Put every message of the server into the queue until its output ends."""
    while True:
        length = 0
        while line := output.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            return
        arrived.put(json.loads(output.read(length)))
