"""Markdown whose names are inert: no HTML, link, mention, reference or broken table cell.

What others wrote is shown as code, or word by word as prose where a word is a plain one. GitHub
and GitLab look for mentions, references and links in text, never in code, after they have
decoded entities: so escaping alone would not keep `@team` from being told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipelinectl.render.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLAIN = re.compile(
    r"""["'(]*(?:[^\W\d_]+(?:'[a-z]+)?|[a-z]+(?:-[a-z]+)+|\d{1,6})["'),.;:!?]*|[&>▸]"""
)
"""A word that Markdown and its hosts take for nothing but a word."""

_PIECE = re.compile(r'(?:\{[^{}]*\}|\[[^\[\]]*\]|"[^"]*"|`[^`]*`)[^ ]*|[^ ]+')
"""What stays together: in quotes, in ticks, a line of YAML in brackets, or between blanks."""

_TICKED = re.compile(r"`([^`]+)`")
"""Our own sentences put commands in ticks, as Markdown does."""

_COMMIT = re.compile(r"[0-9a-f]{5,}", re.IGNORECASE)
"""A word that a host may take for a commit."""

_LINK = re.compile(r"https://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9./_~%=&?-]*)?")


def code(text: str) -> str:
    """Any text as code, on one line, in a table or not."""
    shown = visible(text)
    if not shown.strip() or set(shown) & {"`", "|"} or shown != shown.strip():
        return f"<code>{''.join(map(_entity, shown))}</code>"
    return f"`{shown}`"


def prose(text: str) -> str:
    """A sentence with names in it: plain words as they are, everything else as code."""
    shown: list[str] = []
    held: list[str] = []
    for piece in map(_split, _PIECE.findall(visible(text))):
        if piece.shown is None:
            held.append(piece.body)
            if not piece.end:
                continue
        if held:
            shown.append(code(" ".join(held)))
            held.clear()
        if piece.shown is None:
            shown[-1] += piece.end
        else:
            shown.append(piece.shown + piece.end)
    return " ".join([*shown, *([code(" ".join(held))] if held else [])])


def link(text: str) -> str:
    """An address to open: a link if it is a plain https one, else code."""
    return f"<{text}>" if _LINK.fullmatch(text) else code(text)


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table of cells that are Markdown already and hold no bar and no line break."""
    lines = [_row(heads), _row(("---",) * len(heads)), *map(_row, rows)]
    return "\n".join(lines)


def cell(lines: Iterable[str]) -> str:
    """Several lines in one cell of a table."""
    return "<br>".join(lines)


def details(summary: str, body: str) -> str:
    """Something long, folded away; `summary` is our own words."""
    return f"<details><summary>{summary}</summary>\n\n{body}\n\n</details>"


def checklist(items: Iterable[str]) -> str:
    """Boxes to tick, one for each item."""
    return "\n".join(f"- [ ] {text}" for text in items)


def joined(blocks: Iterable[str]) -> str:
    """Blocks with an empty line between them; empty ones are left out."""
    return "\n\n".join(each for each in blocks if each)


class _Piece(NamedTuple):
    """A word, a name in quotes or a line of YAML in braces, and the punctuation behind it.

    `shown` is the body as Markdown where it stands by itself; what has none is shown as code,
    together with its neighbours.
    """

    body: str
    end: str
    shown: str | None


def _split(piece: str) -> _Piece:
    body = piece.rstrip(".,;:!?") or piece
    end = piece[len(body) :]
    ticked = _TICKED.fullmatch(body)
    if ticked:
        return _Piece(body, end, code(ticked[1]))
    plain = all(map(_is_plain, body.split(" ")))
    return _Piece(body, end, body.replace("&", "&amp;").replace(">", "&gt;") if plain else None)


def _is_plain(word: str) -> bool:
    return bool(_PLAIN.fullmatch(word)) and not _is_commit(word)


def _is_commit(word: str) -> bool:
    bare = word.strip("\"'(),.;:!?")
    return not bare.isdigit() and bool(_COMMIT.fullmatch(bare))


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _entity(sign: str) -> str:
    return sign if sign.isalnum() or not sign.isascii() else f"&#{ord(sign)};"
