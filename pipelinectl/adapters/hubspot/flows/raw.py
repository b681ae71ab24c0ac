"""Checks HubSpot's own JSON before it is sent: HubSpot ignores unknown keys without a word.

A misspelt key can turn a filter into its opposite (seen by others: `operatorName` for
`operator`). So what is in `raw:` may hold known keys only, and must hold those that HubSpot asks
for. The `fields` of an action are the action's own business; filters inside them are not.

The names of keys are facts of HubSpot's API descriptions of flows and of lists.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows import shapes
from pipelinectl.canonical import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipelinectl.adapters.hubspot.flows.shapes import Shape
    from pipelinectl.model import Record

Fault = tuple[str, str]


def raw_faults(json: Record, where: str) -> list[Fault]:
    """What HubSpot would ignore or refuse in its JSON, as paths in it and messages.

    `where` is `action`, `trigger` or `condition` (a filter, or a branch of filters). An action
    is without id and connection; it is a SINGLE_CONNECTION where it does not say its type.
    References count as the texts that they become.
    """
    value = to_json(json)
    if where == "action":
        return list(_action(value))
    if where == "trigger":
        return list(_tagged(value, "", "type", shapes.CRITERIA, "enrollment"))
    if "filterBranchType" in value:
        return list(_branch(value, ""))
    return list(_filter(value, ""))


def _action(value: Mapping[str, Any]) -> Iterator[Fault]:
    typed = {"type": "SINGLE_CONNECTION", **value}
    yield from _tagged(typed, "", "type", shapes.ACTIONS, "action")
    yield from _inner(value, "")


def _tagged(
    value: Mapping[str, Any], path: str, tag: str, known: Mapping[str, Shape], what: str
) -> Iterator[Fault]:
    """An object whose form is named by one of its keys, and all filters in it."""
    kind = value.get(tag)
    if not isinstance(kind, str) or kind not in known:
        yield _at(path, tag), _unknown_kind(tag, kind, known, what)
        return
    yield from _keys(value, path, known[kind], kind)
    if what != "action":
        yield from _inner(value, path)


def _inner(value: Any, path: str) -> Iterator[Fault]:
    """The filters and branches of filters in a value that is neither."""
    if isinstance(value, list):
        for place, each in enumerate(value):
            yield from _anywhere(each, _at(path, str(place)))
    elif isinstance(value, dict) and not _is_reference(value):
        for name, each in value.items():
            yield from _anywhere(each, _at(path, name))


def _anywhere(value: Any, path: str) -> Iterator[Fault]:
    if isinstance(value, dict) and "filterBranchType" in value:
        yield from _branch(value, path)
    elif isinstance(value, dict) and "filterType" in value:
        yield from _filter(value, path)
    else:
        yield from _inner(value, path)


def _branch(value: Mapping[str, Any], path: str) -> Iterator[Fault]:
    yield from _tagged(value, path, "filterBranchType", shapes.BRANCHES, "branch of filters")


def _filter(value: Mapping[str, Any], path: str) -> Iterator[Fault]:
    yield from _tagged(value, path, "filterType", shapes.FILTERS, "filter")
    operation = value.get("operation")
    if value.get("filterType") == "PROPERTY" and isinstance(operation, dict):
        inside = _at(path, "operation")
        yield from _tagged(operation, inside, "operationType", shapes.OPERATIONS, "operation")


def _keys(value: Mapping[str, Any], path: str, shape: Shape, kind: str) -> Iterator[Fault]:
    for name in value:
        if name not in shape.known:
            choices = ", ".join(sorted(shape.known))
            yield _at(path, name), f"HubSpot's {kind} has no key {name!r}; it has: {choices}."
    for name in sorted(shape.required - value.keys()):
        yield _at(path, name), f"HubSpot's {kind} needs the key {name!r}."


def _unknown_kind(tag: str, kind: Any, known: Iterable[str], what: str) -> str:
    if kind is None:
        article = "an" if what[0] in "aeiou" else "a"
        return f"{article} {what} needs the key {tag!r}."
    near = get_close_matches(str(kind), known, 1)
    meant = f" Did you mean {near[0]!r}?" if near else ""
    return f"an unknown {tag}, {kind!r}: whether its keys are right cannot be told.{meant}"


def _is_reference(value: dict[str, Any]) -> bool:
    return value.keys() == {"ref", "name"}


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
