"""The emulator, over HTTP, in a thread of this process: filled anew for every example."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import uvicorn

from pipelinectl.emulator.account import TICKET, Account
from pipelinectl.emulator.app import _refill, create_app
from pipelinectl.emulator.connection import OpenProtocol
from pipelinectl.emulator.errors import EmulatorError
from pipelinectl.emulator.settings import Settings
from pipelinectl.emulator.tickets import searchindex
from tests.desk import TOKEN
from tests.emulator.harness import Api, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.emulator.store import Store


@dataclass(frozen=True)
class Emulated:
    """A running emulator. Between two requests it is idle, so it can be filled from here."""

    api: Api
    store: Store
    profiles: frozenset[str]

    def reset(self) -> None:
        """As new: HubSpot's own first content."""
        assert self.api.post("/_emulator/reset").status_code == 204

    def fill(self, seed: dict[str, Any]) -> bool:
        """Hold what the seed says; False where HubSpot would refuse it."""
        self.reset()
        index = searchindex.SearchIndex(self.store, TICKET, lag=0.0)
        try:
            _refill(Account(1111111, self.profiles, self.store, index), seed)
        except EmulatorError:
            return False
        return True


@contextmanager
def emulated(*profiles: str, token: str | None = TOKEN) -> Iterator[Emulated]:
    """An emulator with these profiles, for one token or (None) for any, until the block ends."""
    app = create_app(Settings(token=token, profiles=profiles))
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    config = uvicorn.Config(
        app, http=OpenProtocol, ws="none", lifespan="off", log_level="error", access_log=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    wait_until(lambda: server.started, seconds=10)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    try:
        yield Emulated(Api(url, TOKEN), app.state.store, frozenset(profiles))
    finally:
        server.should_exit = True
        thread.join(10)
        app.state.store.close()
        listening.close()
