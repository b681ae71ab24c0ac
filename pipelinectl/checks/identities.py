"""Checks of ids: which object of the account a declaration stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl import names
from pipelinectl.channels import IDENTIFIERS
from pipelinectl.checks import connected
from pipelinectl.diagnostics import Diagnostic, Related, diagnostic
from pipelinectl.model import Address, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.checks.naming import Naming
    from pipelinectl.language.spec import Channel, Pipeline, Place, Removed, Spec, Status


@dataclass(frozen=True, slots=True)
class Claim:
    """A declaration and the id that it stands for; `status` is None for the pipeline itself."""

    id: str
    pipeline: Pipeline
    status: Status | None
    explicit: bool

    @property
    def title(self) -> str:
        """What people call the declaration."""
        title = f'pipeline "{self.pipeline.name}"'
        return title if self.status is None else f'status "{self.status.name}" of {title}'

    @property
    def address(self) -> str:
        """Its address."""
        if self.status is None:
            return str(Address(Kind.PIPELINE, (self.pipeline.key,)))
        return str(Address(Kind.STATUS, (self.pipeline.key, self.status.key)))

    @property
    def declared_at(self) -> Place:
        """Where it is declared."""
        place = self.pipeline.place
        return place if self.status is None else self.pipeline.status_place(self.status)

    @property
    def related(self) -> Related:
        """The declaration as a second place of a finding."""
        place = self.declared_at
        span = place.key_span if self.status is None else place.span
        return Related(span, "declared here")


def _pipeline_claims(spec: Spec, naming: Naming) -> list[Claim]:
    """The ids of pipelines. That of the account's default pipeline is known only there."""
    return [
        Claim(
            pipeline.id or naming.pipeline_id(pipeline.key),
            pipeline,
            None,
            explicit=pipeline.id is not None,
        )
        for pipeline in spec.pipelines.values()
        if pipeline.id is not None or not pipeline.default
    ]


def _status_claims(pipeline: Pipeline, naming: Naming) -> list[Claim]:
    return [
        Claim(
            status.id or naming.status_id(pipeline.key, status.key),
            pipeline,
            status,
            explicit=status.id is not None,
        )
        for status in pipeline.statuses
    ]


def _status_ids(pipeline: Pipeline, naming: Naming) -> list[str]:
    """The ids alone: enough to see that all is well, and cheap for thousands of statuses."""
    return [status.id or naming.status_id(pipeline.key, status.key) for status in pipeline.statuses]


def long_ids(spec: Spec, naming: Naming) -> Iterator[Diagnostic]:
    """PC316: ids that the help desk cannot take."""
    for claim in _pipeline_claims(spec, naming):
        if len(claim.id) > naming.pipeline_id_max:
            yield _long(claim, naming.pipeline_id_max)
    most = naming.status_id_max
    for pipeline in spec.pipelines.values():
        if max(map(len, _status_ids(pipeline, naming))) > most:
            claims = _status_claims(pipeline, naming)
            yield from (_long(claim, most) for claim in claims if len(claim.id) > most)


def _long(claim: Claim, most: int) -> Diagnostic:
    place = claim.declared_at
    if claim.explicit:
        span, hint = place.at("id").span, None
    else:
        key = place.at("key") if claim.status is not None else place
        span = key.span if claim.status is not None else key.key_span
        hint = "Choose a shorter key; the id is made from it."
    return diagnostic(
        "PC316",
        f'The id "{claim.id}" of {claim.title} has {len(claim.id)} characters; HubSpot takes at '
        f"most {most}.",
        span=span,
        hint=hint,
        address=claim.address,
    )


def id_twice(spec: Spec, naming: Naming) -> Iterator[Diagnostic]:
    """PC318: two declarations that stand for one object."""
    yield from _clashes(_pipeline_claims(spec, naming))
    ids = [
        identifier
        for pipeline in spec.pipelines.values()
        for identifier in _status_ids(pipeline, naming)
    ]
    if len(set(ids)) < len(ids):
        yield from _clashes(_all_status_claims(spec, naming))


def _all_status_claims(spec: Spec, naming: Naming) -> list[Claim]:
    return [
        claim for pipeline in spec.pipelines.values() for claim in _status_claims(pipeline, naming)
    ]


def _clashes(claims: list[Claim]) -> Iterator[Diagnostic]:
    first: dict[str, Claim] = {}
    for claim in claims:
        other = first.setdefault(claim.id, claim)
        # two made ids are equal only for equal keys, which is found where keys are given
        if other is not claim and (claim.explicit or other.explicit):
            yield _clash(claim, other)


def _clash(claim: Claim, other: Claim) -> Diagnostic:
    at, to = (claim, other) if claim.explicit else (other, claim)
    title = at.title[:1].upper() + at.title[1:]
    return diagnostic(
        "PC318",
        f'{title} and {to.title} claim the same id "{at.id}".',
        span=at.declared_at.at("id").span,
        hint="Each object of the account belongs to one declaration.",
        address=at.address,
        related=[to.related],
    )


def removed_and_declared(spec: Spec, naming: Naming) -> Iterator[Diagnostic]:
    """PC204: entries of `removed:` that name what the files still declare."""
    if not spec.removed:
        return
    pipelines = {claim.id: claim for claim in _pipeline_claims(spec, naming)}
    statuses = {claim.id: claim for claim in _all_status_claims(spec, naming)}
    yield from _removed_channels(spec)
    for entry in spec.removed:
        if entry.channel is not None or entry.automation is not None:
            continue
        if entry.id is not None:
            claim = (pipelines if entry.status is None else statuses).get(entry.id)
        else:
            claim = _named(entry, spec, naming)
        if claim is not None:
            yield diagnostic(
                "PC204",
                f"removed names {claim.title}, which the files still declare.",
                span=entry.place.at("pipeline" if entry.status is None else "status").span,
                hint="Delete the entry or the declaration.",
                address=claim.address,
                related=[claim.related],
            )


def _removed_channels(spec: Spec) -> Iterator[Diagnostic]:
    """PC204: channels, named by key, by id or by what the account calls them."""
    for entry in spec.removed:
        if entry.channel is None:
            continue
        channel = _channel(entry.channel, entry.id, spec)
        if channel is not None:
            yield diagnostic(
                "PC204",
                f'removed names channel "{channel.key}", which the files still declare.',
                span=entry.place.at("channel").span,
                hint="Delete the entry or the declaration.",
                address=connected.address(channel),
                related=[Related(channel.place.key_span, "declared here")],
            )


def _channel(text: str, own_id: str | None, spec: Spec) -> Channel | None:
    """The declared channel that an entry names. An id tells channels of one name apart."""
    if own_id is not None:
        by_id = (each for each in spec.channels.values() if each.id == own_id)
        return next(by_id, None)
    if text in spec.channels:
        return spec.channels[text]
    label = names.label_key(text)
    return next(
        (
            each
            for each in spec.channels.values()
            if names.label_key(str(each.settings.get(IDENTIFIERS[each.type], ""))) == label
        ),
        None,
    )


def _named(entry: Removed, spec: Spec, naming: Naming) -> Claim | None:
    """The declaration that an entry names by key, by name or by the id that its key makes."""
    pipeline = spec.pipelines.get(entry.pipeline) or _labelled(spec, entry.pipeline)
    if pipeline is None:
        return None
    if entry.status is None:
        return Claim(pipeline.key, pipeline, None, explicit=False)
    label = names.label_key(entry.status)
    for status in pipeline.statuses:
        made = naming.status_id(pipeline.key, status.key)
        if entry.status in {status.key, made} or label == names.label_key(status.name):
            return Claim(made, pipeline, status, explicit=False)
    return None


def _labelled(spec: Spec, text: str) -> Pipeline | None:
    """The pipeline that has `text` as its name to the account, which ignores case."""
    label = names.label_key(text)
    return next(
        (each for each in spec.pipelines.values() if names.label_key(each.name) == label), None
    )
