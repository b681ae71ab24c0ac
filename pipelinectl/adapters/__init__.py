"""Adapters: each makes one kind of help desk look like the port says."""
