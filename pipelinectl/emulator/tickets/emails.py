"""Marketing e-mails, read only: `/marketing/emails/2026-09` and `/marketing/v3/emails`.

Shapes: HubSpot's API description. That a new account has "Ticket received" and "Ticket closed",
and how they read, is unverified; the names are those of HubSpot's knowledge base.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator import wire
from pipelinectl.emulator.account import now
from pipelinectl.emulator.errors import invalid, not_found
from pipelinectl.emulator.paging import page
from pipelinectl.emulator.pipelines.model import EPOCH
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject

EMAIL = "email"
_LARGEST_PAGE = 100
FRESH: list[JsonObject] = [
    {
        "id": "180000001",
        "name": "Ticket received",
        "subject": "We have received your ticket",
        "type": "TICKET_EMAIL",
        "subcategory": "ticket_opened_kickback_email",
        "isTransactional": True,
        "createdAt": EPOCH,
    },
    {
        "id": "180000002",
        "name": "Ticket closed",
        "subject": "Your ticket has been closed",
        "type": "TICKET_EMAIL",
        "subcategory": "ticket_closed_kickback_email",
        "isTransactional": True,
        "createdAt": EPOCH,
    },
]
_DEFAULTS: JsonObject = {
    "type": "AUTOMATED_EMAIL",
    "subcategory": "automated",
    "subject": "",
    "isPublished": True,
    "isTransactional": False,
    "workflowNames": [],
    "archived": False,
}


def list_emails(account: Account, call: Call) -> Answer:
    """GET a page of e-mails with the `total`; `type`, `isPublished` and `archived` filter."""
    found = [email for email in account.store.all(EMAIL) if _wanted(email, call.query)]
    answer = page(found, call.query, default=10, most=_LARGEST_PAGE)
    return Answer(200, {"total": len(found)} | answer)


def get_email(account: Account, call: Call) -> Answer:
    """GET one."""
    email = account.store.get(EMAIL, call.params["email_id"])
    if email is None:
        raise not_found(f"There is no email with ID {call.params['email_id']}")
    return Answer(200, email)


def new_email(account: Account, body: JsonObject) -> None:
    """Store an e-mail of a seed, in the shape of a read; what it lacks gets a default.

    Raises:
        RefusedError: 400; it has no name, or its id is taken.
    """
    wire.require(body, "name")
    email_id = str(body.get("id") or account.new_id())
    if account.store.get(EMAIL, email_id):
        raise invalid(f"There is another email with ID {email_id}")
    created = wire.text(body, "createdAt") or now()
    email = {**_DEFAULTS, "createdAt": created, "updatedAt": created, **body, "id": email_id}
    state = "AUTOMATED" if email["isPublished"] else "AUTOMATED_DRAFT"
    account.store.put(EMAIL, email_id, {"state": state, **email})


def _wanted(email: JsonObject, query: Mapping[str, str]) -> bool:
    if email["archived"] != (query.get("archived", "").lower() == "true"):
        return False
    if "type" in query and email["type"] != query["type"]:
        return False
    published = query.get("isPublished")
    return published is None or email["isPublished"] == (published.lower() == "true")


FAMILY = Family(
    (
        ("v3", "/marketing/v3/emails"),
        ("2026-03", "/marketing/emails/2026-03"),
        ("2026-09", "/marketing/emails/2026-09"),
    ),
    (("GET", "", list_emails), ("GET", "/{email_id}", get_email)),
)
