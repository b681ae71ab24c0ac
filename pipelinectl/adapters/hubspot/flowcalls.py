"""The calls that change a workflow, as data: method, id and body, and what they touch.

The revision in the body of a change is the one that was planned against; the one that is sent
is read right before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows import put_body
from pipelinectl.model import Kind
from pipelinectl.ports import Touched, Want, Write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.model import LiveObject, Value


_OF_THE_SERVER = frozenset(
    {"id", "createdAt", "updatedAt", "crmObjectCreationStatus", "nextAvailableActionId"}
)
"""What only answers hold (HubSpot's API description of flows)."""


def create(want: Want, fields: Mapping[str, Value], body: Mapping[str, Any]) -> Write:
    """A new workflow, switched off."""
    name = fields["name"]
    return Write(
        want.address,
        f'create workflow "{name}" (disabled)',
        "",
        (Touched(Kind.AUTOMATION, want.id, None, dict(fields)),),
        {"method": "POST", "name": name, "body": dict(body)},
    )


def change(
    want: Want, found: LiveObject, fields: Mapping[str, Value], body: Mapping[str, Any], doing: str
) -> Write:
    """The whole of a workflow anew: there is no call that changes a part. `doing` is the verb."""
    name = found.fields["name"]
    sent = {key: value for key, value in body.items() if key not in _OF_THE_SERVER}
    return Write(
        want.address,
        f'{doing} workflow "{name}"',
        "",
        (Touched(Kind.AUTOMATION, found.id, dict(found.fields), dict(fields)),),
        {"method": "PUT", "id": found.id, "name": name, "body": put_body(sent, _revision(found))},
    )


def delete(want: Want, found: LiveObject) -> Write:
    """A workflow that goes."""
    name = found.fields["name"]
    return Write(
        want.address,
        f'delete workflow "{name}"',
        "",
        (Touched(Kind.AUTOMATION, found.id, dict(found.fields), None),),
        {"method": "DELETE", "id": found.id, "name": name},
    )


def _revision(found: LiveObject) -> str:
    return str(found.native["revisionId"])
