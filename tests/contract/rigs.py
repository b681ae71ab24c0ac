"""What the contract needs of each adapter: a help desk, and a way to see and disturb its account.

A new adapter is one more entry of `ADAPTERS`; the suite itself knows no vendor.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.registry import connect
from pipelinectl.model import Kind
from pipelinectl.ports import Scope
from tests.desk import PIPELINES as PIPELINES_PATH
from tests.desk import RULES, TOKEN
from tests.property.emulated import emulated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from pipelinectl.ports import HelpDesk
    from tests.emulator.harness import Api

ACCOUNT = "1111111"
PIPELINES = Scope(frozenset({Kind.PIPELINE, Kind.STATUS, Kind.RULES}))
"""What every read covers."""
AUTOMATIONS = Scope(PIPELINES.kinds | {Kind.AUTOMATE, Kind.AUTOMATION})
SETTINGS = Scope(PIPELINES.kinds | {Kind.CHANNEL, Kind.FORM, Kind.USER, Kind.TEAM})
EVERYTHING = Scope(frozenset(Kind))
BY_HAND: dict[str, Any] = {
    "type": "PLATFORM_FLOW",
    "flowType": "WORKFLOW",
    "objectTypeId": "0-5",
    "name": "By hand",
    "isEnabled": True,
    "enrollmentCriteria": {"type": "MANUAL", "shouldReEnroll": False},
    "startActionId": "1",
    "actions": [
        {
            "type": "SINGLE_CONNECTION",
            "actionId": "1",
            "actionTypeId": "0-5",
            "actionTypeVersion": 0,
            "fields": {
                "property_name": "hs_ticket_priority",
                "association": {},
                "value": {"type": "STATIC_VALUE", "staticValue": "LOW"},
            },
        }
    ],
    "timeWindows": [],
    "blockedDates": [],
    "customProperties": {},
    "dataSources": [],
}
"""A workflow that somebody builds by hand: it makes a ticket's priority low."""


@dataclass(frozen=True)
class Rig:
    """One adapter in front of one emulated account."""

    adapter: str
    api: Api
    fill: Callable[[dict[str, Any]], bool] = field(repr=False)

    def desk(self, token: str = TOKEN) -> HelpDesk:
        """A help desk that has made no call yet."""
        return connect(self.adapter, self.api.url, token)

    def reset(self) -> None:
        self.api.post("/_emulator/reset")

    def requests(self, *, write: bool | None = None) -> list[dict[str, Any]]:
        """What the account was asked since the log was cleared, the oldest first."""
        listed: list[dict[str, Any]] = self.api.get("/_emulator/requests").json()["requests"]
        calls = [each for each in listed if not each["path"].startswith("/_ui/")]
        return [each for each in calls if write is None or each["write"] is write]

    def forget(self) -> None:
        self.api.delete("/_emulator/requests")

    def fault(self, name: str, **more: Any) -> None:
        """Something that goes wrong from now on."""
        assert self.api.post("/_emulator/faults", {"name": name, **more}).status_code == 201

    def limit(self, requests: int) -> None:
        """So many calls in a second from now on."""
        assert self.api.post("/_emulator/limit", {"requests": requests, "seconds": 1}).ok
        self.forget()

    def pipelines(self, number: int) -> None:
        """Fill the account with so many pipelines more."""
        for each in range(number):
            stages = [
                {
                    "stageId": f"p{each}-{key}",
                    "label": key,
                    "displayOrder": place,
                    "metadata": {"ticketState": state},
                }
                for place, (key, state) in enumerate((("new", "OPEN"), ("done", "CLOSED")))
            ]
            body = {"pipelineId": f"p{each}", "label": f"P{each}", "displayOrder": each}
            assert self.api.post(PIPELINES_PATH, {**body, "stages": stages}).ok

    def ticket(self, status: str) -> None:
        properties = {"hs_pipeline_stage": status, "subject": "Help"}
        assert self.api.post("/crm/v3/objects/tickets", {"properties": properties}).ok

    def rename(self, status: tuple[str, str], name: str, token: str = TOKEN) -> None:
        """Somebody renames a status by hand."""
        path = f"{PIPELINES_PATH}/{status[0]}/stages/{status[1]}"
        headers = {"Authorization": f"Bearer {token}"}
        assert self.api.send("PATCH", path, {"label": name}, headers=headers).ok

    def workflows(self) -> list[dict[str, Any]]:
        """All workflows as a person sees them, whatever a token may read."""
        listed: list[dict[str, Any]] = self.api.get("/_ui/flows").json()["results"]
        return listed

    def build(self, **more: Any) -> str:
        """Somebody builds a workflow by hand; its id."""
        answer = self.api.post("/_ui/flows", {**BY_HAND, **more})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def edit(self, workflow: str, **changes: Any) -> None:
        """Somebody changes a workflow by hand."""
        answer = self.api.patch(f"/_ui/flows/{workflow}", changes)
        assert answer.ok, answer.text

    def delete_workflow(self, workflow: str) -> None:
        """Somebody deletes a workflow by hand."""
        assert self.api.delete(f"/_ui/flows/{workflow}").ok

    def automate(self, pipeline: str, **settings: Any) -> None:
        """Somebody switches templated automations of a pipeline."""
        assert self.api.patch(f"/_ui/pipelines/{pipeline}/automate", settings).ok

    def automate_status(self, pipeline: str, status: str) -> None:
        """Somebody gives a status actions on the pipeline's own page."""
        body = {"stage": status, "actions": BY_HAND["actions"]}
        assert self.api.post(f"/_ui/pipelines/{pipeline}/automate/actions", body).ok

    def connect(self, **settings: Any) -> str:
        """Somebody connects a channel, to the help desk unless an inbox is named; its id."""
        answer = self.api.post("/_ui/channels", {"inbox": "help_desk", **settings})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def switch(self, channel: str, **settings: Any) -> None:
        """Somebody changes a channel."""
        answer = self.api.patch(f"/_ui/channels/{channel}", settings)
        assert answer.ok, answer.text

    def disconnect(self, channel: str) -> None:
        """Somebody disconnects a channel."""
        assert self.api.delete(f"/_ui/channels/{channel}").ok

    def user(self, email: str, **settings: Any) -> None:
        """Somebody changes a user: seat, capacity and the like."""
        answer = self.api.patch(f"/_ui/users/{email}", settings)
        assert answer.ok, answer.text

    def delete_pipeline(self, pipeline: str) -> None:
        assert self.api.delete(f"{RULES}/{pipeline}").ok
        assert self.api.delete(f"{PIPELINES_PATH}/{pipeline}").ok


@contextmanager
def _hubspot(*profiles: str, token: str | None = TOKEN) -> Iterator[Rig]:
    with emulated(*profiles, token=token) as started:
        yield Rig("hubspot", started.api, started.fill)


ADAPTERS: dict[str, Callable[..., AbstractContextManager[Rig]]] = {"hubspot": _hubspot}
"""By the word of the project file: starts an account with these profiles.

It accepts one token or, with `token=None`, any.
"""


class Canned:
    """A server that answers what it is told, and keeps what it was asked."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.status, self.headers, self.body = 200, {"Content-Type": "application/json"}, b"{}"
        self.seen: list[tuple[str, str, str]] = []

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.status, self.body = status, body
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@contextmanager
def canned() -> Iterator[Canned]:
    """A server of any answer, for what no account ever says."""
    held: list[Canned] = []

    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            server = held[0]
            auth = self.headers.get("Authorization") or ""
            server.seen.append((self.command, self.path, auth))
            self.send_response(server.status)
            for name, value in server.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(server.body)))
            self.end_headers()
            self.wfile.write(server.body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _do  # noqa: N815 - the base class's names

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        held.append(Canned(f"http://127.0.0.1:{server.server_address[1]}"))
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield held[0]
        finally:
            server.shutdown()
            thread.join()
