"""What a request must pass before a handler sees it: token, rate limit, scopes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator import profiles
from pipelinectl.emulator.errors import error_body
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from pipelinectl.emulator.ratelimit import RateLimiter
    from pipelinectl.emulator.wire import Call

_BEARER = "bearer "
_RULES_PATH = "/crm/pipelines-rules/"
_PIPELINE_PATHS = ("/crm/pipelines/", "/crm/v3/pipelines/")
_SCOPES_PAGE = "https://developers.hubspot.com/scopes"


class Gate:
    """Turns requests away: 401, then 429, then 403."""

    def __init__(self, token: str | None, limiter: RateLimiter, enabled: frozenset[str]) -> None:
        self._token = token
        self._limiter = limiter
        self._scopes_missing = profiles.MISSING_SCOPE in enabled

    def refusal(self, call: Call) -> Answer | None:
        """The answer that turns a request away, or None where it may pass."""
        if not call.token or self._token not in {None, call.token}:
            return _unauthorised(given=bool(call.token))
        return self._limiter.refusal() or self._forbidden(call)

    def _forbidden(self, call: Call) -> Answer | None:
        if not self._scopes_missing:
            return None
        if call.path.startswith(_RULES_PATH):
            action = "read" if call.method == "GET" else "write"
            return _missing_scope(f"crm.pipelines.governance.{action}")
        if call.path.startswith(_PIPELINE_PATHS) and call.method != "GET":
            return _missing_scope("tickets", "crm.schemas.tickets.write")
        return None


def bearer_token(authorization: str | None) -> str | None:
    """The token of an Authorization header, or None where it has none."""
    if authorization is None or not authorization.lower().startswith(_BEARER):
        return None
    return authorization[len(_BEARER) :].strip() or None


def _unauthorised(*, given: bool) -> Answer:
    what = "is invalid or expired" if given else "was not found"
    message = f"Authentication credentials: the access token {what}."
    return Answer(401, error_body(message, "INVALID_AUTHENTICATION"))


def _missing_scope(*scopes: str) -> Answer:
    body = error_body(
        "This app hasn't been granted all required scopes to make this call."
        f" Read more about required scopes here: {_SCOPES_PAGE}.",
        "MISSING_SCOPES",
        errors=[
            {
                "message": "One or more of the following scopes are required.",
                "context": {"requiredGranularScopes": list(scopes)},
            }
        ],
        links={"scopes": _SCOPES_PAGE},
    )
    return Answer(403, body)
