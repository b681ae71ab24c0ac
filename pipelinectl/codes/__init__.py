"""The one table of diagnostic codes; `docs/diagnostics.md` and `explain` are made from it.

Families: PC0xx syntax, PC1xx structure and project file, PC2xx references, PC3xx checks,
PC5xx the account and its API, PC6xx plan safety, PC9xx a fault of pipelinectl itself.
"""

from __future__ import annotations

from pipelinectl.codes import (
    account,
    channels,
    checks,
    internal,
    references,
    safety,
    structure,
    syntax,
)
from pipelinectl.codes.row import Code

__all__ = ["TABLE", "Code"]

TABLE: dict[str, Code] = {
    row.code: row
    for family in (syntax, structure, references, checks, channels, account, safety, internal)
    for row in family.ROWS
}
