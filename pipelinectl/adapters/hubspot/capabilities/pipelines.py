"""What can be done with pipelines, statuses and what happens to tickets in them."""

from __future__ import annotations

from pipelinectl.adapters.hubspot.capabilities.ways import (
    ADMIN,
    DOCS,
    KB,
    api,
    manual,
    workflow,
)
from pipelinectl.capabilities import Capability
from pipelinectl.model import Kind

_PIPELINES_PAGE = "Settings ▸ Objects ▸ Tickets ▸ Pipelines"
_TAB = f"{_PIPELINES_PAGE} ▸ Automate"
_EDITORS = "Super Admin, or the permission Edit property settings"
_AUTOMATORS = "Super Admin, Account Access or the permission to edit workflows"
_TEMPLATED = f"{KB}, set up ticket pipeline automation, 2025"
_SEEN = "the list of workflows: the `uuid` of a workflow names the pipeline and the switch"
_PIPELINES_API = f"{DOCS}, pipelines; others on a developer test account, 2026"

PIPELINES = (
    Capability(
        Kind.PIPELINE,
        "",
        "A ticket pipeline: its name and the order of its statuses",
        (api(_PIPELINES_API),),
        _PIPELINES_PAGE,
        _EDITORS,
        shown="the pipelines API",
        rows="PIPE-01 PIPE-02 PIPE-03 PIPE-04",
    ),
    Capability(
        Kind.STATUS,
        "",
        "A status of a pipeline: its name, open or closed",
        (api(_PIPELINES_API),),
        _PIPELINES_PAGE,
        _EDITORS,
        shown="the pipelines API",
        rows="STAT-01 STAT-02 B-STAT-01",
    ),
    Capability(
        Kind.RULES,
        "",
        "The rules of a pipeline: where tickets are created, skipping and moving backward",
        (api(f"{DOCS}, pipeline rules, 2026-09", needs="pipeline_rules"),),
        f"{_PIPELINES_PAGE} ▸ Pipeline Rules",
        ADMIN,
        shown="the pipeline rules API",
        rows="B-RULE-01 B-RULE-02 B-RULE-03",
    ),
    Capability(
        Kind.ACCESS,
        "",
        "Who can work in a pipeline: users and teams",
        (manual(f"{KB}, limit access to your HubSpot assets, 2026-03"),),
        f"{_PIPELINES_PAGE} ▸ Actions ▸ Manage Access",
        ADMIN,
        rows="B-PIPE-08",
    ),
    Capability(
        Kind.AUTOMATE,
        "set_close_date",
        "The switch that sets the close date when a ticket gets a closed status",
        (manual(_TEMPLATED),),
        _TAB,
        _AUTOMATORS,
        rows="CDATE-03 PERM-01",
    ),
    Capability(
        Kind.AUTOMATE,
        "email_sent_to_customer",
        "The status that a ticket gets when an email is sent from it to the customer",
        (manual(_TEMPLATED),),
        _TAB,
        _AUTOMATORS,
        shown=_SEEN,
        rows="SAUT-01 SAUT-13 SAUT-14 PERM-01",
    ),
    Capability(
        Kind.AUTOMATE,
        "customer_replies",
        "The status that a ticket gets when the customer replies to an email",
        (manual(_TEMPLATED),),
        _TAB,
        _AUTOMATORS,
        shown=_SEEN,
        rows="SAUT-04 SAUT-13 SAUT-14 PERM-01",
    ),
)

_FLOWS_API = f"{DOCS}, workflows v4 (beta); others on a developer test account, 2026"

AUTOMATIONS = (
    Capability(
        Kind.AUTOMATION,
        "status",
        "The actions that run when a ticket reaches a status",
        (
            workflow(
                _FLOWS_API,
                note="a workflow of its own that waits for the status, not one of the Automate tab",
            ),
            manual(
                _TEMPLATED,
                "for Service Hub Starter, whose page offers the two actions that send emails",
            ),
        ),
        _TAB,
        _AUTOMATORS,
        shown="the workflows API",
        rows="ACT-01 ACT-20 B-API-02 TIER-03 TIER-04",
    ),
    Capability(
        Kind.AUTOMATION,
        "",
        "A workflow of tickets with a trigger of its own",
        (workflow(_FLOWS_API), manual(f"{KB}, create workflows, 2025")),
        "Automation ▸ Workflows",
        "the permission to edit workflows",
        shown="the workflows API",
        rows="ACT-20 ACT-28 B-API-02",
    ),
)
