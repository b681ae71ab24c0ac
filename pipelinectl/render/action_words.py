"""Triggers and actions in plain English, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.model import Record, as_list
from pipelinectl.render.condition_words import condition
from pipelinectl.render.escape import quoted, visible
from pipelinectl.render.phrases import amount, either, listed
from pipelinectl.render.references import raw

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.automation.model import Action, Branch
    from pipelinectl.model import Value
    from pipelinectl.render.references import Speech

_NOTHING = Record()
_LONGEST = 120
"""Beyond it the vendor's own JSON is cut in a line about an action: it stands in the files."""


def trigger(found: Value, speech: Speech) -> str:
    """What starts an automation: `a ticket reaches "New"`."""
    given = found if isinstance(found, Record) else _NOTHING
    on = given.get("on")
    if on == "status_reaches":
        return f"a ticket reaches {speech.either(as_list(given.get('statuses')))}"
    if on == "property_changes":
        values = as_list(given.get("to"))
        to = f" to {speech.either(values)}" if values else ""
        return f"{_text(given, 'property')} changes{to}"
    if on == "ticket_created":
        sources = [visible(str(each)) for each in as_list(given.get("source"))]
        return f"a ticket is created{f' by {either(sources)}' if sources else ''}"
    if on == "ticket_matches":
        return f"a ticket matches: {condition(given.get('when'), speech)}"
    if on == "manual":
        return "somebody enrols a ticket by hand"
    return f"the help desk's own trigger {raw(given.get('json', found))} fires"


def action(found: Action, speech: Speech) -> str:
    """What one action does, without its branches: `wait 60 minutes`."""
    words = _ACTIONS.get(found.kind)
    if words is None:
        return f"{visible(found.kind)} {_short(found.settings)}"
    return words(found.settings, speech)


def branch(found: Branch, speech: Speech) -> str:
    """Which tickets take a branch: `if status is "New" ("Still new")`."""
    name = "" if found.name is None else f" ({quoted(found.name)})"
    if found.when is None:
        return f"otherwise{name}"
    if isinstance(found.when, str):
        return f"if it is {quoted(found.when)}{name}"
    return f"if {condition(found.when, speech)}{name}"


def _text(settings: Record, name: str) -> str:
    return visible(str(settings.get(name)))


def _quoted(settings: Record, name: str) -> str:
    return quoted(str(settings.get(name)))


def _short(found: Value) -> str:
    text = raw(found)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _people(found: Value, speech: Speech) -> str:
    """The owner, one user, or some users or teams."""
    if not isinstance(found, Record) or "name" in found:
        return speech.value(found)
    if found.get("owner") is True:
        return "the owner"
    users = [speech.value(each) for each in as_list(found.get("users"))]
    teams = [f"team {speech.value(each)}" for each in as_list(found.get("teams"))]
    return listed([*users, *teams])


def _email(settings: Record, speech: Speech) -> str:
    return f"send e-mail {speech.value(settings.get('email'))}"


def _notify_by_email(settings: Record, speech: Speech) -> str:
    to = _people(settings.get("to"), speech)
    return f"notify {to} by e-mail: {_quoted(settings, 'subject')}"


def _notify_in_app(settings: Record, speech: Speech) -> str:
    to = _people(settings.get("to"), speech)
    return f"notify {to} in the app: {_quoted(settings, 'subject')}"


def _set(settings: Record, speech: Speech) -> str:
    name, value = _text(settings, "property"), settings.get("value")
    if value == "":
        return f"clear {name}"
    if isinstance(value, Record) and "increase_by" in value:
        return f"increase {name} by {speech.value(value['increase_by'])}"
    if isinstance(value, Record) and "copy" in value:
        return f"set {name} to what {_text(value, 'copy')} holds"
    if isinstance(value, Record) and "now" in value:
        return f"set {name} to the time at which this happens"
    return f"set {name} to {speech.value(value)}"


def _assign(settings: Record, speech: Speech) -> str:
    to = settings.get("to")
    if isinstance(to, Record) and to.get("contact_owner") is True:
        return "assign to the owner of the ticket's contact"
    return "take the owner away" if to == "" else f"assign to {_people(to, speech)}"


def _rotate(settings: Record, speech: Speech) -> str:
    over = ", whoever owns it already" if settings.get("overwrite") is True else ""
    return f"assign in turn to {_people(settings.get('to'), speech)}{over}"


def _task(settings: Record, speech: Speech) -> str:
    person, due = settings.get("assign_to"), settings.get("due")
    to = f" for {_people(person, speech)}" if person is not None else ""
    by = f", due in {amount(due)}" if isinstance(due, Record) else ""
    urgent = f", priority {_text(settings, 'priority')}" if "priority" in settings else ""
    return f"create task {_quoted(settings, 'title')}{to}{by}{urgent}"


def _wait(settings: Record, _speech: Speech) -> str:
    until = settings.get("until")
    if not isinstance(until, Record):
        return f"wait {amount(settings)}"
    if "property" in until:
        return f"wait until the date in {_text(until, 'property')}"
    at = f" {_text(until, 'at')}" if "at" in until else ""
    return f"wait until {_text(until, 'date')}{at}"


def _enrol(settings: Record, speech: Speech) -> str:
    return f"enrol in {speech.value(settings.get('workflow'))}"


def _webhook(settings: Record, _speech: Speech) -> str:
    auth = settings.get("auth")
    how = ""
    if isinstance(auth, Record) and "signature" in auth:
        how = f", signed by app {_text(auth, 'signature')}"
    elif isinstance(auth, Record):
        how = f", with the secret {_text(auth, 'secret')} as {_text(auth, 'key')}"
    return f"call {_text(settings, 'method')} {_text(settings, 'url')}{how}"


def _code(settings: Record, _speech: Speech) -> str:
    file = f" from {_text(settings, 'file')}" if "file" in settings else ""
    secrets = [visible(str(each)) for each in as_list(settings.get("secrets"))]
    reads = f", which reads the secrets {listed(secrets)}" if secrets else ""
    return f"run code{file} ({_text(settings, 'runtime')}){reads}"


def _raw(settings: Record, _speech: Speech) -> str:
    return f"do the help desk's own action {_short(settings.get('json'))}"


def _if(_settings: Record, _speech: Speech) -> str:
    return "take the first way that fits"


def _switch(settings: Record, _speech: Speech) -> str:
    return f"take the way of what {_text(settings, 'property')} holds"


_ACTIONS: dict[str, Callable[[Record, Speech], str]] = {
    "send_email": _email,
    "send_internal_email_notification": _notify_by_email,
    "send_in_app_notification": _notify_in_app,
    "set": _set,
    "assign_owner": _assign,
    "rotate_owner": _rotate,
    "create_task": _task,
    "delay": _wait,
    "enroll_in": _enrol,
    "webhook": _webhook,
    "custom_code": _code,
    "raw": _raw,
    "if": _if,
    "switch": _switch,
}
"""The words of each kind of action."""
