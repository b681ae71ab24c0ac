"""How the rows of the table are written: ways, sources and who may do it.

The sources are HubSpot's own pages, read in stored copies of the year that is named; "others" are
public programs and reports. Nothing here was tried on a real account by this project.
"""

from __future__ import annotations

from pipelinectl.capabilities import Way
from pipelinectl.model import Realisation

KB = "HubSpot's knowledge base"
DOCS = "HubSpot's developer documentation"
CHANNELS_PAGE = "Settings ▸ Inbox & Help Desk ▸ Help Desk ▸ Ticket sources and routing ▸ Channels"
ADMIN = "Super Admin"
CHANNEL_ADMIN = "Super Admin or Account Access"
"""HubSpot's knowledge base, connect channels, 2024-12."""
SEAT = "a user with a Service Hub seat"

WORKFLOWS = "workflows"
"""The feature of a subscription without which there are no workflows of tickets."""


def api(
    source: str, *, needs: str = "", confirmed: bool = True, chosen: bool = True, note: str = ""
) -> Way:
    """Written by an API of HubSpot."""
    return Way(Realisation.API, source, needs, confirmed, chosen, note)


def workflow(source: str, *, confirmed: bool = True, note: str = "") -> Way:
    """Done by a workflow of tickets that is ours."""
    return Way(Realisation.WORKFLOW, source, WORKFLOWS, confirmed, note=note)


def manual(source: str, note: str = "") -> Way:
    """Clicked by a person."""
    return Way(Realisation.MANUAL, source, note=note)
