"""What a flow refers to: properties, and the stages and pipelines that it names as their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.emulator.wire import JsonObject

STAGE, PIPELINE = "hs_pipeline_stage", "hs_pipeline"
_CHANGED, _TO = "hs_name", "hs_value"


def uses_of(flow: JsonObject) -> dict[str, set[str]]:
    """The properties that a flow reads or sets, each with the values that it names of it."""
    found: dict[str, set[str]] = {}
    for name, value in _pairs(flow):
        values = found.setdefault(name, set())
        if value is not None:
            values.add(value)
    return found


def _pairs(node: Any) -> Iterator[tuple[str, str | None]]:
    """Every property below a place, with a value of it or None."""
    if isinstance(node, list):
        for each in node:
            yield from _pairs(each)
    elif isinstance(node, dict):
        yield from _filtered(node)
        yield from _set(node)
        yield from _branched(node)
        for each in node.values():
            yield from _pairs(each)


def _filtered(node: JsonObject) -> Iterator[tuple[str, str | None]]:
    """What the filters of one branch say; in an event, one filter names the property."""
    filters = [each for each in _objects(node.get("filters")) if "property" in each]
    values = {str(each["property"]): list(_values(each.get("operation"))) for each in filters}
    for name in values.pop(_CHANGED, []):
        yield name, None
        yield from ((name, value) for value in values.pop(_TO, []))
    for name, named in values.items():
        yield name, None
        yield from ((name, value) for value in named)


def _set(node: JsonObject) -> Iterator[tuple[str, str | None]]:
    name = node.get("property_name") or node.get("targetProperty")
    if isinstance(name, str):
        value = node.get("value")
        static = value.get("staticValue") if isinstance(value, dict) else None
        yield name, static if isinstance(static, str) else None


def _branched(node: JsonObject) -> Iterator[tuple[str, str | None]]:
    given = node.get("inputValue")
    name = given.get("propertyName") if isinstance(given, dict) else None
    if isinstance(name, str):
        yield name, None
        for branch in _objects(node.get("staticBranches")):
            yield name, str(branch.get("branchValue"))


def _values(operation: Any) -> Iterator[str]:
    if isinstance(operation, dict):
        many = operation.get("values")
        yield from (str(each) for each in (many if isinstance(many, list) else ()))
        if isinstance(operation.get("value"), str):
            yield operation["value"]


def _objects(value: Any) -> list[JsonObject]:
    items = value if isinstance(value, list) else []
    return [each for each in items if isinstance(each, dict)]
