"""An account and what is wanted of it, in help-desk terms: states, seeds, plans. No files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pipelinectl.adapters.hubspot import naming, raising
from pipelinectl.ledger.journal import NOTHING_WRITTEN
from pipelinectl.ledger.model import Entry, Ledger, Origin
from pipelinectl.model import ORDER, Address, Desired, How, Kind, Live, Read, Removal, Resource
from pipelinectl.names import label_key
from pipelinectl.plan.build import Frame, States, draft, finish
from pipelinectl.plan.model import Plan, Selection
from pipelinectl.plan.scene import Facts, Policy
from pipelinectl.ports import Limits
from tests.property.desks import Pipeline, Rules, rules, spelled, statuses

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from pipelinectl.model import Value

OURS = ("m_a", "m_b", "m_c", "m_d", "m_e")
THEIRS = ("u_a", "u_b")
LIMITS = Limits(statuses_per_pipeline=100)


@dataclass(frozen=True)
class Way:
    """An account, and what is wanted of it; statuses whose key is not `ours` are not managed."""

    live: tuple[Pipeline, ...]
    wanted: tuple[Pipeline, ...]
    ours: frozenset[str] = field(default_factory=frozenset)


@st.composite
def ways(draw: DrawFn) -> Way:
    """Two pipelines that may swap names, each with statuses of ours and of others."""
    names = draw(st.permutations(("Support", "Billing", "Returns")))
    live, wanted = [], []
    for place, key in enumerate(("p_a", "p_b")):
        ours = tuple(f"{key}-{each}" for each in OURS)
        theirs = tuple(f"{key}-{each}" for each in THEIRS)
        standing = draw(statuses((*ours, *theirs)))
        foreign = [each for each in standing if each.key in theirs]
        goal = draw(statuses(ours, [each.name for each in foreign]))
        live.append(Pipeline(key, names[place], standing, draw(rules([s.key for s in standing]))))
        name = draw(st.sampled_from((names[place], names[1 - place], names[2])))
        kept = [*(one.key for one in goal)]
        wanted.append(Pipeline(key, draw(spelled(name)), goal, draw(rules(kept))))
    if label_key(wanted[0].name) == label_key(wanted[1].name):
        wanted = [
            Pipeline(one.key, live[at].name, one.statuses, one.rules)
            for at, one in enumerate(wanted)
        ]
    known = {one.key for each in wanted for one in each.statuses}
    known |= {one.key for each in live for one in each.statuses if "-m_" in one.key}
    return Way(tuple(live), tuple(wanted), frozenset(known))


def seed(pipelines: tuple[Pipeline, ...]) -> dict[str, Any]:
    """The account as a seed."""
    return {
        "pipelines": [
            {
                "id": each.key,
                "label": each.name,
                "displayOrder": place,
                "stages": [
                    {
                        "id": one.key,
                        "label": one.name,
                        "displayOrder": slot,
                        "metadata": {"ticketState": one.state.upper()},
                    }
                    for slot, one in enumerate(each.statuses)
                ],
            }
            for place, each in enumerate(pipelines)
        ],
        "rules": [
            {"id": f"0-5-{each.key}", **hubspots_rules(each.rules)}
            for each in pipelines
            if each.rules.fields
        ],
    }


def hubspots_rules(kept: Rules) -> dict[str, Any]:
    """Rules in HubSpot's shape; those that are not named are off."""
    made: dict[str, Any] = {
        "objectCreationRule": {"pipelineStageIds": list(kept.create_only_in or ())}
    }
    for name, value in (
        ("noSkippingStagesRule", kept.no_skipping),
        ("noBackwardsMovementRule", kept.no_moving_backward),
    ):
        listed = list(value) if isinstance(value, tuple) else []
        made[name] = {"enabledForAllStages": value is True, "pipelineStageIds": listed}
    return made


def desired(way: Way) -> Desired:
    """What is wanted, every object by its id; what is ours and not wanted is to be removed."""
    resources: dict[Address, Resource] = {}
    removals = []
    for each in way.wanted:
        address = Address(Kind.PIPELINE, (each.key,))
        fields: dict[str, Value] = {"name": each.name, ORDER: each.keys}
        resources[address] = Resource(address, fields, how=How.ID, id=each.key)
        for one in each.statuses:
            place = Address(Kind.STATUS, (each.key, one.key))
            resources[place] = Resource(
                place, {"name": one.name, "state": one.state}, how=How.ID, id=one.key
            )
        if each.rules.fields:
            place = Address(Kind.RULES, (each.key,))
            resources[place] = Resource(place, each.rules.fields)
    for each in way.live:
        left = next(one for one in way.wanted if one.key == each.key)
        removals += [
            Removal(each.key, one.key, one.key, None, None)
            for one in each.statuses
            if one.key in way.ours and one.key not in left.keys
        ]
    return Desired(resources, tuple(removals))


def own_id(address: Address, parent: str | None) -> str:
    """The ids that the adapter gives."""
    del parent
    if address.kind is Kind.STATUS:
        return naming.status_id(*address.keys)
    return naming.pipeline_id(address.keys[0])


def without_ledger(way: Way, live: Live) -> States:
    """The states that a plan is made from where nothing is remembered."""
    return States(desired(way), live, None, NOTHING_WRITTEN, own_id)


def planned(states: States) -> Plan:
    """The plan that leads there: nobody has a ticket, nothing is protected."""
    drafted = draft(states, lambda _: True)
    digest = "sha256:" + 64 * "0"
    frame = Frame("1", "sandbox", "2026-01-01T00:00:00Z", digest, Selection(), Policy(), ())
    tickets = dict.fromkeys(drafted.counted_statuses, 0)
    return finish(drafted, Facts(tickets, LIMITS), frame, drafted.drift)


def raised(pipelines: tuple[Pipeline, ...]) -> Live:
    """The live state of an account that holds these, as the adapter would read it."""
    content = seed(pipelines)
    found = raising.pipelines({"results": content["pipelines"]})
    kept = {row["id"].removeprefix("0-5-"): row for row in content["rules"]}
    return Live(
        "1111111",
        {
            Kind.PIPELINE: {whole[0].id: whole[0] for whole in found},
            Kind.STATUS: {each.id: each for whole in found for each in whole[1:]},
            Kind.RULES: {key: raising.rules(row, key) for key, row in kept.items()},
        },
        dict.fromkeys(Kind, Read.COMPLETE),
    )


@st.composite
def remembered(draw: DrawFn) -> States:
    """States with a ledger that remembers some of the account, some of it as it is no more."""
    way = draw(ways())
    live, wanted = raised(way.live), desired(way)
    entries: dict[Address, Entry] = {}
    for pipeline in way.live:
        found = live.objects[Kind.PIPELINE][pipeline.key]
        address = Address(Kind.PIPELINE, (pipeline.key,))
        origin = draw(st.sampled_from(Origin))
        base = {**found.fields, ORDER: draw(st.permutations(pipeline.keys).map(tuple))}
        entries[address] = Entry(pipeline.key, origin, base)
        for one in pipeline.statuses:
            if one.key in way.ours and draw(st.integers(0, 4)):
                fields = {"name": draw(st.sampled_from((one.name, "Was"))), "state": one.state}
                place = Address(Kind.STATUS, (pipeline.key, one.key))
                entries[place] = Entry(one.key, origin, fields)
    resources = {
        address: replace(each, exclusive=True)
        if address.kind is Kind.PIPELINE and draw(st.booleans())
        else each
        for address, each in wanted.resources.items()
    }
    removals = wanted.removals if draw(st.booleans()) else ()
    ledger = Ledger("lineage", 1, "1111111", "sandbox", None, entries)
    return States(Desired(resources, removals), live, ledger, NOTHING_WRITTEN, own_id)
