"""Steps that a person takes: said in files, done by clicks, acknowledged or verified."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.live.flows import PROFESSIONAL

if TYPE_CHECKING:
    from tests.desk import Desk, Ended

FILES = f"""{PROFESSIONAL}
pipelines:
  desk:
    name: Desk
    statuses: [New, Waiting on us, {{name: Closed, state: closed}}]
    automate:
      set_close_date: true
      update_status:
        customer_replies: Waiting on us
"""
CLOSE_DATE = "automate.desk.set_close_date"
REPLIES = "automate.desk.customer_replies"
STARTER = """\
version: 1
account: {subscriptions: {service_hub: starter}}
pipelines:
  desk:
    name: Desk
    statuses: [New, {name: Closed, state: closed}]
    when_status_reaches:
      New:
        - send_email: Ticket received
"""
KEPT = """\
# Who says that a step was done. Ask Ana.
production:  # the other account
  automate.desk.set_close_date: {by: ben@acme.example, at: yesterday, value: 'sha256:0'}
"""


@pytest.fixture
def applied(desk: Desk) -> Desk:
    """The files are applied; both steps are open."""
    desk.write("pipelines/desk.yaml", FILES)
    ended = desk.apply()
    assert ended.code == 0, ended
    return desk


def _click(desk: Desk, **settings: Any) -> None:
    answer = desk.api.patch("/_ui/pipelines/desk/automate", settings)
    assert answer.ok, answer.text


def _steps(desk: Desk, *command: str) -> dict[str, str]:
    """The steps of a plan: address to state."""
    found = desk.run(*(command or ("plan",)), "--format", "json").json["manual_steps"]
    return {each["address"]: each["state"] for each in found}


def _acknowledged(desk: Desk, address: str = CLOSE_DATE, **environ: str) -> Ended:
    ended = desk.run("ack", address, **environ)
    assert ended.code == 0, ended.err
    return ended


def _code(desk: Desk) -> int:
    return desk.run("plan", "--detailed-exitcode").code


@pytest.mark.row("CDATE-03", "SAUT-01", "SAUT-04")
def test_steps_are_open_until_somebody_takes_them(applied: Desk) -> None:
    assert _steps(applied) == {CLOSE_DATE: "open", REPLIES: "open"}
    assert _code(applied) == 2
    assert applied.run("plan").code == 0
    _click(applied, customer_replies="desk-waiting_on_us")
    assert _steps(applied) == {CLOSE_DATE: "open", REPLIES: "verified"}
    assert _code(applied) == 2
    _acknowledged(applied)
    assert _steps(applied) == {CLOSE_DATE: "acknowledged", REPLIES: "verified"}
    assert _code(applied) == 0
    assert applied.run("apply", "--yes", "--fail-on", "manual").code == 0


def test_a_saved_plan_with_open_steps_applies_and_lists_them(desk: Desk) -> None:
    desk.write("pipelines/desk.yaml", FILES)
    assert desk.run("plan", "--out", "plan.json").code == 0
    applied = desk.run("apply", "plan.json", "--format", "json")
    assert applied.code == 0, applied.err
    results = {each["address"]: each["result"] for each in applied.json["changes"]}
    assert (results[CLOSE_DATE], results[REPLIES]) == ("open", "open")
    again = desk.run("apply", "--yes")
    assert again.code == 0
    assert again.out.count("open ") >= 2
    assert desk.run("apply", "--yes", "--fail-on", "manual").code == 2


def test_drift_lists_open_steps_and_does_not_count_them(applied: Desk) -> None:
    drifted = applied.run("drift")
    assert drifted.code == 0, drifted.out
    assert CLOSE_DATE in drifted.out
    _acknowledged(applied)
    found = applied.run("drift", "--format", "json").json
    assert [each["address"] for each in found["unverifiable"]] == [CLOSE_DATE]
    assert [each["address"] for each in found["manual_steps"]] == [REPLIES]


@pytest.mark.row("SAUT-13")
def test_a_verified_step_that_somebody_switches_is_drift_and_open_again(applied: Desk) -> None:
    _click(applied, customer_replies="desk-waiting_on_us")
    assert applied.run("apply", "--yes").code == 0
    assert applied.run("drift").code == 0
    _click(applied, customer_replies="desk-new")
    drifted = applied.run("drift", "--format", "json")
    assert drifted.code == 2
    (row,) = drifted.json["drift"]
    assert (row["address"], row["live"]["value"]["name"]) == (REPLIES, "desk/new")
    assert _steps(applied)[REPLIES] == "open"
    _acknowledged(applied, REPLIES)
    assert _steps(applied)[REPLIES] == "open", "what the account shows wins"
    _click(applied, customer_replies=False)
    assert applied.run("drift").code == 2
    assert _steps(applied)[REPLIES] == "open"
    _click(applied, customer_replies="desk-waiting_on_us")
    assert applied.run("drift").code == 0


def test_it_is_written_down_who_and_when_and_of_what(applied: Desk) -> None:
    ended = _acknowledged(applied, GITHUB_ACTOR="ana")
    assert CLOSE_DATE in ended.out
    assert "acknowledged.yaml" in ended.err
    text = (applied.folder / "acknowledged.yaml").read_text(encoding="utf-8")
    assert "by: ana\n" in text
    assert "value: sha256:" in text
    shown = applied.run("plan", "--format", "json").json["manual_steps"]
    (step,) = [each for each in shown if each["address"] == CLOSE_DATE]
    assert (step["by"], step["at"][:2]) == ("ana", "20")


def test_a_changed_value_asks_again(applied: Desk) -> None:
    _acknowledged(applied)
    applied.write("pipelines/desk.yaml", FILES.replace("date: true", "date: false"))
    assert _steps(applied)[CLOSE_DATE] == "open"
    applied.write("pipelines/desk.yaml", FILES)
    assert _steps(applied)[CLOSE_DATE] == "acknowledged"


def test_what_others_wrote_into_the_file_stays(applied: Desk) -> None:
    applied.write("acknowledged.yaml", KEPT)
    assert _steps(applied)[CLOSE_DATE] == "open", "that was another account"
    _acknowledged(applied)
    _acknowledged(applied, REPLIES)
    text = (applied.folder / "acknowledged.yaml").read_text(encoding="utf-8")
    assert text.startswith(KEPT[: KEPT.index("  automate")])
    assert "by: ben@acme.example" in text
    assert text.count("sha256:") == 3


def test_one_environment_says_nothing_of_another(applied: Desk) -> None:
    project = json.loads((applied.folder / "pipelinectl.yaml").read_text(encoding="utf-8"))
    environments = project["environments"]
    environments["production"] = {**environments["sandbox"], "account": 2222222}
    applied.write("pipelinectl.yaml", json.dumps(project))
    assert applied.run("ack", CLOSE_DATE).code == 1, "which one?"
    assert applied.run("ack", CLOSE_DATE, "--env", "production").code == 0
    assert _steps(applied, "plan", "--env", "sandbox")[CLOSE_DATE] == "open"


def test_it_needs_no_token_and_no_connection(applied: Desk) -> None:
    applied.forget_requests()
    assert applied.run("ack", CLOSE_DATE, token=None).code == 0
    assert applied.api.get("/_emulator/requests").json()["requests"] == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("automate.desk.set_close_dat", f'Did you mean "{CLOSE_DATE}"?'),
        ("status.desk.new", "no step that a person takes"),
        ("", "no step that a person takes"),
        ("automate.desk.email_sent_to_customer", "no step that a person takes"),
    ],
)
def test_an_address_that_is_no_step_is_refused(applied: Desk, address: str, said: str) -> None:
    ended = applied.run("ack", address)
    assert ended.code == 1
    assert said in ended.err
    assert not (applied.folder / "acknowledged.yaml").exists()


@pytest.mark.parametrize(
    "text",
    [
        "sandbox: [",
        "- a\n",
        "sandbox: 7\n",
        "sandbox: {automate.desk.set_close_date: done}\n",
        "sandbox: {automate.desk.set_close_date: {by: ana, at: now}}\n",
        "sandbox: {nowhere: {by: ana, at: now, value: x}}\n",
        "sandbox: {}\nsandbox: {}\n",
        "\0",
    ],
    ids=range(8),
)
def test_a_broken_file_is_a_finding_and_stays_as_it_is(applied: Desk, text: str) -> None:
    path = applied.write("acknowledged.yaml", text)
    for command in (("ack", CLOSE_DATE), ("plan",), ("apply", "--yes")):
        ended = applied.run(*command)
        assert ended.code == 1, ended.out + ended.err
        assert "acknowledged.yaml" in ended.err + ended.out
        assert "Traceback" not in ended.err
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("text", ["", "# nothing yet", "sandbox:\n"], ids=range(3))
def test_an_empty_file_is_fine_and_keeps_its_comments(applied: Desk, text: str) -> None:
    path = applied.write("acknowledged.yaml", text)
    _acknowledged(applied)
    assert path.read_text(encoding="utf-8").startswith(text)
    assert _steps(applied)[CLOSE_DATE] == "acknowledged"


@pytest.mark.row("ACT-20")
def test_actions_of_a_status_are_a_step_on_starter(desk: Desk) -> None:
    address = "automation.desk.new"
    desk.write("pipelines/desk.yaml", STARTER)
    assert desk.apply().code == 0
    assert _steps(desk) == {address: "open"}
    _acknowledged(desk, address)
    assert _code(desk) == 0
    more = "{to: owner, subject: New, body: Look.}"
    text = f"{STARTER}        - send_internal_email_notification: {more}\n"
    desk.write("pipelines/desk.yaml", text)
    assert _steps(desk) == {address: "open"}
