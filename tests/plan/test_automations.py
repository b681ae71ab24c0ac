"""What a plan says of automations, made from hand-written states: whose they are, what replaces."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelinectl.automation.references import reference
from pipelinectl.ledger.journal import NOTHING_WRITTEN, Written
from pipelinectl.ledger.model import Entry, Ledger, Origin
from pipelinectl.model import (
    ORDER,
    Address,
    Desired,
    How,
    Kind,
    Live,
    LiveObject,
    Read,
    Realisation,
    Record,
    Removal,
    Resource,
)
from pipelinectl.plan import build
from pipelinectl.plan.automations import Acknowledgement, ByHand, expected_digest
from pipelinectl.plan.marks import proven
from pipelinectl.plan.model import Action, Block, Plan, Reason, Selection
from pipelinectl.plan.scene import Facts, Policy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelinectl.model import Value

ESCALATE = Address(Kind.AUTOMATION, ("escalate",))
OTHER = Address(Kind.AUTOMATION, ("other",))
NEW = Address(Kind.AUTOMATION, ("support", "new"))
REPLIES = Address(Kind.AUTOMATE, ("support", "customer_replies"))
FIXED = frozenset({"trigger", "only_if", "re_enroll"})


def _own_id(address: Address, parent: str | None) -> str:
    if address.kind is Kind.AUTOMATE:
        return f"{parent}/{address.keys[1]}"
    return str(address) if address.kind is Kind.AUTOMATION else "-".join(address.keys)


def _fields(
    status: str, *actions: Record, name: str = "Escalate", **more: Value
) -> dict[str, Value]:
    trigger = Record(on="status_reaches", pipeline=_pipeline(status), statuses=(_status(status),))
    return {
        "name": name,
        "enabled": True,
        "re_enroll": False,
        "trigger": trigger,
        "only_if": None,
        "actions": actions,
        **more,
    }


def _status(name: str) -> Record:
    return reference("status", name)


def _pipeline(status: str) -> Record:
    return reference("pipeline", status.partition("/")[0].partition("-")[0])


def _delay(hours: int) -> Record:
    return Record(do="delay", amount=hours, unit="hours")


def _enroll(workflow: str) -> Record:
    return Record(do="enroll_in", workflow=reference("workflow", workflow))


def _workflow(identifier: str, fields: Mapping[str, Value], mark: Address | None) -> LiveObject:
    whole = {"description": "", **fields}
    return LiveObject(Kind.AUTOMATION, identifier, None, whole, mark=str(mark) if mark else None)


def _live(*workflows: LiveObject, read: Read = Read.COMPLETE, **triggers: Value) -> Live:
    pipeline = LiveObject(
        Kind.PIPELINE, "support", None, {"name": "Support", ORDER: ("support-new", "support-done")}
    )
    statuses = [
        LiveObject(Kind.STATUS, "support-new", "support", {"name": "New", "state": "open"}),
        LiveObject(Kind.STATUS, "support-done", "support", {"name": "Done", "state": "closed"}),
    ]
    switches = [
        LiveObject(Kind.AUTOMATE, f"support/{name}", "support", {"value": value})
        for name, value in triggers.items()
    ]
    return Live(
        account="1",
        objects={
            Kind.PIPELINE: {"support": pipeline},
            Kind.STATUS: {each.id: each for each in statuses},
            Kind.RULES: {},
            Kind.AUTOMATE: {each.id: each for each in switches},
            Kind.AUTOMATION: {each.id: each for each in workflows},
        },
        reads={**dict.fromkeys(Kind, Read.COMPLETE), Kind.AUTOMATION: read, Kind.AUTOMATE: read},
        why={Kind.AUTOMATION: "the list is empty."} if read is not Read.COMPLETE else {},
    )


def _desired(*resources: Resource, removals: tuple[Removal, ...] = ()) -> Desired:
    everything = (
        Resource(Address(Kind.PIPELINE, ("support",)), {"name": "Support", ORDER: ("new", "done")}),
        Resource(Address(Kind.STATUS, ("support", "new")), {"name": "New", "state": "open"}),
        Resource(Address(Kind.STATUS, ("support", "done")), {"name": "Done", "state": "closed"}),
        *resources,
    )
    return Desired({each.address: each for each in everything}, removals)


def _ledger(**entries: Entry) -> Ledger:
    found = {
        Address(Kind.PIPELINE, ("support",)): Entry(
            "support",
            Origin.CREATED,
            {"name": "Support", ORDER: ("support-new", "support-done")},
        ),
        Address(Kind.STATUS, ("support", "new")): Entry(
            "support-new", Origin.CREATED, {"name": "New", "state": "open"}
        ),
        Address(Kind.STATUS, ("support", "done")): Entry(
            "support-done", Origin.CREATED, {"name": "Done", "state": "closed"}
        ),
        **{Address(Kind.AUTOMATION, (name,)): each for name, each in entries.items()},
    }
    return Ledger("lineage", 1, "1", "sandbox", None, found)


def _plan(
    desired: Desired,
    live: Live,
    ledger: Ledger | None = None,
    written: Written = NOTHING_WRITTEN,
    by_hand: ByHand | None = None,
) -> Plan:
    believed = proven(live, ledger, written)
    states = build.States(desired, believed, ledger, written, _own_id, FIXED, by_hand or ByHand())
    drafted = build.draft(states, lambda _: True)
    frame = build.Frame("0", "sandbox", "now", "sha256:0", Selection(), Policy(), ())
    return build.finish(drafted, Facts(tickets={"support-done": 0}), frame, ())


def _said(
    plan: Plan, kinds: Iterable[Kind] = (Kind.AUTOMATION, Kind.AUTOMATE)
) -> list[tuple[str, ...]]:
    return [
        (str(each.address), each.action.value, each.reason.value, *each.blocked_by)
        for each in plan.changes
        if each.address.kind in kinds
    ]


def _codes(plan: Plan) -> set[str]:
    return {each.code for each in plan.diagnostics}


WANTED = Resource(ESCALATE, _fields("support/new", _delay(1)))
LIVING = _workflow("71", _fields("support-new", _delay(1)), ESCALATE)
BASE = Entry("71", Origin.CREATED, _fields("support-new", _delay(1)))


def test_a_workflow_that_nobody_made_is_created_as_a_workflow() -> None:
    plan = _plan(_desired(WANTED), _live(_workflow("5", {"name": "x", "enabled": True}, None)))

    assert _said(plan) == [("automation.escalate", "create", "new")]
    assert [each.realisation for each in plan.changes if each.address == ESCALATE] == [
        Realisation.WORKFLOW
    ]
    assert plan.fingerprints["automation.escalate"].id == "automation.escalate"


def test_a_workflow_is_found_by_the_ledger_and_is_no_difference() -> None:
    unmarked = replace(LIVING, mark=None)

    assert _plan(_desired(WANTED), _live(unmarked), _ledger(escalate=BASE)).changes == ()


def test_without_a_ledger_a_workflow_is_found_by_its_mark() -> None:
    assert _said(_plan(_desired(WANTED), _live(LIVING))) == [
        ("automation.escalate", "none", "side_unknown")
    ]


def test_another_delay_is_one_change_in_place() -> None:
    wanted = replace(WANTED, fields=_fields("support/new", _delay(2)))
    plan = _plan(_desired(wanted), _live(LIVING), _ledger(escalate=BASE))

    assert _said(plan) == [("automation.escalate", "update", "changed")]
    assert [each.path for each in plan.changes[0].paths] == ["actions"]


def test_another_trigger_replaces_the_workflow_and_says_so() -> None:
    wanted = replace(WANTED, fields=_fields("support/done", _delay(1)))
    plan = _plan(_desired(wanted), _live(LIVING), _ledger(escalate=BASE))

    assert _said(plan) == [("automation.escalate", "replace", "cannot_change_in_place")]
    assert "PC343" in _codes(plan)


def test_what_refers_to_a_replaced_workflow_changes_after_it() -> None:
    fields = _fields("support-new", _enroll("71"), name="Other")
    declared = Resource(OTHER, _fields("support/new", _enroll("automation.escalate"), name="Other"))
    wanted = replace(WANTED, fields=_fields("support/done", _delay(1)))
    plan = _plan(
        _desired(wanted, declared),
        _live(LIVING, _workflow("72", fields, OTHER)),
        _ledger(escalate=BASE, other=Entry("72", Origin.CREATED, fields)),
    )

    assert _said(plan) == [
        ("automation.escalate", "replace", "cannot_change_in_place"),
        ("automation.other", "update", "reference_changed"),
    ]
    assert plan.changes[1].depends_on == (ESCALATE,)


def test_an_adopted_workflow_is_not_replaced() -> None:
    wanted = replace(WANTED, fields=_fields("support/done", _delay(1)), how=How.ID, id="71")
    plan = _plan(_desired(wanted), _live(replace(LIVING, mark=None)))

    assert [each.blocked_by for each in plan.changes if each.address == ESCALATE] == [
        (Block.REFUSED,)
    ]


def test_a_clone_that_bears_our_mark_is_left_alone_and_named() -> None:
    clone = _workflow("99", _fields("support-new", _delay(1), name="Escalate (clone)"), ESCALATE)
    plan = _plan(_desired(WANTED), _live(LIVING, clone), _ledger(escalate=BASE))

    assert plan.changes == ()
    assert _codes(plan) == {"PC629"}


def test_two_of_one_mark_and_no_memory_ask_which_one_is_meant() -> None:
    clone = replace(LIVING, id="99")
    plan = _plan(_desired(WANTED), _live(LIVING, clone))

    assert _said(plan) == [("automation.escalate", "create", "new", "label_taken")]


def test_a_copy_of_an_interrupted_run_is_taken_away() -> None:
    copy = replace(LIVING, id="99", fields={**LIVING.fields, "enabled": False})
    written = Written({}, frozenset({(Kind.AUTOMATION, "99")}), frozenset())
    plan = _plan(_desired(WANTED), _live(LIVING, copy), _ledger(escalate=BASE), written)

    assert _said(plan) == [("automation.escalate", "update", "reference_changed")]
    assert [each.path for each in plan.changes[0].paths] == ["copies"]


def test_a_workflow_of_that_name_made_by_hand_is_not_doubled() -> None:
    by_hand = replace(LIVING, mark=None)
    plan = _plan(_desired(WANTED), _live(by_hand))

    assert _said(plan) == [("automation.escalate", "create", "new", "label_taken")]
    assert any('id: "71"' in str(each.hint) for each in plan.diagnostics)


def test_a_workflow_that_is_not_understood_is_never_touched() -> None:
    strange = replace(LIVING, opaque="it has a loop.", fields={"name": "Escalate", "enabled": True})
    plan = _plan(_desired(WANTED), _live(strange), _ledger(escalate=BASE))

    assert _said(plan) == [("automation.escalate", "update", "side_unknown", "refused")]


def test_an_empty_list_lets_the_first_workflow_be_created() -> None:
    plan = _plan(_desired(WANTED), _live(read=Read.UNPROVEN))

    assert _said(plan) == [("automation.escalate", "create", "new")]


def test_an_empty_list_after_a_create_whose_end_is_unknown_lets_nothing_be_created() -> None:
    written = Written({}, frozenset(), frozenset(), frozenset({"automation.escalate"}))
    plan = _plan(_desired(WANTED), _live(read=Read.UNPROVEN), None, written)

    assert [each.blocked_by for each in plan.changes if each.address == ESCALATE] == [
        (Block.UNPROVEN_READ,)
    ]


def test_unreadable_workflows_hold_back_every_change_of_them() -> None:
    plan = _plan(_desired(WANTED), _live(read=Read.UNREADABLE), _ledger(escalate=BASE))

    assert [each.blocked_by for each in plan.changes if each.address == ESCALATE] == [
        (Block.INCOMPLETE_READ,)
    ]


def test_what_left_the_files_goes_if_it_was_ours_and_is_released_if_not() -> None:
    ours = _plan(_desired(), _live(LIVING), _ledger(escalate=BASE))
    theirs = _plan(
        _desired(), _live(LIVING), _ledger(escalate=replace(BASE, origin=Origin.ADOPTED))
    )

    assert _said(ours) == [("automation.escalate", "delete", "absent")]
    assert _said(theirs) == [("automation.escalate", "release", "released")]


def test_a_removal_names_a_workflow_by_key_mark_or_name() -> None:
    for reference_ in ("escalate", "Escalate"):
        removal = Removal("", None, None, None, None, automation=reference_)
        plan = _plan(_desired(removals=(removal,)), _live(LIVING))
        assert _said(plan) == [("automation.escalate", "delete", "removed")], reference_


def test_a_status_goes_after_the_workflow_that_names_it() -> None:
    desired = _desired()
    gone = Address(Kind.STATUS, ("support", "done"))
    pipeline = Address(Kind.PIPELINE, ("support",))
    resources = {
        address: replace(each, fields={"name": "Support", ORDER: ("new",)})
        if address == pipeline
        else each
        for address, each in desired.resources.items()
        if address != gone
    }
    workflow = _workflow("71", _fields("support-done", _delay(1)), ESCALATE)
    entry = Entry("71", Origin.CREATED, _fields("support-done", _delay(1)))
    held = _plan(Desired(resources), _live(replace(workflow, mark=None)), _ledger())
    freed = _plan(Desired(resources), _live(workflow), _ledger(escalate=entry))

    assert Block.IN_USE in next(each.blocked_by for each in held.changes if each.address == gone)
    change = next(each for each in freed.changes if each.address == gone)
    assert Block.IN_USE not in change.blocked_by
    assert change.depends_on == (ESCALATE,)


REPLY = Resource(REPLIES, {"value": _status("support/new")})


def test_a_templated_automation_is_an_open_step_until_the_account_shows_it() -> None:
    opened = _plan(_desired(REPLY), _live(customer_replies=_status("support-done")))
    closed = _plan(_desired(REPLY), _live(customer_replies=_status("support-new")), _ledger())

    assert _said(opened) == [("automate.support.customer_replies", "update", "manual")]
    assert not opened.complete
    assert not opened.applyable
    assert [each.action for each in closed.changes] == [Action.NONE]


def test_an_acknowledged_step_is_no_change_while_its_value_stays() -> None:
    said = Acknowledgement(
        "ana@acme.example", "2026-11-22T08:00:00Z", expected_digest(REPLY.fields)
    )
    acknowledged = ByHand(frozenset({REPLIES}), {REPLIES: said})
    stale = ByHand(frozenset({REPLIES}), {REPLIES: replace(said, value="sha256:old")})

    assert _said(_plan(_desired(REPLY), _live(), by_hand=acknowledged)) == []
    assert _said(_plan(_desired(REPLY), _live(), by_hand=stale)) == [
        ("automate.support.customer_replies", "create", "manual")
    ]


def test_what_the_account_shows_wins_over_what_was_acknowledged() -> None:
    said = Acknowledgement(
        "ana@acme.example", "2026-11-22T08:00:00Z", expected_digest(REPLY.fields)
    )
    acknowledged = ByHand(frozenset({REPLIES}), {REPLIES: said})
    live = _live(customer_replies=_status("support-done"))

    assert _said(_plan(_desired(REPLY), live, by_hand=acknowledged)) == [
        ("automate.support.customer_replies", "update", "manual")
    ]


def test_actions_of_a_status_without_the_workflow_tool_are_an_open_step() -> None:
    resource = Resource(NEW, _fields("support/new", _delay(1), name="Support / New"))
    plan = _plan(_desired(resource), _live(), by_hand=ByHand(frozenset({NEW})))

    change = next(each for each in plan.changes if each.address == NEW)
    assert (change.reason, change.realisation) == (Reason.MANUAL, Realisation.MANUAL)
    assert not plan.applyable or all(each.address != NEW for each in plan.changes if each.writes)


def test_a_mark_that_the_ledger_knows_nothing_of_may_be_another_projects() -> None:
    plan = _plan(_desired(WANTED), _live(LIVING), _ledger())

    assert _said(plan) == [("automation.escalate", "create", "new", "label_taken")]
    assert any("another project" in each.message for each in plan.diagnostics)


def test_a_mark_that_a_dead_run_set_out_to_make_is_ours() -> None:
    written = Written({}, frozenset(), frozenset(), frozenset({"automation.escalate"}))
    plan = _plan(_desired(WANTED), _live(LIVING), _ledger(), written)

    assert _said(plan) == [("automation.escalate", "none", "side_unknown")]


def test_a_clone_of_a_workflow_that_is_gone_is_not_taken_for_it() -> None:
    clone = replace(LIVING, id="99")
    plan = _plan(_desired(WANTED), _live(clone), _ledger(escalate=BASE))

    assert _said(plan) == [("automation.escalate", "create", "missing_in_account", "label_taken")]
