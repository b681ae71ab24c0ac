"""The table of actions that do not branch: each kind's settings and HubSpot's JSON, both ways.

A row lowers the settings of one kind, and guesses the settings of an action that may be of its
kind. A guess counts only where lowering it gives back the very action (`raised_action`).

Sources: HubSpot's reference of workflow actions (0-1, 0-3, 0-4, 0-5, 0-8, 0-9 with their fields),
its API description of flows (WEBHOOK, CUSTOM_CODE, kinds of values), real flows seen by others
(0-3 `owner_assignment` and `due_time`, 0-11, 0-15, 0-35, `owner_properties`). Each row says more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pipelinectl.adapters.hubspot.flows import code, messages, properties, waiting
from pipelinectl.adapters.hubspot.flows.canonical import ID, content
from pipelinectl.adapters.hubspot.flows.json_values import record_of, resolved
from pipelinectl.adapters.hubspot.flows.lookup import CannotLower
from pipelinectl.automation.model import Action
from pipelinectl.automation.references import WORKFLOW, named, reference
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipelinectl.adapters.hubspot.flows.lookup import Lookup

Json = dict[str, Any]

SINGLE = "SINGLE_CONNECTION"


class Row(NamedTuple):
    """One kind of action.

    `type_id` is None where HubSpot's `type` says all. `lower` makes `fields`, or for other types
    the whole action without `type`; `guess` makes settings of the same and may fail as it likes.
    """

    kind: str
    type: str
    type_id: str | None
    lower: Callable[[Record, Lookup], Json]
    guess: Callable[[Json, Lookup], Record]


def _lower_enroll(settings: Record, lookup: Lookup) -> Json:
    """0-15. That `flow_id` is a text like other ids in fields is unverified."""
    return {"flow_id": lookup.id_of(WORKFLOW, named(settings["workflow"], WORKFLOW) or "")}


def _guess_enroll(fields: Json, lookup: Lookup) -> Record:
    return Record(workflow=reference(WORKFLOW, lookup.name_of(WORKFLOW, fields["flow_id"])))


ROWS = (
    Row("delay", SINGLE, "0-1", waiting.lower_delay, waiting.guess_delay),
    Row("delay", SINGLE, "0-35", waiting.lower_until, waiting.guess_until),
    Row("create_task", SINGLE, "0-3", messages.lower_task, messages.guess_task),
    Row("send_email", SINGLE, "0-4", messages.lower_email, messages.guess_email),
    Row("assign_owner", SINGLE, "0-5", properties.lower_assign, properties.guess_assign),
    Row("set", SINGLE, "0-5", properties.lower_set, properties.guess_set),
    Row(
        "send_internal_email_notification",
        SINGLE,
        "0-8",
        messages.lower_notification,
        messages.guess_notification,
    ),
    Row("send_in_app_notification", SINGLE, "0-9", messages.lower_in_app, messages.guess_in_app),
    Row("rotate_owner", SINGLE, "0-11", properties.lower_rotate, properties.guess_rotate),
    Row("enroll_in", SINGLE, "0-15", _lower_enroll, _guess_enroll),
    Row("webhook", "WEBHOOK", None, code.lower_webhook, code.guess_webhook),
    Row("custom_code", "CUSTOM_CODE", None, code.lower_code, code.guess_code),
)


def lowered_action(action: Action, lookup: Lookup) -> Json:
    """HubSpot's action, without its id and without where it leads.

    Raises:
        CannotLower: HubSpot's form is not known.
        Unresolved: the account does not have what is named.
    """
    if action.kind == "raw":
        return _lowered_raw(action.settings["json"], lookup)
    row = next((each for each in ROWS if _fits(each, action)), None)
    if row is None:
        raise CannotLower("", f"HubSpot has no action {action.kind!r} that is known.")
    found = row.lower(action.settings, lookup)
    if row.type_id is None:
        return {"type": row.type, **found}
    return {
        "type": row.type,
        "actionTypeId": row.type_id,
        "actionTypeVersion": 0,
        "fields": found,
    }


def raised_action(json: Mapping[str, Any], lookup: Lookup) -> Action:
    """The action, of a kind of ours where lowering that gives back the same, else raw.

    Raises:
        ValueError: the JSON cannot stand in `raw:` either.
    """
    for row in ROWS:
        if (row.type, row.type_id) == (json.get("type"), json.get("actionTypeId")):
            action = _proved(row, json, lookup)
            if action is not None:
                return action
    aside = {ID, "connection"} | ({"type"} if json.get("type") == SINGLE else set())
    return Action(
        "raw",
        Record(json=record_of({name: each for name, each in json.items() if name not in aside})),
    )


def _proved(row: Row, json: Mapping[str, Any], lookup: Lookup) -> Action | None:
    try:
        action = Action(row.kind, row.guess(dict(json["fields"] if row.type_id else json), lookup))
        again = lowered_action(action, lookup)
    except (CannotLower, LookupError, TypeError, ValueError, AttributeError, OverflowError):
        return None
    led = {"connection": json["connection"]} if "connection" in json else {}
    return action if content({**again, **led}) == content(json) else None


def _fits(row: Row, action: Action) -> bool:
    return row.kind == action.kind and (row.type_id == "0-35") == ("until" in action.settings)


def _lowered_raw(json: Any, lookup: Lookup) -> Json:
    found: Json = resolved(json, lookup)
    single = {"actionTypeVersion": 0} if found.get("type", SINGLE) == SINGLE else {}
    return {"type": SINGLE, **single, **found}
