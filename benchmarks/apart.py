"""Runs pipelinectl and tells its calls apart: `apart.py REPORT ARGUMENT…`.

The report has the number of calls, and the seconds in which at least one of them was under way.
A script of its own, which imports nothing of this folder, so that it starts as fast as the command.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.ports import HelpDesk


class Calls:
    """Counts calls and the time during which any is under way; threads may overlap."""

    def __init__(self) -> None:
        self.calls = 0
        self.seconds = 0.0
        self._under_way = 0
        self._since = 0.0
        self._lock = threading.Lock()

    def watched(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, counted."""

        def counted(*arguments: Any, **options: Any) -> Any:
            with self._lock:
                self.calls += 1
                if not self._under_way:
                    self._since = time.perf_counter()
                self._under_way += 1
            try:
                return call(*arguments, **options)
            finally:
                with self._lock:
                    self._under_way -= 1
                    if not self._under_way:
                        self.seconds += time.perf_counter() - self._since

        return counted


def main() -> None:
    """Run the command line, with each call of an HTTP session counted."""
    report, *arguments = sys.argv[1:]
    calls = Calls()
    from pipelinectl.adapters import registry  # noqa: PLC0415 - the import is part of the command

    plain = registry.connect

    def connect(*given: Any) -> HelpDesk:
        import requests  # noqa: PLC0415 - as late as the command itself imports it

        watched = calls.watched(requests.Session.request)
        requests.Session.request = watched  # type: ignore[method-assign]
        return plain(*given)

    registry.connect = connect  # type: ignore[assignment]
    from pipelinectl.cli.main import run  # noqa: PLC0415 - after the change above

    code = run(arguments)
    found = {"calls": calls.calls, "seconds": calls.seconds}
    Path(report).write_text(json.dumps(found), encoding="utf-8")
    sys.exit(code)


if __name__ == "__main__":
    main()
