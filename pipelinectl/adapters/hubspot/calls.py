"""The calls that change an account, as data: method, path and body, and what they touch.

Stages are written one by one, never by a PUT of the pipeline, which deletes what it does not
name. `metadata` is sent with every stage: the published schema asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot import versions
from pipelinectl.adapters.hubspot.raising import RULE_FIELDS
from pipelinectl.model import OFF, ORDER, Kind, as_list
from pipelinectl.ports import Touched, Want, Write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipelinectl.model import LiveObject, Value


def create_pipeline(want: Want, stages: Sequence[Want], place: int) -> Write:
    """A pipeline with all its stages at once, so that it never stands without a closed one."""
    body = {
        "label": want.fields["name"],
        "displayOrder": place,
        "pipelineId": want.id,
        "stages": [
            {
                "stageId": each.id,
                "label": each.fields["name"],
                "displayOrder": number,
                "metadata": _metadata(each.fields["state"]),
            }
            for number, each in enumerate(stages)
        ],
    }
    order = tuple(each.id for each in stages)
    return Write(
        want.address,
        f'create pipeline "{want.fields["name"]}" with {len(stages)} statuses',
        want.id,
        (
            Touched(Kind.PIPELINE, want.id, None, {"name": want.fields["name"], ORDER: order}),
            *(Touched(Kind.STATUS, each.id, None, dict(each.fields)) for each in stages),
        ),
        _call("POST", versions.PIPELINES, body),
    )


def rename(want: Want, found: LiveObject, name: str) -> Write:
    """A new name for a pipeline or a status; the final one, or one in between.

    Empty metadata keeps the state as it is, whatever somebody made of it meanwhile.
    """
    body: dict[str, Any] = {"label": name}
    if found.kind is Kind.STATUS:
        body["metadata"] = {}
    return Write(
        want.address,
        f'rename {found.kind} "{found.fields["name"]}" to "{name}"',
        found.parent or found.id,
        (_changed(found, {"name": name}),),
        _call("PATCH", _path(found), body),
    )


def set_state(want: Want, found: LiveObject) -> Write:
    """Another state for a status."""
    state = want.fields["state"]
    return Write(
        want.address,
        f'make status "{found.fields["name"]}" {state}',
        str(found.parent),
        (_changed(found, {"state": state}),),
        _call("PATCH", _path(found), {"metadata": _metadata(state)}),
    )


def create_status(want: Want, place: int) -> Write:
    """A new status in a slot of its pipeline."""
    body = {
        "stageId": want.id,
        "label": want.fields["name"],
        "displayOrder": place,
        "metadata": _metadata(want.fields["state"]),
    }
    parent = str(want.parent)
    return Write(
        want.address,
        f'create status "{want.fields["name"]}"',
        parent,
        (Touched(Kind.STATUS, want.id, None, dict(want.fields)),),
        _call("POST", versions.stages(parent), body),
    )


def move_status(want: Want, standing: LiveObject, moved: str, slot: int) -> Write:
    """One status to another slot. What order results is only known from reading it back."""
    ids = as_list(standing.fields[ORDER])
    rest = [each for each in ids if each != moved]
    behind = rest.index(ids[slot]) + 1 if ids[slot] in rest else slot
    order = (*rest[:behind], moved, *rest[behind:])
    return Write(
        want.address,
        f'move status "{moved}" behind place {slot + 1}',
        standing.id,
        (Touched(Kind.PIPELINE, standing.id, {ORDER: ids}, {ORDER: order}),),
        _call("PATCH", versions.stage(standing.id, moved), {"displayOrder": slot, "metadata": {}}),
    )


def set_rules(want: Want, found: LiveObject | None, fields: Mapping[str, Value]) -> Write:
    """Rules that differ; where the pipeline has none yet, all of them."""
    if found is None:
        whole = {**OFF, **fields}
        method, body = "PUT", {"governanceValidationRules": _rules(whole)}
    else:
        method, body = "PATCH", _rules(fields)
    before = {name: (found.fields if found else OFF)[name] for name in fields}
    return Write(
        want.address,
        f"set pipeline rules: {', '.join(fields)}",
        want.id,
        (Touched(Kind.RULES, want.id, before, dict(fields)),),
        _call(method, versions.rules(want.id), body),
    )


def delete_rules(want: Want, found: LiveObject) -> Write:
    """The rules of a pipeline that is about to go."""
    return Write(
        want.address,
        "delete pipeline rules",
        found.id,
        (Touched(Kind.RULES, found.id, dict(found.fields), None),),
        _call("DELETE", versions.rules(found.id)),
    )


def delete_status(want: Want, found: LiveObject) -> Write:
    """A status. HubSpot refuses if tickets or references hold it, and that is left so."""
    return Write(
        want.address,
        f'delete status "{found.fields["name"]}"',
        str(found.parent),
        (Touched(Kind.STATUS, found.id, dict(found.fields), None),),
        _call("DELETE", _path(found)),
    )


def delete_pipeline(want: Want, found: LiveObject, below: Sequence[LiveObject]) -> Write:
    """A pipeline with its statuses and rules."""
    return Write(
        want.address,
        f'delete pipeline "{found.fields["name"]}"',
        found.id,
        (
            Touched(Kind.PIPELINE, found.id, dict(found.fields), None),
            *(Touched(each.kind, each.id, dict(each.fields), None) for each in below),
        ),
        _call("DELETE", _path(found)),
    )


def _changed(found: LiveObject, fields: Mapping[str, Value]) -> Touched:
    before = {name: found.fields[name] for name in fields}
    return Touched(found.kind, found.id, before, dict(fields))


def _path(found: LiveObject) -> str:
    if found.kind is Kind.PIPELINE:
        return versions.pipeline(found.id)
    return versions.stage(str(found.parent), found.id)


def _metadata(state: Value) -> dict[str, str]:
    return {"ticketState": "CLOSED" if state == "closed" else "OPEN"}


def _rules(fields: Mapping[str, Value]) -> dict[str, Any]:
    return {RULE_FIELDS[name]: _rule(name, value) for name, value in fields.items()}


def _rule(name: str, value: Value) -> dict[str, Any]:
    ids = [str(each) for each in as_list(value)]
    if name == "create_only_in":
        return {"pipelineStageIds": ids}
    return {"enabledForAllStages": value is True, "pipelineStageIds": ids}


def _call(method: str, path: str, body: Any = None) -> dict[str, Any]:
    return {"method": method, "path": path, "body": body}
