"""Values of settings in plain English: names instead of keys, one line each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pipelinectl.automation.conditions import ALL, ANY
from pipelinectl.automation.references import (
    CHANNEL,
    NAME,
    PIPELINE,
    REF,
    STATUS,
    TEAM,
    USER,
    is_reference,
)
from pipelinectl.channels import IDENTIFIERS, people
from pipelinectl.model import Record, as_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelinectl.model import Value
    from pipelinectl.ports import Names

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BY_ID = "id:"
_COMPARED = {"above": "above", "below": "below", "at_least": "at least", "at_most": "at most"}
_LISTED = {
    "is": "is",
    "is_not": "is not",
    "contains": "contains",
    "contains_not": "does not contain",
}
_PRIORITY = "priority"
_PRIORITIES = {"LOW": "Low", "MEDIUM": "Medium", "HIGH": "High", "URGENT": "Urgent"}
"""HubSpot's own priorities: what its pages call the values that files and APIs name."""
_KNOWN = {"known": "is known", "unknown": "is not known"}


def quoted(text: Value) -> str:
    """A text as a person sees it, in quotes."""
    return f'"{text}"'


def one_line(text: Value) -> str:
    """A text in quotes on one line: its line breaks as ` / `, and a word on what that means."""
    lines = [each.strip() for each in str(text).splitlines() if each.strip()]
    note = ' (" / " is a line break)' if len(lines) > 1 else ""
    return f"{quoted(' / '.join(lines))}{note}"


def state(value: Value) -> str:
    """A switch."""
    return "off" if value is False else "on"


def plain(word: Value) -> str:
    """A word of the files as people write it: `live_chat` is `live chat`."""
    return str(word).replace("_", " ")


def listed(parts: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`; `nothing` where there are none."""
    *first, last = tuple(parts) or ("nothing",)
    return f"{', '.join(first)} and {last}" if first else last


def duration(value: Value) -> str:
    """`{amount, unit}` as `1 hour`, `30 minutes`."""
    if not isinstance(value, Record):
        return str(value)
    amount, unit = value["amount"], str(value["unit"])
    return f"{amount} {unit.removesuffix('s') if amount == 1 else unit}"


def hours(value: Value) -> str:
    """Opening hours by day: `Monday to Friday 09:00-17:00; Saturday 10:00-12:00`."""
    by_day = value if isinstance(value, Record) else Record()
    known = [(day, as_list(by_day.get(day))) for day in DAYS]
    parts = []
    for times, alike in groupby(known, key=lambda each: each[1]):
        days = [day.capitalize() for day, _ in alike]
        if times:
            span = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
            parts.append(f"{span} {' and '.join(map(str, times))}")
    return "; ".join(parts) or "no hours at all"


def schedule(value: Value) -> str:
    """Hours and the time zone that they are in."""
    if not isinstance(value, Record):
        return plain(value)
    zone = f", time zone {value['time_zone']}" if value.get("time_zone") else ""
    return f"{hours(value.get('hours'))}{zone}"


def channel_name(key: str, fields: Mapping[str, Value]) -> str:
    """What a person sees of a channel: its address, number, page, form, app or name, else its key.

    `fields` are all that is known of the channel, `type` among it.
    """
    identifier = IDENTIFIERS.get(str(fields.get("type")), "name")
    return str(fields.get(identifier) or fields.get("name") or key)


@dataclass(frozen=True, slots=True)
class Words:
    """Values in words, with the names that people use."""

    names: Names

    def value(self, value: Value) -> str:
        """Any value in one line: names in quotes, lists with commas."""
        if isinstance(value, tuple):
            return ", ".join(self.value(each) for each in value)
        if isinstance(value, Record):
            return self._record(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return quoted(value) if isinstance(value, str) else str(value)

    def of_a_ticket(self, name: Value, value: Value) -> str:
        """The value of a property of tickets, as HubSpot's pages call it."""
        if name == _PRIORITY and isinstance(value, str):
            return quoted(_PRIORITIES.get(value, value))
        return self.value(value)

    def _record(self, value: Record) -> str:
        if is_reference(value):
            return self.reference(str(value[REF]), str(value[NAME]))
        if value == Record(owner=True):
            return "the owner"
        if value == Record(contact_owner=True):
            return "the contact's owner"
        if value.keys() == {"amount", "unit"}:
            return duration(value)
        return ", ".join(f"{plain(name)} {self.value(each)}" for name, each in value.items())

    def reference(self, kind: str, name: str) -> str:
        """What a reference names, as people call it."""
        if name.startswith(_BY_ID):
            return f"the {kind} with the id {name.removeprefix(_BY_ID)}"
        if kind == PIPELINE:
            return quoted(self.names.pipeline(name))
        if kind == STATUS and "/" in name:
            return quoted(self.names.status(*name.split("/", 1)))
        if kind == CHANNEL:
            return quoted(channel_name(name, self.names.channel(name)))
        return name if kind == USER else quoted(name)

    def status_of(self, value: Value) -> str:
        """A reference to a status with its pipeline: `"Waiting" of "Support Pipeline"`."""
        name = str(value[NAME]) if isinstance(value, Record) and is_reference(value) else ""
        if "/" not in name:
            return self.value(value)
        pipeline = name.split("/", 1)[0]
        return f"{self.value(value)} of {self.reference(PIPELINE, pipeline)}"

    def assigned_to(self, routing: Value) -> str:
        """The users and teams of a routing: `ana@acme.example and the team "Tier 1"`."""
        return self.people(*people(routing))

    def people(self, users: Value, teams: Value) -> str:
        """Users and teams; empty where there are none."""
        names = [self.value(each) for each in as_list(users)]
        named = [self.value(each) for each in as_list(teams)]
        if named:
            names.append(f"the {TEAM if len(named) == 1 else 'teams'} {listed(named)}")
        return listed(names) if names else ""

    def condition(self, tree: Value) -> str:
        """`priority is "High" and owner is known, or status is "New"`."""
        alternatives = [
            " and ".join(self._leaf(leaf) for leaf in _parts(each, ALL))
            for each in _parts(tree, ANY)
        ]
        return ", or ".join(alternatives) or self.value(tree)

    def _leaf(self, leaf: Value) -> str:
        if not isinstance(leaf, Record):
            return self.value(leaf)
        name, test = plain(leaf.get("property")), str(leaf.get("test"))
        if test in _KNOWN:
            return f"{name} {_KNOWN[test]}"
        if test in _LISTED:
            values = [
                self.of_a_ticket(leaf.get("property"), each) for each in as_list(leaf.get("values"))
            ]
            return f"{name} {_LISTED[test]} {' or '.join(values)}"
        if test in _COMPARED:
            return f"{name} is {_COMPARED[test]} {self.value(leaf.get('value'))}"
        rest = {key: each for key, each in leaf.items() if key not in {"property", "test"}}
        return f"{name} {plain(test)} {self.value(Record(rest))}".strip()


def _parts(tree: Value, name: str) -> tuple[Value, ...]:
    return as_list(tree.get(name)) if isinstance(tree, Record) else ()
