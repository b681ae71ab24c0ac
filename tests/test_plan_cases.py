"""Case folders: files before, changes by hand, files after; whole plans, whole writes, the end.

A folder of tests/cases/plan holds:
  seed.json        what the account holds at first (optional)
  before/          configuration that is applied first (optional)
  by_hand.json     calls that somebody makes then: method, path, body (optional)
  after/           the configuration that is planned
  then.json        calls that somebody makes after the apply: the steps of the plan (optional)
  case.json        flags of `plan`, settings of the environment, whether the ledger is lost,
                   whether the next plan is empty, which steps are acknowledged of the files
                   before and of those after, profiles, whether the next plan is kept too
                   (all optional; it is where there is a then.json)
  expected.*       the plan as JSON and text, the writes, the end; UPDATE_GOLDEN=1 writes them
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.desk import Desk, new_desk
from tests.golden import check

CASES = sorted(each.parent for each in (Path(__file__).parent / "cases/plan").glob("*/after"))


def _json(path: Path, default: Any) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else default


def _use(desk: Desk, files: Path) -> None:
    shutil.rmtree(desk.folder / "pipelines", ignore_errors=True)
    shutil.copytree(files, desk.folder / "pipelines")


def _masked(text: str) -> str:
    text = re.sub(r'"(created_at|when)": "[^"]*"', r'"\1": "<time>"', text)
    text = re.sub(r'"digest": "[^"]*"', '"digest": "<digest>"', text)
    text = re.sub(r'"tool_version": "[^"]*"', '"tool_version": "<version>"', text)
    text = re.sub(r"^Still reading .*\n", "", text, flags=re.MULTILINE)  # said after a second
    text = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:<port>", text)
    text = re.sub(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?(\.\d+)?( UTC|Z)?", "<time>", text)
    text = re.sub(r"\b([Rr])un [0-9a-f]{12}\b", r"\1un <run>", text)
    text = re.sub(r"correlation id [\w-]+", "correlation id <id>", text)
    return re.sub(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "<uuid>", text)


def _writes(desk: Desk) -> str:
    lines = []
    for each in desk.writes():
        body = json.dumps(each["body"], ensure_ascii=False) if each["body"] else ""
        lines.append(f"{each['method']} {each['path']} {body}".rstrip())
    return "\n".join(lines) + "\n"


def _prepare(desk: Desk, folder: Path, case: dict[str, Any]) -> None:
    desk.project(**case.get("environment", {}))
    if (folder / "before").exists():
        _use(desk, folder / "before")
        applied = desk.apply()
        assert applied.code == 0, applied
    _by_hand(desk, folder / "by_hand.json")
    _acknowledge(desk, case.get("acknowledged_before", []))
    if case.get("ledger_lost"):
        shutil.rmtree(desk.folder / ".pipelinectl")
    _use(desk, folder / "after")
    _acknowledge(desk, case.get("acknowledged", []))
    desk.forget_requests()


def _by_hand(desk: Desk, calls: Path) -> None:
    for call in _json(calls, []):
        answer = desk.api.send(call["method"], call["path"], call.get("body"))
        assert answer.ok, answer.text


def _acknowledge(desk: Desk, steps: list[str]) -> None:
    for each in steps:
        said = desk.run("ack", each, GITHUB_ACTOR="ana@acme.example")
        assert said.code == 0, said


def _next(desk: Desk, folder: Path) -> str:
    """The next plan, after what somebody did meanwhile, and the apply of it: what each says."""
    _by_hand(desk, folder / "then.json")
    desk.forget_requests()
    planned = desk.run("plan", "--detailed-exitcode")
    applied = desk.run("apply", "--yes")
    said = (f"exit {each.code}\n{each.err}\n{each.out}" for each in (planned, applied))
    return "\n".join((*said, _writes(desk)))


@pytest.mark.parametrize("folder", CASES, ids=lambda each: each.name)
def test_case(folder: Path, tmp_path: Path) -> None:
    case = _json(folder / "case.json", {})
    flags = [f"--profile={each}" for each in case.get("profiles", [])]
    if (folder / "seed.json").exists():
        flags.append(f"--seed={folder / 'seed.json'}")
    with new_desk(tmp_path, *flags) as desk:
        _prepare(desk, folder, case)
        arguments = case.get("plan", [])
        text = desk.run("plan", "--detailed-exitcode", *arguments)
        plan = desk.run("plan", "--format", "json", "--out", "plan.json", *arguments)
        assert desk.writes() == [], "a plan writes nothing"
        applied = desk.run("apply", "plan.json")
        writes = _writes(desk)
        if (folder / "then.json").exists() or case.get("next_plan_kept"):
            check(folder / "expected.next.txt", _masked(_next(desk, folder)))
        after = desk.run("plan", "--detailed-exitcode")
    check(folder / "expected.plan.json", _masked(plan.out))
    check(folder / "expected.txt", _masked(f"exit {text.code}\n{text.err}\n{text.out}"))
    check(folder / "expected.writes.txt", _masked(writes))
    ended = f"exit {applied.code}\n{applied.err}\n{applied.out}"
    check(folder / "expected.apply.txt", _masked(ended))
    if case.get("next_plan_empty", True):
        assert after.code == 0, after.out
