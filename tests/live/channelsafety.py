"""What the tests of channels' safety share: files, what a person connects, and what stands then."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from tests.live.flows import PROFESSIONAL, held, mark_of

if TYPE_CHECKING:
    from tests.desk import Desk

HEAD = f"""{PROFESSIONAL}
pipelines:
  desk: {{name: Desk, statuses: [New, Waiting, {{name: Closed, state: closed}}]}}
"""
FORMS = "/marketing/v3/forms"
TEAMS = "/settings/teams/2026-09-beta"

EMAIL: dict[str, Any] = {
    "objectTypeId": "0-1",
    "name": "email",
    "label": "Your mail",
    "fieldType": "email",
    "required": True,
    "hidden": False,
    "dependentFields": [],
    "validation": {"blockedEmailDomains": [], "useDefaultBlockList": False},
}


def mail(key: str = "support", box: str = "s", *, status: str = "Waiting", more: str = "") -> str:
    """A file with one e-mail channel whose tickets a workflow moves."""
    properties = f"ticket_properties: {{pipeline: desk, status: {status}}}"
    return (
        f"{HEAD}channels:\n  {key}: {{type: email, connected_to: help_desk, "
        f"address: {box}@acme.example, {properties}{more}}}\n"
    )


def contact(form: str, properties: str = "pipeline: desk, status: New") -> str:
    """A file with one form channel."""
    return (
        f"{HEAD}channels:\n  contact: {{type: form, connected_to: help_desk, form: {form}, "
        f"ticket_properties: {{{properties}}}}}\n"
    )


def files(desk: Desk, text: str) -> None:
    """Write the one file of the configuration."""
    desk.write("pipelines/desk.yaml", text)


def connect(desk: Desk, kind: str, inbox: str = "help_desk", **more: Any) -> str:
    """Connect a channel as a person does: its id."""
    answer = desk.api.post("/_ui/channels", {"type": kind, "inbox": inbox, **more})
    assert answer.ok, answer.text
    return str(answer.json()["id"])


def disconnect(desk: Desk, identifier: str) -> None:
    """Remove a channel as a person does."""
    assert desk.api.delete(f"/_ui/channels/{identifier}").ok


def field(name: str, label: str, **more: Any) -> dict[str, Any]:
    """A field of a form as HubSpot shows it."""
    return {
        "objectTypeId": "0-1",
        "name": name,
        "label": label,
        "fieldType": "single_line_text",
        "required": False,
        "hidden": False,
        "dependentFields": [],
        **more,
    }


def hidden(name: str, value: str) -> dict[str, Any]:
    """A hidden field of a ticket with a value."""
    return field(name, name, objectTypeId="0-5", hidden=True, defaultValue=value)


def make_form(desk: Desk, name: str, *listed: dict[str, Any]) -> str:
    """A form that somebody built: its id."""
    groups = [
        {"groupType": "default_group", "richTextType": "text", "fields": [copy.deepcopy(each)]}
        for each in listed
    ]
    times = dict.fromkeys(("createdAt", "updatedAt"), "2026-01-01T00:00:00.000Z")
    body = {
        **times,
        "name": name,
        "formType": "hubspot",
        "archived": False,
        "fieldGroups": groups,
        "configuration": {},
        "displayOptions": {},
        "legalConsentOptions": {"type": "none"},
    }
    answer = desk.api.post(FORMS, body)
    assert answer.ok, answer.text
    return str(answer.json()["id"])


def form(desk: Desk, identifier: str) -> tuple[str, dict[str, Any]]:
    """A form's name, and its fields: labels by their names, of hidden ones the values."""
    found = desk.api.get(f"{FORMS}/{identifier}").json()
    listed = [each for group in found["fieldGroups"] for each in group["fields"]]
    shown = {each["name"]: each.get("defaultValue") or each["label"] for each in listed}
    return found["name"], shown


def workflows(desk: Desk) -> dict[str, tuple[str, bool, list[str]]]:
    """The workflows: by id the mark, whether on, and the channels that they begin with."""
    found = {}
    for each in held(desk):
        branches = each["enrollmentCriteria"]["eventFilterBranches"]
        filters = [one for branch in branches for one in branch["filters"]]
        values = [one["operation"].get("values", []) for one in filters]
        channels = [value for listed in values for value in listed if value.isdigit()]
        found[str(each["id"])] = (str(mark_of(each)), each["isEnabled"], channels)
    return found


def told(planned: Any) -> list[tuple[str, str, str]]:
    """Code, severity and address of what a plan in JSON says."""
    return [
        (each["code"], each["severity"], str(each["address"]))
        for each in planned["diagnostics"]
        if each["code"] not in {"PC614", "PC631", "PC634"}
    ]


def changes(planned: Any) -> dict[str, tuple[str, list[str]]]:
    """What a plan in JSON does to each address, and what blocks it."""
    return {
        each["address"]: (each["action"], each["blocked_by"])
        for each in planned["changes"]
        if each["action"] != "none"
    }
