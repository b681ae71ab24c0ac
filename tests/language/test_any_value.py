"""Whatever a file holds, the language answers with findings and never raises."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelinectl.adapters.hubspot.naming import HUBSPOT_NAMING
from pipelinectl.checks import check
from pipelinectl.compile import compile_spec
from pipelinectl.diagnostics import has_errors
from pipelinectl.language import build
from pipelinectl.source import read_text
from tests.language.reading import SANDBOX

WORDS = st.sampled_from(
    [
        *("version", "account", "subscriptions", "service_hub", "add_ons", "data_privacy"),
        *("pipelines", "name", "default", "id", "exclusive", "statuses", "rules", "key", "state"),
        *("create_only_in", "no_skipping", "no_moving_backward", "removed", "pipeline", "status"),
        *("move_tickets_to", "x-note", "<text>", "<mapping>", "[key]", "support", "support/New"),
        *("New", "new", "Closed", "closed", "open", "professional", "sandbox", "", " ", "access"),
        *("automate", "when_status_reaches", "automations", "automation", "$status", "<whole>"),
        *("channels", "users", "teams", "skills", "sla", "spam", "migrate", "channel", "<email>"),
        *("email", "chat", "form", "routing", "assign_to", "none", "mon-fri", "09:00-17:00"),
    ]
)
SCALARS = st.one_of(
    WORDS,
    st.text(max_size=8),
    st.none(),
    st.booleans(),
    st.integers(-9, 9),
    st.floats(allow_nan=False, allow_infinity=False),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=25,
)

TEXTS = st.sampled_from(["New", "new", "Closed", "On hold", "a/New", "b/Closed", "a", ""]) | VALUES
TEXT_KEYS = st.sampled_from(["New", "new", "Closed", "a/New", "", "On hold"])
IDS = st.sampled_from(["0", "a-new", "b"]) | st.dictionaries(st.just("sandbox"), TEXTS) | VALUES


def mapping(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({}, optional=fields)


STATUSES = st.lists(
    TEXTS
    | mapping(name=TEXTS, key=TEXTS, state=st.sampled_from(["open", "closed"]) | VALUES, id=IDS),
    max_size=5,
)
RULES = mapping(
    create_only_in=st.lists(TEXTS, max_size=3) | VALUES,
    no_skipping=st.booleans() | st.lists(TEXTS, max_size=3) | VALUES,
    no_moving_backward=st.booleans() | VALUES,
)
PIPELINES = mapping(
    name=TEXTS,
    default=st.booleans() | VALUES,
    id=IDS,
    exclusive=st.booleans() | VALUES,
    statuses=STATUSES | VALUES,
    rules=RULES | VALUES,
    access=st.booleans() | mapping(users=st.lists(TEXTS, max_size=2), teams=VALUES) | VALUES,
    automate=mapping(
        set_close_date=st.booleans() | VALUES,
        update_status=mapping(customer_replies=TEXTS, email_sent_to_customer=TEXTS) | VALUES,
        realise=st.sampled_from(["manual", "workflow"]) | VALUES,
    ),
    when_status_reaches=st.deferred(
        lambda: st.dictionaries(TEXT_KEYS, ACTIONS | mapping(actions=ACTIONS) | VALUES, max_size=2)
    )
    | VALUES,
)
CONDITIONS: st.SearchStrategy[Any] = st.deferred(
    lambda: mapping(
        **{
            "status": TEXTS,
            "pipeline": TEXTS,
            "owner": st.sampled_from(["known", "a@b.example", "Ana"]) | VALUES,
            "n": mapping(above=VALUES, changed_within=st.just("2d") | TEXTS) | VALUES,
            "all": st.lists(CONDITIONS, max_size=2) | VALUES,
            "any": st.lists(CONDITIONS, max_size=3),
            "not": CONDITIONS | VALUES,
            "raw": VALUES,
        }
    )
)
ACTIONS: st.SearchStrategy[Any] = st.deferred(
    lambda: st.lists(
        mapping(
            **{
                "set": mapping(status=TEXTS, pipeline=TEXTS, owner=TEXTS, n=VALUES) | VALUES,
                "delay": st.sampled_from(["60 minutes", "2h", "soon"]) | VALUES,
                "enroll_in": st.sampled_from(["w", "w-2", "A", "a/New"]) | VALUES,
                "if": st.lists(mapping(name=TEXTS, when=CONDITIONS, then=ACTIONS), max_size=2)
                | VALUES,
                "else": ACTIONS | mapping(name=TEXTS, then=ACTIONS) | VALUES,
                "switch": mapping(property=TEXTS, cases=st.dictionaries(WORDS, ACTIONS, max_size=2))
                | VALUES,
                "send_email": TEXTS | mapping(custom=TEXTS),
                "rotate_owner": mapping(users=st.lists(TEXTS, max_size=2), teams=VALUES),
                "raw": VALUES | mapping(**{"$status": TEXTS, "$usr": TEXTS}),
            }
        )
        | VALUES,
        max_size=2,
    )
)
WORKFLOWS = mapping(
    name=TEXTS,
    when=st.sampled_from(["manual", "ticket_created"])
    | mapping(
        status_reaches=TEXTS | st.lists(TEXTS, max_size=2),
        property_changes=TEXTS | mapping(status=TEXTS, n=VALUES),
        ticket_matches=CONDITIONS,
        raw=VALUES,
    )
    | VALUES,
    only_if=CONDITIONS,
    re_enroll=st.booleans(),
    id=IDS,
    actions=ACTIONS,
)
DAYS = st.sampled_from(["mon", "mon-fri", "sat-sun", "mon, wed", "Mon"])
HOURS = (
    st.dictionaries(
        DAYS,
        st.sampled_from(["09:00-17:00", "17:00-09:00", "12:00-24:00", ["09:00-12:00"]]) | VALUES,
        max_size=3,
    )
    | VALUES
)
SCHEDULES = (
    st.sampled_from(["always", "user_availability"])
    | mapping(hours=HOURS, time_zone=st.sampled_from(["UTC", "Mars", "../UTC"]) | VALUES)
    | VALUES
)
PEOPLE = mapping(users=st.lists(TEXTS, max_size=2) | VALUES, teams=VALUES | st.just(["Tier 1"]))
CHANNELS = mapping(
    type=st.sampled_from(["email", "chat", "facebook_messenger", "form", "whatsapp", "custom"]),
    address=TEXTS,
    number=st.sampled_from(["+46701234567", "07"]) | VALUES,
    page=TEXTS,
    form=TEXTS | mapping(new=TEXTS, fields=st.lists(TEXTS | mapping(name=TEXTS), max_size=2)),
    id=IDS,
    ticket_properties=mapping(pipeline=TEXTS, status=TEXTS, owner=TEXTS, channel=TEXTS, n=VALUES)
    | VALUES,
    routing=st.booleans()
    | mapping(
        assign_to=PEOPLE | st.sampled_from(["none", "contact_owner"]) | VALUES,
        only_available_users=st.booleans(),
        rules=st.lists(mapping(when=CONDITIONS, skill=TEXTS) | VALUES, max_size=2),
    )
    | VALUES,
    availability=SCHEDULES,
    appearance=mapping(accent_color=TEXTS | st.just("#000"), font=TEXTS) | VALUES,
    consent=st.booleans() | mapping(type=st.just("explicit"), text=TEXTS) | VALUES,
    realise=st.sampled_from(["manual", "workflow"]) | mapping(routing=TEXTS, signature=TEXTS),
)
USERS = mapping(
    working_hours=HOURS,
    time_zone=TEXTS,
    out_of_office=st.lists(mapping(**{"from": TEXTS, "to": st.just("2026-12-24")}), max_size=2)
    | VALUES,
    capacity=mapping(total=st.integers(-1, 3), calling=VALUES) | VALUES,
    skills=st.lists(TEXTS, max_size=2),
)
DURATIONS = st.sampled_from(["1h", "2 days", "soon"]) | VALUES
SLA = mapping(
    enabled=st.booleans(),
    schedule=SCHEDULES,
    pause_in=st.lists(TEXTS, max_size=2),
    goals=st.lists(mapping(when=CONDITIONS, first_reply=DURATIONS, due_soon=DURATIONS), max_size=2),
)
NEARLY_RIGHT = mapping(
    channels=st.dictionaries(st.sampled_from(["c", "c-2", "C"]), CHANNELS | VALUES, max_size=3)
    | VALUES,
    users=st.dictionaries(
        st.sampled_from(["a@b.example", "A@b.example", "ana", "id:1", "@."]), USERS | VALUES
    )
    | VALUES,
    teams=st.dictionaries(
        TEXT_KEYS, mapping(main_members=st.lists(TEXTS, max_size=2), extra_members=VALUES)
    )
    | VALUES,
    skills=st.dictionaries(TEXT_KEYS, st.lists(TEXTS, max_size=2) | VALUES) | VALUES,
    sla=SLA | VALUES,
    spam=mapping(allow=st.lists(TEXTS, max_size=2), deny=VALUES) | VALUES,
    migrate=st.lists(mapping(**{"channel": TEXTS, "from": TEXTS, "history": VALUES}), max_size=2)
    | VALUES,
    automations=st.dictionaries(st.sampled_from(["w", "w-2", "a", "W"]), WORKFLOWS | VALUES)
    | VALUES,
    version=st.just(1) | VALUES,
    pipelines=st.dictionaries(st.sampled_from(["a", "b", "C-d"]), PIPELINES | VALUES, max_size=3),
    removed=st.lists(
        mapping(
            pipeline=TEXTS,
            status=TEXTS,
            automation=TEXTS,
            channel=TEXTS,
            id=IDS,
            move_tickets_to=TEXTS,
        )
        | VALUES,
        max_size=3,
    ),
    account=VALUES,
)


@given(st.lists(NEARLY_RIGHT | st.dictionaries(WORDS, VALUES, max_size=4), max_size=3))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_tree_of_values_is_answered(values: list[dict[str, Any]]) -> None:
    documents = []
    for number, value in enumerate(values):
        document, _ = read_text(json.dumps(value), f"{number}.yaml")
        if document is not None:
            documents.append(document)
    spec, found = build(documents, SANDBOX)
    found += check(spec, HUBSPOT_NAMING)
    assert all(each.span is not None for each in found)
    assert all("\n" not in each.message for each in found)
    if not has_errors(found):
        compile_spec(spec, whole=True)
