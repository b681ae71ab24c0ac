"""The emulator as a process: a socket on the loopback address, and a clean stop."""

from __future__ import annotations

import signal
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from pipelinectl.emulator.app import create_app
from pipelinectl.emulator.connection import OpenProtocol
from pipelinectl.emulator.errors import EmulatorError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipelinectl.emulator.faults import Faults
    from pipelinectl.emulator.settings import Settings

HOST = "127.0.0.1"
_GRACE_SECONDS = 2


def serve(settings: Settings, *, announce: Callable[[str], None]) -> None:
    """Serve one account until SIGTERM or SIGINT; then return.

    `announce` is called once, with the address, when connections are accepted.

    Raises:
        EmulatorError: a profile is unknown, a file cannot be used, or the port is taken.
    """
    app = create_app(settings)
    try:
        listening = _listen(settings.port)
        url = f"http://{HOST}:{listening.getsockname()[1]}"
        config = uvicorn.Config(
            app,
            http=OpenProtocol,
            ws="none",
            lifespan="off",
            loop="asyncio",
            log_level="error",
            access_log=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        server = _Server(config, faults=app.state.faults, ready=lambda: announce(url))
        with _signals_that_end_quietly():
            server.run(sockets=[listening])
    finally:
        app.state.store.close()


class _Server(uvicorn.Server):
    """uvicorn, which tells when it accepts connections and lets held requests go when it stops."""

    def __init__(
        self, config: uvicorn.Config, *, faults: Faults, ready: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._faults = faults
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._faults.clear()
        await super().shutdown(sockets)


def _listen(port: int) -> socket.socket:
    # Named, since asyncio turns Nagle's algorithm off only where it sees TCP: 40 ms a request.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen()
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or error
        raise EmulatorError(f"Port {port} of {HOST} cannot be used: {reason}.") from None
    return listening


@contextmanager
def _signals_that_end_quietly() -> Iterator[None]:
    """Uvicorn raises a signal again after it has stopped; to us it was an order, not a failure."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ours = (signal.SIGTERM, signal.SIGINT)
    before = {each: signal.signal(each, lambda _number, _frame: None) for each in ours}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
