"""Automations as resources, with the places of their fields."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pipelinectl.automation.model import Action, Branch, walk
from pipelinectl.compile import compile_spec
from pipelinectl.language import build
from pipelinectl.language.spec import Automation, Place
from pipelinectl.model import Address, How, Kind, Record, Resource
from pipelinectl.source import load
from tests.language.reading import SANDBOX, spec_of

if TYPE_CHECKING:
    from pipelinectl.diagnostics import Span
from tests.language.workflows import (
    ANA,
    ESCALATED,
    PAID,
    SUPPORT,
    SUPPORT_DESK,
    TIER_1,
    equals,
    normal_form,
)


def test_the_example_of_hubspots_own_json_takes_less_than_25_lines() -> None:
    text = (Path(__file__).parent / "escalated.yaml").read_text("utf-8")
    assert len(text.splitlines()) < 25
    found = spec_of(SUPPORT, text).automations[Address(Kind.AUTOMATION, ("escalated",))]
    kind = "send_internal_email_notification"
    assert found == Automation(
        address=Address(Kind.AUTOMATION, ("escalated",)),
        name="Escalated",
        enabled=False,
        re_enroll=True,
        trigger=Record(on="status_reaches", pipeline=SUPPORT_DESK, statuses=(ESCALATED,)),
        only_if=None,
        actions=(
            Action("set", Record(property="priority", value="HIGH")),
            Action(
                kind,
                Record(
                    to=Record(users=(ANA,)),
                    subject="Escalated: {{ticket.subject}}",
                    body="<p>Ticket escalated.</p>",
                ),
            ),
            Action("delay", Record(amount=60, unit="minutes")),
            Action(
                "if",
                Record(),
                (
                    Branch(
                        (
                            Action(
                                kind,
                                Record(
                                    to=Record(teams=(TIER_1,)),
                                    subject="Still escalated after 60 min",
                                    body="<p>{{ticket.subject}}</p>",
                                ),
                            ),
                        ),
                        "Still escalated",
                        normal_form((equals("status", ESCALATED),)),
                    ),
                ),
                Branch((Action("set", Record(property="priority", value="MEDIUM")),), "Moved on"),
            ),
        ),
        place=found.place,
    )


def test_the_examples_of_the_page_about_automations_are_right() -> None:
    page = (Path(__file__).parents[2] / "docs" / "automations.md").read_text("utf-8")
    *parts, removed = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    spec = spec_of("".join(parts))
    assert [str(each) for each in spec.automations] == [
        "automation.support.new",
        "automation.support.waiting_on_us",
        "automation.support.closed",
        "automation.escalate-stale",
    ]
    *_, switch, raw = spec.automations[Address(Kind.AUTOMATION, ("escalate-stale",))].actions
    assert (switch.kind, raw.kind) == ("switch", "raw")
    assert [each.automation for each in spec_of(removed).removed] == [
        "escalate-stale",
        "support/New",
    ]


def test_resources_have_all_fields_and_the_places_of_each() -> None:
    text = """\
automations:
  w:
    name: W
    id: "7"
    when: manual
    actions:
      - delay: 1d
      - if: [{when: {owner: known}, then: [{delay: 2d}]}]
        else:
          - delay: 3d
"""
    spec = spec_of(SUPPORT, text)
    address = Address(Kind.AUTOMATION, ("w",))
    found = compile_spec(spec, whole=True).resources[address]
    assert (found.how, found.id) == (How.ID, "7")
    assert found.fields.keys() == {"name", "enabled", "re_enroll", "trigger", "only_if", "actions"}
    assert found.span is not None
    assert at(found.span) == (2, 3)
    assert {name: at(span) for name, span in found.field_spans.items()} == {
        "name": (3, 11),
        "enabled": (3, 5),
        "re_enroll": (3, 5),
        "trigger": (5, 11),
        "only_if": (3, 5),
        "actions": (7, 7),
        "actions.0": (7, 9),
        "actions.1": (8, 9),
        "actions.1.0.0": (8, 45),
        "actions.1.1.0": (10, 13),
    }
    assert len(found.field_spans) == len(list(found.field_spans))
    ways = [".".join(map(str, way)) for way, _ in walk(spec.automations[address].actions)]
    assert ways == ["0", "1", "1.0.0", "1.1.0"]


def test_the_places_of_the_actions_of_a_status() -> None:
    short = "    when_status_reaches:\n      New:\n        - delay: 1d\n"
    long = "    when_status_reaches:\n      New: {include_chat: true, actions: [{delay: 1d}]}\n"
    assert places(SUPPORT + short) == {
        "name": (11, 7),
        "enabled": (12, 9),
        "re_enroll": (12, 9),
        "trigger": (11, 7),
        "only_if": (12, 9),
        "actions": (12, 9),
        "actions.0": (12, 11),
    }
    assert places(SUPPORT + long) == {
        "name": (11, 7),
        "enabled": (11, 12),
        "re_enroll": (11, 12),
        "trigger": (11, 7),
        "only_if": (11, 27),
        "actions": (11, 42),
        "actions.0": (11, 44),
    }


def test_the_resources_of_switches() -> None:
    text = "    automate: {set_close_date: true, update_status: {customer_replies: Paid up}}\n"
    spec = spec_of(SUPPORT + text)
    compiled = compile_spec(spec, whole=True).resources
    place = Place(spec.pipelines["billing"].place.document, ("pipelines", "billing", "automate"))
    close_date = Address(Kind.AUTOMATE, ("billing", "set_close_date"))
    replies = Address(Kind.AUTOMATE, ("billing", "customer_replies"))
    at_replies = place.at("update_status", "customer_replies")
    assert [each for each in compiled.values() if each.address.kind is Kind.AUTOMATE] == [
        Resource(
            close_date,
            {"value": True},
            span=place.at("set_close_date").key_span,
            field_spans={"value": place.at("set_close_date").span},
        ),
        Resource(
            replies,
            {"value": PAID},
            span=at_replies.key_span,
            field_spans={"value": at_replies.span},
        ),
    ]


def places(text: str) -> dict[str, tuple[int, int]]:
    """The places of the fields of the only automation."""
    compiled = compile_spec(spec_of(text), whole=True).resources
    (found,) = (each for each in compiled.values() if each.address.kind is Kind.AUTOMATION)
    return {name: at(span) for name, span in found.field_spans.items()}


def at(span: Span) -> tuple[int, int]:
    return span.line, span.column


def test_custom_code_comes_from_a_file_beside_the_one_that_names_it(tmp_path: Path) -> None:
    folder = tmp_path / "pipelines" / "code"
    folder.mkdir(parents=True)
    (folder / "score.js").write_bytes(b"\xef\xbb\xbfexports.main = 1;\r\n// end\r\n")
    (tmp_path / "pipelines" / "a.yaml").write_text(
        """
automations:
  w:
    name: W
    when: manual
    actions:
      - custom_code: {file: code/score.js, runtime: NODE20X}
      - custom_code:
          file: ../pipelines/code/score.js
          runtime: NODE20X
          secrets: [SCORE_KEY]
          inputs: {text: content}
          outputs: {score: NUMBER}
""",
        "utf-8",
    )
    loaded = load(tmp_path, Path("pipelines"))
    spec, found = build(loaded.documents, SANDBOX)
    assert [*loaded.diagnostics, *found] == []
    source = "exports.main = 1;\n// end\n"
    assert spec.automations[Address(Kind.AUTOMATION, ("w",))].actions == (
        Action(
            "custom_code",
            Record(runtime="NODE20X", source=source, file="code/score.js", secrets=()),
        ),
        Action(
            "custom_code",
            Record(
                runtime="NODE20X",
                source=source,
                file="../pipelines/code/score.js",
                secrets=("SCORE_KEY",),
                inputs=Record(text="content"),
                outputs=Record(score="NUMBER"),
            ),
        ),
    )
