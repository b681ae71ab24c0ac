"""Made-up help desks with channels, users and teams: as files, and as clicks that connect them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import DrawFn, SearchStrategy

    from tests.desk import Desk

ANA, BEN = "ana@acme.example", "ben@acme.example"
IDENTIFIED: Mapping[str, tuple[str, str]] = {
    "email": ("address", "support@acme.example"),
    "chat": ("name", "Web chat"),
    "facebook_messenger": ("page", "Acme Support"),
    "form": ("form", "Contact support"),
    "whatsapp": ("number", "+46700000001"),
    "calling": ("number", "+46800000001"),
}
"""For each type what tells its channel apart."""

_TEXTS = st.sampled_from(("Acme", "Hi! We answer soon.", "Ärende: 17:00", "{{contact.firstname}}"))
_STATUSES = ("New", "Waiting on us", "Closed")
_DAYS = st.sampled_from(("mon-fri", "sat", "mon, wed"))
_TIMES = st.sampled_from(("09:00-17:00", "00:00-24:00", ["08:00-12:00", "13:00-16:00"]))
_PEOPLE: SearchStrategy[dict[str, list[str]]] = st.sampled_from(
    (
        {"users": [ANA]},
        {"users": [BEN, ANA]},
        {"teams": ["Tier 1"]},
        {"teams": ["Tier 1"], "users": [BEN]},
    )
)
_ROUTINGS: SearchStrategy[Any] = st.one_of(
    st.just(value=False),
    st.sampled_from(("none", "contact_owner")).map(lambda to: {"assign_to": to}),
    st.builds(lambda to: {"assign_to": to}, _PEOPLE),
    st.builds(lambda to: {"assign_to": to, "only_available_users": True}, _PEOPLE),
)
_SCHEDULES = st.builds(
    lambda days, times: {"hours": {days: times}, "time_zone": "Europe/Stockholm"}, _DAYS, _TIMES
)
_OWN: Mapping[str, Mapping[str, SearchStrategy[Any]]] = {
    "email": {
        "mailbox": st.sampled_from(("gmail", "office_365", "other")),
        "signature": _TEXTS,
        "forwarded_emails_from": st.just("original_sender"),
    },
    "chat": {
        "appearance": st.just({"accent_color": "#0B8A6A", "font": "Lato"}),
        "availability": st.one_of(st.sampled_from(("always", "user_availability")), _SCHEDULES),
        "chatflows": st.just([{"name": "Support bot", "type": "bot"}]),
    },
    "facebook_messenger": {"greeting": _TEXTS, "instant_reply": _TEXTS},
}


@dataclass(frozen=True)
class HelpDesk:
    """A configuration as YAML's values, and the forms that its account has at first."""

    files: dict[str, Any]

    @property
    def channels(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = self.files.get("channels", {})
        return found


@st.composite
def helpdesks(draw: DrawFn, most: int = 3) -> HelpDesk:
    """One or two pipelines, up to so many channels, and what is set of people."""
    pipelines = draw(st.sampled_from((("desk",), ("desk", "bills"))))
    types = draw(st.lists(st.sampled_from(sorted(IDENTIFIED)), unique=True, max_size=most))
    files: dict[str, Any] = {
        "version": 1,
        "account": {"subscriptions": {"service_hub": "professional"}},
        "pipelines": {
            key: {
                "name": key.capitalize(),
                "statuses": [*_STATUSES[:2], {"name": "Closed", "state": "closed"}],
            }
            for key in pipelines
        },
    }
    channels = {f"{kind.replace('_', '-')}-1": draw(_channel(kind, pipelines)) for kind in types}
    more = {"channels": channels, "users": draw(_users()), "teams": draw(_teams())}
    return HelpDesk({**files, **{name: value for name, value in more.items() if value}})


@st.composite
def _channel(draw: DrawFn, kind: str, pipelines: tuple[str, ...]) -> dict[str, Any]:
    identifier, text = IDENTIFIED[kind]
    inboxes = ("help_desk", "help_desk", "Inbox")
    channel: dict[str, Any] = {
        "type": kind,
        "connected_to": draw(st.sampled_from(inboxes)),
        identifier: text,
    }
    if kind == "form" and draw(st.booleans()):
        fields = draw(st.permutations(("email", "ticket.subject", "ticket.content")))
        channel["form"] = {"new": text, "fields": ["email", *(f for f in fields if f != "email")]}
    properties = st.builds(
        lambda pipeline, status, priority: {
            "pipeline": pipeline,
            "status": status,
            "priority": priority,
        },
        st.sampled_from(pipelines),
        st.sampled_from(_STATUSES),
        st.sampled_from(("LOW", "HIGH")),
    )
    optional = {
        "enabled": st.booleans(),
        "create_tickets": st.just(value=True),
        "ticket_properties": properties,
        "routing": _ROUTINGS,
        "realise": st.just("manual"),
        **_OWN.get(kind, {}),
    }
    return channel | draw(_some(optional))


@st.composite
def _some(draw: DrawFn, optional: Mapping[str, SearchStrategy[Any]]) -> dict[str, Any]:
    """Some of the entries."""
    names = draw(st.lists(st.sampled_from([*optional]), unique=True))
    return {name: draw(optional[name]) for name in optional if name in names}


@st.composite
def _users(draw: DrawFn) -> dict[str, Any]:
    found = {}
    for email in draw(st.lists(st.sampled_from((ANA, BEN)), unique=True)):
        zone = draw(st.sampled_from(("Europe/Stockholm", "America/New_York")))
        hours = {"working_hours": st.builds(lambda day, time: {day: time}, _DAYS, _TIMES)}
        away = st.just([{"from": "2026-12-24", "to": "2026-12-26"}])
        beside = {**hours, "out_of_office": away, "capacity": st.just({"total": 20})}
        found[email] = {"time_zone": zone, **draw(_some(beside))}
    return found


@st.composite
def _teams(draw: DrawFn) -> dict[str, Any]:
    members = st.lists(st.sampled_from((ANA, BEN)), unique=True)
    names = draw(st.lists(st.sampled_from(("Tier 1", "Billing")), unique=True))
    return {name: {"extra_members": draw(members)} for name in names}


def connect(desk: Desk, helpdesk: HelpDesk) -> None:
    """Take all steps that the account shows: connect each channel, and set its switch."""
    for channel in helpdesk.channels.values():
        identifier, text = IDENTIFIED[channel["type"]]
        more = {"mailbox": channel["mailbox"]} if "mailbox" in channel else {}
        asked = {"type": channel["type"], "inbox": channel["connected_to"], identifier: text}
        answer = desk.api.post("/_ui/channels", asked | more)
        assert answer.ok, answer.text
        switch = {"active": channel.get("enabled", True)}
        assert desk.api.patch(f"/_ui/channels/{answer.json()['id']}", switch).ok


def seed_of(helpdesk: HelpDesk) -> dict[str, Any]:
    """What the account holds before: the forms that the files do not create."""
    forms = [each["form"] for each in helpdesk.channels.values() if each["type"] == "form"]
    return {"forms": [{"name": each} for each in forms if isinstance(each, str)]}
