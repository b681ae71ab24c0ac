"""Workflows of an emulated account: what it holds now, and what it held at every moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.desk import Desk

FLOWS = "/automation/v4/flows"
HANDS = "/_ui/flows"
MARKER = "managed-by: pipelinectl "
PROFESSIONAL = """\
version: 1
account: {subscriptions: {service_hub: professional, marketing_hub: professional}}
"""
"""The head of a file for an account that has workflows."""


def held(desk: Desk) -> list[dict[str, Any]]:
    """All workflows whole, as a person sees them."""
    return [
        desk.api.get(f"{HANDS}/{each['id']}").json()
        for each in desk.api.get(HANDS).json()["results"]
    ]


def mark_of(flow: dict[str, Any]) -> str | None:
    """The address in the last line of its description."""
    last = str(flow.get("description") or "").rpartition("\n")[2]
    return last.removeprefix(MARKER) if last.startswith(MARKER) else None


def marked(desk: Desk) -> dict[str, list[tuple[str, bool]]]:
    """The workflows that bear marks: by mark, name and whether switched on."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for each in held(desk):
        mark = mark_of(each)
        if mark is not None:
            found.setdefault(mark, []).append((each["name"], each["isEnabled"]))
    return found


def id_of(desk: Desk, name: str) -> str:
    """The id of the one workflow of this name."""
    (found,) = [str(each["id"]) for each in held(desk) if each["name"] == name]
    return found


def by_hand(desk: Desk, identifier: str, **changes: Any) -> None:
    """Change a workflow as a person does."""
    answer = desk.api.patch(f"{HANDS}/{identifier}", changes)
    assert answer.ok, answer.text


def by_hand_made(desk: Desk, name: str, **more: Any) -> str:
    """Build a workflow in the help desk: its id."""
    body = {
        "type": "PLATFORM_FLOW",
        "flowType": "WORKFLOW",
        "objectTypeId": "0-5",
        "name": name,
        "isEnabled": False,
        "enrollmentCriteria": {"type": "MANUAL", "shouldReEnroll": False},
        "actions": [],
        "timeWindows": [],
        "blockedDates": [],
        "customProperties": {},
        **more,
    }
    answer = desk.api.post(HANDS, body)
    assert answer.ok, answer.text
    return str(answer.json()["id"])


@dataclass(frozen=True)
class Moment:
    """What the account held after one call: by mark, for each copy whether it was on."""

    after: str
    copies: dict[str, list[bool]]


def moments(desk: Desk) -> list[Moment]:
    """The workflows with our marks after every call that was performed, by the request log.

    Holds what was written since the log was cleared, so clear it while there are none.
    """
    requests = desk.api.get("/_emulator/requests").json()["requests"]
    known: dict[str, tuple[str, bool]] = {}
    found = []
    for each in requests:
        ours = each["write"] and each["performed"] and each["path"].startswith("/automation/")
        if ours or (each["method"] == "DELETE" and each["path"].startswith(HANDS)):
            _carry_out(each, known)
            found.append(Moment(f"{each['method']} {each['path']}", _by_mark(known.values())))
    return found


def _carry_out(request: dict[str, Any], known: dict[str, tuple[str, bool]]) -> None:
    if request["method"] == "DELETE":
        known.pop(request["path"].rpartition("/")[2], None)
        return
    mark = mark_of(request["body"])
    if mark is not None:
        known[str(request["id"])] = (mark, request["body"]["isEnabled"])


def _by_mark(copies: Iterable[tuple[str, bool]]) -> dict[str, list[bool]]:
    found: dict[str, list[bool]] = {}
    for mark, is_on in copies:
        found.setdefault(mark, []).append(is_on)
    return found


def most_copies(desk: Desk) -> int:
    """The most workflows of one mark that there were at any moment."""
    return max((len(each) for one in moments(desk) for each in one.copies.values()), default=0)


def most_enabled(desk: Desk) -> int:
    """The most workflows of one mark that were switched on at any moment."""
    return max((sum(each) for one in moments(desk) for each in one.copies.values()), default=0)


def nightly_desk(reaches: str, actions: dict[str, str]) -> str:
    """A desk whose statuses set properties, and two workflows, one of which enrolls in the other.

    Args:
        reaches: the status, of the pipeline Desk, that starts the workflow Escalate.
        actions: what is set when a status is reached, by its name.
    """
    listed = "".join(
        f"      {name}:\n        - set: {{{each}}}\n" for name, each in actions.items()
    )
    return f"""{PROFESSIONAL}
pipelines:
  desk:
    name: Desk
    statuses: [New, Waiting, {{name: Closed, state: closed}}]
    when_status_reaches:
{listed}automations:
  escalate:
    name: Escalate
    when: {{status_reaches: desk/{reaches}}}
    actions:
      - set: {{priority: HIGH}}
  nightly:
    name: Nightly
    when: manual
    actions:
      - enroll_in: escalate
"""
