"""Writes to workflows where HubSpot does what an emulated account cannot be made to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.adapters.hubspot import flowcalls
from pipelinectl.adapters.hubspot.flowreader import FlowReader
from pipelinectl.adapters.hubspot.flowwriter import FlowWriter
from pipelinectl.adapters.hubspot.patience import Patience
from pipelinectl.model import Address, Kind, Live, LiveObject
from pipelinectl.ports import RemoteError, Verb, Want, Write
from tests.adapters.hubspot_io.script import Script
from tests.contract.rigs import BY_HAND

if TYPE_CHECKING:
    from pipelinectl.model import Value

WHAT = Want(Address(Kind.AUTOMATION, ("escalate",)), Kind.AUTOMATION, "1", None, Verb.UPDATE, {})
NOTHING: dict[str, Any] = {"results": []}
FIELDS: dict[str, Value] = {"name": "By hand", "enabled": False}


def flow(revision: str = "1", **more: Any) -> dict[str, Any]:
    return {**BY_HAND, "isEnabled": False, "id": "1", "revisionId": revision, **more}


FOUND = LiveObject(Kind.AUTOMATION, "1", None, FIELDS, native=flow())
LIVE = Live("1", {Kind.AUTOMATION: {"1": FOUND}}, {})
CREATE = flowcalls.create(WHAT, FIELDS, {**BY_HAND, "isEnabled": False})
MARK = "managed-by: pipelinectl automation.escalate"
MARKED = flowcalls.create(WHAT, FIELDS, {**BY_HAND, "isEnabled": False, "description": MARK})
RENAME = flowcalls.change(
    WHAT, FOUND, FIELDS, {**BY_HAND, "isEnabled": False, "name": "X"}, "change"
)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenacity.nap.time.sleep", lambda _: None)


def performed(script: Script, write: Write, attempts: int = 3) -> Any:
    http = script.http()
    return FlowWriter(http, FlowReader(http), Patience(attempts)).perform(write, LIVE)


def failed(script: Script, write: Write) -> tuple[str, bool, bool]:
    """The code of the error, whether the end is unknown, and whether something is left."""
    with pytest.raises(RemoteError) as error:
        performed(script, write)
    return error.value.diagnostic.code, error.value.lost, bool(error.value.created)


def test_a_change_that_is_refused_because_somebody_was_quicker_is_planned_anew() -> None:
    script = Script().on("GET /1", flow("1"), flow("2")).on("PUT /1", 409)
    assert failed(script, RENAME) == ("PC525", False, False)
    assert script.asked == ["GET /1", "PUT /1", "GET /1"]


def test_a_change_whose_answer_is_lost_is_not_sent_again_over_somebody_elses() -> None:
    script = Script().on("GET /1", flow("1"), flow("2", name="Theirs")).on("PUT /1", 502)
    assert failed(script, RENAME) == ("PC509", True, False)
    assert script.asked.count("PUT /1") == 1


def test_a_change_waits_until_the_workflow_is_created() -> None:
    pending = flow(crmObjectCreationStatus="PENDING")
    script = Script().on("GET /1", pending, flow("1"), flow("2", name="X")).on("PUT /1", {})
    assert performed(script, RENAME) == ("1", flow("2", name="X"))
    assert script.asked == ["GET /1", "GET /1", "PUT /1", "GET /1"]


def test_a_change_whose_end_cannot_be_read_is_lost() -> None:
    script = Script().on("GET /1", flow("1"), 403).on("PUT /1", {})
    assert failed(script, RENAME) == ("PC503", True, False)


def test_a_workflow_that_is_never_complete_is_left_and_named() -> None:
    pending = flow(crmObjectCreationStatus="PENDING")
    script = Script().on("GET /", NOTHING).on("POST /", {"id": 1}).on("GET /1", pending)
    assert failed(script, CREATE) == ("PC526", True, True)
    assert script.asked == ["GET /", "POST /", *["GET /1"] * 3]


def test_a_workflow_that_reads_otherwise_than_written_is_left_and_named() -> None:
    script = Script().on("GET /", NOTHING).on("POST /", {"id": 1}).on("GET /1", flow(name="Y"))
    assert failed(script, CREATE) == ("PC509", True, True)


def test_a_workflow_that_lost_its_mark_is_left_and_named() -> None:
    script = (
        Script()
        .on("GET /", NOTHING)
        .on("POST /", {"id": 1})
        .on("GET /1", flow(description="managed-by"))
    )
    assert failed(script, MARKED) == ("PC509", True, True)


def test_a_workflow_shows_late() -> None:
    script = Script().on("GET /", NOTHING).on("POST /", {"id": "1"}).on("GET /1", 404, 404, flow())
    assert performed(script, CREATE) == ("1", flow())


def test_an_answer_without_an_id_is_looked_for_like_a_lost_one() -> None:
    new = flow(id="9", description=MARK)
    listed = {"results": [{"id": "1", "objectTypeId": "0-5"}, {"id": "9", "objectTypeId": "0-5"}]}
    script = Script().on("POST /", {}).on("GET /", NOTHING, NOTHING, listed)
    script.on("POST /batch/read", {"results": [new]}).on("GET /9", new)
    assert performed(script, MARKED) == ("9", new)
    assert script.asked.count("POST /") == 1


def test_what_is_accepted_to_be_deleted_and_still_refuses_to_be_read_counts_as_left() -> None:
    script = (
        Script()
        .on("GET /", NOTHING)
        .on("POST /", {"id": "1"})
        .on("GET /1", 403)
        .on("DELETE /1", None)
    )
    assert failed(script, CREATE) == ("PC524", True, True)
    assert script.asked.count("DELETE /1") == 1


def test_what_shows_nowhere_and_can_be_deleted_is_taken_away() -> None:
    script = (
        Script()
        .on("GET /", NOTHING)
        .on("POST /", {"id": "1"})
        .on("GET /1", 404)
        .on("DELETE /1", None)
    )
    assert failed(script, CREATE) == ("PC523", False, False)


def test_a_delete_whose_end_cannot_be_read_is_lost() -> None:
    delete = flowcalls.delete(WHAT, FOUND)
    script = Script().on("DELETE /1", None).on("GET /1", 403)
    assert failed(script, delete) == ("PC503", True, False)


def test_patience_ends_with_the_last_answer() -> None:
    answers = iter(range(9))
    assert Patience(4).until(lambda: next(answers), lambda found: found > 99) == 3
    assert Patience(4).until(lambda: next(answers), lambda found: found == 5) == 5
