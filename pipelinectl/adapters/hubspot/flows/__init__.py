"""Workflows of HubSpot ("flows") to automations and back, as pure functions of JSON.

`lowered` makes the body of a create, `put_body` that of an update, `raised` a live object. The
law that tests hold: what was lowered is raised as it was. `lookup.Lookup` is all that is asked of
the account; `docs/hubspot-behaviour.md` says which forms are documented.
"""

from pipelinectl.adapters.hubspot.flows.canonical import canonical, same
from pipelinectl.adapters.hubspot.flows.lookup import CannotLower, Lookup, Unresolved
from pipelinectl.adapters.hubspot.flows.lowering import lowered, post_body, put_body
from pipelinectl.adapters.hubspot.flows.raising import mark_of, raised, settled
from pipelinectl.adapters.hubspot.flows.raw import raw_faults
from pipelinectl.adapters.hubspot.flows.templates import templated

__all__ = [
    "CannotLower",
    "Lookup",
    "Unresolved",
    "canonical",
    "lowered",
    "mark_of",
    "post_body",
    "put_body",
    "raised",
    "raw_faults",
    "same",
    "settled",
    "templated",
]
