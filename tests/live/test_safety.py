"""What must never happen to an account, however unlucky the moment or odd the answer."""

from __future__ import annotations

import io
import json
import shutil
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import click
import pytest
import requests

from pipelinectl.adapters.hubspot.failures import Answer
from pipelinectl.adapters.hubspot.http import Http
from pipelinectl.ledger.journal import Journal
from pipelinectl.ledger.local import LocalStore
from tests.desk import PIPELINES, RULES, Desk, new_desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FILES = """
pipelines:
  support:
    name: Support
    statuses: [New, {key: us, name: Waiting on us}, {name: Closed, state: closed}]
  billing:
    name: Billing desk
    statuses: [New, {name: Closed, state: closed}]
"""
US = " {key: us, name: Waiting on us},"
WITHOUT_US = FILES.replace(US, "")
WITHOUT_BILLING = FILES.split("  billing", maxsplit=1)[0]
REMOVE_US = WITHOUT_US + "removed:\n  - {status: support/us}\n"
REMOVE_BILLING = WITHOUT_BILLING + "removed:\n  - {pipeline: billing}\n"
RENAME_US = FILES.replace("Waiting on us", "Ours")
BILLING = {"billing-new", "billing-closed"}
ONLY_IN_US = {
    "governanceValidationRules": {
        "objectCreationRule": {"pipelineStageIds": ["support-us"]},
        "noSkippingStagesRule": {"enabledForAllStages": False, "pipelineStageIds": []},
        "noBackwardsMovementRule": {"enabledForAllStages": False, "pipelineStageIds": []},
    }
}


def _files(desk: Desk, text: str) -> None:
    desk.write("pipelines/desk.yaml", text)


def _applied(desk: Desk, text: str = FILES) -> None:
    _files(desk, text)
    assert desk.apply().code == 0


def _saved(desk: Desk, text: str) -> None:
    _files(desk, text)
    ended = desk.run("plan", "--out", "plan.json")
    assert ended.code == 0, ended.out + ended.err


def _changes(desk: Desk, *arguments: str) -> dict[str, tuple[str, list[str]]]:
    found = desk.run("plan", "--format", "json", *arguments).json["changes"]
    return {each["address"]: (each["action"], each["blocked_by"]) for each in found}


def _stages(desk: Desk) -> dict[str, tuple[str, str]]:
    """All stages of the account: id to label and state."""
    return {
        identifier: (label, state)
        for stages in desk.pipelines().values()
        for identifier, label, state in stages
    }


def _ledger(desk: Desk) -> dict[str, Any]:
    content = (desk.folder / ".pipelinectl" / "sandbox" / "ledger.json").read_text()
    found: dict[str, Any] = json.loads(content)["resources"]
    return found


def _add_stage(desk: Desk, identifier: str, label: str, place: int = 9) -> None:
    body = {"stageId": identifier, "label": label, "displayOrder": place, "metadata": {}}
    assert desk.api.post(f"{PIPELINES}/support/stages", body).ok


def _add_ticket(desk: Desk, pipeline: str, stage: str) -> None:
    properties = {"subject": "Help", "hs_pipeline": pipeline, "hs_pipeline_stage": stage}
    assert desk.api.post("/crm/objects/2026-09/tickets", {"properties": properties}).ok


def _before_write(monkeypatch: pytest.MonkeyPatch, number: int, hand: Callable[[], object]) -> None:
    """Let somebody's hand do something right before a write of the apply."""
    real, count = Journal.intent, 0

    def intent(*arguments: Any) -> None:
        nonlocal count
        count += 1
        if count == number:
            hand()
        real(*arguments)

    monkeypatch.setattr(Journal, "intent", intent)


def _answer(monkeypatch: pytest.MonkeyPatch, path: str, body: str) -> None:
    """Let something between us and the help desk answer one path with 200 and `body`."""
    real = Http._send

    def send(self: Http, method: str, wanted: str, what: str, **more: Any) -> Answer:
        if wanted == path:
            return Answer.of(200, body)
        return real(self, method, wanted, what, **more)

    monkeypatch.setattr(Http, "_send", send)


@contextmanager
def _elsewhere(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """A web server that is not the help desk."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


# What is protected, declared, or somebody else's


def test_what_is_protected_stays_where_the_ledger_is_lost_and_the_name_differs(desk: Desk) -> None:
    desk.project(protect=["pipeline.billing"])
    _applied(desk)
    shutil.rmtree(desk.folder / ".pipelinectl")
    _files(desk, REMOVE_BILLING)
    ended = desk.run("apply", "--yes")
    assert "Billing desk" in desk.pipelines(), ended.out
    assert ended.code == 3


def test_a_protected_status_stays_where_the_ledger_is_lost_and_the_name_differs(
    desk: Desk,
) -> None:
    desk.project(protect=["status.support.us"])
    _applied(desk)
    shutil.rmtree(desk.folder / ".pipelinectl")
    _files(desk, REMOVE_US)
    ended = desk.run("apply", "--yes")
    assert "support-us" in _stages(desk), ended.out
    assert ended.code == 3


def test_what_is_protected_now_stays_though_a_saved_plan_deletes_it(desk: Desk) -> None:
    _applied(desk)
    _saved(desk, REMOVE_BILLING)
    desk.project(protect=["pipeline.billing"])
    ended = desk.run("apply", "plan.json")
    assert "Billing desk" in desk.pipelines(), ended.out
    assert ended.code in {3, 4}


def test_a_part_with_removed_deletes_nothing_that_other_files_declare(desk: Desk) -> None:
    _applied(desk)
    desk.write("pipelines/removed.yaml", "removed:\n  - {pipeline: billing}\n")
    assert "PC204" in desk.run("validate").out
    ended = desk.run("apply", "pipelines/removed.yaml", "--yes")
    assert "Billing desk" in desk.pipelines(), ended.out


def test_what_others_created_under_an_id_is_not_ours_because_of_another_accounts_journal(
    desk: Desk,
) -> None:
    stages = [
        {"stageId": "b1", "label": "A", "displayOrder": 0, "metadata": {"ticketState": "OPEN"}},
        {"stageId": "b2", "label": "B", "displayOrder": 1, "metadata": {"ticketState": "CLOSED"}},
    ]
    body = {"pipelineId": "b7", "label": "Theirs", "displayOrder": 3, "stages": stages}
    assert desk.api.post(PIPELINES, body).ok
    with new_desk(desk.folder / "first", "--account", "2222222") as first:
        first.project(account=2222222)
        text = (
            "pipelines:\n  t:\n    id: b7\n    name: Theirs\n    statuses:\n"
            "      - {key: a, name: A, id: b1}\n"
            "      - {key: b, name: B, id: b2, state: closed}\n"
        )
        _files(first, text)
        first.fault("fail_read", status=500, times=99, path_contains=f"{PIPELINES}/")
        assert first.run("apply", "--yes").code == 5
        source = first.folder / ".pipelinectl" / "sandbox" / "journal.jsonl"
        desk.write(".pipelinectl/sandbox/journal.jsonl", source.read_text())
    _applied(desk, text)
    assert _ledger(desk)["pipeline.t"]["origin"] == "adopted"


def test_a_status_that_looks_renamed_is_kept_though_the_selection_hides_the_new_one(
    desk: Desk,
) -> None:
    before = FILES.replace("{key: us, name: Waiting on us}", "Waiting on us")
    _applied(desk, before)
    _files(desk, before.replace("Waiting on us", "Waiting for us"))
    assert _changes(desk)["status.support.waiting_on_us"] == ("delete", ["looks_like_rename"])
    _, blocks = _changes(desk, "--except", "status.support.waiting_for_us")[
        "status.support.waiting_on_us"
    ]
    assert blocks


def test_two_removals_of_one_name_do_not_hide_each_other(desk: Desk) -> None:
    _applied(desk, FILES.replace(US, US + " {key: old, name: Old},"))
    desk.stage("support", "support-old", label="Legacy")
    _add_stage(desk, "77", "Old")
    _saved(desk, FILES + 'removed:\n  - {status: support/Old, id: "77"}\n')
    assert desk.run("apply", "plan.json").code == 0
    assert "77" not in _stages(desk)
    known = {each["id"] for each in _ledger(desk).values()}
    assert "support-old" not in _stages(desk) or "support-old" in known


# Who is who


def test_a_key_that_is_used_again_does_not_take_the_object_of_the_key_before(desk: Desk) -> None:
    _applied(desk)
    other = "{key: ours, name: Waiting on us, id: support-us}"
    _applied(desk, FILES.replace("{key: us, name: Waiting on us}", other))
    both = "{key: us, name: Waiting on partner}, {key: ours, name: Waiting on us}"
    _files(desk, FILES.replace("{key: us, name: Waiting on us}", both))
    ended = desk.run("apply", "--yes")
    assert _stages(desk)["support-us"] == ("Waiting on us", "OPEN"), ended.out


def test_a_key_that_changed_leaves_the_ledger_once_and_nothing_is_called_gone(desk: Desk) -> None:
    _applied(desk)
    other = "{key: ours, name: Waiting on us, id: support-us}"
    _files(desk, FILES.replace("{key: us, name: Waiting on us}", other))
    planned = desk.run("plan")
    assert "gone from the files and from the account" not in planned.out
    assert desk.run("apply", "--yes").code == 0
    assert "status.support.us" not in _ledger(desk)
    assert _changes(desk) == {}


def test_an_id_of_a_status_of_another_pipeline_is_refused(desk: Desk) -> None:
    _applied(desk)
    moved = "statuses: [New, {key: us, name: Waiting on us, id: support-us}, {name: Closed"
    _files(desk, moved.join(WITHOUT_US.rsplit("statuses: [New, {name: Closed", 1)))
    ended = desk.run("apply", "--yes")
    assert ended.code == 3, ended.out
    assert desk.run("plan").code == 3
    assert _stages(desk)["support-us"] == ("Waiting on us", "OPEN")
    assert len(_stages(desk)) == 9


def test_a_new_pipeline_is_not_mixed_into_one_that_has_its_id(desk: Desk) -> None:
    named = FILES.replace("  billing:\n", "  helpdesk:\n    id: billing\n")
    _applied(desk, named)
    bound = FILES.replace("  billing:\n", "  helpdesk:\n")
    _applied(desk, bound)
    before = desk.pipelines()
    more = "  billing:\n    name: Invoices\n    statuses: [In, {name: Paid, state: closed}]\n"
    _files(desk, bound + more)
    assert desk.run("apply", "--yes").code == 3
    assert desk.pipelines() == before


def test_a_pipeline_may_have_the_key_statuses(desk: Desk) -> None:
    _files(desk, FILES.replace("  billing:", "  statuses:"))
    ended = desk.apply()
    assert ended.code == 0, ended.err
    assert "Billing desk" in desk.pipelines()


# What the account says of itself


@pytest.mark.parametrize(
    "body",
    [
        '{"results": []}',
        '{"results": {}}',
        '{"results": [], "paging": {"next": {"after": "1"}}}',
    ],
)
def test_an_empty_list_of_pipelines_proves_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    _applied(desk)
    known = _ledger(desk)
    with monkeypatch.context() as patch:
        _answer(patch, PIPELINES, body)
        drifted = desk.run("drift")
        ended = desk.run("apply", "--yes")
    assert _ledger(desk) == known, ended.out
    assert "gone from the account" not in drifted.out
    assert ended.code in {1, 3}


def test_a_list_of_pipelines_that_goes_on_elsewhere_is_not_complete(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _applied(desk)
    listing = desk.api.get(PIPELINES).json()
    listing["results"] = listing["results"][:1]
    listing["paging"] = {"next": {"after": "1"}}
    _answer(monkeypatch, PIPELINES, json.dumps(listing))
    ended = desk.run("plan", "--format", "json")
    assert ended.code in {1, 3}, ended.out
    assert "gone from the account" not in desk.run("drift").out


@pytest.mark.parametrize(
    "body", ["<html>", "", "null", "[]", '"x"', '{"results": null}', '{"results": [{}]}']
)
def test_an_answer_that_is_not_what_the_api_promises_stops_everything(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    _applied(desk)
    known = _ledger(desk)
    _answer(monkeypatch, PIPELINES, body)
    ended = desk.run("apply", "--yes")
    assert ended.code == 1
    assert "PC507" in ended.err
    assert _ledger(desk) == known


def test_rules_that_cannot_be_read_are_not_taken_for_off(desk: Desk) -> None:
    _applied(desk)
    rules = json.loads(json.dumps(ONLY_IN_US))
    rules["governanceValidationRules"]["noSkippingStagesRule"]["enabledForAllStages"] = True
    assert desk.api.put(f"{RULES}/support", rules).ok
    _files(desk, FILES.replace("Support\n", "Support\n    rules: {no_skipping: false}\n"))
    desk.fault("fail_read", status=403, times=99, path_contains="pipelines-rules")
    planned = desk.run("plan", "--format", "json")
    assert planned.json["complete"] is False
    assert desk.run("plan").out.find("The account is as the files say") < 0
    desk.run("apply", "--yes")
    assert "rules.support" not in _ledger(desk)


def test_rules_that_cannot_be_read_keep_a_status_from_going(tmp_path: Path) -> None:
    with new_desk(tmp_path, "--profile", "rules_do_not_block") as desk:
        _applied(desk)
        assert desk.api.put(f"{RULES}/support", ONLY_IN_US).ok
        _files(desk, REMOVE_US)
        assert _changes(desk)["status.support.us"] == ("delete", ["in_use"])
        desk.fault("fail_read", status=403, times=99, path_contains="pipelines-rules")
        ended = desk.run("apply", "--yes")
        assert "support-us" in _stages(desk), ended.out
        assert ended.code == 3


def test_a_rule_that_names_a_status_since_the_plan_keeps_it(tmp_path: Path) -> None:
    with new_desk(tmp_path, "--profile", "rules_do_not_block") as desk:
        _applied(desk)
        _saved(desk, REMOVE_US)
        assert desk.api.put(f"{RULES}/support", ONLY_IN_US).ok
        ended = desk.run("apply", "plan.json")
        assert "support-us" in _stages(desk), ended.out
        assert ended.code == 4


@pytest.mark.parametrize("status", [403, 500])
def test_tickets_that_cannot_be_counted_keep_a_status_from_going(desk: Desk, status: int) -> None:
    _applied(desk)
    _files(desk, REMOVE_US)
    desk.fault("fail_read", status=status, times=99, path_contains="tickets/search")
    ended = desk.run("apply", "--yes")
    assert ended.code == (3 if status == 403 else 1)
    assert "support-us" in _stages(desk)


def test_a_ticket_that_the_search_does_not_show_yet_keeps_its_status(tmp_path: Path) -> None:
    with new_desk(tmp_path, "--profile", "lagging_search") as desk:
        _applied(desk)
        _saved(desk, REMOVE_US)
        _add_ticket(desk, "support", "support-us")
        ended = desk.run("apply", "plan.json")
        assert ended.code in {1, 5}
        assert "STAGE_ID_IN_USE" in ended.err
        assert _stages(desk)["support-us"] == ("Waiting on us", "OPEN")


def test_a_delete_that_is_refused_leaves_no_name_in_between(tmp_path: Path) -> None:
    with new_desk(tmp_path, "--profile", "lagging_search") as desk:
        _applied(desk)
        _saved(desk, REMOVE_US.replace("statuses: [New,", "statuses: [New, Waiting on us,", 1))
        _add_ticket(desk, "support", "support-us")
        assert desk.run("apply", "plan.json").code in {1, 5}
        assert not [label for label, _ in _stages(desk).values() if "(renaming" in label]


def test_a_pipeline_that_is_not_deleted_after_all_keeps_its_rules(tmp_path: Path) -> None:
    with new_desk(tmp_path, "--profile", "lagging_search") as desk:
        _applied(desk, FILES + "    rules: {no_skipping: true}\n")
        _saved(desk, REMOVE_BILLING)
        _add_ticket(desk, "billing", "billing-new")
        assert desk.run("apply", "plan.json").code in {1, 5}
        assert "Billing desk" in desk.pipelines()
        assert desk.api.get(f"{RULES}/billing").ok


# What others do meanwhile


def test_a_status_that_is_deleted_by_hand_on_the_way_is_not_reported_as_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _applied(desk)
    _saved(desk, RENAME_US.replace("[New,", "[{key: new, name: Fresh},", 1))
    stage = f"{PIPELINES}/support/stages/support-us"
    _before_write(monkeypatch, 1, lambda: desk.api.delete(stage))
    ended = desk.run("apply", "plan.json")
    assert "support-us" not in _stages(desk)
    assert ended.code == 5, ended.out


def test_somebody_elses_status_under_a_new_ones_id_is_not_reported_as_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _applied(desk)
    triage = FILES.replace(US, US + " {key: triage, name: Triage},")
    _saved(desk, triage.replace("name: Support\n", "name: Helpdesk\n"))
    _before_write(monkeypatch, 1, lambda: _add_stage(desk, "support-triage", "Somebody's"))
    ended = desk.run("apply", "plan.json")
    assert _stages(desk)["support-triage"] == ("Somebody's", "OPEN")
    assert ended.code == 5, ended.out


def test_a_new_name_does_not_open_a_status_that_was_closed_by_hand_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _applied(desk)
    _saved(desk, RENAME_US)
    closed = {"ticketState": "CLOSED"}
    _before_write(monkeypatch, 1, lambda: desk.stage("support", "support-us", metadata=closed))
    desk.run("apply", "plan.json")
    assert _stages(desk)["support-us"] == ("Ours", "CLOSED")


def test_what_changed_while_the_question_stood_there_is_not_overwritten(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _applied(desk)
    _files(desk, RENAME_US)

    def confirm(*_: object, **__: object) -> bool:
        desk.stage("support", "support-us", label="Theirs")
        return True

    monkeypatch.setattr(click, "confirm", confirm)
    monkeypatch.setattr(sys, "stdin", Mock(isatty=lambda: True))
    ended = desk.run("apply")
    assert _stages(desk)["support-us"][0] == "Theirs", ended.out
    assert ended.code == 4


def test_nothing_is_asked_of_somebody_who_was_not_shown_the_plan(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _files(desk, FILES)
    seen = []

    def confirm(*_: object, **__: object) -> bool:
        shown = (sys.stdout, sys.stderr)
        seen.append("".join(each.getvalue() for each in shown if isinstance(each, io.StringIO)))
        return False

    monkeypatch.setattr(click, "confirm", confirm)
    monkeypatch.setattr(sys, "stdin", Mock(isatty=lambda: True))
    desk.run("apply", "--format", "json")
    assert all("pipeline.support" in each for each in seen)


def test_a_status_added_by_hand_in_the_middle_of_a_reorder_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _applied(desk)
    turned = "[{name: Closed, state: closed}, {key: us, name: Waiting on us}, New]"
    start = FILES.index("[New")
    _saved(desk, FILES[:start] + turned + FILES[FILES.index("]") + 1 :])
    _before_write(monkeypatch, 2, lambda: _add_stage(desk, "77", "By hand", 0))
    assert desk.run("apply", "plan.json").code == 0
    ours = [each for each, *_ in desk.pipelines()["Support"] if each != "77"]
    assert ours == ["support-closed", "support-us", "support-new"]
    assert "77" in _stages(desk)


def test_a_swap_with_a_conflict_on_one_side_leaves_no_name_in_between(desk: Desk) -> None:
    _applied(desk)
    desk.stage("support", "support-us", label="Theirs")
    swapped = "[{key: new, name: Waiting on us}, {key: us, name: New},"
    _files(desk, FILES.replace("[New, {key: us, name: Waiting on us},", swapped))
    assert desk.run("apply", "--yes").code == 3
    assert _stages(desk)["support-us"] == ("Theirs", "OPEN")
    assert not [label for label, _ in _stages(desk).values() if "(renaming" in label]


def test_a_plan_is_carried_out_once(desk: Desk) -> None:
    _applied(desk)
    swapped = "[{key: us, name: New}, {key: new, name: Waiting on us},"
    text = FILES.replace("[New, {key: us, name: Waiting on us},", swapped)
    _saved(desk, text + "    rules: {no_skipping: true}\n")
    assert desk.run("apply", "plan.json").code == 0
    desk.forget_requests()
    assert desk.run("apply", "plan.json").code == 4
    assert desk.writes() == []


# What is said of a run that went wrong


def test_a_write_whose_reading_back_is_refused_was_still_a_write(desk: Desk) -> None:
    _applied(desk)
    _saved(desk, RENAME_US)
    desk.fault("fail_read", status=403, times=1, path_contains=f"{PIPELINES}/support")
    ended = desk.run("apply", "plan.json")
    assert _stages(desk)["support-us"][0] == "Ours"
    assert "Nothing was changed in the account" not in ended.out
    assert ended.code == 5, ended.out


@pytest.mark.parametrize("fault", [requests.exceptions.SSLError, requests.exceptions.ReadTimeout])
def test_an_answer_that_breaks_off_does_not_prove_that_nothing_was_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    _applied(desk)
    _saved(desk, RENAME_US)
    real = requests.Session.request

    def request(self: requests.Session, method: str, *arguments: Any, **more: Any) -> Any:
        answer = real(self, method, *arguments, **more)
        if method == "PATCH":
            raise fault("bad record mac")
        return answer

    monkeypatch.setattr(requests.Session, "request", request)
    ended = desk.run("apply", "plan.json")
    monkeypatch.undo()
    assert _stages(desk)["support-us"][0] == "Ours"
    assert ended.code in {0, 5}, ended.out


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("place", ["intent", "outcome", "end", "ledger"])
def test_after_a_write_no_failure_of_this_machine_looks_like_nothing_was_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, place: str, fault: BaseException
) -> None:
    _applied(desk)
    text = RENAME_US.replace("name: Support\n", "name: Helpdesk\n")
    _saved(desk, text)
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
    assert _changes(desk) == {}


def test_a_folder_that_cannot_keep_the_ledger_is_a_diagnostic(desk: Desk) -> None:
    _files(desk, FILES)
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

    with _elsewhere(steal) as thief:

        def lead_away(request: BaseHTTPRequestHandler) -> None:
            request.send_response(302)
            request.send_header("Location", thief)
            request.end_headers()

        with _elsewhere(lead_away) as first:
            desk.project(base_url=first)
            _files(desk, FILES)
            assert desk.run("plan").code == 1
    assert heard == []


@pytest.mark.parametrize("token", ["a\nb", "a\r\nX-Evil: 1", "a b", "tök"])
def test_a_token_that_is_none_is_never_sent_nor_shown(desk: Desk, token: str) -> None:
    _files(desk, FILES)
    ended = desk.run("plan", token=token)
    assert ended.code == 1
    assert "PC124" in ended.err
    assert token not in ended.err


def test_a_ledger_of_another_account_is_refused(desk: Desk) -> None:
    _applied(desk)
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
    _applied(desk)
    (desk.folder / "plan.json").write_text(content)
    desk.forget_requests()
    ended = desk.run("apply", "plan.json", "--yes")
    assert ended.code in {1, 4}
    assert "PC901" not in ended.err
    assert desk.writes() == []


def test_exclusive_deletes_nothing_from_a_part_or_a_selection(desk: Desk) -> None:
    text = FILES.replace("name: Support\n", "name: Support\n    exclusive: true\n")
    _applied(desk, text)
    _add_stage(desk, "77", "By hand")
    assert _changes(desk) == {"status.support.by_hand": ("delete", [])}
    assert _changes(desk, "pipelines/desk.yaml") == {}
    assert _changes(desk, "--only", "pipeline.billing") == {}
    assert _changes(desk, "--except", "pipeline.support") == {}
    shutil.rmtree(desk.folder / ".pipelinectl")
    assert "status.support.by_hand" not in _changes(desk)
