"""Conditions in plain English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation.conditions import ALL, ANY
from pipelinectl.model import Record, as_list
from pipelinectl.render.escape import visible
from pipelinectl.render.phrases import amount
from pipelinectl.render.references import raw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.model import Value
    from pipelinectl.render.references import Speech

_COMPARED = {"above": "above", "below": "below", "at_least": "at least", "at_most": "at most"}
_LISTED = {
    "is": ("is", "is"),
    "is_not": ("is not", "is none of"),
    "contains": ("contains", "contains"),
    "contains_not": ("does not contain", "contains none of"),
}
"""What stands before one value, and before several."""
_TIMES = {
    "changed_within": "changed in the last {}",
    "not_changed_within": "did not change in the last {}",
    "older_than": "is more than {} ago",
    "newer_than": "is less than {} ago",
}
_KNOWN = {"known": "is known", "unknown": "is not known"}


def condition(tree: Value, speech: Speech) -> str:
    """`status is "New" and owner is known, or priority is "HIGH"`."""
    alternatives = [list(_leaves(each, speech)) for each in _parts(tree, ANY)]
    if not alternatives:
        return raw(tree)
    joint = ", or " if any(len(each) > 1 for each in alternatives) else " or "
    return joint.join(" and ".join(each) for each in alternatives)


def _parts(tree: Value, name: str) -> tuple[Value, ...]:
    return as_list(tree.get(name)) if isinstance(tree, Record) else ()


def _leaves(alternative: Value, speech: Speech) -> Iterator[str]:
    for leaf in _parts(alternative, ALL):
        yield _leaf(leaf, speech) if isinstance(leaf, Record) else raw(leaf)


def _leaf(leaf: Record, speech: Speech) -> str:
    name, test = visible(str(leaf.get("property"))), str(leaf.get("test"))
    if test in _KNOWN:
        return f"{name} {_KNOWN[test]}"
    if test in _TIMES:
        return f"{name} {_TIMES[test].format(amount(leaf))}"
    if test in _LISTED:
        values = as_list(leaf.get("values"))
        return f"{name} {_LISTED[test][len(values) > 1]} {speech.either(values)}"
    if test in _COMPARED:
        empty = " or has no value" if leaf.get("unset") is True else ""
        return f"{name} is {_COMPARED[test]} {speech.value(leaf.get('value'))}{empty}"
    return f"the help desk's own test {raw(leaf.get('json', leaf))} holds"
