"""What a request must pass before a handler sees it: token, rate limit, scopes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.emulator import profiles
from pipelinectl.emulator.errors import error_body
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from pipelinectl.emulator.ratelimit import RateLimiter
    from pipelinectl.emulator.wire import Call

_BEARER = "bearer "
_SCOPES_PAGE = "https://developers.hubspot.com/scopes"


@dataclass(frozen=True, slots=True)
class Lack:
    """A profile in which a token has not the scopes for some paths: for its reads, or its writes.

    A path counts where it is `part`, or `part` and a slash begin or stand in it.
    """

    profile: str
    part: str
    scopes: tuple[str, ...]
    reads: bool = True
    writes: bool = True

    def concerns(self, call: Call) -> bool:
        """Whether the scopes would be needed for a request."""
        wanted = self.reads if call.method == "GET" else self.writes
        return wanted and f"{self.part}/" in f"{call.path}/"


_AUTOMATION = "/automation"
_CUSTOM_CHANNELS = ("/conversations/custom-channels", "/conversations/v3/custom-channels")
_CRM_USERS = tuple(
    f"/crm/{base}/users" for base in ("v3/objects", "objects/2026-03", "objects/2026-09")
)
_USERS = ("settings.users.read", "crm.objects.users.read")
_TEAMS = ("settings.users.teams.read",)
LACKS = (
    Lack(
        profiles.MISSING_SCOPE,
        "/crm/pipelines-rules",
        ("crm.pipelines.governance.read",),
        writes=False,
    ),
    Lack(profiles.MISSING_SCOPE, "/crm/pipelines-rules", ("crm.pipelines.governance.write",)),
    *(
        Lack(profiles.MISSING_SCOPE, part, ("tickets", "crm.schemas.tickets.write"), reads=False)
        for part in ("/crm/pipelines", "/crm/v3/pipelines")
    ),
    # Reported by others: an account without workflows in its subscription answers the same.
    *(
        Lack(profile, _AUTOMATION, ("automation",))
        for profile in (
            profiles.MISSING_SCOPE,
            profiles.MISSING_AUTOMATION_SCOPE,
            profiles.STARTER_ACCOUNT,
        )
    ),
    *(
        Lack(profiles.MISSING_PEOPLE_SCOPE, part, scopes)
        for part, scopes in (
            ("/owners", ("crm.objects.owners.read",)),
            ("/settings/users", _USERS),
            ("/settings/v3/users", _USERS),
            ("/settings/teams", _TEAMS),
            *((part, ("crm.objects.users.read",)) for part in _CRM_USERS),
        )
    ),
    *(
        Lack(profiles.MISSING_USERS_WRITE_SCOPE, part, ("crm.objects.users.write",), reads=False)
        for part in _CRM_USERS
    ),
    Lack(
        profiles.MISSING_USERS_WRITE_SCOPE,
        "/settings/teams",
        ("settings.users.teams.write",),
        reads=False,
    ),
    Lack(profiles.MISSING_TEAMS_SCOPE, "/teams", _TEAMS),
    Lack(profiles.MISSING_SEATS_SCOPE, "/seats", ("settings.billing.write",)),
    *(
        Lack(profiles.MISSING_CONTENT_SCOPE, part, ("content",))
        for part in ("/marketing/v3/emails", "/marketing/emails")
    ),
    *(
        Lack(profiles.MISSING_FORMS_SCOPE, part, ("forms",))
        for part in ("/marketing/v3/forms", "/marketing/forms")
    ),
    *(
        Lack(profile, part, ("conversations.custom_channels.read",))
        for profile in (profiles.MISSING_CONVERSATIONS_SCOPE, profiles.STARTER_ACCOUNT)
        for part in _CUSTOM_CHANNELS
    ),
    Lack(profiles.MISSING_CONVERSATIONS_SCOPE, "/conversations", ("conversations.read",)),
    Lack(profiles.MISSING_PROPERTIES_SCOPE, "/properties", ("tickets", "crm.schemas.tickets.read")),
)


class Gate:
    """Turns requests away: 401, then 429, then 403."""

    def __init__(self, token: str | None, limiter: RateLimiter, enabled: frozenset[str]) -> None:
        self._token = token
        self._limiter = limiter
        self._lacks = [lack for lack in LACKS if lack.profile in enabled]

    def refusal(self, call: Call) -> Answer | None:
        """The answer that turns a request away, or None where it may pass."""
        if not call.token or self._token not in {None, call.token}:
            return _unauthorised(given=bool(call.token))
        return self._limiter.refusal() or self._forbidden(call)

    def _forbidden(self, call: Call) -> Answer | None:
        lack = next((lack for lack in self._lacks if lack.concerns(call)), None)
        return None if lack is None else _missing_scope(*lack.scopes)


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
