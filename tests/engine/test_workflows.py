"""What begins a workflow, and what its actions do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pipelinectl.engine.conditions import Test as Is
from pipelinectl.engine.conditions import Undecided
from pipelinectl.engine.happenings import Enrolled, TicketMade
from pipelinectl.engine.workflows import (
    Branch,
    Changes,
    Copy,
    CopyContactOwner,
    Created,
    CreateTask,
    Do,
    Enroll,
    Increase,
    Manual,
    Matches,
    Notify,
    NotKnown,
    NotRun,
    Now,
    People,
    Rotate,
    SendMail,
    Set,
    Text,
    Trigger,
    Way,
)

from .desks import ANA, BEN, CLEO, MAILS, Game, branching, channel, desk, game, workflow

HIGH = Is("priority", "is", ("HIGH",))
MARK = Set("mark", Text("seen"))
REACHES_US = Changes("status", Is("status", "is", ("us",)))


def with_ticket(*workflows: Any, **more: Any) -> Game:
    played = game(*workflows, **more)
    played.message()
    return played


def started(trigger: Trigger, **more: Any) -> Game:
    return with_ticket(workflow(Set("count", Increase(1)), triggers=(trigger,), **more))


@pytest.mark.row("ACT-01", "ACT-02")
def test_it_begins_when_the_ticket_enters_the_status() -> None:
    played = started(REACHES_US)
    assert played.set(priority="HIGH").value("count") == ""
    assert played.set(status="us").value("count") == "1"
    assert played.set(status="us", subject="Other").value("count") == "1"


@pytest.mark.row("ACT-01")
def test_a_ticket_that_is_made_in_the_status_enters_it_too() -> None:
    played = game(workflow(MARK, triggers=(REACHES_US,)))
    assert played.play(TicketMade({"status": "us"})).value("mark") == "seen"


@pytest.mark.row("ACT-30")
@pytest.mark.parametrize(("again", "expected"), [(False, "1"), (True, "2")])
def test_a_ticket_that_comes_again_enters_only_where_that_is_on(
    *, again: bool, expected: str
) -> None:
    played = started(REACHES_US, re_enroll=again)
    played.set(status="us").set(status="new").set(status="us")
    assert played.value("count") == expected
    why = [] if again else ["it was in it before, and re-enrollment is off"]
    assert played.why("not_enrolled") == why


@pytest.mark.row("ACT-21")
def test_a_workflow_that_is_off_does_nothing() -> None:
    played = started(REACHES_US, enabled=False).set(status="us")
    assert played.value("count") == ""
    played.play(Enrolled(played.newest, "flow"))
    assert played.why("not_enrolled") == ["it is switched off"]


@pytest.mark.row("ACT-03")
def test_actions_are_done_in_their_order() -> None:
    first, second = Set("mark", Text("first")), Set("mark", Text("{{ticket.mark}}, second"))
    assert with_ticket(workflow(first, second)).set(priority="LOW").value("mark") == "first, second"


def test_a_ticket_created_begins_by_being_made_and_by_nothing_else() -> None:
    played = started(Created())
    assert played.value("count") == "1"
    assert played.set(status="us", priority="HIGH").value("count") == "1"


def test_it_begins_when_the_ticket_comes_to_match() -> None:
    played = started(Matches(HIGH))
    assert played.set(priority="LOW").value("count") == ""
    assert played.set(priority="HIGH").value("count") == "1"
    assert played.set(priority="LOW").set(priority="HIGH").value("count") == "1"


def test_matching_again_counts_where_re_enrollment_is_on() -> None:
    played = started(Matches(HIGH), re_enroll=True).set(priority="HIGH").set(subject="Other")
    assert played.value("count") == "1"
    assert played.set(priority="LOW").set(priority="HIGH").value("count") == "2"


def test_the_changes_that_enroll_again_may_be_named() -> None:
    again = (Changes("subject"),)
    played = started(Matches(HIGH, again), re_enroll=True).set(priority="HIGH")
    assert played.set(content="Other").value("count") == "1"
    assert played.set(subject="Other").value("count") == "2"


@pytest.mark.parametrize("trigger", [Manual(), NotKnown("a list")])
def test_others_begin_by_hand_only(trigger: Trigger) -> None:
    played = started(trigger).set(priority="HIGH")
    assert played.value("count") == ""
    assert played.play(Enrolled(played.newest, "flow")).value("count") == "1"


def test_only_if_is_asked_of_the_ticket_as_it_is_then() -> None:
    played = started(REACHES_US, only_if=HIGH).set(status="us")
    assert played.why("not_enrolled") == ["its condition does not hold"]
    played.set(status="new", priority="HIGH").set(status="us")
    assert played.value("count") == "1"


def test_the_first_branch_that_holds_is_taken_and_no_other() -> None:
    known = Is("priority", "known")
    ways = (Way(HIGH, "a", "High"), Way(known, "b", "Any"))
    steps = {each: Do(Set("mark", Text(each))) for each in ("a", "b", "c")}
    flow = replace(branching(Branch(ways, "c"), **steps), triggers=(Changes("subject"),))
    for priority, expected in (("HIGH", "a"), ("LOW", "b"), ("", "c")):
        played = with_ticket(flow, channels=(channel(ticket_properties={"priority": priority}),))
        assert played.set(subject="Go").value("mark") == expected


def test_a_branch_that_nobody_can_decide_is_not_taken_and_is_told() -> None:
    unknown = Way(Undecided("lists are not known"), "a")
    flow = branching(Branch((unknown,), "b"), a=Do(MARK), b=Do(Set("mark", Text("else"))))
    played = with_ticket(flow).set(priority="HIGH")
    assert played.value("mark") == "else"
    assert played.why("not_decided") == ["lists are not known"]


def test_a_status_of_another_pipeline_takes_the_pipeline_along() -> None:
    played = with_ticket(workflow(Set("status", Text("lead")))).set(priority="HIGH")
    assert (played.value("pipeline"), played.value("status")) == ("sales", "lead")


@pytest.mark.parametrize(
    ("action", "why"),
    [
        (Set("status", Text("gone")), "there is no status 'gone'"),
        (
            Set("pipeline", Text("sales")),
            "a ticket changes its pipeline only together with its status",
        ),
        (Set("subject", Increase(1)), "the value of subject is no number"),
        (Enroll("gone"), "there is no workflow gone"),
        (CopyContactOwner("owner"), "the ticket has no contact with an owner"),
        (NotRun("CUSTOM_CODE", "code is not run"), "code is not run"),
        (Notify("email", People(owner=True), "s", "b"), "there is nobody to tell"),
        (
            Rotate(People(teams=("extras",))),
            "none of those named has a seat and is a user or main member of a team",
        ),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_cannot_be_done_is_skipped_with_why_and_the_rest_is_done(
    action: Any, why: str
) -> None:
    played = with_ticket(workflow(action, MARK)).set(priority="HIGH")
    assert played.why("step_skipped") == [why]
    assert played.value("mark") == "seen"


def test_values_are_copied_counted_and_stamped() -> None:
    actions = (Set("a", Copy("subject")), Set("b", Increase(2.5)), Set("c", Now()))
    played = with_ticket(workflow(*actions)).set(priority="HIGH")
    assert [played.value(each) for each in "abc"] == [
        "It broke",
        "2.5",
        "2026-03-02T10:00:00.000Z",
    ]


@pytest.mark.row("B-AUTO-03")
def test_a_rotation_gives_tickets_to_main_members_in_turn() -> None:
    played = game(workflow(Rotate(People(teams=("tier1",)))))
    found = [played.play(TicketMade({"priority": "HIGH"})).value("owner") for _ in range(3)]
    assert found == ["owner-ana", "owner-ben", "owner-ana"]


@pytest.mark.parametrize(("overwrite", "expected"), [(False, "owner-cleo"), (True, "owner-ana")])
def test_a_rotation_leaves_an_owner_unless_it_is_told(*, overwrite: bool, expected: str) -> None:
    played = game(workflow(Rotate(People(users=(ANA, BEN)), overwrite=overwrite)))
    made = TicketMade({"priority": "HIGH", "owner": f"owner-{CLEO}"})
    assert played.play(made).value("owner") == expected


def test_the_owner_of_the_contact_is_copied() -> None:
    played = with_ticket(workflow(CopyContactOwner("owner")))
    assert played.contact(owner="owner-ben").set(priority="HIGH").value("owner") == "owner-ben"


@pytest.mark.row("ACT-16", "ACT-17", "ACT-18")
def test_users_teams_and_the_owner_are_told() -> None:
    to = People(users=(BEN,), teams=("tier2",), owner=True)
    telling = Notify("email", to, "New: {{ticket.subject}}", "Look")
    played = with_ticket(workflow(telling)).set(owner="owner-ana").set(priority="HIGH")
    assert played.told("notified") == [
        {
            "by": "workflow flow",
            "how": "email",
            "to": ("ben@acme.example", "cleo@acme.example", "ana@acme.example"),
            "subject": "New: It broke",
            "body": "Look",
        }
    ]


def test_a_task_is_made_for_the_owner_with_a_date() -> None:
    task = CreateTask("Call", to_owner=True, due=timedelta(days=2))
    played = with_ticket(workflow(task)).set(owner="owner-ana").set(priority="HIGH")
    (made,) = played.told("task_created")
    assert (made["owner"], made["due"]) == ("owner-ana", "2026-03-04T10:00:00.000Z")


@pytest.mark.row("ACT-04", "ACT-07", "ACT-12", "ACT-15")
def test_a_mail_goes_to_the_contact_from_the_address_of_the_channel() -> None:
    played = with_ticket(workflow(SendMail("received"))).set(priority="HIGH")
    assert played.told("mail_sent") == [
        {
            "mail": "Ticket received",
            "to": "kim@cust.example",
            "sender": "support@acme.example",
            "transactional": True,
            "branded": True,
            "by": "workflow flow",
        }
    ]


@pytest.mark.row("ACT-07")
def test_without_a_connected_address_it_comes_from_the_accounts_own() -> None:
    form = channel("form")
    played = game(workflow(SendMail("received")), channels=(form,))
    played.message("form")
    played.set(priority="HIGH")
    assert played.told("mail_sent")[0]["sender"] == "fallback@acme.example"


@pytest.mark.row("ACT-15")
def test_branding_can_be_taken_away() -> None:
    played = with_ticket(workflow(SendMail("received")), branding=False).set(priority="HIGH")
    assert played.told("mail_sent")[0]["branded"] is False


@pytest.mark.row("ACT-08")
def test_the_conversation_shows_that_it_was_sent_and_when() -> None:
    played = with_ticket(workflow(SendMail("received"))).wait(hours=1).set(priority="HIGH")
    (event,) = [each for each in played.events if each.kind == "mail_sent"]
    assert (event.thread, event.at) == (played.ticket.origin, played.world.now)


@pytest.mark.row("ACT-13")
def test_a_mail_that_is_not_transactional_reaches_marketing_contacts_only() -> None:
    played = with_ticket(workflow(SendMail("survey"), re_enroll=True)).set(priority="HIGH")
    assert played.why("mail_not_sent") == [
        "the e-mail is not transactional, and the contact is no marketing contact"
    ]
    played.contact(marketing=True).set(priority="LOW")
    assert len(played.told("mail_sent")) == 1


@pytest.mark.parametrize(
    ("mail", "made", "why"),
    [
        ("gone", {}, "there is no such e-mail"),
        ("draft", {}, "the e-mail is not published"),
        ("received", {"contact": None}, "the ticket has no contact"),
    ],
)
def test_a_mail_that_cannot_be_sent_says_why(mail: str, made: dict[str, Any], why: str) -> None:
    mails = {each.id: each for each in (*MAILS, replace(MAILS[0], id="draft", published=False))}
    played = Game(desk(workflow(SendMail(mail)), mails=mails))
    played.play(TicketMade({"priority": "HIGH"}, **made))
    assert played.why("mail_not_sent") == [why]


def test_a_ticket_goes_on_into_another_workflow() -> None:
    first = workflow(Enroll("second"))
    second = workflow(MARK, id="second", triggers=(Manual(),))
    assert with_ticket(first, second).set(priority="HIGH").value("mark") == "seen"


def test_workflows_that_lead_to_each_other_are_stopped_and_told() -> None:
    there, back = Set("status", Text("us")), Set("status", Text("new"))
    is_new = Changes("status", Is("status", "is", ("new",)))
    flows = (
        workflow(there, id="there", triggers=(is_new,), re_enroll=True),
        workflow(back, id="back", triggers=(REACHES_US,), re_enroll=True),
    )
    played = with_ticket(*flows)
    assert len(played.told("stopped")) == 1
    assert "1000 steps" in str(played.why("stopped"))
