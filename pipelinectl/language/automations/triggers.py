"""What puts a ticket into a workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.automation import references as refs
from pipelinectl.language.automations.conditions import condition, named_pipeline, values
from pipelinectl.language.automations.raw import raw
from pipelinectl.language.models.automations import TriggerModel
from pipelinectl.language.models.base import words_in, written
from pipelinectl.language.wording import either
from pipelinectl.model import Record

if TYPE_CHECKING:
    from pipelinectl.language.automations.names import Names
    from pipelinectl.language.models.automations import AutomationModel
    from pipelinectl.language.models.conditions import ConditionModel
    from pipelinectl.language.spec import Place
    from pipelinectl.model import Value

_NARROWED = frozenset({"status_reaches", "property_changes", "ticket_created"})
"""The triggers that `only_if` goes with."""


class Entry:
    """What puts tickets into a workflow: `trigger` and `only_if`.

    `inside` is the key of the pipeline that the two name: there statuses have names of their own.
    """

    def __init__(self, model: AutomationModel, place: Place, names: Names) -> None:
        """Read them from a workflow of its own, which stands at `place`."""
        self._names = names
        self.inside: str | None = None
        when, at = model.when, place.at("when")
        word, value = (when, None) if isinstance(when, str) else self._word(when, at)
        self.trigger = self._trigger(word, value, at.at(word))
        self.inside = self.inside or self._pipeline_of(model.only_if)
        self.only_if: Record | None = None
        if model.only_if is not None:
            self.only_if = condition(model.only_if, place.at("only_if"), names, self.inside)
            if word not in _NARROWED | {""}:
                self._not_narrowed(word, place.at("only_if"))

    def _word(self, model: TriggerModel, place: Place) -> tuple[str, Any]:
        there = words_in(model)
        if len(there) == 1:
            return there[0], getattr(model, there[0])
        listed = either(written(TriggerModel))
        self._names.refuse(
            "PC146",
            f"A trigger has exactly one of {listed}; here are {' and '.join(there)}."
            if there
            else f"This trigger is empty; it has one of {listed}.",
            place,
            "Write a workflow for each trigger." if there else None,
        )
        return "", None

    def _trigger(self, word: str, value: Any, place: Place) -> Record:
        match word:
            case "status_reaches":
                return self._status_reaches(value, place)
            case "property_changes":
                return self._property_changes(value, place)
            case "ticket_created":
                listed = None if value is None else value.source
                sources = [listed] if isinstance(listed, str) else listed or []
                return Record({"on": word, "source": tuple(dict.fromkeys(sources))})
            case "ticket_matches":
                self.inside = self._pipeline_of(value)
                return Record({"on": word, "when": condition(value, place, self._names, None)})
            case "raw":
                return Record({"on": word, "json": raw(value, place, self._names, None)})
        return Record({"on": word or "manual"})

    def _pipeline_of(self, model: ConditionModel | None) -> str | None:
        text = named_pipeline(model)
        return None if text is None else self._names.desk.directory.key(text)

    def _status_reaches(self, value: str | list[str], place: Place) -> Record:
        texts = [value] if isinstance(value, str) else value
        places = [place] if isinstance(value, str) else [place.at(at) for at in range(len(texts))]
        found = [self._names.status(text, at, None) for text, at in zip(texts, places, strict=True)]
        keys = [str(each[refs.NAME]).partition("/")[0] for each in found]
        for key, text, at in zip(keys, texts, places, strict=True):
            if key != keys[0] and self._names.sound:
                self._names.refuse(
                    "PC202",
                    f'"{text.strip()}" is of another pipeline than "{texts[0].strip()}"; a '
                    "trigger takes statuses of one pipeline.",
                    at,
                    "Write a workflow for each pipeline.",
                )
        self.inside = keys[0]
        unique = dict.fromkeys(found)
        return Record(
            {
                "on": "status_reaches",
                "pipeline": refs.reference(refs.PIPELINE, keys[0]),
                "statuses": tuple(unique),
            }
        )

    def _property_changes(self, value: str | dict[str, Any], place: Place) -> Record:
        to: tuple[Value, ...] = ()
        name = value if isinstance(value, str) else next(iter(value))
        if isinstance(value, dict):
            listed = value[name] if isinstance(value[name], list) else [value[name]]
            to = values(name, listed, place.at(name), self._names, None)
        return Record({"on": "property_changes", "property": name, "to": to})

    def _not_narrowed(self, word: str, place: Place) -> None:
        instead = {
            "ticket_matches": "Put the condition into `ticket_matches`.",
            "manual": "Begin the actions with an `if`.",
            "raw": "Put the filter into `raw`.",
        }
        self._names.refuse(
            "PC147", f"only_if cannot narrow the trigger {word}.", place, instead[word]
        )
