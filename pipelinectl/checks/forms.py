"""Checks of form channels: what visitors see, and what agents do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.channels import FORM
from pipelinectl.checks import connected
from pipelinectl.diagnostics import Diagnostic, diagnostic
from pipelinectl.model import Record, as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.diagnostics import Span
    from pipelinectl.language.spec import Channel, Spec

_HIDDEN_BY_NATURE = {
    "ticket.pipeline": "pipeline",
    "ticket.hs_pipeline": "pipeline",
    "ticket.status": "status",
    "ticket.hs_pipeline_stage": "status",
}
"""Fields that HubSpot hides, under our names and its own, with what they are in our words."""


def visible_pipeline(spec: Spec) -> Iterator[Diagnostic]:
    """PC381: fields of a new form for the pipeline and the status that visitors would see."""
    for channel, field, span in _fields(spec):
        word = _HIDDEN_BY_NATURE.get(str(field["name"]))
        if word is not None and field.get("hidden") is not True:
            yield diagnostic(
                "PC381",
                f'Pipeline and status cannot be visible form fields; set "{field["name"]}" in '
                "ticket_properties.",
                span=span,
                hint=f"Delete the field and write `ticket_properties: {{{word}: …}}`.",
                address=connected.form_address(channel),
            )


def hidden_from_agents(spec: Spec) -> Iterator[Diagnostic]:
    """PC382: hidden fields, whose values are not shown with the submission."""
    for channel, field, span in _fields(spec):
        if field.get("hidden") is True and field["name"] not in _HIDDEN_BY_NATURE:
            yield diagnostic(
                "PC382",
                f'Hidden field "{field["name"]}" will not be visible to agents in help desk.',
                span=span,
                hint="They find it among the form's submissions and on the contact's timeline.",
                address=connected.form_address(channel),
            )


def _fields(spec: Spec) -> Iterator[tuple[Channel, Record, Span]]:
    """The fields of all forms that the files create, with their places."""
    for channel in connected.of_type(spec, FORM):
        for index, field in enumerate(as_list(channel.settings.get("fields"))):
            if isinstance(field, Record):
                yield channel, field, channel.place.at("form", "fields", index).span


def assigns_nobody(spec: Spec) -> Iterator[Diagnostic]:
    """PC383: routing that is switched on and assigns to nobody."""
    for channel in connected.of_type(spec, FORM):
        routing = channel.settings.get("routing")
        if not isinstance(routing, Record) or routing.get("assign_to") != connected.NOBODY:
            continue
        if not routing.get("rules"):
            yield diagnostic(
                "PC383",
                f'routing of form channel "{channel.key}" assigns to nobody, which is the same as '
                "switching it off.",
                span=channel.place.at("routing", "assign_to").span,
                hint="`routing: false` says the same.",
                address=connected.address(channel, "routing"),
            )
