"""By which way a declared setting becomes true: what the files ask for, else the best there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.channels import beyond_a_workflow
from pipelinectl.model import Realisation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.capabilities import Capability, Means
    from pipelinectl.model import Kind, Value


def realisation(  # noqa: PLR0913 - a setting, its value, and what was asked for
    means: Means,
    kind: Kind,
    setting: str,
    value: Value,
    *,
    channel_type: str = "",
    wish: str | None = None,
) -> Realisation:
    """The way for one setting.

    A workflow is taken only if it does all that is declared, unless the files ask for it. What
    the help desk offers no way for, or only ways that the subscription lacks, is a person's.
    """
    capability = means.of(kind, setting, channel_type)
    if capability is None:
        return Realisation.MANUAL
    if wish is not None and capability.way(Realisation(wish)) is not None:
        return Realisation(wish)
    return next(_fitting(means, capability, setting, value), Realisation.MANUAL)


def _fitting(
    means: Means, capability: Capability, setting: str, value: Value
) -> Iterator[Realisation]:
    for way in capability.ways:
        is_workflow = way.realisation is Realisation.WORKFLOW
        if not way.chosen or not means.usable(way):
            continue
        if not (is_workflow and beyond_a_workflow(setting, value)):
            yield way.realisation
