"""How the files call what a workflow refers to, and what they cannot say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelinectl.automation.references import (
    CHANNEL,
    NAME,
    PIPELINE,
    REF,
    STATUS,
    WORKFLOW,
    is_reference,
)
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.model import Value


class CannotWrite(Exception):  # noqa: N818 - what the language cannot do, not what went wrong
    """The language has no words for what the text names."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The words for what is referred to: pipelines and statuses by key, workflows by key or name.

    Keys are ids of the account; a status's word is `<pipeline key>/<status key>`. `channels` are
    those that the files have; any other is said by its id.
    """

    pipelines: Mapping[str, str]
    statuses: Mapping[str, str]
    workflows: Mapping[str, str]
    channels: Mapping[str, str] = field(default_factory=dict)

    def reference(self, kind: str, name: str) -> str:
        """The word for a reference in the terms of the account.

        Raises:
            CannotWrite: it names a status, pipeline or workflow that the files do not have.
        """
        if kind == CHANNEL:
            return self.channels.get(name, f"id:{name}")
        known = {STATUS: self.statuses, PIPELINE: self.pipelines, WORKFLOW: self.workflows}
        if kind not in known:
            return name
        if name not in known[kind]:
            raise CannotWrite(f"the {kind} with the id {name}, which is not in the account")
        return known[kind][name]

    def named(self, value: Value) -> str:
        """The word for a reference."""
        if not isinstance(value, Record) or not is_reference(value):
            raise CannotWrite("a reference that leads nowhere")
        return self.reference(str(value[REF]), str(value[NAME]))

    def status(self, value: Value) -> str:
        """The word for a status."""
        return self.named(value)

    def value(self, value: Value) -> object:
        """A value of a property: a text, a number, a boolean or the word for a reference."""
        return self.named(value) if isinstance(value, Record) else value


def duration(value: Value) -> str:
    """`60 minutes`, `1 day`."""
    if not isinstance(value, Record):
        raise CannotWrite("a duration")
    amount, unit = value["amount"], str(value["unit"])
    return f"{amount} {unit.removesuffix('s') if amount == 1 else unit}"
