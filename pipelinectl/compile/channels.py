"""Channels: the connection, a resource for each setting, and the workflow for their tickets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl import channels as terms
from pipelinectl.automation.model import Action, to_value
from pipelinectl.automation.references import CHANNEL, PIPELINE, STATUS, named, reference
from pipelinectl.compile.choosing import realisation
from pipelinectl.compile.spans import FieldSpans
from pipelinectl.model import (
    OF_A_CHANNEL,
    Address,
    How,
    Kind,
    Realisation,
    Record,
    Resource,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelinectl.capabilities import Means
    from pipelinectl.diagnostics import Span
    from pipelinectl.language.spec import Channel, Spec
    from pipelinectl.model import Value

_OF_THE_FORM = frozenset({"fields"})
_FIRST = ("status", "pipeline")
"""What is set before all else: the status takes its pipeline along where the help desk does that,
and the pipeline is set after it where it does not. Which of the two HubSpot does is unverified."""


def channels(spec: Spec, means: Means) -> Iterator[Resource]:
    """The resources of every channel, the connection before what needs it."""
    for channel in spec.channels.values():
        yield from _Channel(channel, spec, means).resources()


@dataclass(frozen=True, slots=True)
class _Channel:
    """One channel, with all that its resources are made from."""

    channel: Channel
    spec: Spec
    means: Means

    def resources(self) -> Iterator[Resource]:
        ways = {
            name: self._way(name, value)
            for name, value in self.channel.settings.items()
            if name not in terms.OF_THE_CONNECTION | _OF_THE_FORM
        }
        yield from self._form(ways)
        yield self._connection()
        for name, way in ways.items():
            if way is Realisation.MANUAL or way is Realisation.READ_ONLY:
                yield self._setting(name, way)
        stood_in = [name for name in terms.AS_WORKFLOW if ways.get(name) is Realisation.WORKFLOW]
        if stood_in:
            yield self._workflow(stood_in)

    def _way(self, name: str, value: Value) -> Realisation:
        channel = self.channel
        return realisation(
            self.means,
            Kind.CHANNEL,
            name,
            value,
            channel_type=channel.type,
            wish=channel.realise.get(name),
        )

    def _connection(self) -> Resource:
        channel = self.channel
        fields: dict[str, Value] = {"type": channel.type, "authorized": True, "enabled": True}
        fields |= {
            name: value
            for name, value in channel.settings.items()
            if name in terms.OF_THE_CONNECTION
        }
        return Resource(
            Address(Kind.CHANNEL, (channel.key,)),
            fields,
            how=How.KEY if channel.id is None else How.ID,
            id=channel.id,
            realisation=realisation(
                self.means,
                Kind.CHANNEL,
                "",
                None,
                channel_type=channel.type,
                wish=channel.realise.get("connection"),
            ),
            span=channel.place.key_span,
            field_spans=FieldSpans(channel.place, channel.settings),
        )

    def _setting(self, name: str, way: Realisation) -> Resource:
        place = self.channel.place.at(name)
        return Resource(
            Address(Kind.CHANNEL, (self.channel.key, name)),
            {"value": self.channel.settings[name]},
            realisation=way,
            span=place.key_span,
            field_spans={"value": place.span},
        )

    def _form(self, ways: Mapping[str, Realisation]) -> Iterator[Resource]:
        """The form of a channel, as far as it is created here or holds the ticket properties."""
        channel, fields = self.channel, dict[str, "Value"]()
        spans: dict[str, Span] = {}
        place = channel.place.at("form")
        if "fields" in channel.settings:
            fields["fields"] = channel.settings["fields"]
            spans["fields"] = place.at("fields").span
        if ways.get("ticket_properties") is Realisation.API:
            fields["ticket_properties"] = self._whole(channel.settings["ticket_properties"])
            spans["ticket_properties"] = channel.place.at("ticket_properties").span
        if channel.type == terms.FORM and fields and "form" in channel.settings:
            yield Resource(
                Address(Kind.FORM, (channel.key,)),
                {"name": channel.settings["form"], **fields},
                realisation=Realisation.API,
                span=place.key_span,
                field_spans=spans,
            )

    def _workflow(self, stood_in: list[str]) -> Resource:
        channel = self.channel
        fields: dict[str, Value] = {
            "name": f"Tickets of channel {channel.key}",
            "enabled": True,
            "re_enroll": False,
            "trigger": Record(
                on="property_changes", property="channel", to=(reference(CHANNEL, channel.key),)
            ),
            "only_if": None,
            "actions": to_value(self._actions(stood_in)),
        }
        first = channel.place.at(stood_in[0])
        return Resource(
            Address(Kind.AUTOMATION, (OF_A_CHANNEL, channel.key)),
            fields,
            realisation=Realisation.WORKFLOW,
            confirmed=all(self._is_confirmed(each) for each in stood_in),
            span=first.key_span,
            field_spans={"actions": first.span},
        )

    def _is_confirmed(self, setting: str) -> bool:
        capability = self.means.of(Kind.CHANNEL, setting, self.channel.type)
        way = capability.way(Realisation.WORKFLOW) if capability else None
        return way is None or way.confirmed

    def _actions(self, stood_in: list[str]) -> Iterator[Action]:
        if "ticket_properties" in stood_in:
            yield from self._sets(self.channel.settings["ticket_properties"])
        if "routing" in stood_in:
            yield from _assigns(self.channel.settings["routing"])

    def _sets(self, properties: Value) -> Iterator[Action]:
        values = self._whole(properties)
        for name in (*_FIRST, *(each for each in values if each not in _FIRST)):
            if name in values:
                yield Action("set", Record(property=name, value=values[name]))

    def _whole(self, properties: Value) -> Record:
        """Ticket properties with pipeline and status both, where one of them is declared.

        A pipeline alone stands for its first status, a status for its pipeline.
        """
        assert isinstance(properties, Record), "the language lets nothing else through"
        status = named(properties.get("status"), STATUS)
        pipeline = self.spec.pipelines.get(named(properties.get("pipeline"), PIPELINE) or "")
        more: dict[str, Value] = {}
        if status is not None and "/" in status:
            more["pipeline"] = reference(PIPELINE, status.partition("/")[0])
        elif status is None and pipeline is not None:
            more["status"] = reference(STATUS, f"{pipeline.key}/{pipeline.statuses[0].key}")
        return Record({**more, **properties})


def _assigns(routing: Value) -> Iterator[Action]:
    """The owner of a new ticket. One that somebody took already keeps it, but for contact owners.

    Teams alone, or users alone: `pipelinectl.channels.beyond_a_workflow` says so.
    """
    users, teams = terms.people(routing)
    if users or teams:
        to = Record(users=users) if users else Record(teams=teams)
        yield Action("rotate_owner", Record(to=to, overwrite=False))
    elif isinstance(routing, Record) and routing.get("assign_to") == "contact_owner":
        yield Action("assign_owner", Record(to=Record(contact_owner=True)))
