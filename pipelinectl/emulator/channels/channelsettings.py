"""The settings of a channel: which a type has, what a new channel starts with, what is refused.

Source: HubSpot's knowledge base ("Connect channels to the help desk") for the settings and their
defaults; what HubSpot's pages answer to a wrong value is ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.emulator.channels.channels import (
    CHAT,
    EMAIL,
    FORMS,
    KINDS,
    MESSENGER,
)
from pipelinectl.emulator.errors import invalid
from pipelinectl.emulator.people.agents import agent_of
from pipelinectl.emulator.people.people import TEAM
from pipelinectl.emulator.people.skills import skill_names
from pipelinectl.emulator.shapes import flag, list_of, mapping, one_of, record, text
from pipelinectl.emulator.tickets.properties import PROPERTY

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import JsonObject

COMMON = ("create_tickets", "ticket_properties", "routing")
_NONE, _OWNER = "none", "contact_owner"
_WITH_NONE = (EMAIL, FORMS)
_from = record(
    optional={"name": one_of("agent_and_company", "company"), "company": text, "address": text}
)
_chatflow = record({"name": text, "type": one_of("live_chat", "bot")})
_consent = record({"type": one_of("explicit", "implicit"), "text": text})
_targets = record(optional={"users": list_of(text), "teams": list_of(text)})
_rule = record({"when": mapping, "skill": text})


def has(kind: str, setting: str) -> bool:
    """Whether the channels of a type have a setting."""
    of_the_type = KINDS[kind].settings if kind in KINDS else ()
    return setting in {*COMMON, *of_the_type}


def defaults(kind: str, *, in_help_desk: bool) -> JsonObject:
    """The settings of a new channel.

    In the help desk it creates tickets, in an inbox it does not. E-mail and forms are assigned to
    nobody, and to available users only as soon as somebody is named; the others have no routing.
    """
    nobody: JsonObject = {"assign_to": _NONE, "only_available_users": True, "rules": []}
    settings: JsonObject = {
        "create_tickets": in_help_desk,
        "ticket_properties": {},
        "routing": nobody if kind in _WITH_NONE else None,
    }
    own: JsonObject = dict.fromkeys(KINDS[kind].settings if kind in KINDS else ())
    if kind == EMAIL:
        own |= {"mailbox": "gmail", "forwarded_emails_from": "original_sender"}
    if kind in {CHAT, MESSENGER}:
        own["chatflows"] = []
    return settings | own


def changed(account: Account, channel: JsonObject, asked: JsonObject) -> JsonObject:
    """The settings of a channel after a person has changed some; null takes one away.

    Raises:
        RefusedError: 400; the type has no such setting, or not with such a value.
    """
    settings: JsonObject = channel["settings"]
    for setting, value in asked.items():
        if not has(channel["type"], setting):
            raise invalid(f"A channel of the type {channel['type']} has no '{setting}'")
        settings = settings | {setting: _read(account, channel, setting, value)}
    return _checked(channel, settings)


def _read(account: Account, channel: JsonObject, setting: str, value: Any) -> Any:
    if setting == "ticket_properties":
        return _properties(account, value)
    if setting == "routing":
        return _routing(account, channel, value)
    if setting == "chatflows":
        return _chatflows(channel, value)
    if value is None or (setting == "consent" and value is False):
        return None
    return _CHECKS[setting](value, setting)


def _properties(account: Account, value: Any) -> dict[str, str]:
    wanted = mapping(value, "ticket_properties")
    for name, each in wanted.items():
        found = account.store.get(PROPERTY, name)
        if found is None or found["archived"]:
            raise invalid(f"Tickets have no property {name}")
        text(each, f"ticket_properties.{name}")
    return {name: str(each) for name, each in wanted.items()}


def _routing(account: Account, channel: JsonObject, value: Any) -> JsonObject | None:
    if value is None or value is False:
        return None
    given = mapping(value, "routing")
    if channel["type"] == MESSENGER and "only_available_users" in given:
        raise invalid("Routing of Facebook Messenger has no 'only_available_users'")
    return {
        "assign_to": _assign_to(account, channel, given.get("assign_to", _NONE)),
        "only_available_users": flag(
            given.get("only_available_users", channel["type"] != MESSENGER), "only_available_users"
        ),
        "rules": _rules(account, given.get("rules") or []),
    }


def _assign_to(account: Account, channel: JsonObject, value: Any) -> str | JsonObject:
    if value == _NONE and channel["type"] not in _WITH_NONE:
        raise invalid(f"A channel of the type {channel['type']} cannot be assigned to 'none'")
    if value in (_NONE, _OWNER):
        return str(value)
    given: JsonObject = _targets(value, "routing.assign_to")
    to = {"users": given.get("users", []), "teams": given.get("teams", [])}
    if not to["users"] and not to["teams"]:
        raise invalid("Specific users and teams: at least one is needed")
    for email in to["users"]:
        agent = agent_of(account, email)
        if agent is None or not agent.seat:
            raise invalid(f"{email} is no user with a seat of Service Hub")
    names = {team["name"] for team in account.store.all(TEAM)}
    for name in to["teams"]:
        if name not in names:
            raise invalid(f"There is no team {name}")
    return to


def _rules(account: Account, value: Any) -> list[JsonObject]:
    rules: list[JsonObject] = list_of(_rule)(value, "routing.rules")
    for rule in rules:
        if rule["skill"] not in skill_names(account):
            raise invalid(f"There is no skill {rule['skill']}")
    return rules


def _chatflows(channel: JsonObject, value: Any) -> list[JsonObject]:
    """The chatflows; the primary one of a Messenger page stays whatever is asked."""
    wanted: list[JsonObject] = list_of(_chatflow)(value or [], "chatflows")
    primary = [each for each in channel["settings"]["chatflows"] if each.get("primary")]
    names = {each["name"] for each in primary}
    return [*primary, *(each | {"active": True} for each in wanted if each["name"] not in names)]


def _availability(value: Any, place: str) -> Any:
    if value in ("user_availability", "always"):
        return value
    return record({"hours": mapping, "time_zone": text})(value, place)


def _checked(channel: JsonObject, settings: JsonObject) -> JsonObject:
    """Refuse settings that contradict each other."""
    sender = settings.get("from") or {}
    if "name" in sender and settings["mailbox"] == "office_365":
        raise invalid("The from name is not supported for Office 365 inboxes")
    if "name" in sender and not sender.get("company"):
        raise invalid("The from name needs a company name")
    if channel["type"] == FORMS and settings["ticket_properties"] is None:
        raise invalid("'ticket_properties' is an object")
    return settings


_CHECKS: dict[str, Callable[[Any, str], Any]] = {
    "create_tickets": flag,
    "mailbox": one_of("gmail", "office_365", "other"),
    "from": _from,
    "signature": text,
    "forwarded_emails_from": one_of("original_sender", "forwarder"),
    "appearance": record(optional={"accent_color": text, "font": text, "avatar": text}),
    "availability": _availability,
    "greeting": text,
    "instant_reply": text,
    "consent": _consent,
}
