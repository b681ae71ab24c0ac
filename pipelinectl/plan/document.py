"""The plan as a JSON document in one canonical form, with its two digests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipelinectl.canonical import digest_of, fields_to_json, to_json
from pipelinectl.plan.model import Action, Side

if TYPE_CHECKING:
    from pipelinectl.diagnostics import Diagnostic, Span
    from pipelinectl.plan.model import Change, DriftRow, Exit, ManualStep, Plan


def to_document(plan: Plan) -> dict[str, Any]:
    """The whole plan as plain JSON values; `digest` covers everything else in it."""
    document: dict[str, Any] = {
        "format_version": plan.format_version,
        "tool_version": plan.tool_version,
        "account": plan.account,
        "environment": plan.environment,
        "created_at": plan.created_at,
        "configuration_digest": plan.configuration_digest,
        "selection": {
            "only": list(plan.selection.only),
            "except": list(plan.selection.excluded),
            "whole": plan.selection.whole,
        },
        "allowed": list(plan.allowed),
        "complete": plan.complete,
        "applyable": plan.applyable,
        "errored": plan.errored,
        "changes": [_change(each) for each in plan.changes],
        "drift": [drift_row(each) for each in plan.drift],
        "manual_steps": [manual_step_row(each) for each in plan.manual_steps],
        "unchanged": plan.unchanged,
        "fingerprints": {
            name: {"id": each.id, "hash": each.hash} for name, each in plan.fingerprints.items()
        },
        "diagnostics": [diagnostic_row(each) for each in plan.diagnostics],
        "exit": exit_row(plan.exit),
        "review_digest": review_digest(plan),
    }
    return {**document, "digest": digest_of(document)}


def to_text(plan: Plan) -> str:
    """The document as it is saved and printed: two spaces, one final line break."""
    return json.dumps(to_document(plan), indent=2, ensure_ascii=False) + "\n"


def review_digest(plan: Plan) -> str:
    """What a reviewer agreed to: account, environment, what is allowed, and each change.

    Time, tool version, line numbers, counts of tickets and mere records do not matter.
    """
    return digest_of(
        {
            "account": plan.account,
            "environment": plan.environment,
            "allowed": list(plan.allowed),
            "changes": [
                {
                    "address": str(each.address),
                    "action": each.action.value,
                    "realisation": each.realisation.value,
                    "before": fields_to_json(each.before),
                    "after": fields_to_json(each.after),
                    "order": list(each.order),
                }
                for each in plan.changes
                if each.action is not Action.NONE
            ],
        },
    )


def exit_row(code: Exit) -> dict[str, Any]:
    """An exit code with its name."""
    return {"code": int(code), "name": code.label}


def diagnostic_row(found: Diagnostic) -> dict[str, Any]:
    """A diagnostic as every JSON document shows it."""
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "hint": found.hint,
        "address": found.address,
        "span": _span(found.span),
        "related": [{"span": _span(each.span), "label": each.label} for each in found.related],
    }


def drift_row(row: DriftRow) -> dict[str, Any]:
    """What moved in the account, at one address."""
    return {
        "address": str(row.address),
        "paths": [{"path": each, "side": Side.LIVE.value} for each in row.paths],
        "base": fields_to_json(row.base),
        "live": fields_to_json(row.live),
        "missing": row.missing,
        "who": row.who,
        "when": row.when,
    }


def _change(change: Change) -> dict[str, Any]:
    span = change.declared_at
    return {
        "address": str(change.address),
        "action": change.action.value,
        "reason": change.reason.value,
        "realisation": change.realisation.value,
        "before": fields_to_json(change.before),
        "after": fields_to_json(change.after),
        "paths": [{"path": each.path, "side": each.side.value} for each in change.paths],
        "order": to_json(change.order),
        "depends_on": [str(each) for each in change.depends_on],
        "impact": None if change.tickets is None else {"tickets": change.tickets},
        "declared_at": span and {"file": span.file, "line": span.line, "column": span.column},
        "blocked_by": [each.value for each in change.blocked_by],
    }


def manual_step_row(step: ManualStep) -> dict[str, Any]:
    """A step that a person takes, as every JSON document shows it."""
    return {
        "address": step.address,
        "page": step.page,
        "path": step.path,
        "link": step.link,
        "expected": step.expected,
        "state": step.state,
        "by": step.by,
        "at": step.at,
        "who": step.who,
        "shown": step.shown,
    }


def _span(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
