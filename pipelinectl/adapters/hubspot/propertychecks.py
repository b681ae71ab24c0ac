"""Whether tickets have the properties that an automation names, with those values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipelinectl.adapters.hubspot.directory import PROPERTIES_SCOPE
from pipelinectl.adapters.hubspot.flows import terms
from pipelinectl.adapters.hubspot.namechecks import unreadable
from pipelinectl.model import Record, as_list
from pipelinectl.names import did_you_mean
from pipelinectl.ports import Lack, Objection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.adapters.hubspot.directory import Directory, Property
    from pipelinectl.adapters.hubspot.pieces import Piece
    from pipelinectl.automation.model import Action
    from pipelinectl.model import Value

_TOKEN = re.compile(r"\{\{ticket\.([A-Za-z0-9_]+)\}\}")
_REFERRING = {terms.STATUS, terms.PIPELINE, terms.OWNER}
"""Properties whose values are checked as what they refer to."""
_SHOWN = 12


class _Use(NamedTuple):
    name: str
    values: tuple[Value, ...] = ()


def property_objections(piece: Piece, directory: Directory) -> Iterator[Objection]:
    """What speaks against the properties and values in a piece."""
    uses = list(dict.fromkeys(_uses(piece)))
    listed = directory.properties if uses else None
    if listed is None:
        return
    if listed.unreadable is not None:
        names = ", ".join(dict.fromkeys(each.name for each in uses))
        yield unreadable(piece.path, PROPERTIES_SCOPE, f"whether tickets have {names}")
        return
    known = {each.name: each for each in listed.items}
    for use in uses:
        found = known.get(terms.PROPERTIES.get(use.name, use.name))
        if found is None:
            ours = [*terms.PROPERTIES, *known]
            yield Objection(
                Lack.MISSING,
                "PC519",
                f'Property "{use.name}" does not exist on tickets.',
                did_you_mean(use.name, ours),
                piece.path,
            )
        elif use.name not in _REFERRING:
            yield from _values(piece.path, use, found)


def _values(path: str, use: _Use, found: Property) -> Iterator[Objection]:
    """Values of an enumeration that are none of its options."""
    if found.type != "enumeration" or not found.options:
        return
    lower = use.name == terms.SOURCE
    options = [each.lower() if lower else each for each in found.options]
    for value in use.values:
        if isinstance(value, str) and value and value not in options:
            message = f'Value "{value}" of property "{use.name}" does not exist on tickets.'
            listed = ", ".join(options[:_SHOWN]) + (", …" if len(options) > _SHOWN else "")
            hint = did_you_mean(value, options) or f"Known: {listed}."
            yield Objection(Lack.MISSING, "PC519", message, hint, path)


def _uses(piece: Piece) -> Iterator[_Use]:
    if piece.action is not None:
        yield from _of_action(piece.action)
    elif isinstance(piece.value, Record):
        yield from _of_trigger(piece.value)
    yield from _of_conditions(piece.value)


def _of_trigger(trigger: Record) -> Iterator[_Use]:
    if trigger.get("on") == "property_changes":
        yield _Use(str(trigger["property"]), as_list(trigger.get("to", ())))
    if trigger.get("on") == "ticket_created" and trigger.get("source"):
        yield _Use(terms.SOURCE, as_list(trigger["source"]))


def _of_action(action: Action) -> Iterator[_Use]:
    settings = action.settings
    if action.kind == "set":
        yield from _of_set(str(settings["property"]), settings["value"])
    if action.kind == "switch":
        values = tuple(each.when for each in action.branches if isinstance(each.when, str))
        yield _Use(str(settings["property"]), values)
    until = settings.get("until")
    if action.kind == "delay" and isinstance(until, Record) and "property" in until:
        yield _Use(str(until["property"]))
    inputs = settings.get("inputs")
    if action.kind == "custom_code" and isinstance(inputs, Record):
        yield from (_Use(str(each)) for each in inputs.values())
    if action.kind not in {"custom_code", "raw"}:
        for text in _texts(settings):
            yield from (_Use(each) for each in _TOKEN.findall(text))


def _of_set(name: str, value: Value) -> Iterator[_Use]:
    if isinstance(value, Record):
        yield _Use(name)
        if "copy" in value:
            yield _Use(str(value["copy"]))
    else:
        tokens = isinstance(value, str) and _TOKEN.search(value)
        yield _Use(name, () if tokens else (value,))


def _of_conditions(value: Value) -> Iterator[_Use]:
    """Leaves of conditions, however deep; what is raw names properties in its own way."""
    if isinstance(value, tuple):
        for each in value:
            yield from _of_conditions(each)
    elif isinstance(value, Record):
        if "test" in value and "property" in value:
            if value["test"] != "raw":
                yield _Use(str(value["property"]), as_list(value.get("values", ())))
        elif value.get("do") != "raw" and value.get("on") != "raw":
            yield from _of_conditions(tuple(value.values()))


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, Record):
        yield from _texts(tuple(value.values()))
