"""The complete example of the API notes (section 3.6), from its automation to the very JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows import lowered, raised
from pipelinectl.automation.model import Action, Branch, to_value
from pipelinectl.automation.references import reference
from pipelinectl.model import Record
from tests.adapters.flow_shapes import checked
from tests.adapters.hubspot_flows.account import Account
from tests.adapters.hubspot_flows.test_round_trip import shown

if TYPE_CHECKING:
    from pipelinectl.model import Value

HERE = Path(__file__).parent
STATUS = reference("status", "support_escalated")
ASIDE = {"name", "description"}


def condition(*leaves: Record) -> Record:
    return Record(any=(Record(all=leaves),))


STILL = condition(Record(property="status", test="is", values=(STATUS,)))


def notification(to: Record, subject: str, body: str) -> Action:
    settings = Record(to=to, subject=subject, body=body)
    return Action("send_internal_email_notification", settings)


def priority(value: str) -> Action:
    return Action("set", Record(property="priority", value=value))


def escalated(**more: Value) -> dict[str, Value]:
    chain = (
        priority("HIGH"),
        notification(
            Record(users=(reference("user", "ana@acme.example"),)),
            "Escalated: {{ticket.subject}}",
            "<p>Ticket escalated.</p>",
        ),
        Action("delay", Record(amount=60, unit="minutes")),
        Action(
            "if",
            Record(),
            branches=(
                Branch(
                    name="Still escalated",
                    when=STILL,
                    actions=(
                        notification(
                            Record(teams=(reference("team", "Tier 1"),)),
                            "Still escalated after 60 min",
                            "<p>{{ticket.subject}}</p>",
                        ),
                    ),
                ),
            ),
            otherwise=Branch((priority("MEDIUM"),), name="Moved on"),
        ),
    )
    return {
        "name": "Escalated",
        "enabled": False,
        "re_enroll": True,
        "trigger": Record(
            on="status_reaches", pipeline=reference("pipeline", "support"), statuses=(STATUS,)
        ),
        "only_if": None,
        "actions": to_value(chain),
        **more,
    }


def example(name: str) -> Any:
    return json.loads((HERE / name).read_text("utf-8"))


def test_the_example_comes_out_equal() -> None:
    body = lowered(escalated(), Account(), "automation.support.escalated")
    expected = example("escalated.json")
    assert {name: body[name] for name in body.keys() - ASIDE} == {
        name: expected[name] for name in expected.keys() - ASIDE
    }
    assert body["name"] == "Escalated"
    assert body["description"] == "managed-by: pipelinectl automation.support.escalated"


def test_the_example_itself_has_the_shape_that_is_checked() -> None:
    assert checked(example("escalated.json")) == []


def test_the_example_is_raised_to_its_automation() -> None:
    found = raised(shown(example("escalated.json")), Account())
    assert found is not None
    assert found.opaque is None
    assert found.mark is None
    assert found.fields == escalated(
        name="pipelinectl: support / escalated", description="managed-by: pipelinectl"
    )


def test_its_list_based_variant_comes_out_equal() -> None:
    fields = escalated(trigger=Record(on="ticket_matches", when=STILL))
    body = lowered(fields, Account(), "automation.x")
    assert body["enrollmentCriteria"] == example("escalated_list_based.json")
