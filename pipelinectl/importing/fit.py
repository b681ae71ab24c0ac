"""What the language cannot hold although an account may: such a pipeline is left out, and said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelinectl.diagnostics import Diagnostic, Severity, diagnostic
from pipelinectl.model import Kind
from pipelinectl.names import label_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelinectl.model import Live, LiveObject

_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Line breaks, other control characters, and halves of characters, which UTF-8 cannot hold."""

_LONGEST_TEXT = 60 * 1024
"""Longer texts are refused when the file is read."""

_LONGEST_SHOWN = 60


def left_out(live: Live) -> dict[str, Diagnostic]:
    """The pipelines that no valid file can describe: by id, with a warning that says why."""
    found: dict[str, Diagnostic] = {}
    seen: set[str] = set()
    for pipeline in live.objects.get(Kind.PIPELINE, {}).values():
        reason = _reason(pipeline, live.statuses_of(pipeline.id), seen)
        if reason is None:
            seen.add(label_key(str(pipeline.fields["name"])))
        else:
            code, text = reason
            found[pipeline.id] = diagnostic(
                code,
                f"Pipeline {_shown(pipeline)} is left out: {text}.",
                hint="Correct it in the help desk and import again; until then it stays unmanaged.",
                severity=Severity.WARNING,
            )
    return found


def _reason(
    pipeline: LiveObject, statuses: Sequence[LiveObject], seen: set[str]
) -> tuple[str, str] | None:
    """A code and why, or None where all is well. `seen` are the names of earlier pipelines."""
    if not statuses:
        return "PC301", "it has no statuses"
    for each in (pipeline, *statuses):
        code = _fault(each)
        if code is not None:
            what = "its name or id" if each is pipeline else f"name or id of status {_shown(each)}"
            return code, f"{what} is empty, very long, or holds a control character"
    if label_key(str(pipeline.fields["name"])) in seen:
        return "PC317", "another pipeline has the same name without regard to case"
    labels: set[str] = set()
    for each in statuses:
        label = label_key(str(each.fields["name"]))
        if label in labels:
            return "PC303", f"two of its statuses are called {_shown(each)} without regard to case"
        labels.add(label)
    return None


def _fault(found: LiveObject) -> str | None:
    for text in (str(found.fields["name"]), found.id):
        if not text.strip():
            return "PC112"
        if _UNWRITABLE.search(text):
            return "PC114"
        if len(text) > _LONGEST_TEXT:
            return "PC011"
    return None


def _shown(found: LiveObject) -> str:
    """The name in quotes, on one line and short."""
    name = str(found.fields["name"])
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)
    cut = plain if len(plain) <= _LONGEST_SHOWN else f"{plain[:_LONGEST_SHOWN]}…"
    return f'"{cut}"'
