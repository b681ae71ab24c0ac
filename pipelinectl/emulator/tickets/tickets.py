"""Tickets: `/crm/v3/objects/tickets` and `/crm/objects/{version}/tickets`.

Whatever is written runs through the help desk: close dates, workflows. An answer tells what was
written; what came of it is told by the next read, for in HubSpot workflows run a little later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator import wire
from pipelinectl.emulator.account import TICKET, now
from pipelinectl.emulator.errors import error_body, invalid, not_found
from pipelinectl.emulator.paging import page
from pipelinectl.emulator.pipelines.model import TICKETS
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.tickets import runs, worlds
from pipelinectl.emulator.tickets.ticketsearch import search
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject

PIPELINE, STAGE = "hs_pipeline", "hs_pipeline_stage"
LARGEST_BATCH = 100


def list_tickets(account: Account, call: Call) -> Answer:
    """GET a page of tickets."""
    runs.catch_up(account)
    return Answer(200, page(account.store.all(TICKET), call.query, default=10, most=100))


def get_ticket(account: Account, call: Call) -> Answer:
    """GET one ticket, always with all the properties it has."""
    runs.catch_up(account)
    return Answer(200, _ticket(account, call.params["ticket_id"]))


def create_ticket(account: Account, call: Call) -> Answer:
    """POST a ticket: 201. Without a pipeline it goes to the default one."""
    return Answer(201, _make(account, [call.json()])[0])


def patch_ticket(account: Account, call: Call) -> Answer:
    """PATCH the properties of a ticket."""
    runs.catch_up(account)
    old = _ticket(account, call.params["ticket_id"])
    return Answer(200, _change(account, [(old, call.json())])[0])


def delete_ticket(account: Account, call: Call) -> Answer:
    """DELETE archives; an archived ticket is gone here. 204 for an unknown one too."""
    account.index.before_write()
    _drop(account, call.params["ticket_id"])
    return Answer(204)


def create_batch(account: Account, call: Call) -> Answer:
    """POST up to 100 tickets: all or none."""
    inputs = _inputs(call)
    return _batch(lambda: _make(account, inputs), 201)


def update_batch(account: Account, call: Call) -> Answer:
    """POST changes to up to 100 tickets: 207 where some are unknown, else all or none."""
    runs.catch_up(account)
    found, missing = _found(account, call)
    return _batch(lambda: _change(account, found), 200, missing)


def read_batch(account: Account, call: Call) -> Answer:
    """POST ids, get tickets: 207 where some are unknown."""
    runs.catch_up(account)
    found, missing = _found(account, call)
    return _batch(lambda: [ticket for ticket, _ in found], 200, missing)


def archive_batch(account: Account, call: Call) -> Answer:
    """POST ids to archive: 204."""
    account.index.before_write()
    for item in _inputs(call):
        _drop(account, str(item.get("id")))
    return Answer(204)


def search_tickets(account: Account, call: Call) -> Answer:
    """POST a search."""
    runs.catch_up(account)
    return Answer(200, search(account.index.tickets(), call.json()))


def new_ticket(account: Account, body: JsonObject, *, ticket_id: str | None = None) -> None:
    """Store a ticket of a seed. It is taken to have been there before: nothing comes of it.

    Raises:
        RefusedError: 400; the stage is missing, or is no stage of the pipeline.
    """
    properties = _asked(account, body)
    time = now()
    found = ticket_id or worlds.next_id(account, "ticket")
    stamps = {"hs_object_id": found, "createdate": time, "hs_lastmodifieddate": time}
    ticket = {
        "id": found,
        "properties": properties | stamps,
        "createdAt": time,
        "updatedAt": time,
        "archived": False,
    }
    account.store.put(TICKET, found, ticket, tag=properties[STAGE])


def _make(account: Account, bodies: list[JsonObject]) -> list[JsonObject]:
    asked = [_asked(account, body) for body in bodies]
    made = runs.make(account, *asked)
    return [_written(account, *each) for each in zip(made, asked, strict=True)]


def _change(account: Account, wanted: list[tuple[JsonObject, JsonObject]]) -> list[JsonObject]:
    asked = [(ticket["id"], _properties(body)) for ticket, body in wanted]
    for (ticket, _), (_, values) in zip(wanted, asked, strict=True):
        _check(account, ticket["properties"] | values)
    runs.change(account, *asked)
    return [_written(account, *each) for each in asked]


def _written(account: Account, ticket_id: str, asked: dict[str, str]) -> JsonObject:
    """A ticket as the answer to a write tells it: with what was asked for."""
    ticket = _ticket(account, ticket_id)
    kept = {**ticket["properties"], **asked}
    return ticket | {"properties": {name: value for name, value in kept.items() if value}}


def _asked(account: Account, body: JsonObject) -> dict[str, str]:
    """The properties of a new ticket. Without a pipeline it goes to the default one."""
    default = account.default_pipeline()
    properties = {PIPELINE: default.id if default else ""} | _properties(body)
    if not properties.get(STAGE):
        raise invalid(
            "Error creating TICKET. Some required properties were not set.",
            context={"properties": [STAGE]},
        )
    _check(account, properties)
    return properties


def _check(account: Account, properties: dict[str, str]) -> None:
    """The stage is one of the pipeline."""
    pipeline = account.pipeline(TICKETS, properties[PIPELINE])
    stage = properties[STAGE]
    if pipeline is None:
        raise _not_valid(PIPELINE, f"{properties[PIPELINE]} is not a valid pipeline ID")
    if pipeline.stage(stage) is None:
        raise _not_valid(STAGE, f"{stage} is not a valid stage ID of pipeline {pipeline.id}")


def _drop(account: Account, ticket_id: str) -> None:
    account.store.drop(TICKET, ticket_id)
    account.store.drop(worlds.BESIDE, ticket_id)


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
