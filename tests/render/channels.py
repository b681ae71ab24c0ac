"""A plan and drift built by hand: all types of channels, people and the help desk's settings."""

from __future__ import annotations

from pipelinectl.automation.conditions import normal
from pipelinectl.automation.model import Action as Act
from pipelinectl.automation.model import to_value
from pipelinectl.automation.references import reference
from pipelinectl.diagnostics import Severity, Span, diagnostic
from pipelinectl.model import Realisation, Record, Value
from pipelinectl.plan.model import (
    Action,
    Block,
    Change,
    DriftRow,
    Moved,
    Reason,
    Side,
)
from tests.render.automations import NEW, leaf
from tests.render.channel_steps import HTML, SIGNED, STEPS
from tests.render.usual import address, plan

FILE = "pipelines/channels.yaml"
SV = normal(leaf("language", "is", values=("sv",)))
ANA, BEN = reference("user", "ana@acme.example"), reference("user", "ben@acme.example")
TIER1, TIER2 = reference("team", "Tier 1"), reference("team", "Tier 2")
SUPPORT = reference("pipeline", "support")


def at(line: int) -> Span:
    return Span(FILE, line, 5, line, 12)


def change(
    where: str,
    action: Action,
    before: dict[str, Value] | None,
    after: dict[str, Value] | None,
    realisation: Realisation = Realisation.API,
    *,
    reason: Reason | None = None,
    side: Side = Side.CONFIG,
    blocked_by: tuple[Block, ...] = (),
    needs: tuple[str, ...] = (),
    line: int = 7,
) -> Change:
    by_hand = realisation is Realisation.MANUAL
    usual = Reason.NEW if action is Action.CREATE else Reason.CHANGED
    old, new = before or {}, after or {}
    differ = [each for each in {**old, **new} if old.get(each) != new.get(each)]
    return Change(
        address(where),
        action,
        reason or (Reason.MANUAL if by_hand else usual),
        before,
        after,
        tuple(Moved(each, side) for each in differ) if action is Action.UPDATE else (),
        depends_on=tuple(map(address, needs)),
        declared_at=None if action is Action.DELETE else at(line),
        blocked_by=blocked_by,
        realisation=realisation,
    )


def connected(where: str, channel_type: str, **more: Value) -> Change:
    fields = {"type": channel_type, "authorized": True, "connected_to": "help_desk", **more}
    return change(f"channel.{where}", Action.CREATE, None, fields, Realisation.MANUAL)


def by_hand(where: str, value: Value, before: Value = None) -> Change:
    old: dict[str, Value] | None = None if before is None else {"value": before}
    action = Action.CREATE if before is None else Action.UPDATE
    return change(where, action, old, {"value": value}, Realisation.MANUAL)


def workflow(key: str, *actions: Act) -> dict[str, Value]:
    return {
        "name": f"Tickets of {key}",
        "enabled": True,
        "re_enroll": False,
        "trigger": Record(
            on="property_changes", property="channel", to=(reference("channel", key),)
        ),
        "only_if": None,
        "actions": to_value(actions),
    }


ROUTING = Record(
    assign_to=Record(teams=(TIER1,), users=(ANA,)),
    only_available_users=True,
    rules=(Record(when=SV, skill="Swedish"),),
)
SET_NEW = Act("set", Record(property="status", value=NEW))
SET_HIGH = Act("set", Record(property="priority", value="HIGH"))
ROTATE = Act("rotate_owner", Record(to=Record(teams=(TIER1,)), overwrite=False))
HOURS = Record(
    dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), ("09:00-17:00",))
)

STEPS_OF_PEOPLE = (
    connected("support-email", "email", address="support@acme.example"),
    by_hand("channel.support-email.signature", HTML),
    by_hand("channel.support-email.routing", ROUTING),
    connected("web-chat", "chat", name="Website"),
    connected("facebook", "facebook_messenger", page="Acme Support"),
    by_hand("channel.facebook.greeting", "Hi! How can we help?"),
    connected("contact-form", "form", form="Contact support"),
    connected("whatsapp-se", "whatsapp", number="+46701234567"),
    change(
        "channel.hotline",
        Action.UPDATE,
        {"enabled": False, "type": "calling"},
        {"enabled": True, "type": "calling"},
        Realisation.MANUAL,
        side=Side.LIVE,
    ),
    change(
        "channel.billing-email",
        Action.UPDATE,
        {"connected_to": "Billing inbox"},
        {"connected_to": "help_desk"},
        Realisation.MANUAL,
    ),
    change(
        "channel.old-form",
        Action.DELETE,
        {"type": "form", "form": "Old form"},
        None,
        Realisation.MANUAL,
        reason=Reason.REMOVED,
    ),
)

BY_WORKFLOW = (
    change(
        "automation.channel.support-email",
        Action.CREATE,
        None,
        workflow("support-email", SET_NEW, SET_HIGH, ROTATE),
        Realisation.WORKFLOW,
        needs=("channel.support-email",),
        blocked_by=(Block.DEPENDENCY,),
    ),
    change(
        "automation.channel.web-chat",
        Action.UPDATE,
        workflow("web-chat", SET_HIGH),
        workflow("web-chat", SET_HIGH, ROTATE),
        Realisation.WORKFLOW,
    ),
    change(
        "automation.channel.hotline",
        Action.UPDATE,
        {**workflow("hotline", ROTATE), "enabled": False},
        workflow("hotline", ROTATE),
        Realisation.WORKFLOW,
        reason=Reason.CHANGED_IN_ACCOUNT,
        side=Side.LIVE,
    ),
    change(
        "automation.channel.old-form",
        Action.DELETE,
        workflow("old-form", SET_NEW),
        None,
        Realisation.WORKFLOW,
        reason=Reason.REMOVED,
    ),
)

BY_API = (
    change(
        "channel.telegram",
        Action.CREATE,
        None,
        {
            "type": "custom",
            "authorized": True,
            "connected_to": "help_desk",
            "app": "Telegram for HubSpot",
        },
    ),
    change(
        "form.contact-form",
        Action.CREATE,
        None,
        {
            "name": "Contact support",
            "fields": (
                Record(name="email", hidden=False, required=True, label="Your e-mail"),
                Record(name="ticket.content", hidden=False, required=False, label=""),
                Record(name="ticket.source_page", hidden=True, required=False, label=""),
            ),
            "ticket_properties": Record(pipeline=SUPPORT, status=NEW),
        },
    ),
    change(
        "form.old-contact",
        Action.UPDATE,
        {"ticket_properties": Record(pipeline=SUPPORT, priority="LOW")},
        {"ticket_properties": Record(pipeline=SUPPORT, priority="HIGH", status=NEW)},
    ),
    change(
        "channel.partner-email",
        Action.UPDATE,
        {"connected_to": "help_desk"},
        {"connected_to": "Partners"},
        Realisation.MANUAL,
        blocked_by=(Block.REFUSED,),
    ),
    change("user.ana@acme.example.working_hours", Action.UPDATE, {"value": None}, {"value": HOURS}),
    change(
        "user.ben@acme.example.working_hours",
        Action.UPDATE,
        {"value": Record({**HOURS, "friday": ("09:00-12:00", "13:00-15:00")})},
        {"value": HOURS},
        reason=Reason.CHANGED_IN_ACCOUNT,
        side=Side.LIVE,
    ),
    change(
        "user.ana@acme.example.out_of_office",
        Action.UPDATE,
        {"value": ()},
        {"value": (Record({"from": "2026-12-24", "to": "2026-12-31"}),)},
    ),
    change(
        "team.tier_1.main_members",
        Action.UPDATE,
        {"team": "Tier 1", "value": (ANA,)},
        {"team": "Tier 1", "value": (ANA, BEN)},
    ),
    change(
        "team.tier_2.extra_members",
        Action.UPDATE,
        {"team": "Tier 2", "value": (ANA, BEN)},
        {"team": "Tier 2", "value": (ANA,)},
        reason=Reason.CHANGED_IN_ACCOUNT,
        side=Side.LIVE,
    ),
    change("skills.languages", Action.RELEASE, None, None, reason=Reason.RELEASED),
    change("sla.pause_in", Action.RELEASE, None, None, reason=Reason.RELEASED),
)


DRIFT = (
    DriftRow(address("channel.facebook"), (), {"type": "facebook_messenger"}, {}, missing=True),
    DriftRow(
        address("channel.hotline"),
        ("enabled",),
        {"enabled": True},
        {"enabled": False},
        who="ben@acme.example",
        when="2026-02-28T08:00:00Z",
    ),
    DriftRow(
        address("channel.billing-email"),
        ("connected_to", "authorized", "address"),
        {"connected_to": "help_desk", "authorized": True, "address": "billing@acme.example"},
        {"connected_to": "Billing inbox", "authorized": False, "address": "bills@acme.example"},
    ),
    DriftRow(
        address("channel.web-chat"),
        ("connected_to", "authorized", "enabled"),
        {"connected_to": "Sales", "authorized": False, "enabled": False},
        {"connected_to": "help_desk", "authorized": True, "enabled": True},
    ),
    DriftRow(address("form.feedback"), (), {"name": "Feedback"}, {}, missing=True),
    DriftRow(
        address("team.tier_2.extra_members"),
        ("value",),
        {"team": "Tier 2", "value": (ANA,)},
        {"team": "Tier 2", "value": (ANA, BEN)},
    ),
    DriftRow(
        address("user.ben@acme.example.working_hours"),
        ("value",),
        {"value": HOURS},
        {"value": Record({**HOURS, "friday": ("09:00-12:00", "13:00-15:00")})},
    ),
    DriftRow(
        address("automation.channel.hotline"),
        ("enabled",),
        workflow("hotline", ROTATE),
        {**workflow("hotline", ROTATE), "enabled": False},
    ),
)
FINDINGS = (
    diagnostic(
        "PC634",
        "Workflows stand in for routing or ticket properties of channels.",
        severity=Severity.INFO,
    ),
    diagnostic(
        "PC611",
        'Channel "partner-email" is in the help desk, and HubSpot does not let it move back to '
        'the inbox "Partners".',
        hint="Write connected_to: help_desk.",
        address="channel.partner-email",
        severity=Severity.BLOCKED,
    ),
)
CHANNELS = plan(
    (
        *STEPS_OF_PEOPLE,
        *BY_WORKFLOW,
        *BY_API,
        Change(
            address("status.support.new"),
            Action.UPDATE,
            Reason.CHANGED,
            before={"name": "New"},
            after={"name": "Fresh"},
            paths=(Moved("name", Side.CONFIG),),
        ),
    ),
    drift=DRIFT,
    diagnostics=FINDINGS,
    manual_steps=(*STEPS, *SIGNED),
)
