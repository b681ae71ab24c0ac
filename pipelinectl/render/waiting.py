"""For which step or channel a change waits, where nothing else holds it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.model import Kind
from pipelinectl.plan.model import Block, connects
from pipelinectl.plan.model import waiting as those_that_wait
from pipelinectl.render.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelinectl.model import Address
    from pipelinectl.plan.model import Change


def waiting(changes: Iterable[Change]) -> dict[Address, Address]:
    """What waits, and for which step or channel; directly, or for something that waits itself."""
    known = {each.address: each for each in changes}
    return {each: _first(known[each], known) for each in those_that_wait(known.values())}


def _first(change: Change, known: Mapping[Address, Change]) -> Address:
    needed = [known[each] for each in change.depends_on]
    ready = [each.address for each in needed if connects(each) and not each.blocked_by]
    later = [each.address for each in needed if each.blocked_by]
    return (ready or later)[0]


def connected_first(change: Change) -> Address | None:
    """The channel without which nothing is held up here, as far as the change alone tells."""
    if change.blocked_by != (Block.DEPENDENCY,):
        return None
    connections = (each for each in change.depends_on if each.kind is Kind.CHANNEL)
    return next((each for each in connections if len(each.keys) == 1), None)


def waits_for(first: Address) -> str:
    """`waits for channel.support-email`."""
    return f"waits for {visible(str(first))}"
