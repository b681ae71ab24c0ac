"""HubSpot's flows to live automations. Whatever a flow holds, it is read.

A flow is raised only where lowering what was raised gives an equal flow: else it would be changed
by what nobody declared. Any other is opaque: listed with its reason, never touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows.actions import raised_action
from pipelinectl.adapters.hubspot.flows.branching import LISTS, raised_branching
from pipelinectl.adapters.hubspot.flows.canonical import canonical, target, targets, walking
from pipelinectl.adapters.hubspot.flows.fetched import in_our_words
from pipelinectl.adapters.hubspot.flows.json_values import names_an_action
from pipelinectl.adapters.hubspot.flows.lookup import CannotLower, CannotRaise
from pipelinectl.adapters.hubspot.flows.lowering import lowered, without_keeping
from pipelinectl.adapters.hubspot.flows.marker import parted
from pipelinectl.adapters.hubspot.flows.raw import raw_faults
from pipelinectl.adapters.hubspot.flows.recipients import nobody
from pipelinectl.adapters.hubspot.flows.templates import SETTINGS, templated, value_of
from pipelinectl.adapters.hubspot.flows.terms import TICKETS
from pipelinectl.adapters.hubspot.flows.triggers import raised_begin
from pipelinectl.automation.conditions import ANY
from pipelinectl.automation.graph import Edge, Graph, Node, chain_of
from pipelinectl.automation.model import to_value, walk
from pipelinectl.canonical import text_of
from pipelinectl.model import Kind, LiveObject, Record, as_list

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipelinectl.adapters.hubspot.flows.lookup import Lookup
    from pipelinectl.automation.model import Action
    from pipelinectl.model import Value

FAULTS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What JSON that is not as expected may lead to."""

_NO_CHAIN = "its ways lead back, or meet where no branch ends, or never reach an action."
_TAB = "it belongs to the Automate tab of its pipeline and is changed there."
_UNKNOWN_TAB = "it belongs to the Automate tab of a pipeline that is not known."


def raised(
    flow: Mapping[str, Any], lookup: Lookup, pipelines: Collection[str] = ()
) -> LiveObject | None:
    """A workflow of tickets as a live object, in the terms of the account.

    Its mark is the address in the last line of the description. The flows of an Automate tab
    (`pipelines` are the ids of the pipelines that are known) become templated automations, or, of
    a status, opaque automations whose parent is the pipeline.

    Returns:
        None for flows of other objects, and where a templated automation's value cannot be told.
    """
    if not isinstance(flow, Mapping) or flow.get("type") != "PLATFORM_FLOW":
        return None
    if flow.get("objectTypeId") != TICKETS:
        return None
    found = templated(flow.get("uuid"), lookup, pipelines)
    if found is None:
        of_a_tab = str(flow.get("uuid")).startswith("ticket-")
        return _opaque(flow, _UNKNOWN_TAB) if of_a_tab else _of_workflow(flow, lookup)
    pipeline, end = found
    is_setting = end in SETTINGS.values()
    return _of_template(flow, *found) if is_setting else _opaque(flow, _TAB, pipeline)


def settled(fields: Mapping[str, Value], lookup: Lookup) -> dict[str, Value]:
    """An automation's fields as they would read back once written.

    Names become those that the account leads back to (`id:7` an e-mail address, references in
    `raw:` ids); the file that a program stands in is nothing to the account.

    Raises:
        CannotLower, Unresolved: as `lowered`.
    """
    body = lowered(fields, lookup, "automation.any")
    begin = raised_begin(body["enrollmentCriteria"], lookup)
    return {
        **fields,
        "re_enroll": begin.re_enroll,
        "trigger": begin.trigger,
        "only_if": begin.only_if,
        "actions": to_value(_chain(body, lookup)),
    }


def mark_of(flow: Mapping[str, Any]) -> str | None:
    """The address that a flow's description names; None where it names none."""
    description = flow.get("description")
    return parted(description)[1] if isinstance(description, str) else None


def _of_workflow(flow: Mapping[str, Any], lookup: Lookup) -> LiveObject:
    try:
        fields = _fields(flow, lookup)
    except CannotRaise as reason:
        return _opaque(flow, str(reason))
    except FAULTS:
        return _opaque(flow, "parts of it are of a form that is not known here.")
    identifier = str(flow.get("id"))
    return LiveObject(Kind.AUTOMATION, identifier, None, fields, mark=mark_of(flow), native=flow)


def _fields(flow: Mapping[str, Any], lookup: Lookup) -> dict[str, Value]:
    if flow.get("flowType", "WORKFLOW") != "WORKFLOW":
        raise CannotRaise(f"it is of the kind {flow['flowType']}, not a workflow.")
    if not isinstance(flow.get("enrollmentCriteria"), dict) or not flow["enrollmentCriteria"]:
        raise CannotRaise("it has no enrollment trigger.")
    _refuse_by_content(flow)
    begin = raised_begin(flow["enrollmentCriteria"], lookup)
    chain = _chain(flow, lookup)
    fields: dict[str, Value] = {
        "name": _text(flow.get("name")),
        "enabled": flow["isEnabled"],
        "re_enroll": begin.re_enroll,
        "trigger": begin.trigger,
        "only_if": begin.only_if,
        "actions": to_value(chain),
        "description": parted(flow.get("description"))[0],
    }
    _refuse_unknown_keys(begin.trigger, begin.only_if, chain)
    _prove(fields, flow, lookup)
    return fields


def _prove(fields: Mapping[str, Value], flow: Mapping[str, Any], lookup: Lookup) -> None:
    """Refuse what would not be written back as it is."""
    try:
        again = canonical(without_keeping(fields, lookup, flow))
    except CannotLower as fault:
        raise CannotRaise(f"{fault.reason.removesuffix('.')} ({fault.path}).") from fault
    before = canonical(flow)
    differing = sorted(
        name
        for name in {*again, *before}
        if text_of(again.get(name)) != text_of(before.get(name)) and name != "flowType"
    )
    if differing:
        raise CannotRaise(f"what it holds has no other form here: {', '.join(differing)}.")


def _chain(flow: Mapping[str, Any], lookup: Lookup) -> tuple[Action, ...]:
    order = walking(flow)
    by_id = {str(each["actionId"]): each for each in in_our_words(flow)}
    numbers: dict[str | None, int] = {each: number for number, each in enumerate(order, 1)}

    def number(identifier: str | None) -> int | None:
        return None if identifier is None else numbers[identifier]

    nodes = {numbers[each]: _node(by_id[each], number, lookup) for each in order}
    start = flow.get("startActionId")
    chain = chain_of(Graph(nodes, None if start is None else numbers[str(start)]))
    if chain is None:
        raise CannotRaise(_NO_CHAIN)
    return chain


def _node(json: Mapping[str, Any], number: Any, lookup: Lookup) -> Node:
    if json.get("type") in LISTS:
        return raised_branching(json, number, lookup)
    if len(list(targets(json))) > 1 or "testBranches" in json:
        raise CannotRaise(f"it parts by {json.get('type')}, which has no form here.")
    return Node(raised_action(json, lookup), (Edge(number(target(json.get("connection")))),))


def _refuse_by_content(flow: Mapping[str, Any]) -> None:
    """Refuse actions that show too little, or that count on the ids of others.

    A fault of HubSpot once left recipients out of what it shows (its changelog, 2026-09).
    """
    for each in flow.get("actions") or ():
        if each.get("actionTypeId") == "0-8" and nobody(each.get("fields")):
            raise CannotRaise("an e-mail notification shows no recipient; HubSpot may hide it.")
        if names_an_action(each):
            raise CannotRaise("an action uses what another one found, by its id.")


def _refuse_unknown_keys(
    trigger: Record, only_if: Record | None, chain: tuple[Action, ...]
) -> None:
    """Raw parts go into files, where unknown keys are refused."""
    for json, where in _raw_parts(trigger, only_if, chain):
        for _, message in raw_faults(json, where):
            raise CannotRaise(message)


def _raw_parts(
    trigger: Record, only_if: Record | None, chain: tuple[Action, ...]
) -> Iterator[tuple[Record, str]]:
    if trigger["on"] == "raw":
        yield _record(trigger["json"]), "trigger"
    conditions = [trigger.get("when"), only_if]
    for _, action in walk(chain):
        if action.kind == "raw":
            yield _record(action.settings["json"]), "action"
        conditions.extend(branch.when for branch in action.branches)
    for leaf in (leaf for each in conditions for leaf in _leaves(each)):
        if leaf["test"] == "raw":
            yield _record(leaf["json"]), "condition"


def _leaves(condition: Value) -> Iterator[Record]:
    if isinstance(condition, Record) and ANY in condition:
        for each in as_list(condition[ANY]):
            yield from map(_record, as_list(_record(each)["all"]))


def _of_template(flow: Mapping[str, Any], pipeline: str, setting: str) -> LiveObject | None:
    try:
        value = value_of(flow)
    except FAULTS:
        value = None
    if value is None:
        return None
    identifier = f"{pipeline}/{setting}"
    return LiveObject(Kind.AUTOMATE, identifier, pipeline, {"value": value}, native=flow)


def _opaque(flow: Mapping[str, Any], reason: str, parent: str | None = None) -> LiveObject:
    fields: dict[str, Value] = {
        "name": _text(flow.get("name")),
        "enabled": flow.get("isEnabled") is True,
    }
    line = " ".join(reason.split())
    identifier = str(flow.get("id"))
    return LiveObject(
        Kind.AUTOMATION, identifier, parent, fields, mark=mark_of(flow), opaque=line, native=flow
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _record(value: Value) -> Record:
    assert isinstance(value, Record)
    return value
