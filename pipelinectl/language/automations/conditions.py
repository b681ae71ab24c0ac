"""Conditions: from mappings of properties to the normal form of `pipelinectl.automation`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipelinectl.automation.conditions import MOST_ALTERNATIVES, TooMany, normal
from pipelinectl.language.automations.durations import amounts
from pipelinectl.language.automations.raw import raw
from pipelinectl.language.models.base import written
from pipelinectl.language.models.conditions import TestModel
from pipelinectl.language.wording import kind_of, quoted
from pipelinectl.model import Record

if TYPE_CHECKING:
    from pipelinectl.language.automations.names import Names
    from pipelinectl.language.models.conditions import ConditionModel
    from pipelinectl.language.spec import Place
    from pipelinectl.model import Value

_KNOWN = ("known", "unknown")
_NUMBERS = frozenset({"above", "below", "at_least", "at_most"})
_TEXTS = frozenset({"contains", "contains_not"})
_OF_REFERENCES = frozenset({"is_not", "changed_within", "not_changed_within"})
_REFERRING = ("owner", "status", "pipeline", "channel")
_SOURCE = re.compile(r"[a-z][a-z0-9_]*")


def condition(model: ConditionModel, place: Place, names: Names, inside: str | None) -> Record:
    """A condition in normal form. `inside` is the pipeline whose statuses have names here."""
    found = _Reading(names).tree(model, place, inside)
    if found is None:
        return Record()
    try:
        return normal(found)
    except TooMany:
        names.refuse(
            "PC147",
            f"This condition comes to more than {MOST_ALTERNATIVES} alternatives.",
            place,
            "Write several workflows, or fewer `any` inside `all`.",
        )
        return Record()


def named_pipeline(model: ConditionModel | None) -> str | None:
    """The one pipeline that must hold for the condition, as it is written; None without one."""
    if model is None:
        return None
    test = model.pipeline
    if isinstance(test, list) and len(test) == 1:
        test = test[0]
    if isinstance(test, str) and test not in _KNOWN:
        return test
    return next((found for each in model.all or () if (found := named_pipeline(each))), None)


def values(
    name: str, listed: list[Any], place: Place, names: Names, inside: str | None
) -> tuple[Value, ...]:
    """Values of a property. `place` is that of a list, or of its only value."""
    several = isinstance(_value_of(place), list)
    return tuple(
        _value(name, each, place.at(index) if several else place, names, inside)
        for index, each in enumerate(listed)
    )


class _Reading:
    """Reads the conditions of one automation."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def tree(
        self, model: ConditionModel, place: Place, inside: str | None, *, straight: bool = True
    ) -> Record | None:
        """A condition as a tree for `normal`; None where there is nothing in it."""
        inside = self._own_pipeline(model) or inside
        parts: list[Record | None] = []
        for name, test in model.tests().items():
            parts += self._tests(name, test, place.at(name), inside)
        for word, listed in (("all", model.all), ("any", model.any)):
            if listed is not None:
                parts.append(self._joint(word, listed, place.at(word), inside, straight=straight))
        if model.not_ is not None:
            other = self.tree(model.not_, place.at("not"), inside, straight=not straight)
            parts.append(None if other is None else Record({"not": other}))
        if model.raw is not None:
            parts.append(self._raw(model.raw, place.at("raw"), inside, straight=straight))
        if not parts:
            self._names.refuse(
                "PC147", "This condition is empty.", place, "Write a property and its value."
            )
        there = tuple(each for each in parts if each is not None)
        if len(there) < 2:
            return there[0] if there else None
        return Record({"all": there})

    def _own_pipeline(self, model: ConditionModel) -> str | None:
        text = named_pipeline(model)
        return None if text is None else self._names.desk.directory.key(text)

    def _joint(
        self,
        word: str,
        listed: list[ConditionModel],
        place: Place,
        inside: str | None,
        *,
        straight: bool,
    ) -> Record | None:
        found = [
            self.tree(each, place.at(index), inside, straight=straight)
            for index, each in enumerate(listed)
        ]
        there = tuple(each for each in found if each is not None)
        return Record({word: there}) if there else None

    def _raw(
        self, value: dict[str, Any], place: Place, inside: str | None, *, straight: bool
    ) -> Record | None:
        if not straight:
            self._names.refuse(
                "PC147",
                "`not` cannot stand above raw: what the opposite is, only HubSpot knows.",
                place,
                "Write the opposite into raw.",
            )
            return None
        found = raw(value, place, self._names, inside)
        return Record({"property": "", "test": "raw", "json": found})

    def _tests(self, name: str, test: Any, place: Place, inside: str | None) -> list[Record | None]:
        if isinstance(test, TestModel):
            return self._mapping(name, test, place, inside)
        if isinstance(test, str) and test in _KNOWN:
            return [Record({"property": name, "test": test})]
        listed = test if isinstance(test, list) else [test]
        found = values(name, listed, place, self._names, inside)
        return [Record({"property": name, "test": "is", "values": found})]

    def _mapping(
        self, name: str, model: TestModel, place: Place, inside: str | None
    ) -> list[Record | None]:
        there = [word for word in written(TestModel) if word in model.model_fields_set]
        if not there:
            self._names.refuse(
                "PC147",
                f'The test of "{name}" is empty.',
                place,
                f"Write one of {', '.join(written(TestModel))}.",
            )
            return [None]
        return [
            self._leaf(name, word, getattr(model, word), place.at(word), inside) for word in there
        ]

    def _leaf(self, name: str, word: str, value: Any, place: Place, inside: str | None) -> Record:
        if name in _REFERRING and word not in _OF_REFERENCES:
            self._names.refuse(
                "PC147",
                f'"{word}" cannot test {name}; it has no number, text or date.',
                place,
                f"Write `{name}:` with a value, or a test such as `is_not`.",
            )
        listed = value if isinstance(value, list) else [value]
        more: dict[str, Value]
        if word == "is_not":
            more = {"values": values(name, listed, place, self._names, inside)}
        elif word in _TEXTS:
            more = {"values": tuple(listed)}
        elif word in _NUMBERS:
            more = {"value": value}
        else:
            more = amounts(value)
        return Record({"property": name, "test": word, **more})


def _value(name: str, value: Any, place: Place, names: Names, inside: str | None) -> Value:
    if name in _REFERRING and not isinstance(value, str):
        names.refuse("PC103", f'"{name}" takes a text, not {kind_of(value)}.', place)
        return ""
    if name == "status":
        return names.status(value, place, inside)
    if name == "pipeline":
        return names.pipeline(value, place)
    if name == "owner":
        return names.user(value, place)
    if name == "channel":
        return names.channel(value, place)
    if name == "source" and (not isinstance(value, str) or not _SOURCE.fullmatch(value)):
        names.refuse(
            "PC105",
            f"A source is a word in lower case, not {quoted(value)}.",
            place,
            f"Write `{value.strip().lower()}`." if isinstance(value, str) else None,
        )
    assert isinstance(value, str | int | float)
    return value


def _value_of(place: Place) -> Any:
    value = place.document.value
    for step in place.path:
        value = value[step]
    return value
