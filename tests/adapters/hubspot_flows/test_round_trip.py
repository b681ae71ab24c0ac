"""The law of lowering and raising: what is written reads back as it was, in HubSpot's shape."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, assume, given, settings

from pipelinectl.adapters.hubspot.flows import (
    CannotLower,
    lowered,
    post_body,
    put_body,
    raised,
    same,
    settled,
)
from pipelinectl.automation.model import from_value, to_value
from pipelinectl.model import Record
from tests.adapters.flow_shapes import checked
from tests.adapters.hubspot_flows.account import POOLS, Account
from tests.automations import automations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.automation.model import Action, Branch
    from pipelinectl.model import Value

MARK = "automation.made-up"
thoroughly = settings(
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def shown(body: Mapping[str, Any], identifier: str = "77") -> dict[str, Any]:
    """The flow that HubSpot shows for a body, with what it adds by itself."""
    return {
        **copy.deepcopy(dict(body)),
        "id": identifier,
        "revisionId": "3",
        "createdAt": "2026-11-01T08:00:00Z",
        "updatedAt": "2026-11-02T08:00:00Z",
        "crmObjectCreationStatus": "COMPLETE",
        "nextAvailableActionId": str(len(body["actions"]) + 1),
    }


def lowered_or_skipped(fields: dict[str, Value]) -> dict[str, Any]:
    """The body; made-up automations whose form at HubSpot is not known are left out."""
    try:
        return lowered(fields, Account(), MARK)
    except CannotLower:
        assume(condition=False)
        raise


def without_files(fields: Mapping[str, Value]) -> dict[str, Value]:
    """The fields without what the account does not hold: where a program's file stands."""
    return {**fields, "actions": to_value(map(_without_file, from_value(fields["actions"])))}


def _without_file(action: Action) -> Action:
    kept = {name: each for name, each in action.settings.items() if name != "file"}
    return replace(
        action,
        settings=Record(kept),
        branches=tuple(map(_branch_without_files, action.branches)),
        otherwise=action.otherwise and _branch_without_files(action.otherwise),
    )


def _branch_without_files(branch: Branch) -> Branch:
    return replace(branch, actions=tuple(map(_without_file, branch.actions)))


@thoroughly
@given(fields=automations(POOLS))
def test_what_is_lowered_is_raised_as_it_was(fields: dict[str, Value]) -> None:
    body = lowered_or_skipped(fields)
    found = raised(shown(body), Account())
    assert found is not None
    assert (found.opaque, found.mark, found.id, found.parent) == (None, MARK, "77", None)
    assert found.fields == {"description": "", **without_files(fields)}


@thoroughly
@given(fields=automations(POOLS))
def test_every_body_has_the_shape_that_hubspot_asks_for(fields: dict[str, Value]) -> None:
    body = lowered_or_skipped(fields)
    assert checked(body) == []
    assert checked(put_body(body, "3")) == []
    assert [each["actionId"] for each in body["actions"]] == [
        str(number) for number in range(1, len(body["actions"]) + 1)
    ]


@thoroughly
@given(fields=automations(POOLS))
def test_what_is_written_again_is_no_difference(fields: dict[str, Value]) -> None:
    body = lowered_or_skipped(fields)
    flow = shown(body)
    again = lowered(fields, Account(), MARK, old=flow)
    assert again == body
    assert same(put_body(again, "4"), flow)
    assert same(post_body(again), flow)


@thoroughly
@given(fields=automations(POOLS))
def test_settled_fields_are_those_that_read_back(fields: dict[str, Value]) -> None:
    lowered_or_skipped(fields)
    found = settled(fields, Account())
    assert found == without_files(fields)
    assert settled(found, Account()) == found


@thoroughly
@given(one=automations(POOLS, most=12), two=automations(POOLS, most=12))
def test_an_update_of_one_to_another_says_the_other(
    one: dict[str, Value], two: dict[str, Value]
) -> None:
    flow = shown(lowered_or_skipped(one))
    body = lowered_or_skipped(two)
    update = lowered(two, Account(), MARK, old=flow)
    assert checked(put_body(update, "3")) == []
    assert same(put_body(update, "3"), body)
