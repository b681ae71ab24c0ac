"""Which settings a person makes true, what was acknowledged, and what the account cannot take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.checks.tiers import has_workflows
from pipelinectl.diagnostics import Severity, diagnostic
from pipelinectl.model import OF_A_PIPELINE, Address, Desired, Kind, Realisation
from pipelinectl.operations.acknowledging import acknowledged
from pipelinectl.plan.automations import BY_A_PERSON, ByHand, is_connection
from pipelinectl.plan.channelnotes import made_twice
from pipelinectl.ports import Lack

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipelinectl.diagnostics import Diagnostic, Span
    from pipelinectl.language import Spec
    from pipelinectl.model import Live, Resource, Value
    from pipelinectl.operations.session import Session
    from pipelinectl.ports import Objection

_SEVERITIES = {
    Lack.MISSING: Severity.ERROR,
    Lack.UNREADABLE: Severity.ERROR,
    Lack.NOT_AS_WORKFLOW: Severity.INFO,
    Lack.DOUBTFUL: Severity.WARNING,
    Lack.NOT_YET: Severity.WARNING,
}


_TIME_ZONE = "time_zone"
_ASKED_ELSEWHERE = (OF_A_PIPELINE - {Kind.ACCESS}) | {Kind.AUTOMATION}
"""The kinds whose settings other methods of the port ask about, or none."""


@dataclass(frozen=True, slots=True)
class Handwork:
    """What is done by hand, and what was found while finding out."""

    by_hand: ByHand
    diagnostics: tuple[Diagnostic, ...]


def handwork(desired: Desired, spec: Spec, root: Path, session: Session, live: Live) -> Handwork:
    """Ask the account about each declaration; what cannot be a workflow becomes a manual step.

    Templated automations always are; the actions of a status are where the declared subscription
    has no workflows, or where the account lacks the e-mail that they send; a setting is where no
    better way was chosen for it.

    Raises:
        Stopped: the file of acknowledgements cannot be read.
        RemoteError: the account cannot be read.
    """
    manual: set[Address] = set()
    found: list[Diagnostic] = []
    without_workflows = has_workflows(spec.account.subscriptions) is False
    for address, resource in desired.resources.items():
        by_a_person = address.kind is Kind.AUTOMATE or resource.realisation in BY_A_PERSON
        if by_a_person or (address.of_a_status and without_workflows):
            manual.add(address)
        elif address.kind is Kind.AUTOMATION:
            objections = session.desk.objections(resource.fields, live)
            if any(each.lack is Lack.NOT_AS_WORKFLOW for each in objections):
                manual.add(address)
            found += (_diagnostic(each, resource) for each in objections)
        if address.of_a_channel or address.kind not in _ASKED_ELSEWHERE:
            asked = _asked_about(resource, desired)
            objections = session.desk.setting_objections(address, asked, live)
            found += (_diagnostic(each, resource) for each in objections)
    said = acknowledged(root, session.environment.name)
    found += made_twice(desired, said)
    return Handwork(ByHand(frozenset(manual), said), tuple(found))


def _asked_about(resource: Resource, desired: Desired) -> Mapping[str, Value]:
    """The fields to ask about: of a channel without a form that is asked about by itself.

    Of a channel's setting also the type of the channel; of a user's, the declared time zone.
    """
    address = resource.address
    if address.kind is Kind.USER:
        zone = desired.resources.get(Address(Kind.USER, (address.keys[0], _TIME_ZONE)))
        return {**resource.fields, _TIME_ZONE: zone.fields["value"] if zone else None}
    if address.kind is not Kind.CHANNEL:
        return resource.fields
    if not is_connection(address):
        channel = desired.resources.get(address.root)
        return {**resource.fields, "type": channel.fields["type"] if channel else None}
    form = desired.resources.get(Address(Kind.FORM, address.keys))
    if form is None:
        return resource.fields
    return {name: value for name, value in resource.fields.items() if name != "form"}


def _diagnostic(objection: Objection, resource: Resource) -> Diagnostic:
    return diagnostic(
        objection.code,
        objection.message,
        span=_place(objection.path, resource),
        hint=objection.hint,
        address=str(resource.address),
        severity=_severity(objection.lack, resource),
    )


def _severity(lack: Lack, resource: Resource) -> Severity:
    """What a person makes first is an error where the tool is to go on from it."""
    by_api = resource.realisation is Realisation.API
    return Severity.ERROR if lack is Lack.NOT_YET and by_api else _SEVERITIES[lack]


def _place(path: str, resource: Resource) -> Span | None:
    """Where the files say what is objected to; the nearest place around it that is known."""
    while path:
        found = resource.field_spans.get(path)
        if found is not None:
            return found
        path = path.rpartition(".")[0]
    return resource.span
