"""What a read of automations promises: how far it can be trusted, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.adapters.registry import connect
from pipelinectl.automation.references import STATUS, USER, reference
from pipelinectl.model import Kind, LiveObject, Read, Record
from pipelinectl.ports import RemoteError, Scope
from tests.contract.rigs import BY_HAND, EVERYTHING, PIPELINES
from tests.contract.workflows import LOW, TELL_ANA, TELL_TIER_1, made, read, sent
from tests.desk import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.model import Live
    from tests.contract.rigs import Canned, Rig

FLOWS = (Kind.AUTOMATION, Kind.AUTOMATE)


def trust(live: Live) -> Read:
    """How far the read of both kinds can be trusted; it is the same one."""
    (found,) = {live.reads[kind] for kind in FLOWS}
    return found


def test_a_read_that_does_not_ask_for_automations_makes_no_call_for_them(rig: Rig) -> None:
    rig.build()
    rig.forget()
    live = rig.desk().read(PIPELINES)
    assert sent(rig) == []
    assert not live.reads.keys() & set(FLOWS)
    assert not live.objects.keys() & set(FLOWS)


@pytest.mark.parametrize("kind", FLOWS)
def test_only_the_kind_that_is_asked_for_is_read(rig: Rig, kind: Kind) -> None:
    rig.build()
    rig.automate("0", customer_replies="2")
    live = rig.desk().read(Scope(frozenset({kind})))
    assert [each for each in FLOWS if each in live.reads] == [kind]
    assert len(live.objects[kind]) == 1


def test_an_empty_list_proves_nothing(rig: Rig) -> None:
    live = read(rig.desk())
    assert trust(live) is Read.UNPROVEN
    assert "is empty" in live.why[Kind.AUTOMATION]
    assert live.objects[Kind.AUTOMATION] == live.objects[Kind.AUTOMATE] == {}
    assert live.reads[Kind.PIPELINE] is Read.COMPLETE


def test_one_workflow_proves_that_all_were_read(rig: Rig) -> None:
    identifier = rig.build()
    live = read(rig.desk())
    assert trust(live) is Read.COMPLETE
    assert Kind.AUTOMATION not in live.why
    manual: dict[str, Any] = {
        "name": "By hand",
        "enabled": True,
        "re_enroll": False,
        "trigger": Record(on="manual"),
        "only_if": None,
        "actions": (LOW,),
        "description": "",
    }
    assert live.objects[Kind.AUTOMATION] == {
        identifier: LiveObject(Kind.AUTOMATION, identifier, None, manual)
    }


def test_a_workflow_on_something_else_than_tickets_proves_it_too_and_is_left_out(rig: Rig) -> None:
    rig.build(objectTypeId="0-3", enrollmentCriteria=None)
    live = read(rig.desk())
    assert trust(live) is Read.COMPLETE
    assert live.objects[Kind.AUTOMATION] == {}


@pytest.mark.parametrize("profile", ["missing_automation_scope", "starter_account"])
def test_workflows_that_may_not_be_read_are_unreadable_and_never_absent(
    profile: str, adapter: str, accounts: Callable[..., Rig]
) -> None:
    live = read(accounts(adapter, profile).desk())
    assert trust(live) is Read.UNREADABLE
    why = live.why[Kind.AUTOMATION]
    assert "scope automation" in why
    assert "Professional" in why
    assert "\n" not in why
    assert live.reads[Kind.PIPELINE] is Read.COMPLETE


def test_a_known_workflow_that_cannot_be_read_is_named(
    adapter: str, accounts: Callable[..., Rig]
) -> None:
    rig = accounts(adapter, "unreadable_flows")
    identifier = rig.build()
    assert trust(read(rig.desk())) is Read.UNPROVEN
    live = read(rig.desk(), identifier)
    assert trust(live) is Read.UNREADABLE
    assert live.why[Kind.AUTOMATION] == (
        f"this token cannot read the workflow {identifier}, which the account has, so there may "
        "be others that it does not see. Use a key or an app of another kind for this account, "
        "or delete by hand what it cannot read, then plan again."
    )


def test_a_known_workflow_that_is_gone_is_no_obstacle(rig: Rig) -> None:
    gone = rig.build()
    rig.delete_workflow(gone)
    assert trust(read(rig.desk(), gone)) is Read.UNPROVEN
    rig.build()
    live = read(rig.desk(), gone)
    assert trust(live) is Read.COMPLETE
    assert gone not in live.objects[Kind.AUTOMATION]


def test_a_read_that_fails_is_no_read(rig: Rig) -> None:
    rig.fault("fail_read", path_contains="flows", times=9)
    with pytest.raises(RemoteError) as failed:
        read(rig.desk())
    assert failed.value.diagnostic.code == "PC507"


@pytest.mark.parametrize(("number", "calls"), [(1, 1), (100, 1), (101, 2), (230, 3)])
def test_a_list_is_read_to_its_end(rig: Rig, number: int, calls: int) -> None:
    ids = {rig.build(name=f"Workflow {each}") for each in range(number)}
    rig.forget()
    live = read(rig.desk())
    assert set(live.objects[Kind.AUTOMATION]) == ids
    assert trust(live) is Read.COMPLETE
    assert sorted(sent(rig)) == ["GET / 200"] * calls + ["POST /batch/read 200"] * calls


def test_what_workflows_name_is_looked_up_once_and_only_if_they_name_it(rig: Rig) -> None:
    rig.build()
    rig.forget()
    desk = rig.desk()
    desk.account()
    read(desk)
    plain = desk.calls
    assert plain == 1 + 2 + 2, "account, pipelines, rules, list and contents"
    made(rig, rig.desk(), TELL_ANA, TELL_TIER_1, TELL_ANA)
    desk = rig.desk()
    desk.account()
    read(desk)
    assert desk.calls == plain + 2, "people and teams"
    read(desk)
    assert desk.calls == 2 * plain + 2 - 1, "they are remembered, and so is the account"


def test_what_cannot_be_looked_up_stays_an_id(adapter: str, accounts: Callable[..., Rig]) -> None:
    rig = accounts(adapter, "missing_people_scope")
    notification = {
        "type": "SINGLE_CONNECTION",
        "actionId": "1",
        "actionTypeId": "0-8",
        "actionTypeVersion": 0,
        "fields": {"user_ids": ["40000001"], "subject": "Look", "body": "Please."},
    }
    identifier = rig.build(actions=[notification])
    live = read(rig.desk())
    nobody_known = Record(users=(reference(USER, "id:40000001"),))
    assert live.objects[Kind.AUTOMATION][identifier].fields["actions"] == (
        Record({**TELL_ANA, "to": nobody_known, "subject": "Look", "body": "Please."}),
    )
    assert trust(live) is Read.COMPLETE


@pytest.mark.row("SAUT-15")
def test_templated_automations_are_read_as_what_they_are(rig: Rig) -> None:
    rig.automate("0", email_sent_to_customer="2", customer_replies="3")
    rig.automate("0", customer_replies=False)
    live = read(rig.desk())
    assert live.objects[Kind.AUTOMATION] == {}
    assert live.objects[Kind.AUTOMATE] == {
        "0/email_sent_to_customer": LiveObject(
            Kind.AUTOMATE, "0/email_sent_to_customer", "0", {"value": reference(STATUS, "2")}
        ),
        "0/customer_replies": LiveObject(
            Kind.AUTOMATE, "0/customer_replies", "0", {"value": False}
        ),
    }


def test_actions_on_the_pipelines_own_page_are_shown_and_not_taken_for_a_workflow(rig: Rig) -> None:
    rig.automate_status("0", "2")
    (found,) = read(rig.desk()).objects[Kind.AUTOMATION].values()
    assert found.parent == "0"
    assert found.opaque is not None
    assert "Automate tab" in found.opaque
    assert set(found.fields) == {"name", "enabled"}


def test_what_has_no_form_here_is_listed_with_the_reason(rig: Rig) -> None:
    action = {**BY_HAND["actions"][0], "connection": {"edgeType": "GOTO", "nextActionId": "1"}}
    rig.build(actions=[action])
    (found,) = read(rig.desk()).objects[Kind.AUTOMATION].values()
    assert found.opaque
    assert "\n" not in found.opaque
    assert dict(found.fields) == {"name": "By hand", "enabled": True}


STRANGE = (
    b"",
    b"null",
    b"[]",
    b"{}",
    b'{"results": 5}',
    b'{"results": ["x"]}',
    b'{"results": [{}]}',
    b'{"results": [], "paging": {"next": {"after": "1"}}}',
)


@pytest.mark.parametrize("body", STRANGE)
def test_a_strange_answer_is_an_error_of_the_port(
    adapter: str, strange: Canned, body: bytes
) -> None:
    desk = connect(adapter, strange.url, TOKEN)
    strange.answer(200, b'{"portalId": 5}')
    desk.account()
    strange.answer(200, body, Content_Type="application/json")
    with pytest.raises(RemoteError) as failed:
        desk.read(EVERYTHING)
    assert TOKEN not in f"{failed.value!r} {failed.value.diagnostic}"
