"""The flows of an account, with their revisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator import profiles
from pipelinectl.emulator.account import now
from pipelinectl.emulator.errors import invalid
from pipelinectl.emulator.workflows.flowgraph import next_free_id

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import JsonObject

FLOW = "flow"
_REVISION = "flow revision"
_PENDING = "flow pending"
PENDING, COMPLETE = "PENDING", "COMPLETE"
READS_UNTIL_COMPLETE = 1
READS_UNTIL_COMPLETE_SLOW = 5
STATUS = "crmObjectCreationStatus"


def flows(account: Account) -> list[JsonObject]:
    """Every flow, in the order of creation."""
    return account.store.all(FLOW)


def flow(account: Account, flow_id: str) -> JsonObject | None:
    """The flow of that id, or None."""
    return account.store.get(FLOW, flow_id)


def flow_with_uuid(account: Account, uuid: str) -> JsonObject | None:
    """The first flow with a uuid, or None."""
    return next((found for found in flows(account) if found.get("uuid") == uuid), None)


def add(account: Account, content: JsonObject, *, pending: bool) -> JsonObject:
    """Make a flow of what was asked for; the id is ours. A pending one is complete later."""
    flow_id = _new_id(account)
    time = now()
    made = {
        **content,
        "id": flow_id,
        "revisionId": "1",
        "createdAt": time,
        "updatedAt": time,
        "nextAvailableActionId": next_free_id(content["actions"]),
        STATUS: PENDING if pending else COMPLETE,
    }
    if pending:
        slow = account.has(profiles.SLOW_FLOW_CREATION)
        reads = READS_UNTIL_COMPLETE_SLOW if slow else READS_UNTIL_COMPLETE
        account.store.put(_PENDING, flow_id, {"reads": reads})
    _save(account, made)
    return made


def change(account: Account, old: JsonObject, content: JsonObject) -> JsonObject:
    """Give a flow new content and a new revision; what the content lacks is gone."""
    made = {
        **content,
        "id": old["id"],
        "createdAt": old["createdAt"],
        "updatedAt": now(),
        "revisionId": str(int(old["revisionId"]) + 1),
        "nextAvailableActionId": next_free_id(
            content["actions"], at_least=old["nextAvailableActionId"]
        ),
        STATUS: COMPLETE,
    }
    account.store.drop(_PENDING, old["id"])
    _save(account, made)
    return made


def forget(account: Account, flow_id: str) -> None:
    """Purge a flow. Its revisions stay, and nothing leads to them."""
    account.store.drop(FLOW, flow_id)
    account.store.drop(_PENDING, flow_id)


def keep(account: Account, found: JsonObject) -> None:
    """Store a flow as it is, for a seed; an id and the next action's id are added where absent.

    Raises:
        RefusedError: 400; its id is taken, or its revision is no number.
    """
    flow_id = str(found.get("id") or _new_id(account))
    if flow(account, flow_id):
        raise invalid(f"There is another flow with ID {flow_id}")
    if not str(found["revisionId"]).isdecimal():
        raise invalid(f"revisionId {found['revisionId']} is not a number")
    numbered = {"nextAvailableActionId": next_free_id(found["actions"]), **found}
    _save(account, {**numbered, "id": flow_id, "revisionId": str(found["revisionId"])})


def settle(account: Account, found: JsonObject) -> JsonObject:
    """A flow as a read of it alone answers it; so many reads of a new flow say PENDING."""
    waiting = account.store.get(_PENDING, found["id"])
    if waiting is None:
        return found
    if waiting["reads"] > 0:
        account.store.put(_PENDING, found["id"], {"reads": waiting["reads"] - 1})
        return found
    done = {**found, STATUS: COMPLETE}
    account.store.drop(_PENDING, found["id"])
    _save(account, done)
    return done


def revision(account: Account, flow_id: str, revision_id: str) -> JsonObject | None:
    """A flow as it was at a revision, or None."""
    return account.store.get(_REVISION, f"{flow_id} {revision_id}")


def content_of(found: JsonObject) -> JsonObject:
    """What a person or a request chose of a flow, without what the server adds."""
    return {key: value for key, value in found.items() if key not in _OF_THE_SERVER}


_OF_THE_SERVER = {"id", "revisionId", "createdAt", "updatedAt", "nextAvailableActionId", STATUS}


def _new_id(account: Account) -> str:
    """A number that no flow has, given by us alone."""
    while True:
        flow_id = str(account.store.number(FLOW, start=1700000001))
        if flow(account, flow_id) is None:
            return flow_id


def _save(account: Account, found: JsonObject) -> None:
    account.store.put(FLOW, found["id"], found)
    account.store.put(_REVISION, f"{found['id']} {found['revisionId']}", found)
