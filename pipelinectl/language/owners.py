"""Where in the language a place of a document is: its mapping, and how to speak of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelinectl import names
from pipelinectl.language import models
from pipelinectl.language.inner import innermost
from pipelinectl.language.models.base import HYPHENED
from pipelinectl.language.wording import excerpt
from pipelinectl.model import Address, Kind

if TYPE_CHECKING:
    from pipelinectl.source.document import Document, Path


OF_CHANNELS = frozenset({"channels", "migrate", "users", "teams", "skills", "sla", "spam"})
"""The sections that concern channels, and who works them."""

_NOUNS = {
    "pipelines": "Pipeline",
    "automations": "Workflow",
    "channels": "Channel",
    "users": "User",
    "teams": "Team",
}
"""What an entry of a section is."""

_KEY = re.compile(models.KEY)
_HYPHENED = re.compile(HYPHENED)


@dataclass(frozen=True, slots=True)
class Owner:
    """A mapping of the language: its model, what people call it, its address if it has one."""

    model: type[models.Model]
    phrase: str
    address: str | None = None

    def field(self, name: str) -> str:
        """Speak of one of its fields."""
        return f'"{name}" of {self.phrase}' if self.phrase else f'"{name}"'


def value_at(value: Any, path: Path) -> Any:
    """The value at `path`, None where it leads nowhere."""
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def owner_at(document: Document, path: Path) -> Owner:  # noqa: PLR0911 - one for each section
    """The innermost mapping of the language that holds `path`, or is at `path`."""
    # what is published, automations and all: only what has a fault asks for it
    from pipelinectl.language.models import automations, whole  # noqa: PLC0415

    match path:
        case ("account", "subscriptions", *_):
            return Owner(models.SubscriptionsModel, "the account's subscriptions")
        case ("account", *_):
            return Owner(models.AccountModel, "the account")
        case ("pipelines", str(key), *rest):
            return _in_pipeline(document, key, tuple(rest))
        case ("removed", int(index), *_):
            entry = value_at(document.value, ("removed", index))
            return Owner(_removed_model(entry), "an entry of removed")
        case ("automations", str(key), *rest):
            title = f'workflow "{_title(document, path[:2])}"'
            address = _address(Kind.AUTOMATION, key)
            value = value_at(document.value, path[:2])
            return _in_part(automations.AutomationModel, value, tuple(rest), title, address)
        case ("sla" | "spam" | "skills" as section, *rest):
            return _in_one_thing(document, section, tuple(rest))
        case ("channels" | "users" | "teams" | "migrate" as section, step, *rest):
            return _in_entry(document, section, step, tuple(rest))
    return Owner(whole.FileModel, "")


def _in_one_thing(document: Document, section: str, rest: Path) -> Owner:
    from pipelinectl.language.models import service  # noqa: PLC0415 - as above

    value = value_at(document.value, (section,))
    match section:
        case "sla":
            return _in_part(service.SlaModel, value, rest, "the SLA", None)
        case "spam":
            return _in_part(service.SpamModel, value, rest, "the spam lists", None)
    return Owner(models.Model, "the skills")


def _in_entry(document: Document, section: str, step: str | int, rest: Path) -> Owner:
    from pipelinectl.language.models import channels, people, service  # noqa: PLC0415 - as above

    entry, key = value_at(document.value, (section, step)), str(step)
    match section:
        case "channels":
            kind = entry.get("type") if isinstance(entry, dict) else None
            model = channels.BY_TYPE.get(str(kind), channels.ChannelModel)
            address = _address(Kind.CHANNEL, key)
            return _in_part(model, entry, rest, f'channel "{excerpt(key)}"', address)
        case "users":
            address = str(Address(Kind.USER, (key.strip().lower(),)))
            return _in_part(people.UserModel, entry, rest, f'user "{excerpt(key)}"', address)
        case "teams":
            return _in_part(people.TeamModel, entry, rest, f'team "{excerpt(key)}"', None)
    return _in_part(service.MigrationModel, entry, rest, "", None)


def _removed_model(entry: Any) -> type[models.Model]:
    named = entry if isinstance(entry, dict) else {}
    if named.get("status") is not None:
        return models.RemovedStatusModel
    if named.get("channel") is not None and named.get("pipeline") is None:
        return models.RemovedChannelModel
    if named.get("automation") is not None and named.get("pipeline") is None:
        return models.RemovedAutomationModel
    return models.RemovedPipelineModel if "pipeline" in named else models.RemovedStatusModel


def _in_part(annotation: Any, value: Any, path: Path, title: str, address: str | None) -> Owner:
    """The innermost mapping on a way into an automation, which is `value`."""
    model = innermost(annotation, value, path)
    if model is None:
        return Owner(models.Model, title, address)
    phrase = f"{model.PHRASE} of {title}" if model.PHRASE and title else model.PHRASE or title
    return Owner(model, phrase, address)


def pipeline_title(document: Document, key: str) -> str:
    """What people call a pipeline: its name, or its key where the name is no text."""
    return _title(document, ("pipelines", key))


def _title(document: Document, path: Path) -> str:
    name = value_at(document.value, (*path, "name"))
    return excerpt(name if isinstance(name, str) and name.strip() else str(path[-1]))


def status_title(entry: Any) -> str:
    """How to speak of a status: by its name, where that is a text."""
    name = _name_of(entry)
    return "a status" if name is None else f'"{excerpt(name)}"'


def _in_pipeline(document: Document, key: str, rest: Path) -> Owner:
    from pipelinectl.language.models import automations, whole  # noqa: PLC0415 - as above

    path: Path = ("pipelines", key, *rest)
    title = f'pipeline "{pipeline_title(document, key)}"'
    match rest:
        case ("statuses", int(index), *_):
            entry = value_at(document.value, ("pipelines", key, "statuses", index))
            status = status_title(entry)
            phrase = (
                f"{status} of {title}" if _name_of(entry) is None else f"status {status} of {title}"
            )
            return Owner(models.StatusModel, phrase, _address(Kind.STATUS, key, _key_of(entry)))
        case ("rules", *_):
            phrase = f"the rules of {title}"
            return Owner(models.RulesModel, phrase, _address(Kind.RULES, key))
        case ("access", *_):
            phrase = f"the access of {title}"
            return Owner(models.AccessModel, phrase, _address(Kind.ACCESS, key))
        case ("automate", *inner):
            address = _address(Kind.PIPELINE, key)
            value = value_at(document.value, path[:3])
            return _in_part(automations.AutomateModel, value, tuple(inner), title, address)
        case ("when_status_reaches", str(status), *inner):
            address = _address(Kind.AUTOMATION, key, _status_key(document, key, status))
            of_status = f'status "{excerpt(status)}" of {title}'
            value = value_at(document.value, path[:4])
            return _in_part(automations.StatusActions, value, tuple(inner), of_status, address)
    return Owner(whole.PipelineModel, title, _address(Kind.PIPELINE, key))


def _status_key(document: Document, pipeline: str, text: str) -> str:
    """The key of the status that a text of a faulty document names."""
    listed = value_at(document.value, ("pipelines", pipeline, "statuses"))
    for entry in listed if isinstance(listed, list) else ():
        if text.strip() in {_key_of(entry), (_name_of(entry) or "").strip()}:
            return _key_of(entry)
    return names.key_from_name(text)


def _address(kind: Kind, *keys: str) -> str | None:
    """The address, None where a key has a wrong form and so cannot be part of one."""
    hyphened = kind is Kind.CHANNEL or (kind is Kind.AUTOMATION and len(keys) == 1)
    form = _HYPHENED if hyphened else _KEY
    sound = all(form.fullmatch(key) for key in keys)
    return str(Address(kind, keys)) if sound else None


def _name_of(entry: Any) -> str | None:
    name = entry.get("name") if isinstance(entry, dict) else entry
    return name if isinstance(name, str) and name.strip() else None


def _key_of(entry: Any) -> str:
    key = entry.get("key") if isinstance(entry, dict) else None
    return key if isinstance(key, str) else names.key_from_name(_name_of(entry) or "")


def _holder(document: Document, path: Path) -> str:
    """The automation that a place lies in."""
    depth = 2 if path[0] == "automations" else 4
    return owner_at(document, path[:depth]).phrase.removeprefix("the entry of ")


def subject(document: Document, path: Path) -> str:  # noqa: PLR0911 - one for each kind of place
    """The value at `path`, at the start of a sentence."""
    match path:
        case (str(section), str(key)) if section in _NOUNS:
            return f'{_NOUNS[section]} "{excerpt(key)}"'
        case ("pipelines", _, "statuses", int()):
            return f"A status of {owner_at(document, path[:2]).phrase}"
        case ("pipelines", _, "when_status_reaches", str()):
            return f"The entry for {_holder(document, path)}"
        case ("removed" | "migrate", int()):
            return f"An entry of {path[0]}"
        case (*_, "actions" | "then" | "else", int()) | (
            "pipelines",
            _,
            "when_status_reaches",
            str(),
            int(),
        ):
            return f"An action of {_holder(document, path)}"
        case (*_, "cases", str(), int()):
            return f"An action of {_holder(document, path)}"
        case (*_, "id", str(environment)):
            return f'The id for "{excerpt(environment)}" of {owner_at(document, path[:-2]).phrase}'
        case (*_, str(name), int()):
            return f"An item of {owner_at(document, path[:-2]).field(name)}"
    return owner_at(document, path[:-1]).field(str(path[-1]))
