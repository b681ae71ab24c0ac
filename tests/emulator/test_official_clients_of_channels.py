"""HubSpot's own clients at the resources of channels. They refuse answers that lack a field."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import hubspot  # type: ignore[import-untyped]
import pytest
from hubspot.marketing import forms as v3  # type: ignore[import-untyped]
from hubspot_sdk import BadRequestError, HubSpot, NotFoundError

from .harness import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .harness import Api

SEED = {"custom_channels": [{"id": "5001", "name": "Telegram"}]}


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    path: Path = tmp_path_factory.mktemp("seed") / "seed.json"
    path.write_text(json.dumps(SEED), "utf-8")
    with running("--seed", str(path)) as started:
        yield started.api


@pytest.fixture
def sdk(account: Api) -> HubSpot:
    account.post("/_emulator/reset")
    return HubSpot(
        access_token=account.token,
        base_url=account.url,
        max_retries=0,
        _strict_response_validation=True,
    )


@pytest.fixture
def classic(account: Api) -> Any:
    account.post("/_emulator/reset")
    client = hubspot.Client.create(access_token=account.token)
    client.config["host"] = account.url
    return client


def help_desk(account: Api) -> str:
    inboxes = account.get("/conversations/v3/conversations/inboxes").json()["results"]
    return str(next(each["id"] for each in inboxes if each["type"] == "HELP_DESK"))


def test_the_sdk_connects_an_account_of_a_custom_channel(sdk: HubSpot, account: Api) -> None:
    custom = sdk.conversations.custom_channels
    (definition,) = custom.list().results
    assert (definition.id, definition.name, definition.capabilities) == ("5001", "Telegram", {})
    made = custom.channel_accounts.create(
        5001,
        authorized=True,
        inbox_id=help_desk(account),
        name="Telegram Sweden",
        delivery_identifier={"type": "CHANNEL_SPECIFIC_OPAQUE_ID", "value": "t-1"},
    )
    assert (made.channel_id, made.active, made.archived) == ("5001", True, False)
    changed = custom.channel_accounts.update(int(made.id), channel_id=5001, authorized=False)
    assert changed.authorized is False
    (listed,) = custom.channel_accounts.list(
        5001, delivery_identifier_value=["t-1"], archived=False
    ).results
    assert listed == custom.get(int(made.id), channel_id=5001) == changed
    with pytest.raises(BadRequestError, match="no such inbox"):
        custom.channel_accounts.create(5001, authorized=True, inbox_id="1", name="x")
    with pytest.raises(NotFoundError):
        custom.channel_accounts.list(9)


def test_the_sdk_sets_working_hours_of_users(sdk: HubSpot) -> None:
    users = sdk.crm.objects.users
    asked = ["hs_email", "hs_internal_user_id"]
    found = {each.properties["hs_email"]: each for each in users.list(properties=asked).results}
    assert found.keys() == {"ana@acme.example", "ben@acme.example"}
    ana = found["ana@acme.example"]
    hours = '[{"days":"EVERY_DAY","startMinute":0,"endMinute":60}]'
    with pytest.raises(BadRequestError, match="hs_standard_time_zone must be set first"):
        users.update(ana.id, properties={"hs_working_hours": hours})
    zone = {"hs_standard_time_zone": "Europe/Stockholm"}
    assert users.update(ana.id, properties=zone | {"hs_working_hours": hours}).id == ana.id
    again = users.get(ana.id, properties=["hs_working_hours"])
    assert again.properties["hs_working_hours"] == hours


def test_the_sdk_reads_owners_of_teams_that_changed(sdk: HubSpot, account: Api) -> None:
    member = {"userId": "40000002", "type": "EXTRA"}
    account.post("/settings/teams/2026-09-beta/501/members", member)
    (ben,) = sdk.crm.owners.list(email="ben@acme.example").results
    assert ben.teams is not None
    assert [(team.name, team.primary) for team in ben.teams] == [
        ("Tier 1", False),
        ("Tier 2", True),
    ]
    assert sdk.settings.users.list_teams().results[0].secondary_user_ids == ["40000002"]


def text_field(name: str, **more: Any) -> Any:
    return v3.SingleLineTextField(
        object_type_id="0-5",
        name=name,
        label=name,
        required=False,
        dependent_fields=[],
        **{"hidden": False, **more},
    )


def group(*fields: Any) -> Any:
    return v3.FieldGroup(group_type="default_group", rich_text_type="text", fields=list(fields))


def style() -> Any:
    return v3.FormStyle(
        label_text_size="14px",
        legal_consent_text_color="#33475b",
        font_family="arial",
        legal_consent_text_size="14px",
        background_width="100%",
        help_text_size="11px",
        submit_font_color="#ffffff",
        label_text_color="#33475b",
        submit_alignment="left",
        submit_size="12px",
        help_text_color="#7C98B6",
        submit_color="#ff7a59",
    )


def configuration() -> Any:
    return v3.HubSpotFormConfiguration(
        create_new_contact_for_new_email=False,
        editable=True,
        allow_link_to_reset_known_values=False,
        post_submit_action=v3.FormPostSubmitAction(type="thank_you", value="Thanks"),
        language="en",
        pre_populate_known_values=True,
        cloneable=True,
        notify_contact_owner=False,
        recaptcha_enabled=False,
        archivable=True,
        notify_recipients=[],
    )


def definition(name: str, *groups: Any) -> Any:
    time = datetime(2026, 11, 1, tzinfo=UTC)
    return v3.HubSpotFormDefinitionCreateRequest(
        form_type="hubspot",
        name=name,
        created_at=time,
        updated_at=time,
        archived=False,
        field_groups=list(groups),
        configuration=configuration(),
        display_options=v3.FormDisplayOptions(
            render_raw_html=False,
            theme="default_style",
            submit_button_text="Send",
            style=style(),
        ),
        legal_consent_options=v3.LegalConsentOptionsNone(type="none"),
    )


def test_the_classic_client_manages_forms(classic: Any, account: Api) -> None:
    api = classic.marketing.forms.forms_api
    hidden = text_field("hs_pipeline_stage", hidden=True, default_value="2")
    made = api.create(definition("Contact", group(text_field("subject")), group(hidden)))
    path = f"/marketing/v3/forms/{made.id}"
    kept = account.get(path).json()
    fields = [one for each in kept["fieldGroups"] for one in each["fields"]]
    assert [(one["name"], one["hidden"]) for one in fields] == [
        ("subject", False),
        ("hs_pipeline_stage", True),
    ]
    assert fields[1]["defaultValue"] == "2"
    patch = v3.HubSpotFormDefinitionPatchRequest(
        name="Renamed", field_groups=[group(hidden)], configuration=configuration()
    )
    api.update(made.id, patch)
    assert account.get(path).json()["name"] == "Renamed"
    assert len(account.get(path).json()["fieldGroups"]) == 1
    assert [each.name for each in api.get_page(limit=10).results] == ["Renamed"]
    assert api.get_by_id(made.id).archived is False
    api.archive(made.id)
    with pytest.raises(v3.ApiException) as caught:
        api.get_by_id(made.id)
    assert caught.value.status == 404
