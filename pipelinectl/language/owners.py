"""Where in the language a place of a document is: its mapping, and how to speak of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelinectl import names
from pipelinectl.language import models
from pipelinectl.language.wording import excerpt
from pipelinectl.model import Address, Kind

if TYPE_CHECKING:
    from pipelinectl.source.document import Document, Path


_KEY = re.compile(models.KEY)


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


def owner_at(document: Document, path: Path) -> Owner:
    """The innermost mapping of the language that holds `path`, or is at `path`."""
    match path:
        case ("account", "subscriptions", *_):
            return Owner(models.SubscriptionsModel, "the account's subscriptions")
        case ("account", *_):
            return Owner(models.AccountModel, "the account")
        case ("pipelines", str(key), *rest):
            return _in_pipeline(document, key, tuple(rest))
        case ("removed", int(index), *_):
            entry = value_at(document.value, ("removed", index))
            whole = isinstance(entry, dict) and "status" not in entry
            model = models.RemovedPipelineModel if whole else models.RemovedStatusModel
            return Owner(model, "an entry of removed")
    return Owner(models.FileModel, "")


def pipeline_title(document: Document, key: str) -> str:
    """What people call a pipeline: its name, or its key where the name is no text."""
    name = value_at(document.value, ("pipelines", key, "name"))
    return excerpt(name if isinstance(name, str) and name.strip() else key)


def status_title(entry: Any) -> str:
    """How to speak of a status: by its name, where that is a text."""
    name = _name_of(entry)
    return "a status" if name is None else f'"{excerpt(name)}"'


def _in_pipeline(document: Document, key: str, rest: Path) -> Owner:
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
    return Owner(models.PipelineModel, title, _address(Kind.PIPELINE, key))


def _address(kind: Kind, *keys: str) -> str | None:
    """The address, None where a key has a wrong form and so cannot be part of one."""
    sound = all(_KEY.fullmatch(key) for key in keys)
    return str(Address(kind, keys)) if sound else None


def _name_of(entry: Any) -> str | None:
    name = entry.get("name") if isinstance(entry, dict) else entry
    return name if isinstance(name, str) and name.strip() else None


def _key_of(entry: Any) -> str:
    key = entry.get("key") if isinstance(entry, dict) else None
    return key if isinstance(key, str) else names.key_from_name(_name_of(entry) or "")


def subject(document: Document, path: Path) -> str:
    """The value at `path`, at the start of a sentence."""
    match path:
        case ("pipelines", str(key)):
            return f'Pipeline "{excerpt(key)}"'
        case ("pipelines", _, "statuses", int()):
            return f"A status of {owner_at(document, path[:2]).phrase}"
        case ("removed", int()):
            return "An entry of removed"
        case (*_, "id", str(environment)):
            return f'The id for "{excerpt(environment)}" of {owner_at(document, path[:-2]).phrase}'
        case (*_, str(name), int()):
            return f"An item of {owner_at(document, path[:-2]).field(name)}"
    return owner_at(document, path[:-1]).field(str(path[-1]))
