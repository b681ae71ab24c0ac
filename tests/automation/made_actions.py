"""Made-up actions that do not branch: every kind there is."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pipelinectl.automation.model import Action
from pipelinectl.automation.references import EMAIL, TEAM, USER, WORKFLOW, reference
from pipelinectl.model import Record
from tests.automation.pools import (
    DEFAULT,
    READY_MADE,
    Pools,
    comparable,
    durations,
    evenly,
    lines,
    one_reference,
    placed,
    sampled,
    some_references,
    texts,
)

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


CONTACT_OWNER = Record(contact_owner=True)


def plain_actions(pools: Pools = DEFAULT) -> SearchStrategy[Action]:
    """One action that does not branch, of any kind."""
    kinds: dict[str, SearchStrategy[dict[str, Any]]] = {
        "send_email": sampled(pools.emails).map(
            lambda name: {"email": reference(EMAIL, name), "custom": name not in READY_MADE}
        ),
        "send_internal_email_notification": _notification(pools),
        "send_in_app_notification": _notification(pools),
        "set": _assignments(pools),
        "assign_owner": st.fixed_dictionaries(
            {"to": st.sampled_from(("", CONTACT_OWNER)) | one_reference(USER, pools.users)}
        ),
        "rotate_owner": st.fixed_dictionaries({"to": _people(pools), "overwrite": st.booleans()}),
        "create_task": _tasks(pools),
        "delay": _delays(pools),
        "enroll_in": st.fixed_dictionaries({"workflow": one_reference(WORKFLOW, pools.workflows)}),
        "webhook": _webhooks(),
        "custom_code": _codes(pools),
        "raw": st.fixed_dictionaries({"json": sampled(pools.raw_actions)}),
    }
    return evenly(
        {kind: some.map(partial(_action, kind)) for kind, some in kinds.items()},
    )


def _action(kind: str, settings: dict[str, Any]) -> Action:
    return Action(kind, Record(settings))


def _assignments(pools: Pools) -> SearchStrategy[dict[str, Any]]:
    """`set`: to a value, empty, copied, now, increased."""
    held = {**comparable(pools), **placed(pools)}
    for of_its_own in ("owner", "channel"):
        held.pop(of_its_own, None)
    some = evenly(
        {name: st.tuples(st.just(name), values | st.just("")) for name, values in held.items()}
    )
    copied = st.tuples(sampled(pools.texts), sampled(pools.texts).map(lambda n: Record(copy=n)))
    dated = st.tuples(sampled(pools.dates), st.just(Record(now=True)))
    grown = st.tuples(
        sampled(pools.numbers), st.integers(1, 9).map(lambda n: Record(increase_by=n))
    )
    return st.one_of(some, copied, dated, grown).map(
        lambda known: {"property": known[0], "value": known[1]}
    )


def _people(pools: Pools) -> SearchStrategy[Record]:
    """Some users or some teams."""
    return some_references(USER, pools.users).map(
        lambda some: Record(users=some)
    ) | some_references(TEAM, pools.teams).map(lambda some: Record(teams=some))


def _notification(pools: Pools) -> SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"to": st.just(Record(owner=True)) | _people(pools), "subject": texts(), "body": texts()}
    )


def _tasks(pools: Pools) -> SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"title": lines(), "notes": st.just("") | texts()},
        optional={
            "due": durations().map(Record),
            "assign_to": st.just(Record(owner=True)) | one_reference(USER, pools.users),
            "priority": st.sampled_from(("LOW", "MEDIUM", "HIGH")),
        },
    )


def _delays(pools: Pools) -> SearchStrategy[dict[str, Any]]:
    """For a time, until a moment, until a date that the ticket holds."""
    moment = st.builds(
        lambda day, time: Record(date=day.isoformat(), at=time.strftime("%H:%M")),
        st.dates(date(2026, 1, 1), date(2030, 12, 31)),
        st.times(),
    )
    held = sampled(pools.dates).map(lambda name: Record(property=name))
    return durations() | (moment | held).map(lambda until: {"until": until})


def _webhooks() -> SearchStrategy[dict[str, Any]]:
    by_key = st.sampled_from(("header", "query")).map(
        lambda where: Record({"key": "X-Api-Key", "in": where, "secret": "DESK_KEY"})
    )
    return st.fixed_dictionaries(
        {
            "method": st.sampled_from(("POST", "GET")),
            "url": st.sampled_from(("https://hooks.acme.example/t", "https://acme.example/?a=b&c")),
        },
        optional={"auth": by_key | st.just(Record(signature="12345"))},
    )


def _codes(pools: Pools) -> SearchStrategy[dict[str, Any]]:
    properties = sorted([*pools.texts, *pools.numbers])
    inputs = st.dictionaries(st.sampled_from(("one", "two")), sampled(properties), min_size=1)
    outputs = st.dictionaries(
        st.sampled_from(("found", "score")), st.sampled_from(("STRING", "NUMBER")), min_size=1
    )
    return st.fixed_dictionaries(
        {
            "runtime": st.sampled_from(("NODE20X", "PYTHON39")),
            "source": texts(),
            "file": st.just("code/escalate.js"),
            "secrets": st.sampled_from(((), ("DESK_KEY",), ("DESK_KEY", "OTHER"))),
        },
        optional={"inputs": inputs.map(Record), "outputs": outputs.map(Record)},
    )
