from __future__ import annotations

import select
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

START_SECONDS = 10.0
TOKEN = "any-token"  # the emulator takes any


class Api:
    """Plain HTTP to one base URL."""

    def __init__(self, base_url: str, token: str) -> None:
        self.url = base_url
        self.token = token
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"

    def send(self, method: str, path: str, body: object = None, **more: Any) -> requests.Response:
        more.setdefault("timeout", 10)
        return self._session.request(method, self.url + path, json=body, **more)

    def get(self, path: str, **more: Any) -> requests.Response:
        return self.send("GET", path, **more)

    def post(self, path: str, body: object = None, **more: Any) -> requests.Response:
        return self.send("POST", path, body, **more)

    def put(self, path: str, body: object = None) -> requests.Response:
        return self.send("PUT", path, body)

    def patch(self, path: str, body: object = None) -> requests.Response:
        return self.send("PATCH", path, body)

    def delete(self, path: str) -> requests.Response:
        return self.send("DELETE", path)


@dataclass(frozen=True)
class Emulator:
    """A running emulator process."""

    process: subprocess.Popen[str]
    announcement: str
    api: Api


def wait_until(holds: Callable[[], bool], *, seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pipelinectl.emulator", *arguments]


def _first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], START_SECONDS)
    assert ready, "the emulator did not announce itself"
    return process.stdout.readline()


@contextmanager
def running(*arguments: str, token: str = TOKEN) -> Iterator[Emulator]:
    """The emulator on a free port, as a process of its own."""
    with subprocess.Popen(
        command("--port", "0", *arguments), stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            line = _first_line(process)
            url = line.split(" at ")[1].split(" ")[0]
            yield Emulator(process, line, Api(url, token))
        finally:
            process.kill()
