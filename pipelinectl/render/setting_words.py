"""The settings of channels, forms, people and of the help desk as a whole, in words.

A setting that has parts is said part by part, and of one that changes only the parts that differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.automation.references import is_reference
from pipelinectl.channels import HELP_DESK
from pipelinectl.model import Kind, Record, as_list
from pipelinectl.render import value_words
from pipelinectl.render.condition_words import condition
from pipelinectl.render.escape import quoted, visible
from pipelinectl.render.excerpts import excerpts
from pipelinectl.render.fields import Said
from pipelinectl.render.value_words import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipelinectl.model import Address, Value
    from pipelinectl.render.references import Speech

    Say = Callable[[Value, Speech], str]

SETTINGS = frozenset(
    {
        Kind.ACCESS,
        Kind.CHANNEL,
        Kind.FORM,
        Kind.SKILLS,
        Kind.SLA,
        Kind.SPAM,
        Kind.TEAM,
        Kind.USER,
    }
)
"""The kinds whose fields are said here."""

TYPES = {
    "email": "e-mail",
    "chat": "chat",
    "facebook_messenger": "Facebook Messenger",
    "form": "form",
    "whatsapp": "WhatsApp",
    "calling": "calling",
    "custom": "messaging app",
}
"""The types of channels as people call them."""

_NAMES = {
    "assign_to": "assigned to",
    "connected_to": "connected to",
    "create_tickets": "creates tickets",
    "enabled": "switched on",
    "extra_members": "extra members",
    "forwarded_emails_from": "forwarded e-mails are from",
    "hours": "hours",
    "instant_reply": "instant reply",
    "main_members": "main members",
    "mailbox": "mail account",
    "only_available_users": "only available users",
    "out_of_office": "out of office",
    "pause_in": "time stands still in",
    "rules": "by skill",
    "schedule": "time counts",
    "ticket_properties": "ticket properties",
    "time_zone": "time zone",
    "working_hours": "working hours",
    "accent_color": "accent colour",
    "first_reply": "first reply",
    "next_reply": "next reply",
    "due_soon": "due soon",
}
"""What fields and settings are called, where that is not their name in the files."""

_WORDS: Mapping[str, Mapping[str, str]] = {
    "type": TYPES,
    "mailbox": {
        "gmail": "Gmail",
        "office_365": "Office 365",
        "other": "another mail account, which forwards to it",
    },
    "availability": {"user_availability": "while users are available", "always": "always"},
    "schedule": {"always": "always"},
    "assign_to": {"none": "nobody", "contact_owner": "the contact's owner"},
    "forwarded_emails_from": {
        "original_sender": "the original sender",
        "forwarder": "whoever forwarded them",
    },
}
"""Values that are words of the files."""

_TIMES = ("first_reply", "next_reply", "close", "due_soon")

_ORDER = ("pipeline", "status", "assign_to", "only_available_users", "rules", "hours", *_TIMES)
"""The parts that are said first, in this order."""

_OFF = frozenset({"routing", "consent"})
"""Settings that `false` switches off."""

_TOLD_BY_TITLE = frozenset({"team", "category"})
"""Fields that are names and stand beside the address."""


def called(path: str) -> str:
    """A field or setting as a reader calls it."""
    return _NAMES.get(path) or visible(path)


def setting_of(address: Address, path: str) -> str:
    """The setting that a field is: the address names it where the field is its `value`."""
    if path != "value":
        return path
    named_by_kind = address.kind in {Kind.ACCESS, Kind.SKILLS}
    return address.kind.value if named_by_kind else address.keys[-1]


@dataclass(frozen=True, slots=True)
class SettingWords:
    """The words for the fields of one setting."""

    address: Address
    speech: Speech

    def say(self, path: str, *values: Value) -> Said:
        """A field with its values, each in one text."""
        setting = setting_of(self.address, path)
        if setting in {"allow", "deny", "skills"}:
            told = tuple(
                value_words.names(each, *values[:place], *values[place + 1 :])
                for place, each in enumerate(values)
            )
            return Said(called(setting), told)
        return Said(called(setting), self._texts(setting, values))

    def said(self, path: str, *values: Value) -> tuple[Said, ...]:
        """A field; one that has parts by its parts, as far as they differ."""
        setting = setting_of(self.address, path)
        if setting == "goals":
            return self._split(tuple(_by_condition(each, self.speech) for each in values))
        given = [each for each in values if isinstance(each, Record) and not is_reference(each)]
        if len(given) < len(values) or setting in {"access", "working_hours"}:
            return (self.say(path, *values),)
        if setting == "ticket_properties":
            return self._properties(given)
        return self._split(tuple(given))

    def is_usual(self, path: str, found: Value) -> bool:
        """Whether there is no value, or the title tells it."""
        return found is None or path in _TOLD_BY_TITLE

    def _split(self, values: tuple[Mapping[str, Value], ...]) -> tuple[Said, ...]:
        return tuple(Said(called(name), self._texts(name, each)) for name, each in _parts(values))

    def _properties(self, values: list[Record]) -> tuple[Said, ...]:
        """What tickets get: the names of properties are no words of ours."""
        before = "ticket property " if self.address.kind is Kind.FORM else ""
        return tuple(
            Said(f"{before}{visible(name)}", tuple(plain(one, self.speech) for one in each))
            for name, each in _parts(values)
        )

    def _texts(self, setting: str, values: tuple[Value, ...]) -> tuple[str, ...]:
        if len(values) > 1 and all(isinstance(each, str) for each in values):
            if all(each in _WORDS.get(setting, {}) for each in values) or setting == "connected_to":
                return tuple(self._text(setting, each) for each in values)
            first, second = excerpts(str(values[0]), str(values[1]))
            others = (plain(each, self.speech) for each in values[2:])
            return (quoted(first), quoted(second), *others)
        return tuple(self._text(setting, each) for each in values)

    def _text(self, setting: str, found: Value) -> str:
        if found is False and setting in _OFF:
            return "off"
        if isinstance(found, str) and found in _WORDS.get(setting, {}):
            return _WORDS[setting][found]
        say = _SAY.get(setting)
        if say is not None and found is not None:
            return say(found, self.speech)
        if isinstance(found, Record) and not is_reference(found):
            say_part = self._property if setting == "ticket_properties" else self._part
            return "; ".join(say_part(name, found[name]) for name in _in_order(found))
        return plain(found, self.speech)

    def _part(self, name: str, found: Value) -> str:
        return f"{called(name)}: {self._text(name, found)}"

    def _property(self, name: str, found: Value) -> str:
        """What tickets get: the names of properties are no words of ours."""
        return f"{visible(name)}: {plain(found, self.speech)}"


def _in_order(names: Iterable[str]) -> list[str]:
    rank = {name: place for place, name in enumerate(_ORDER)}
    return sorted(names, key=lambda each: rank.get(each, len(rank)))


def _parts(values: Sequence[Mapping[str, Value]]) -> list[tuple[str, tuple[Value, ...]]]:
    """The parts of some values, each with what it is in all of them, where that differs."""
    names = _in_order(dict.fromkeys(name for each in values for name in each))
    found = [(name, tuple(each.get(name) for each in values)) for name in names]
    return [
        (name, each)
        for name, each in found
        if len(values) == 1 or any(one != each[0] for one in each)
    ]


def _place(found: Value, _speech: Speech) -> str:
    return "the help desk" if found == HELP_DESK else f"inbox {quoted(str(found))}"


def _rules(found: Value, speech: Speech) -> str:
    """`"Swedish" where language is "sv"`, one for each rule."""
    said = []
    for each in as_list(found):
        rule = each if isinstance(each, Record) else Record(skill=each)
        skill = plain(rule.get("skill"), speech)
        said.append(f"{skill} where {condition(rule.get('when'), speech)}")
    return "; ".join(said) or "no rules"


def _chatflows(found: Value, speech: Speech) -> str:
    return _marked(found, speech, lambda each: [str(each.get("type")).replace("_", " ")])


def _form_fields(found: Value, speech: Speech) -> str:
    def marks(each: Record) -> list[str]:
        label = each.get("label")
        shown = [] if label in {None, ""} else [f"labelled {plain(label, speech)}"]
        return [*(name for name in ("hidden", "required") if each.get(name) is True), *shown]

    return _marked(found, speech, marks)


def _marked(found: Value, speech: Speech, marks: Callable[[Record], list[str]]) -> str:
    """A list of named things, each with marks behind it in round brackets."""
    said = []
    for each in as_list(found):
        thing = each if isinstance(each, Record) else Record(name=each)
        known = [visible(mark) for mark in marks(thing) if mark != "None"]
        name = plain(thing.get("name"), speech)
        said.append(f"{name} ({', '.join(known)})" if known else name)
    return ", ".join(said) or "none"


def _absences(found: Value, _speech: Speech) -> str:
    said = []
    for each in as_list(found):
        days = each if isinstance(each, Record) else Record()
        said.append(f"{_day(days.get('from'))} to {_day(days.get('to'))}" if days else "?")
    return ", ".join(said) or "never"


def _day(found: Value) -> str:
    return visible(str(found))


def _by_condition(found: Value, speech: Speech) -> Mapping[str, Value]:
    """The goals of an SLA by whom they are for, as `_split` takes them."""
    goals: dict[str, Value] = {}
    for each in as_list(found):
        goal = each if isinstance(each, Record) else Record()
        when = goal.get("when")
        told = "every ticket" if when is None else condition(when, speech)
        goals[f"goal for {told}"] = Record({name: goal[name] for name in _TIMES if name in goal})
    return goals


_SAY: dict[str, Say] = {
    "access": value_words.people,
    "assign_to": value_words.people,
    "chatflows": _chatflows,
    "connected_to": _place,
    "extra_members": value_words.people,
    "fields": _form_fields,
    "main_members": value_words.people,
    "out_of_office": _absences,
    "rules": _rules,
    "hours": lambda found, _: value_words.hours(found),
    "working_hours": lambda found, _: value_words.hours(found),
    **dict.fromkeys(_TIMES, lambda found, _: value_words.duration(found)),
}
"""The words of single settings and parts; the others are said by what their values are."""
