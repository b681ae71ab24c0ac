"""A plan and drift built by hand: automations of every sort."""

from __future__ import annotations

from dataclasses import replace

from pipelinectl.automation.conditions import normal
from pipelinectl.automation.model import Action as Act
from pipelinectl.automation.model import Branch, to_value
from pipelinectl.automation.references import reference
from pipelinectl.diagnostics import Span
from pipelinectl.model import Realisation, Record, Value
from pipelinectl.plan.automations import COPIES
from pipelinectl.plan.model import (
    Action,
    Change,
    DriftRow,
    ManualStep,
    Moved,
    Reason,
    Side,
    StepState,
)
from tests.render.usual import REORDER, address, at, plan


def leaf(name: str, test: str, **more: Value) -> Record:
    return Record(more, property=name, test=test)


NEW, WAITING = (reference("status", f"support/{key}") for key in ("new", "waiting_on_us"))
STILL_WAITING = normal(leaf("status", "is", values=(WAITING,)))
NO_CHAT = normal(leaf("source", "is_not", values=("chat",)))
RECEIVED = Act("send_email", Record(email=reference("email", "Ticket received"), custom=False))
HOUR = Act("delay", Record(amount=60, unit="minutes"))
TELL = Act(
    "send_internal_email_notification",
    Record(
        to=Record(teams=(reference("team", "Tier 2"),)),
        subject="Still waiting: {{ticket.subject}}",
        body="Please look.\nThank you.",
    ),
)
MEDIUM = Act("set", Record(property="priority", value="MEDIUM"))
ESCALATE = Act("enroll_in", Record(workflow=reference("workflow", "automation.escalate-stale")))


def split(*branches: Branch, otherwise: Branch | None = None) -> Act:
    return Act("if", Record(), branches, otherwise)


def fields(name: str, trigger: Record, *actions: Act, only_if: Record | None) -> dict[str, Value]:
    return {
        "name": name,
        "enabled": True,
        "re_enroll": False,
        "trigger": trigger,
        "only_if": only_if,
        "actions": to_value(actions),
    }


def reaches(*statuses: Record) -> Record:
    return Record(on="status_reaches", pipeline=reference("pipeline", "support"), statuses=statuses)


CREATED = Change(
    address("automation.support.new"),
    Action.CREATE,
    Reason.NEW,
    after=fields(
        "Support: New",
        reaches(NEW),
        RECEIVED,
        HOUR,
        split(
            Branch((TELL, ESCALATE), "Still waiting", STILL_WAITING),
            Branch((), "Urgent", normal(leaf("priority", "is", values=("HIGH", "URGENT")))),
            otherwise=Branch((MEDIUM,), "Moved on"),
        ),
        only_if=NO_CHAT,
    ),
    declared_at=at(21),
    realisation=Realisation.WORKFLOW,
)
_CHANGED = fields(
    "Escalate stale tickets",
    Record(on="ticket_matches", when=STILL_WAITING),
    MEDIUM,
    HOUR,
    split(
        Branch((TELL,), "Still waiting", STILL_WAITING),
        otherwise=Branch((RECEIVED,), "Moved on"),
    ),
    only_if=None,
)
UPDATED = Change(
    address("automation.escalate-stale"),
    Action.UPDATE,
    Reason.CHANGED,
    before=_CHANGED,
    after={
        **_CHANGED,
        "enabled": False,
        "actions": to_value(
            (
                HOUR,
                split(
                    Branch(
                        (
                            replace(TELL, settings=Record({**TELL.settings, "subject": "Look"})),
                            split(Branch((MEDIUM,), "High", NO_CHAT)),
                        ),
                        "Still waiting",
                        normal(Record(all=(STILL_WAITING, leaf("owner", "unknown")))),
                    ),
                    Branch((ESCALATE,), "Owned", normal(leaf("owner", "known"))),
                    otherwise=Branch((RECEIVED,)),
                ),
            )
        ),
    },
    paths=(Moved("enabled", Side.CONFIG), Moved("actions", Side.CONFIG)),
    declared_at=Span("pipelines/automations.yaml", 3, 3, 3, 17),
    realisation=Realisation.WORKFLOW,
)
REPLACED = Change(
    address("automation.support.waiting_on_us"),
    Action.REPLACE,
    Reason.CANNOT_CHANGE_IN_PLACE,
    before=fields("Support: Waiting on us", reaches(WAITING), HOUR, only_if=NO_CHAT),
    after={
        **fields("Support: Waiting on us", reaches(WAITING, NEW), HOUR, TELL, only_if=None),
        "re_enroll": True,
    },
    paths=tuple(
        Moved(each, Side.CONFIG) for each in ("re_enroll", "trigger", "only_if", "actions")
    ),
    declared_at=at(30),
    realisation=Realisation.WORKFLOW,
)
DELETED = Change(
    address("automation.old-survey"),
    Action.DELETE,
    Reason.REMOVED,
    before=fields("Survey", Record(on="manual"), MEDIUM, only_if=None),
    realisation=Realisation.WORKFLOW,
)
NAMED_ANEW = Change(
    address("automation.remind"),
    Action.UPDATE,
    Reason.REFERENCE_CHANGED,
    before={"actions": to_value((ESCALATE,)), COPIES: 2},
    after={"actions": to_value((ESCALATE,)), COPIES: 1},
    paths=(Moved("actions", Side.CONFIG), Moved(COPIES, Side.CONFIG)),
    realisation=Realisation.WORKFLOW,
)
PUT_BACK = Change(
    address("automation.support.closed"),
    Action.UPDATE,
    Reason.CHANGED_IN_ACCOUNT,
    before={"name": "Support: Closed", "enabled": False, "actions": to_value((HOUR, MEDIUM))},
    after={"name": "Support: Closed", "enabled": True, "actions": to_value((MEDIUM,))},
    paths=(Moved("enabled", Side.LIVE), Moved("actions", Side.LIVE)),
    declared_at=at(40),
    realisation=Realisation.WORKFLOW,
)
BY_HAND = Change(
    address("automate.support.customer_replies"),
    Action.UPDATE,
    Reason.MANUAL,
    before={"value": False},
    after={"value": WAITING},
    declared_at=at(12),
    realisation=Realisation.MANUAL,
)
TURNED = Change(
    address("automation.nudge"),
    Action.REPLACE,
    Reason.CANNOT_CHANGE_IN_PLACE,
    before=fields(
        "Nudge",
        Record(on="ticket_created", source=()),
        Act("delay", Record(amount=2, unit="days")),
        only_if=normal(leaf("priority", "is", values=("HIGH",))),
    ),
    after=fields(
        "Nudge",
        Record(on="ticket_created", source=()),
        Act("delay", Record(amount=1, unit="days")),
        only_if=None,
    ),
    paths=(Moved("only_if", Side.CONFIG), Moved("actions", Side.CONFIG)),
    realisation=Realisation.WORKFLOW,
)
UNUSUAL = Change(
    address("automation.support.waiting_on_contact"),
    Action.CREATE,
    Reason.SIDE_UNKNOWN,
    after={
        **fields(
            "Support / Waiting on contact",
            reaches(reference("status", "support/waiting_on_contact")),
            MEDIUM,
            only_if=None,
        ),
        "enabled": False,
        "re_enroll": True,
    },
    declared_at=at(33),
    realisation=Realisation.WORKFLOW,
)
CLICKED = Change(
    address("automation.billing.new"),
    Action.CREATE,
    Reason.MANUAL,
    after=fields("Billing / New", reaches(NEW), RECEIVED, only_if=NO_CHAT),
    declared_at=at(50),
    realisation=Realisation.MANUAL,
)
STEPS = (
    ManualStep(
        "automate.support.set_close_date",
        "Tickets: pipelines",
        "Settings > Objects > Tickets",
        None,
        "The close date is set.",
        StepState.VERIFIED,
    ),
    ManualStep(
        "automate.support.customer_replies",
        "Tickets: pipelines",
        'Settings > Objects > Tickets > "Support" > Automate',
        "https://app.hubspot.com/settings/1111111/objects/tickets",
        '"A customer replies to an email" sets the status "Waiting on us".',
        StepState.OPEN,
    ),
    ManualStep(
        "automation.billing.new",
        "Tickets: pipelines",
        'Settings ▸ Tickets ▸ "Billing" ▸ + at "New" ▸ Send email ▸ Save',
        None,
        'At "New": 1. Send email "Ticket received". The workflow is on.',
        StepState.OPEN,
    ),
    ManualStep(
        "automate.billing.set_close_date",
        "Tickets: pipelines",
        "Settings > Objects > Tickets",
        None,
        "The close date is set.",
        StepState.ACKNOWLEDGED,
        "ana@acme.example",
        "2026-02-27T16:05:12Z",
    ),
)
RAW = Act("raw", Record(json=Record(actionTypeId="1-2", fields=Record(channel="a", text="x"))))
DRIFT = (
    DriftRow(
        PUT_BACK.address,
        ("enabled", "actions"),
        base={"enabled": True, "actions": to_value((MEDIUM,))},
        live={"enabled": False, "actions": to_value((HOUR, MEDIUM))},
        who="ben@acme.example",
        when="2026-02-28T08:00:00Z",
    ),
    DriftRow(
        address("automation.tell-chat"),
        ("trigger", "actions"),
        base={
            "name": "Tell the chat",
            "trigger": Record(on="ticket_created", source=("chat",)),
            "actions": to_value((RAW,)),
        },
        live={
            "trigger": Record(on="ticket_created", source=("chat", "form")),
            "actions": to_value(
                (
                    Act(
                        "raw",
                        Record(
                            json=Record(actionTypeId="1-2", fields=Record(channel="b", text="x"))
                        ),
                    ),
                )
            ),
        },
    ),
    DriftRow(
        BY_HAND.address,
        ("value",),
        base={"value": False},
        live={"value": NEW},
    ),
)
AUTOMATIONS = plan(
    (
        UPDATED,
        DELETED,
        NAMED_ANEW,
        TURNED,
        REORDER,
        CREATED,
        UNUSUAL,
        REPLACED,
        PUT_BACK,
        BY_HAND,
        CLICKED,
        Change(
            address("status.support.waiting_on_us"),
            Action.UPDATE,
            Reason.CHANGED,
            before={"name": "Waiting on us"},
            after={"name": "Waiting on the team"},
            paths=(Moved("name", Side.CONFIG),),
        ),
    ),
    drift=DRIFT,
    manual_steps=STEPS,
)
