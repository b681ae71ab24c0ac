"""What can be done with the settings of the help desk as a whole."""

from __future__ import annotations

from pipelinectl.adapters.hubspot.capabilities.ways import ADMIN, KB, manual
from pipelinectl.capabilities import Capability
from pipelinectl.model import Kind

_SLA_PAGE = "Settings ▸ Inbox & Help Desk ▸ Help Desk ▸ Help desk automation ▸ SLAs"
_SLA_WAYS = (manual(f"{KB}, set SLA goals in help desk, 2026-03"),)
_LISTS_PAGE = "Settings ▸ Inbox & Help Desk ▸ Allow & Deny List"
_LISTS_WAYS = (manual(f"{KB}, manage the allow and deny list, 2024-12"),)


def _sla(setting: str, what: str, rows: str) -> Capability:
    return Capability(Kind.SLA, setting, what, _SLA_WAYS, _SLA_PAGE, ADMIN, rows=rows)


def _spam(setting: str, what: str) -> Capability:
    return Capability(
        Kind.SPAM, setting, what, _LISTS_WAYS, _LISTS_PAGE, "Account Access", rows="B-SPAM-01"
    )


SLA = (
    _sla("goals", "How soon tickets shall be answered and closed", "B-SLA-01 B-SLA-02 B-SLA-03"),
    _sla("schedule", "The hours in which the time counts", "B-SLA-04"),
    _sla("pause_in", "The statuses in which the time stands still", "B-SLA-05"),
    _sla("enabled", "Whether the goals are on", "B-SLA-06 B-SLA-07"),
)
SPAM = (
    _spam("allow", "The senders whose emails are never spam"),
    _spam("deny", "The senders whose emails are always spam"),
)
