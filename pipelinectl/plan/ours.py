"""Whether the journal says that we wrote what the account shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation.references import WORKFLOW, renamed
from pipelinectl.model import Kind

if TYPE_CHECKING:
    from pipelinectl.ledger.journal import Written
    from pipelinectl.model import Live, LiveObject, Value


def wrote(written: Written, live: Live, found: LiveObject, name: str) -> bool:
    """Whether an unsettled run wrote the field of an object as it is now.

    The journal names a workflow that had no id yet by its address, the account by the id.
    """
    value = found.fields.get(name)
    if written.wrote(found.kind, found.id, name, value):
        return True
    if found.kind is not Kind.AUTOMATION:
        return False
    values = written.values.get((found.kind, found.id, name), frozenset())
    return _by_mark(value, live) in {_by_mark(each, live) for each in values}


def _by_mark(value: Value, live: Live) -> Value:
    """The value, each workflow named by the address whose mark it bears."""

    def name_of(kind: str, name: str) -> str:
        found = live.get(Kind.AUTOMATION, name) if kind == WORKFLOW else None
        return found.mark if found is not None and found.mark is not None else name

    return renamed(value, name_of)
