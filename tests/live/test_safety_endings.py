"""What is said of a run that went wrong, and whose token and files these are."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
import requests

from pipelinectl.ledger.journal import Journal
from pipelinectl.ledger.local import LocalStore
from tests.desk import PIPELINES, Desk
from tests.live.safety import (
    FILES,
    RENAME_US,
    add_stage,
    applied,
    changes,
    elsewhere,
    saved,
    stages,
    written,
)

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler


def test_a_write_whose_reading_back_is_refused_was_still_a_write(desk: Desk) -> None:
    applied(desk)
    saved(desk, RENAME_US)
    desk.fault("fail_read", status=403, times=1, path_contains=f"{PIPELINES}/support")
    ended = desk.run("apply", "plan.json")
    assert stages(desk)["support-us"][0] == "Ours"
    assert "Nothing was changed in the account" not in ended.out
    assert ended.code == 5, ended.out


@pytest.mark.parametrize("fault", [requests.exceptions.SSLError, requests.exceptions.ReadTimeout])
def test_an_answer_that_breaks_off_does_not_prove_that_nothing_was_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    applied(desk)
    saved(desk, RENAME_US)
    real = requests.Session.request

    def request(self: requests.Session, method: str, *arguments: Any, **more: Any) -> Any:
        answer = real(self, method, *arguments, **more)
        if method == "PATCH":
            raise fault("bad record mac")
        return answer

    monkeypatch.setattr(requests.Session, "request", request)
    ended = desk.run("apply", "plan.json")
    monkeypatch.undo()
    assert stages(desk)["support-us"][0] == "Ours"
    assert ended.code in {0, 5}, ended.out


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("place", ["intent", "outcome", "end", "ledger"])
def test_after_a_write_no_failure_of_this_machine_looks_like_nothing_was_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, place: str, fault: BaseException
) -> None:
    applied(desk)
    text = RENAME_US.replace("name: Support\n", "name: Helpdesk\n")
    saved(desk, text)
    owner: type = LocalStore if place == "ledger" else Journal
    name = "save" if place == "ledger" else place
    real, count, at = getattr(owner, name), 0, 1 if place == "end" else 2

    def failing(*arguments: Any, **more: Any) -> Any:
        nonlocal count
        count += 1
        if count == at:
            raise fault
        return real(*arguments, **more)

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, failing)
        ended = desk.run("apply", "plan.json")
    assert "Helpdesk" in desk.pipelines()
    assert ended.code == 5, ended.err
    assert "PC901" not in ended.err
    again = desk.run("apply", "--yes")
    assert again.code == 0, again.err
    assert changes(desk) == {}


def test_a_folder_that_cannot_keep_the_ledger_is_a_diagnostic(desk: Desk) -> None:
    written(desk, FILES)
    (desk.folder / ".pipelinectl").write_text("not a folder")
    ended = desk.run("apply", "--yes")
    assert ended.code == 1
    assert desk.writes() == []
    assert "PC901" not in ended.err


# The token, and other people's files


def test_a_redirect_does_not_take_the_token_along(desk: Desk) -> None:
    heard: list[str | None] = []

    def steal(request: BaseHTTPRequestHandler) -> None:
        heard.append(request.headers.get("Authorization"))
        request.send_response(200)
        request.end_headers()
        request.wfile.write(b'{"portalId": 1111111}')

    with elsewhere(steal) as thief:

        def lead_away(request: BaseHTTPRequestHandler) -> None:
            request.send_response(302)
            request.send_header("Location", thief)
            request.end_headers()

        with elsewhere(lead_away) as first:
            desk.project(base_url=first)
            written(desk, FILES)
            assert desk.run("plan").code == 1
    assert heard == []


@pytest.mark.parametrize("token", ["a\nb", "a\r\nX-Evil: 1", "a b", "tök"])
def test_a_token_that_is_none_is_never_sent_nor_shown(desk: Desk, token: str) -> None:
    written(desk, FILES)
    ended = desk.run("plan", token=token)
    assert ended.code == 1
    assert "PC124" in ended.err
    assert token not in ended.err


def test_a_ledger_of_another_account_is_refused(desk: Desk) -> None:
    applied(desk)
    path = desk.folder / ".pipelinectl" / "sandbox" / "ledger.json"
    path.write_text(path.read_text().replace('"account": "1111111"', '"account": "2222222"'))
    desk.forget_requests()
    for command in (["plan"], ["drift"], ["apply", "--yes"], ["apply", "plan.json"]):
        ended = desk.run(*command)
        assert ended.code == 1, (command, ended)
        assert "PC508" in ended.err
    assert desk.writes() == []


@pytest.mark.parametrize(
    "content", ["", "[" * 100_000, '{"format_version":"1.0","a":' + "[" * 100_000, "{"]
)
def test_a_spoilt_plan_file_is_no_configuration_either(desk: Desk, content: str) -> None:
    applied(desk)
    (desk.folder / "plan.json").write_text(content)
    desk.forget_requests()
    ended = desk.run("apply", "plan.json", "--yes")
    assert ended.code in {1, 4}
    assert "PC901" not in ended.err
    assert desk.writes() == []


def test_exclusive_deletes_nothing_from_a_part_or_a_selection(desk: Desk) -> None:
    text = FILES.replace("name: Support\n", "name: Support\n    exclusive: true\n")
    applied(desk, text)
    add_stage(desk, "77", "By hand")
    assert changes(desk) == {"status.support.by_hand": ("delete", [])}
    assert changes(desk, "pipelines/desk.yaml") == {}
    assert changes(desk, "--only", "pipeline.billing") == {}
    assert changes(desk, "--except", "pipeline.support") == {}
    shutil.rmtree(desk.folder / ".pipelinectl")
    assert "status.support.by_hand" not in changes(desk)
