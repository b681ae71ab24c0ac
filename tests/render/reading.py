"""What a terminal and a Markdown host would make of a text."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_OURS = re.compile(r"</?(?:details|summary|code|br)>")
_ALIVE = re.compile(
    r"[@#]\w|https?:|www\.\w|\b(?=[0-9a-f]*[0-9])[0-9a-f]{7,40}\b|:\w+:|\bGH-\d", re.IGNORECASE
)
"""What a host turns into a mention, a reference, a link or a picture in text, never in code."""


def without_colour(text: str) -> str:
    return re.sub(r"\x1b\[\d+m", "", text)


def steering(text: str) -> set[str]:
    """The characters of a text that steer a terminal; line breaks are ours."""
    return {
        sign
        for sign in text
        if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp", "Cf"}
        and sign not in "\n\u200c\u200d"
    }


def alive(markdown: str) -> list[str]:
    """Everything in a Markdown text that is more than text, code and our own tags."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return list(_alive(parser.parse(markdown)))


def cells(markdown: str) -> set[int]:
    """How many cells the rows of the tables have."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    found, number = set(), 0
    for token in parser.parse(markdown):
        if token.type == "tr_open":
            number = 0
        elif token.type in {"td_open", "th_open"}:
            number += 1
        elif token.type == "tr_close":
            found.add(number)
    return found


def _alive(tokens: list[Token]) -> Iterator[str]:
    in_code = False
    for token in tokens:
        if token.type in {"html_inline", "html_block"}:
            in_code = (in_code or "<code>" in token.content) and "</code>" not in token.content
            if "<" in _OURS.sub("", token.content):
                yield token.content
        elif token.type in {"image", "link_open", "s_open", "em_open", "fence", "code_block"}:
            yield str(token)
        elif token.type == "text" and not in_code and _ALIVE.search(token.content):
            yield token.content
        yield from _alive(token.children or [])
