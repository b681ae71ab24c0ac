"""What a channel's settings come to: its tickets start a flow that sets, assigns and rotates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.adapters.hubspot.flows import CannotLower, lowered, put_body, raised, same, settled
from pipelinectl.automation.conditions import normal
from pipelinectl.automation.model import Action
from pipelinectl.automation.references import reference
from pipelinectl.model import Record
from tests.adapters.flow_shapes import checked
from tests.adapters.hubspot_flows.account import Account
from tests.adapters.hubspot_flows.test_refused import fields, leaf
from tests.adapters.hubspot_flows.test_round_trip import shown

if TYPE_CHECKING:
    from pipelinectl.model import Value

SUPPORT_EMAIL, CHAT = reference("channel", "8841"), reference("channel", "8842")
BY_EMAIL = Record(on="property_changes", property="channel", to=(SUPPORT_EMAIL,))
TO_CONTACT_OWNER = Action("assign_owner", Record(to=Record(contact_owner=True)))
TO_NOBODY = Action("assign_owner", Record(to=""))
SOURCE = {
    "name": "fetched_object_16",
    "type": "ASSOCIATION_TIMESTAMP",
    "objectTypeId": "0-1",
    "associationCategory": "HUBSPOT_DEFINED",
    "associationTypeId": 16,
}


def to_set(name: str, value: Value) -> Action:
    return Action("set", Record(property=name, value=value))


def there_and_back(wanted: dict[str, Value]) -> dict[str, Any]:
    """The body, once it has proved to be raised as it was wanted."""
    body = lowered(wanted, Account(), "automation.channel.support-email")
    assert checked(body) == []
    found = raised(shown(body), Account())
    assert found is not None
    assert found.opaque is None
    assert found.fields == {"description": "", **wanted}
    assert settled(wanted, Account()) == wanted
    return body


def choice(name: str, operator: str, *values: str) -> dict[str, Any]:
    return {
        "filterType": "PROPERTY",
        "property": name,
        "operation": {
            "operationType": "ENUMERATION",
            "operator": operator,
            "values": list(values),
            "includeObjectsWithNoValueSet": operator == "IS_NONE_OF",
        },
    }


@pytest.mark.parametrize(
    ("channels", "ids"),
    [((SUPPORT_EMAIL,), ["8841"]), ((SUPPORT_EMAIL, CHAT), ["8841", "8842"])],
)
def test_tickets_of_a_channel_start_a_flow_by_the_account_that_they_came_by(
    channels: tuple[Record, ...], ids: list[str]
) -> None:
    trigger = Record(on="property_changes", property="channel", to=channels)
    body = there_and_back(fields(TO_NOBODY, trigger=trigger))
    (event,) = body["enrollmentCriteria"]["eventFilterBranches"]
    named, becomes = event["filters"]
    assert event["eventTypeId"] == "4-655002"
    assert named["operation"]["value"] == "hs_originating_channel_instance_id"
    assert becomes == choice("hs_value", "IS_ANY_OF", *ids)


@pytest.mark.parametrize(
    ("test", "filters"),
    [
        (
            leaf("channel", "is", values=(SUPPORT_EMAIL, CHAT)),
            choice("hs_originating_channel_instance_id", "IS_ANY_OF", "8841", "8842"),
        ),
        (
            leaf("channel", "is_not", values=(CHAT,)),
            choice("hs_originating_channel_instance_id", "IS_NONE_OF", "8842"),
        ),
        (
            leaf("channel", "unknown"),
            {
                "filterType": "PROPERTY",
                "property": "hs_originating_channel_instance_id",
                "operation": {
                    "operationType": "ALL_PROPERTY",
                    "operator": "IS_UNKNOWN",
                    "includeObjectsWithNoValueSet": False,
                },
            },
        ),
    ],
)
def test_a_condition_asks_which_channel_a_ticket_came_by(
    test: Record, filters: dict[str, Any]
) -> None:
    created = Record(on="ticket_created", source=())
    body = there_and_back(fields(TO_NOBODY, trigger=created, only_if=normal(test)))
    (alternative,) = body["enrollmentCriteria"]["refinementCriteria"]["filterBranches"]
    assert alternative["filters"] == [filters]


def test_a_channel_that_the_files_do_not_have_is_named_by_its_id() -> None:
    trigger = Record(on="property_changes", property="channel", to=(reference("channel", "id:9"),))
    found = settled(fields(TO_NOBODY, trigger=trigger), Account())
    assert found["trigger"] == Record(
        on="property_changes", property="channel", to=(reference("channel", "9"),)
    )


def test_the_owner_of_the_contact_is_copied_from_what_the_flow_fetches() -> None:
    body = there_and_back(fields(TO_CONTACT_OWNER, trigger=BY_EMAIL))
    assert body["dataSources"] == [SOURCE]
    assert body["actions"][0]["fields"] == {
        "property_name": "hubspot_owner_id",
        "association": {},
        "value": {
            "type": "FETCHED_OBJECT_PROPERTY",
            "propertyToken": "{{ fetched_objects.fetched_object_16.hubspot_owner_id }}",
        },
    }


def test_a_source_that_is_there_already_is_used_under_its_own_name() -> None:
    old = shown(there_and_back(fields(TO_CONTACT_OWNER, trigger=BY_EMAIL)))
    old["dataSources"] = [{**SOURCE, "name": "fetched_object_1426533619", "sortBy": None}]
    token = "{{ fetched_objects.fetched_object_1426533619.hubspot_owner_id }}"
    old["actions"][0]["fields"]["value"]["propertyToken"] = token
    wanted = fields(TO_CONTACT_OWNER, trigger=BY_EMAIL)
    found = raised(old, Account())
    assert found is not None
    assert found.fields == {"description": "", **wanted}
    again = lowered(wanted, Account(), "automation.x", old=old, in_place=True)
    assert same(put_body(again, "4"), old)
    assert again["actions"][0]["fields"]["value"]["propertyToken"] == token


def test_a_flow_that_fetches_no_contact_cannot_be_changed_into_one_that_does() -> None:
    old = shown(there_and_back(fields(TO_NOBODY, trigger=BY_EMAIL)))
    wanted = fields(TO_CONTACT_OWNER, trigger=BY_EMAIL)
    with pytest.raises(CannotLower) as refused:
        lowered(wanted, Account(), "automation.x", old=old, in_place=True)
    assert str(refused.value) == (
        "actions: only a new workflow can come to read the ticket's contact: updates do not say it."
    )
    assert lowered(wanted, Account(), "automation.x", old=old)["dataSources"] == [SOURCE]


def test_a_name_that_means_something_else_in_a_flow_is_not_taken_for_the_contact() -> None:
    old = shown(there_and_back(fields(TO_NOBODY, trigger=BY_EMAIL)))
    old["dataSources"] = [{**SOURCE, "objectTypeId": "0-2", "associationTypeId": 26}]
    with pytest.raises(CannotLower, match="fetched_object_16 is the name of something else"):
        lowered(fields(TO_CONTACT_OWNER), Account(), "automation.x", old=old)


@pytest.mark.parametrize("trigger", [BY_EMAIL, Record(on="manual")])
def test_tickets_move_to_any_pipeline_whatever_starts_the_flow(trigger: Record) -> None:
    wanted = fields(
        to_set("status", reference("status", "4")),
        to_set("pipeline", reference("pipeline", "0")),
        Action(
            "rotate_owner", Record(to=Record(teams=(reference("team", "Tier 1"),)), overwrite=False)
        ),
        trigger=trigger,
    )
    body = there_and_back(wanted)
    assert [each["fields"] for each in body["actions"]] == [
        {
            "property_name": "hs_pipeline_stage",
            "association": {},
            "value": {"type": "STATIC_VALUE", "staticValue": "4"},
        },
        {
            "property_name": "hs_pipeline",
            "association": {},
            "value": {"type": "STATIC_VALUE", "staticValue": "0"},
        },
        {
            "team_ids": ["1001"],
            "target_property": "hubspot_owner_id",
            "overwrite_current_owner": "false",
        },
    ]
