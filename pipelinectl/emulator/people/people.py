"""Owners, users, teams with their members, and seats: all read-only here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator.errors import invalid, not_found
from pipelinectl.emulator.fresh import SERVICE_SEAT
from pipelinectl.emulator.paging import page
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject

USER, TEAM, OWNER = "user", "team", "owner"
_ROLES = ({"id": "1", "name": "Support agent", "requiresBillingWrite": False},)


def acting_user(account: Account, token: str | None) -> int | None:
    """The id of the user as whom a token acts, for audits; None where there is no user.

    A token that is the e-mail address of a user acts as that user, so that a test can play
    several people. Any other token acts as the first user.
    """
    users = account.store.all(USER)
    named = [user for user in users if user["email"] == token]
    return next((int(user["id"]) for user in named or users), None)


def list_owners(account: Account, call: Call) -> Answer:
    """GET the owners; `email` filters, `archived=true` answers the archived ones."""
    wanted = _archived(call)
    email = call.query.get("email")
    owners = [
        owner
        for owner in account.store.all(OWNER)
        if owner["archived"] == wanted and (email is None or _same(owner.get("email"), email))
    ]
    return Answer(200, page(owners, call.query, default=100, most=500))


def get_owner(account: Account, call: Call) -> Answer:
    """GET one owner by its id, or by `idProperty=userId`."""
    key = call.query.get("idProperty", "id")
    if key not in {"id", "userId"}:
        raise invalid(f"idProperty must be id or userId, not {key}")
    for owner in account.store.all(OWNER):
        if str(owner.get(key)) == call.params["owner_id"] and owner["archived"] == _archived(call):
            return Answer(200, owner)
    raise not_found(f"There is no owner with {key} {call.params['owner_id']}")


def list_users(account: Account, call: Call) -> Answer:
    """GET the users of the account."""
    users = [_shown(user, call) for user in account.store.all(USER)]
    return Answer(200, page(users, call.query, default=100, most=100))


def get_user(account: Account, call: Call) -> Answer:
    """GET one user by its id, or by `idProperty=EMAIL`."""
    key = {"USER_ID": "id", "EMAIL": "email"}.get(call.query.get("idProperty", "USER_ID"))
    if key is None:
        raise invalid("idProperty must be USER_ID or EMAIL")
    for user in account.store.all(USER):
        if _same(user[key], call.params["user_id"]):
            return Answer(200, _shown(user, call))
    raise not_found(f"There is no user {call.params['user_id']}")


def list_seats(account: Account, _call: Call) -> Answer:
    """GET the kinds of seats, without paging: what is left of as many as there are users twice."""
    users = account.store.all(USER)
    taken = sum(SERVICE_SEAT in user.get("seatNames", []) for user in users)
    seat = {
        "name": SERVICE_SEAT,
        "description": "Help desk, and what belongs to it",
        "remainingSeats": 2 * len(users) - taken,
    }
    return Answer(200, {"results": [seat]})


def list_roles(_account: Account, _call: Call) -> Answer:
    """GET the roles, without paging."""
    return Answer(200, {"results": list(_ROLES)})


def list_teams(account: Account, _call: Call) -> Answer:
    """GET the teams with their members, without paging."""
    return Answer(200, {"results": account.store.all(TEAM)})


def _shown(user: JsonObject, call: Call) -> JsonObject:
    """A user as a version answers it: only the beta tells the seats."""
    if call.version == "2026-09-beta":
        return user
    return {key: value for key, value in user.items() if key != "seatNames"}


def _archived(call: Call) -> bool:
    return call.query.get("archived", "").lower() == "true"


def _same(one: str | None, other: str) -> bool:
    return one is not None and one.casefold() == other.casefold()


FAMILIES = (
    # Before the users, whose ids would take in the word.
    Family(
        (("2026-09-beta", "/settings/users/2026-09-beta"),),
        (("GET", "/seats", list_seats),),
    ),
    Family(
        (
            ("v3", "/crm/v3/owners"),
            ("2026-03", "/crm/owners/2026-03"),
            ("2026-09", "/crm/owners/2026-09"),
        ),
        (("GET", "", list_owners), ("GET", "/{owner_id}", get_owner)),
    ),
    Family(
        (
            ("v3", "/settings/v3/users"),
            ("2026-03", "/settings/users/2026-03"),
            ("2026-09-beta", "/settings/users/2026-09-beta"),
        ),
        (
            ("GET", "", list_users),
            ("GET", "/roles", list_roles),
            ("GET", "/teams", list_teams),
            ("GET", "/{user_id}", get_user),
        ),
    ),
)
