"""What speaks against an automation in an account: all of it at once, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.automation.references import (
    EMAIL,
    PIPELINE,
    STATUS,
    TEAM,
    USER,
    WORKFLOW,
    reference,
)
from pipelinectl.model import Record
from pipelinectl.ports import Lack, Objection
from tests.contract.rigs import BY_HAND
from tests.contract.workflows import HIGH, LOW, TELL_ANA, enroll_in, fields, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.model import Value
    from tests.contract.rigs import Rig

IN_KEYS = Record(
    on="status_reaches",
    pipeline=reference(PIPELINE, "support"),
    statuses=(reference(STATUS, "support/new"),),
)


def declared(*actions: Record, **more: Value) -> dict[str, Value]:
    """An automation in the terms of the files."""
    return fields(*actions, **{"trigger": IN_KEYS, **more})


def mail(name: str, *, custom: bool = True) -> Record:
    return Record(do="send_email", email=reference(EMAIL, name), custom=custom)


def tell(**to: Value) -> Record:
    return Record({**TELL_ANA, "to": Record(to)})


def users(*names: str) -> Record:
    return tell(users=tuple(reference(USER, each) for each in names))


def teams(*names: str) -> Record:
    return tell(teams=tuple(reference(TEAM, each) for each in names))


def leaf(name: str, test: str = "is", **more: Value) -> Record:
    return Record({"property": name, "test": test, **more})


def condition(*leaves: Record) -> Record:
    return Record(any=(Record(all=leaves),))


def set_to(name: str, value: Value) -> Record:
    return Record(do="set", property=name, value=value)


def spoken(rig: Rig, wanted: dict[str, Value]) -> list[str]:
    """The objections in one line each: lack, code, place, message and hint."""
    desk = rig.desk()
    found = desk.objections(wanted, read(desk))
    return [_line(each) for each in found]


def _line(each: Objection) -> str:
    hint = f" ({each.hint})" if each.hint else ""
    return f"{each.lack} {each.code} {each.path}: {each.message}{hint}"


def test_nothing_speaks_against_what_the_account_has(rig: Rig) -> None:
    rig.build(name="Survey")
    wanted = declared(
        HIGH,
        TELL_ANA,
        teams("Tier 1", "id:502"),
        users("id:40000002", "BEN@acme.example"),
        mail("Ticket received", custom=False),
        enroll_in("Survey"),
        enroll_in("automation.of-the-files"),
        Record(do="assign_owner", to=reference(USER, "ana@acme.example")),
        set_to("status", reference(STATUS, "support/waiting")),
        only_if=condition(leaf("source", "is_not", values=("chat",))),
    )
    assert spoken(rig, wanted) == []


def test_lists_are_read_once_and_only_where_names_are_looked_up(rig: Rig) -> None:
    desk = rig.desk()
    live = read(desk)
    before = desk.calls
    assert (
        desk.objections(declared(enroll_in("automation.survey"), trigger=Record(on="manual")), live)
        == ()
    )
    assert desk.calls == before
    for _ in range(3):
        assert desk.objections(declared(HIGH, TELL_ANA, teams("Tier 1")), live) == ()
    assert desk.calls == before + 3, "people, teams and properties"


@pytest.mark.row("ACT-17")
@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (
            users("anna@acme.example"),
            (
                "missing PC514 actions.0: User anna@acme.example does not exist in the account. "
                "(Did you mean `ana@acme.example`?)"
            ),
        ),
        (
            users("ana@acme.example", "id:7"),
            "missing PC514 actions.0: User with the id 7 does not exist in the account.",
        ),
        (
            teams("Tier1"),
            (
                'missing PC515 actions.0: Team "Tier1" does not exist in the account. '
                "(Did you mean `Tier 1`?)"
            ),
        ),
        (
            mail("CSAT"),
            'missing PC516 actions.0: E-mail "CSAT" does not exist in the account.',
        ),
        (
            enroll_in("Nowhere"),
            (
                'unreadable PC522 actions.0: Whether the account has the workflow "Nowhere" is not '
                "known: the list of workflows is empty. So it is in an account that has none, and "
                "for a token that may not read them."
            ),
        ),
        (
            set_to("severity", "high"),
            'missing PC519 actions.0: Property "severity" does not exist on tickets.',
        ),
        (
            set_to("priority", "HIHG"),
            (
                'missing PC519 actions.0: Value "HIHG" of property "priority" does not exist on '
                "tickets. (Did you mean `HIGH`?)"
            ),
        ),
        (
            Record({**TELL_ANA, "subject": "{{ticket.sevrity}}"}),
            'missing PC519 actions.0: Property "sevrity" does not exist on tickets.',
        ),
    ],
)
def test_what_the_account_does_not_have_is_said_with_what_is_near(
    rig: Rig, action: Record, expected: str
) -> None:
    assert spoken(rig, declared(action)) == [expected]


def test_a_user_who_was_deactivated_is_said_to_be(rig: Rig) -> None:
    eva = {"id": "70000009", "email": "eva@acme.example", "archived": True}
    assert rig.fill({"owners": [{**eva, "userIdIncludingInactive": 40000009}]})
    assert spoken(rig, declared(users("eva@acme.example"))) == [
        "missing PC514 actions.0: User eva@acme.example was deactivated in the account.",
    ]


def test_a_name_of_several_is_answered_with_their_ids(rig: Rig) -> None:
    assert rig.fill(
        {
            "teams": [{"id": "1", "name": "Night"}, {"id": "2", "name": "Night"}],
            "emails": [
                {"id": "8", "name": "CSAT", "isTransactional": True},
                {"id": "9", "name": "CSAT", "isTransactional": True},
            ],
        }
    )
    one, two = rig.build(name="Survey"), rig.build(name="Survey")
    wanted = declared(teams("Night"), mail("CSAT"), enroll_in("Survey"))
    assert spoken(rig, wanted) == [
        (
            'missing PC515 actions.0: The account has several teams "Night". '
            "(Write one of `id:1`, `id:2`.)"
        ),
        (
            'missing PC516 actions.1: The account has several e-mails "CSAT". '
            "(Write one of `id:8`, `id:9`.)"
        ),
        (
            'missing PC520 actions.2: The account has several workflows "Survey". '
            f"(Write one of `id:{one}`, `id:{two}`.)"
        ),
    ]
    assert spoken(rig, declared(teams("id:1"), mail("id:9"), enroll_in(f"id:{two}"))) == []


def test_a_workflow_that_does_not_exist_is_said_where_workflows_can_be_read(rig: Rig) -> None:
    rig.build(name="Survey")
    assert spoken(rig, declared(enroll_in("Survy"), enroll_in("id:5"))) == [
        (
            'missing PC520 actions.0: Workflow "Survy" does not exist in the account. '
            "(Did you mean `Survey`?)"
        ),
        "missing PC520 actions.1: Workflow with the id 5 does not exist in the account.",
    ]


@pytest.mark.row("ACT-11", "ACT-13")
def test_an_email_must_be_published_and_one_that_is_not_transactional_is_doubted(rig: Rig) -> None:
    assert rig.fill(
        {
            "emails": [
                {"name": "CSAT"},
                {"name": "Draft", "isPublished": False, "isTransactional": True},
                {"name": "Receipt", "isTransactional": True},
            ]
        }
    )
    assert spoken(rig, declared(mail("CSAT"), mail("Draft"), mail("Receipt"))) == [
        (
            'doubtful PC518 actions.0: "CSAT" is not transactional: contacts that are not '
            "marketing contacts will not receive it."
        ),
        (
            'missing PC516 actions.1: E-mail "Draft" is not published. '
            "(Publish it in the marketing e-mail tool.)"
        ),
    ]


RECEIVED = {"name": "Ticket received", "subcategory": "ticket_opened_kickback_email"}


@pytest.mark.row("ACT-04", "ACT-05", "ACT-12")
@pytest.mark.parametrize(
    ("emails", "why"),
    [
        ([RECEIVED], None),
        ([{"name": "Thanks!", "subcategory": "ticket_opened_kickback_email"}], None),
        ([{"name": "Ticket received"}], None),
        ([RECEIVED, {**RECEIVED, "name": "Another"}], None),
        ([], "The account shows no e-mail of that kind."),
        ([RECEIVED, RECEIVED], "The account shows 2 e-mails of that kind."),
        (
            [{**RECEIVED, "isPublished": False}],
            "The account's e-mail of that kind is not published.",
        ),
    ],
)
def test_a_ready_made_email_is_sent_by_a_workflow_only_where_the_account_shows_it(
    rig: Rig, emails: list[dict[str, Any]], why: str | None
) -> None:
    assert rig.fill({"emails": emails})
    message = (
        f'not_as_workflow PC517 actions.1: "Ticket received" cannot be sent by a workflow here. '
        f"{why} (It is looked for by the subcategory ticket_opened_kickback_email, then by its "
        "name.)"
    )
    expected = [message] if why else []
    assert spoken(rig, declared(HIGH, mail("Ticket received", custom=False))) == expected


@pytest.mark.parametrize(
    ("profile", "action", "said"),
    [
        (
            "missing_people_scope",
            Record({**TELL_ANA, "subject": "Look"}),
            ("crm.objects.owners.read", "whether the account has the user ana@acme.example"),
        ),
        (
            "missing_teams_scope",
            Record({**teams("Tier 1"), "subject": "Look"}),
            ("settings.users.teams.read", 'whether the account has the team "Tier 1"'),
        ),
        (
            "missing_content_scope",
            mail("CSAT"),
            ("content", 'whether the account has the e-mail "CSAT"'),
        ),
        (
            "missing_content_scope",
            mail("Ticket closed", custom=False),
            ("content", 'whether the account has the e-mail "Ticket closed"'),
        ),
        ("missing_properties_scope", LOW, ("tickets", "whether tickets have priority")),
    ],
)
def test_what_may_not_be_looked_up_is_unknown_and_not_missing(
    adapter: str,
    accounts: Callable[..., Rig],
    profile: str,
    action: Record,
    said: tuple[str, str],
) -> None:
    scope, what = said
    assert spoken(accounts(adapter, profile), declared(action)) == [
        (
            f"unreadable PC522 actions.0: The token's user lacks {scope}: {what} is not known. "
            f"(Add the scope {scope} to the service key or private app.)"
        ),
    ]


def test_an_owner_is_unknown_where_only_logins_can_be_read(rig: Rig) -> None:
    rig.fault("fail_read", path_contains="owners", times=99, status=403)
    to_ana = Record(do="assign_owner", to=reference(USER, "ana@acme.example"))
    assert spoken(rig, declared(users("ana@acme.example"), to_ana)) == [
        (
            "unreadable PC522 actions.1: The token's user lacks crm.objects.owners.read: the owner "
            "id of ana@acme.example is not known. (Add the scope crm.objects.owners.read to the "
            "service key or private app.)"
        ),
    ]


def test_everything_is_said_at_once_and_where_it_stands(rig: Rig) -> None:
    branch = Record(
        name="VIP",
        when=condition(leaf("tier", values=("vip",))),
        actions=(users("eve@acme.example"), teams("Nobody")),
    )
    other = Record(actions=(set_to("priority", "ASAP"),))
    wanted = declared(
        TELL_ANA,
        Record({"do": "if", "branches": (branch,), "else": other}),
        trigger=Record(on="property_changes", property="priority", to=("HIGH", "WOW")),
        only_if=condition(leaf("owner", values=(reference(USER, "zoe@acme.example"),))),
    )
    assert [each.split(":")[0] for each in spoken(rig, wanted)] == [
        "missing PC519 trigger",
        "missing PC514 only_if",
        "missing PC519 actions.1",
        "missing PC514 actions.1.0.0",
        "missing PC515 actions.1.0.1",
        "missing PC519 actions.1.1.0",
    ]


def test_what_has_no_form_in_the_help_desk_points_to_raw(rig: Rig) -> None:
    tested = condition(leaf("subject", "above", value=3))
    found = spoken(rig, declared(HIGH, only_if=tested))
    assert len(found) == 1
    assert found[0].startswith("missing PC521 only_if: ")
    assert found[0].endswith("(`raw:` takes HubSpot's own form.)")


def test_every_action_without_a_form_is_said(rig: Rig) -> None:
    odd = Record({**TELL_ANA, "subject": "{{ enrolled_object.subject }}"})
    found = spoken(rig, declared(odd, HIGH, odd))
    assert [each.split(": ")[0] for each in found] == [
        "missing PC521 actions.0",
        "missing PC521 actions.2",
    ]


@pytest.mark.row("ACT-20")
def test_a_key_that_the_help_desk_would_ignore_is_refused(rig: Rig) -> None:
    fine = Record(actionTypeId="1-7", actionTypeVersion=0, fields=Record(note="kept"))
    assert spoken(rig, declared(Record(do="raw", json=fine))) == []
    strange = Record({**fine, "actionTypId": "1-7"})
    (found,) = spoken(rig, declared(HIGH, Record(do="raw", json=strange)))
    assert found.startswith("missing PC521 actions.1: ")
    assert "'actionTypId'" in found
    assert "(At actionTypId in `raw:`.)" in found


def test_references_in_raw_are_looked_up_too(rig: Rig) -> None:
    json = Record(
        actionTypeId="1-7",
        actionTypeVersion=0,
        fields=Record(to=reference(USER, "eve@acme.example"), list=reference(WORKFLOW, "Survey")),
    )
    rig.build(name="Survey")
    assert [each.split(":")[0] for each in spoken(rig, declared(Record(do="raw", json=json)))] == [
        "missing PC514 actions.0",
    ]


def test_an_objection_is_a_plain_value(rig: Rig) -> None:
    desk = rig.desk()
    (found,) = desk.objections(declared(teams("Nobody")), read(desk))
    assert found == Objection(
        Lack.MISSING,
        "PC515",
        'Team "Nobody" does not exist in the account.',
        path="actions.0",
    )
    assert BY_HAND["name"] not in found.message
