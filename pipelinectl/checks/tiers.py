"""Which subscription a feature needs: a dated table, since vendors move these lines.

No endpoint of HubSpot says what an account has bought, so the table is compared with what
`account.subscriptions` declares. What is not declared is not known, and never a fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TIERS = ("free", "starter", "professional", "enterprise")
"""The editions of a hub, each with all that the one before it has."""

HUBS = {
    "service_hub": "Service Hub",
    "marketing_hub": "Marketing Hub",
    "sales_hub": "Sales Hub",
    "content_hub": "Content Hub",
    "data_hub": "Data Hub",
}
_FORMER_NAMES = {"operations_hub": "data_hub"}
_OR_MORE = {
    "starter": "Starter or higher",
    "professional": "Professional or Enterprise",
    "enterprise": "Enterprise",
}


@dataclass(frozen=True, slots=True)
class Gate:
    """What a feature needs: at least `tier` of one of `hubs`, of any hub where none is named.

    `source` and `dated` say who says so, and when it was said; `row` is the row of the feature
    inventory. `note` is what is not known for sure, and how it is read here.
    """

    feature: str
    what: str
    hubs: tuple[str, ...]
    tier: str
    source: str
    dated: str
    row: str
    note: str = ""

    @property
    def needs(self) -> str:
        """What it needs, in words: `Service Hub Professional or Enterprise`."""
        edition = _OR_MORE[self.tier]
        return f"{_hubs(self.hubs)} {edition}" if self.hubs else f"a {edition} subscription"

    @property
    def least(self) -> str:
        """The smallest subscription that has it: `Service Hub Professional`."""
        return f"{_hubs(self.hubs)} {self.tier.capitalize()}"


SECOND_PIPELINE = Gate(
    "second_pipeline",
    "More than one ticket pipeline",
    ("service_hub",),
    "starter",
    "HubSpot's knowledge base, customise ticket pipelines",
    "2024",
    "B-PIPE-02",
    "How many each edition allows is read from the account.",
)
PIPELINE_RULES = Gate(
    "pipeline_rules",
    "`rules` of a pipeline",
    (),
    "professional",
    "HubSpot's knowledge base, pipeline rules",
    "2024-09",
    "B-RULE-05",
)
UPDATE_STATUS = Gate(
    "update_status",
    "`automate.update_status`",
    ("service_hub",),
    "starter",
    "HubSpot's knowledge base, ticket pipeline automation",
    "2025-05-29",
    "TIER-02",
    "Professional until 2019.",
)
STATUS_ACTIONS = Gate(
    "status_actions",
    "`when_status_reaches` with `send_email` and `send_internal_email_notification`",
    ("service_hub",),
    "starter",
    "HubSpot's knowledge base, ticket pipeline automation",
    "2025-05-29",
    "TIER-03",
    "A person sets them up by hand where there are no workflows.",
)
WORKFLOWS = Gate(
    "workflows",
    "`automations`, every other action, `include_chat`, `re_enroll`",
    ("service_hub",),
    "professional",
    "HubSpot's knowledge base, ticket pipeline automation",
    "2025-05-29",
    "TIER-04",
    "HubSpot's API specification asks for Professional of any hub. Whether that is enough for "
    "workflows of tickets is not known; it is read here as not enough.",
)
CUSTOM_EMAIL = Gate(
    "custom_email",
    "`send_email: {custom: …}`",
    ("marketing_hub",),
    "professional",
    "HubSpot's knowledge base, ticket pipeline automation",
    "2025-05-29",
    "TIER-06",
)
UNBRANDED_EMAIL = Gate(
    "unbranded_email",
    "Mails without HubSpot's branding",
    ("marketing_hub",),
    "starter",
    "HubSpot's knowledge base, automate ticket statuses and actions",
    "2021-11",
    "TIER-07",
)
CODE_AND_WEBHOOKS = Gate(
    "code_and_webhooks",
    "The actions `custom_code` and `webhook`",
    ("data_hub",),
    "professional",
    "Reports of others; HubSpot's API specification has no such line",
    "2026",
    "ACT-20",
    "Not confirmed, so what lacks it is warned of and not refused.",
)
HELP_DESK = Gate(
    "help_desk",
    "`connected_to: help_desk`, and with it the routing of a channel of the help desk",
    ("service_hub",),
    "professional",
    "HubSpot's knowledge base, connect channels to the help desk",
    "2025-03",
    "B-HD-01",
)
WHATSAPP = Gate(
    "whatsapp",
    "Channels of type `whatsapp`",
    ("marketing_hub", "service_hub"),
    "professional",
    "HubSpot's knowledge base, connect channels to the help desk",
    "2025-03",
    "TIER-08",
)
CALLING = Gate(
    "calling",
    "Channels of type `calling`",
    ("service_hub",),
    "professional",
    "HubSpot's knowledge base, connect channels to the help desk",
    "2025-03",
    "TIER-08",
)
CALLING_IN_AN_INBOX = Gate(
    "calling_in_an_inbox",
    "Channels of type `calling` that are connected to an inbox",
    ("sales_hub", "service_hub"),
    "professional",
    "HubSpot's knowledge base, connect channels to the conversations inbox",
    "2024-12-26",
    "TIER-08",
)
CUSTOM_CHANNELS = Gate(
    "custom_channels",
    "Channels of type `custom`",
    ("sales_hub", "service_hub"),
    "professional",
    "HubSpot's knowledge base, connect channels to the help desk",
    "2025-03",
    "TIER-08",
)
SKILLS = Gate(
    "skills",
    "`skills`, the skills of users, and `routing.rules` of a channel",
    ("service_hub",),
    "enterprise",
    "HubSpot's knowledge base, skill-based routing",
    "2025",
    "B-SKILL-01",
)
CAPACITY = Gate(
    "capacity",
    "`capacity` of a user",
    ("service_hub",),
    "professional",
    "Reports of others, after HubSpot's knowledge base of 2025-10-10",
    "2026-05-07",
    "B-CAP-01",
    "Enterprise until May 2026.",
)
SLA = Gate(
    "sla",
    "`sla`",
    ("service_hub",),
    "professional",
    "HubSpot's knowledge base, service level agreements in the help desk",
    "2026-03",
    "B-SLA-01",
)
SLA_COMBINATIONS = Gate(
    "sla_combinations",
    "Goals of the `sla` for tickets that several properties together pick",
    ("service_hub",),
    "enterprise",
    "HubSpot's knowledge base, service level agreements in the help desk",
    "2026-03",
    "B-SLA-02",
)
PIPELINE_ACCESS = Gate(
    "pipeline_access",
    "`access` of a pipeline",
    (),
    "professional",
    "HubSpot's knowledge base, limit access to your assets",
    "2026-03-11",
    "B-PIPE-08",
    "An older page of HubSpot names Service Hub.",
)
OUT_OF_OFFICE = Gate(
    "out_of_office",
    "`out_of_office` of a user",
    ("sales_hub", "service_hub"),
    "professional",
    "HubSpot's knowledge base, out of office hours of users",
    "2025-03-21",
    "B-AVAIL-02",
)

GATES = (
    SECOND_PIPELINE,
    PIPELINE_RULES,
    UPDATE_STATUS,
    STATUS_ACTIONS,
    WORKFLOWS,
    CUSTOM_EMAIL,
    UNBRANDED_EMAIL,
    CODE_AND_WEBHOOKS,
    HELP_DESK,
    WHATSAPP,
    CALLING,
    CALLING_IN_AN_INBOX,
    CUSTOM_CHANNELS,
    SKILLS,
    CAPACITY,
    SLA,
    SLA_COMBINATIONS,
    PIPELINE_ACCESS,
    OUT_OF_OFFICE,
)
"""Every gate that a check asks for."""


def allows(gate: Gate, subscriptions: Mapping[str, str]) -> bool | None:
    """Whether the declared subscriptions have a feature; None where that is not declared.

    Where any hub will do, the subscriptions that are declared are taken for all there are.
    """
    declared = _declared(subscriptions)
    hubs = gate.hubs or tuple(declared)
    least = TIERS.index(gate.tier)
    if any(declared.get(hub, -1) >= least for hub in hubs):
        return True
    return False if hubs and declared.keys() >= set(hubs) else None


def has_workflows(subscriptions: Mapping[str, str]) -> bool | None:
    """Whether workflows of tickets can be had; None where `service_hub` is not declared.

    Another hub's Professional does not count: that it is enough is not known, and a plan that
    relies on it would fail half-way, where a manual step is merely slower.
    """
    return allows(WORKFLOWS, subscriptions)


def unnamed(gate: Gate, subscriptions: Mapping[str, str]) -> str:
    """The hubs that would have a feature which the declared ones lack, in words: `Marketing Hub`.

    Empty where none of its hubs is declared, where one of them has it, and where all are known.
    """
    declared = _declared(subscriptions)
    missing = tuple(hub for hub in gate.hubs if hub not in declared)
    unknown = allows(gate, subscriptions) is None and len(missing) < len(gate.hubs)
    return _hubs(missing) if unknown else ""


def lacking(subscriptions: Mapping[str, str]) -> frozenset[str]:
    """The features, by the names of their gates, that the declared subscriptions do not have.

    What is not declared lacks nothing.
    """
    return frozenset(gate.feature for gate in GATES if allows(gate, subscriptions) is False)


def highest(subscriptions: Mapping[str, str]) -> str:
    """The highest edition among the declared subscriptions, of which there must be one."""
    return TIERS[max(_declared(subscriptions).values())]


def subscriptions_page() -> str:
    """The table as Markdown: docs/subscriptions.md."""
    lines = [
        "<!-- Made by `make docs` from pipelinectl/checks/tiers.py. Do not edit. -->",
        "# What needs which subscription",
        "",
        "No endpoint of HubSpot says what an account has bought. `account.subscriptions` in the",
        "configuration, or `subscriptions` of an environment, says it, and `validate` compares it",
        "with this table. A hub that is not named there is not known, and nothing is refused for",
        "it. HubSpot moves these lines, so each has its source and the date of that source.",
        "",
        "| feature | needs | source | dated | row |",
        "|---|---|---|---|---|",
    ]
    for gate in GATES:
        what = f"{gate.what}. {gate.note}" if gate.note else gate.what
        needs = gate.needs[:1].upper() + gate.needs[1:]
        lines.append(f"| {what} | {needs} | {gate.source} | {gate.dated} | {gate.row} |")
    return "\n".join(lines) + "\n"


def _declared(subscriptions: Mapping[str, str]) -> dict[str, int]:
    """The rank of each hub's edition, under the hub's present name."""
    ranks: dict[str, int] = {}
    for hub, tier in subscriptions.items():
        name = _FORMER_NAMES.get(hub, hub)
        ranks[name] = max(TIERS.index(tier), ranks.get(name, -1))
    return ranks


def _hubs(hubs: tuple[str, ...]) -> str:
    return " or ".join(HUBS[hub] for hub in hubs)
