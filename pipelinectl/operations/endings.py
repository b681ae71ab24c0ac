"""How an operation ends before its end: expected, with diagnostics and an exit code of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelinectl.diagnostics import Diagnostic


class Stopped(Exception):  # noqa: N818 - an end that is expected
    """The command ends here with exit 1; nothing was written to the account."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*(each.message for each in diagnostics))
        self.diagnostics = diagnostics


class Refused(Exception):  # noqa: N818 - an end that is expected
    """A plan is not carried out: exit 4, nothing was written."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*(each.message for each in diagnostics))
        self.diagnostics = diagnostics
