"""YAML files to plain values with positions: the door of this package."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelinectl.diagnostics import Diagnostic, diagnostic, has_errors
from pipelinectl.source.attachments import AttachmentError, Attachments
from pipelinectl.source.document import Document
from pipelinectl.source.files import Finder, decode
from pipelinectl.source.lines import Sources
from pipelinectl.source.reader import read_text
from pipelinectl.source.traps import trap_diagnostic, traps
from pipelinectl.source.variables import Variable, substitute

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "AttachmentError",
    "Attachments",
    "Document",
    "Loaded",
    "Sources",
    "Variable",
    "load",
    "read_text",
    "substitute",
    "trap_diagnostic",
    "traps",
]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The documents that could be read, in order of their names, and all that was found.

    `broken` names the files that should have given a document and did not: what they declare is
    unknown, so a reference to nowhere may lead there.
    """

    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...]
    broken: tuple[str, ...] = ()


def load(root: Path, target: Path) -> Loaded:
    """Read one file, or all `*.yaml` and `*.yml` files below a folder that are not hidden.

    Args:
        root: the project folder; spans name files relative to it, and no file outside is read.
        target: a file or folder, relative to `root` or absolute.

    Returns:
        What was read and found. Faults of files are diagnostics and never raised.
    """
    finder = Finder(root)
    files = finder.find(target)
    attachments = Attachments(root)
    found, documents, broken = finder.diagnostics, [], []
    with _collector_off():
        for name, path in files:
            text, faults = decode(path, name)
            document = None
            if text is not None:
                document, faults = read_text(text, name)
            found += faults
            if document is not None:
                documents.append(replace(document, attachments=attachments))
            elif has_errors(faults):
                broken.append(name)
    if not documents and not found:
        found.append(_nothing_found(finder.name(str(root / target)), bool(files)))
    return Loaded(tuple(documents), tuple(found), tuple(broken))


@contextmanager
def _collector_off() -> Iterator[None]:
    """Pause the garbage collector: it would walk the growing trees again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _nothing_found(name: str, some: bool) -> Diagnostic:  # noqa: FBT001 - private
    message = f"{name} holds no value." if some else f"{name} holds no YAML file."
    return diagnostic("PC015", message, hint="Write a file such as `pipelines/support.yaml`.")
