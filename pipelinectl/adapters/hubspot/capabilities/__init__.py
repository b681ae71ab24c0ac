"""What HubSpot's public APIs, workflows and pages let one do with each setting.

Chosen from, explained (`pipelinectl explain channel.routing`) and printed (docs/capabilities.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.capabilities.channels import CHANNELS, CONNECTIONS, FORMS
from pipelinectl.adapters.hubspot.capabilities.desk import SLA, SPAM
from pipelinectl.adapters.hubspot.capabilities.people import PEOPLE
from pipelinectl.adapters.hubspot.capabilities.pipelines import AUTOMATIONS, PIPELINES

if TYPE_CHECKING:
    from pipelinectl.capabilities import Capability

CAPABILITIES: tuple[Capability, ...] = (
    *PIPELINES,
    *PEOPLE,
    *FORMS,
    *CONNECTIONS,
    *CHANNELS,
    *AUTOMATIONS,
    *SLA,
    *SPAM,
)
"""Every setting, in the order in which a person would click: what is named elsewhere goes first."""
