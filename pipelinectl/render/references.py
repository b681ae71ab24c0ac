"""How people call what automations name: statuses, pipelines, people, e-mails and workflows."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelinectl.automation.references import (
    CHANNEL,
    NAME,
    PIPELINE,
    REF,
    STATUS,
    USER,
    WORKFLOW,
    is_reference,
)
from pipelinectl.canonical import to_json
from pipelinectl.model import Address, Kind, Record
from pipelinectl.render.escape import quoted, value, visible, word
from pipelinectl.render.phrases import either

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelinectl.model import Value


_ID = "id:"
"""What stands before the help desk's own id of something."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Names things as the readers of one automation know them.

    `names` are those that the plan holds. `home` is the key of the pipeline that the automation
    belongs to: its own statuses are named without the pipeline.
    """

    names: Mapping[Address, str] = field(default_factory=dict)
    home: str | None = None

    @classmethod
    def of(cls, address: Address, names: Mapping[Address, str]) -> Speech:
        """The speech for the automation at an address."""
        root = address.root
        return cls(names, root.keys[0] if root.kind is Kind.PIPELINE else None)

    def value(self, found: Value) -> str:
        """A value: a reference by the name of what it names, texts in quotes."""
        if isinstance(found, Record) and is_reference(found):
            return self._reference(str(found[REF]), str(found[NAME]))
        if isinstance(found, tuple):
            return "[" + ", ".join(self.value(each) for each in found) + "]"
        return raw(found) if isinstance(found, Record) else value(found)

    def either(self, values: Iterable[Value]) -> str:
        """`"Low"`, `"Low" or "High"`."""
        return either([self.value(each) for each in values])

    def _reference(self, kind: str, name: str) -> str:
        if name.startswith(_ID):
            return f"{visible(kind)} with the id {visible(name.removeprefix(_ID))}"
        if kind == STATUS:
            return self._status(name)
        if kind == PIPELINE:
            return self._pipeline(name)
        if kind == CHANNEL:
            return self._channel(name)
        if kind == WORKFLOW:
            return quoted(self._workflow(name))
        plain = kind == USER and name and not set(name) & set(' ",()')
        return visible(name) if plain else quoted(name)

    def _status(self, name: str) -> str:
        pipeline, _, key = name.partition("/")
        known = Address(Kind.STATUS, (pipeline, key)) in self.names
        inside = f" in {self._pipeline(pipeline)}" if known and pipeline != self.home else ""
        return f"{status(self.names, pipeline, key)}{inside}"

    def _pipeline(self, key: str) -> str:
        known = self.names.get(Address(Kind.PIPELINE, (key,)))
        return word(key) if known is None else quoted(known)

    def _channel(self, key: str) -> str:
        return quoted(self.names.get(Address(Kind.CHANNEL, (key,)), key))

    def _workflow(self, name: str) -> str:
        try:
            address = Address.parse(name)
        except ValueError:
            return name
        return self.names.get(address, name)


def status(names: Mapping[Address, str], pipeline: str, key: str) -> str:
    """A status by its name in quotes, by pipeline and key where none is known, or by its id."""
    known = names.get(Address(Kind.STATUS, (pipeline, key)))
    if known is not None:
        return quoted(known)
    if key.startswith(_ID):
        return f"{STATUS} with the id {visible(key.removeprefix(_ID))}"
    return "/".join(map(word, filter(None, (pipeline, key))))


def raw(found: Value) -> str:
    """The vendor's own JSON on one line."""
    return visible(json.dumps(to_json(found), ensure_ascii=False))
