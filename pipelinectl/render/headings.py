"""Under which heading a change stands: its pipeline, its channel, or one for many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.model import Address, Kind
from pipelinectl.render.words import title

if TYPE_CHECKING:
    from collections.abc import Mapping

AUTOMATIONS, PEOPLE, HELP_DESK = "automations", "people", "help desk"
_LAST = (PEOPLE, HELP_DESK, AUTOMATIONS)
"""The headings for what belongs to no pipeline and no channel; they stand last, in this order."""

_SHARED = {
    Kind.AUTOMATION: AUTOMATIONS,
    Kind.USER: PEOPLE,
    Kind.TEAM: PEOPLE,
    Kind.SKILLS: PEOPLE,
    Kind.SLA: HELP_DESK,
    Kind.SPAM: HELP_DESK,
}


def heading(address: Address) -> Address | str:
    """The address of the pipeline or channel, or a shared heading. A form stands by its channel."""
    root = address.root
    if root.kind is Kind.FORM:
        return Address(Kind.CHANNEL, root.keys)
    return _SHARED.get(root.kind, root)


def place(found: Address | str) -> int:
    """Where a heading stands: those of pipelines and channels first, in the order of the plan."""
    return 0 if isinstance(found, Address) else _LAST.index(found) + 1


def words(found: Address | str, names: Mapping[Address, str]) -> str:
    """The heading as it is read."""
    return title(found, names.get(found)) if isinstance(found, Address) else found
