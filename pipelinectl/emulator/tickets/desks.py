"""An account as a desk of the engine: what tickets run through."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pipelinectl.emulator import profiles
from pipelinectl.emulator.channels import channels
from pipelinectl.emulator.people.agents import AWAY, agents
from pipelinectl.emulator.people.deskclicks import DESK, SLA
from pipelinectl.emulator.people.people import TEAM, USER
from pipelinectl.emulator.pipelines import automate
from pipelinectl.emulator.pipelines.model import TICKETS
from pipelinectl.emulator.tickets.emails import EMAIL
from pipelinectl.emulator.workflows import flowstore
from pipelinectl.emulator.workflows.flowruns import workflows_of
from pipelinectl.engine.conditions import All, Test
from pipelinectl.engine.desk import Channel, Desk, Mail, Pipeline, Routing, Rule, Status, Terms
from pipelinectl.engine.people import Hours, Person, Team

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.people.agents import Agent
    from pipelinectl.emulator.wire import JsonObject

TERMS = Terms(
    status="hs_pipeline_stage",
    pipeline="hs_pipeline",
    owner="hubspot_owner_id",
    created="createdate",
    close_date="closed_date",
    source="source_type",
    channel="hs_originating_channel_instance_id",
    channel_type="hs_originating_generic_channel_id",
    thread="hs_conversations_originating_thread_id",
    subject="subject",
    content="content",
    assigned_teams="hs_assigned_team_ids",
    made_by="hs_object_source_label",
    conversation="CONVERSATIONS",
    workflow="AUTOMATION_PLATFORM",
    sources={
        channels.EMAIL: "EMAIL",
        channels.CHAT: "CHAT",
        channels.MESSENGER: "CHAT",
        channels.FORMS: "FORM",
        channels.CALLING: "PHONE",
    },
)
BY_API = "INTEGRATION"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_GROUPS = {
    "monday_to_friday": _DAYS[:5],
    "mon-fri": _DAYS[:5],
    "saturday_sunday": _DAYS[5:],
    "sat-sun": _DAYS[5:],
    "every_day": _DAYS,
    "mon-sun": _DAYS,
}


def desk_of(account: Account) -> Desk:
    """The desk of an account as it is now."""
    default = account.default_pipeline()
    teams = account.store.all(TEAM)
    main = {user: team["id"] for team in reversed(teams) for user in team["userIds"]}
    own = {user["id"]: user.get("primaryTeamId") for user in account.store.all(USER)}
    people = [
        _person(each, own.get(each.user_id) or main.get(each.user_id)) for each in agents(account)
    ]
    emails = {each.email.casefold(): each.id for each in people}
    names = {team["name"]: team["id"] for team in reversed(teams)}
    return Desk(
        terms=TERMS,
        pipelines={each.id: each for each in _pipelines(account)},
        default_pipeline=default.id if default else "",
        people={each.id: each for each in people},
        teams={each["id"]: _team(each) for each in teams},
        channels={
            each["id"]: _channel(account, each, emails, names)
            for each in channels.channels(account)
        },
        mails={each["id"]: _mail(each) for each in account.store.all(EMAIL)},
        workflows=workflows_of(flowstore.flows(account)),
        fallback_address=f"support@{account.id}.hs-inbox.example",
        branding=True,
        late=account.has(profiles.LATE_CHANNEL),
        sla=bool((account.store.get(DESK, SLA) or {}).get("enabled")),
    )


def _pipelines(account: Account) -> Iterator[Pipeline]:
    for each in account.pipelines(TICKETS):
        tab = automate.settings_of(account, each)
        yield Pipeline(
            id=each.id,
            statuses=tuple(Status(stage.id, stage.closed) for stage in each.stages),
            set_close_date=bool(tab[automate.CLOSE_DATE]),
            **{trigger: tab[trigger] or None for trigger in automate.TRIGGERS},
        )


def _mail(email: JsonObject) -> Mail:
    return Mail(
        email["id"],
        email["name"],
        transactional=email["isTransactional"] is True,
        published=email["isPublished"] is True and not email["archived"],
    )


def _team(team: JsonObject) -> Team:
    return Team(
        id=team["id"],
        name=team["name"],
        main=tuple(str(each) for each in team["userIds"]),
        extra=tuple(str(each) for each in team["secondaryUserIds"]),
    )


def _person(agent: Agent, main_team: str | None) -> Person:
    absent = tuple(
        (_instant(each["startTimestamp"]), _instant(each["endTimestamp"]))
        for each in agent.out_of_office
    )
    week: dict[str, list[tuple[int, int]]] = {}
    for each in agent.working_hours:
        span = (each["startMinute"], each["endMinute"])
        week.setdefault(str(each["days"]), []).append(span)
    return Person(
        id=agent.user_id,
        owner=agent.owner_id or "",
        email=agent.email,
        seat=agent.seat and agent.owner_id is not None,
        main_team=main_team,
        skills=frozenset(agent.skills),
        hours=_hours(week, agent.time_zone) if week else None,
        absent=absent,
        away=True if agent.availability == AWAY else None,
        capacity=agent.capacity or {},
    )


def _channel(
    account: Account, channel: JsonObject, emails: Mapping[str, str], names: Mapping[str, str]
) -> Channel:
    settings = channel["settings"]
    consent = settings.get("consent")
    return Channel(
        id=channel["id"],
        type=channel["type"],
        type_id=channel["channelId"],
        active=channel["active"],
        authorized=channel["authorized"],
        help_desk=channels.in_help_desk(account, channel),
        address=channel.get("address"),
        create_tickets=settings["create_tickets"],
        ticket_properties=settings["ticket_properties"] or {},
        routing=_routing(settings.get("routing"), emails, names),
        hours=_open(settings.get("availability")),
        forwarded_emails_from=settings.get("forwarded_emails_from") or "original_sender",
        consent=consent["type"] if consent else None,
        greeting=settings.get("greeting"),
        instant_reply=settings.get("instant_reply"),
    )


def _routing(
    routing: JsonObject | None, emails: Mapping[str, str], names: Mapping[str, str]
) -> Routing:
    if not routing:
        return Routing()
    to = routing.get("assign_to") or {}
    named = to if isinstance(to, dict) else {}
    users = (emails.get(each.casefold()) for each in named.get("users", ()))
    teams = (names.get(each) for each in named.get("teams", ()))
    return Routing(
        users=tuple(each for each in users if each),
        teams=tuple(each for each in teams if each),
        contact_owner=to == "contact_owner",
        only_available_users=routing.get("only_available_users", True),
        rules=tuple(
            Rule(_all_are(each["when"]), each["skill"]) for each in routing.get("rules") or ()
        ),
    )


def _all_are(wanted: JsonObject) -> All:
    """Every property has its value, or one of several."""
    return All(
        tuple(
            Test(name, "is", tuple(map(str, value if isinstance(value, list) else [value])))
            for name, value in wanted.items()
        )
    )


def _open(availability: Any) -> Hours | None:
    """The hours of a chat channel: `{hours: {mon-fri: ["09:00-17:00"]}, time_zone}`.

    Hours that are none of these close nothing.
    """
    if not isinstance(availability, dict):
        return None
    try:
        week = {
            day: [_minutes(each) for each in (given if isinstance(given, list) else [given])]
            for day, given in availability["hours"].items()
        }
    except ValueError:
        return None
    return _hours(week, availability.get("time_zone"))


def _hours(week: Mapping[str, Iterable[tuple[int, int]]], zone: str | None) -> Hours:
    spans = tuple(
        (_DAYS.index(day), first, end)
        for name, ranges in week.items()
        for day in _days(name.lower())
        for first, end in ranges
    )
    return Hours(spans, zone or "UTC")


def _days(name: str) -> tuple[str, ...]:
    if name in _GROUPS:
        return _GROUPS[name]
    return tuple(day for day in _DAYS if name and day.startswith(name))


def _minutes(span: str) -> tuple[int, int]:
    start, _, end = str(span).partition("-")
    return _minute(start), _minute(end)


def _minute(text: str) -> int:
    hour, _, minute = text.strip().partition(":")
    return int(hour) * 60 + int(minute or 0)


def _instant(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
