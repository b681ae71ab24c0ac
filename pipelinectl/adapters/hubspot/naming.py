"""How HubSpot's ids are made from keys, and how large things may be.

Sources: HubSpot's pipelines guide (100 statuses for a ticket pipeline). Observed by others on API
version 2026-09 and not documented: an id of a pipeline has at most 36 characters and one of a
status at most 100 (longer ones fail with a server error and create nothing); ids of statuses are
unique among all ticket pipelines. No limit is known for names; the longest one seen in a real
account has 75 characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.versions import TICKETS
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.capabilities import Capability
    from pipelinectl.model import Value

_CREATE_RECORD = "0-14"
"""The type of the action that creates a record (documented; its fields are observed by others)."""


def pipeline_id(key: str) -> str:
    """The id that a pipeline is created under."""
    return key


def status_id(pipeline_key: str, status_key: str) -> str:
    """The id that a status is created under. No key holds a hyphen, so no two make one id."""
    return f"{pipeline_key}-{status_key}"


@dataclass(frozen=True, slots=True)
class Naming:
    """The id scheme and the sizes that the help desk takes, as the checks ask for them."""

    pipeline_id_max: int
    status_id_max: int
    statuses_max: int
    name_warning: int

    def pipeline_id(self, key: str) -> str:
        """The id that a pipeline is created under."""
        return pipeline_id(key)

    def status_id(self, pipeline_key: str, status_key: str) -> str:
        """The id that a status is created under."""
        return status_id(pipeline_key, status_key)

    def creates_ticket(self, action: Mapping[str, Value]) -> bool:
        """Whether a raw action creates a ticket."""
        fields = action.get("fields")
        made = fields.get("object_type_id") if isinstance(fields, Record) else None
        return action.get("actionTypeId") == _CREATE_RECORD and made == TICKETS

    @property
    def capabilities(self) -> tuple[Capability, ...]:
        """What HubSpot lets one do with each setting."""
        # imported when a configuration has channels: most runs of `validate` need none of it
        from pipelinectl.adapters.hubspot.capabilities import CAPABILITIES  # noqa: PLC0415

        return CAPABILITIES


HUBSPOT_NAMING = Naming(pipeline_id_max=36, status_id_max=100, statuses_max=100, name_warning=100)
"""The numbers of the module's docstring."""
