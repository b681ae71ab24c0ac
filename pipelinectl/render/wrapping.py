"""Long lines broken at blanks, with what follows further to the right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelinectl.render.escape import columns

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDE = 100
"""So many columns of a terminal a line may take."""

_WORD = re.compile(r" *[^ ]+")


def wrapped(text: str, first: str, hanging: int) -> Iterator[str]:
    """The text behind `first`, as lines; all but the first begin with `hanging` blanks.

    A word that is longer than a line stands on one of its own, whole: it may be a link.
    """
    line, empty = first, not first.strip()
    for word in _WORD.findall(text) or [text]:
        if not empty and columns(line) + columns(word) > WIDE:
            yield line.rstrip()
            line = " " * hanging + word.lstrip()
        else:
            line += word
        empty = False
    yield line.rstrip()
