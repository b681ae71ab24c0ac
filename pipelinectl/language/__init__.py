"""From documents to the spec of one environment: the door of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.language.spec import EnvironmentView, Reading, Spec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.source.document import Document

__all__ = ["EnvironmentView", "Spec", "build"]


def build(
    documents: Sequence[Document],
    environment: EnvironmentView,
    *,
    whole: bool = True,
    broken: bool = False,
) -> tuple[Spec, list[Diagnostic]]:
    """Turn documents into the spec of one environment, and find every fault of theirs.

    Args:
        documents: the files, variables already substituted.
        environment: the environment whose ids and account the spec gets.
        whole: False where the configuration has more files than these, or broken ones: then a
            reference to a pipeline that is not here is no fault.
        broken: True where files are missing because they could not be read. That is the cause
            of every reference that leads nowhere, so what is left out for one is not said.

    Returns:
        The spec of all parts without a fault, so that they can be checked further. It says
        itself whether it is complete; one that is not must not be compiled.
    """
    # pydantic takes a tenth of a second to import, which `--help` must not wait for
    from pipelinectl.language.building import build as build_spec  # noqa: PLC0415

    return build_spec(documents, environment, Reading(whole=whole and not broken, broken=broken))
