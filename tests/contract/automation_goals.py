"""What the contract of workflows is tried with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract.workflows import (
    fields,
)

if TYPE_CHECKING:
    from pipelinectl.model import Address


AGAIN = fields(re_enroll=True)


def description(address: Address, text: str = "") -> str:
    line = f"managed-by: pipelinectl {address}"
    return f"{text}\n\n{line}" if text else line
