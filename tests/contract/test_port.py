"""What `pipelinectl.ports` promises, held against every adapter."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.adapters.registry import connect
from pipelinectl.model import OFF, ORDER, Address, Kind, LiveObject, Read
from pipelinectl.ports import Goal, RemoteError, Verb, Want, Write
from tests.contract.rigs import ACCOUNT, PIPELINES
from tests.desk import TOKEN, Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipelinectl.model import Live, Value
    from pipelinectl.ports import HelpDesk
    from tests.contract.rigs import Canned, Rig

DESK = Address(Kind.PIPELINE, ("desk",))
RULES = Address(Kind.RULES, ("desk",))
NEW: dict[str, Any] = {"name": "New", "state": "open"}
DONE: dict[str, Any] = {"name": "Done", "state": "closed"}


def status(key: str) -> Address:
    return Address(Kind.STATUS, ("desk", key))


def want(address: Address, verb: Verb, order: tuple[str, ...] = (), **fields: Value) -> Want:
    """What is wanted of the object at an address, under the id that the adapter would give it."""
    identifier = address.keys[0] if address.kind is not Kind.STATUS else "-".join(address.keys)
    parent = None if address.kind is Kind.PIPELINE else address.keys[0]
    return Want(address, address.kind, identifier, parent, verb, fields, order)


MADE = Goal.of(
    [
        want(DESK, Verb.CREATE, name="Desk ", statuses=("desk-new", "desk-done")),
        want(status("new"), Verb.CREATE, **NEW),
        want(status("done"), Verb.CREATE, **DONE),
        want(RULES, Verb.CREATE, create_only_in=("desk-new",), no_skipping=True),
    ]
)


def reach(desk: HelpDesk, goal: Goal, live: Live, most: int = 20) -> tuple[Live, list[Write]]:
    """Write until there is nothing left to write; after each write a read shows the same."""
    writes: list[Write] = []
    for pipeline in goal.by_pipeline:
        while (write := desk.next_write(pipeline, goal, live)) is not None:
            assert write == desk.next_write(pipeline, goal, live), "a pure function"
            live = desk.perform(write, live)
            assert live == desk.read(PIPELINES), "what is returned is what a read shows"
            writes.append(write)
            assert len(writes) < most
    return live, writes


def made(desk: HelpDesk) -> Live:
    """An account with a pipeline of ours."""
    return reach(desk, MADE, desk.read(PIPELINES))[0]


def first_write(desk: HelpDesk, *wants: Want) -> tuple[Write, Live]:
    """The write that a goal begins with."""
    live = desk.read(PIPELINES)
    goal = Goal.of(wants)
    write = desk.next_write("desk", goal, live)
    assert write is not None
    return write, live


def says_nothing_secret(error: RemoteError) -> None:
    said = f"{error!r} {error.diagnostic} {error.__cause__!r} {error.__context__!r}"
    assert TOKEN not in said


# --- reading


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


# --- writing


def test_an_own_id_depends_on_the_address_alone(rig: Rig) -> None:
    one, other = rig.desk(), rig.desk()
    addresses = [DESK, status("new"), status("done"), Address(Kind.PIPELINE, ("desk_new",))]
    ids = [one.own_id(each, None) for each in addresses]
    assert ids == [other.own_id(each, "anything") for each in addresses]
    assert len(set(ids)) == len(ids)
    assert one.calls == 0


def test_a_pipeline_is_created_with_its_statuses_and_rules(rig: Rig) -> None:
    desk = rig.desk()
    live, writes = reach(desk, MADE, desk.read(PIPELINES))
    assert live.objects[Kind.PIPELINE]["desk"].fields == {
        "name": "Desk ",
        ORDER: ("desk-new", "desk-done"),
    }
    assert [each.fields for each in live.statuses_of("desk")] == [NEW, DONE]
    rules = {**OFF, "create_only_in": ("desk-new",), "no_skipping": True}
    assert live.objects[Kind.RULES]["desk"].fields == rules
    assert len(writes) == len(rig.requests(write=True)) == 2


def test_each_field_is_updated_and_nothing_else(rig: Rig) -> None:
    desk = rig.desk()
    before = made(desk)
    goal = Goal.of(
        [
            want(DESK, Verb.UPDATE, name="Office", statuses=("desk-done", "desk-new")),
            want(status("new"), Verb.UPDATE, name="Done", state="closed"),
            want(status("done"), Verb.UPDATE, name="New", state="open"),
            want(RULES, Verb.UPDATE, create_only_in=("desk-done",), no_skipping=("desk-new",)),
        ]
    )
    live, _ = reach(desk, goal, before)
    assert live.objects[Kind.PIPELINE]["desk"].fields["name"] == "Office"
    assert [(each.id, each.fields) for each in live.statuses_of("desk")] == [
        ("desk-done", NEW),
        ("desk-new", DONE),
    ]
    assert live.objects[Kind.RULES]["desk"].fields == {
        "create_only_in": ("desk-done",),
        "no_skipping": ("desk-new",),
        "no_moving_backward": False,
    }
    assert live.statuses_of("0") == before.statuses_of("0")


def test_a_status_comes_and_goes(rig: Rig) -> None:
    desk = rig.desk()
    live = made(desk)
    order = ("desk-new", "desk-late", "desk-done")
    later = want(status("late"), Verb.CREATE, order, name="Late", state="open")
    live, _ = reach(desk, Goal.of([later]), live)
    assert live.objects[Kind.PIPELINE]["desk"].fields[ORDER] == order
    live, writes = reach(desk, Goal.of([want(status("late"), Verb.DELETE)]), live)
    assert live.objects[Kind.PIPELINE]["desk"].fields[ORDER] == ("desk-new", "desk-done")
    assert [each.touches[0].after for each in writes] == [None]


def test_a_pipeline_goes_with_all_that_it_holds(rig: Rig) -> None:
    desk = rig.desk()
    live, writes = reach(desk, Goal.of([want(DESK, Verb.DELETE)]), made(desk))
    assert "desk" not in live.objects[Kind.PIPELINE]
    assert "desk" not in live.objects[Kind.RULES]
    assert not {"desk-new", "desk-done"} & live.objects[Kind.STATUS].keys()
    touched = {each.id for write in writes for each in write.touches}
    assert touched == {"desk", "desk-new", "desk-done"}


def test_a_goal_that_is_reached_takes_no_write(rig: Rig) -> None:
    desk = rig.desk()
    live = made(desk)
    rig.forget()
    assert desk.next_write("desk", MADE, live) is None
    assert desk.next_write("another", MADE, live) is None
    assert rig.requests() == []


def test_a_write_holds_plain_values_and_the_image_from_before(rig: Rig) -> None:
    desk = rig.desk()
    made(desk)
    write, live = first_write(desk, want(status("new"), Verb.UPDATE, name="Fresh"))
    (touched,) = write.touches
    assert (touched.before, touched.after) == ({"name": "New"}, {"name": "Fresh"})
    assert TOKEN not in f"{write} {live}"


# --- what goes wrong


@pytest.mark.parametrize("fault", ["drop_after_write", "garble_write"])
def test_an_answer_that_was_lost_is_found_by_reading_and_nothing_is_sent_twice(
    rig: Rig, fault: str
) -> None:
    desk = rig.desk()
    write, live = first_write(desk, *MADE.wants.values())
    rig.fault(fault)
    assert desk.perform(write, live) == desk.read(PIPELINES)
    assert len(rig.requests(write=True)) == 1


def test_a_create_is_sent_again_only_once_a_read_shows_that_nothing_is_there(rig: Rig) -> None:
    desk = rig.desk()
    write, live = first_write(desk, *MADE.wants.values())
    rig.forget()
    rig.fault("fail_write", status=502)
    assert desk.perform(write, live).get(Kind.PIPELINE, "desk") is not None
    assert [each["method"] for each in rig.requests()] == ["POST", "GET", "POST", "GET"]


def test_a_write_that_fails_twice_is_lost_and_not_sent_a_third_time(rig: Rig) -> None:
    desk = rig.desk()
    write, live = first_write(desk, *MADE.wants.values())
    rig.fault("fail_write", status=500, times=9)
    with pytest.raises(RemoteError) as failed:
        desk.perform(write, live)
    assert failed.value.lost
    assert len(rig.requests(write=True)) == 2


def test_a_write_that_was_accepted_and_is_not_there_is_said(rig: Rig) -> None:
    desk = rig.desk()
    write, live = first_write(desk, *MADE.wants.values())
    rig.fault("ignore_write")
    with pytest.raises(RemoteError) as failed:
        desk.perform(write, live)
    assert failed.value.lost
    assert failed.value.diagnostic.code == "PC509"
    assert len(rig.requests(write=True)) == 1


def test_a_refusal_is_sent_once_and_names_the_correlation_id(rig: Rig) -> None:
    desk = rig.desk()
    made(desk)
    write, live = first_write(desk, want(status("done"), Verb.DELETE))
    rig.forget()
    with pytest.raises(RemoteError) as failed:
        desk.perform(write, live)
    assert not failed.value.lost
    assert failed.value.diagnostic.code == "PC505"
    assert "correlation id " in failed.value.diagnostic.message
    assert len(rig.requests()) == 1
    says_nothing_secret(failed.value)


def test_a_token_that_is_not_accepted_is_said_and_not_shown(rig: Rig) -> None:
    secret = "not-the-token-of-this-account"
    with pytest.raises(RemoteError) as failed:
        rig.desk(secret).account()
    assert failed.value.diagnostic.code == "PC502"
    assert not failed.value.lost
    assert secret not in f"{failed.value!r} {failed.value.diagnostic}"
    assert "correlation id " in failed.value.diagnostic.message


def test_a_scope_that_is_missing_stops_a_write_before_anything_is_done(
    adapter: str, accounts: Callable[..., Rig]
) -> None:
    rig = accounts(adapter, "missing_scope")
    desk = rig.desk()
    write, live = first_write(desk, *MADE.wants.values())
    with pytest.raises(RemoteError) as failed:
        desk.perform(write, live)
    assert (failed.value.diagnostic.code, failed.value.lost) == ("PC503", False)
    assert len(rig.requests(write=True)) == 1


@pytest.mark.parametrize("status_code", [423, 429])
def test_what_passes_is_waited_for(rig: Rig, status_code: int, no_waiting: list[float]) -> None:
    desk = rig.desk()
    write, live = first_write(desk, *MADE.wants.values())
    rig.fault("fail_write", status=status_code, times=2)
    assert desk.perform(write, live).get(Kind.PIPELINE, "desk") is not None
    assert len(rig.requests(write=True)) == 3
    assert len(no_waiting) == 2


def test_what_does_not_pass_is_given_up(rig: Rig, no_waiting: list[float]) -> None:
    rig.fault("fail_read", path_contains="pipelines", status=503, times=99)
    with pytest.raises(RemoteError) as failed:
        rig.desk().read(PIPELINES)
    assert failed.value.diagnostic.code == "PC507"
    assert len(rig.requests()) == 5
    assert len(no_waiting) == 4


def test_what_is_gone_meanwhile_is_said(rig: Rig) -> None:
    desk = rig.desk()
    made(desk)
    rename, live = first_write(desk, want(status("new"), Verb.UPDATE, name="Fresh"))
    delete, _ = first_write(desk, want(status("new"), Verb.DELETE))
    rig.delete_pipeline("desk")
    with pytest.raises(RemoteError) as failed:
        desk.perform(rename, live)
    assert (failed.value.diagnostic.code, failed.value.lost) == ("PC506", False)
    assert desk.perform(delete, live).get(Kind.STATUS, "desk-new") is None


def test_errors_that_are_pages_are_read_as_errors(
    adapter: str, accounts: Callable[..., Rig]
) -> None:
    rig = accounts(adapter, "html_errors")
    desk = rig.desk()
    live = made(desk)
    live, _ = reach(desk, Goal.of([want(DESK, Verb.DELETE)]), live)
    assert live.objects[Kind.RULES] == {}
    rig.fault("fail_read", path_contains="pipelines", status=500)
    with pytest.raises(RemoteError) as failed:
        desk.read(PIPELINES)
    assert "<" not in failed.value.diagnostic.message


def test_a_host_that_nobody_listens_on_is_not_a_lost_write(
    adapter: str, rig: Rig, no_waiting: list[float]
) -> None:
    write, live = first_write(rig.desk(), *MADE.wants.values())
    nowhere = connect(adapter, "http://127.0.0.1:1", TOKEN)
    for call in (nowhere.account, lambda: nowhere.perform(write, live)):
        with pytest.raises(RemoteError) as failed:
            call()
        assert (failed.value.diagnostic.code, failed.value.lost) == ("PC501", False)
        says_nothing_secret(failed.value)
    assert no_waiting == []


def test_a_read_whose_answer_is_lost_is_asked_again(rig: Rig, no_waiting: list[float]) -> None:
    rig.fault("fail_read", path_contains="pipelines", status=502, times=2)
    assert rig.desk().read(PIPELINES).reads[Kind.PIPELINE] is Read.COMPLETE
    assert len(no_waiting) == 2


# --- pace


def test_a_tight_limit_is_kept_instead_of_run_into(
    adapter: str, accounts: Callable[..., Rig]
) -> None:
    rig = accounts(adapter, "rate_limited")
    time.sleep(1.0)  # the window of what was asked before
    made(rig.desk())
    refused = [each for each in rig.requests() if each["status"] == 429]
    assert len(refused) <= 1, refused


def test_reads_that_are_made_together_keep_a_tight_limit_too(rig: Rig) -> None:
    rig.pipelines(12)
    rig.limit(5)
    desk, started = rig.desk(), time.monotonic()
    desk.account()
    desk.read(PIPELINES)
    listed = rig.requests()
    refused = [each for each in listed if each["status"] == 429]
    assert len(refused) <= 1, f"{len(refused)} of {len(listed)} were refused"
    assert time.monotonic() - started < 8, "15 calls at 5 a second"


# --- answers that no account should give

STRANGE = {
    "an empty body": b"",
    "a page": b"<html>sign in</html>",
    "null": b"null",
    "a list": b"[]",
    "a text": b'"x"',
    "a number": b"5",
    "no results": b"{}",
    "results that are null": b'{"results": null}',
    "results that are a number": b'{"results": 5}',
    "a result that is empty": b'{"results": [{}]}',
    "a result that is a text": b'{"results": ["x"]}',
    "orders of two kinds": b'{"results": [{"id": 1, "label": "a", "displayOrder": 1, "stages": []},'
    b' {"id": 2, "label": "b", "displayOrder": "x", "stages": []}]}',
    "stages that are null": b'{"results": [{"id": 1, "label": "a", "displayOrder": 1,'
    b' "stages": null}]}',
    "metadata that is a list": b'{"results": [{"id": 1, "label": "a", "displayOrder": 1,'
    b' "stages": [{"id": 1, "label": "b", "displayOrder": 1, "metadata": [1]}]}]}',
    "bytes that are no text": b'{"results": "\xff\xfe"}',
    "limits that are a number": b'{"hubspotDefinedObjectTypes": 5}',
    "a depth without end": b"[" * 100_000,
    "half a character": b'{"results": "\\ud800"',
}


@pytest.mark.parametrize("body", STRANGE.values(), ids=STRANGE.keys())
def test_a_strange_answer_is_an_error_of_the_port(
    adapter: str, strange: Canned, body: bytes, no_waiting: list[float]
) -> None:
    desk = connect(adapter, strange.url, TOKEN)
    strange.answer(200, body, Content_Type="application/json")
    for call in (desk.account, lambda: desk.read(PIPELINES)):
        with pytest.raises(RemoteError) as failed:
            call()
        says_nothing_secret(failed.value)
    assert no_waiting == []


@pytest.mark.parametrize("body", STRANGE.values(), ids=STRANGE.keys())
def test_a_strange_answer_leaves_unknown_what_is_nice_to_know(
    adapter: str, strange: Canned, body: bytes
) -> None:
    desk = connect(adapter, strange.url, TOKEN)
    strange.answer(200, body, Content_Type="application/json")
    assert desk.limits().pipelines is None
    found: Any = LiveObject(Kind.STATUS, "1", "0", {"name": "New", "state": "open"})
    assert desk.last_edit(found) is None


@pytest.mark.parametrize("number", ["", "-1", "many", "\xb2", "9" * 5000])
def test_strange_headers_do_not_stop_a_read(adapter: str, strange: Canned, number: str) -> None:
    for remaining, interval in ((number, "1000"), ("1", number)):
        headers = {
            "X_HubSpot_RateLimit_Remaining": remaining,
            "X_HubSpot_RateLimit_Interval_Milliseconds": interval,
        }
        strange.answer(200, b'{"portalId": 5}', **headers)
        assert connect(adapter, strange.url, TOKEN).account() == "5"


def test_a_redirect_is_not_followed(adapter: str, strange: Canned) -> None:
    strange.answer(302, b"", Location=f"{strange.url}/elsewhere")
    with pytest.raises(RemoteError):
        connect(adapter, strange.url, TOKEN).account()
    assert len(strange.seen) == 1
