"""Emulated accounts to plan against, each a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ENOUGH = 1_000_000_000


class Account:
    """A running emulator, without a limit of calls and with limits of pipelines unreadable.

    A measurement is of pipelinectl, not of the pause that HubSpot's rate limit asks for. An
    account that tells its limit of 100 pipelines would make a plan of more an error.
    """

    def __init__(self, url: str) -> None:
        self.url = url

    def reset(self) -> None:
        """As new, or as the seed has it."""
        self._post("reset", {})
        self.unlimit()

    def unlimit(self) -> None:
        """Answer any number of calls, and do not tell the limit of pipelines."""
        self._post("limit", {"requests": _ENOUGH, "seconds": 10})
        fault = {"name": "fail_read", "path_contains": "/limits/", "status": 403, "times": _ENOUGH}
        self._post("faults", fault)

    def _post(self, path: str, body: object) -> None:
        request = urllib.request.Request(
            f"{self.url}/_emulator/{path}", data=json.dumps(body).encode(), method="POST"
        )
        with urllib.request.urlopen(request, timeout=600):
            pass


@contextmanager
def running(seed: Path | None = None) -> Iterator[Account]:
    """An emulator on a free port; with a seed it begins with that, else as a new account.

    Raises:
        RuntimeError: it does not start.
    """
    command = [sys.executable, "-m", "pipelinectl.emulator", "--port", "0"]
    if seed is not None:
        command += ["--seed", str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # asked for as a pipe
        try:
            line = process.stdout.readline()
            if " ready at " not in line:
                msg = "the emulator did not start"
                raise RuntimeError(msg)
            account = Account(line.split(" ready at ")[1].split()[0])
            account.unlimit()
            yield account
        finally:
            process.terminate()
