"""Where a person clicks for what no public API writes: HubSpot's pages in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.pages import automate, channels, connecting, desk, people
from pipelinectl.adapters.hubspot.pages.where import Place, link_of, setting_of
from pipelinectl.adapters.hubspot.pages.words import Words
from pipelinectl.model import Kind

if TYPE_CHECKING:
    from pipelinectl.ports import Instruction, Names, Task

__all__ = ["instruction", "link_of"]

_PEOPLE = {Kind.ACCESS, Kind.SKILLS, Kind.TEAM, Kind.USER}
_DESK = {Kind.SLA, Kind.SPAM}


def instruction(task: Task, names: Names, link: str) -> Instruction:
    """How a person makes the fields of an address true, or takes away what is there.

    `link` is the address of the settings page, as `link_of` makes it.

    Raises:
        ValueError: nothing of this kind is done by hand.
    """
    address, words = task.address, Words(names)
    if address.kind is Kind.CHANNEL:
        return _channel(task, words, link)
    if address.kind in _PEOPLE:
        return people.instruction(task, words, link)
    if address.kind in _DESK:
        return desk.instruction(task, words, link)
    if address.kind in {Kind.AUTOMATE, Kind.AUTOMATION}:
        return automate.instruction(task, words, link)
    msg = f"nothing of the kind {address.kind} is done by hand"
    raise ValueError(msg)


def _channel(task: Task, words: Words, link: str) -> Instruction:
    """The connection has what differs in the task, the rest of the channel in the files."""
    key, setting = task.address.keys[0], setting_of(task.address)
    if task.gone:
        return connecting.instruction(task, Place(key, task.fields), link)
    declared = words.names.channel(key)
    if not setting:
        return connecting.instruction(task, Place(key, {**declared, **task.fields}), link)
    return channels.instruction(
        setting, Place(key, declared), task.fields.get("value"), words, link
    )
