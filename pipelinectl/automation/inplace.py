"""What of an automation cannot change in place: a new one takes its place then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation.model import from_value, walk
from pipelinectl.model import Record, as_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from pipelinectl.model import Value

ACTIONS = "actions"
CONTACT_OWNER = "actions.contact_owner"
"""Among fixed fields: that the actions come to take the owner of the ticket's contact."""


def fixed_among(
    names: Iterable[str],
    before: Mapping[str, Value] | None,
    after: Mapping[str, Value] | None,
    fixed: AbstractSet[str],
) -> Iterator[str]:
    """Which of the fields that differ cannot change in place, in words where a part of one is it.

    `fixed` are names of fields, and `CONTACT_OWNER` where a help desk asks for it.
    """
    for name in names:
        if name in fixed:
            yield name
        elif name == ACTIONS and CONTACT_OWNER in fixed and _newly(before, after):
            yield "actions (they take the contact's owner now)"


def takes_contact_owner(actions: Value) -> bool:
    """Whether one of the actions gives tickets the owner of their contact."""
    return any(
        isinstance(to := action.settings.get("to"), Record) and "contact_owner" in to
        for _, action in walk(from_value(as_list(actions)))
    )


def _newly(before: Mapping[str, Value] | None, after: Mapping[str, Value] | None) -> bool:
    earlier, later = (before or {}).get(ACTIONS, ()), (after or {}).get(ACTIONS, ())
    return takes_contact_owner(later) and not takes_contact_owner(earlier)
