"""Which flow is whose: the line in the description, and the flows of a pipeline's Automate tab."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelinectl.adapters.hubspot.flows import mark_of, raised, templated
from pipelinectl.adapters.hubspot.flows.marker import marked, parted
from pipelinectl.automation.references import reference
from pipelinectl.model import Kind
from tests.adapters.hubspot_flows.account import STATUSES, Account
from tests.adapters.hubspot_flows.test_built_by_hand import flow_of

SETS_STATUS: dict[str, Any] = {
    "type": "SINGLE_CONNECTION",
    "actionId": "1",
    "actionTypeId": "0-5",
    "actionTypeVersion": 0,
    "fields": {
        "property_name": "hs_pipeline_stage",
        "value": {"type": "STATIC_VALUE", "staticValue": "4"},
    },
}


@given(text=st.text())
def test_a_description_parts_into_the_text_and_the_address(text: str) -> None:
    assert parted(marked(text, "automation.a")) == (text, "automation.a")


@pytest.mark.parametrize(
    ("description", "text", "mark"),
    [
        (None, "", None),
        ("", "", None),
        ("Mine.", "Mine.", None),
        ("Mine.\nmanaged-by: pipelinectl automation.a", "Mine.", "automation.a"),
        ("managed-by: pipelinectl automation.p.s  ", "", "automation.p.s"),
        ("managed-by: pipelinectl", "managed-by: pipelinectl", None),
        ("managed-by: pipelinectl pipeline.p", "managed-by: pipelinectl pipeline.p", None),
        ("managed-by: pipelinectl automation.a\nMore.", None, None),
    ],
)
def test_only_the_last_line_marks(description: str | None, text: str | None, mark: str) -> None:
    assert parted(description) == (description if text is None else text, mark)


def test_a_flow_without_a_description_has_no_mark() -> None:
    assert mark_of({}) is None
    assert mark_of({"description": 7}) is None


def template(uuid: str, *actions: Any, **more: Any) -> dict[str, Any]:
    return {
        **flow_of("nothing_to_do"),
        "uuid": uuid,
        "actions": [*actions],
        "isEnabled": True,
        **more,
    }


@pytest.mark.parametrize(
    ("end", "setting"),
    [("email-sent", "email_sent_to_customer"), ("email-recieved", "customer_replies")],
)
def test_a_trigger_by_e_mail_is_the_status_that_its_flow_sets(end: str, setting: str) -> None:
    found = raised(template(f"ticket-0-{end}", SETS_STATUS), Account(), STATUSES)
    assert found is not None
    assert (found.kind, found.id, found.parent) == (Kind.AUTOMATE, f"0/{setting}", "0")
    assert found.fields == {"value": reference("status", "4")}


def test_a_trigger_that_is_off_is_false() -> None:
    flow = template("ticket-0-email-sent", SETS_STATUS, isEnabled=False)
    found = raised(flow, Account(), STATUSES)
    assert found is not None
    assert found.fields == {"value": False}


COPIES: Any = {"property_name": "hs_pipeline_stage", "value": {"type": "OBJECT_PROPERTY"}}


@pytest.mark.parametrize(
    "actions",
    [
        [],
        [SETS_STATUS, {**SETS_STATUS, "fields": COPIES}],
        [SETS_STATUS, {"type": "LIST_BRANCH", "actionId": "2", "listBranches": []}],
        [{**SETS_STATUS, "fields": None}],
        ["not an action"],
    ],
)
def test_a_trigger_whose_value_cannot_be_told_is_none(actions: list[Any]) -> None:
    assert raised(template("ticket-0-email-sent", *actions), Account(), STATUSES) is None


def test_the_native_actions_of_a_status_belong_to_the_pipeline() -> None:
    found = raised(template("ticket-support-support-new", SETS_STATUS), Account(), STATUSES)
    assert found is not None
    assert (found.kind, found.id, found.parent) == (Kind.AUTOMATION, "90001", "support")
    assert found.opaque == "it belongs to the Automate tab of its pipeline and is changed there."
    assert found.fields == {"name": "Nothing to do", "enabled": True}


def test_a_part_of_an_unknown_pipeline_is_left_alone() -> None:
    found = raised(template("ticket-12-email-sent", SETS_STATUS), Account(), STATUSES)
    assert found is not None
    assert found.opaque == "it belongs to the Automate tab of a pipeline that is not known."


class Hyphens(Account):
    """An account whose ids hold hyphens, as UUIDs do."""

    def pipeline_of(self, status_id: str) -> str | None:
        return {"b-c": "a", "c": "a-b"}.get(status_id)


@pytest.mark.parametrize(
    ("uuid", "pipelines", "parts"),
    [
        ("ticket-9f1c-11-email-sent", ["9f1c-11"], ("9f1c-11", "email_sent_to_customer")),
        ("ticket-9f1c-11-email-sent", ["9f1c"], None),
        ("ticket-a-b-c", [], ("a-b", "c")),
        ("ticket-a-b-x", ["a"], None),
        ("6b1f4a3e-0000-4000-8000-1234567890ab", ["6b1f4a3e"], None),
        ("ticket-", [], None),
        (None, [], None),
    ],
)
def test_a_uuid_names_a_known_pipeline_and_a_part_of_it(
    uuid: Any, pipelines: list[str], parts: tuple[str, str] | None
) -> None:
    assert templated(uuid, Hyphens(), pipelines) == parts


@pytest.mark.parametrize("more", [{"objectTypeId": "0-3"}, {"type": "CONTACT_FLOW"}])
def test_flows_of_other_objects_are_none_of_ours(more: dict[str, Any]) -> None:
    assert raised({**flow_of("nothing_to_do"), **more}, Account()) is None


def test_the_mark_of_an_opaque_flow_is_known() -> None:
    marked_flow = {
        **flow_of("opaque_loop"),
        "description": "managed-by: pipelinectl automation.support.new",
    }
    found = raised(marked_flow, Account())
    assert found is not None
    assert found.mark == "automation.support.new"
    assert found.opaque is not None
    assert found.fields == {"name": "Loop", "enabled": True}
