"""The emulator as an ASGI application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from pipelinectl.emulator import accountinfo, profiles, ratelimit
from pipelinectl.emulator.account import TICKET, Account
from pipelinectl.emulator.channels import channelapi, channelclicks, customchannels, forms
from pipelinectl.emulator.control import Control
from pipelinectl.emulator.errors import EmulatorError, error_body, not_found
from pipelinectl.emulator.faults import Faults
from pipelinectl.emulator.front import Front
from pipelinectl.emulator.people import crmusers, deskclicks, people, teams
from pipelinectl.emulator.pipelines import automate, pipelines, rules, stages
from pipelinectl.emulator.seed import fill, read_seed, supplement
from pipelinectl.emulator.store import Store, open_store
from pipelinectl.emulator.tickets import (
    conversationclicks,
    conversations,
    emails,
    properties,
    searchindex,
    tickets,
)
from pipelinectl.emulator.workflows import editor, flows

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from pipelinectl.emulator.routing import Handler
    from pipelinectl.emulator.settings import Settings
    from pipelinectl.emulator.wire import Answer, Call, JsonObject

_FAMILIES = (
    pipelines.FAMILY,
    stages.FAMILY,
    rules.FAMILY,
    tickets.FAMILY,
    *people.FAMILIES,
    *accountinfo.FAMILIES,
    *flows.FAMILIES,
    emails.FAMILY,
    properties.FAMILY,
    teams.FAMILY,
    crmusers.FAMILY,
    channelapi.FAMILY,
    conversations.FAMILY,
    customchannels.FAMILY,
    forms.FAMILY,
    automate.FAMILY,
    editor.FAMILY,
    channelclicks.FAMILY,
    conversationclicks.FAMILY,
    deskclicks.FAMILY,
)
_OWNER_OF_FILE = "account"
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def create_app(settings: Settings) -> Starlette:
    """The application of one account. `app.state.faults` and `app.state.store` are the server's.

    Raises:
        EmulatorError: a profile is unknown, or the seed or data file cannot be used.
    """
    enabled = profiles.check_profiles(settings.profiles)
    seed = read_seed(settings.seed) if settings.seed else {}
    store = open_store(settings.data)
    lag = searchindex.LAG_SECONDS if profiles.LAGGING_SEARCH in enabled else 0.0
    index = searchindex.SearchIndex(store, TICKET, lag=lag)
    account = Account(settings.account, enabled, store, index)
    try:
        _fill_once(account, seed)
    except EmulatorError:
        store.close()
        raise
    tight = profiles.RATE_LIMITED in enabled
    limiter = ratelimit.RateLimiter(ratelimit.TIGHT if tight else ratelimit.ANNOUNCED)
    faults = Faults()
    front = Front(account, token=settings.token, limiter=limiter, faults=faults)
    control = Control(
        log=front.log, faults=faults, limiter=limiter, refill=lambda: _refill(account, seed)
    )
    app = Starlette(
        routes=[*control.routes(), *_api_routes(front)],
        exception_handlers={Exception: _our_fault},
    )
    app.state.faults = faults
    app.state.store = store
    return app


def _api_routes(front: Front) -> list[Route]:
    routes = [
        Route(each.path, _endpoint(front, each.handler, each.version), methods=[each.method])
        for family in _FAMILIES
        for each in family.routes()
    ]
    return [*routes, Route("/{path:path}", _endpoint(front, _unknown, ""), methods=_METHODS)]


def _endpoint(
    front: Front, handler: Handler, version: str
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await front.respond(request, handler, version)

    return endpoint


def _unknown(_account: Account, call: Call) -> Answer:
    raise not_found(f"There is nothing at {call.method} {call.path}")


async def _our_fault(_request: Request, _error: Exception) -> Response:
    # The traceback goes to the server's own log; a client never sees one.
    return JSONResponse(error_body("internal error", "INTERNAL_ERROR"), 500)


def _fill_once(account: Account, seed: JsonObject) -> None:
    """Fill a new account; a data file that already holds one keeps its content."""
    store: Store = account.store
    owner = store.get(_OWNER_OF_FILE, "id")
    if owner is None:
        _refill(account, seed)
    elif owner["id"] != account.id:
        raise EmulatorError(f"The data file holds account {owner['id']}, not account {account.id}.")
    else:
        with store.transaction():
            supplement(account)


def _refill(account: Account, seed: JsonObject) -> None:
    with account.store.transaction():
        account.store.clear()
        account.store.put(_OWNER_OF_FILE, "id", {"id": account.id})
        fill(account, seed)
    account.index.catch_up()
