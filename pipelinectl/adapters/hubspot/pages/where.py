"""Where in HubSpot's settings a thing stands: pages, the clicks to them, and their addresses.

Sources: the clicks are those of HubSpot's knowledge base (navigation of 2025). The addresses of
the lists of users and inboxes are those that public programs open; of the help desk's settings no
address is known, so the settings as such are opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipelinectl.adapters.hubspot import versions
from pipelinectl.adapters.hubspot.capabilities import CAPABILITIES
from pipelinectl.adapters.hubspot.capabilities.ways import CHANNELS_PAGE
from pipelinectl.adapters.hubspot.pages.words import channel_name
from pipelinectl.capabilities import find
from pipelinectl.channels import HELP_DESK
from pipelinectl.model import OF_A_PIPELINE, Kind
from pipelinectl.ports import Instruction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.model import Address, Value

NAV_PIPELINE = "Settings ▸ Objects ▸ Tickets ▸ Pipelines ▸ Select a pipeline ▸ "
NAV_CHANNELS = CHANNELS_PAGE  # NAV-04
_NAV_INBOX = 'Settings ▸ Inbox & Help Desk ▸ Inboxes ▸ "{inbox}" ▸ Channels'
NAV_CHATFLOWS = "Automation ▸ Chatflows"
NAV_ROUTING = "Settings ▸ Routing"
NAV_USERS = "Settings ▸ Users & Teams"
NAV_SLA = "Settings ▸ Inbox & Help Desk ▸ Help Desk ▸ Help desk automation ▸ SLAs"
NAV_SPAM = "Settings ▸ Inbox & Help Desk ▸ Allow & Deny List"


def link_of(kind: Kind, account: str, domain: str) -> str:
    """The address of the page where things of this kind are set, as near as one is known.

    `account` is the portal id, `domain` that of the account's own pages.
    """
    settings = f"https://{domain}/settings/{account}"
    if kind in OF_A_PIPELINE or kind is Kind.AUTOMATION:
        return f"{settings}/objects/{versions.TICKETS}/pipelines"
    return f"{settings}/users" if kind in {Kind.USER, Kind.TEAM} else settings


def setting_of(address: Address) -> str:
    """The setting that an address names, as the table of capabilities calls it."""
    if address.kind in {Kind.SLA, Kind.SPAM}:
        return address.keys[0]
    if address.of_a_status:
        return "status"
    names_one = address.kind in {Kind.AUTOMATE, Kind.CHANNEL, Kind.TEAM, Kind.USER}
    return address.keys[1] if names_one and len(address.keys) > 1 else ""


def who(kind: Kind, setting: str, channel_type: str = "") -> str:
    """Who may change a setting; empty where the table does not know it."""
    found = find(CAPABILITIES, kind, setting, channel_type)
    return found.who if found else ""


class Told(NamedTuple):
    """A page, the clicks there and what shows in the end."""

    page: str
    path: str
    expected: str

    def by(self, whom: str, link: str) -> Instruction:
        """The instruction for whoever may do it."""
        return Instruction(self.page, self.path, link, self.expected, whom)


@dataclass(frozen=True, slots=True)
class Place:
    """A channel as a person meets it: what it is called, and the list in which it stands."""

    key: str
    fields: Mapping[str, Value]

    @property
    def type(self) -> str:
        """The type of the channel."""
        return str(self.fields.get("type"))

    @property
    def name(self) -> str:
        """What the list of channels calls it."""
        return channel_name(self.key, self.fields)

    @property
    def inbox(self) -> str | None:
        """The inbox that it belongs to; None for the help desk."""
        inbox = self.fields.get("connected_to", HELP_DESK)
        return None if inbox == HELP_DESK else str(inbox)

    @property
    def clicks(self) -> str:
        """The way to the list of channels."""
        return NAV_CHANNELS if self.inbox is None else _NAV_INBOX.format(inbox=self.inbox)

    @property
    def list(self) -> str:
        """The name of the list of channels."""
        return "Help Desk channels" if self.inbox is None else f'Channels of inbox "{self.inbox}"'

    def page(self, tab: str = "") -> str:
        """The name of the page of the channel's settings."""
        return f"{self.list}: {self.name}{f', tab {tab}' if tab else ''}"

    def edit(self, tab: str = "") -> str:
        """The clicks to the channel's settings."""
        tabbed = f" ▸ {tab}" if tab else ""
        return f'{self.clicks} ▸ hover over "{self.name}" ▸ Edit{tabbed}'
