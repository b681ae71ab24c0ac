"""Which version of HubSpot's API each resource is reached by: the one table.

Dated versions are supported for 18 months (HubSpot's versioning guide); a new row is one line.
`0-5` is HubSpot's object type of tickets.
"""

from __future__ import annotations

from urllib.parse import quote

VENDOR_URL = "https://api.hubapi.com"
TICKETS = "0-5"

ACCOUNT = "/account-info/2026-09/details"
PIPELINES = f"/crm/pipelines/2026-09/{TICKETS}"
RULES = f"/crm/pipelines-rules/2026-09/{TICKETS}"
LIMITS = "/crm/limits/2026-09/pipelines"
TICKET_SEARCH = "/crm/objects/2026-09/tickets/search"
OWNERS = "/crm/owners/2026-09"
USERS = "/settings/users/2026-03"
TEAMS = f"{USERS}/teams"
EMAILS = "/marketing/emails/2026-09"
TICKET_PROPERTIES = "/crm/properties/2026-09/tickets"

CONVERSATIONS = "/conversations/conversations/2026-09"
INBOXES = f"{CONVERSATIONS}/inboxes"
CHANNELS = f"{CONVERSATIONS}/channels"
CHANNEL_ACCOUNTS = f"{CONVERSATIONS}/channel-accounts"
CUSTOM_CHANNELS = "/conversations/custom-channels/2026-09"

CRM_USERS = "/crm/objects/2026-09/users"
"""The records of users, which hold working hours; their ids are those of records, not of users."""

USERS_BETA = "/settings/users/2026-09-beta"
"""Only the beta tells who has which seats (HubSpot's API description of user provisioning)."""

TEAMS_BETA = "/settings/teams/2026-09-beta"
"""Only the beta changes the members of a team; `TEAMS` lists them all in one call."""

FORMS = "/marketing/v3/forms"
"""Forms. No dated version is generally available: the choice is v3, documented and unsupported
from September 2027, or a dated beta. Both take and answer the same shapes."""

FLOWS = "/automation/v4/flows"
"""Workflows. No dated version of this API is generally available: the choice is v4, documented
and unsupported from 30 March 2027, or a dated beta (`/automation/2026-09-beta/flows`) that may
change at any time. Both take and answer the same shapes (HubSpot's API descriptions, compared)."""


def pipeline(identifier: str) -> str:
    """The path of one pipeline."""
    return f"{PIPELINES}/{quote(identifier, safe='')}"


def stages(identifier: str) -> str:
    """The path of a pipeline's stages."""
    return f"{pipeline(identifier)}/stages"


def stage(parent: str, identifier: str) -> str:
    """The path of one stage."""
    return f"{stages(parent)}/{quote(identifier, safe='')}"


def rules(identifier: str) -> str:
    """The path of a pipeline's rules."""
    return f"{RULES}/{quote(identifier, safe='')}"


def flow(identifier: str) -> str:
    """The path of one workflow."""
    return f"{FLOWS}/{quote(identifier, safe='')}"


def form(identifier: str) -> str:
    """The path of one form."""
    return f"{FORMS}/{quote(identifier, safe='')}"


def crm_user(identifier: str) -> str:
    """The path of the record of one user."""
    return f"{CRM_USERS}/{quote(identifier, safe='')}"


def team_members(team: str) -> str:
    """The path of the members of a team."""
    return f"{TEAMS_BETA}/{quote(team, safe='')}/members"


def channel_account(identifier: str) -> str:
    """The path of one channel account."""
    return f"{CHANNEL_ACCOUNTS}/{quote(identifier, safe='')}"


def custom_accounts(channel: str) -> str:
    """The path of the accounts of one's own custom channel."""
    return f"{CUSTOM_CHANNELS}/{quote(channel, safe='')}/channel-accounts"


FLOWS_BATCH = f"{FLOWS}/batch/read"
