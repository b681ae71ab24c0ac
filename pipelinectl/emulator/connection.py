"""Answers that are none: a connection held open, or closed without a word."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

_TRANSPORT = "emulator.transport"


class OpenProtocol(H11Protocol):
    """HTTP as uvicorn speaks it; the application can reach the connection.

    An ASGI application cannot close a connection without answering: uvicorn answers 500 for it.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Hand the connection to every request that comes over it."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, _TRANSPORT: transport}


class Dropped(Response):
    """Closes the connection without an answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Abort the connection, and wait until the server has noticed."""
        await _abort(scope, receive)


class Held(Response):
    """Keeps the connection open without an answer, until the client goes or we are released."""

    def __init__(self, released: asyncio.Event) -> None:
        super().__init__()
        self._released = released

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Wait; then abort the connection."""
        gone = asyncio.create_task(_gone(receive))
        released = asyncio.create_task(self._released.wait())
        await asyncio.wait({gone, released}, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        released.cancel()
        await _abort(scope, receive)


async def _abort(scope: Scope, receive: Receive) -> None:
    state: dict[str, Any] = scope["state"]
    transport: asyncio.Transport = state[_TRANSPORT]
    transport.abort()
    await _gone(receive)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
