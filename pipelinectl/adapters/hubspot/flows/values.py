"""Values of properties: what files write, and the texts that HubSpot keeps.

People, statuses, pipelines and channels are references here and ids there, each in its own id
space: the property of a ticket's owner holds an owner's id. A value that would read back as another
is refused, so that no plan shows a difference that no apply can remove.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.flows import terms
from pipelinectl.adapters.hubspot.flows.lookup import CannotLower
from pipelinectl.automation import references
from pipelinectl.automation.references import named, reference

if TYPE_CHECKING:
    from pipelinectl.adapters.hubspot.flows.lookup import Lookup
    from pipelinectl.model import Value

REFERRING = {
    terms.STATUS: references.STATUS,
    terms.PIPELINE: references.PIPELINE,
    terms.OWNER: references.USER,
    terms.CHANNEL: references.CHANNEL,
}
"""Properties whose values are references, and to what."""


def lowered_value(name: str, value: Value, lookup: Lookup) -> str:
    """The text that HubSpot keeps for a value of this property (not a number or yes/no).

    Raises:
        CannotLower: the value is of another kind.
        Unresolved: the account has nothing of that name.
    """
    if name in REFERRING:
        kind = REFERRING[name]
        to = named(value, kind)
        if to is None:
            raise CannotLower("", f"a value of `{name}` must name a {kind}.")
        return lookup.owner_id(to) if name == terms.OWNER else lookup.id_of(kind, to)
    if not isinstance(value, str):
        raise CannotLower(
            "", f"`{name}` holds text: write {quoted(value)} for {value_text(value)}."
        )
    if name == terms.SOURCE:
        if value.upper().lower() != value:
            raise CannotLower("", f"sources are lower case words: {value!r} is not one.")
        return value.upper()
    return value


def raised_value(name: str, text: str, lookup: Lookup) -> Value:
    """The value that is kept as this text.

    Raises:
        ValueError: there is none.
    """
    if name == terms.OWNER:
        email = lookup.email_of_owner(text)
        if email is None:
            raise ValueError(f"no owner has the id {text!r}")
        return reference(references.USER, email)
    if name in REFERRING:
        return reference(REFERRING[name], text)
    return text.lower() if name == terms.SOURCE else text


def quoted(value: Value) -> str:
    """A value as a text in YAML."""
    return json.dumps(value_text(value))


def value_text(value: Value) -> str:
    """A value as files write it."""
    return json.dumps(value) if isinstance(value, bool | int | float | None) else str(value)
