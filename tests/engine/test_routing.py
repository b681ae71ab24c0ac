"""Who is given a ticket."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipelinectl.engine.conditions import Test as Is
from pipelinectl.engine.desk import CALLING, EMAIL, FORM, MESSENGER, Routing, Rule
from pipelinectl.engine.happenings import TicketMade
from pipelinectl.engine.workflows import People, Rotate, Set, Text

from .desks import ANA, BEN, CLEO, PEOPLE, TYPES, Game, channel, game, workflow


def routed(routing: Routing, kind: str = EMAIL, **more: Any) -> Game:
    return game(channels=(channel(kind, routing=routing),), **more)


def owners(played: Game, messages: int, kind: str = EMAIL) -> list[str]:
    """The owners of the next tickets."""
    found = []
    for _ in range(messages):
        played.message(kind)
        found.append(played.value("owner").removeprefix("owner-"))
    return found


def people(**changes: dict[str, Any]) -> tuple[Any, ...]:
    """The people of the desk, some of them changed."""
    return tuple(replace(each, **changes.get(each.id, {})) for each in PEOPLE)


@pytest.mark.row("ASSIGN-10", "ASSIGN-01", "B-ROUTE-01")
@pytest.mark.parametrize("kind", TYPES)
def test_without_settings_nobody_is_assigned(kind: str) -> None:
    assert owners(game(), 1, kind) == [""]


@pytest.mark.row("ASSIGN-02")
def test_users_take_turns() -> None:
    assert owners(routed(Routing(users=(BEN, ANA))), 3) == [ANA, BEN, ANA]


@pytest.mark.row("B-ROUTE-02")
def test_teams_stand_for_their_main_members() -> None:
    played = routed(Routing(users=(CLEO,), teams=("tier1",)))
    assert owners(played, 4) == [ANA, BEN, CLEO, ANA]


@pytest.mark.row("B-ROUTE-02")
def test_a_team_of_extra_members_only_is_never_assigned() -> None:
    assert owners(routed(Routing(teams=("extras",))), 2) == ["", ""]


@pytest.mark.row("ASSIGN-09", "B-ROUTE-02")
def test_who_has_no_seat_is_passed_over() -> None:
    played = routed(Routing(users=(ANA, BEN)), people=people(ana={"seat": False}))
    assert owners(played, 2) == [BEN, BEN]


@pytest.mark.row("ASSIGN-06")
def test_only_who_is_available_is_assigned() -> None:
    played = routed(Routing(users=(ANA, BEN)), people=people(ana={"away": True}))
    assert owners(played, 2) == [BEN, BEN]


@pytest.mark.row("ASSIGN-07")
def test_where_nobody_is_available_the_ticket_stays_unassigned() -> None:
    away = people(ana={"away": True}, ben={"away": True})
    played = routed(Routing(users=(ANA, BEN)), people=away)
    assert owners(played, 1) == [""]
    assert played.why("not_assigned") == ["none of those named is available"]


@pytest.mark.row("ASSIGN-08")
def test_where_that_is_not_asked_it_does_not_count() -> None:
    away = people(ana={"away": True}, ben={"away": True})
    played = routed(Routing(users=(ANA, BEN), only_available_users=False), people=away)
    assert owners(played, 2) == [ANA, BEN]


@pytest.mark.row("B-ROUTE-03")
def test_the_assigned_team_is_the_main_team_and_stays() -> None:
    played = routed(Routing(users=(CLEO,)))
    played.message()
    assert played.value("assigned_teams") == "tier2"
    assert played.set(owner="").value("assigned_teams") == "tier2"


@pytest.mark.row("B-ROUTE-03")
def test_where_nobody_could_be_assigned_all_their_main_teams_are() -> None:
    away = people(ana={"away": True}, ben={"away": True}, cleo={"away": True})
    played = routed(Routing(users=(CLEO,), teams=("tier1",)), people=away)
    played.message()
    assert played.value("assigned_teams") == "tier1;tier2"


@pytest.mark.row("ASSIGN-03", "ASSIGN-04")
@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ({}, ""),
        ({"owner": "owner-ben"}, ""),
        ({"cookie": True}, ""),
        ({"owner": "owner-ben", "cookie": True}, BEN),
    ],
    ids=str,
)
def test_the_contacts_owner_needs_to_be_one_and_a_cookie(
    contact: dict[str, Any], expected: str
) -> None:
    played = routed(Routing(contact_owner=True), FORM)
    played.message(FORM)
    played.contact(**contact)
    assert owners(played, 1, FORM) == [expected]


@pytest.mark.row("ASSIGN-05")
def test_a_contacts_owner_who_is_away_gets_the_ticket_and_a_mail() -> None:
    played = routed(Routing(contact_owner=True), people=people(ben={"away": True}))
    played.message()
    played.contact(owner="owner-ben", cookie=True)
    assert owners(played, 1) == [BEN]
    assert played.told("owner_mailed") == [{"to": "ben@acme.example"}]


@pytest.mark.row("ASSIGN-09")
def test_a_contacts_owner_without_a_seat_gets_nothing() -> None:
    played = routed(Routing(contact_owner=True), people=people(ben={"seat": False}))
    played.message()
    played.contact(owner="owner-ben", cookie=True)
    assert owners(played, 1) == [""]


@pytest.mark.row("ROUTE-01")
def test_rules_by_skill_come_before_everybody_else() -> None:
    swedish = Rule(Is("priority", "is", ("HIGH",)), "Swedish")
    skilled = people(cleo={"skills": frozenset({"Swedish"})})
    played = routed(Routing(users=(ANA,), rules=(swedish,)), people=skilled)
    assert owners(played, 1) == [ANA]
    played.message(properties={"priority": "HIGH"})
    assert played.value("owner") == "owner-cleo"


@pytest.mark.row("ROUTE-01")
def test_where_nobody_has_the_skill_the_others_follow() -> None:
    german = Rule(Is("subject", "known"), "German")
    assert owners(routed(Routing(users=(ANA,), rules=(german,))), 1) == [ANA]


@pytest.mark.row("B-CAP-02")
def test_who_has_as_many_tickets_as_they_may_is_passed_over() -> None:
    limited = people(ana={"capacity": {"total": 1}}, ben={"capacity": {"total": 1}})
    played = routed(Routing(users=(ANA, BEN)), people=limited)
    assert owners(played, 3) == [ANA, BEN, ""]
    assert played.why("not_assigned") == [
        "all of those named who are available have as many tickets as they may"
    ]


@pytest.mark.row("B-CAP-02")
def test_closing_a_ticket_makes_room() -> None:
    played = routed(Routing(users=(ANA,)), people=people(ana={"capacity": {"total": 1}}))
    assert owners(played, 1) == [ANA]
    played.set(status="closed")
    assert owners(played, 2) == [ANA, ""]


@pytest.mark.row("B-CAP-02")
def test_a_capacity_may_be_for_one_kind_of_work() -> None:
    limited = people(ana={"capacity": {"calling": 1}})
    routing = Routing(users=(ANA,))
    channels = (channel(CALLING, routing=routing), channel(routing=routing))
    played = game(channels=channels, people=limited)
    assert owners(played, 2) == [ANA, ANA]
    assert owners(played, 2, CALLING) == [ANA, ""]


@pytest.mark.row("B-CAP-02")
def test_tickets_of_an_inbox_do_not_count_and_those_elsewhere_do() -> None:
    limited = people(ana={"capacity": {"total": 2}})
    routing = Routing(users=(ANA,))
    channels = (channel(routing=routing, help_desk=False), channel(FORM, routing=routing))
    played = game(channels=channels, people=limited)
    assert owners(played, 3) == [ANA, ANA, ANA]
    played.world = replace(played.world, elsewhere={("owner-ana", "messaging"): 1})
    assert owners(played, 2, FORM) == [ANA, ""]


@pytest.mark.row("B-CAP-02")
def test_a_workflow_may_still_assign_and_a_rotation_passes_over() -> None:
    limited = people(ana={"capacity": {"total": 0}})
    played = game(workflow(Set("owner", Text("owner-ana"))), people=limited)
    assert played.play(TicketMade({"priority": "HIGH"})).value("owner") == "owner-ana"
    rotating = game(workflow(Rotate(People(users=(ANA, BEN)))), people=limited)
    assert rotating.play(TicketMade({"priority": "HIGH"})).value("owner") == "owner-ben"


@pytest.mark.row("B-ROUTE-01")
def test_who_replies_to_an_unassigned_ticket_gets_it() -> None:
    played = game()
    played.message()
    assert played.out(by=BEN).value("owner") == "owner-ben"
    assert played.out(by=ANA).value("owner") == "owner-ben"


@pytest.mark.row("B-ROUTE-01")
@pytest.mark.parametrize("mail", [{"thread": "new"}, {"sent_from": "contact"}, {"personal": True}])
def test_other_mail_assigns_nobody(mail: dict[str, Any]) -> None:
    played = game()
    played.message()
    assert played.out(by=BEN, **mail).value("owner") == ""


@pytest.mark.row("CH-MSGR-08")
def test_messenger_is_assigned_where_that_is_switched_on() -> None:
    assert owners(routed(Routing(teams=("tier2",)), MESSENGER), 1, MESSENGER) == [CLEO]


@pytest.mark.row("ROUTE-02")
def test_each_channel_has_its_own_turns() -> None:
    routing = Routing(users=(ANA, BEN))
    played = game(channels=(channel(routing=routing), channel(FORM, routing=routing)))
    assert owners(played, 1) + owners(played, 2, FORM) + owners(played, 1) == [ANA, ANA, BEN, BEN]
