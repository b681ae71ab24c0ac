"""What a person does in HubSpot's workflow editor, below `/_ui/flows`.

A person sees every workflow, whatever the token of the API may read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator.errors import not_found
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.shapes import flag, record, text
from pipelinectl.emulator.wire import Answer
from pipelinectl.emulator.workflows import flowstore
from pipelinectl.emulator.workflows.flowinput import read_change, read_new

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject

_simple = record(optional={"isEnabled": flag, "name": text, "description": text})
UI = (("", "/_ui"),)


def list_flows(account: Account, _call: Call) -> Answer:
    """All workflows whole, without paging."""
    return Answer(200, {"results": flowstore.flows(account)})


def get_flow(account: Account, call: Call) -> Answer:
    """One workflow."""
    return Answer(200, _flow(account, call))


def create_flow(account: Account, call: Call) -> Answer:
    """Build one by hand: the body is that of the API."""
    return Answer(201, flowstore.add(account, read_new(account, call.json()), pending=False))


def edit_flow(account: Account, call: Call) -> Answer:
    """Change what the body names; `enabled` is short for `isEnabled`. The rest stays."""
    asked, old = call.json(), _flow(account, call)
    if "enabled" in asked:
        asked["isEnabled"] = asked.pop("enabled")
    return Answer(200, edited(account, old, asked))


def clone_flow(account: Account, call: Call) -> Answer:
    """Clone: a new id, switched off; name, description and all the rest are copied.

    But for the uuid: it would not tell two flows apart (unverified).
    """
    content = flowstore.content_of(_flow(account, call))
    copied = {key: value for key, value in content.items() if key != "uuid"}
    return Answer(201, flowstore.add(account, copied | {"isEnabled": False}, pending=False))


def delete_flow(account: Account, call: Call) -> Answer:
    """Delete one."""
    flowstore.forget(account, _flow(account, call)["id"])
    return Answer(204)


def edited(account: Account, old: JsonObject, changes: JsonObject) -> JsonObject:
    """The flow after a person has changed it; a flow of a seed may be odd, and still be switched.

    Raises:
        RefusedError: 400; the result is no flow that HubSpot would keep.
    """
    if changes.keys() <= {"isEnabled", "name", "description"}:
        simple: JsonObject = _simple(changes, "")
        return flowstore.change(account, old, {**flowstore.content_of(old), **simple})
    whole = {**flowstore.content_of(old), **changes, "revisionId": old["revisionId"]}
    content, _ = read_change(account, whole, old)
    return flowstore.change(account, old, content)


def _flow(account: Account, call: Call) -> JsonObject:
    flow = flowstore.flow(account, call.params["flow_id"])
    if flow is None:
        raise not_found(f"There is no workflow {call.params['flow_id']}")
    return flow


FAMILY = Family(
    UI,
    (
        ("GET", "/flows", list_flows),
        ("POST", "/flows", create_flow),
        ("GET", "/flows/{flow_id}", get_flow),
        ("PATCH", "/flows/{flow_id}", edit_flow),
        ("POST", "/flows/{flow_id}", edit_flow),
        ("DELETE", "/flows/{flow_id}", delete_flow),
        ("POST", "/flows/{flow_id}/clone", clone_flow),
    ),
)
