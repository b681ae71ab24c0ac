"""A local HTTP server that answers like HubSpot's public API, traps included.

It shares no code with the rest of the package but the engine that runs tickets: what it claims
about HubSpot stands in `docs/hubspot-behaviour.md`, and nothing that it gets wrong can be hidden
by a shared helper.
"""
