"""Routes below `/_emulator/`, by which a test looks at the emulator and disturbs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pipelinectl.emulator import wire
from pipelinectl.emulator.errors import RefusedError, invalid
from pipelinectl.emulator.faults import read_fault
from pipelinectl.emulator.front import as_response
from pipelinectl.emulator.ratelimit import Limit
from pipelinectl.emulator.wire import Call, refused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from pipelinectl.emulator.faults import Faults
    from pipelinectl.emulator.ratelimit import RateLimiter
    from pipelinectl.emulator.requestlog import RequestLog
    from pipelinectl.emulator.wire import JsonObject


class Control:
    """The handlers of the control routes. They need no token, are not logged and never fail."""

    def __init__(
        self,
        *,
        log: RequestLog,
        faults: Faults,
        limiter: RateLimiter,
        refill: Callable[[], None],
    ) -> None:
        self._log = log
        self._faults = faults
        self._limiter = limiter
        self._refill = refill

    def routes(self) -> list[Route]:
        """All control routes."""
        table: tuple[tuple[str, str, Callable[[Request], Awaitable[Response]]], ...] = (
            ("GET", "requests", self.requests),
            ("DELETE", "requests", self.forget_requests),
            ("GET", "faults", self.faults),
            ("POST", "faults", self.add_fault),
            ("DELETE", "faults", self.clear_faults),
            ("POST", "limit", self.set_limit),
            ("DELETE", "limit", self.lift_limit),
            ("POST", "reset", self.reset),
        )
        return [
            Route(f"/_emulator/{path}", _explained(handler), methods=[method])
            for method, path, handler in table
        ]

    async def requests(self, _request: Request) -> Response:
        """All requests to the API since the log was cleared."""
        return JSONResponse({"requests": self._log.entries()})

    async def forget_requests(self, _request: Request) -> Response:
        """Clear the log."""
        self._log.clear()
        return Response(status_code=204)

    async def faults(self, _request: Request) -> Response:
        """Which faults are on, and whether one holds a request."""
        return JSONResponse(self._faults.report())

    async def add_fault(self, request: Request) -> Response:
        """Switch a fault on."""
        self._faults.add(read_fault(await _body(request)))
        return JSONResponse(self._faults.report(), 201)

    async def clear_faults(self, _request: Request) -> Response:
        """Switch all faults off."""
        self._faults.clear()
        return Response(status_code=204)

    async def set_limit(self, request: Request) -> Response:
        """Enforce a rate limit: `requests` in `seconds`."""
        body = await _body(request)
        wire.require(body, "requests", "seconds")
        requests, seconds = wire.whole(body, "requests") or 0, wire.whole(body, "seconds") or 0
        if requests < 1 or seconds < 1:
            raise invalid("'requests' and 'seconds' must be 1 or more")
        self._limiter.change(Limit(requests=requests, seconds=seconds, enforced=True))
        return Response(status_code=204)

    async def lift_limit(self, _request: Request) -> Response:
        """Go back to the limit of the profile."""
        self._limiter.change(None)
        return Response(status_code=204)

    async def reset(self, _request: Request) -> Response:
        """Make the account new again, and forget requests, faults and limit."""
        self._refill()
        self._faults.clear()
        self._limiter.change(None)
        self._log.clear()
        return Response(status_code=204)


def _explained(
    handler: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except RefusedError as error:
            return as_response(refused(error), {})

    return answer


async def _body(request: Request) -> JsonObject:
    return Call(request.method, request.url.path, {}, {}, raw=await request.body()).json()
