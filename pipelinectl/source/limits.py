"""How large a file may be. Far above any real configuration, far below what hurts a machine."""

MAX_FILE_BYTES = 32 * 1024 * 1024
MAX_SCALAR_LENGTH = 64 * 1024
MAX_DEPTH = 64
MAX_EXPANDED_NODES = 100_000
MAX_ALIAS_GROWTH = 10
"""Aliases may stand for more nodes than `MAX_EXPANDED_NODES` if the file itself is that large."""


class TooLargeError(Exception):
    """A limit is exceeded; the diagnostic has been recorded, and reading the file ends."""
