"""What writing settings promises: one write at a time, read back, and nothing else touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelinectl.automation.references import PIPELINE, STATUS, reference
from pipelinectl.model import Address, Kind, Record
from pipelinectl.ports import Goal, RemoteError, Verb, Want
from tests.contract.settings import (
    ANA,
    BEN,
    CHRISTMAS,
    CONTACT,
    FIELDS,
    IN_SUPPORT,
    NINE_TO_FIVE,
    SEED,
    STOCKHOLM,
    TELEGRAM,
    TIER_1,
    TIER_2,
    called,
    first_write,
    form,
    of_team,
    of_user,
    reach,
    read,
    value,
    want,
    writes,
)
from tests.desk import TOKEN

if TYPE_CHECKING:
    from pipelinectl.model import Value
    from tests.contract.rigs import Rig

CLOSED = Record(pipeline=reference(PIPELINE, "0"), status=reference(STATUS, "4"), priority="HIGH")


@pytest.mark.parametrize(
    ("address", "identifier"),
    [
        ("channel.support-email", "channel.support-email"),
        ("channel.support-email.signature", "channel.support-email.signature"),
        ("form.contact", "form.contact"),
        ("team.tier_1.main_members", "team.tier_1.main_members"),
        ("user.Ana@acme.example.time_zone", "ana@acme.example/time_zone"),
        ("access.support", "access.support"),
        ("skills.languages", "skills.languages"),
        ("sla.goals", "sla.goals"),
        ("spam.allow", "spam.allow"),
    ],
)
def test_where_the_help_desk_chooses_ids_the_address_stands_for_the_object(
    rig: Rig, address: str, identifier: str
) -> None:
    assert rig.desk().own_id(Address.parse(address), None) == identifier


# --- forms


@pytest.mark.row("CH-FORM-02", "CH-FORM-03", "CH-FORM-04", "B-FORM-01")
def test_a_form_is_created_once_with_its_fields_and_hidden_properties(rig: Rig) -> None:
    desk = rig.desk()
    wanted = form(name="Contact support", fields=FIELDS, ticket_properties=IN_SUPPORT)
    live, said = reach(desk, read(desk), wanted)
    assert said == ['create form "Contact support"']
    assert {**called(live, Kind.FORM, "Contact support"), "id": ""} == {**wanted.fields, "id": ""}
    rig.forget()
    assert desk.next_setting_write(Goal.of([wanted]), live) is None
    assert rig.requests() == []


@pytest.mark.row("CH-FORM-05")
def test_properties_of_a_form_change_and_everything_else_of_it_stays(rig: Rig) -> None:
    desk = rig.desk()
    live, _ = reach(
        desk, read(desk), form(name="Contact support", fields=FIELDS, ticket_properties=IN_SUPPORT)
    )
    made = called(live, Kind.FORM, "Contact support")
    path = f"/marketing/v3/forms/{made['id']}"
    own = {**rig.api.get(path).json()["configuration"], "language": "sv"}
    assert rig.api.patch(path, {"configuration": own}).ok
    live, said = reach(desk, read(desk), form(made["id"], ticket_properties=CLOSED))
    assert said == ['set ticket properties of form "Contact support"']
    assert called(live, Kind.FORM, "Contact support") == {**made, "ticket_properties": CLOSED}
    assert rig.api.get(path).json()["configuration"] == own


def test_a_form_that_somebody_made_meanwhile_is_taken_and_not_doubled(rig: Rig) -> None:
    desk = rig.desk()
    reach(desk, read(desk), form(name="contact support", fields=FIELDS))
    wanted = form(name="Contact support", fields=FIELDS, ticket_properties=IN_SUPPORT)
    _, said = reach(desk, read(desk), wanted)
    assert said == ['set name, ticket properties of form "contact support"']


def test_fields_that_are_declared_in_part_are_there_as_far_as_they_are_declared(rig: Rig) -> None:
    desk = rig.desk()
    bare = (Record(name="email"), Record(name="ticket.content", required=True))
    live, said = reach(desk, read(desk), form(name="Contact support", fields=bare))
    assert len(said) == 1
    made = called(live, Kind.FORM, "Contact support")
    live, said = reach(desk, live, form(made["id"], fields=(bare[1], FIELDS[1])))
    assert said == ['set fields of form "Contact support"']
    names = [each["name"] for each in called(live, Kind.FORM, "Contact support")["fields"]]
    assert names == ["ticket.content", "ticket.subject"]


def test_a_form_is_never_deleted(rig: Rig) -> None:
    desk = rig.desk()
    live, _ = reach(desk, read(desk), form(name="Contact support", fields=FIELDS))
    identifier = called(live, Kind.FORM, "Contact support")["id"]
    gone = Want(CONTACT, Kind.FORM, identifier, None, Verb.DELETE)
    assert desk.next_setting_write(Goal.of([gone]), live) is None


# --- users


@pytest.mark.row("B-AVAIL-01", "B-AVAIL-02")
def test_a_users_time_zone_is_set_before_the_hours_that_it_is_for(rig: Rig) -> None:
    desk = rig.desk()
    live, said = reach(
        desk,
        read(desk),
        of_user("out_of_office", CHRISTMAS),
        of_user("working_hours", NINE_TO_FIVE),
        of_user("time_zone", STOCKHOLM),
    )
    assert said == [
        "set time zone of ana@acme.example",
        "set working hours of ana@acme.example",
        "set out of office of ana@acme.example",
    ]
    assert value(live, Kind.USER, "ana@acme.example/working_hours") == NINE_TO_FIVE
    assert value(live, Kind.USER, "ana@acme.example/out_of_office") == CHRISTMAS
    assert value(live, Kind.USER, "ben@acme.example/time_zone") == ""


def test_only_what_is_wanted_of_a_user_is_sent(rig: Rig) -> None:
    desk = rig.desk()
    write, _ = first_write(desk, of_user("time_zone", STOCKHOLM))
    assert write.call["body"] == {"properties": {"hs_standard_time_zone": STOCKHOLM}}
    (touched,) = write.touches
    assert (touched.id, touched.before, touched.after) == (
        "ana@acme.example/time_zone",
        {"value": ""},
        {"value": STOCKHOLM},
    )
    assert f"Bearer {TOKEN}" not in str(write)


def test_hours_are_taken_away_again(rig: Rig) -> None:
    desk = rig.desk()
    zone = of_user("time_zone", STOCKHOLM)
    live, _ = reach(desk, read(desk), zone, of_user("working_hours", NINE_TO_FIVE))
    live, said = reach(desk, live, of_user("working_hours", Record()), of_user("out_of_office", ()))
    assert said == ["set working hours of ana@acme.example"]
    assert value(live, Kind.USER, "ana@acme.example/working_hours") == Record()


def test_hours_without_a_time_zone_cannot_be_written_and_nothing_is_sent(rig: Rig) -> None:
    desk = rig.desk()
    live = read(desk)
    rig.forget()
    for wanted in (of_user("working_hours", NINE_TO_FIVE), of_user("out_of_office", CHRISTMAS)):
        with pytest.raises(RemoteError) as refused:
            desk.next_setting_write(Goal.of([wanted]), live)
        assert refused.value.diagnostic.code == "PC543"
        assert "time zone" in refused.value.diagnostic.message
    assert writes(rig) == []


def test_a_user_whom_the_account_does_not_have_is_not_written(rig: Rig) -> None:
    desk = rig.desk()
    unknown = of_user("time_zone", STOCKHOLM, "dan@acme.example")
    assert desk.next_setting_write(Goal.of([unknown]), read(desk)) is None


# --- teams


@pytest.mark.row("B-ROUTE-02")
def test_members_join_and_leave_one_at_a_time(rig: Rig) -> None:
    desk = rig.desk()
    live, said = reach(desk, read(desk), of_team(TIER_1.replace("main", "extra"), BEN))
    assert said == ['add ben@acme.example to team "Tier 1" as extra member']
    live, said = reach(desk, live, of_team("503/extra_members", BEN))
    assert said == [
        'add ben@acme.example to team "Billing" as extra member',
        'remove ana@acme.example from team "Billing"',
    ]
    assert value(live, Kind.TEAM, TIER_1) == (ANA,)
    assert value(live, Kind.TEAM, "501/extra_members") == (BEN,)
    assert value(live, Kind.TEAM, "503/extra_members") == (BEN,)


def test_an_extra_member_becomes_a_main_one_by_leaving_first(rig: Rig) -> None:
    desk = rig.desk()
    live, said = reach(desk, read(desk), of_team("503/main_members", ANA))
    assert said == [
        'remove ana@acme.example from team "Billing"',
        'add ana@acme.example to team "Billing" as main member',
    ]
    assert value(live, Kind.TEAM, "503/main_members") == (ANA,)
    assert value(live, Kind.TEAM, "503/extra_members") == ()


def test_the_order_of_members_is_no_difference(rig: Rig) -> None:
    desk = rig.desk()
    both = of_team("503/extra_members", BEN, ANA)
    live, said = reach(desk, read(desk), both)
    assert said == ['add ben@acme.example to team "Billing" as extra member']
    assert desk.next_setting_write(Goal.of([both]), live) is None


def test_a_member_whom_nobody_knows_stops_the_write(rig: Rig) -> None:
    desk = rig.desk()
    dan = reference("user", "dan@acme.example")
    with pytest.raises(RemoteError) as refused:
        desk.next_setting_write(Goal.of([of_team(TIER_2, BEN, dan)]), read(desk))
    assert refused.value.diagnostic.code == "PC543"
    assert refused.value.diagnostic.address == "team.tier.main_members"


# --- custom channels


@pytest.mark.row("B-CUST-01")
def test_an_account_of_ones_own_channel_is_connected_and_renamed(rig: Rig) -> None:
    assert rig.fill(SEED)
    desk = rig.desk()
    fields: dict[str, Value] = {"type": "custom", "app": "Telegram for HubSpot", "authorized": True}
    wanted = want(TELEGRAM, connected_to="Billing inbox", **fields)
    live, said = reach(desk, read(desk), wanted)
    assert said == ['connect "telegram" to the channel "Telegram for HubSpot"']
    made = called(live, Kind.CHANNEL, "telegram")
    expected = {**wanted.fields, "id": made["id"], "enabled": True, "name": "telegram"}
    assert made == expected
    rig.switch(made["id"], authorized=False)
    live, said = reach(desk, read(desk), want(TELEGRAM, made["id"], authorized=True, name="Bot"))
    assert said == ['set authorized, name of the channel "telegram"']
    assert called(live, Kind.CHANNEL, "Bot") == {**expected, "name": "Bot"}


def test_a_channel_of_any_other_type_is_a_persons(rig: Rig) -> None:
    desk = rig.desk()
    identifier = rig.connect(type="email", address="support@acme.example")
    email = Address(Kind.CHANNEL, ("email",))
    new = want(email, type="email", address="help@acme.example", connected_to="help_desk")
    renamed = want(email, identifier, name="Support")
    assert desk.next_setting_write(Goal.of([new, renamed]), read(desk)) is None


def test_an_app_or_an_inbox_that_is_not_there_stops_the_write(rig: Rig) -> None:
    assert rig.fill(SEED)
    live = read(rig.desk())
    for app, inbox in (("Telegram", "help_desk"), ("Telegram for HubSpot", "Nowhere")):
        wanted = want(TELEGRAM, type="custom", app=app, connected_to=inbox)
        with pytest.raises(RemoteError) as refused:
            rig.desk().next_setting_write(Goal.of([wanted]), live)
        assert refused.value.diagnostic.code == "PC543"


def test_a_goal_of_other_things_takes_no_write(rig: Rig) -> None:
    sla = Address(Kind.SLA, ("enabled",))
    assert rig.desk().next_setting_write(Goal.of([want(sla, value=True)]), read(rig.desk())) is None
