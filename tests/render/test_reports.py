from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipelinectl.operations.drifting import Drifted
from pipelinectl.plan.model import StepState
from pipelinectl.render import apply_text, drift
from pipelinectl.render.style import PLAIN, Style
from tests.golden import check
from tests.render import automations, channel_steps, channels, examples
from tests.render.reading import without_colour

if TYPE_CHECKING:
    from pipelinectl.apply.report import ApplyReport

GOLDEN = Path(__file__).parent / "golden"

NO_DRIFT = Drifted("sandbox", "1111111", (), ())
DRIFTS = {
    "nothing": NO_DRIFT,
    "usual": replace(NO_DRIFT, rows=examples.THEIR_SIDE.drift, unmanaged=examples.UNMANAGED),
    "automations": replace(
        NO_DRIFT,
        rows=automations.DRIFT,
        steps=tuple(each for each in automations.STEPS if each.state is StepState.OPEN),
    ),
    "channels": replace(
        NO_DRIFT,
        rows=channels.DRIFT,
        steps=tuple(each for each in channel_steps.STEPS if each.state is StepState.OPEN)[-3:],
        unverifiable=channel_steps.SIGNED,
    ),
    "unmanaged": replace(NO_DRIFT, unmanaged=examples.UNMANAGED),
}


def _whole(report: ApplyReport, style: Style) -> str:
    lines = [
        apply_text.progress(row, number, len(report.rows), style=style)
        for number, row in enumerate(report.rows, 1)
    ]
    return "\n".join([*lines, apply_text.summary(report, style=style)])


@pytest.mark.parametrize("name", examples.REPORTS)
def test_a_report(name: str) -> None:
    report = examples.REPORTS[name]
    text = _whole(report, PLAIN)
    check(GOLDEN / f"apply_{name}.txt", text)
    assert without_colour(_whole(report, Style(color=True))) == text


def test_a_report_as_json() -> None:
    document = apply_text.document(examples.REPORTS["partly"])
    check(GOLDEN / "apply_partly.json", json.dumps(document, indent=2))


@pytest.mark.parametrize("name", DRIFTS)
def test_drift(name: str) -> None:
    found = DRIFTS[name]
    text = drift.text(found)
    check(GOLDEN / f"drift_{name}.txt", text)
    check(GOLDEN / f"drift_{name}.md", drift.markdown(found))
    check(GOLDEN / f"drift_{name}.json", json.dumps(drift.document(found), indent=2))
    assert without_colour(drift.text(found, style=Style(color=True))) == text
