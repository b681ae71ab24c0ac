"""The vendor's own JSON: kept as it is, but for what stands for an id."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from pipelinectl import names as spelling
from pipelinectl.automation import references as refs
from pipelinectl.language.automations.names import KeyPlace
from pipelinectl.language.wording import excerpt
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.language.automations.names import Names
    from pipelinectl.language.spec import Place
    from pipelinectl.model import Value

OWNER = "owner"
_NAMED_FREELY = {"$team": refs.TEAM, "$email": refs.EMAIL}
WORDS = ("$status", "$pipeline", "$user", "$owner", "$team", "$email", "$workflow")
"""The keys of mappings that stand for an id."""


def raw(value: dict[str, Any], place: Place, names: Names, inside: str | None) -> Record:
    """A mapping of the vendor's JSON; `{$status: New}` and its like become references."""
    found = _value(value, place, names, inside)
    if isinstance(found, Record) and not refs.is_reference(found):
        return found
    if refs.is_reference(found):
        names.refuse("PC152", "raw holds one id, and nothing that it belongs to.", place)
    return Record()


def _value(value: Any, place: Place, names: Names, inside: str | None) -> Value:
    if isinstance(value, list):
        return tuple(
            _value(each, place.at(index), names, inside) for index, each in enumerate(value)
        )
    if isinstance(value, dict):
        return _mapping(value, place, names, inside)
    if isinstance(value, float) and not math.isfinite(value):
        names.refuse("PC152", "JSON has no infinite numbers.", place, "Write another number.")
        return 0
    assert value is None or isinstance(value, str | int | float)
    return value


def _mapping(value: dict[str, Any], place: Place, names: Names, inside: str | None) -> Value:
    marked = next((key for key in value if key.startswith("$")), None)
    if marked is not None:
        return _reference(value, marked, place, names, inside)
    if value.keys() == {refs.REF, refs.NAME}:
        names.refuse(
            "PC152",
            "A mapping of `ref` and `name` alone cannot be told from an id here.",
            place,
            "Write `{$status: New}` or its like for an id.",
        )
    return Record({key: _value(each, place.at(key), names, inside) for key, each in value.items()})


def _reference(
    value: dict[str, Any], word: str, place: Place, names: Names, inside: str | None
) -> Record:
    text = value[word]
    here = place.at(word)
    if word not in WORDS:
        names.refuse(
            "PC152",
            f'"{excerpt(word)}" stands for no id.',
            KeyPlace.of(here),
            spelling.did_you_mean(word, WORDS) or f"Known: {', '.join(WORDS)}.",
        )
    elif len(value) > 1 or not isinstance(text, str) or not text.strip():
        names.refuse(
            "PC152",
            f"{word} stands alone in its mapping, with the name of what is meant.",
            KeyPlace.of(here),
            f"Write `{{{word}: NAME}}`.",
        )
    else:
        return _looked_up(word, text, here, names, inside)
    return Record()


def _looked_up(word: str, text: str, place: Place, names: Names, inside: str | None) -> Record:
    if word == "$status":
        return names.status(text, place, inside)
    if word in _NAMED_FREELY:
        return refs.reference(_NAMED_FREELY[word], text.strip())
    if word == "$owner":
        return refs.reference(OWNER, str(names.user(text, place)[refs.NAME]))
    others: dict[str, Callable[[str, Place], Record]] = {
        "$pipeline": names.pipeline,
        "$user": names.user,
        "$workflow": names.workflow,
    }
    return others[word](text, place)
