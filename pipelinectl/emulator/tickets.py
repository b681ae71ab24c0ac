"""Tickets: `/crm/v3/objects/tickets` and `/crm/objects/{version}/tickets`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator import wire
from pipelinectl.emulator.account import TICKET, now
from pipelinectl.emulator.errors import error_body, invalid, not_found
from pipelinectl.emulator.model import TICKETS
from pipelinectl.emulator.paging import page
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.ticketsearch import search
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject

PIPELINE, STAGE = "hs_pipeline", "hs_pipeline_stage"
LARGEST_BATCH = 100


def list_tickets(account: Account, call: Call) -> Answer:
    """GET a page of tickets."""
    return Answer(200, page(account.store.all(TICKET), call.query, default=10, most=100))


def get_ticket(account: Account, call: Call) -> Answer:
    """GET one ticket, always with all the properties it has."""
    return Answer(200, _ticket(account, call.params["ticket_id"]))


def create_ticket(account: Account, call: Call) -> Answer:
    """POST a ticket: 201. Without a pipeline it goes to the default one."""
    account.index.before_write()
    return Answer(201, new_ticket(account, call.json()))


def patch_ticket(account: Account, call: Call) -> Answer:
    """PATCH the properties of a ticket."""
    account.index.before_write()
    old = _ticket(account, call.params["ticket_id"])
    return Answer(200, _change(account, old, call.json()))


def delete_ticket(account: Account, call: Call) -> Answer:
    """DELETE archives; an archived ticket is gone here. 204 for an unknown one too."""
    account.index.before_write()
    account.store.drop(TICKET, call.params["ticket_id"])
    return Answer(204)


def create_batch(account: Account, call: Call) -> Answer:
    """POST up to 100 tickets: all or none."""
    inputs = _inputs(call)
    account.index.before_write()
    return _batch(lambda: [new_ticket(account, item) for item in inputs], 201)


def update_batch(account: Account, call: Call) -> Answer:
    """POST changes to up to 100 tickets: 207 where some are unknown, else all or none."""
    found, missing = _found(account, call)
    account.index.before_write()
    return _batch(lambda: [_change(account, ticket, item) for ticket, item in found], 200, missing)


def read_batch(account: Account, call: Call) -> Answer:
    """POST ids, get tickets: 207 where some are unknown."""
    found, missing = _found(account, call)
    return _batch(lambda: [ticket for ticket, _ in found], 200, missing)


def archive_batch(account: Account, call: Call) -> Answer:
    """POST ids to archive: 204."""
    account.index.before_write()
    for item in _inputs(call):
        account.store.drop(TICKET, str(item.get("id")))
    return Answer(204)


def search_tickets(account: Account, call: Call) -> Answer:
    """POST a search."""
    return Answer(200, search(account.index.tickets(), call.json()))


def new_ticket(account: Account, body: JsonObject, *, ticket_id: str | None = None) -> JsonObject:
    """Store a ticket that a request or a seed describes, and return it.

    Raises:
        RefusedError: 400; the stage is missing, or is no stage of the pipeline.
    """
    asked = _properties(body)
    default = account.default_pipeline()
    properties = {PIPELINE: default.id if default else ""} | asked
    if not properties.get(STAGE):
        raise invalid(
            "Error creating TICKET. Some required properties were not set.",
            context={"properties": [STAGE]},
        )
    time = now()
    found = ticket_id or str(account.store.number(TICKET, start=20000000001))
    ticket = {
        "id": found,
        "properties": properties | {"hs_object_id": found, "createdate": time},
        "createdAt": time,
        "updatedAt": time,
        "archived": False,
    }
    return _save(account, ticket)


def _change(account: Account, ticket: JsonObject, body: JsonObject) -> JsonObject:
    properties = ticket["properties"] | _properties(body)
    kept = {key: value for key, value in properties.items() if value or key in (PIPELINE, STAGE)}
    return _save(account, ticket | {"properties": kept, "updatedAt": now()})


def _save(account: Account, ticket: JsonObject) -> JsonObject:
    properties = ticket["properties"]
    pipeline = account.pipeline(TICKETS, properties[PIPELINE])
    stage = properties[STAGE]
    if pipeline is None:
        raise _not_valid(PIPELINE, f"{properties[PIPELINE]} is not a valid pipeline ID")
    if pipeline.stage(stage) is None:
        raise _not_valid(STAGE, f"{stage} is not a valid stage ID of pipeline {pipeline.id}")
    saved = ticket | {"properties": properties | {"hs_lastmodifieddate": ticket["updatedAt"]}}
    account.store.put(TICKET, ticket["id"], saved, tag=stage)
    return saved


def _properties(body: JsonObject) -> dict[str, str]:
    asked = body.get("properties")
    if not isinstance(asked, dict):
        raise invalid("Some required fields were not set: [properties]")
    return {key: "" if value is None else str(value) for key, value in asked.items()}


def _ticket(account: Account, ticket_id: str) -> JsonObject:
    ticket = account.store.get(TICKET, ticket_id)
    if ticket is None:
        raise not_found(f"Object not found. objectId={ticket_id}")
    return ticket


def _inputs(call: Call) -> list[JsonObject]:
    inputs = wire.objects(call.json(), "inputs")
    if not 1 <= len(inputs) <= LARGEST_BATCH:
        raise invalid(f"inputs must hold from 1 to {LARGEST_BATCH} items, not {len(inputs)}")
    return inputs


def _found(account: Account, call: Call) -> tuple[list[tuple[JsonObject, JsonObject]], list[str]]:
    """The tickets of a batch, each with what is asked of it, and the ids that are unknown."""
    asked = [(account.store.get(TICKET, str(item.get("id"))), item) for item in _inputs(call)]
    missing = [str(item.get("id")) for ticket, item in asked if ticket is None]
    return [(ticket, item) for ticket, item in asked if ticket is not None], missing


def _batch(
    work: Callable[[], list[JsonObject]], status: int, missing: list[str] | None = None
) -> Answer:
    started = now()
    body: JsonObject = {"status": "COMPLETE", "results": work(), "startedAt": started}
    body["completedAt"] = now()
    if not missing:
        return Answer(status, body)
    error = error_body("Could not get some TICKET objects", "OBJECT_NOT_FOUND")
    return Answer(207, body | {"numErrors": 1, "errors": [error | {"context": {"ids": missing}}]})


def _not_valid(name: str, message: str) -> Exception:
    return invalid(f"Property values were not valid: {name}: {message}", context={name: [message]})


FAMILY = Family(
    (
        ("v3", "/crm/v3/objects/tickets"),
        ("2026-03", "/crm/objects/2026-03/tickets"),
        ("2026-09", "/crm/objects/2026-09/tickets"),
    ),
    (
        ("GET", "", list_tickets),
        ("POST", "", create_ticket),
        ("POST", "/search", search_tickets),
        ("POST", "/batch/create", create_batch),
        ("POST", "/batch/update", update_batch),
        ("POST", "/batch/read", read_batch),
        ("POST", "/batch/archive", archive_batch),
        ("GET", "/{ticket_id}", get_ticket),
        ("PATCH", "/{ticket_id}", patch_ticket),
        ("DELETE", "/{ticket_id}", delete_ticket),
    ),
)
