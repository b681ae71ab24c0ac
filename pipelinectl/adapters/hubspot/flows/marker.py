"""The line in a flow's description that says for which address the flow was made.

Names of flows are not unique and cannot be searched, so this line is how flows are found again
when ledger and id are lost.
"""

from __future__ import annotations

import re

from pipelinectl.model import Address, Kind

_GAP = "\n\n"
_LINE = re.compile(r"managed-by: pipelinectl (\S+)[ \t\r]*")


def marked(text: str, mark: str) -> str:
    """A description: the text, then the line."""
    line = f"managed-by: pipelinectl {mark}"
    return f"{text}{_GAP}{line}" if text else line


def parted(description: str | None) -> tuple[str, str | None]:
    """The text without our line, and the address that the line names.

    A last line that looks like ours and names no automation is a person's text.
    """
    whole = description or ""
    above, _, last = whole.rpartition("\n")
    found = _LINE.fullmatch(last)
    if found is None or not _is_automation(found[1]):
        return whole, None
    return above.removesuffix("\n"), found[1]


def _is_automation(text: str) -> bool:
    try:
        return Address.parse(text).kind is Kind.AUTOMATION
    except ValueError:
        return False
