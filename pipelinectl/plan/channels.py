"""Which channel of the account a declaration means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.channels import IDENTIFIERS
from pipelinectl.diagnostics import diagnostic
from pipelinectl.model import Kind
from pipelinectl.names import label_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.model import Live, LiveObject, Resource, Value


def alike(fields: Mapping[str, Value], live: Live) -> tuple[LiveObject, ...]:
    """The channels of the account that a declaration may mean.

    Those of its type with its address, number, page or the like. A chat without a name is the one
    chat there is. Where several are left, those in the declared place.
    """
    kind = str(fields.get("type"))
    identifier = IDENTIFIERS.get(kind, "name")
    wanted = fields.get(identifier, fields.get("name"))
    found = [
        each
        for each in live.objects.get(Kind.CHANNEL, {}).values()
        if each.fields.get("type") == kind
        and (wanted is None or _same(wanted, each.fields.get(identifier, each.fields.get("name"))))
    ]
    there = [
        each for each in found if _same(fields.get("connected_to"), each.fields.get("connected_to"))
    ]
    return tuple(there if len(found) > 1 and there else found)


def _same(one: Value, other: Value) -> bool:
    return label_key(str(one)) == label_key(str(other))


def is_called(found: LiveObject, reference: str) -> bool:
    """Whether a text is the name, address, number or the like of a channel of the account."""
    names = {"name", IDENTIFIERS.get(str(found.fields.get("type")), "name")}
    return any(_same(reference, found.fields[each]) for each in names if each in found.fields)


def several(resource: Resource, ids: Iterable[str]) -> Diagnostic:
    """More than one channel of the account fits a declaration."""
    return diagnostic(
        "PC633",
        f"{resource.address} may be any of several channels of the account: ids "
        f"{', '.join(sorted(ids))}.",
        span=resource.span,
        hint='Add id: "…" to it.',
        address=str(resource.address),
    )
