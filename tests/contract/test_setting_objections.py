"""What speaks against a setting in an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.automation.references import TEAM, USER, reference
from pipelinectl.model import Address, Kind, Record
from pipelinectl.ports import Lack, Scope
from tests.contract.rigs import PIPELINES
from tests.contract.settings import (
    ANA,
    BEN,
    CYD,
    FIELDS,
    IN_SUPPORT,
    SEED,
    STOCKHOLM,
    form,
    reach,
    read,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.model import Value
    from tests.contract.rigs import Rig

EMAIL: dict[str, Value] = {"type": "email", "authorized": True, "address": "support@acme.example"}
TIER_1, TIER_2, BILLING, NIGHT = (
    reference(TEAM, name) for name in ("Tier 1", "Tier 2", "Billing", "Night")
)


def said(rig: Rig, address: str, /, **fields: Any) -> list[tuple[str, str, str]]:
    """Code, message and path of each objection; each is asked for twice."""
    desk = rig.desk()
    live = read(desk)
    where = Address.parse(address)
    found = desk.setting_objections(where, fields, live)
    assert found == desk.setting_objections(where, fields, live)
    return [(each.code, each.message, each.path) for each in found]


def routing(*users: Value, teams: tuple[Value, ...] = (), **more: Value) -> Record:
    return Record({"assign_to": Record(users=users, teams=teams), **more})


def routed(rig: Rig, value: Record, **more: Any) -> list[tuple[str, str, str]]:
    return said(rig, "channel.support.routing", value=value, **more)


@pytest.mark.row("CH-EMAIL-07")
def test_an_address_that_somebody_logs_in_with_is_no_teams_until_it_is_connected(rig: Rig) -> None:
    assert said(rig, "channel.support", **EMAIL) == []
    anas = {**EMAIL, "address": "Ana@acme.example"}
    assert said(rig, "channel.support", **anas) == [
        (
            "PC538",
            (
                "Ana@acme.example is the address that a user of the account logs in with. An "
                "address that is connected as somebody's own cannot be a team's too."
            ),
            "address",
        )
    ]
    rig.connect(type="email", address="ana@acme.example")
    assert said(rig, "channel.support", **anas) == []


@pytest.mark.row("CH-FORM-02")
def test_a_form_exists_or_is_created_by_the_files(rig: Rig) -> None:
    reach(rig.desk(), read(rig.desk()), form(name="Contact support", fields=FIELDS))
    connection = {"type": "form", "authorized": True}
    assert said(rig, "channel.contact", form="contact support", **connection) == []
    missing = ("PC536", 'Form "Contact suport" does not exist in the account.')
    assert said(rig, "channel.contact", form="Contact suport", **connection) == [(*missing, "form")]
    wanted: dict[str, Any] = {"name": "Contact suport", "ticket_properties": IN_SUPPORT}
    assert said(rig, "form.contact", **wanted) == [(*missing, "name")]
    assert said(rig, "form.contact", fields=FIELDS, **wanted) == []
    desk = rig.desk()
    (found,) = desk.setting_objections(Address(Kind.FORM, ("contact",)), dict(wanted), read(desk))
    assert (found.lack, found.hint) == (Lack.MISSING, "Did you mean `Contact support`?")


@pytest.mark.row("CH-CUST-01")
def test_an_app_is_installed(rig: Rig) -> None:
    assert rig.fill(SEED)
    connection = {"type": "custom", "authorized": True}
    assert said(rig, "channel.telegram", app="Telegram for HubSpot", **connection) == []
    assert said(rig, "channel.telegram", app="Telegram", **connection) == [
        ("PC537", 'App "Telegram" is not installed in the account.', "app")
    ]


@pytest.mark.row("CH-GEN-06", "CH-FORM-05", "B-SLA-02")
def test_properties_and_their_values_exist_on_tickets(rig: Rig) -> None:
    odd = Record({**IN_SUPPORT, "severity": "3", "priority": "BIG"})
    messages = [
        'Value "BIG" of property "priority" does not exist on tickets.',
        'Property "severity" does not exist on tickets.',
    ]
    for address, name in (
        ("channel.support.ticket_properties", "value"),
        ("form.contact", "ticket_properties"),
    ):
        more = {"fields": FIELDS, "name": "Contact"} if name != "value" else {}
        assert said(rig, address, **{name: odd, **more}) == [
            ("PC519", message, name) for message in messages
        ]
    assert said(rig, "channel.support.ticket_properties", value=IN_SUPPORT) == []
    wrong = (Record(name="ticket.severity"), Record(name="severity"))
    assert said(rig, "form.contact", name="Contact", fields=wrong) == [
        ("PC519", messages[1], "fields")
    ]
    goal = Record(when=Record(test="is", property="severity", values=("3",)))
    assert said(rig, "sla.goals", value=(goal,)) == [("PC519", messages[1], "value")]


def test_values_that_a_form_would_not_give_back_are_told_before(rig: Rig) -> None:
    assert rig.fill({"properties": [_property("severity", "number"), _property("vip", "bool")]})
    values = Record(severity="3", vip="maybe", source_page=3, owner=CYD, content="Hello")
    found = said(rig, "form.contact", name="Contact", fields=FIELDS, ticket_properties=values)
    assert [message for code, message, _ in found if code == "PC543"] == [
        "`severity` holds a number: write 3 without quotes.",
        '`source_page` holds text, or its type could not be read: write "3".',
        "`vip` holds true or false, and maybe is not that.",
    ]
    assert {code for code, _, _ in found} == {"PC543", "PC514", "PC519"}


def _property(name: str, kind: str) -> dict[str, Any]:
    field = {"number": "number", "bool": "booleancheckbox"}[kind]
    named = {"name": name, "label": name, "type": kind, "fieldType": field}
    return {**named, "groupName": "ticketinformation"}


@pytest.mark.row("ASSIGN-09", "TIER-09", "B-ROUTE-02")
def test_tickets_are_routed_to_users_with_a_seat(rig: Rig) -> None:
    assert routed(rig, routing(ANA, BEN)) == []
    rig.user("ben@acme.example", seat=False)
    none = (
        "PC539",
        "User ben@acme.example has no Service Hub seat and cannot be routed to.",
        "value",
    )
    assert routed(rig, routing(ANA, BEN)) == [none]
    unknown = ("PC514", "User cyd@acme.example does not exist in the account.", "value")
    assert routed(rig, routing(CYD)) == [unknown]
    assert said(rig, "user.ben@acme.example.capacity", value=Record(total=20)) == [none]
    assert said(rig, "user.ben@acme.example.skills", value=()) == []
    assert said(rig, "user.ben@acme.example.time_zone", value=STOCKHOLM) == []
    assert said(rig, "user.cyd@acme.example.time_zone", value=STOCKHOLM) == [unknown]


def test_a_seat_of_another_name_may_be_one(rig: Rig) -> None:
    people = [{"id": "1", "email": "ana@acme.example", "seatNames": ["Core Seat"]}]
    assert rig.fill({"users": people, "teams": []})
    assert routed(rig, routing(ANA)) == [
        (
            "PC544",
            (
                "User ana@acme.example has the seats Core Seat, none of which looks like a Service "
                "Hub seat. Tickets are only routed to users with such a seat."
            ),
            "value",
        )
    ]


def test_a_routing_that_a_workflow_stands_in_for_is_looked_at_too(rig: Rig) -> None:
    rig.user("ben@acme.example", seat=False)
    to_ben = Record(do="rotate_owner", to=Record(users=(BEN,)), overwrite=False)
    to_billing = Record(do="rotate_owner", to=Record(teams=(BILLING,)), overwrite=False)
    actions = (Record(do="set", property="priority", value="LOW"), to_ben, to_billing)
    found = said(rig, "automation.channel.support", actions=actions)
    assert [(code, path) for code, _, path in found] == [
        ("PC539", "actions.1"),
        ("PC540", "actions.2"),
    ]


@pytest.mark.row("B-ROUTE-02")
def test_a_team_needs_a_main_member_with_a_seat(rig: Rig) -> None:
    rig.user("ben@acme.example", seat=False)
    assert routed(rig, routing(teams=(TIER_1,))) == []
    assert routed(rig, routing(teams=(TIER_2, BILLING, NIGHT))) == [
        (
            "PC540",
            (
                'Team "Tier 2" has no main member with a Service Hub seat; its tickets stay '
                "unassigned."
            ),
            "value",
        ),
        ("PC540", 'Team "Billing" has no main member; its tickets stay unassigned.', "value"),
        ("PC515", 'Team "Night" does not exist in the account.', "value"),
    ]


def test_nothing_is_said_of_seats_that_are_not_known(
    adapter: str, accounts: Callable[..., Rig]
) -> None:
    rig = accounts(adapter)
    rig.user("ben@acme.example", seat=False)
    rig.fault("fail_read", path_contains="/settings/users/2026-09-beta", status=404, times=9)
    assert routed(rig, routing(BEN, teams=(TIER_2,))) == []
    assert routed(rig, routing(teams=(BILLING,)))[0][0] == "PC540"


@pytest.mark.row("B-CALL-02")
@pytest.mark.parametrize(("number", "codes"), [(100, []), (101, ["PC541"])])
def test_a_call_rings_at_most_a_hundred_users_members_of_teams_counted(
    rig: Rig, number: int, codes: list[str]
) -> None:
    people = [
        {"id": str(each), "email": f"u{each}@acme.example", "seatNames": ["Service Hub"]}
        for each in range(1, number + 1)
    ]
    members = [each["id"] for each in people[1:]]
    team = {"id": "501", "name": "Tier 1", "userIds": members, "secondaryUserIds": []}
    assert rig.fill({"users": people, "teams": [team]})
    value = routing(*(reference(USER, f"u{each}@acme.example") for each in (1, 2)), teams=(TIER_1,))
    assert [each[0] for each in routed(rig, value, type="calling")] == codes
    assert routed(rig, value, type="email") == []


def test_people_and_teams_that_are_named_anywhere_exist(rig: Rig) -> None:
    access = Record(users=(ANA, CYD), teams=(TIER_1, NIGHT))
    assert [each[0] for each in said(rig, "access.support", value=access)] == ["PC515", "PC514"]
    assert said(rig, "team.tier_1.extra_members", team="Tier 1", value=(BEN,)) == []
    assert said(rig, "team.night.main_members", team="Night", value=(CYD,)) == [
        ("PC515", 'Team "Night" does not exist in the account.', "team"),
        ("PC514", "User cyd@acme.example does not exist in the account.", "value"),
    ]


def test_who_becomes_a_main_member_may_leave_another_team(rig: Rig) -> None:
    assert said(rig, "team.tier_1.main_members", team="Tier 1", value=(ANA, BEN)) == [
        (
            "PC546",
            (
                'ben@acme.example is a main member of the team "Tier 2". A user has one main team, '
                "so this may take them out of the other one."
            ),
            "value",
        )
    ]
    assert said(rig, "team.tier_1.extra_members", team="Tier 1", value=(BEN,)) == []


@pytest.mark.row("PERM-01")
@pytest.mark.parametrize(
    ("profile", "asked", "scope"),
    [
        (
            "missing_people_scope",
            ("user.ana@acme.example.time_zone", {"value": STOCKHOLM}),
            "crm.objects.users.read",
        ),
        (
            "missing_forms_scope",
            ("channel.contact", {"type": "form", "form": "Contact support"}),
            "forms",
        ),
        (
            "missing_forms_scope",
            ("form.contact", {"name": "Contact support", "fields": FIELDS}),
            "forms",
        ),
        (
            "missing_conversations_scope",
            ("channel.telegram", {"type": "custom", "app": "Telegram for HubSpot"}),
            "conversations.read",
        ),
    ],
)
def test_the_permission_that_is_missing_is_named(
    adapter: str,
    accounts: Callable[..., Rig],
    profile: str,
    asked: tuple[str, dict[str, Any]],
    scope: str,
) -> None:
    desk = accounts(adapter, profile).desk()
    found = desk.setting_objections(Address.parse(asked[0]), asked[1], read(desk))
    first = next(each for each in found if each.code == "PC542")
    assert first.lack is Lack.UNREADABLE
    assert first.message.startswith(f"The token's user lacks {scope}: ")
    assert all(each.lack is Lack.UNREADABLE for each in found)


def test_what_was_not_asked_for_is_not_missed(rig: Rig) -> None:
    desk = rig.desk()
    live = desk.read(Scope(PIPELINES.kinds))
    for address, fields in (
        ("channel.contact", {"type": "form", "form": "Contact support"}),
        ("channel.support", {**EMAIL, "address": "ana@acme.example"}),
        ("channel.support.signature", {"value": "Regards"}),
        ("spam.allow", {"value": ("partner.example",)}),
    ):
        assert desk.setting_objections(Address.parse(address), dict(fields), live) == ()


def test_people_and_teams_may_be_named_by_their_ids(rig: Rig) -> None:
    live = read(rig.desk())
    user = live.objects[Kind.TEAM]["501/main_members"].native["ana@acme.example"]
    rig.user("ana@acme.example", seat=False)
    ana, tier_1 = reference(USER, f"id:{user}"), reference(TEAM, "id:501")
    assert routed(rig, routing(ana, teams=(tier_1,))) == [
        ("PC539", f"User id:{user} has no Service Hub seat and cannot be routed to.", "value"),
        (
            "PC540",
            (
                'Team "Tier 1" has no main member with a Service Hub seat; its tickets stay '
                "unassigned."
            ),
            "value",
        ),
    ]


def test_who_cannot_be_looked_up_is_not_judged(adapter: str, accounts: Callable[..., Rig]) -> None:
    rig = accounts(adapter)
    rig.fault("fail_read", path_contains="/settings/users/2026-09-beta", status=403, times=99)
    rig.fault("fail_read", path_contains="/settings/users/2026-03?", status=403, times=99)
    assert routed(rig, routing(ANA, teams=(TIER_1, TIER_2))) == []
    assert said(rig, "user.ana@acme.example.capacity", value=Record(total=20)) == []
