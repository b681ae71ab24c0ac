"""Files that a configuration names beside itself, such as the programs of custom code."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pipelinectl.source.disk import read_bytes
from pipelinectl.source.limits import MAX_SCALAR_LENGTH

if TYPE_CHECKING:
    from collections.abc import Mapping


class AttachmentError(Exception):
    """A file cannot be taken; the text says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Attachments:
    """Reads files of one project folder, each once."""

    root: Path
    _known: dict[str, str | AttachmentError] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Attachments:
        """As if these files lay in a folder, which is not written yet."""
        known: dict[str, str | AttachmentError] = {}
        for name, content in texts.items():
            try:
                known[name] = _text(content.encode("utf-8", "surrogatepass"))
            except AttachmentError as error:
                known[name] = error
        return cls(Path(os.devnull), known)

    def text(self, beside: str, path: str) -> str:
        """The text of a file; every line ends with one line feed.

        Args:
            beside: the file that names it, relative to the project folder.
            path: where it lies from there; it must lie in the project folder.

        Raises:
            AttachmentError: there is no such file, or it must not be read.
        """
        name = str(PurePosixPath(beside).parent / path.replace(os.sep, "/"))
        if name not in self._known:
            try:
                self._known[name] = self._read(name)
            except AttachmentError as error:
                self._known[name] = error
        found = self._known[name]
        if isinstance(found, AttachmentError):
            raise AttachmentError(*found.args)
        return found

    def _read(self, name: str) -> str:
        if "\0" in name:
            raise AttachmentError("has a name that no file has")
        root = os.path.realpath(self.root)
        real = os.path.realpath(self.root / name)
        if not real.startswith(root.rstrip(os.sep) + os.sep):
            raise AttachmentError("lies outside the project folder")
        try:
            data = read_bytes(real)
        except FileNotFoundError:
            raise AttachmentError("does not exist") from None
        except OSError as error:
            raise AttachmentError(
                f"cannot be read: {(error.strerror or str(error)).lower()}"
            ) from None
        return _text(data)


def _text(data: bytes) -> str:
    """What a file holds.

    Raises:
        AttachmentError: it is no text that can be taken.
    """
    if len(data) > MAX_SCALAR_LENGTH:
        raise AttachmentError(f"is larger than {MAX_SCALAR_LENGTH // 1024} KB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AttachmentError(f"is not UTF-8: byte {error.start + 1} is wrong") from None
    if not text.strip():
        raise AttachmentError("is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")
