"""One text to one document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from pipelinectl.diagnostics import Span, diagnostic
from pipelinectl.source import faults
from pipelinectl.source.builder import Builder
from pipelinectl.source.document import Document
from pipelinectl.source.limits import MAX_FILE_BYTES, MAX_SCALAR_LENGTH, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelinectl.diagnostics import Diagnostic

_DECORATIONS = "&*!%"
_LINE_BREAKS_OF_1_1 = "\x85\u2028\u2029"
_ESCAPED_VARIABLE = re.compile(
    r"\\(?:x24|u0024|U00000024|x7[bB]|u007[bB]|U0000007[bB]|\r|\n)",
)


def read_text(text: str, file: str) -> tuple[Document | None, list[Diagnostic]]:
    """Read one file's text.

    Args:
        text: the decoded text; a byte-order mark at its beginning is ignored.
        file: the name that its spans bear, relative to the project folder.

    Returns:
        The document, and everything that is wrong with the text. There is no document where the
        text is empty or not YAML, where its top is no mapping, or where it is too large; other
        faults leave a document without the faulty part.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_FILE_BYTES:
        return None, [too_large(file)]
    if "\ufeff" in text:
        return None, [found for found in [faults.forbidden_character(text, file)] if found]
    return _build(text, file)


def _build(text: str, file: str) -> tuple[Document | None, list[Diagnostic]]:
    builder = Builder(
        file,
        text,
        careful=any(sign in text for sign in _DECORATIONS),
        long=len(text) > MAX_SCALAR_LENGTH,
    )
    found = builder.diagnostics
    try:
        builder.run(_events(text))
    except TooLargeError:
        return None, found
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        return None, [*found, faults.syntax_fault(error, text, file)]
    document = Document(
        file,
        builder.root,
        builder.positions,
        _may_use_variables(text),
        builder.traps,
        builder.refused,
    )
    if document.value is None:
        return None, found
    if not isinstance(document.value, dict):
        return None, [*found, _not_a_mapping(document)]
    return document, found


def too_large(file: str) -> Diagnostic:
    """The finding for a file that is larger than any configuration."""
    size = MAX_FILE_BYTES // 1024 // 1024
    return diagnostic(
        "PC011",
        f"The file {file} is larger than {size} MB.",
        span=Span(file, 1, 1, 1, 1),
        hint="Split the file.",
    )


def _events(text: str) -> Iterable[Any]:
    if text.isascii() or not any(mark in text for mark in _LINE_BREAKS_OF_1_1):
        return iter(_parser(text).get_event, None)
    return _events_with_1_2_line_breaks(text)


def _parser(text: str) -> Any:
    """The parser of libyaml; PyYAML's own, which is tens of times slower, where that is missing."""
    try:
        from yaml import cyaml  # noqa: PLC0415 - may be missing
    except ImportError:
        return yaml.SafeLoader(text)
    return cyaml.CSafeLoader(text)


def _events_with_1_2_line_breaks(text: str) -> Iterator[Any]:
    """Events in which NEL, LS and PS are ordinary characters, as in YAML 1.2.

    libyaml follows YAML 1.1 and breaks lines there. So others stand in while it reads.
    """
    unused = (chr(code) for code in range(0xE000, 0xF900) if chr(code) not in text)
    stand_ins = dict(zip(_LINE_BREAKS_OF_1_1, unused, strict=False))
    back = {ord(stand_in): mark for mark, stand_in in stand_ins.items()}
    shielded = text.translate({ord(mark): stand_in for mark, stand_in in stand_ins.items()})
    for event in iter(_parser(shielded).get_event, None):
        if isinstance(event, yaml.ScalarEvent):
            event.value = event.value.translate(back)
        yield event


def _may_use_variables(text: str) -> bool:
    """Whether `${` can stand in a value: as it is, or made of escapes."""
    return "${" in text or ("\\" in text and _ESCAPED_VARIABLE.search(text) is not None)


def _not_a_mapping(document: Document) -> Diagnostic:
    noun = "a list" if isinstance(document.value, list) else "a single value"
    hint = "Begin with a key such as `pipelines:`."
    if isinstance(document.value, str) and re.match(r"\w+:", document.value):
        hint = "Write a space after the colon of a key."
    return diagnostic(
        "PC017",
        f"The file holds {noun}; a configuration file is a mapping.",
        span=document.span(),
        hint=hint,
    )
