from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import time
from typing import TYPE_CHECKING, Any

import pytest
import requests

from tests.emulator.harness import Api, command, running

if TYPE_CHECKING:
    from pathlib import Path

    from .harness import Emulator

PIPELINES = "/crm/pipelines/2026-09/tickets"


def failing(*arguments: str) -> str:
    """The one line with which the emulator refuses to start."""
    done = subprocess.run(
        command("--port", "0", *arguments), capture_output=True, text=True, timeout=10, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    return line


def test_it_announces_itself_once_when_it_accepts_connections(emulator: Emulator) -> None:
    pattern = r"Emulator ready at http://127\.0\.0\.1:\d+ \(account 1111111\)\n"
    assert re.fullmatch(pattern, emulator.announcement)
    assert emulator.api.get(PIPELINES).status_code == 200


def test_it_starts_in_less_than_a_second() -> None:
    began = time.monotonic()
    with running():
        assert time.monotonic() - began < 1


def test_it_listens_on_the_loopback_address_only(emulator: Emulator) -> None:
    port = int(emulator.api.url.rsplit(":", 1)[1])
    with socket.socket() as other, pytest.raises(OSError, match="refused"):
        other.connect(("127.0.0.2", port))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_even_with_a_held_request(number: signal.Signals) -> None:
    with running() as started:
        started.api.post("/_emulator/faults", {"name": "hold_before_write"})
        with pytest.raises(requests.Timeout):
            started.api.send("DELETE", f"{PIPELINES}/0", timeout=0.1)
        started.process.send_signal(number)
        assert started.process.wait(5) == 0


def test_another_token_is_refused_where_one_is_set() -> None:
    with running("--token", "secret", token="secret") as started:
        assert started.api.get(PIPELINES).status_code == 200
        answer = Api(started.api.url, "wrong").get(PIPELINES)
        assert (answer.status_code, answer.json()["category"]) == (401, "INVALID_AUTHENTICATION")


def test_a_data_file_survives_a_killed_process(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path / "account.db"), "--account", "42")
    with running(*data) as started:
        started.api.post("/_emulator/faults", {"name": "drop_after_write", "at": 2})
        started.api.patch(f"{PIPELINES}/0", {"label": "Kept"})
        with pytest.raises(requests.ConnectionError):
            started.api.patch(f"{PIPELINES}/0/stages/1", {"label": "Kept too"})
        started.process.kill()
        started.process.wait(5)
    with running(*data) as again:
        found = again.api.get(f"{PIPELINES}/0").json()
        assert (found["label"], found["stages"][0]["label"]) == ("Kept", "Kept too")
        assert again.api.get("/account-info/2026-09/details").json()["portalId"] == 42
        assert failing(*data).endswith("is in use by another emulator.")
    assert failing(*data[:2]).endswith("holds account 42, not account 1111111.")


def test_a_busy_port_is_one_plain_line(emulator: Emulator) -> None:
    port = emulator.api.url.rsplit(":", 1)[1]
    assert failing("--port", port).startswith(f"error: Port {port} of 127.0.0.1 cannot be used")


def test_an_unknown_profile_is_one_plain_line() -> None:
    assert failing("--profile", "x").startswith("error: There is no profile 'x'. Profiles: missing")


def test_an_unreadable_data_file_is_one_plain_line(tmp_path: Path) -> None:
    path = tmp_path / "account.db"
    path.write_text("this is no database, however long the text may be", "utf-8")
    assert failing("--data", str(path)).startswith(f"error: The data file {path} cannot be used")
    folder = str(tmp_path)
    assert failing("--data", folder).startswith(f"error: The data file {folder} cannot be used")


def one_stage(state: str) -> dict[str, Any]:
    return {"id": f"s-{state}", "label": state, "metadata": {"ticketState": state}}


SEED: dict[str, list[dict[str, Any]]] = {
    "pipelines": [
        {
            "id": "0",
            "label": "Relabelled ",
            "displayOrder": 3,
            "createdAt": "1970-01-01T00:00:00Z",
            "updatedAt": "2026-01-01T00:00:00Z",
            "archived": False,
            "stages": [one_stage("CLOSED") | {"displayOrder": 1, "writePermissions": "READ_ONLY"}],
        },
        {"id": "old", "label": "None closed", "displayOrder": 3, "stages": [one_stage("OPEN")]},
    ],
    "users": [{"id": "9", "email": "eve@acme.example"}],
    "teams": [{"id": "1", "name": "All"}],
    "rules": [{"id": "0-5-old", "objectCreationRule": {"pipelineStageIds": ["s-OPEN"]}}],
    "tickets": [
        {"id": "77", "properties": {"hs_pipeline": "old", "hs_pipeline_stage": "s-OPEN"}},
    ],
    "flows": [{"id": "1"}],
}


def test_a_seed_fills_a_new_account(tmp_path: Path) -> None:
    path = tmp_path / "seed.json"
    path.write_text(json.dumps(SEED), "utf-8")
    with running("--seed", str(path)) as started:
        api = started.api
        listed = api.get(PIPELINES).json()["results"]
        assert [found["label"] for found in listed] == ["None closed", "Relabelled "]
        assert listed[1]["stages"][0]["displayOrder"] == 0
        assert listed[1]["stages"][0]["writePermissions"] == "READ_ONLY"
        assert listed[1]["stages"][0]["updatedAt"] == "2026-01-01T00:00:00Z"
        assert api.get("/crm/owners/2026-09").json()["results"][0]["userId"] == 9
        ticket = api.get("/crm/objects/2026-09/tickets/77").json()
        assert ticket["properties"]["hs_pipeline_stage"] == "s-OPEN"
        rules = api.get("/crm/pipelines-rules/2026-09/0-5/old").json()
        assert rules["objectCreationRule"] == {"pipelineStageIds": ["s-OPEN"]}
        assert_only_labels_change(api)
        api.delete(f"{PIPELINES}/0")
        assert api.post("/_emulator/reset").status_code == 204
        assert len(api.get(PIPELINES).json()["results"]) == 2


def assert_only_labels_change(api: Api) -> None:
    """In a pipeline that has no closed stage, what leaves every state alone passes."""
    path = f"{PIPELINES}/old/stages"
    same = {"label": "Renamed", "metadata": {"ticketState": "OPEN"}}
    assert api.patch(f"{path}/s-OPEN", same).status_code == 200
    assert api.patch(f"{PIPELINES}/old", {"label": "Renamed"}).status_code == 200
    more = {"label": "More", "displayOrder": 1, "metadata": {"ticketState": "OPEN"}}
    assert api.post(path, more).json()["subCategory"] == "PipelineError.MISSING_CLOSED_STAGE"
    closed = more | {"metadata": {"ticketState": "CLOSED"}}
    assert api.post(path, closed).status_code == 201


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{", "is not JSON"),
        ("[]", "must be a JSON object"),
        ('{"pipes": []}', "has the key 'pipes'"),
        ('{"pipelines": {}}', "'pipelines' must be a list of objects"),
        ('{"pipelines": [{"label": "x"}]}', "Seed, pipelines[0]: Some required fields"),
        ('{"pipelines": [{"label": "x", "stages": []}]}', "Seed, pipelines[0]: Pipeline must"),
        ('{"users": [{"id": "a", "email": "b"}]}', "Seed, users[0]: the id of a user"),
        ('{"tickets": [{"properties": {}}]}', "Seed, tickets[0]: Error creating TICKET"),
        ('{"rules": [{"id": "0-5-x"}]}', "Seed, rules[0]: there is no ticket pipeline"),
    ],
)
def test_a_bad_seed_is_one_plain_line(tmp_path: Path, content: str, expected: str) -> None:
    path = tmp_path / "seed.json"
    path.write_text(content, "utf-8")
    assert expected in failing("--seed", str(path))


def test_a_missing_seed_is_one_plain_line(tmp_path: Path) -> None:
    assert "cannot be read: No such file" in failing("--seed", str(tmp_path / "none.json"))


def test_a_token_that_is_an_email_acts_as_that_user(api: Api) -> None:
    ben = Api(api.url, "ben@acme.example")
    ben.patch(f"{PIPELINES}/0", {"label": "By Ben"})
    api.patch(f"{PIPELINES}/0", {"label": "By Ana"})
    audit = api.get(f"{PIPELINES}/0/audit").json()["results"]
    users = api.get("/settings/users/2026-03").json()["results"]
    names = {int(user["id"]): user["firstName"] for user in users}
    assert [names[entry["fromUserId"]] for entry in audit] == ["Ana", "Ben"]


def test_a_test_sets_a_limit_and_lifts_it(api: Api) -> None:
    limit = {"requests": 2, "seconds": 10}
    assert api.post("/_emulator/limit", limit).status_code == 204
    answers = [api.get(PIPELINES) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].json()["policyName"] == "TEN_SECONDLY_ROLLING"
    assert answers[0].headers["X-HubSpot-RateLimit-Remaining"] == "1"
    assert api.delete("/_emulator/limit").status_code == 204
    assert api.get(PIPELINES).status_code == 200
    assert api.post("/_emulator/limit", {"requests": 0, "seconds": 1}).status_code == 400


def test_lists_are_paged(api: Api) -> None:
    first = api.get("/crm/owners/2026-09?limit=1").json()
    assert first["paging"] == {"next": {"after": "1"}}
    second = api.get("/crm/owners/2026-09?limit=1&after=1").json()
    assert "paging" not in second
    assert [page["results"][0]["firstName"] for page in (first, second)] == ["Ana", "Ben"]
    assert api.get("/crm/owners/2026-09?limit=x").status_code == 400
    teams = api.get("/settings/teams/2026-09-beta").json()["results"]
    assert api.get(f"/settings/teams/2026-09-beta/{teams[0]['id']}").json() == teams[0]
