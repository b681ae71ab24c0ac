"""Short ways from YAML texts to specs and findings."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.naming import HUBSPOT_NAMING
from pipelinectl.checks import check
from pipelinectl.diagnostics import Diagnostic, in_order
from pipelinectl.language import EnvironmentView, Spec, build
from pipelinectl.source import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelinectl.source import Document

SANDBOX = EnvironmentView("sandbox", frozenset({"sandbox", "production"}))


def documents(*texts: str) -> list[Document]:
    """Read texts as the files `a.yaml`, `b.yaml` and so on."""
    read = []
    for letter, text in zip("abcdef", texts, strict=False):
        document, faults = read_text(dedent(text), f"{letter}.yaml")
        assert document is not None, faults
        assert not faults
        read.append(document)
    return read


def spec_of(*texts: str, environment: EnvironmentView = SANDBOX) -> Spec:
    """The spec of texts that have no errors."""
    spec, found = build(documents(*texts), environment)
    assert spec.complete, found
    return spec


def findings(
    *texts: str, environment: EnvironmentView = SANDBOX, whole: bool = True
) -> list[Diagnostic]:
    """All that is found in texts, in order."""
    spec, found = build(documents(*texts), environment, whole=whole)
    return list(in_order([*found, *check(spec, HUBSPOT_NAMING)]))


def as_text(found: Iterable[Diagnostic]) -> str:
    """Findings with all that they say, each on a few lines."""
    return "\n".join(line for each in found for line in _lines(each))


def _lines(found: Diagnostic) -> list[str]:
    assert found.span is not None
    span = found.span
    where = f"{span.file}:{span.line}:{span.column}-{span.end_column}"
    lines = [f"{where} {found.code} {found.severity}: {found.message}"]
    lines += [f"    hint: {found.hint}"] if found.hint else []
    lines += [f"    address: {found.address}"] if found.address else []
    lines += [
        f"    see {each.span.file}:{each.span.line}:{each.span.column}: {each.label}"
        for each in found.related
    ]
    return lines
