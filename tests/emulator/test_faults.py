from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
import requests

from tests.emulator.harness import Api, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

PIPELINES = "/crm/pipelines/2026-09/tickets"
STAGES = f"{PIPELINES}/0/stages"


def labels(api: Api) -> list[str]:
    return [stage["label"] for stage in api.get(STAGES).json()["results"]]


def rename(api: Api, label: str) -> requests.Response:
    return api.patch(f"{STAGES}/1", {"label": label, "metadata": {}})


def set_fault(api: Api, name: str, **more: object) -> None:
    answer = api.post("/_emulator/faults", {"name": name, **more})
    assert answer.status_code == 201, answer.text


def in_background(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def is_reached(api: Api) -> bool:
    return bool(api.get("/_emulator/faults").json()["reached"])


def swallow(work: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        with pytest.raises(requests.RequestException):
            work()

    return run


@pytest.mark.parametrize(
    ("name", "first"), [("hold_before_write", "New"), ("hold_after_write", "Held")]
)
def test_a_held_write_gets_no_answer_and_blocks_nobody(api: Api, name: str, first: str) -> None:
    set_fault(api, name, at=1)
    assert not is_reached(api)
    other = Api(api.url, api.token)
    thread = in_background(swallow(lambda: rename(other, "Held")))
    wait_until(lambda: is_reached(api))
    assert labels(api)[0] == first
    assert api.patch(f"{STAGES}/2", {"label": "Second"}).status_code == 200
    assert thread.is_alive()
    assert api.delete("/_emulator/faults").status_code == 204
    thread.join(5)
    assert not thread.is_alive()
    assert labels(api)[:2] == [first, "Second"]
    log = api.get("/_emulator/requests").json()["requests"]
    held = next(entry for entry in log if entry["write"])
    assert held["status"] is None
    assert held["body"] == {"label": "Held", "metadata": {}}


def test_a_held_write_ends_when_the_client_goes_away(api: Api) -> None:
    set_fault(api, "hold_before_write")
    with pytest.raises(requests.Timeout):
        api.send("PATCH", f"{STAGES}/1", {"label": "Held"}, timeout=0.3)
    assert is_reached(api)
    assert labels(api)[0] == "New"
    assert rename(api, "Later").status_code == 200


def test_only_the_kth_write_counts_and_reads_do_not(api: Api) -> None:
    set_fault(api, "fail_write", at=2, status=503)
    assert rename(api, "One").status_code == 200
    api.get(STAGES)
    api.post("/crm/objects/2026-09/tickets/search", {"filterGroups": []})
    api.post("/crm/objects/2026-09/tickets/batch/read", {"inputs": [{"id": "1"}]})
    failed = rename(api, "Two")
    assert failed.status_code == 503
    assert failed.json()["status"] == "error"
    assert rename(api, "Three").status_code == 200
    assert labels(api)[0] == "Three"


def test_a_dropped_write_is_performed_and_the_connection_closed(api: Api) -> None:
    set_fault(api, "drop_after_write")
    with pytest.raises(requests.ConnectionError):
        rename(api, "Dropped")
    assert labels(api)[0] == "Dropped"


def test_a_garbled_write_is_performed_and_answered_with_a_page(api: Api) -> None:
    set_fault(api, "garble_write")
    answer = rename(api, "Garbled")
    assert answer.status_code == 502
    assert answer.headers["content-type"].startswith("text/html")
    assert labels(api)[0] == "Garbled"


def test_an_ignored_write_is_echoed_and_not_performed(api: Api) -> None:
    set_fault(api, "ignore_write")
    answer = rename(api, "Ignored")
    assert (answer.status_code, answer.json()["label"]) == (200, "Ignored")
    assert labels(api)[0] == "New"


def test_a_failing_read_fails_so_many_times_and_only_on_its_path(api: Api) -> None:
    set_fault(api, "fail_read", path_contains="/stages", status=500, times=2)
    assert [api.get(STAGES).status_code for _ in range(3)] == [500, 500, 200]
    assert api.get(PIPELINES).status_code == 200


@pytest.mark.parametrize(
    "body",
    [{}, {"name": "nonsense"}, {"name": "fail_write", "at": 0}, {"name": "fail_write", "x": 1}],
    ids=["no name", "unknown name", "counted from 0", "unknown key"],
)
def test_a_fault_that_is_none_is_refused(api: Api, body: dict[str, object]) -> None:
    assert api.post("/_emulator/faults", body).status_code == 400


def test_the_log_tells_every_request_until_it_is_cleared(api: Api) -> None:
    rename(api, "Logged")
    api.get(PIPELINES + "?archived=true")
    api.post("/crm/objects/2026-09/tickets/search", {"filterGroups": []})
    entries = api.get("/_emulator/requests").json()["requests"]
    assert [(e["method"], e["status"], e["write"]) for e in entries] == [
        ("PATCH", 200, True),
        ("GET", 200, False),
        ("POST", 200, False),
    ]
    assert entries[0]["path"] == f"{STAGES}/1"
    assert entries[1]["query"] == {"archived": "true"}
    assert api.delete("/_emulator/requests").status_code == 204
    assert api.get("/_emulator/requests").json() == {"requests": []}


def test_reset_makes_the_account_new(api: Api) -> None:
    rename(api, "Changed")
    set_fault(api, "fail_write")
    assert api.post("/_emulator/reset").status_code == 204
    assert labels(api) == ["New", "Waiting on contact", "Waiting on us", "Closed"]
    assert rename(api, "Passes").status_code == 200
