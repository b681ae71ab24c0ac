"""Flow writes that go wrong on the way, and the log that tells what the account held."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pytest
import requests

from .conformance.flowsteps import body_of_flow, put_body, wait_until_complete
from .conformance.steps import BETA, FLOWS
from .harness import running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .harness import Api

PIPELINES = "/crm/pipelines/2026-09/tickets"


def set_fault(api: Api, name: str, **more: object) -> None:
    answer = api.post("/_emulator/faults", {"name": name, **more})
    assert answer.status_code == 201, answer.text


def names(api: Api) -> list[str]:
    return [each["name"] for each in api.get("/_ui/flows").json()["results"]]


def writes(api: Api) -> list[dict[str, Any]]:
    entries = api.get("/_emulator/requests").json()["requests"]
    return [each for each in entries if each["write"]]


def most_at_once(entries: Iterable[dict[str, Any]]) -> int:
    """The most flows of one name that the account held at any moment, by the log."""
    held: dict[str, str] = {}
    most = 0
    for entry in entries:
        if not entry["performed"] or "/automation/" not in entry["path"]:
            continue
        if entry["method"] in {"POST", "PUT"}:
            held[entry["id"]] = entry["body"]["name"]
        else:
            held.pop(entry["path"].rsplit("/", 1)[1], None)
        most = max(most, *(list(held.values()).count(name) for name in held.values()), 0)
    return most


@pytest.mark.parametrize(
    ("name", "there"), [("drop_before_write", False), ("drop_after_write", True)]
)
def test_the_answer_to_a_post_is_lost(api: Api, name: str, *, there: bool) -> None:
    set_fault(api, name, path_contains="/automation/", method="POST")
    assert api.patch(f"{PIPELINES}/0", {"label": "Not disturbed"}).status_code == 200
    with pytest.raises(requests.ConnectionError):
        api.post(FLOWS, body_of_flow(name="Lost"))
    assert names(api) == (["Lost"] if there else [])
    (_, entry) = writes(api)
    assert (entry["status"], entry["performed"]) == (None, there)
    (known,) = [each["id"] for each in api.get("/_ui/flows").json()["results"]] or [None]
    assert entry["id"] == known


def test_a_fault_waits_for_the_method_that_it_is_about(api: Api) -> None:
    set_fault(api, "fail_write", path_contains="/flows", method="PUT", status=503)
    flow_id = api.post(f"{BETA}/flows", body_of_flow(name="Kept")).json()["id"]
    wait_until_complete(api, flow_id)
    asked = put_body(api, flow_id, name="Changed")
    assert api.put(f"{FLOWS}/{flow_id}", asked).status_code == 503
    assert names(api) == ["Kept"]
    assert api.put(f"{FLOWS}/{flow_id}", asked).status_code == 200
    assert names(api) == ["Changed"]


def test_an_ignored_post_makes_nothing(api: Api) -> None:
    set_fault(api, "ignore_write", path_contains="/automation/")
    assert api.post(FLOWS, body_of_flow()).status_code == 201
    assert names(api) == []
    assert [each["performed"] for each in writes(api)] == [False]


def test_reads_of_flows_fail_and_batch_reads_are_reads(api: Api) -> None:
    set_fault(api, "fail_read", path_contains="/flows", times=2, status=502)
    inputs = {"inputs": [{"type": "FLOW_ID", "flowId": "1"}]}
    answers = [
        api.get(FLOWS),
        api.post(f"{FLOWS}/batch/read", inputs),
        api.post(f"{FLOWS}/batch/read", inputs),
    ]
    assert [answer.status_code for answer in answers] == [502, 502, 207]
    assert writes(api) == []


def test_the_log_tells_how_many_of_a_name_there_were_at_once(api: Api) -> None:
    one, two = (api.post(FLOWS, body_of_flow(name=name)).json()["id"] for name in ("A", "B"))
    wait_until_complete(api, two)
    assert most_at_once(writes(api)) == 1
    api.put(f"{FLOWS}/{two}", put_body(api, two, name="A"))
    assert most_at_once(writes(api)) == 2
    api.delete("/_emulator/requests")
    for name in ("drop_after_write", "garble_write", "hold_after_write"):
        set_fault(api, name, path_contains="/automation/")
        with contextlib.suppress(requests.RequestException):
            api.send("POST", FLOWS, body_of_flow(name="C"), timeout=0.3)
        api.delete("/_emulator/faults")
    assert most_at_once(writes(api)) == 3
    api.delete("/_emulator/requests")
    ids = [each["id"] for each in api.get("/_ui/flows").json()["results"]]
    assert one in ids
    for flow_id in ids:
        api.delete(f"{FLOWS}/{flow_id}")
    assert api.post(FLOWS, {"name": "C"}).status_code == 400
    api.post(FLOWS, body_of_flow(name="C"))
    assert most_at_once(writes(api)) == 1


def test_profiles_combine_to_a_token_that_can_only_create() -> None:
    with running("--profile", "unreadable_flows", "--profile", "flow_deletes_refused") as started:
        api = started.api
        flow_id = api.post(FLOWS, body_of_flow(name="Stays")).json()["id"]
        answers = [api.get(f"{FLOWS}/{flow_id}"), api.delete(f"{FLOWS}/{flow_id}")]
        assert [answer.status_code for answer in answers] == [403, 403]
        assert names(api) == ["Stays"]


def test_a_refused_write_was_not_performed(profiled: Callable[[str], Api]) -> None:
    api = profiled("missing_automation_scope")
    api.post("/_emulator/reset")
    assert api.post(FLOWS, body_of_flow()).status_code == 403
    assert [(each["performed"], each["id"]) for each in writes(api)] == [(False, None)]


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"inputs": []},
        {"inputs": [{}]},
        {"inputs": [{"type": "FLOW_ID"}]},
        {"inputs": [{"type": "WORKFLOW_ID", "flowId": "1"}]},
        {"inputs": [{"type": "FLOW_ID", "flowId": "1"}] * 101},
    ],
    ids=range(6),
)
def test_batches_of_the_wrong_kind_are_refused(api: Api, body: object) -> None:
    assert api.post(f"{FLOWS}/batch/read", body).status_code == 400


def nested(levels: int) -> dict[str, Any]:
    inner: dict[str, Any] = {}
    for _ in range(levels):
        inner = {"x": inner}
    return inner


@pytest.mark.parametrize(
    "more",
    [
        {"actions": 1},
        {"isEnabled": "yes"},
        {"name": 1},
        {"timeWindows": [{"day": "SOMEDAY"}]},
        {"blockedDates": [{"month": "MAY"}]},
        {"dataSources": [{"type": "ASSOCIATION", "name": "x"}]},
        {"enrollmentSchedule": {"type": "NEVER"}},
        {"customProperties": nested(200)},
        {"customProperties": []},
    ],
    ids=range(9),
)
def test_flows_of_the_wrong_kind_are_refused(api: Api, more: dict[str, Any]) -> None:
    answer = api.post(FLOWS, body_of_flow() | more)
    assert (answer.status_code, answer.json()["category"]) == (400, "VALIDATION_ERROR")
    assert names(api) == []


def test_what_only_contacts_have_is_dropped_for_others(api: Api) -> None:
    more = {"canEnrollFromSalesforce": False, "suppressionListIds": [1]}
    ticket = api.post(FLOWS, body_of_flow(**more)).json()
    contact = api.post(FLOWS, body_of_flow(type="CONTACT_FLOW", objectTypeId="0-1", **more)).json()
    assert not more.keys() & ticket.keys()
    assert {key: contact[key] for key in more} == more
