"""Colour as an argument. Every text reads well without it, so it only repeats what words say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """Paints a text with ANSI sequences, or hands it back as it is where `color` is False."""

    color: bool = False

    def bold(self, text: str) -> str:
        """For headings."""
        return self._paint("1", text)

    def dim(self, text: str) -> str:
        """For what may be skipped: places, line numbers."""
        return self._paint("2", text)

    def red(self, text: str) -> str:
        """For errors and deletes."""
        return self._paint("31", text)

    def green(self, text: str) -> str:
        """For what is created or done."""
        return self._paint("32", text)

    def yellow(self, text: str) -> str:
        """For warnings and updates."""
        return self._paint("33", text)

    def magenta(self, text: str) -> str:
        """For what is held back."""
        return self._paint("35", text)

    def cyan(self, text: str) -> str:
        """For hints and notes."""
        return self._paint("36", text)

    def _paint(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text


PLAIN = Style()
"""No colour."""
