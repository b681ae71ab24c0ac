"""Any automation can be made, changed into any other, found again, and imported.

The account is emulated, plan, goal and loop are the real ones; the wanted automation is given in
help-desk terms, the imported one as files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import assume, given

from pipelinectl.adapters.hubspot.desk import HubSpotDesk
from pipelinectl.apply.goal import goal_of
from pipelinectl.apply.run import Outcome, Run, carry_out, verify
from pipelinectl.ledger.journal import NOTHING_WRITTEN, Journal
from pipelinectl.model import ORDER, Address, Desired, How, Kind, Live, Record, Resource, as_list
from pipelinectl.plan.build import Frame, States, draft, finish
from pipelinectl.plan.model import Action, Plan, Selection
from pipelinectl.plan.scene import Facts, Policy
from pipelinectl.ports import Lack, Scope
from tests.automations import Pools, automations
from tests.desk import TOKEN, Desk
from tests.live.flows import held, most_copies, most_enabled
from tests.property.laws import law

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from pipelinectl.apply.report import Row
    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.model import Value
    from pipelinectl.ports import Write
    from tests.property.emulated import Emulated

POOLS = Pools(workflows=("automation.other", "Survey"), channels=("id:8841", "id:8842"))
MADE, OTHER = (Address(Kind.AUTOMATION, (key,)) for key in ("made", "other"))
SCOPE = Scope(frozenset(Kind))
FRAME = Frame(
    "1", "sandbox", "2026-01-01T00:00:00Z", "sha256:" + 64 * "0", Selection(), Policy(), ()
)


def _stages(pipeline: str) -> list[dict[str, Any]]:
    keys = [each.partition("/")[2] for each in POOLS.statuses[pipeline]]
    return [
        {
            "id": f"{pipeline}-{key}",
            "label": key.capitalize(),
            "displayOrder": place,
            "metadata": {"ticketState": "CLOSED" if key == keys[-1] else "OPEN"},
        }
        for place, key in enumerate(keys)
    ]


def _properties() -> list[dict[str, Any]]:
    kinds = {
        "order_number": ("string", "text"),
        **dict.fromkeys(POOLS.numbers, ("number", "number")),
        "is_vip": ("bool", "booleancheckbox"),
        "due_on": ("date", "date"),
    }
    return [
        {"name": name, "label": name, "type": kind, "fieldType": field, "groupName": GROUP}
        for name, (kind, field) in kinds.items()
    ]


GROUP = "ticketinformation"
SEED: dict[str, Any] = {
    "pipelines": [
        {"id": each, "label": each.capitalize(), "displayOrder": place, "stages": _stages(each)}
        for place, each in enumerate(POOLS.statuses)
    ],
    "emails": [{"name": each} for each in POOLS.emails],
    "properties": _properties(),
    "flows": [
        {
            "id": "501",
            "name": "Survey",
            "type": "PLATFORM_FLOW",
            "flowType": "WORKFLOW",
            "objectTypeId": "0-5",
            "isEnabled": True,
            "enrollmentCriteria": {"type": "MANUAL", "shouldReEnroll": False},
            "startActionId": "1",
            "actions": [
                {
                    "actionId": "1",
                    "type": "SINGLE_CONNECTION",
                    "actionTypeId": "0-1",
                    "actionTypeVersion": 0,
                    "fields": {"delta": "60", "time_unit": "MINUTES"},
                }
            ],
        }
    ],
}


class _Quiet:
    """Is told what happens, and says nothing."""

    def writing(self, write: Write) -> None:
        del write

    def finished(self, row: Row) -> None:
        del row


def _fault(fault: OSError) -> Diagnostic:
    raise fault


def _declared() -> dict[Address, Resource]:
    """The pipelines of the account, and a workflow that others refer to."""
    found: dict[Address, Resource] = {}
    for key, statuses in POOLS.statuses.items():
        keys = tuple(each.partition("/")[2] for each in statuses)
        place = Address(Kind.PIPELINE, (key,))
        fields: dict[str, Value] = {"name": key.capitalize(), ORDER: keys}
        found[place] = Resource(place, fields, how=How.ID, id=key)
        for each in _stages(key):
            status = Address(Kind.STATUS, (key, each["id"].partition("-")[2]))
            state = each["metadata"]["ticketState"].lower()
            found[status] = Resource(
                status, {"name": each["label"], "state": state}, how=How.ID, id=each["id"]
            )
    act = Record(do="set", property="priority", value="LOW")
    found[OTHER] = Resource(OTHER, _fields(act))
    return found


def _fields(*actions: Record) -> dict[str, Value]:
    return {
        "name": "Other",
        "enabled": True,
        "re_enroll": False,
        "trigger": Record(on="manual"),
        "only_if": None,
        "actions": actions,
    }


def _desired(wanted: dict[str, Value]) -> Desired:
    resources = _declared()
    resources[MADE] = Resource(MADE, wanted)
    return Desired(resources)


def _planned(desired: Desired, live: Live, desk: HubSpotDesk) -> Plan:
    states = States(
        desired,
        live,
        None,
        NOTHING_WRITTEN,
        desk.own_id,
        desk.fixed_fields,
        settle=desk.settled,
    )
    drafted = draft(states, lambda _: True)
    return finish(drafted, Facts(), FRAME, drafted.drift)


def _differences(plan: Plan) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (str(each.address), each.action, tuple(one.path for one in each.paths))
        for each in plan.changes
        if each.action is not Action.NONE
    ]


def _reached(wanted: dict[str, Value], account: Emulated, folder: Path) -> tuple[Plan, Live]:
    """Carry out what leads to what can be said of an automation."""
    desk = HubSpotDesk(account.api.url, TOKEN)
    return _applied(_sayable(wanted, desk, desk.read(SCOPE)), account, folder)


def _applied(wanted: dict[str, Value], account: Emulated, folder: Path) -> tuple[Plan, Live]:
    """Carry out what leads to an automation: the plan after it, and the state."""
    desk = HubSpotDesk(account.api.url, TOKEN)
    live = desk.read(SCOPE)
    desired = _desired(wanted)
    plan = _planned(desired, live, desk)
    assert not any(each.blocked_by for each in plan.changes), plan.diagnostics
    journal = Journal(folder / "journal.jsonl", "1111111")
    run = Run("run", desk, journal, lambda: "2026-01-01T00:00:00Z", _Quiet(), _fault)
    outcome: Outcome = carry_out(plan, live, run)
    assert outcome.diagnostics == []
    again = desk.read(SCOPE)
    assert outcome.live.objects == again.objects, "what an apply holds is what a read shows"
    verify(outcome, goal_of(plan, again))
    assert outcome.diagnostics == []
    return _planned(desired, again, desk), again


def _sayable(wanted: dict[str, Value], desk: HubSpotDesk, live: Live) -> dict[str, Value]:
    """The automation without the actions that a plan objects to, such as those of unknown form.

    Files hold a trigger in HubSpot's own JSON as it is, so it says itself whether it enrols again.
    """
    trigger = wanted["trigger"]
    if isinstance(trigger, Record) and trigger["on"] == "raw":
        wanted = {**wanted, "re_enroll": False}
    actions = as_list(_in_lines(wanted["actions"]))
    known = [each for each in actions if not _objected({**wanted, "actions": (each,)}, desk, live)]
    found = {**wanted, "actions": tuple(known)}
    assume(known and not _objected(found, desk, live))
    return found


def _objected(fields: dict[str, Value], desk: HubSpotDesk, live: Live) -> bool:
    return any(each.lack is not Lack.DOUBTFUL for each in desk.objections(fields, live))


def _in_lines(value: Value) -> Value:
    """A value whose subjects of mails have one line each, as files ask for."""
    if isinstance(value, tuple):
        return tuple(_in_lines(each) for each in value)
    if not isinstance(value, Record):
        return value
    return Record(
        {
            name: str(each).replace("\n", " ") if name == "subject" else _in_lines(each)
            for name, each in value.items()
        }
    )


def _check(
    first: dict[str, Value], second: dict[str, Value], account: Emulated, folder: Path
) -> None:
    for each in (first, second):
        plan, live = _reached(each, account, folder)
        assert _differences(plan) == []
        assert sorted(one.mark or "" for one in live.objects[Kind.AUTOMATION].values()) == [
            "",
            str(MADE),
            str(OTHER),
        ]


@law(20)
@given(first=automations(POOLS), second=automations(POOLS))
def test_the_plan_after_an_apply_is_empty_whatever_was_there(
    first: dict[str, Value],
    second: dict[str, Value],
    account: Emulated,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Made, then changed or replaced by another one: never two that are on."""
    assert account.fill(SEED)
    folder = tmp_path_factory.mktemp("run")
    desk = Desk(folder, account.api)
    _check(first, second, account, folder)
    assert most_enabled(desk) <= 1
    assert most_copies(desk) <= 2


def test_what_comes_to_take_the_owner_of_the_contact_is_made_anew(
    account: Emulated, tmp_path: Path
) -> None:
    """HubSpot's update cannot say what a workflow reads beside the ticket."""
    assert account.fill(SEED)
    earlier, later = (
        {**_fields(Record(do="assign_owner", to=to)), "name": "Made"}
        for to in ("", Record(contact_owner=True))
    )
    _applied(earlier, account, tmp_path)
    desk = HubSpotDesk(account.api.url, TOKEN)
    plan = _planned(_desired(later), desk.read(SCOPE), desk)
    assert _differences(plan) == [(str(MADE), Action.REPLACE, ("actions",))]
    (note,) = (each for each in plan.diagnostics if each.code == "PC343")
    assert note.message == (
        "Changing actions (they take the contact's owner now) of automation.made replaces the "
        "workflow (new one first, then the old one is deleted)."
    )
    for each in (later, earlier):
        after, live = _applied(each, account, tmp_path)
        assert _differences(after) == []
        assert len(live.objects[Kind.AUTOMATION]) == len(("made", "other", "Survey"))


@law(15)
@given(wanted=automations(POOLS))
def test_what_was_applied_is_imported_to_files_whose_plan_is_empty(
    wanted: dict[str, Value], account: Emulated, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert account.fill(SEED)
    folder = tmp_path_factory.mktemp("run")
    _reached(wanted, account, folder)
    desk = Desk(tmp_path_factory.mktemp("desk"), account.api)
    desk.project()
    before = held(desk)
    imported = desk.run("import", "--out", "pipelines")
    assert imported.code == 0, imported
    assert "not quite what the account has" not in imported.err
    for command in (("plan", "--detailed-exitcode"), ("apply", "--yes"), ("drift",)):
        ended = desk.run(*command)
        assert ended.code == 0, ended
    assert held(desk) == before
