"""The steps that people take, in words and in the order in which they would click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.capabilities import find
from pipelinectl.model import Address, Desired, Kind
from pipelinectl.operations.acknowledging import is_acknowledged
from pipelinectl.plan.model import ManualStep
from pipelinectl.ports import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pipelinectl.capabilities import Capability
    from pipelinectl.model import Value
    from pipelinectl.plan.automations import Step
    from pipelinectl.ports import HelpDesk, Instruction, Names


def instructions(
    steps: Iterable[Step], desired: Desired, desk: HelpDesk, ids: Mapping[Address, str]
) -> Iterator[ManualStep]:
    """The steps in words: where to click, and what it shows in the end.

    They come in the order in which a person would click: as the help desk's table of settings
    has them, the channels one after the other. `ids` has the ids of pipelines: each link leads to
    the page of its own.
    """
    names = _Names(desired)
    order = _Order(desired, desk)
    for step in sorted(steps, key=order.place):
        words = desk.instruction(
            Task(step.address, _with_history(step, desired), step.paths, step.gone), names
        )
        said = step.acknowledgement
        root = step.address.root
        yield ManualStep(
            address=str(step.address),
            page=words.page,
            path=words.path,
            link=desk.link(ids[root]) if root.kind is Kind.PIPELINE else words.link,
            expected=words.expected,
            state=step.state,
            by=said.by if said else None,
            at=said.at if said else None,
            who=words.who,
            shown=order.is_shown(step),
        )


def pages_of(
    desired: Desired, instruct: Callable[[Task, Names], Instruction]
) -> dict[Address, str]:
    """The page on which each step is taken that somebody may acknowledge, by its address."""
    names = _Names(desired)
    return {
        address: instruct(Task(address, each.fields), names).page
        for address, each in desired.resources.items()
        if is_acknowledged(each)
    }


def _with_history(step: Step, desired: Desired) -> Mapping[str, Value]:
    """The fields; of a channel that moves, also whether its history goes along."""
    entry = next(
        (each for each in desired.migrations if each.channel == step.address.keys[0]), None
    )
    if step.address.kind is not Kind.CHANNEL or entry is None or entry.history is None:
        return step.fields
    return {**step.fields, "history": entry.history}


class _Order:
    """Where a step stands in the runbook, and whether the account shows what it does."""

    def __init__(self, desired: Desired, desk: HelpDesk) -> None:
        self._table = desk.capabilities
        self._ranks = {id(each): place for place, each in enumerate(self._table)}
        self._kinds: dict[Kind, int] = {}
        for each in self._table:
            self._kinds.setdefault(each.kind, len(self._kinds))
        self._roots = {address: place for place, address in enumerate(desired.resources)}
        self._types = {
            address.keys[0]: str(each.fields.get("type"))
            for address, each in desired.resources.items()
            if address.kind is Kind.CHANNEL and len(address.keys) == 1
        }

    def place(self, step: Step) -> tuple[int, int, int, str]:
        """By kind, then by the object, then by the setting; no two steps have one place."""
        address = step.address
        kind = self._kinds.get(address.kind, len(self._kinds))
        capability = self._capability(step)
        last = len(self._table)
        setting = self._ranks[id(capability)] if capability is not None else last
        return kind, self._roots.get(address.root, len(self._roots)), setting, str(address)

    def is_shown(self, step: Step) -> bool:
        """Whether a read of the account shows it once it is done."""
        capability = self._capability(step)
        return capability is not None and bool(capability.shown)

    def _capability(self, step: Step) -> Capability | None:
        address, kind = step.address, step.address.kind
        if kind is Kind.CHANNEL:
            setting = address.keys[1] if len(address.keys) > 1 else ""
            found = self._types.get(address.keys[0], str(step.fields.get("type", "")))
            return find(self._table, kind, setting, found)
        setting = "" if kind in _WHOLE else address.keys[-1]
        if address.of_a_status:
            setting = "status"
        return find(self._table, kind, setting)


_WHOLE = frozenset({Kind.ACCESS, Kind.SKILLS, Kind.AUTOMATION, Kind.FORM})
"""The kinds whose last key names the object and no setting of it."""


class _Names:
    """How people call declared pipelines and statuses, and what is declared of channels."""

    def __init__(self, desired: Desired) -> None:
        self._desired = desired
        self._channels: dict[str, dict[str, Value]] = {}
        for address, resource in desired.resources.items():
            if address.kind is Kind.CHANNEL:
                own = len(address.keys) == 1
                more = resource.fields if own else {address.keys[1]: resource.fields["value"]}
                self._channels.setdefault(address.keys[0], {}).update(more)

    def pipeline(self, key: str) -> str:
        """The name of a pipeline; its key where the files do not declare it."""
        return self._name(Address(Kind.PIPELINE, (key,)), key)

    def status(self, pipeline: str, key: str) -> str:
        """The name of a status; its key where the files do not declare it."""
        return self._name(Address(Kind.STATUS, (pipeline, key)), key)

    def channel(self, key: str) -> Mapping[str, Value]:
        """What the files declare of a channel: its own fields, and its settings by name."""
        return self._channels.get(key, {})

    def _name(self, address: Address, otherwise: str) -> str:
        resource = self._desired.resources.get(address)
        return str(resource.fields["name"]) if resource else otherwise
