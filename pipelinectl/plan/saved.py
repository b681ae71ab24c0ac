"""Reads a saved plan back: refuses another format, and any file whose digest does not fit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipelinectl.canonical import fields_from_json
from pipelinectl.diagnostics import Diagnostic, Related, Severity, Span, diagnostic
from pipelinectl.model import Address
from pipelinectl.plan.document import to_text
from pipelinectl.plan.model import (
    FORMAT_VERSION,
    Change,
    DriftRow,
    Exit,
    Fingerprint,
    ManualStep,
    Moved,
    Plan,
    Selection,
)
from pipelinectl.plan.shape import PlanShape

if TYPE_CHECKING:
    from pipelinectl.plan.shape import ChangeShape, DeclaredShape, DiagnosticShape, SpanShape


def is_plan(content: bytes) -> bool:
    """Whether the content is a saved plan of any version: a JSON object with `format_version`.

    One that was damaged until it is no JSON any more is known by the words that every plan has.
    """
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return b'"review_digest": "sha256:' in content or b'"configuration_digest": "' in content
    words = {"format_version", "review_digest", "configuration_digest"}
    return isinstance(document, dict) and not words.isdisjoint(document)


def read_plan(content: bytes, file: str) -> Plan | Diagnostic:
    """The plan, or why the file is not one that can be trusted.

    Another format version is PC621. A plan is written in one form only, digests included, so
    whatever differs from that form by a byte was altered: PC616.
    """
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return _altered(file)
    if not isinstance(document, dict):
        return _altered(file)
    version = document.get("format_version")
    if version != FORMAT_VERSION:
        return diagnostic(
            "PC621",
            f'The plan in {file} has format {version!r}; this release reads "{FORMAT_VERSION}".',
            hint="Make the plan again with this release.",
        )
    try:
        shape = PlanShape.model_validate_json(content)
    except ValidationError:
        return _altered(file)
    try:
        plan = _plan(shape)
    except ValueError:
        return _altered(file)
    return plan if to_text(plan).encode() == content else _altered(file)


def _altered(file: str) -> Diagnostic:
    return diagnostic(
        "PC616",
        f"The saved plan in {file} is not as it was written.",
        hint="Make the plan again; a plan is never edited.",
    )


def _plan(shape: PlanShape) -> Plan:
    selection = shape.selection
    return Plan(
        tool_version=shape.tool_version,
        account=shape.account,
        environment=shape.environment,
        created_at=shape.created_at,
        configuration_digest=shape.configuration_digest,
        selection=Selection(tuple(selection.only), tuple(selection.excluded), selection.whole),
        allowed=tuple(shape.allowed),
        changes=tuple(_change(each) for each in shape.changes),
        drift=tuple(
            DriftRow(
                Address.parse(each.address),
                tuple(moved.path for moved in each.paths),
                fields_from_json(each.base) or {},
                fields_from_json(each.live) or {},
                each.missing,
                each.who,
                each.when,
            )
            for each in shape.drift
        ),
        manual_steps=tuple(ManualStep(**each.model_dump()) for each in shape.manual_steps),
        unchanged=shape.unchanged,
        fingerprints={
            name: Fingerprint(each.id, each.hash) for name, each in shape.fingerprints.items()
        },
        diagnostics=tuple(_diagnostic(each) for each in shape.diagnostics),
        complete=shape.complete,
        errored=shape.errored,
        exit=Exit(shape.exit.code),
    )


def _change(shape: ChangeShape) -> Change:
    return Change(
        address=Address.parse(shape.address),
        action=shape.action,
        reason=shape.reason,
        before=fields_from_json(shape.before),
        after=fields_from_json(shape.after),
        paths=tuple(Moved(each.path, each.side) for each in shape.paths),
        order=tuple(shape.order),
        depends_on=tuple(Address.parse(each) for each in shape.depends_on),
        tickets=shape.impact.tickets if shape.impact else None,
        declared_at=_place(shape.declared_at),
        blocked_by=tuple(shape.blocked_by),
        realisation=shape.realisation,
    )


def _place(shape: DeclaredShape | None) -> Span | None:
    """A span that knows its beginning only: a plan keeps no more."""
    if shape is None:
        return None
    return Span(shape.file, shape.line, shape.column, shape.line, shape.column)


def _diagnostic(shape: DiagnosticShape) -> Diagnostic:
    return Diagnostic(
        code=shape.code,
        message=shape.message,
        span=_span(shape.span),
        hint=shape.hint,
        address=shape.address,
        related=tuple(
            Related(Span(**each.span.model_dump()), each.label) for each in shape.related
        ),
        severity=Severity(shape.severity),
    )


def _span(shape: SpanShape | None) -> Span | None:
    return None if shape is None else Span(**shape.model_dump())
