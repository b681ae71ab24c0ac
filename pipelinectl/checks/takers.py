"""Which tickets an automation takes: of which channels, sources and pipelines, as far as it says.

Conditions are read for what they ask of these three; everything else counts as met. So an answer
is never too narrow, and each takes no longer than the automation is long.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.automation import references
from pipelinectl.channels import CALLING, CHAT, EMAIL, FORM, MESSENGER
from pipelinectl.checks import moves
from pipelinectl.model import Record, as_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipelinectl.language.spec import Automation
    from pipelinectl.model import Value

SOURCES: Mapping[str, str] = {
    EMAIL: "email",
    CHAT: "chat",
    MESSENGER: "chat",
    FORM: "form",
    CALLING: "phone",
}
"""What tickets have as their source, by the type of their channel; of others it is not known."""

_ALL_SOURCES = frozenset(SOURCES.values())

Limit = frozenset[str] | None
"""The names that are let through; None lets all through."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The tickets that an automation takes: channels and pipelines by key, sources by word."""

    channels: Limit = None
    sources: Limit = None
    pipelines: Limit = None

    def may_be_of(self, channel_type: str) -> bool:
        """Whether tickets of channels of this type can be among them."""
        source = SOURCES.get(channel_type)
        return self.sources is None or source is None or source in self.sources


def taken(automation: Automation) -> Taken:
    """Which tickets the automation takes."""
    if moves.of_a_status(automation):
        sources = None if automation.include_chat else _ALL_SOURCES - {SOURCES[CHAT]}
        return Taken(None, sources, frozenset(automation.address.keys[:1]))
    found = _trigger(automation.trigger)
    if automation.only_if is not None:
        found = _both(found, _condition(automation.only_if))
    return found


def _trigger(trigger: Record) -> Taken:
    match trigger.get("on"):
        case "status_reaches":
            return Taken(pipelines=_pipelines(trigger.get("statuses")))
        case "property_changes":
            return _leaf(str(trigger.get("property")), as_list(trigger.get("to")))
        case "ticket_created":
            return _leaf("source", as_list(trigger.get("source")))
        case "ticket_matches":
            when = trigger.get("when")
            return _condition(when) if isinstance(when, Record) else Taken()
    return Taken()


def _condition(condition: Record) -> Taken:
    """Over a condition in normal form: what all leaves of some alternative let through."""
    alternatives = [_all(_leaves(each)) for each in as_list(condition.get("any"))]
    if not alternatives:
        return Taken()
    found = alternatives[0]
    for each in alternatives[1:]:
        found = Taken(
            _union(found.channels, each.channels),
            _union(found.sources, each.sources),
            _union(found.pipelines, each.pipelines),
        )
    return found


def _leaves(alternative: Value) -> Iterator[Record]:
    parts = alternative.get("all") if isinstance(alternative, Record) else None
    return (each for each in as_list(parts) if isinstance(each, Record))


def _all(leaves: Iterable[Record]) -> Taken:
    found = Taken()
    for leaf in leaves:
        name, values = str(leaf.get("property")), as_list(leaf.get("values"))
        if leaf.get("test") == "is":
            found = _both(found, _leaf(name, values))
        elif leaf.get("test") == "is_not" and name == "source":
            found = _both(found, Taken(sources=_ALL_SOURCES - frozenset(map(str, values))))
    return found


def _leaf(name: str, values: tuple[Value, ...]) -> Taken:
    """What a property lets through that has one of these values; none is any value."""
    if not values:
        return Taken()
    match name:
        case "channel":
            return Taken(channels=_named(values, references.CHANNEL))
        case "source":
            return Taken(sources=frozenset(map(str, values)))
        case "pipeline":
            return Taken(pipelines=_named(values, references.PIPELINE))
        case "status":
            return Taken(pipelines=_pipelines(values))
    return Taken()


def _named(values: tuple[Value, ...], kind: str) -> frozenset[str]:
    return frozenset(name for each, name in references.references(values) if each == kind)


def _pipelines(statuses: Value) -> Limit:
    named = _named(as_list(statuses), references.STATUS)
    return frozenset(each.partition("/")[0] for each in named) or None


def _both(one: Taken, two: Taken) -> Taken:
    return Taken(
        _intersection(one.channels, two.channels),
        _intersection(one.sources, two.sources),
        _intersection(one.pipelines, two.pipelines),
    )


def _intersection(one: Limit, two: Limit) -> Limit:
    if one is None or two is None:
        return two if one is None else one
    return one & two


def _union(one: Limit, two: Limit) -> Limit:
    return None if one is None or two is None else one | two
