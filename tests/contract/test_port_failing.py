"""What every adapter does where a call fails: nothing twice, nothing secret, in good time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from pipelinectl.adapters.registry import connect
from pipelinectl.model import Kind, Read
from pipelinectl.ports import Goal, RemoteError, Verb
from tests.contract.rigs import PIPELINES
from tests.desk import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.contract.rigs import Rig
from tests.contract.pipelines import (
    DESK,
    MADE,
    first_write,
    made,
    reach,
    says_nothing_secret,
    status,
    want,
)


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
