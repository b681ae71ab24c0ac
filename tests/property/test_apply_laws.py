"""What a plan promises, apply does: then the next plan is empty, or holds only what was blocked.

Whole runs of the command line against the emulated account: files, hands in the account, other
files, with the ledger and without it.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from tests.desk import PIPELINES, RULES, Desk
from tests.property.desks import NAMES, Files, as_yaml, files, gone, spelled
from tests.property.laws import law

if TYPE_CHECKING:
    import pytest

    from tests.property.emulated import Emulated

LIFTED = {"conflict", "looks_like_rename", "limit", "irreversible"}
"""What `--allow` permits."""

UNTOUCHED = [
    ("1", "New", "OPEN"),
    ("2", "Waiting on contact", "OPEN"),
    ("3", "Waiting on us", "OPEN"),
    ("4", "Closed", "CLOSED"),
]
"""The account's own pipeline, which no file of these examples names."""


class Hand(NamedTuple):
    """Something that somebody does in the account; numbers pick the objects."""

    what: str
    pipeline: int
    status: int
    slot: int
    name: str


HANDS = st.builds(
    Hand,
    st.sampled_from(
        ("add", "rename", "turn", "delete", "move", "rename pipeline", "rules", "no rules")
    ),
    *(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)),
    st.sampled_from(NAMES).flatmap(spelled),
)


def by_hand(desk: Desk, hand: Hand, number: int) -> None:
    """Do it, or be refused by HubSpot."""
    listed = [each for each in desk.api.get(PIPELINES).json()["results"] if each["id"] != "0"]
    pipeline = listed[hand.pipeline % len(listed)]
    path = f"{PIPELINES}/{pipeline['id']}"
    stage = pipeline["stages"][hand.status % len(pipeline["stages"])]
    one = f"{path}/stages/{stage['id']}"
    closed = stage["metadata"]["ticketState"] == "CLOSED"
    state = {"ticketState": "OPEN" if closed else "CLOSED"}
    if hand.what == "add":
        body = {"stageId": str(900 + number), "label": hand.name, "displayOrder": hand.slot}
        desk.api.post(f"{path}/stages", {**body, "metadata": state})
    elif hand.what == "rename":
        desk.api.patch(one, {"label": hand.name})
    elif hand.what == "turn":
        desk.api.patch(one, {"metadata": state})
    elif hand.what == "delete":
        desk.api.delete(one)
    elif hand.what == "move":
        desk.api.patch(one, {"displayOrder": hand.slot})
    elif hand.what == "rename pipeline":
        desk.api.patch(path, {"label": hand.name})
    elif hand.what == "no rules":
        assert desk.api.delete(f"{RULES}/{pipeline['id']}").ok
    else:
        named = {"pipelineStageIds": [stage["id"]]}
        rules = {
            "objectCreationRule": named,
            "noSkippingStagesRule": {"enabledForAllStages": closed, "pipelineStageIds": []},
            "noBackwardsMovementRule": {"enabledForAllStages": False, **named},
        }
        answer = desk.api.put(f"{RULES}/{pipeline['id']}", {"governanceValidationRules": rules})
        assert answer.ok, answer.text


def reviewed(desk: Desk) -> dict[str, Any]:
    """A plan, saved, with everything allowed that can be."""
    first = desk.run("plan", "--format", "json")
    assert first.code in {0, 3}, first
    allowed = [
        each["address"]
        for each in first.json["changes"]
        if each["blocked_by"] and LIFTED & {*each["blocked_by"]}
    ]
    flags = [word for address in allowed for word in ("--allow", address)]
    found = desk.run("plan", "--format", "json", "--out", "plan.json", *flags)
    assert found.code in {0, 3}, found
    plan: dict[str, Any] = found.json
    return plan


def pending(desk: Desk) -> set[str]:
    """The addresses of the changes that the next plan holds."""
    found = desk.run("plan", "--format", "json", "--detailed-exitcode")
    rows = [each["address"] for each in found.json["changes"] if each["action"] != "none"]
    assert (found.code == 0) == (not rows), found
    return set(rows)


def use(desk: Desk, wanted: Files, removed: list[dict[str, str]]) -> None:
    text = json.dumps(as_yaml(wanted, removed), ensure_ascii=False)
    desk.write("pipelines/desk.yaml", text)


def is_as_wanted(desk: Desk, wanted: Files) -> None:
    """The account holds what the files say, to the letter; others' statuses may stand between."""
    listed = {each["id"]: each for each in desk.api.get(PIPELINES).json()["results"]}
    for each in wanted:
        found = listed[each.key]
        assert found["label"] == each.name
        ours = {f"{each.key}-{one.key}" for one in each.statuses}
        seen = [
            (one["id"], one["label"], one["metadata"]["ticketState"].lower())
            for one in found["stages"]
            if one["id"] in ours
        ]
        assert seen == [(f"{each.key}-{one.key}", one.name, one.state) for one in each.statuses]


def others(desk: Desk) -> dict[str, tuple[str, str]]:
    """The statuses that somebody added by hand: their names and states."""
    return {
        one["id"]: (one["label"], one["metadata"]["ticketState"])
        for each in desk.api.get(PIPELINES).json()["results"]
        for one in each["stages"]
        if one["id"].startswith("90")
    }


@law(14)
@given(
    before=files(),
    after=files(),
    hands=st.lists(HANDS, max_size=3),
    removed=st.booleans(),
    lost=st.booleans(),
)
def test_after_an_apply_the_next_plan_holds_only_what_was_blocked(
    *,
    before: Files,
    after: Files,
    hands: list[Hand],
    removed: bool,
    lost: bool,
    account: Emulated,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    account.reset()
    desk = Desk(tmp_path_factory.mktemp("desk"), account.api)
    desk.project()
    use(desk, before, [])
    applied = desk.apply()
    assert applied.code == 0, applied
    assert pending(desk) == set()
    is_as_wanted(desk, before)
    for number, hand in enumerate(hands):
        by_hand(desk, hand, number)
    if lost:
        shutil.rmtree(desk.folder / ".pipelinectl")
    added = others(desk)
    use(desk, after, gone(before, after) if removed else [])
    plan = reviewed(desk)
    assert len({each["address"] for each in plan["changes"]}) == len(plan["changes"])
    applied = desk.run("apply", "plan.json")
    assert applied.code in {0, 3}, applied
    blocked = {each["address"] for each in plan["changes"] if each["blocked_by"]}
    assert pending(desk) <= blocked
    assert (applied.code == 3) == bool(blocked)
    assert desk.pipelines()["Support Pipeline"] == UNTOUCHED
    gone_too = {each["address"] for each in plan["changes"] if each["action"] == "delete"}
    if not blocked:
        is_as_wanted(desk, after)
        assert desk.run("drift").code == 0
        assert plan["complete"]
    if not any(each.startswith("pipeline.") for each in gone_too):
        assert others(desk) == added, "what was added by hand is not ours to touch"
    writes = len(desk.writes())
    assert desk.run("apply", "--yes").code in {0, 3}
    assert len(desk.writes()) == writes, "a second apply writes nothing"
