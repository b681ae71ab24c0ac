"""What a step for a person is about, beside its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.channels import HELP_DESK
from pipelinectl.model import Address, Kind
from pipelinectl.plan.model import Action
from pipelinectl.render.escape import quoted, visible
from pipelinectl.render.words import title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelinectl.plan.model import Change

_TEMPLATES = {
    "set_close_date": "The close date is set when a ticket is closed",
    "email_sent_to_customer": "An email is sent to a customer",
    "customer_replies": "A customer replies to an email",
}
"""What the templated automations are about, by the setting."""


def step_title(address: str, names: Mapping[Address, str]) -> str:
    """The address of a step, with the name that people know it by."""
    found = _parsed(address)
    return visible(address) if found is None else title(found, names.get(found))


def about(address: str, change: Change | None) -> str:
    """What is to be done there, as far as the address and the field do not say it; else empty.

    `change` is what the plan has at the address, None where nothing is known of it.
    """
    found = _parsed(address)
    if found is not None and found.kind is Kind.AUTOMATE and found.keys[-1] in _TEMPLATES:
        return quoted(_TEMPLATES[found.keys[-1]])
    if change is None:
        return ""
    connection = change.address.kind is Kind.CHANNEL and len(change.address.keys) == 1
    if change.action is Action.DELETE:
        return "remove this channel" if connection else "remove it"
    if not connection:
        return ""
    if change.action is Action.CREATE:
        return "connect this channel"
    return "; ".join(_moves(change))


def _moves(change: Change) -> Iterator[str]:
    """What of a connection is to be changed."""
    after = change.after or {}
    for each in change.paths:
        wanted = after.get(each.path)
        if each.path == "connected_to" and wanted == HELP_DESK:
            yield "move it to the help desk: irreversible, it cannot be moved back"
        elif each.path == "enabled":
            yield "switch it on" if wanted is True else "switch it off"
        elif each.path == "authorized":
            yield "sign in to it again"


def _parsed(address: str) -> Address | None:
    try:
        return Address.parse(address)
    except ValueError:
        return None
