"""Channels in help-desk terms: their types, what tells one from another, what a workflow can do.

The settings of a channel, each with the form of its value (`language.spec.Channel.settings`):

    connected_to            "help_desk", or the name of an inbox
    enabled, create_tickets true or false
    address, number, page, form, app    texts; which of them a channel has depends on its type
    mailbox                 gmail, office_365, other
    ticket_properties       {pipeline: reference, status: reference, priority: text, …}
    routing                 false, or {assign_to: "none" | "contact_owner" | {users: (references),
                            teams: (references)}, only_available_users: bool,
                            rules: ({when: condition, skill: text}, …)}
    from                    {name, company, address}
    signature, forwarded_emails_from, greeting, instant_reply    texts
    appearance              {accent_color, font, avatar}
    availability            "user_availability", "always", or {hours: {monday: ("09:00-17:00",), …},
                            time_zone: text}
    chatflows               ({name, type}, …)
    consent                 false, or {type, text}
    fields                  of a new form: ({name, hidden, required, label}, …), `ticket.` before
                            the names of a ticket's properties

A reference is a record of `pipelinectl.automation.references`, a condition is in normal form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.model import Record, as_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.model import Value

EMAIL, CHAT, MESSENGER, FORM = "email", "chat", "facebook_messenger", "form"
WHATSAPP, CALLING, CUSTOM = "whatsapp", "calling", "custom"
TYPES = (EMAIL, CHAT, MESSENGER, FORM, WHATSAPP, CALLING, CUSTOM)

HELP_DESK = "help_desk"
"""What `connected_to` says of a channel in the help desk; of any other it is an inbox's name."""

IDENTIFIERS: Mapping[str, str] = {
    EMAIL: "address",
    CHAT: "name",
    MESSENGER: "page",
    FORM: "form",
    WHATSAPP: "number",
    CALLING: "number",
    CUSTOM: "app",
}
"""The setting that tells channels of one type from each other, by type."""

OF_THE_CONNECTION = frozenset({"connected_to", "enabled", *IDENTIFIERS.values()})
"""The settings that are fields of `channel.<key>` itself; every other has an address of its own."""

AS_WORKFLOW = ("ticket_properties", "routing")
"""The settings of a channel that a workflow of tickets can stand in for, in its order."""

_MINUTES = {"minutes": 1, "hours": 60, "days": 24 * 60}


def people(routing: Value) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """The users and the teams that tickets are assigned to, as references."""
    to = routing.get("assign_to") if isinstance(routing, Record) else None
    if not isinstance(to, Record):
        return (), ()
    return as_list(to.get("users")), as_list(to.get("teams"))


def beyond_a_workflow(setting: str, value: Value) -> tuple[str, ...]:
    """What of a setting a workflow cannot do, in words; empty where it can do all of it."""
    if setting != "routing" or not isinstance(value, Record):
        return ("switching routing off",) if setting == "routing" else ()
    users, teams = people(value)
    found = []
    if value.get("only_available_users") is True:
        found.append("assigning to available users only")
    if value.get("rules"):
        found.append("rules by skill")
    if users and teams:
        found.append("users and teams in one rotation")
    if value.get("assign_to") in {"none", None}:
        found.append("assigning to nobody")
    return tuple(found)


def minutes(duration: Value) -> int | None:
    """A duration `{amount, unit}` in minutes; None for anything else."""
    if not isinstance(duration, Record) or duration.get("unit") not in _MINUTES:
        return None
    return int(str(duration["amount"])) * _MINUTES[str(duration["unit"])]
