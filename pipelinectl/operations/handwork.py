"""Which settings a person makes true, what was acknowledged, and what the account cannot take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.checks.tiers import has_workflows
from pipelinectl.diagnostics import Severity, diagnostic
from pipelinectl.model import Address, Desired, Kind
from pipelinectl.operations.acknowledging import acknowledged
from pipelinectl.plan.automations import ByHand
from pipelinectl.plan.model import ManualStep
from pipelinectl.ports import Lack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pipelinectl.diagnostics import Diagnostic, Span
    from pipelinectl.language import Spec
    from pipelinectl.model import Live, Resource
    from pipelinectl.operations.session import Session
    from pipelinectl.plan.automations import Step
    from pipelinectl.ports import HelpDesk, Objection

_SEVERITIES = {
    Lack.MISSING: Severity.ERROR,
    Lack.UNREADABLE: Severity.ERROR,
    Lack.NOT_AS_WORKFLOW: Severity.INFO,
    Lack.DOUBTFUL: Severity.WARNING,
}


@dataclass(frozen=True, slots=True)
class Handwork:
    """What is done by hand, and what was found while finding out."""

    by_hand: ByHand
    diagnostics: tuple[Diagnostic, ...]


def handwork(desired: Desired, spec: Spec, root: Path, session: Session, live: Live) -> Handwork:
    """Ask the account about each automation; what cannot be a workflow becomes a manual step.

    Templated automations always are; the actions of a status are where the declared subscription
    has no workflows, or where the account lacks the e-mail that they send.

    Raises:
        Stopped: the file of acknowledgements cannot be read.
        RemoteError: the account cannot be read.
    """
    manual: set[Address] = set()
    found: list[Diagnostic] = []
    without_workflows = has_workflows(spec.account.subscriptions) is False
    for address, resource in desired.resources.items():
        of_a_status = address.kind is Kind.AUTOMATION and len(address.keys) > 1
        if address.kind is Kind.AUTOMATE or (of_a_status and without_workflows):
            manual.add(address)
        elif address.kind is Kind.AUTOMATION:
            objections = session.desk.objections(resource.fields, live)
            if any(each.lack is Lack.NOT_AS_WORKFLOW for each in objections):
                manual.add(address)
            found += (_diagnostic(each, resource) for each in objections)
    said = acknowledged(root, session.environment.name)
    return Handwork(ByHand(frozenset(manual), said), tuple(found))


def instructions(
    steps: Iterable[Step], desired: Desired, desk: HelpDesk, ids: Mapping[Address, str]
) -> Iterator[ManualStep]:
    """The steps in words: where to click, and what it shows in the end.

    `ids` has the ids of pipelines: each link leads to the page of its own.
    """
    names = _Names(desired)
    for step in steps:
        words = desk.instruction(step.address, step.fields, names)
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
        )


class _Names:
    """How people call declared pipelines and statuses."""

    def __init__(self, desired: Desired) -> None:
        self._desired = desired

    def pipeline(self, key: str) -> str:
        """The name of a pipeline; its key where the files do not declare it."""
        return self._name(Address(Kind.PIPELINE, (key,)), key)

    def status(self, pipeline: str, key: str) -> str:
        """The name of a status; its key where the files do not declare it."""
        return self._name(Address(Kind.STATUS, (pipeline, key)), key)

    def _name(self, address: Address, otherwise: str) -> str:
        resource = self._desired.resources.get(address)
        return str(resource.fields["name"]) if resource else otherwise


def _diagnostic(objection: Objection, resource: Resource) -> Diagnostic:
    return diagnostic(
        objection.code,
        objection.message,
        span=_place(objection.path, resource),
        hint=objection.hint,
        address=str(resource.address),
        severity=_SEVERITIES[objection.lack],
    )


def _place(path: str, resource: Resource) -> Span | None:
    """Where the files say what is objected to; the nearest place around it that is known."""
    while path:
        found = resource.field_spans.get(path)
        if found is not None:
            return found
        path = path.rpartition(".")[0]
    return resource.span
