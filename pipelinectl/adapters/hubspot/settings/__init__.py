"""Channels, forms, people and teams of HubSpot: read as settings, and written where an API can.

`reading` fetches and raises, `writes` says what to write next, `writer` carries it out, `checks`
says what speaks against a setting. Sources stand beside each fact.
"""
