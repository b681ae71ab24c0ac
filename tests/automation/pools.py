"""The names that made-up automations use, and the strategies that all of their parts share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pipelinectl.automation.references import CHANNEL, PIPELINE, STATUS, USER, reference
from pipelinectl.canonical import text_of, to_json
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hypothesis.strategies import SearchStrategy

    from pipelinectl.model import Value

READY_MADE = ("Ticket received", "Ticket closed")
UNITS = ("minutes", "hours", "days")
Names = tuple[str, ...]


@dataclass(frozen=True)
class Pools:
    """The names that automations may use. What needs a name of an empty pool is not made.

    `statuses` are those of each pipeline. Properties are parted by what they hold; those with
    `choices` hold one of them. The raw parts are a vendor's own JSON.
    """

    statuses: Mapping[str, Names] = field(
        default_factory=lambda: {
            "support": ("support/new", "support/waiting_on_us", "support/closed"),
            "billing": ("billing/new", "billing/done"),
        }
    )
    channels: Names = ("support-email", "chat")
    users: Names = ("ana@acme.example", "ben@acme.example")
    teams: Names = ("Tier 1", "Tier 2", "Billing")
    emails: Names = (*READY_MADE, "Welcome")
    workflows: Names = ("automation.escalate-stale", "automation.support.new", "Survey")
    choices: Mapping[str, Names] = field(
        default_factory=lambda: {
            "priority": ("LOW", "MEDIUM", "HIGH", "URGENT"),
            "category": ("PRODUCT_ISSUE", "BILLING_ISSUE"),
            "source": ("chat", "email", "form", "phone"),
        }
    )
    texts: Names = ("subject", "content", "order_number")
    numbers: Names = ("seats_affected", "score")
    flags: Names = ("is_vip",)
    dates: Names = ("createdate", "due_on")
    raw_actions: tuple[Record, ...] = (
        Record(
            type="SINGLE_CONNECTION",
            actionTypeId="1-179507819",
            actionTypeVersion=0,
            fields=Record(channel="C024BE91L", message="{{ enrolled_object.subject }}"),
        ),
    )
    raw_tests: tuple[Record, ...] = (Record(filterType="IN_LIST", listId="12", operator="IN_LIST"),)
    raw_triggers: tuple[Record, ...] = (
        Record(type="DATASET", datasetId="7", shouldReEnroll=False),
    )


DEFAULT = Pools()


def lines() -> SearchStrategy[str]:
    """A text of one line that is neither empty nor taken for a number or a truth value."""
    return st.sampled_from(
        ("Still waiting", "Ärende", "日本", "a: b", "100 %", 'say "hi"', "<b>", "x")
    ) | st.text("abcåß日 -&'\"<>", min_size=1, max_size=12).map(str.strip).filter(bool)


def texts() -> SearchStrategy[str]:
    """A text of one or more lines, with tokens for properties here and there."""
    parts = lines() | st.sampled_from(("{{ticket.subject}}", "{{ticket.priority}}"))
    return st.lists(parts, min_size=1, max_size=3).flatmap(
        lambda some: st.sampled_from((" ", "\n")).map(lambda between: between.join(some))
    )


def numbers() -> SearchStrategy[int | float]:
    """A whole number, or a fraction that JSON keeps."""
    return st.integers(-1000, 1000) | st.sampled_from((0.5, -2.25))


def evenly(kinds: Mapping[str, SearchStrategy[Any]]) -> SearchStrategy[Any]:
    """One of some kinds, each as likely as the others; kinds of which there are none are not."""
    known = sorted(name for name, some in kinds.items() if not some.is_empty)
    return sampled(known).flatmap(kinds.__getitem__)


def sampled(pool: Sequence[Any]) -> SearchStrategy[Any]:
    return st.sampled_from(pool) if pool else st.nothing()


def some_of(pool: Sequence[str], *, least: int = 1) -> SearchStrategy[tuple[str, ...]]:
    if not pool:
        return st.nothing() if least else st.just(())
    return st.lists(sampled(pool), min_size=least, max_size=3, unique=True).map(tuple)


def one_reference(kind: str, names: Names) -> SearchStrategy[Record]:
    return sampled(names).map(lambda name: reference(kind, name))


def some_references(kind: str, names: Names) -> SearchStrategy[tuple[Record, ...]]:
    return some_of(names).map(lambda some: tuple(reference(kind, name) for name in some))


def comparable(pools: Pools) -> dict[str, SearchStrategy[Any]]:
    """Properties that can be compared, but status and pipeline, with what they may hold."""
    referring = {"owner": (USER, pools.users), CHANNEL: (CHANNEL, pools.channels)}
    return {
        **{name: sampled(values) for name, values in pools.choices.items()},
        **dict.fromkeys(pools.texts, lines()),
        **dict.fromkeys(pools.numbers, numbers()),
        **dict.fromkeys(pools.flags, st.booleans()),
        **{name: one_reference(*known) for name, known in referring.items() if known[1]},
    }


def placed(pools: Pools) -> dict[str, SearchStrategy[Any]]:
    """Status and pipeline, with what they may hold."""
    if not pools.statuses:
        return {}
    every = tuple(each for some in pools.statuses.values() for each in some)
    return {
        STATUS: one_reference(STATUS, every),
        PIPELINE: one_reference(PIPELINE, tuple(sorted(pools.statuses))),
    }


def with_values(
    known: Mapping[str, SearchStrategy[Any]],
) -> SearchStrategy[tuple[str, tuple[Value, ...]]]:
    """A property and one to three of its values, in the order of a normal form."""
    return evenly(
        {
            name: st.tuples(st.just(name), st.lists(values, min_size=1, max_size=3).map(_unique))
            for name, values in known.items()
        }
    )


def _unique(values: Sequence[Value]) -> tuple[Value, ...]:
    found = {text_of(to_json(each)): each for each in values}
    return tuple(found[text] for text in sorted(found))


def durations() -> SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"amount": st.integers(1, 400), "unit": st.sampled_from(UNITS)})
