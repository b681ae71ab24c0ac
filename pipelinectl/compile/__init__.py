"""From the spec of one environment to the desired state: what it means, in help-desk terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation.model import to_value
from pipelinectl.automation.references import STATUS, reference
from pipelinectl.capabilities import Means
from pipelinectl.compile.channels import channels
from pipelinectl.compile.settings import access, before_the_channels, beside_the_channels
from pipelinectl.compile.spans import ACTIONS, AutomationSpans, FieldSpans
from pipelinectl.model import ORDER, Address, Desired, How, Kind, Migration, Removal, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.language.spec import (
        Automate,
        Automation,
        Pipeline,
        Removed,
        Rules,
        Spec,
        Status,
    )
    from pipelinectl.model import Value


def compile_spec(spec: Spec, *, whole: bool, means: Means | None = None) -> Desired:
    """Say what the spec asks for, resource by resource, in the order of the files.

    Args:
        spec: a spec that was built without errors.
        whole: whether it is the whole configuration of the project.
        means: what can be done with each setting; without it all settings of channels, people and
            the help desk are a person's.

    Raises:
        ValueError: the spec is not complete, and what it lacks would look like a delete.
    """
    if not spec.complete:
        msg = "a spec with errors must not be compiled"
        raise ValueError(msg)
    chosen = means or Means()
    return Desired(
        resources={each.address: each for each in _all(spec, chosen)},
        removals=tuple(_removal(entry) for entry in spec.removed),
        whole=whole,
        migrations=tuple(
            Migration(each.channel, each.source, each.history, each.place.span)
            for each in spec.migrations
        ),
    )


def _all(spec: Spec, means: Means) -> Iterator[Resource]:
    for pipeline in spec.pipelines.values():
        yield from _resources(pipeline, means)
    yield from before_the_channels(spec, means)
    yield from channels(spec, means)
    yield from beside_the_channels(spec, means)
    for automation in spec.automations.values():
        yield _automation(automation)


def _resources(pipeline: Pipeline, means: Means) -> Iterator[Resource]:
    yield _pipeline(pipeline)
    for status in pipeline.statuses:
        yield _status(pipeline, status)
    if pipeline.rules is not None and pipeline.rules.managed:
        yield _rules(pipeline, pipeline.rules)
    yield from access(pipeline, means)
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
        channel=entry.channel,
    )
