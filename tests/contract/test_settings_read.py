"""What a read of channels, forms, users and teams promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.model import Kind, Read, Record
from pipelinectl.ports import RemoteError, Scope
from tests.contract.rigs import PIPELINES, SETTINGS
from tests.contract.settings import ANA, BEN, FIELDS, IN_SUPPORT, SEED, form, reach, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.contract.rigs import Rig

KINDS = [Kind.CHANNEL, Kind.FORM, Kind.USER, Kind.TEAM]


def paths(rig: Rig) -> list[str]:
    """Where a read asks beside the pipelines and the account itself."""
    always = ("/crm/pipelines", "/account-info")
    return sorted(
        each["path"].split("?")[0] for each in rig.requests() if not each["path"].startswith(always)
    )


@pytest.mark.row("CH-GEN-01", "CH-GEN-05", "B-API-01", "CH-CUST-01", "CH-FORM-02")
def test_every_type_of_channel_is_read_with_what_tells_it_from_others(rig: Rig) -> None:
    assert rig.fill(SEED)
    reach(rig.desk(), read(rig.desk()), form(name="Contact support", fields=FIELDS))
    settings: list[dict[str, Any]] = [
        {"type": "email", "address": "support@acme.example", "name": "Support"},
        {"type": "email", "address": "billing@acme.example", "inbox": "Billing inbox"},
        {"type": "chat", "name": "Web chat"},
        {"type": "facebook_messenger", "page": "Acme Support"},
        {"type": "form", "form": "Contact support"},
        {"type": "whatsapp", "number": "+46701234567"},
        {"type": "calling", "number": "+4684000000"},
        {"type": "custom", "app": "Telegram for HubSpot", "name": "Our bot"},
    ]
    ids = [rig.connect(**each) for each in settings]
    rig.switch(ids[3], active=False)
    rig.switch(ids[5], authorized=False)
    live = read(rig.desk())
    assert [*live.objects[Kind.CHANNEL]] == ids
    assert live.reads[Kind.CHANNEL] is Read.COMPLETE
    found = [dict(each.fields) for each in live.objects[Kind.CHANNEL].values()]
    expected = []
    for each in settings:
        told = {"connected_to": each.get("inbox", "help_desk"), "enabled": True, "authorized": True}
        identifier = next(iter(each.keys() & {"address", "page", "form", "number"}), "")
        name = {"name": each.get("name", each.get(identifier))}
        expected.append({**each, **told, **name})
        expected[-1].pop("inbox", None)
    expected[3]["enabled"] = False
    expected[5]["authorized"] = False
    assert found == expected


def test_a_channel_that_was_disconnected_is_not_there(rig: Rig) -> None:
    identifier = rig.connect(type="email", address="support@acme.example")
    assert [*read(rig.desk()).objects[Kind.CHANNEL]] == [identifier]
    rig.disconnect(identifier)
    live = read(rig.desk())
    assert (live.objects[Kind.CHANNEL], live.reads[Kind.CHANNEL]) == ({}, Read.COMPLETE)


@pytest.mark.row("B-AVAIL-01", "B-ROUTE-02")
def test_people_and_teams_are_read_setting_by_setting(rig: Rig) -> None:
    live = read(rig.desk())
    users = {each.id: each.fields["value"] for each in live.objects[Kind.USER].values()}
    nothing = {"time_zone": "", "working_hours": Record(), "out_of_office": ()}
    assert users == {
        f"{name}@acme.example/{setting}": value
        for name in ("ana", "ben")
        for setting, value in nothing.items()
    }
    teams = {each.id: each.fields for each in live.objects[Kind.TEAM].values()}
    assert teams == {
        "501/main_members": {"team": "Tier 1", "value": (ANA,)},
        "501/extra_members": {"team": "Tier 1", "value": ()},
        "502/main_members": {"team": "Tier 2", "value": (BEN,)},
        "502/extra_members": {"team": "Tier 2", "value": ()},
        "503/main_members": {"team": "Billing", "value": ()},
        "503/extra_members": {"team": "Billing", "value": (ANA,)},
    }


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (Kind.CHANNEL, ["channel-accounts", "channels", "inboxes"]),
        (Kind.FORM, ["forms"]),
        (Kind.USER, ["users"]),
        (Kind.TEAM, ["2026-09", "teams"]),
    ],
)
def test_only_what_is_asked_for_is_read_and_nothing_for_each_object(
    rig: Rig, kind: Kind, asked: list[str]
) -> None:
    for number in range(5):
        rig.connect(type="email", address=f"support{number}@acme.example")
    rig.forget()
    live = rig.desk().read(Scope(PIPELINES.kinds | {kind}))
    assert [each.rsplit("/", 1)[1] for each in paths(rig)] == asked
    assert {each for each in KINDS if each in live.reads} == {kind}


def test_channels_are_read_to_the_end_of_their_list(rig: Rig) -> None:
    channels = [
        {"channelId": "1002", "inbox": "help_desk", "name": f"support{each}@acme.example"}
        for each in range(230)
    ]
    assert rig.fill({"channels": channels})
    rig.forget()
    live = read(rig.desk())
    assert len(live.objects[Kind.CHANNEL]) == 230
    assert sum(each.endswith("/channel-accounts") for each in paths(rig)) == 3


@pytest.mark.row("PERM-01")
@pytest.mark.parametrize(
    ("profile", "kinds", "scope"),
    [
        ("missing_conversations_scope", {Kind.CHANNEL}, "conversations.read"),
        ("missing_forms_scope", {Kind.FORM}, "forms"),
        ("missing_teams_scope", {Kind.TEAM}, "settings.users.teams.read"),
        ("missing_people_scope", {Kind.USER, Kind.TEAM}, "read"),
    ],
)
def test_a_list_that_may_not_be_read_makes_its_kind_unreadable_and_no_other(
    adapter: str, accounts: Callable[..., Rig], profile: str, kinds: set[Kind], scope: str
) -> None:
    live = read(accounts(adapter, profile).desk())
    assert {each for each in KINDS if live.reads[each] is Read.UNREADABLE} == kinds
    assert {each for each in KINDS if live.reads[each] is Read.COMPLETE} == {*KINDS} - kinds
    for kind in kinds:
        assert live.objects[kind] == {}
        assert live.why[kind].endswith(f"{scope}.")
        assert "status 403" in live.why[kind]


@pytest.mark.parametrize("path", ["channel-accounts", "inboxes", "forms", "objects/2026-09/users"])
def test_a_read_that_fails_is_no_read(rig: Rig, path: str) -> None:
    rig.fault("fail_read", path_contains=path, times=9)
    with pytest.raises(RemoteError) as failed:
        read(rig.desk())
    assert failed.value.diagnostic.code == "PC507"


def test_a_form_is_read_with_its_fields_and_what_it_sets_unseen(rig: Rig) -> None:
    desk = rig.desk()
    wanted = form(name="Contact support", fields=FIELDS, ticket_properties=IN_SUPPORT)
    reach(desk, read(desk), wanted)
    (found,) = read(rig.desk()).objects[Kind.FORM].values()
    assert found.fields == wanted.fields
    assert (found.kind, found.parent, found.mark, found.opaque) == (Kind.FORM, None, None, None)


def test_the_scope_of_the_suite_is_all_that_settings_are() -> None:
    assert {*KINDS} | {*PIPELINES.kinds} == SETTINGS.kinds
