"""Workflows of an account in the words of the language: plain mappings and lists, not yet text.

What the language has no words for raises `CannotWrite`; the workflow is then left out and said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipelinectl.automation.model import from_value
from pipelinectl.canonical import to_json
from pipelinectl.importing import conditions
from pipelinectl.importing.words import CannotWrite, Texts, duration
from pipelinectl.model import Record, as_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipelinectl.automation.model import Action, Branch
    from pipelinectl.model import LiveObject, Value

    Say = Callable[["_Writer", Action], dict[str, Any]]

_RAW = {"status": "$status", "pipeline": "$pipeline", "user": "$user", "team": "$team"}
_RAW |= {"email": "$email", "workflow": "$workflow", "owner": "$owner"}


@dataclass(frozen=True, slots=True)
class Written:
    """One workflow as it stands under its key, and the files of code that it names."""

    entry: dict[str, Any]
    files: Mapping[str, str] = field(default_factory=dict)


def written(key: str, found: LiveObject, texts: Texts) -> Written:
    """A workflow that the adapter could put into help-desk terms.

    Raises:
        CannotWrite: the language has no words for something in it.
    """
    fields = found.fields
    writer = _Writer(key, texts)
    entry: dict[str, Any] = {"name": str(fields["name"])}
    if str(fields.get("description") or "").strip():
        entry["description"] = str(fields["description"])
    entry["id"] = found.id
    if fields["enabled"] is not True:
        entry["enabled"] = False
    if fields["re_enroll"]:
        entry["re_enroll"] = True
    entry["when"] = _trigger(fields["trigger"], texts)
    if fields["only_if"] is not None:
        entry["only_if"] = conditions.written(fields["only_if"], texts)
    entry["actions"] = writer.chain(from_value(fields["actions"]))
    if not entry["actions"]:
        raise CannotWrite("a workflow without actions")
    return Written(entry, writer.files)


def _trigger(trigger: Value, texts: Texts) -> object:
    if not isinstance(trigger, Record):
        raise CannotWrite("its trigger")
    kind = trigger["on"]
    if kind == "manual":
        return "manual"
    if kind == "status_reaches":
        return {kind: _one_or_all([texts.status(each) for each in as_list(trigger["statuses"])])}
    if kind == "property_changes":
        name, values = str(trigger["property"]), as_list(trigger["to"])
        said = _one_or_all([texts.value(each) for each in values])
        return {kind: {name: said} if values else name}
    if kind == "ticket_created":
        sources = [str(each) for each in as_list(trigger["source"])]
        return {kind: {"source": sources}} if sources else kind
    if kind == "ticket_matches":
        return {kind: conditions.written(trigger["when"], texts)}
    return {"raw": raw(trigger["json"], texts)}


def _one_or_all(values: list[Any]) -> object:
    return values[0] if len(values) == 1 else values


def raw(value: Value, texts: Texts) -> Any:
    """The vendor's own JSON, references as `$status` and the like."""
    if isinstance(value, tuple):
        return [raw(each, texts) for each in value]
    if not isinstance(value, Record):
        return value
    if value.keys() == {"ref", "name"}:
        kind = str(value["ref"])
        return {_RAW[kind]: texts.reference(kind, str(value["name"]))}
    return {name: raw(each, texts) for name, each in value.items()}


class _Writer:
    """The actions of one workflow; `files` collects the code that stands in files."""

    def __init__(self, key: str, texts: Texts) -> None:
        self.texts = texts
        self.files: dict[str, str] = {}
        self._key = key

    def chain(self, actions: Iterable[Action]) -> list[dict[str, Any]]:
        """The actions in their order."""
        return [self._action(each) for each in actions]

    def _action(self, action: Action) -> dict[str, Any]:
        say = _ACTIONS.get(action.kind)
        if say is None:
            raise CannotWrite(f"the action {action.kind}")
        return say(self, action)

    def branch(self, branch: Branch) -> object:
        """The way of all others: a list, or a mapping where it has a name."""
        actions = self.chain(branch.actions)
        return actions if branch.name is None else {"name": branch.name, "then": actions}

    def code(self, source: str, runtime: str) -> str:
        """Put the code of an action into a file, and return its name."""
        ending = {"N": "js", "P": "py"}.get(runtime[:1], "txt")
        name = f"code/{self._key}-{len(self.files) + 1}.{ending}"
        self.files[name] = source
        return name

    def people(self, to: Value) -> object:
        """Who gets a notification, or a ticket."""
        if not isinstance(to, Record):
            raise CannotWrite("its recipients")
        if "owner" in to:
            return "owner"
        return {name: [self.texts.named(each) for each in as_list(to[name])] for name in to}


def _send_email(writer: _Writer, action: Action) -> dict[str, Any]:
    name = writer.texts.named(action.settings["email"])
    return {"send_email": {"custom": name} if action.settings["custom"] else name}


def _notify(writer: _Writer, action: Action) -> dict[str, Any]:
    settings = action.settings
    return {
        action.kind: {
            "to": writer.people(settings["to"]),
            "subject": str(settings["subject"]),
            "body": str(settings["body"]),
        }
    }


def _set(writer: _Writer, action: Action) -> dict[str, Any]:
    value = action.settings["value"]
    said = to_json(value) if isinstance(value, Record) and "ref" not in value else None
    return {"set": {str(action.settings["property"]): said or writer.texts.value(value)}}


def _assign(writer: _Writer, action: Action) -> dict[str, Any]:
    to = action.settings["to"]
    if isinstance(to, Record) and "contact_owner" in to:
        return {"assign_owner": "contact_owner"}
    return {"assign_owner": writer.texts.named(to) if to else "none"}


def _rotate(writer: _Writer, action: Action) -> dict[str, Any]:
    people = writer.people(action.settings["to"])
    overwrite = {"overwrite": True} if action.settings.get("overwrite") else {}
    return {"rotate_owner": {**(people if isinstance(people, dict) else {}), **overwrite}}


def _task(writer: _Writer, action: Action) -> dict[str, Any]:
    settings, made = action.settings, {"title": str(action.settings["title"])}
    if settings.get("notes"):
        made["notes"] = str(settings["notes"])
    if "due" in settings:
        made["due"] = duration(settings["due"])
    to = settings.get("assign_to")
    if to is not None:
        is_owner = isinstance(to, Record) and "owner" in to
        made["assign_to"] = "owner" if is_owner else writer.texts.named(to)
    if "priority" in settings:
        made["priority"] = str(settings["priority"])
    return {"create_task": made}


def _delay(writer: _Writer, action: Action) -> dict[str, Any]:
    del writer
    until = action.settings.get("until")
    return {"delay": {"until": to_json(until)} if until else duration(action.settings)}


def _if(writer: _Writer, action: Action) -> dict[str, Any]:
    ways = []
    for branch in action.branches:
        name = {} if branch.name is None else {"name": branch.name}
        when = conditions.written(branch.when, writer.texts)
        ways.append({**name, "when": when, "then": writer.chain(branch.actions)})
    other = action.otherwise
    return {"if": ways, **({} if other is None else {"else": writer.branch(other)})}


def _switch(writer: _Writer, action: Action) -> dict[str, Any]:
    cases = {str(each.when): writer.chain(each.actions) for each in action.branches}
    if len(cases) < len(action.branches) or any(each.name for each in action.branches):
        raise CannotWrite("a value branch with a name, or with one value twice")
    made = {"property": str(action.settings["property"]), "cases": cases}
    other = action.otherwise
    return {"switch": {**made, **({} if other is None else {"else": writer.branch(other)})}}


def _enroll(writer: _Writer, action: Action) -> dict[str, Any]:
    return {"enroll_in": writer.texts.named(action.settings["workflow"])}


def _webhook(writer: _Writer, action: Action) -> dict[str, Any]:
    del writer
    return {"webhook": to_json(action.settings)}


def _custom_code(writer: _Writer, action: Action) -> dict[str, Any]:
    settings = action.settings
    runtime = str(settings["runtime"])
    made: dict[str, Any] = {"file": writer.code(str(settings["source"]), runtime)}
    made["runtime"] = runtime
    for name in ("secrets", "inputs", "outputs"):
        if settings.get(name):
            made[name] = to_json(settings[name])
    return {"custom_code": made}


def _raw(writer: _Writer, action: Action) -> dict[str, Any]:
    return {"raw": raw(action.settings["json"], writer.texts)}


_ACTIONS: Mapping[str, Say] = {
    "send_email": _send_email,
    "send_internal_email_notification": _notify,
    "send_in_app_notification": _notify,
    "set": _set,
    "assign_owner": _assign,
    "rotate_owner": _rotate,
    "create_task": _task,
    "delay": _delay,
    "if": _if,
    "switch": _switch,
    "enroll_in": _enroll,
    "webhook": _webhook,
    "custom_code": _custom_code,
    "raw": _raw,
}
