"""Flows that belong to a pipeline's Automate tab, known by their `uuid`.

`ticket-<pipeline id>-email-sent`, `ticket-<pipeline id>-email-recieved` (HubSpot's spelling) and
`ticket-<pipeline id>-<stage id>`, as seen by others in real accounts. They are read to verify
what a person set up; whether writing one sets the switch is unverified, so none is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows import terms
from pipelinectl.automation.references import STATUS, reference

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pipelinectl.adapters.hubspot.flows.lookup import Lookup
    from pipelinectl.model import Record

SETTINGS = {
    "email-sent": "email_sent_to_customer",
    "email-recieved": "customer_replies",
}
"""The ends of a `uuid`, and our names of the settings."""


def templated(
    uuid: object, lookup: Lookup, pipelines: Collection[str] = ()
) -> tuple[str, str] | None:
    """Which part of which pipeline's Automate tab a flow of this `uuid` is.

    It is a pipeline's id with one of our settings, or with the id of a status. `pipelines` are
    the ids of those that are known. Ids may hold hyphens: the known pipeline with the longest
    id that fits, else the one that holds the status.

    Returns:
        None where the `uuid` is of another kind, or of a pipeline that is not known.
    """
    if not isinstance(uuid, str) or not uuid.startswith("ticket-"):
        return None
    rest = uuid.removeprefix("ticket-")
    for pipeline, end in sorted(_cuts(rest), key=lambda cut: -len(cut[0])):
        known = pipeline in pipelines
        if known and end in SETTINGS:
            return pipeline, SETTINGS[end]
        if lookup.pipeline_of(end) == pipeline:
            return pipeline, end
    return None


def value_of(flow: Mapping[str, Any]) -> Record | bool | None:
    """The value of a templated automation: the status that its flow sets, or False where off.

    Returns:
        None where that cannot be told: it branches, or sets no status, or several.
    """
    actions = flow.get("actions") or ()
    if flow.get("isEnabled") is not True:
        return False if flow.get("isEnabled") is False else None
    if any(each.get("type") != "SINGLE_CONNECTION" for each in actions):
        return None
    found = {_status_set(each["fields"]) for each in actions if each.get("actionTypeId") == "0-5"}
    statuses = found - {None}
    return reference(STATUS, str(*statuses)) if len(statuses) == 1 and "" not in found else None


def _cuts(text: str) -> list[tuple[str, str]]:
    """Every way to part a text at a hyphen."""
    parts = text.split("-")
    return [("-".join(parts[:at]), "-".join(parts[at:])) for at in range(1, len(parts))]


def _status_set(fields: Mapping[str, Any]) -> str | None:
    """The status that an action sets; None: it sets something else; empty: that is not told."""
    if fields["property_name"] != terms.PROPERTIES[terms.STATUS]:
        return None
    return str(fields["value"].get("staticValue") or "")
