"""What every adapter tells of an account: reads that can be trusted, or say why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelinectl.model import ORDER, Kind, LiveObject, Read
from pipelinectl.ports import RemoteError
from tests.contract.rigs import ACCOUNT, PIPELINES
from tests.desk import TOKEN, Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipelinectl.model import Value
    from tests.contract.rigs import Rig
from tests.contract.pipelines import made


def test_the_account_is_asked_for_its_id_once(rig: Rig) -> None:
    desk = rig.desk()
    assert desk.calls == 0
    assert desk.account() == ACCOUNT
    assert desk.account() == ACCOUNT
    assert desk.calls == len(rig.requests()) == 1


def test_the_host_is_said_without_the_token(rig: Rig) -> None:
    assert rig.desk().host in rig.api.url
    assert TOKEN not in rig.desk().host


def test_a_read_is_complete_and_in_order(rig: Rig) -> None:
    live = rig.desk().read(PIPELINES)
    assert live.account == ACCOUNT
    assert live.reads == dict.fromkeys(PIPELINES.kinds, Read.COMPLETE)
    assert live.why == {}
    (support,) = live.objects[Kind.PIPELINE].values()
    fields: dict[str, Value] = {"name": "Support Pipeline", ORDER: ("1", "2", "3", "4")}
    assert support == LiveObject(Kind.PIPELINE, "0", None, fields, builtin=True)
    assert [each.fields for each in live.statuses_of("0")] == [
        {"name": "New", "state": "open"},
        {"name": "Waiting on contact", "state": "open"},
        {"name": "Waiting on us", "state": "open"},
        {"name": "Closed", "state": "closed"},
    ]
    assert live.objects[Kind.RULES] == {}


@pytest.mark.parametrize("profile", ["missing_scope", "starter_account"])
def test_rules_that_cannot_be_read_are_unreadable_and_never_absent(
    profile: str, adapter: str, accounts: Callable[..., Rig]
) -> None:
    live = accounts(adapter, profile).desk().read(PIPELINES)
    assert live.reads[Kind.RULES] is Read.UNREADABLE
    assert live.why[Kind.RULES]
    assert live.reads[Kind.PIPELINE] is live.reads[Kind.STATUS] is Read.COMPLETE


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_read_of_rules_that_fails_is_no_read(rig: Rig, at: int) -> None:
    rig.pipelines(2)
    rig.fault("fail_read", path_contains="rules", at=at, times=9)
    with pytest.raises(RemoteError) as failed:
        rig.desk().read(PIPELINES)
    assert failed.value.diagnostic.code == "PC507"


@pytest.mark.parametrize("at", [1, 2, 3])
def test_rules_of_which_one_may_not_be_read_are_all_unreadable(rig: Rig, at: int) -> None:
    rig.pipelines(2)
    rig.fault("fail_read", path_contains="rules", at=at, times=9, status=403)
    live = rig.desk().read(PIPELINES)
    assert live.reads[Kind.RULES] is Read.UNREADABLE
    assert live.objects[Kind.RULES] == {}


@pytest.mark.parametrize("number", [0, 1, 7])
def test_a_plan_without_changes_takes_two_calls_and_one_for_each_pipeline(
    rig: Rig, number: int, tmp_path: Path
) -> None:
    rig.pipelines(number)
    desk = Desk(tmp_path, rig.api)
    desk.project()
    assert desk.run("import", "--out", "pipelines").code == 0
    assert desk.run("apply", "--yes").code == 0
    rig.forget()
    assert desk.run("plan", "--detailed-exitcode").code == 0
    assert len(rig.requests()) == 2 + (number + 1)
    one = rig.desk()
    one.account()
    one.read(PIPELINES)
    assert one.calls == 2 + (number + 1)


def test_tickets_are_counted_by_status(rig: Rig) -> None:
    for each in ("1", "1", "3"):
        rig.ticket(each)
    assert rig.desk().tickets(("1", "2", "3")) == {"1": 2, "2": 0, "3": 1}
    assert rig.desk().tickets(()) == {}


def test_tickets_that_may_not_be_counted_are_unknown_and_not_none(rig: Rig) -> None:
    rig.fault("fail_read", path_contains="search", status=403)
    assert rig.desk().tickets(("1", "2")) == {"2": 0}


def test_who_changed_an_object_last_is_told(adapter: str, accounts: Callable[..., Rig]) -> None:
    rig = accounts(adapter, token=None)
    rig.rename(("0", "2"), "Waiting on customer", "ana@acme.example")
    rig.rename(("0", "2"), "Waiting for customer", "ben@acme.example")
    desk = rig.desk()
    edit = desk.last_edit(desk.read(PIPELINES).objects[Kind.STATUS]["2"])
    assert edit is not None
    assert edit.who == "ben@acme.example"
    assert edit.when is not None
    assert edit.when.endswith("Z")
    made(desk)
    assert desk.last_edit(desk.read(PIPELINES).objects[Kind.PIPELINE]["desk"]) is not None


def test_who_changed_an_object_is_unknown_where_the_account_does_not_tell(rig: Rig) -> None:
    desk = rig.desk()
    live = made(desk)
    assert desk.last_edit(live.objects[Kind.RULES]["desk"]) is None
    assert desk.last_edit(live.objects[Kind.STATUS]["1"]) is None
    rig.fault("fail_read", path_contains="audit", status=403)
    assert desk.last_edit(live.objects[Kind.STATUS]["desk-new"]) is None


def test_limits_are_those_of_the_account(adapter: str, accounts: Callable[..., Rig]) -> None:
    full = accounts(adapter).desk().limits()
    assert (full.pipelines, full.statuses_per_pipeline) == (100, 100)
    assert full.needs_closed_status
    assert accounts(adapter, "starter_account").desk().limits().pipelines == 2


def test_limits_that_may_not_be_read_are_unknown(rig: Rig) -> None:
    rig.fault("fail_read", path_contains="limits", status=403)
    assert rig.desk().limits().pipelines is None


def test_a_link_leads_to_the_settings_of_the_account(rig: Rig) -> None:
    desk = rig.desk()
    desk.account()
    link = desk.link("a/b")
    assert link is not None
    assert link.startswith("https://")
    assert ACCOUNT in link
    assert "a/b" not in link
