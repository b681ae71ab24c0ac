"""The order of stages: where each one belongs, and the next single move towards it.

Writing a slot that is taken inserts behind its holder and renumbers all (observed by others).
Whether the moved stage itself counts is not known, so a move is chosen to be right either way:
it always names the slot of a stage that stands before the one that is moved. The first place is
the exception: nothing stands before it, so whoever holds it is moved away instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.model import ORDER, as_list
from pipelinectl.ports import Verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelinectl.model import LiveObject
    from pipelinectl.ports import Want


def target(
    standing: LiveObject,
    wants: Sequence[Want],
    whole: Want | None,
    *,
    arriving: str | None = None,
) -> tuple[str, ...]:
    """The ids of all stages as they shall stand, `arriving` among them.

    A stage that the order does not name keeps its place behind the nearest one before it that is
    named.
    """
    ids = tuple(str(each) for each in as_list(standing.fields[ORDER]))
    present = {*ids, arriving}
    full = next((each.order for each in wants if each.order), ())
    if whole is not None and whole.verb is Verb.UPDATE and ORDER in whole.fields:
        full = tuple(str(each) for each in as_list(whole.fields[ORDER]))
    named = [each for each in full if each in present]
    return _with_others(ids, named) if named else ids


def _with_others(ids: Sequence[str], named: Sequence[str]) -> tuple[str, ...]:
    known = set(named)
    leading: list[str] = []
    behind: dict[str, list[str]] = {}
    last: str | None = None
    for each in ids:
        if each in known:
            last = each
        elif last is None:
            leading.append(each)
        else:
            behind.setdefault(last, []).append(each)
    return (*leading, *(one for each in named for one in (each, *behind.get(each, ()))))


def place(arriving: str, order: Sequence[str], standing: LiveObject) -> int:
    """The slot to create a stage in: that of the stage before it, or behind the last."""
    ids = as_list(standing.fields[ORDER])
    before = [each for each in order[: order.index(arriving)] if each in ids]
    if not before:
        return 0
    slot = ids.index(before[-1])
    return len(ids) if slot == len(ids) - 1 else slot


def next_move(standing: LiveObject, order: Sequence[str]) -> tuple[str, int] | None:
    """The stage to move and the slot to write; None where the order is right."""
    ids = [str(each) for each in as_list(standing.fields[ORDER])]
    for index, (found, wanted) in enumerate(zip(ids, order, strict=True)):
        if found == wanted:
            continue
        if index > 0:
            return wanted, index - 1
        return (wanted, 0) if ids.index(wanted) > 1 else (found, 1)
    return None
