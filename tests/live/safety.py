"""Files, changes by hand and answers that the tests of safety share."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.failures import Answer
from pipelinectl.adapters.hubspot.http import Http
from pipelinectl.ledger.journal import Journal
from tests.desk import PIPELINES, Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

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


def written(desk: Desk, text: str) -> None:
    desk.write("pipelines/desk.yaml", text)


def applied(desk: Desk, text: str = FILES) -> None:
    written(desk, text)
    assert desk.apply().code == 0


def saved(desk: Desk, text: str) -> None:
    written(desk, text)
    ended = desk.run("plan", "--out", "plan.json")
    assert ended.code == 0, ended.out + ended.err


def changes(desk: Desk, *arguments: str) -> dict[str, tuple[str, list[str]]]:
    found = desk.run("plan", "--format", "json", *arguments).json["changes"]
    return {each["address"]: (each["action"], each["blocked_by"]) for each in found}


def stages(desk: Desk) -> dict[str, tuple[str, str]]:
    """All stages of the account: id to label and state."""
    return {
        identifier: (label, state)
        for stages in desk.pipelines().values()
        for identifier, label, state in stages
    }


def ledger_of(desk: Desk) -> dict[str, Any]:
    content = (desk.folder / ".pipelinectl" / "sandbox" / "ledger.json").read_text()
    found: dict[str, Any] = json.loads(content)["resources"]
    return found


def add_stage(desk: Desk, identifier: str, label: str, place: int = 9) -> None:
    body = {"stageId": identifier, "label": label, "displayOrder": place, "metadata": {}}
    assert desk.api.post(f"{PIPELINES}/support/stages", body).ok


def add_ticket(desk: Desk, pipeline: str, stage: str) -> None:
    properties = {"subject": "Help", "hs_pipeline": pipeline, "hs_pipeline_stage": stage}
    assert desk.api.post("/crm/objects/2026-09/tickets", {"properties": properties}).ok


def before_write(monkeypatch: pytest.MonkeyPatch, number: int, hand: Callable[[], object]) -> None:
    """Let somebody's hand do something right before a write of the apply."""
    real, count = Journal.intent, 0

    def intent(*arguments: Any) -> None:
        nonlocal count
        count += 1
        if count == number:
            hand()
        real(*arguments)

    monkeypatch.setattr(Journal, "intent", intent)


def answer(monkeypatch: pytest.MonkeyPatch, path: str, body: str) -> None:
    """Let something between us and the help desk answer one path with 200 and `body`."""
    real = Http._send

    def send(self: Http, method: str, wanted: str, what: str, **more: Any) -> Answer:
        if wanted == path:
            return Answer.of(200, body)
        return real(self, method, wanted, what, **more)

    monkeypatch.setattr(Http, "_send", send)


@contextmanager
def elsewhere(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
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
