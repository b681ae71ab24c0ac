"""Flows as workflows of the engine, and those of the Automate tab as switches of their pipeline.

Observed by others: the tab's flows are told by their uuid. HubSpot's knowledge base: what the tab
made leaves tickets of live chat and Messenger alone, unless its enrollment asks for the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator.pipelines.model import TICKETS
from pipelinectl.emulator.workflows.flowconditions import condition_of, filter_condition
from pipelinectl.emulator.workflows.flowsteps import contacts_in, step_of
from pipelinectl.emulator.workflows.flowuse import uses_of
from pipelinectl.engine.workflows import (
    Changes,
    Created,
    Manual,
    Matches,
    NotKnown,
    Trigger,
    Workflow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelinectl.emulator.wire import JsonObject
    from pipelinectl.engine.conditions import Condition

_CHANGED, _CREATED = "4-655002", "4-1463224"
_SOURCE, _CHAT = "source_type", "CHAT"
OF_THE_TAB = "ticket-"
MAIL_ENDINGS = ("-email-sent", "-email-recieved")


def workflows_of(flows: Iterable[JsonObject]) -> dict[str, Workflow]:
    """The flows on tickets as workflows, by their ids; status triggers are none."""
    found = (_workflow(each) for each in flows if _runs(each))
    return {each.id: each for each in found}


def _runs(flow: JsonObject) -> bool:
    mails = str(flow.get("uuid") or "").endswith(MAIL_ENDINGS)
    return flow["objectTypeId"] == TICKETS.id and not mails


def _workflow(flow: JsonObject) -> Workflow:
    criteria = flow.get("enrollmentCriteria") or {}
    contacts = contacts_in(flow)
    steps = {str(each["actionId"]): step_of(each, contacts) for each in flow["actions"]}
    of_the_tab = str(flow.get("uuid") or "").startswith(OF_THE_TAB)
    return Workflow(
        id=flow["id"],
        name=str(flow.get("name") or ""),
        triggers=_triggers(criteria),
        start=flow.get("startActionId"),
        steps=steps,
        only_if=_only_if(criteria),
        re_enroll=criteria.get("shouldReEnroll") is True,
        enabled=flow["isEnabled"] is True,
        include_chat=not of_the_tab or _CHAT in uses_of(criteria).get(_SOURCE, set()),
    )


def _triggers(criteria: JsonObject) -> tuple[Trigger, ...]:
    kind = criteria.get("type")
    if kind == "EVENT_BASED":
        events = tuple(_event(each) for each in criteria.get("eventFilterBranches") or ())
        lists = criteria.get("listMembershipFilterBranches")
        return (*events, *((NotKnown("lists are not known here"),) if lists else ()))
    if kind == "LIST_BASED":
        again = criteria.get("reEnrollmentTriggersFilterBranches") or ()
        changes = (_change(each.get("filters") or []) for each in again)
        known = tuple(each for each in changes if isinstance(each, Changes))
        return (Matches(condition_of(criteria["listFilterBranch"]), known),)
    if kind in {None, "MANUAL"}:
        return (Manual(),)
    return (NotKnown(f"enrollment of the kind {kind} is not known here"),)


def _event(event: JsonObject) -> Trigger:
    kind = event.get("eventTypeId")
    if event.get("operator") != "HAS_COMPLETED":
        return NotKnown("events that have not happened begin nothing here")
    if kind == _CREATED:
        return Created()
    if kind == _CHANGED:
        return _change(event.get("filters") or [])
    return NotKnown(f"events of the kind {kind} are not known here")


def _change(filters: list[JsonObject]) -> Trigger:
    """A change of a property: one filter names it, another says to what."""
    named = {str(each.get("property")): each for each in filters}
    operation = (named.get("hs_name") or {}).get("operation") or {}
    name = operation.get("value")
    if not isinstance(name, str):
        return NotKnown("a change of any property is not known here")
    to = named.get("hs_value")
    return Changes(name, None if to is None else filter_condition(to, name))


def _only_if(criteria: JsonObject) -> Condition | None:
    refined = criteria.get("refinementCriteria")
    return condition_of(refined) if refined else None
