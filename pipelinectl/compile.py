"""From the spec of one environment to the desired state: what it means, in help-desk terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipelinectl.automation.model import to_value, walk
from pipelinectl.automation.references import STATUS, reference
from pipelinectl.model import ORDER, Address, Desired, How, Kind, Removal, Resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelinectl.diagnostics import Span
    from pipelinectl.language.spec import (
        Automate,
        Automation,
        Pipeline,
        Place,
        Removed,
        Rules,
        Spec,
        Status,
    )
    from pipelinectl.model import Value


ACTIONS = "actions"
_WRITTEN = {"trigger": "when"}
_WRITTEN_OF_STATUSES = {"trigger": None, "name": None, "only_if": "include_chat"}
"""What the fields of automations are called in files; None stands for the key of the whole."""


class FieldSpans(Mapping[str, "Span"]):
    """The places of the fields of one resource, looked up when somebody asks."""

    __slots__ = ("_names", "_place")

    def __init__(self, place: Place, names: Mapping[str, object]) -> None:
        self._place = place
        self._names = names

    def __getitem__(self, name: str) -> Span:
        if name not in self._names:
            raise KeyError(name)
        return self._place.at(name).span

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class AutomationSpans(Mapping[str, "Span"]):
    """The places of the fields of an automation, and of its actions.

    An action is named by `actions` and its way (`automation.model.Way`): `actions.2.0.1`.
    """

    __slots__ = ("_actions", "_automation", "_names")

    def __init__(self, automation: Automation, names: Iterable[str]) -> None:
        self._automation = automation
        self._names = tuple(names)
        self._actions: dict[str, Span] | None = None

    def __getitem__(self, name: str) -> Span:
        if name not in self._names:
            return self._by_way[name]
        place = self._automation.place
        if self._automation.include_chat is None:
            return place.at(_WRITTEN.get(name, name)).span
        written = _WRITTEN_OF_STATUSES.get(name, name)
        return place.key_span if written is None else place.at(written).span

    def __iter__(self) -> Iterator[str]:
        yield from self._names
        yield from self._by_way

    def __len__(self) -> int:
        return len(self._names) + len(self._by_way)

    @property
    def _by_way(self) -> Mapping[str, Span]:
        if self._actions is None:
            self._actions = {
                ".".join(map(str, (ACTIONS, *way))): action.span
                for way, action in walk(self._automation.actions)
                if action.span is not None
            }
        return self._actions


def compile_spec(spec: Spec, *, whole: bool) -> Desired:
    """Say what the spec asks for, resource by resource, in the order of the files.

    Args:
        spec: a spec that was built without errors.
        whole: whether it is the whole configuration of the project.

    Raises:
        ValueError: the spec is not complete, and what it lacks would look like a delete.
    """
    if not spec.complete:
        msg = "a spec with errors must not be compiled"
        raise ValueError(msg)
    return Desired(
        resources={
            **{
                resource.address: resource
                for pipeline in spec.pipelines.values()
                for resource in _resources(pipeline)
            },
            **{address: _automation(each) for address, each in spec.automations.items()},
        },
        removals=tuple(_removal(entry) for entry in spec.removed),
        whole=whole,
    )


def _resources(pipeline: Pipeline) -> Iterator[Resource]:
    yield _pipeline(pipeline)
    for status in pipeline.statuses:
        yield _status(pipeline, status)
    if pipeline.rules is not None and pipeline.rules.managed:
        yield _rules(pipeline, pipeline.rules)
    if pipeline.automate is not None:
        yield from _automate(pipeline, pipeline.automate)


def _pipeline(pipeline: Pipeline) -> Resource:
    order = tuple(status.key for status in pipeline.statuses)
    fields: dict[str, Value] = {"name": pipeline.name, ORDER: order}
    unnamed = How.DEFAULT if pipeline.default else How.KEY
    return Resource(
        Address(Kind.PIPELINE, (pipeline.key,)),
        fields,
        how=unnamed if pipeline.id is None else How.ID,
        id=pipeline.id,
        exclusive=pipeline.exclusive,
        span=pipeline.place.key_span,
        field_spans=FieldSpans(pipeline.place, fields),
    )


def _status(pipeline: Pipeline, status: Status) -> Resource:
    place = pipeline.status_place(status)
    fields = {"name": status.name, "state": status.state}
    return Resource(
        Address(Kind.STATUS, (pipeline.key, status.key)),
        fields,
        how=How.KEY if status.id is None else How.ID,
        id=status.id,
        span=place.span,
        field_spans=FieldSpans(place, fields),
    )


def _rules(pipeline: Pipeline, rules: Rules) -> Resource:
    place = pipeline.place.at("rules")
    fields = rules.managed
    return Resource(
        Address(Kind.RULES, (pipeline.key,)),
        fields,
        span=place.key_span,
        field_spans=FieldSpans(place, fields),
    )


def _automate(pipeline: Pipeline, switches: Automate) -> Iterator[Resource]:
    """A resource for each switch that is managed."""
    assert switches.place is not None, "what was read from files has a place"
    for setting, ways in _SWITCHES.items():
        declared = getattr(switches, setting)
        if declared is None:
            continue
        place = switches.place.at(*ways)
        value = declared
        if isinstance(declared, str):
            value = reference(STATUS, f"{pipeline.key}/{declared}")
        yield Resource(
            Address(Kind.AUTOMATE, (pipeline.key, setting)),
            {"value": value},
            span=place.key_span,
            field_spans={"value": place.span},
        )


_SWITCHES = {
    "set_close_date": ("set_close_date",),
    "email_sent_to_customer": ("update_status", "email_sent_to_customer"),
    "customer_replies": ("update_status", "customer_replies"),
}
"""The switches of a pipeline, each with the way to it below `automate`."""


def _automation(automation: Automation) -> Resource:
    fields: dict[str, Value] = {
        "name": automation.name,
        "enabled": automation.enabled,
        "re_enroll": automation.re_enroll,
        "trigger": automation.trigger,
        "only_if": automation.only_if,
        ACTIONS: to_value(automation.actions),
    }
    if automation.description is not None:
        fields["description"] = automation.description
    return Resource(
        automation.address,
        fields,
        how=How.KEY if automation.id is None else How.ID,
        id=automation.id,
        span=automation.place.key_span,
        field_spans=AutomationSpans(automation, fields),
    )


def _removal(entry: Removed) -> Removal:
    return Removal(
        pipeline=entry.pipeline,
        status=entry.status,
        id=entry.id,
        move_tickets_to=entry.move_tickets_to,
        span=entry.place.span,
        automation=entry.automation,
    )
