"""Inboxes, channels and forms."""
