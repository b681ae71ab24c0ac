"""Names that want more than to be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelinectl.apply.report import Result, Row
from pipelinectl.automation.conditions import normal
from pipelinectl.automation.model import Action as Act
from pipelinectl.automation.model import Branch, to_value
from pipelinectl.automation.references import reference
from pipelinectl.diagnostics import Diagnostic, Related, Severity, Span
from pipelinectl.model import Address, Kind, Record
from pipelinectl.operations.drifting import Drifted
from pipelinectl.plan.drift import Unmanaged
from pipelinectl.plan.model import (
    Action,
    Block,
    Change,
    DriftRow,
    ManualStep,
    Moved,
    Plan,
    Reason,
    Side,
    StepState,
)
from pipelinectl.render import apply_text, diagnostics, drift, plan_markdown, plan_text
from pipelinectl.render.markdown import code, prose
from pipelinectl.render.style import PLAIN
from tests.render import examples, usual
from tests.render.reading import alive, cells, steering

if TYPE_CHECKING:
    from pipelinectl.model import Value

NAMES = [
    "[x](http://evil)",
    "![](http://evil/x.png)",
    "http://evil www.evil.example javascript:alert(1)",
    "<img src=x onerror=alert(1)>",
    "</code><img src=x>",
    "</summary></details>",
    "@team",
    "#12 owner/repo#1 GH-12",
    "deadbeef0 1234567 decade",
    "`",
    "``a`",
    "a | b",
    "\\|",
    "\\",
    "a\nb\r\n\n# Heading",
    "*bold* _em_ ~~gone~~ :smile:",
    "\x1b[31mred\x1b[0m\x07\x9b2J",
    "\u202eright to left",
    "",
    " ",
    '"',
    "&lt;b&gt; &#64;team",
    "- [x] done",
    "\ud800",
]

anything = (
    st.text(max_size=30)
    | st.sampled_from(NAMES)
    | st.text("`|\\<>@#[]()!*_~:&\n \"'{}a1", max_size=12)
)


def plan_of(name: str) -> Plan:
    span = Span(name, 3, 1, 3, 4)
    fields: dict[str, Value] = {"name": name, "statuses": (name, "b"), name: name, "state": name}
    other: dict[str, Value] = {
        "name": name + "!",
        "statuses": ("b", name, "c"),
        name: True,
        "state": None,
    }
    where = Address(Kind.PIPELINE, ("p",))
    changes = [
        Change(
            where,
            Action.UPDATE,
            Reason.CHANGED,
            fields,
            other,
            declared_at=span,
            paths=tuple(Moved(path, side) for path, side in zip(fields, Side, strict=False)),
        ),
        Change(
            Address(Kind.STATUS, ("p", name)),
            Action.CREATE,
            Reason.NEW,
            None,
            fields,
            order=("b", name),
            declared_at=span,
        ),
        Change(
            Address(Kind.STATUS, ("p", "c")),
            Action.UPDATE,
            Reason.CHANGED_IN_ACCOUNT,
            fields,
            other,
            paths=(Moved("name", Side.LIVE), Moved("state", Side.LIVE)),
        ),
        Change(
            Address(Kind.PIPELINE, (name,)),
            Action.DELETE,
            Reason.REMOVED,
            fields,
            tickets=2,
            blocked_by=(Block.TICKETS,),
        ),
        *automations_of(name),
    ]
    found = [
        Diagnostic(
            code,
            f'Pipeline "{name}" {name}',
            span,
            f"Write {name}.",
            str(changes[3].address),
            (Related(span, name),),
            severity,
        )
        for code, severity in (
            ("PC603", Severity.BLOCKED),
            ("PC311", Severity.WARNING),
            (name, Severity.INFO),
        )
    ]
    return replace(
        usual.plan(
            tuple(changes),
            drift=(
                DriftRow(changes[2].address, ("name",), fields, other, who=name, when=name),
                DriftRow(Address(Kind.STATUS, ("q", name)), ("statuses", name), fields, other),
                DriftRow(
                    Address(Kind.AUTOMATION, ("q", name)),
                    ("trigger", "actions"),
                    automations_of(name)[0].before or {},
                    automations_of(name)[0].after or {},
                ),
            ),
            diagnostics=tuple(found),
            manual_steps=(
                ManualStep(name, name, name, name, name, StepState.OPEN),
                ManualStep(name, name, f"{name} ▸ {name}", None, name * 200, StepState.OPEN),
                ManualStep(
                    name,
                    "Page",
                    name,
                    f"http://{name}",
                    name,
                    StepState.OPEN,
                    who=name,
                    shown=True,
                ),
                ManualStep(
                    name, name, name, f"http://{name}", name, StepState.ACKNOWLEDGED, name, name
                ),
            ),
            allowed=(name,),
        ),
        environment=name,
        account=name,
    )


def automations_of(name: str) -> list[Change]:
    """An automation that is created and one that changes, with the name wherever one stands."""
    condition = normal(Record(property=name, test="is", values=(name, reference("status", name))))
    people = Record(users=(reference("user", name),), teams=(reference("team", name),))
    texts = dict.fromkeys(("property", "title", "method", "url", "runtime", "source", "file"), name)
    various: tuple[tuple[str, dict[str, Value]], ...] = (
        ("send_internal_email_notification", {}),
        ("send_email", {"email": reference("email", name)}),
        ("set", {"value": reference("status", f"p/{name}")}),
        ("set", {"value": Record(copy=name)}),
        ("create_task", {"due": Record(amount=2, unit=name), "priority": name}),
        ("delay", {"until": Record(date=name, at=name)}),
        ("enroll_in", {"workflow": reference("workflow", f"automation.{name}")}),
        ("webhook", {"auth": Record(secret=name, key=name)}),
        ("custom_code", {"secrets": (name,)}),
        (name, {}),
    )
    raw = Record(json=Record({name: name, "deep": Record({name: (name,)})}))
    plain = [
        Act("raw", raw),
        *(
            Act(kind, Record({**texts, "to": people, "subject": name, **more}))
            for kind, more in various
        ),
    ]
    before = Act("if", Record(), (Branch((plain[0],), name, condition),))
    after = Act("if", Record(), (Branch(tuple(plain), name + "!", condition),), Branch((), name))
    fields: dict[str, Value] = {
        "name": name,
        "trigger": Record(on="property_changes", property=name, to=(name,)),
        "only_if": condition,
        "description": name,
    }
    changed = {
        **fields,
        "trigger": Record(on="ticket_created", source=(name,)),
        "actions": to_value((*plain, after)),
    }
    old = Act("raw", Record(json=Record({name: name + "!"})))
    where = Address(Kind.AUTOMATION, (name,))
    return [
        Change(
            where,
            Action.REPLACE,
            Reason.CANNOT_CHANGE_IN_PLACE,
            {**fields, "actions": to_value((old, before))},
            changed,
            paths=tuple(Moved(each, Side.CONFIG) for each in changed),
        ),
        Change(Address(Kind.AUTOMATION, ("p", name)), Action.CREATE, Reason.NEW, None, changed),
    ]


def outputs(name: str) -> list[str]:
    plan = plan_of(name)
    rows = tuple(Row(change, result) for change, result in zip(plan.changes, Result, strict=False))
    report = replace(examples.report(rows, plan.exit), run=name)
    moved = drifted(name, plan)
    return [
        plan_text.text(plan, line_of=lambda _file, _line: name * 9),
        apply_text.summary(report),
        apply_text.progress(rows[0], 1, 4),
        drift.text(moved),
        diagnostics.text(plan.diagnostics, line_of=lambda _file, _line: name, style=PLAIN),
        diagnostics.concise(plan.diagnostics),
    ]


def drifted(name: str, plan: Plan) -> Drifted:
    added = (Unmanaged(Address(Kind.PIPELINE, (name,)), name, name),)
    return Drifted(
        name,
        name,
        plan.drift,
        added,
        unverifiable=(
            ManualStep(name, name, name, None, name, StepState.ACKNOWLEDGED, name, name),
        ),
    )


def marked(name: str) -> list[str]:
    plan = plan_of(name)
    return [
        plan_markdown.render(plan),
        drift.markdown(drifted(name, plan)),
        f"a {code(name)} b",
        f"a {prose(name)} b",
    ]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_hostile_name_is_only_read(name: str) -> None:
    for text in outputs(name):
        assert steering(text) == set()
    for text in marked(name):
        assert steering(text) == set()
        assert alive(text) == []
        assert cells(text) <= {3}


@settings(deadline=None, max_examples=100)
@given(anything)
def test_any_name_is_only_read(name: str) -> None:
    test_a_hostile_name_is_only_read(name)


@settings(deadline=None, max_examples=100)
@given(anything)
def test_a_name_cannot_add_lines(name: str) -> None:
    assert [text.count("\n") for text in outputs(name)][1:4] == [
        text.count("\n") for text in outputs("x")
    ][1:4]


def test_a_link_to_a_settings_page_is_one() -> None:
    step = ManualStep(
        "channel.a", "Page", "Path", "https://app.example/a/1?b=c", "x", StepState.OPEN
    )
    text = plan_markdown.render(usual.plan(manual_steps=(step,)))
    assert "<https://app.example/a/1?b=c>" in text
