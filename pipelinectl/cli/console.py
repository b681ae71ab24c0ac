"""Where a command's words go: data to stdout, everything else to stderr, as text or as a log."""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from pipelinectl.render.style import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SILENCE = 1.0
"""Seconds after which a command that waits says so, and again after as many."""


@dataclass(frozen=True, slots=True)
class Console:
    """Two streams and how to write to them."""

    out: TextIO
    err: TextIO
    color: bool = True
    quiet: bool = False
    verbose: bool = False
    log_json: bool = False

    @classmethod
    def standard(cls, *, no_color: bool, quiet: bool, verbose: bool, log_json: bool) -> Console:
        """The process's own streams; colour only where a person reads and NO_COLOR is not set."""
        color = not no_color and not os.environ.get("NO_COLOR")
        return cls(sys.stdout, sys.stderr, color, quiet, verbose, log_json)

    def style(self, *, data: bool = True) -> Style:
        """Colours for one of the two streams."""
        stream = self.out if data else self.err
        return Style(color=self.color and stream.isatty())

    def data(self, text: str) -> None:
        """What the command was asked for."""
        self.out.write(text if text.endswith("\n") else text + "\n")

    def say(self, text: str, **fields: object) -> None:
        """What a person or a log wants to know beside it; nothing with `--quiet`."""
        if not self.quiet:
            self._write(text, "info", fields)

    def detail(self, text: str, **fields: object) -> None:
        """What only `--verbose` shows."""
        if self.verbose:
            self._write(text, "debug", fields)

    def problem(self, text: str) -> None:
        """What is shown even with `--quiet`."""
        self._write(text, "error", {})

    @contextmanager
    def waiting(self, words: Callable[[], str]) -> Iterator[None]:
        """Say what is going on once it takes more than a second, and every second from then on."""
        done = threading.Event()

        def tell() -> None:
            while not done.wait(_SILENCE):
                self.say(words())

        teller = threading.Thread(target=tell, daemon=True)
        teller.start()
        try:
            yield
        finally:
            done.set()
            teller.join()

    def _write(self, text: str, level: str, fields: dict[str, object]) -> None:
        if self.log_json:
            text = json.dumps({"level": level, "message": text, **fields}, ensure_ascii=False)
        self.err.write(text if text.endswith("\n") else text + "\n")
        self.err.flush()
