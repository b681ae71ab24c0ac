"""Workflows as HubSpot keeps them, and as the engine runs them."""
