"""Bytes of files, never more than a limit and never waited for."""

from __future__ import annotations

import os
import stat

from pipelinectl.source.limits import MAX_FILE_BYTES


def read_bytes(path: str) -> bytes:
    """At most one byte more than the limit; never waits for a pipe.

    Raises:
        OSError: the path is not a file, or may not be read.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, "it is not a file")
        return file.read(MAX_FILE_BYTES + 1)
