"""One request from arrival to answer: log, gate, faults, handler."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from starlette.responses import JSONResponse, Response

from pipelinectl.emulator import faults as fault
from pipelinectl.emulator import profiles
from pipelinectl.emulator.connection import Dropped, Held
from pipelinectl.emulator.errors import RefusedError, error_body
from pipelinectl.emulator.gate import Gate, bearer_token
from pipelinectl.emulator.requestlog import RequestLog, is_click, is_write
from pipelinectl.emulator.wire import Answer, Call, html_page, refused

if TYPE_CHECKING:
    from starlette.requests import Request

    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.faults import Fault, Faults
    from pipelinectl.emulator.ratelimit import RateLimiter
    from pipelinectl.emulator.routing import Handler
    from pipelinectl.emulator.wire import JsonObject


class _Work(Protocol):
    def __call__(self, *, keep: bool = True) -> Answer: ...


class Front:
    """Stands before the handlers. Handlers run one after another, each in a transaction."""

    def __init__(
        self, account: Account, *, token: str | None, limiter: RateLimiter, faults: Faults
    ) -> None:
        self._account = account
        self._limiter = limiter
        self._faults = faults
        self._gate = Gate(token, limiter, account.profiles)
        self.log = RequestLog()

    async def respond(self, request: Request, handler: Handler, version: str) -> Response:
        """The answer to a request of the API, or to a click."""
        call = await _call(request, version)
        entry = self.log.begin(call)
        work = self._work(call, handler, entry)
        answer = work() if is_click(call) else self._gate.refusal(call) or self._outcome(call, work)
        if isinstance(answer, Response):
            return answer
        entry["status"] = answer.status
        return self._response(call, answer)

    def _outcome(self, call: Call, work: _Work) -> Answer | Response:
        if not is_write(call):
            failing = self._faults.for_read(call.path)
            return _failure(failing) if failing else work()
        due = self._faults.for_write(call.method, call.path)
        return self._disturbed(due, work) if due else work()

    def _disturbed(self, due: Fault, work: _Work) -> Answer | Response:
        """A write to which a fault happens: whether it is performed, and what is answered."""
        if due.name == fault.FAIL_WRITE:
            return _failure(due)
        if due.name == fault.DROP_BEFORE:
            return Dropped()
        if due.name == fault.HOLD_BEFORE:
            return self._hold()
        answer = work(keep=due.name != fault.IGNORE_WRITE)
        if due.name == fault.HOLD_AFTER:
            return self._hold()
        if due.name == fault.DROP_AFTER:
            return Dropped()
        return Answer(502, html_page(502)) if due.name == fault.GARBLE_WRITE else answer

    def _hold(self) -> Response:
        self._faults.reach()
        return Held(self._faults.released)

    def _work(self, call: Call, handler: Handler, entry: JsonObject) -> _Work:
        """The handler's work on a request; it tells the log when it is done and kept."""

        def work(*, keep: bool = True) -> Answer:
            try:
                with self._account.store.transaction(keep=keep):
                    answer = handler(self._account, call)
            except RefusedError as error:
                return refused(error)
            if keep:
                self.log.performed(entry, answer)
            return answer

        return work

    def _response(self, call: Call, answer: Answer) -> Response:
        headers = {} if call.path.endswith("/search") else dict(self._limiter.headers())
        return as_response(self._disguised(call, answer), headers)

    def _disguised(self, call: Call, answer: Answer) -> Answer:
        unread = answer.status == 404 and call.method == "GET"
        if self._account.has(profiles.HTML_ERRORS) and (unread or answer.status >= 500):
            return Answer(answer.status, html_page(answer.status))
        return answer


def as_response(answer: Answer, headers: dict[str, str]) -> Response:
    """An answer as the web server sends it."""
    if answer.body is None:
        return Response(status_code=answer.status, headers=headers)
    if isinstance(answer.body, str):
        return Response(answer.body, answer.status, headers, media_type="text/html")
    return JSONResponse(answer.body, answer.status, headers)


async def _call(request: Request, version: str) -> Call:
    return Call(
        method=request.method,
        path=request.url.path,
        params=request.path_params,
        query=dict(request.query_params),
        queries={key: tuple(request.query_params.getlist(key)) for key in request.query_params},
        raw=await request.body(),
        token=bearer_token(request.headers.get("authorization")),
        version=version,
    )


def _failure(due: Fault) -> Answer:
    return Answer(due.status, error_body(f"Fault {due.name}", "EMULATED_FAULT"))
