"""The fields of automations in words, and their chains as steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.automation.conditions import normal
from pipelinectl.model import Kind, Record
from pipelinectl.plan.model import Action
from pipelinectl.render.action_words import trigger
from pipelinectl.render.condition_words import condition
from pipelinectl.render.fields import Plain, Said, side_remark
from pipelinectl.render.references import Speech
from pipelinectl.render.setting_words import SETTINGS, SettingWords
from pipelinectl.render.steps import Steps, edited, listed
from pipelinectl.render.words import field_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.model import Address, Value
    from pipelinectl.plan.model import Change, Moved
    from pipelinectl.render.fields import Words
    from pipelinectl.render.steps import Line

ACTIONS, ONLY_IF, INCLUDE_CHAT = "actions", "only_if", "include_chat"
_SWITCH = {True: "on", False: "off"}
_YES = {True: "yes", False: "no"}
_USUAL = {"enabled": True, "re_enroll": False}
"""What an automation does as long as the files say nothing else."""

_CHAT: dict[Value, bool] = {
    None: True,
    normal(Record(property="source", test="is_not", values=("chat",))): False,
}
"""`include_chat` of the actions of a status, by the condition that it is compiled to."""


def words_for(address: Address, names: Mapping[Address, str]) -> Words:
    """How the fields at an address are said."""
    if address.kind in SETTINGS:
        return SettingWords(address, Speech.of(address, names))
    if address.kind not in {Kind.AUTOMATION, Kind.AUTOMATE}:
        return Plain()
    return _AutomationWords(address, Speech.of(address, names))


def includes_chat(address: Address, only_if: Value) -> bool | None:
    """The `include_chat` of a condition; None where it is no matter of that setting alone."""
    return _CHAT.get(only_if) if address.of_a_status else None


@dataclass(frozen=True, slots=True)
class _AutomationWords:
    """The words for the fields of an automation."""

    address: Address
    speech: Speech

    def say(self, path: str, *values: Value) -> Said:
        """A field with its values; a condition as `include_chat` where it is no more than that."""
        if path == ONLY_IF:
            chat = [includes_chat(self.address, each) for each in values]
            answers = tuple(_YES[each] for each in chat if each is not None)
            if len(answers) == len(values):
                return Said(field_name(INCLUDE_CHAT), answers)
        return Said(field_name(path), tuple(self._value(path, each) for each in values))

    def said(self, path: str, *values: Value) -> tuple[Said, ...]:
        """The field: it has no parts, and its actions are listed as steps."""
        return (self.say(path, *values),)

    def is_usual(self, path: str, found: Value) -> bool:
        """Whether an automation does this as long as the files say nothing else."""
        if path == ONLY_IF:
            return found is None and includes_chat(self.address, found) is None
        return found is None or (self.address.kind is Kind.AUTOMATION and found is _USUAL.get(path))

    def _value(self, path: str, found: Value) -> str:
        if found is None:
            return "every ticket" if path == ONLY_IF else "nothing"
        if isinstance(found, bool):
            return (_SWITCH if self.address.kind is Kind.AUTOMATE else _YES)[found]
        if path == "trigger":
            return trigger(found, self.speech)
        if path == ONLY_IF and isinstance(found, Record):
            return condition(found, self.speech)
        return self.speech.value(found)


def steps_of(
    change: Change, paths: tuple[Moved, ...], names: Mapping[Address, str]
) -> Steps | None:
    """All steps of an automation that is created, what differs in those of one that changes."""
    before, after = change.before or {}, change.after or {}
    if change.address.kind is not Kind.AUTOMATION or ACTIONS not in after:
        return None
    speech = Speech.of(change.address, names)
    if change.action is Action.CREATE:
        return _steps(listed(after[ACTIONS], speech), None)
    found = next((each for each in paths if each.path == ACTIONS), None)
    if found is None:
        return None
    lines = edited(before.get(ACTIONS), after[ACTIONS], speech)
    return _steps(lines, side_remark(found, paths))


def moved_steps(
    address: Address,
    base: Mapping[str, Value],
    live: Mapping[str, Value],
    names: Mapping[Address, str],
) -> Steps | None:
    """What moved in the account in the steps of an automation."""
    return _steps(edited(base.get(ACTIONS), live.get(ACTIONS), Speech.of(address, names)), None)


def _steps(lines: tuple[Line, ...], remark: str | None) -> Steps | None:
    heading = ACTIONS if remark is None else f"{ACTIONS} ({remark})"
    return Steps(heading, lines) if lines else None
