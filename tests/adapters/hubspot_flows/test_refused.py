"""What is not lowered: HubSpot's form is unknown, or it would read back as something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelinectl.adapters.hubspot.flows import CannotLower, Unresolved, lowered, settled
from pipelinectl.automation.conditions import normal
from pipelinectl.automation.model import Action, Branch, to_value
from pipelinectl.automation.references import reference
from pipelinectl.model import Record
from tests.adapters.hubspot_flows.account import Account

if TYPE_CHECKING:
    from pipelinectl.model import Value

ANA = reference("user", "ana@acme.example")
TIER = reference("team", "Tier 1")
SUPPORT = reference("pipeline", "support")
NEW = reference("status", "support-new")


def leaf(name: str, test: str, **more: Value) -> Record:
    return Record(more, property=name, test=test)


def fields(*actions: Action, **more: Value) -> dict[str, Value]:
    return {
        "name": "x",
        "enabled": True,
        "re_enroll": False,
        "trigger": Record(on="manual"),
        "only_if": None,
        "actions": to_value(actions),
        **more,
    }


def matching(*leaves: Record) -> dict[str, Value]:
    return fields(trigger=Record(on="ticket_matches", when=normal(Record(all=leaves))))


def to_set(name: str, value: Value) -> dict[str, Value]:
    return fields(Action("set", Record(property=name, value=value)))


def notified(kind: str, **more: Value) -> dict[str, Value]:
    settings: dict[str, Value] = {"to": Record(users=(ANA,)), "subject": "s", "body": "b"}
    return fields(Action(kind, Record({**settings, **more})))


@pytest.mark.parametrize(
    ("asked", "path", "reason"),
    [
        (
            notified("send_in_app_notification", to=Record(owner=True)),
            "actions.0",
            "how HubSpot's in-app notification names teams or the owner is not known.",
        ),
        (
            notified("send_internal_email_notification", body="{{ enrolled_object.subject }}"),
            "actions.0",
            "HubSpot's own tokens stand in a text; write {{ticket.<property>}} instead.",
        ),
        (
            notified("send_internal_email_notification", subject="{{ticket.hs_pipeline}}"),
            "actions.0",
            "the property `hs_pipeline` is called `pipeline` in automations.",
        ),
        (
            notified("send_internal_email_notification", body="{{ action_outputs.action_1.x }}"),
            "actions.0",
            "what another action found is named by its id, and ids are counted anew.",
        ),
        (to_set("owner", ANA), "actions.0", "the owner is set by `assign_owner`."),
        (
            to_set("channel", reference("channel", "8841")),
            "actions.0",
            "HubSpot sets the channel of a ticket, and nobody else can.",
        ),
        (
            fields(Action("rotate_owner", Record(to=Record(users=(ANA,), teams=(TIER,))))),
            "actions.0",
            "how HubSpot names users and teams together is not known.",
        ),
        (to_set("status", "New"), "actions.0", "a value of `status` must name a status."),
        (to_set("score", "5"), "actions.0", "`score` holds a number: write 5 without quotes."),
        (to_set("is_vip", 1), "actions.0", "`is_vip` holds true or false: write 1 without quotes."),
        (
            to_set("order_number", 5),
            "actions.0",
            '`order_number` holds text, or its type could not be read: write "5" for 5.',
        ),
        (
            matching(leaf("tier", "is", values=(True,))),
            "trigger",
            '`tier` holds text: write "true" for true.',
        ),
        (
            matching(leaf("source", "is", values=("CHAT",))),
            "trigger",
            "sources are lower case words: 'CHAT' is not one.",
        ),
        (
            matching(leaf("tier", "above", value=3)),
            "trigger",
            "how HubSpot tests `above` on `tier` (of type enumeration) is not known.",
        ),
        (
            matching(leaf("other", "is", values=("a",))),
            "trigger",
            "how HubSpot tests `is` on `other` (of a type that could not be read) is not known.",
        ),
        (
            matching(leaf("due_on", "is", values=("2026-01-01",))),
            "trigger",
            "how HubSpot tests `is` on `due_on` (of type date) is not known.",
        ),
        (
            matching(leaf("tier", "older_than", amount=3, unit="days")),
            "trigger",
            "`older_than` asks for a date, and `tier` is of type enumeration.",
        ),
        (
            matching(leaf("score", "is_not", values=(1, 2))),
            "trigger",
            "HubSpot compares `score` with one value at a time.",
        ),
        (
            matching(leaf("score", "is", values=("5",))),
            "trigger",
            "`score` is a number: 5 is not one.",
        ),
        (
            matching(leaf("hs_ticket_priority", "is", values=("LOW",))),
            "trigger",
            "the property `hs_ticket_priority` is called `priority` in automations.",
        ),
        (
            fields(
                trigger=Record(on="ticket_created", source=()),
                only_if=normal(leaf("source", "is", values=("chat",))),
            ),
            "only_if",
            "that is a source of the trigger: write `ticket_created: {source: …}`.",
        ),
        (
            fields(
                trigger=Record(on="property_changes", property="status", to=(NEW,)),
                only_if=normal(leaf("pipeline", "is", values=(SUPPORT,))),
            ),
            "only_if",
            "that is `status_reaches`: name the pipeline and the statuses there.",
        ),
        (
            fields(
                re_enroll=True,
                trigger=Record(on="raw", json=Record(type="MANUAL", shouldReEnroll=False)),
            ),
            "trigger",
            "HubSpot's JSON must hold shouldReEnroll: true, for `re_enroll` is true.",
        ),
    ],
)
def test_the_reason_is_told_with_its_place(asked: dict[str, Value], path: str, reason: str) -> None:
    with pytest.raises(CannotLower) as refused:
        lowered(asked, Account(), "automation.x")
    assert (refused.value.path, refused.value.reason) == (path, reason)


def test_an_action_in_a_branch_is_named_by_its_way() -> None:
    inner = Action("set", Record(property="score", value="5"))
    asked = Branch((Action("delay", Record(amount=1, unit="days")), inner), None, "BUG")
    chain = [
        Action("delay", Record(amount=1, unit="days")),
        Action("switch", Record(property="category"), (asked,), Branch((inner,))),
    ]
    with pytest.raises(CannotLower) as refused:
        lowered(fields(*chain), Account(), "automation.x")
    assert refused.value.path == "actions.1.0.1"


def test_what_the_account_does_not_have_is_named() -> None:
    zoe = reference("user", "zoe@acme.example")
    asked = fields(Action("rotate_owner", Record(to=Record(users=(zoe,)))))
    with pytest.raises(Unresolved) as missing:
        lowered(asked, Account(), "automation.x")
    assert (missing.value.kind, missing.value.name) == ("user", "zoe@acme.example")
    assert str(missing.value) == "the account has no user 'zoe@acme.example', or more than one"


def test_ids_settle_as_the_names_that_they_read_back_as() -> None:
    asked = fields(
        Action("rotate_owner", Record(to=Record(users=(reference("user", "id:2620022"),)))),
        Action("enroll_in", Record(workflow=reference("workflow", "automation.escalate-stale"))),
        Action("raw", Record(json=Record(actionTypeId="1-7", fields=Record(team=ANA)))),
    )
    assert settled(asked, Account()) == fields(
        Action("rotate_owner", Record(to=Record(users=(ANA,)), overwrite=False)),
        Action("enroll_in", Record(workflow=reference("workflow", "501"))),
        Action(
            "raw",
            Record(
                json=Record(actionTypeId="1-7", actionTypeVersion=0, fields=Record(team="2620022"))
            ),
        ),
    )
